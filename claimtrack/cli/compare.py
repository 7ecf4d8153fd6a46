"""``claimtrack compare``: figures across sources over time, an incident at a time."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimtrack.cli.comparing import Comparison, read_comparison, remember
from claimtrack.cli.linked import connect_linked
from claimtrack.cli.options import DEFAULT_DB, EMPTY_HINT, Db, filtered
from claimtrack.compare.matrix import Chosen, RowsBy
from claimtrack.compare.policies import Policy
from claimtrack.store.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.views.grid import Grid

Layout = Literal["matrix", "timeline", "card", "ladder"]
Formats = Literal["table", "json", "ndjson", "csv", "tsv", "markdown", "html"]
_SHOWN = 5


@filtered
def compare(
    filters: Filters,
    incident: Annotated[list[str] | None, typer.Option("--incident", metavar="ID", help="Only this one.")] = None,
    layout: Annotated[Layout, typer.Option("--layout", help="What the page looks like.")] = "matrix",
    rows: Annotated[RowsBy, typer.Option("--rows", help="What a row of the matrix stands for.")] = "source",
    policy: Annotated[Policy, typer.Option("--policy", help="The rule of a card.")] = "latest",
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="TIME", help="What was published by then.")] = None,
    stored: Annotated[bool, typer.Option("--stored", help="With --as-of: and stored here by then.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="The words and the figure's id behind each cell.")] = False,
    format: Annotated[Formats, typer.Option("--format", "-f", help="How to write it.")] = "table",
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, metavar="N", help="Incidents shown; 0: all.")] = _SHOWN,
    db: Db = DEFAULT_DB,
) -> None:
    """Compare figures across sources over time, an incident at a time.

    Incidents, running tallies and past events stand apart; those with most sources come first. Nothing is summed or
    averaged, and an empty cell means that nothing was said, not zero. A number in brackets tells what is behind a
    cell: claimtrack why NUMBER.

    \b
    Examples:
      claimtrack compare --place Ganja --outcome killed
      claimtrack compare --layout timeline --as-of 2020-10-12
      claimtrack compare --layout card --policy consensus
      claimtrack compare --rows party --limit 1
      claimtrack compare --limit 0 --format csv > figures.csv
    """
    with closing(connect_linked(db)) as conn:
        found = read_comparison(
            conn, filters, incidents=incident, as_of=as_of, stored=stored, limit=limit, rows_by=rows
        )
        if found.pages:
            remember(conn, db, found.pages)
    if not found.pages:
        typer.echo(f"no figures match\nhint: {EMPTY_HINT}", err=True)
    _write(found, layout, format, rows, policy, notes)
    if found.rest:
        typer.echo(more_words(found.rest), err=True)


def _write(found: Comparison, layout: Layout, format: Formats, rows: RowsBy, policy: Policy, notes: bool) -> None:
    if format in ("table", "markdown", "html"):
        _write_grids(_grids(found, layout, rows, policy, notes), format)
        return
    if format == "json" and layout == "matrix":
        from claimtrack.views.export import write_json
        from claimtrack.views.matrix import matrix_json

        write_json(matrix_json(found.pages, len(found.rest)))
        return
    from claimtrack.views import export

    columns, records = _records(found, layout, policy)
    if format == "json":
        export.write_json({"schema_version": 1, "layout": layout, "rows": [*records], "more": len(found.rest)})
    elif format == "ndjson":
        export.write_ndjson(records)
    else:
        export.write_csv(columns, ([r[c] for c in columns] for r in records), tabs=format == "tsv")


def _grids(found: Comparison, layout: Layout, rows: RowsBy, policy: Policy, notes: bool) -> Iterator[Grid]:
    if layout == "matrix":
        from claimtrack.views.matrix import matrix_grids

        return matrix_grids(found.pages, rows_by=rows, notes=notes)
    from claimtrack.views import layouts

    if layout == "timeline":
        return layouts.timeline_grids(found.pages, notes=notes)
    if layout == "card":
        return layouts.card_grids(found.pages, policy, notes=notes)
    return layouts.ladder_grids(found.pages, notes=notes)


def _records(found: Comparison, layout: Layout, policy: Policy) -> tuple[Sequence[str], Iterator[dict[str, Any]]]:
    """Return the columns of a layout and its records."""
    if layout == "matrix":
        from claimtrack.views import matrix

        return matrix.MATRIX_COLUMNS, matrix.matrix_records(found.pages)
    from claimtrack.views import layouts

    if layout == "timeline":
        return layouts.TIMELINE_COLUMNS, layouts.timeline_records(found.pages)
    if layout == "card":
        return layouts.CARD_COLUMNS, layouts.card_records(found.pages, policy)
    return layouts.LADDER_COLUMNS, layouts.ladder_records(found.pages)


def _write_grids(grids: Iterator[Grid], format: Formats) -> None:
    if format == "markdown":
        from claimtrack.views.markdown import write_markdown

        write_markdown(grids)
    elif format == "html":
        from claimtrack.views.html import write_html

        write_html(grids, title="claimtrack compare")
    else:
        from claimtrack.views.table import write_grids

        write_grids(grids)


def more_words(rest: Sequence[Chosen]) -> str:
    """Return how much the limit left out, by kind."""
    names = {
        "incident": ("incident", "incidents"), "cumulative": ("running tally", "running tallies"),
        "background": ("past event", "past events"),
    }  # fmt: skip
    counts = {scope: sum(item.incident.scope == scope for item in rest) for scope in names}
    parts = [f"{n} {names[scope][n > 1]}" for scope, n in counts.items() if n]
    return f"and {', '.join(parts)} more: --limit 0 shows all"
