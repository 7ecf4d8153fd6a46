"""``claimtrack compare``: figures across sources over time, an incident at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.options import (
    DEFAULT_DB,
    ArticleFilter,
    Db,
    Format,
    GroupFilter,
    HypotheticalFlag,
    MinConfidence,
    ModeFilter,
    OutcomeFilter,
    OutletFilter,
    PlaceFilter,
    ScopeFilter,
    SearchFilter,
    SinceFilter,
    SourceFilter,
    StanceFilter,
    UntilFilter,
    make_filters,
)  # fmt: skip
from claimtrack.compare.incidents import link
from claimtrack.compare.matrix import Page, RowsBy
from claimtrack.compare.matrix import compare as compare_incidents
from claimtrack.compare.rows import Row, make_rows, row_id
from claimtrack.store.filters import Filters
from claimtrack.store.read import claims, connect, figure_rows

if TYPE_CHECKING:
    import sqlite3

_SHOWN = 5


def compare(
    outcome: OutcomeFilter = None,
    group: GroupFilter = None,
    source: SourceFilter = None,
    outlet: OutletFilter = None,
    place: PlaceFilter = None,
    stance: StanceFilter = None,
    scope: ScopeFilter = None,
    mode: ModeFilter = None,
    search: SearchFilter = None,
    article: ArticleFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    hypothetical: HypotheticalFlag = False,
    min_confidence: MinConfidence = None,
    rows: Annotated[RowsBy, typer.Option("--rows", help="What a row stands for.")] = "source",
    notes: Annotated[bool, typer.Option("--notes", help="The words and the figure's id behind each cell.")] = False,
    format: Format = "table",
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, metavar="N", help="Incidents shown; 0: all.")] = _SHOWN,
    db: Db = DEFAULT_DB,
) -> None:
    """Compare figures across sources over time, an incident at a time.

    Incidents, running tallies and past events stand apart; those with most sources come first. Nothing is summed or
    averaged, and an empty cell means that nothing was said, not zero.

    \b
    Examples:
      claimtrack compare --place Ganja --outcome killed
      claimtrack compare --rows outlet --notes
    """
    filters = make_filters(
        outcome=outcome, group=group, source=source, outlet=outlet, place=place, stance=stance, scope=scope, mode=mode,
        search=search, article=article, since=since, until=until, hypothetical=hypothetical,
        min_confidence=min_confidence,
    )  # fmt: skip
    with closing(connect(db)) as conn:
        found, keep = read_rows(conn, filters)
    pages = compare_incidents(link(found), keep, rows)
    shown = pages[:limit] if limit else pages
    if not shown:
        typer.echo("no figures match", err=True)
    _write(shown, pages[len(shown):], format, rows, notes)


def read_rows(conn: sqlite3.Connection, filters: Filters) -> tuple[list[Row], frozenset[str] | None]:
    """Return the rows to link and the ids of those to show: what a filter hides still says which incident is which."""
    every = Filters(hypothetical=filters.hypothetical)
    found = [*make_rows(figure_rows(conn, every)), *_denials(conn, every)]
    if filters == every:
        return found, None
    # a denial names no outcome and no group, and is shown with whatever figures are left
    about = Filters(
        source=filters.source, outlet=filters.outlet, stance=filters.stance, mode=filters.mode, search=filters.search,
        article=filters.article, since=filters.since, until=filters.until, hypothetical=filters.hypothetical,
    )  # fmt: skip
    kept = {row["figure_id"] for row in figure_rows(conn, filters)}
    return found, frozenset(kept | {row_id(row) for row in _denials(conn, about)})


def _denials(conn: sqlite3.Connection, filters: Filters) -> list[Row]:
    if filters.stance and "denied" not in filters.stance:
        return []
    holding = {r[0] for r in conn.execute("SELECT DISTINCT claim_id FROM figures")}
    denied = Filters(
        source=filters.source, outlet=filters.outlet, stance=("denied",), mode=filters.mode, search=filters.search,
        article=filters.article, since=filters.since, until=filters.until,
    )  # fmt: skip
    return [_denial(row) for row in claims(conn, denied) if row["claim_id"] not in holding]


def _denial(record: sqlite3.Row) -> Row:
    """Return a claim as a row without a figure."""
    first: dict[str, Any] = next(iter(json.loads(record["chain"])), {})
    known = {key: record[key] for key in record.keys() if key in Row._fields and key != "rules"}  # noqa: SIM118
    about = {key: first.get(key) for key in ("name", "role", "organization", "kind", "resolved_from")}
    return Row(**{**known, **about, "rules": record["rules"], "text": None, "start": record["span_start"]})


def _write(shown: Sequence[Page], rest: Sequence[Page], format: str, rows: RowsBy, notes: bool) -> None:
    from claimtrack.views.matrix import RECORD_COLUMNS, matrix_grids, matrix_json, matrix_records

    if format == "json":
        from claimtrack.views.export import write_json

        write_json(matrix_json(shown, len(rest)))
    elif format == "ndjson":
        from claimtrack.views.export import write_ndjson

        write_ndjson(matrix_records(shown))
    elif format in ("csv", "tsv"):
        from claimtrack.views.export import write_csv

        records = ([record[c] for c in RECORD_COLUMNS] for record in matrix_records(shown))
        write_csv(RECORD_COLUMNS, records, tabs=format == "tsv")
    elif format == "markdown":
        from claimtrack.views.markdown import write_markdown

        write_markdown(matrix_grids(shown, rows_by=rows, notes=notes))
    else:
        from claimtrack.views.table import write_grids

        write_grids(matrix_grids(shown, rows_by=rows, notes=notes))
    if rest:
        typer.echo(more_words(rest), err=True)


def more_words(rest: Sequence[Page]) -> str:
    """Return how much the limit left out, by kind."""
    names = {"incident": "incident", "cumulative": "running tally", "background": "past event"}
    counts = [(sum(page.incident.scope == scope for page in rest), name) for scope, name in names.items()]
    parts = [f"{n} {name if n == 1 else name.removesuffix('y') + 'ies' if name.endswith('y') else name + 's'}"
             for n, name in counts if n]  # fmt: skip
    return f"and {', '.join(parts)} more: --limit 0 shows all"
