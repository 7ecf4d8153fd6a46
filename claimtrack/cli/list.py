"""``claimtrack list``: the claims, or the figures, that the filters let through, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.options import DEFAULT_DB, Columns, Db, Format, Limit, filtered
from claimtrack.store.filters import Filters
from claimtrack.store.read import claim_records, claims, connect, figure_rows

if TYPE_CHECKING:
    import sqlite3


@filtered
def list_claims(
    filters: Filters,
    figures: Annotated[bool, typer.Option("--figures", help="One row a figure, not one a claim.")] = False,
    format: Format = "table",
    columns: Columns = None,
    limit: Limit = None,
    db: Db = DEFAULT_DB,
) -> None:
    """List claims, newest first.

    \b
    Examples:
      claimtrack list --place Ganja --outcome killed --since 2020-10-17
      claimtrack list --figures --format csv > figures.csv
    """
    with closing(connect(db)) as conn:
        if figures:
            _figures(conn, filters, limit, format, columns)
        else:
            _claims(conn, filters, limit, format, columns)


def _claims(conn: sqlite3.Connection, filters: Filters, limit: int | None, format: str, asked: str | None) -> None:
    from claimtrack.views.export import write_records

    if format in ("json", "ndjson") and asked is None:
        write_records(claim_records(conn, filters, limit), format)
        return
    from claimtrack.views.listing import CLAIM_COLUMNS, CLAIM_TABLE, choose_columns, write_rows

    names = choose_columns(asked, CLAIM_COLUMNS, CLAIM_TABLE if format in ("table", "markdown") else CLAIM_COLUMNS)
    write_rows(names, _claim_rows(conn, filters, limit, names), format, "claims")


def _claim_rows(
    conn: sqlite3.Connection, filters: Filters, limit: int | None, names: Sequence[str]
) -> Iterator[list[Any]]:
    from claimtrack.compare.rows import make_rows
    from claimtrack.views.listing import claim_values

    sql = 'SELECT * FROM figures WHERE claim_id = ? ORDER BY span_start, rid'
    for record in claims(conn, filters, limit):
        figures = [*make_rows(dict(f) for f in conn.execute(sql, (record["claim_id"],)))] if "figures" in names else []
        yield claim_values(record, figures, names)


def _figures(conn: sqlite3.Connection, filters: Filters, limit: int | None, format: str, asked: str | None) -> None:
    from claimtrack.views.export import write_records
    from claimtrack.views.listing import FIGURE_COLUMNS, FIGURE_TABLE, choose_columns, figure_values, flat, write_rows

    names = choose_columns(asked, FIGURE_COLUMNS, FIGURE_TABLE if format in ("table", "markdown") else FIGURE_COLUMNS)
    rows = figure_rows(conn, filters, limit)
    if format in ("json", "ndjson") and asked is None:
        write_records(flat(rows), format)
    else:
        write_rows(names, (figure_values(record, names) for record in rows), format, "figures")
