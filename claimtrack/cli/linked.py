"""The stored incidents to those that a command asks for, with their figures. No command of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from claimtrack.compare.incident import Incident, with_places
from claimtrack.compare.rows import Row, make_rows, row_id
from claimtrack.errors import StoreError, UsageError
from claimtrack.store import links
from claimtrack.store.filters import Filters
from claimtrack.store.read import connect, copy, kept_rows, rows_of
from claimtrack.stored import is_linked, make_denial, make_incident, make_tie

_SCOPES = ("incident", "cumulative", "background")


def connect_linked(db: Path) -> sqlite3.Connection:
    """Return a connection for reading whose incidents are up to date; a file that cannot be written is copied.

    Raises:
        StoreError: as ``connect`` does.
    """
    conn = connect(db)
    if is_linked(conn):
        return conn
    from claimtrack import linking

    try:
        with closing(connect(db, write=True)) as writing:
            linking.update(writing)
    except (StoreError, sqlite3.OperationalError):
        with closing(conn):
            conn = copy(conn)
        linking.update(conn)
    return conn


def rank(
    conn: sqlite3.Connection, filters: Filters, keys: Sequence[str] | None = None
) -> tuple[list[sqlite3.Row], frozenset[str] | None]:
    """Return the incidents in which something is left by ``filters``, and the ids of what is; ``None`` for all.

    Those with most sources come first, then the newest; running tallies and past events follow.
    """
    if filters == Filters():
        where, params = ("1", [])
        if keys:
            where, params = f"key IN ({', '.join('?' * len(keys))})", [*keys]
        records = {record["id"]: record for record in links.list_incidents(conn, where, params)}
        return _ordered(records, {id_: record["voices"] for id_, record in records.items()}), None
    kept, counts = kept_rows(conn, filters, keys)
    records = {record["id"]: record for record in links.incidents_by_id(conn, counts)}
    return _ordered(records, counts), frozenset(kept)


def _ordered(records: dict[int, sqlite3.Row], voices: dict[int, int]) -> list[sqlite3.Row]:
    ids = sorted(records, key=lambda id_: records[id_]["key"])
    ids.sort(key=lambda id_: records[id_]["start"] or "", reverse=True)
    ids.sort(key=lambda id_: (_SCOPES.index(records[id_]["scope"]), -voices[id_]))
    return [records[id_] for id_ in ids]


def load(conn: sqlite3.Connection, record: sqlite3.Row, *, hidden: bool = False) -> Incident:
    """Return a stored incident with all its figures, the surest first; ``hidden``: also of what only could happen."""
    ties = links.incident_links(conn, record["id"])
    wanted = [key for key, tie in ties.items() if hidden or not tie["hidden"]]
    figures, denials = rows_of(conn, wanted)
    rows: Iterable[Row] = (*make_rows(figures), *map(make_denial, denials))
    made = [make_tie(with_places(row, ties[row_id(row)]["joint"]), ties[row_id(row)]) for row in rows]
    incident = make_incident(record, sorted(made, key=lambda tie: -tie.score))
    return replace(incident, fits=tuple(i.id for i in fitting(conn, incident))) if incident.fits else incident


def fitting(conn: sqlite3.Connection, incident: Incident) -> list[Incident]:
    """Return the incidents between which an ambiguous one could not choose."""
    return [make_incident(record) for record in links.standing(conn, incident.fits)]


def holding(conn: sqlite3.Connection, rows: Iterable[str]) -> Iterator[Incident]:
    """Yield the incidents that hold one of the figures (or denials) of these ids, with all their figures."""
    for record in links.incidents_by_id(conn, links.incidents_of_rows(conn, rows)):
        yield load(conn, record, hidden=True)


def find_incident(conn: sqlite3.Connection, key: str) -> sqlite3.Row:
    """Return the one incident whose id is ``key`` or begins with it, or that a person named so.

    Raises:
        UsageError: there is none, or several.
    """
    begins = ("substr(key, 1, length(?)) = ? ORDER BY key LIMIT 7", [key, key])
    for where, params in (("key = ?", [key]), begins, ("name = ? COLLATE NOCASE LIMIT 7", [key])):
        found = [*links.list_incidents(conn, where, params)]
        if len(found) == 1:
            return found[0]
        if found:
            break
    what = f"several ids begin with {key!r}" if found else f"there is no incident {key!r}"
    names = ", ".join(record["key"] for record in found[:6])
    raise UsageError(what, f"they are: {names}" if found else "'claimtrack incidents list' shows them")


def find_row(conn: sqlite3.Connection, key: str, incident: int | None = None) -> str:
    """Return the id of the one figure (or denying claim) that begins with ``key``, of one incident or of all.

    Raises:
        UsageError: there is none, or several.
    """
    found = links.rows_beginning(conn, key, incident) if key else []
    if len(found) != 1:
        what = "several figures begin with" if found else "no figure begins with"
        raise UsageError(f"{what} {key!r}", "'claimtrack incidents show ID' shows their ids")
    return found[0]


def incident_records(
    conn: sqlite3.Connection, place: Sequence[str] = (), scope: Sequence[str] = ()
) -> Iterator[tuple[Incident, dict[str, Any]]]:
    """Yield the incidents, the newest first, with their counts.

    Args:
        place: those that hold a figure of one of these places or countries.
        scope: those of one of these scopes.
    """
    where, params = links.at_places(place)
    if scope:
        where += f" AND scope IN ({', '.join('?' * len(scope))})"
    found = {record["id"]: record for record in links.list_incidents(conn, where, [*params, *scope])}
    called = links.now_called(conn)
    for record in sorted(_ordered(found, {id_: r["voices"] for id_, r in found.items()}),
                         key=lambda record: record["start"] or "", reverse=True):  # fmt: skip
        incident = make_incident(record)
        yield replace(incident, fits=tuple(dict.fromkeys(called.get(key, key) for key in incident.fits))), dict(record)
