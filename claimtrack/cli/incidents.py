"""``claimtrack incidents``: what the claims speak of, and what people decide on it, for good."""

from __future__ import annotations

import getpass
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.options import DEFAULT_DB, Columns, Db, Format, Limit, PlaceFilter, ScopeFilter, make_filters
from claimtrack.errors import UsageError
from claimtrack.store.read import connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from claimtrack.compare.incidents import Incident

app = typer.Typer(help="List what the claims speak of, and decide on it.", no_args_is_help=True, rich_markup_mode=None)

Author = Annotated[str | None, typer.Option("--author", metavar="NAME", help="Who decides; else the user's name.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="The id of an incident, as 'incidents list' shows it.")]


@app.command("list")
def list_incidents(
    place: PlaceFilter = None,
    scope: ScopeFilter = None,
    format: Format = "table",
    columns: Columns = None,
    limit: Limit = None,
    db: Db = DEFAULT_DB,
) -> None:
    """List incidents, the newest first: place, days, claims, sources, range of the killed.

    \b
    Example:
      claimtrack incidents list --place Ganja
    """
    from claimtrack.compare.matrix import choose
    from claimtrack.views.listing import choose_columns, write_rows
    from claimtrack.views.matrix import INCIDENT_COLUMNS, INCIDENT_TABLE, incident_record

    names = choose_columns(columns, INCIDENT_COLUMNS, INCIDENT_TABLE if format == "table" else INCIDENT_COLUMNS)
    filters = make_filters(place=place, scope=scope)
    from claimtrack.cli.comparing import read_incidents, read_rows

    with closing(connect(db)) as conn:
        rows, keep = read_rows(conn, filters)
        linked, book = read_incidents(conn, rows)
    chosen = sorted(choose(linked, keep, book), key=lambda c: c.incident.start or "", reverse=True)
    records = [incident_record(item) for item in (chosen if limit is None else chosen[:limit])]
    write_rows(names, ([record[name] for name in names] for record in records), format, "incidents")


@app.command("show")
def show_incident(key: _Id, db: Db = DEFAULT_DB) -> None:
    """Show why each figure belongs to an incident, and what was decided on it.

    \b
    Example:
      claimtrack incidents show ganja-az-2020-10-17
    """
    from claimtrack.compare.matrix import choose, make_pages
    from claimtrack.views.matrix import tie_grid
    from claimtrack.views.table import write_grids

    with closing(connect(db)) as conn:
        incident, every = _one(conn, key)
    (page,) = [p for p in make_pages(choose(every)) if p.incident.id == incident.id]
    write_grids([tie_grid(page)])


@app.command("name")
def name(
    key: _Id,
    words: Annotated[str, typer.Argument(metavar="NAME", help="Its name.")],
    reason: Reason = "",
    author: Author = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Name an incident.

    \b
    Example:
      claimtrack incidents name ganja-az-2020-10-17 "Second night strike on Ganja"
    """
    with closing(connect(db, create=True)) as conn:
        incident, _ = _one(conn, key)
        decide(conn, "incident.name", incident.id, {"name": words, "members": _members(incident)}, author, reason)


@app.command("merge")
def merge(
    key: _Id,
    others: Annotated[list[str], typer.Argument(metavar="ID…", help="What else it is.")],
    reason: Reason = "",
    author: Author = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Merge incidents into the first.

    \b
    Example:
      claimtrack incidents merge ganja-az-2020-10-17 ganja-az-2020-10-18 --reason "one night"
    """
    with closing(connect(db, create=True)) as conn:
        target, _ = _one(conn, key)
        found = [_one(conn, other)[0] for other in others]
        if target.id in [f.id for f in found]:
            raise UsageError(f"merge: {key!r} stands twice", "name two or more incidents")
        value = {"members": _members(target), "ids": [f.id for f in found], "of": [_members(f) for f in found]}
        decide(conn, "incident.merge", target.id, value, author, reason)


@app.command("split")
def split(
    key: _Id,
    figures: Annotated[list[str], typer.Argument(metavar="FIGURE…", help="The ids of the figures that leave it.")],
    into: Annotated[str, typer.Option("--into", metavar="ID", help="The id of the new incident.")],
    reason: Reason = "",
    author: Author = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Split figures off an incident into a new one.

    \b
    Example:
      claimtrack incidents split ganja-az-2020-10-17 3f2a 81bc --into ganja-az-2020-10-08
    """
    with closing(connect(db, create=True)) as conn:
        incident, every = _one(conn, key)
        ids = [_row_id(incident, figure) for figure in figures]
        if into in {i.id for i in every}:
            raise UsageError(f"--into: {into!r} is there already", "use: claimtrack incidents assign FIGURE ID")
        decide(conn, "incident.split", incident.id, {"ids": ids, "into": into}, author, reason)


@app.command("assign")
def assign(
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="The id of a figure, or of a denying claim.")],
    key: _Id,
    reason: Reason = "",
    author: Author = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Assign a figure to an incident, whatever the rules say of it.

    \b
    Example:
      claimtrack incidents assign 3f2a ganja-az-2020-10-17 --reason "the report means the 17th"
    """
    with closing(connect(db, create=True)) as conn:
        incident, every = _one(conn, key)
        decide(conn, "incident.assign", _row_id_in(every, figure), {"incident": incident.id}, author, reason)


def _every(conn: sqlite3.Connection) -> list[Incident]:
    from claimtrack.cli.comparing import read_incidents, read_rows
    from claimtrack.store.filters import Filters

    return read_incidents(conn, read_rows(conn, Filters())[0])[0]


def _one(conn: sqlite3.Connection, key: str) -> tuple[Incident, list[Incident]]:
    every = _every(conn)
    found = [i for i in every if i.id == key] or [i for i in every if i.id.startswith(key)]
    if len(found) != 1:
        what = f"several ids begin with {key!r}" if found else f"there is no incident {key!r}"
        names = ", ".join(i.id for i in found[:6])
        raise UsageError(what, f"they are: {names}" if found else "'claimtrack incidents list' shows them")
    return found[0], every


def _members(incident: Incident) -> list[str]:
    return [row.figure_id for row in incident.rows if row.figure_id]


def _row_id(incident: Incident, key: str) -> str:
    return _row_id_in([incident], key)


def _row_id_in(incidents: Sequence[Incident], key: str) -> str:
    ids = {row.figure_id or row.claim_id for incident in incidents for row in incident.rows}
    found = [i for i in ids if i.startswith(key)]
    if len(found) != 1 or not key:
        what = "several figures begin with" if found else "no figure begins with"
        raise UsageError(f"{what} {key!r}", "'claimtrack incidents show ID' shows their ids")
    return found[0]


def decide(
    conn: sqlite3.Connection, kind: str, subject: str, value: dict[str, Any], author: str | None, reason: str
) -> None:
    """Append a decision of now and say so."""
    from claimtrack.store.decisions import add_decision

    made = datetime.now(UTC).isoformat(timespec="seconds")
    number = add_decision(conn, kind, subject, value, made=made, author=author or user_name(), reason=reason)
    typer.echo(f"decision {number} stands")


def user_name() -> str:
    """Return the name under which a decision is kept where no other is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return Path.home().name or "unknown"
