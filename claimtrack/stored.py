"""Rows of the database to the values that comparing works on, and whether its incidents are up to date.

Apart from ``linking``, which makes them so: a comparison of what is linked has no need of the rules.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from claimtrack.compare.incident import Incident, together
from claimtrack.compare.rows import Row
from claimtrack.compare.ties import Tie
from claimtrack.store import links

_RULES = (
    "compare/blocks.py", "compare/days.py", "compare/decisions.py", "compare/incident.py", "compare/incidents.py",
    "compare/joint.py", "compare/kinds.py", "compare/marks.py", "compare/notation.py", "compare/periods.py",
    "compare/populations.py", "compare/sources.py", "compare/tallies.py", "compare/ties.py", "linking.py",
    "stored.py", "lexicon/en/events.toml", "lexicon/en/institutions.toml", "lexicon/en/nations.toml",
)  # fmt: skip




@cache
def linking_version() -> str:
    """Return a name for the rules and words by which figures are linked and incidents counted."""
    root = Path(__file__).parent
    hasher = hashlib.sha256()
    for name in _RULES:
        hasher.update((root / name).read_bytes())
    return hasher.hexdigest()[:16]


def is_linked(conn: sqlite3.Connection) -> bool:
    """Return whether the incidents in the database are those of its articles, the present rules and all decisions."""
    if conn.execute("SELECT 1 FROM unlinked LIMIT 1").fetchone():
        return False
    if not conn.execute("SELECT 1 FROM articles LIMIT 1").fetchone():
        return True
    return links.link_state(conn) == (linking_version(), links.last_decision(conn))


def make_denial(record: sqlite3.Row) -> Row:
    """Return a claim as a row without a figure."""
    chain = json.loads(record["chain"])
    first: dict[str, Any] = chain[0] if chain else {}
    known = {key: record[key] for key in record.keys() if key in Row._fields}  # noqa: SIM118
    about = {key: first.get(key) for key in ("name", "role", "organization", "kind", "resolved_from")}
    return Row(**{**known, **about, "start": record["span_start"]})


def make_tie(row: Row, link: sqlite3.Row) -> Tie:
    """Return a row as tied to its incident by a stored link."""
    if link["moved"] is not None:
        return Tie(row, 1.0, tuple(json.loads(link["moved"])))
    reasons = tuple(json.loads(link["reasons"]))
    return Tie(row, link["score"], (*reasons, together(link["beside"])) if link["beside"] else reasons)


def make_incident(record: sqlite3.Row, ties: Iterable[Tie] = ()) -> Incident:
    """Return a stored incident with ``ties``."""
    return Incident(
        record["key"], record["scope"], record["place"], record["country"], record["start"], record["end"],
        bool(record["inferred"]), tuple(ties), tuple(json.loads(record["fits"])) if record["fits"] else (),
        record["name"], tuple(json.loads(record["decided"])) if record["decided"] else (),
    )  # fmt: skip
