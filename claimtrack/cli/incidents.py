"""``claimtrack incidents``: what the claims speak of, and what people decide on it, for good."""

from __future__ import annotations

import getpass
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.options import DEFAULT_DB, Columns, Db, Format, Limit, PlaceFilter, ScopeFilter, make_filters
from claimtrack.errors import UsageError
from claimtrack.store.read import connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

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
    from claimtrack.cli.linked import connect_linked, incident_records
    from claimtrack.views.listing import choose_columns, write_rows
    from claimtrack.views.matrix import INCIDENT_COLUMNS, INCIDENT_TABLE, incident_record

    names = choose_columns(columns, INCIDENT_COLUMNS, INCIDENT_TABLE if format == "table" else INCIDENT_COLUMNS)
    filters = make_filters(place=place, scope=scope)
    with closing(connect_linked(db)) as conn:
        found = incident_records(conn, filters.place, filters.scope)
        records = [incident_record(*item) for item in islice(found, limit)]
    for record in records if format == "table" else ():
        record["place"] = f"{record['name']} ({record['place']})" if record["name"] else record["place"]
    write_rows(names, ([record[name] for name in names] for record in records), format, "incidents")


@app.command("show")
def show_incident(key: _Id, db: Db = DEFAULT_DB) -> None:
    """Show why each figure belongs to an incident, and what was decided on it.

    \b
    Example:
      claimtrack incidents show ganja-az-2020-10-17
    """
    from claimtrack.cli.linked import connect_linked, find_incident, fitting, load
    from claimtrack.compare.matrix import Chosen, make_pages
    from claimtrack.views.matrix import tie_grid
    from claimtrack.views.table import write_grids

    with closing(connect_linked(db)) as conn:
        incident = load(conn, find_incident(conn, key))
        chosen = Chosen(incident, incident.rows, tuple(fitting(conn, incident)))
    write_grids([tie_grid(page) for page in make_pages([chosen])])


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
    with _deciding(db) as conn:
        id_, incident = _one(conn, key)
        decide(conn, "incident.name", incident, {"name": words, "members": _members(conn, id_)}, author, reason)


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
    with _deciding(db) as conn:
        id_, target = _one(conn, key)
        found = [_one(conn, other) for other in others]
        if target in [name for _, name in found]:
            raise UsageError(f"merge: {key!r} stands twice", "name two or more incidents")
        value = {
            "members": _members(conn, id_), "ids": [name for _, name in found],
            "of": [_members(conn, other) for other, _ in found],
        }  # fmt: skip
        decide(conn, "incident.merge", target, value, author, reason)


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
    from claimtrack.cli.linked import find_row
    from claimtrack.store.links import standing

    with _deciding(db) as conn:
        id_, incident = _one(conn, key)
        ids = [find_row(conn, figure, id_) for figure in figures]
        if standing(conn, [into]):
            raise UsageError(f"--into: {into!r} is there already", "use: claimtrack incidents assign FIGURE ID")
        decide(conn, "incident.split", incident, {"ids": ids, "into": into}, author, reason)


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
    from claimtrack.cli.linked import find_row

    with _deciding(db) as conn:
        id_, incident = _one(conn, key)
        value = {"incident": incident, "members": _members(conn, id_)}
        decide(conn, "incident.assign", find_row(conn, figure), value, author, reason)


@contextmanager
def _deciding(db: Path) -> Iterator[sqlite3.Connection]:
    """Open the database for a decision, its incidents up to date."""
    from claimtrack import linking

    with closing(connect(db, create=True)) as conn:
        linking.update(conn)
        yield conn


def _one(conn: sqlite3.Connection, key: str) -> tuple[int, str]:
    """Return the number and the id of the one incident that begins with ``key``."""
    from claimtrack.cli.linked import find_incident

    record = find_incident(conn, key)
    return record["id"], record["key"]


def _members(conn: sqlite3.Connection, incident: int) -> list[str]:
    """Return the ids of the figures by which an incident is found again."""
    from claimtrack.store.links import incident_links

    return sorted(key for key, link in incident_links(conn, incident).items() if link["figure"])


def decide(
    conn: sqlite3.Connection, kind: str, subject: str, value: dict[str, Any], author: str | None, reason: str
) -> None:
    """Append a decision of now, apply it and say so."""
    from claimtrack import linking
    from claimtrack.store.decisions import add_decision

    made = datetime.now(UTC).isoformat(timespec="seconds")
    number = add_decision(conn, kind, subject, value, made=made, author=author or user_name(), reason=reason)
    linking.update(conn)
    typer.echo(f"decision {number} stands")


def user_name() -> str:
    """Return the name under which a decision is kept where no other is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return Path.home().name or "unknown"
