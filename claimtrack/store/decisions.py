"""Decisions of people, in a table that only grows; and the cells of the last comparison, for ``why N``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def add_decision(
    conn: sqlite3.Connection, kind: str, subject: str, value: Mapping[str, Any], *, made: str, author: str, reason: str
) -> int:
    """Append one decision; return its number."""
    with conn:
        cursor = conn.execute(
            "INSERT INTO decisions (made, author, reason, kind, subject, value) VALUES (?, ?, ?, ?, ?, ?)",
            (made, author, reason, kind, subject, json.dumps(value, ensure_ascii=False)),
        )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def list_decisions(conn: sqlite3.Connection, prefix: str = "") -> Iterator[dict[str, Any]]:
    """Yield the decisions whose kind begins with ``prefix``, in the order made."""
    sql = "SELECT id, made, author, reason, kind, subject, value FROM decisions ORDER BY id"
    for row in conn.execute(sql):
        if row["kind"].startswith(prefix):
            yield {**dict(row), "value": json.loads(row["value"])}


def keep_cells(conn: sqlite3.Connection, cells: Iterable[tuple[int, str]]) -> None:
    """Remember which figures (or claims) stand behind which number, in place of the last comparison's."""
    with conn:
        conn.execute("DELETE FROM last_cells")
        conn.executemany("INSERT INTO last_cells (note, row_id) VALUES (?, ?)", cells)


def kept_cells(conn: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return the numbers of the last comparison, each with a figure (or claim) behind it."""
    return [tuple(row) for row in conn.execute("SELECT note, row_id FROM last_cells ORDER BY rowid")]


def list_cell(conn: sqlite3.Connection, note: int) -> list[str]:
    """Return the ids of the figures (or claims) behind ``note`` in the last comparison."""
    return [row[0] for row in conn.execute("SELECT row_id FROM last_cells WHERE note = ? ORDER BY rowid", (note,))]
