"""Which figure belongs to which incident: rows of ``links`` and ``incidents``, read and written in bulk.

What is linked to what, and why, is decided elsewhere; here it is kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

MARK = (
    "row_id", "claim_id", "article_id", "position", "block", "scope", "place", "country", "borrowed", "first", "last",
    "said", "grain", "part", "whole", "kinds", "who", "joint", "figure", "hidden", "voice", "voice_country", "named",
    "said_kinds", "title_kinds", "outcome", "unit", "relation", "stance", "group", "victims", "modifier", "value",
    "low", "high", "text", "claim_text",
)  # fmt: skip
RULED = (
    "key", "block", "scope", "place", "country", "start", "end", "inferred", "fits", "name_key", "first", "size",
    "may", "joint", "kind", "articles", "sources", "claims", "figures", "killed", "voices",
)  # fmt: skip


def _names(columns: Sequence[str], table: str = "") -> str:
    return ", ".join(f'{table}"{column}"' for column in columns)


_PLACED = ("ruled", "incident", "score", "reasons")
_ADD_LINK = f"INSERT INTO links ({_names((*MARK, *_PLACED))}) VALUES ({', '.join('?' * (len(MARK) + 4))})"
_SET_LINK = f"UPDATE links SET {', '.join(f'{column} = ?' for column in _PLACED)}, moved = NULL WHERE id = ?"
_ADD_INCIDENT = f"INSERT INTO incidents (id, {_names(RULED)}) VALUES (?, {', '.join('?' * len(RULED))})"
_SET_INCIDENT = f"UPDATE incidents SET {', '.join(f'{_names([column])} = ?' for column in RULED)} WHERE id = ?"


def _plain(conn: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor that gives tuples: a million rows need no names."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor


def unlinked(conn: sqlite3.Connection) -> list[str]:
    """Return the ids of the articles, some of them gone, whose figures wait to be linked, as they lie in the file."""
    sql = "SELECT u.article_id FROM unlinked u LEFT JOIN articles a ON a.id = u.article_id ORDER BY a.rid"
    return [row[0] for row in conn.execute(sql)]


def unlink_all(conn: sqlite3.Connection) -> None:
    """Have every article wait to be linked anew."""
    conn.execute("INSERT OR IGNORE INTO unlinked (article_id) SELECT id FROM articles")


def link_state(conn: sqlite3.Connection) -> tuple[str, int]:
    """Return the rules by which the database is linked, and the number of the last decision that it shows."""
    row = conn.execute("SELECT rules, decision FROM link_state").fetchone()
    return (row[0], row[1]) if row else ("", 0)


def keep_state(conn: sqlite3.Connection, rules: str) -> None:
    """Note that nothing waits any more."""
    conn.execute("DELETE FROM unlinked")
    state = (rules, last_decision(conn))
    conn.execute("INSERT OR REPLACE INTO link_state (id, rules, decision) VALUES (1, ?, ?)", state)


def last_decision(conn: sqlite3.Connection) -> int:
    """Return the number of the last decision, 0 where there is none."""
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM decisions").fetchone()[0])


def leads(conn: sqlite3.Connection, articles: Iterable[str]) -> dict[str, str]:
    """Return the first words of ``articles``, by id."""
    sql = "SELECT id, substr(text, 1, 300) FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: row[1] for row in conn.execute(sql, (json.dumps([*articles]),))}


def remove_links(conn: sqlite3.Connection, articles: Sequence[str]) -> set[str]:
    """Remove the links of ``articles``; return the blocks that they were in."""
    ids = (json.dumps(articles),)
    where = "WHERE article_id IN (SELECT value FROM json_each(?))"
    blocks = {row[0] for row in conn.execute(f"SELECT DISTINCT block FROM links {where}", ids)}
    if blocks:
        conn.execute(f"DELETE FROM links {where}", ids)
    return blocks


class Keeper:
    """Keeps what the rules say, many rows at a time; ``flush`` writes the last of them."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._next = int(conn.execute("SELECT coalesce(max(id), 0) + 1 FROM incidents").fetchone()[0])
        self._incidents: list[tuple[Any, ...]] = []
        self._links: list[tuple[Any, ...]] = []
        self._changes: list[tuple[Any, ...]] = []

    def save_incident(self, id_: int | None, values: Sequence[Any]) -> int:
        """Keep an incident; return its id."""
        if id_ is not None:
            self.conn.execute(_SET_INCIDENT, (*values, id_))
            return id_
        self._incidents.append((self._next, *values))
        self._next += 1
        return self._next - 1

    def add_link(self, mark: Sequence[Any], incident: int | None, score: float, reasons: str) -> None:
        """Keep a new figure with the incident that it belongs to."""
        self._links.append((*mark, incident, incident, score, reasons))
        if len(self._links) >= 10_000:
            self.flush()

    def set_link(self, id_: int, incident: int | None, score: float, reasons: str) -> None:
        """Keep that a stored figure now belongs to another incident, or for other reasons."""
        self._changes.append((incident, incident, score, reasons, id_))
        if len(self._changes) >= 10_000:
            self.flush()

    def flush(self) -> None:
        self.conn.executemany(_ADD_INCIDENT, self._incidents)
        self.conn.executemany(_ADD_LINK, self._links)
        self.conn.executemany(_SET_LINK, self._changes)
        self._incidents.clear()
        self._links.clear()
        self._changes.clear()


def block_links(conn: sqlite3.Connection, block: str) -> list[tuple[Any, ...]]:
    """Return the links of a block: ``id``, the mark, then ``ruled``, ``score`` and ``reasons``."""
    sql = f"SELECT id, {_names(MARK)}, ruled, score, reasons FROM links WHERE block = ?"
    return _plain(conn).execute(sql, (block,)).fetchall()


def incident_marks(conn: sqlite3.Connection, incident: int) -> list[tuple[Any, ...]]:
    """Return the marks of all that belongs to an incident."""
    return _plain(conn).execute(f"SELECT {_names(MARK)} FROM links WHERE incident = ?", (incident,)).fetchall()


def block_incidents(conn: sqlite3.Connection, block: str) -> dict[str, tuple[int, tuple[Any, ...]]]:
    """Return the incidents that the rules gave a block, by key: id and the columns of ``RULED``."""
    sql = f"SELECT id, {_names(RULED)} FROM incidents WHERE block = ?"
    return {row[1]: (row[0], row[1:]) for row in _plain(conn).execute(sql, (block,))}


def remove_incidents(conn: sqlite3.Connection, ids: Collection[int]) -> None:
    if ids:
        conn.executemany("DELETE FROM incidents WHERE id = ?", ((id_,) for id_ in ids))


def joint_nodes(conn: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return what may be one event with that of another place: id, block, key, name, country, day, size, kinds, places.

    Those whose figures count several places together, and those at these places on about that day.
    """
    columns = "id, block, key, name_key, country, first, size, may, joint"
    found = {row[0]: row for row in _plain(conn).execute(f"SELECT {columns} FROM incidents WHERE joint <> ''")}
    near = f"SELECT {columns} FROM incidents WHERE name_key = ? AND country IS ? AND first BETWEEN ? - 1 AND ? + 1"
    for row in list(found.values()):
        for name in row[8].split("|"):
            for other in _plain(conn).execute(near, (name, row[4], row[5], row[5])):
                found.setdefault(other[0], other)
    return list(found.values())


def doubtful(conn: sqlite3.Connection, blocks: Iterable[str]) -> list[tuple[int, str, list[str]]]:
    """Return the ambiguous incidents of ``blocks``: id, block, the keys between which they could not choose."""
    sql = "SELECT id, block, fits FROM incidents WHERE fits <> '' AND block IN (SELECT value FROM json_each(?))"
    return [(row[0], row[1], json.loads(row[2])) for row in conn.execute(sql, (json.dumps([*blocks]),))]


def joined(conn: sqlite3.Connection) -> dict[int, int]:
    """Return the incidents that are part of another, by id."""
    return dict(_plain(conn).execute("SELECT id, joined FROM incidents WHERE joined IS NOT NULL").fetchall())


def join(conn: sqlite3.Connection, id_: int, main: int | None) -> None:
    """Make an incident part of another, or of none."""
    conn.execute("UPDATE incidents SET joined = ? WHERE id = ?", (main, id_))
    sql = """UPDATE links SET incident = ? WHERE block = (SELECT block FROM incidents WHERE id = ?) AND ruled = ?
        AND moved IS NULL"""
    conn.execute(sql, (main or id_, id_, id_))


def forget_decided(conn: sqlite3.Connection) -> set[int]:
    """Take back what decisions changed; return the incidents concerned."""
    sql = "SELECT id, incident, coalesce((SELECT joined FROM incidents i WHERE i.id = ruled), ruled) FROM links"
    links = _plain(conn).execute(f"{sql} WHERE moved IS NOT NULL").fetchall()
    conn.executemany("UPDATE links SET incident = ?, moved = NULL WHERE id = ?", ((now, id_) for id_, _, now in links))
    changed = {id_ for _, was, now in links for id_ in (was, now) if id_ is not None}
    sql = "SELECT id, block, base FROM incidents WHERE base IS NOT NULL"
    for id_, block, base in _plain(conn).execute(sql).fetchall():
        changed.add(id_)
        if block is None:
            conn.execute("DELETE FROM incidents WHERE id = ?", (id_,))
        else:
            sql = 'UPDATE incidents SET "start" = ?, "end" = ?, fits = ?, name = NULL, decided = NULL, base = NULL'
            conn.execute(f"{sql} WHERE id = ?", (*json.loads(base), id_))
    return changed


def decided_on(conn: sqlite3.Connection, keys: Iterable[str], rows: Iterable[str]) -> list[sqlite3.Row]:
    """Return the incidents of ``keys`` and those that hold one of ``rows``, in an order of their own.

    A row that was a denial when it was decided on may hold figures now: its claim's id stands for them.
    """
    sql = """SELECT * FROM incidents WHERE joined IS NULL AND (key IN (SELECT value FROM json_each(?1)) OR id IN
        (SELECT incident FROM links WHERE row_id IN (SELECT value FROM json_each(?2)
            UNION SELECT id FROM figures WHERE claim_id IN (SELECT value FROM json_each(?2))))) ORDER BY key, block"""
    return conn.execute(sql, (json.dumps([*keys]), json.dumps([*rows]))).fetchall()


def save_decided(conn: sqlite3.Connection, id_: int | None, values: Mapping[str, Any], base: str) -> int:
    """Keep an incident as decisions left it; return its id. One that the rules do not know is made."""
    if id_ is None:
        columns = [*values, "base"]
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO incidents ({_names(columns)}, figures) VALUES ({marks}, 0)"
        cursor = conn.execute(sql, (*values.values(), base))
        assert cursor.lastrowid is not None
        return cursor.lastrowid
    sets = ", ".join(f"{_names([column])} = ?" for column in (*values, "base"))
    conn.execute(f"UPDATE incidents SET {sets} WHERE id = ?", (*values.values(), base, id_))
    return id_


def move_links(conn: sqlite3.Connection, values: Iterable[tuple[int | None, str, str]]) -> None:
    """Keep where decisions put figures: incident, reasons and the figure's id (or the claim's), each."""
    conn.executemany("UPDATE links SET incident = ?, moved = ? WHERE row_id = ?", values)


def save_tally(conn: sqlite3.Connection, id_: int, values: Sequence[Any]) -> None:
    sets = "kind = ?, articles = ?, sources = ?, claims = ?, figures = ?, killed = ?, voices = ?"
    conn.execute(f"UPDATE incidents SET {sets} WHERE id = ?", (*values, id_))


def incidents_of_voices(conn: sqlite3.Connection, voices: Iterable[str]) -> set[int]:
    """Return the incidents in which one of ``voices`` speaks."""
    sql = "SELECT DISTINCT incident FROM links WHERE incident IS NOT NULL AND voice IN (SELECT value FROM json_each(?))"
    return {row[0] for row in conn.execute(sql, (json.dumps([*voices]),))}


def list_incidents(conn: sqlite3.Connection, where: str = "1", params: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
    """Yield the incidents that stand and hold what happened, in no particular order."""
    yield from conn.execute(f"SELECT * FROM incidents WHERE joined IS NULL AND figures > 0 AND {where}", params)


def incident_links(conn: sqlite3.Connection, incident: int) -> dict[str, sqlite3.Row]:
    """Return the links of an incident by the id of the figure (or claim), the surest first."""
    sql = """SELECT l.row_id, l.score, l.reasons, l.moved, l.joint, l.hidden, l.figure,
        CASE WHEN l.ruled <> l.incident AND l.moved IS NULL THEN coalesce(i.place, 'another place') END AS beside
        FROM links l JOIN incidents i ON i.id = l.incident WHERE l.incident = ?"""
    return {row["row_id"]: row for row in conn.execute(sql, (incident,))}


def incidents_by_id(conn: sqlite3.Connection, ids: Iterable[int]) -> list[sqlite3.Row]:
    """Return the incidents of ``ids``, in no particular order."""
    sql = "SELECT * FROM incidents WHERE id IN (SELECT value FROM json_each(?))"
    return conn.execute(sql, (json.dumps([*ids]),)).fetchall()


def incidents_of_rows(conn: sqlite3.Connection, rows: Iterable[str]) -> set[int]:
    """Return the ids of the incidents that hold one of these figures (or denials)."""
    sql = "SELECT incident FROM links WHERE incident IS NOT NULL AND row_id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in conn.execute(sql, (json.dumps([*rows]),))}


def standing(conn: sqlite3.Connection, keys: Sequence[str]) -> list[sqlite3.Row]:
    """Return the incidents that are now what ``keys`` named, in that order, each once."""
    sql = "SELECT m.* FROM incidents i JOIN incidents m ON m.id = coalesce(i.joined, i.id) WHERE i.key = ?"
    found = (conn.execute(sql, (key,)).fetchone() for key in keys)
    return [*{record["id"]: record for record in found if record is not None}.values()]


def rows_beginning(conn: sqlite3.Connection, key: str, incident: int | None) -> list[str]:
    """Return up to two ids of figures (or denials) that begin with ``key``, of one incident or of all."""
    sql = "SELECT row_id FROM links WHERE substr(row_id, 1, length(?1)) = ?1 AND incident IS NOT NULL"
    sql += " AND incident = ?2" if incident is not None else " AND ?2 IS NULL"
    return [row[0] for row in conn.execute(f"{sql} LIMIT 2", (key, incident))]


def at_places(places: Sequence[str]) -> tuple[str, list[str]]:
    """Return the condition on incidents that hold a figure of one of ``places``, and its parameters."""
    if not places:
        return "1", []
    one = "contains(place, ?) OR country = upper(?)"
    where = f"id IN (SELECT incident FROM links WHERE {' OR '.join([one] * len(places))})"
    return where, [place for place in places for _ in range(2)]


def neighbours(conn: sqlite3.Connection, rows: Iterable[str]) -> list[str]:
    """Return the articles that can have to do with these figures (or denials): what is in their blocks."""
    sql = """SELECT DISTINCT article_id FROM links WHERE block IN (SELECT block FROM links WHERE incident IN (
        SELECT incident FROM links WHERE row_id IN (SELECT value FROM json_each(?))))"""
    return [row[0] for row in conn.execute(sql, (json.dumps([*rows]),))]


def now_called(conn: sqlite3.Connection) -> dict[str, str]:
    """Return the key of what an incident is part of, by its own."""
    sql = "SELECT i.key, m.key FROM incidents i JOIN incidents m ON m.id = i.joined"
    return dict(_plain(conn).execute(sql).fetchall())
