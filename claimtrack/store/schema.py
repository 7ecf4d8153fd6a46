"""The tables, indexes, full-text search and views of a claimtrack database, and how an older file becomes a newer one.

The only user of sqlite-utils, imported when a file is made or upgraded and at no other time. A new version is one more
function at the end of ``MIGRATIONS``; ``PRAGMA user_version`` counts those that a file has been through.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from claimtrack.store.read import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database

_DATE_COLUMNS = """
    {t}.text AS {name}_text, {t}."start" AS {name}_start, {t}."end" AS {name}_end, {t}.grain AS {name}_grain,
    {t}.mod AS {name}_mod,"""

_CLAIM_ROWS = f"""
SELECT c.rid, c.id AS claim_id, a.id AS article_id, a.outlet, a.title, a.url, a.author, a.published, a.published_from,
    a.language, a.sha256, c.speaker, c.text AS claim_text, c.span_start, c.span_end, c.spans, c.mode, c.cue,
    c.cue_start, c.cue_end, c.stance, c.hedges, c.chain, c.via, {_DATE_COLUMNS.format(t="s", name="stated")}
    s.span_start AS stated_span_start, s.span_end AS stated_span_end,
    {_DATE_COLUMNS.format(t="e", name="event")}
    e.span_start AS event_span_start, e.span_end AS event_span_end,
    p.text AS place_text, p.name AS place, p.country, p.latitude, p.longitude, p.span_start AS place_span_start,
    p.span_end AS place_span_end, c.rules, c.confidence AS claim_confidence
FROM claims c
JOIN articles a ON a.id = c.article_id
LEFT JOIN dates s ON s.id = c.stated_id
LEFT JOIN dates e ON e.id = c.event_id
LEFT JOIN places p ON p.id = c.place_id
"""

_FIGURE_ROWS = """
SELECT f.id AS figure_id, c.id AS claim_id, a.id AS article_id, a.outlet, a.title, a.url, a.published,
    a.published_from, c.speaker, src.name, src.role, src.organization, src.kind, src.resolved_from, c.chain, c.mode,
    c.cue, c.stance, c.hedges, c.via, s.text AS stated_text, s."start" AS stated_start, s."end" AS stated_end,
    s.grain AS stated_grain, f.outcome, f.unit, f.victims, f."group", f.text, f.span_start AS "start",
    f.span_end AS "end", f.value, f.modifier, f.low, f.high, f.relation, f.part_of, f.scope, e.text AS event_text,
    e."start" AS event_start, e."end" AS event_end, e.grain AS event_grain, e.mod AS event_mod,
    p.text AS place_text, p.name AS place, p.country, p.latitude, p.longitude, c.text AS claim_text, f.rules,
    f.confidence, c.confidence AS claim_confidence
FROM figures f
JOIN claims c ON c.id = f.claim_id
JOIN articles a ON a.id = c.article_id
LEFT JOIN sources src ON src.claim_id = c.id AND src.position = 0
LEFT JOIN dates s ON s.id = c.stated_id
LEFT JOIN dates e ON e.id = f.event_id
LEFT JOIN places p ON p.id = f.place_id
"""

_SPAN: dict[str, type] = {"span_start": int, "span_end": int}
# table -> columns and foreign keys. The first column is the key of SQLite's own: it stays put when the file is
# vacuumed, as FTS5 needs, while ``id`` is the digest that everything else refers to.
_TABLES: dict[str, tuple[dict[str, type], list[tuple[str, str, str]]]] = {
    "runs": ({"id": int, "version": str, "started": str}, []),
    "articles": (
        {"rid": int, "id": str, "outlet": str, "url": str, "title": str, "author": str, "published": str,
         "published_from": str, "language": str, "sha256": str, "text": str, "set_by_hand": str, "run_id": int},
        [("run_id", "runs", "id")],
    ),
    "dates": (
        {"id": int, "article_id": str, "text": str, **_SPAN, "start": str, "end": str, "grain": str, "mod": str,
         "mention": int},
        [("article_id", "articles", "id")],
    ),
    "places": (
        {"id": int, "article_id": str, "text": str, **_SPAN, "name": str, "country": str, "latitude": float,
         "longitude": float},
        [("article_id", "articles", "id")],
    ),
    "claims": (
        {"rid": int, "id": str, "article_id": str, "text": str, **_SPAN, "spans": str, "mode": str, "cue": str,
         "cue_start": int, "cue_end": int, "stance": str, "hedges": str, "speaker": str, "chain": str, "via": str,
         "stated_id": int, "event_id": int, "place_id": int, "rules": str, "confidence": float},
        [("article_id", "articles", "id"), ("stated_id", "dates", "id"), ("event_id", "dates", "id"),
         ("place_id", "places", "id")],
    ),
    "sources": (
        {"id": int, "claim_id": str, "position": int, "depth": int, "text": str, **_SPAN, "name": str, "role": str,
         "organization": str, "kind": str, "resolved_from": str},
        [("claim_id", "claims", "id")],
    ),
    "figures": (
        {"rid": int, "id": str, "claim_id": str, "outcome": str, "unit": str, "victims": str, "group": str,
         "text": str, **_SPAN, "value": int, "modifier": str, "low": int, "high": int, "relation": str,
         "part_of": str, "scope": str, "event_id": int, "place_id": int, "rules": str, "confidence": float},
        [("claim_id", "claims", "id"), ("event_id", "dates", "id"), ("place_id", "places", "id")],
    ),
}  # fmt: skip
# every foreign key has one: without, removing a date would look through all claims for those that refer to it
_INDEXES = {
    "articles": ("sha256", "published", "run_id"), "dates": ("article_id",), "places": ("article_id",),
    "claims": ("article_id", "stated_id", "event_id", "place_id"), "sources": ("claim_id",),
    "figures": ("claim_id", "outcome", "event_id", "place_id"),
}  # fmt: skip


# the columns of ``links`` up to ``claim_text`` are those of ``claimtrack.compare.ties.Mark``; ``ruled`` is the incident
# that the rules give, ``incident`` the one after joint tolls and decisions, ``moved`` why, where a person decided.
# ``base`` keeps what a decision changed of an incident, ``joined`` the one that it is a part of.
LINK_TABLES: dict[str, dict[str, type]] = {
    "links": {
        "id": int, "row_id": str, "claim_id": str, "article_id": str, "position": int, "block": str, "scope": str,
        "place": str, "country": str, "borrowed": int, "first": int, "last": int, "said": int, "grain": str,
        "part": int, "whole": str, "kinds": str, "who": str, "joint": str, "figure": int, "hidden": int, "voice": str,
        "voice_country": str, "named": int, "said_kinds": str, "title_kinds": str, "outcome": str, "unit": str,
        "relation": str, "stance": str, "group": str, "victims": str, "modifier": str, "value": int, "low": int,
        "high": int, "text": str, "claim_text": str, "ruled": int, "incident": int, "score": float,
        "reasons": str, "moved": str,
    },
    "incidents": {
        "id": int, "key": str, "block": str, "scope": str, "place": str, "country": str, "start": str, "end": str,
        "inferred": int, "fits": str, "name": str, "decided": str, "base": str, "name_key": str, "first": int,
        "size": int, "may": str, "joint": str, "joined": int, "kind": str, "articles": int, "sources": int,
        "claims": int, "figures": int, "killed": str, "voices": int,
    },
    "unlinked": {"article_id": str},
    "link_state": {"id": int, "rules": str, "decision": int},
}  # fmt: skip


def migrate(conn: sqlite3.Connection) -> None:
    """Bring the file behind ``conn`` to the present version; a file without tables becomes a claimtrack database."""
    from sqlite_utils import Database

    db = Database(conn)
    conn.execute("PRAGMA foreign_keys = OFF")
    with conn:
        conn.execute("BEGIN IMMEDIATE")
        have = conn.execute("PRAGMA user_version").fetchone()[0]
        for step in MIGRATIONS[have:]:
            step(db)
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {VERSION}")
    conn.execute("PRAGMA foreign_keys = ON")


def _make_tables(db: Database) -> None:
    for name, (columns, foreign_keys) in _TABLES.items():
        key = next(iter(columns))
        table = db.table(name)
        table.create(columns, pk=key, foreign_keys=foreign_keys, not_null={"id"} if key == "rid" else None)
        if key == "rid":
            table.create_index(["id"], unique=True)
        for column in _INDEXES.get(name, ()):
            table.create_index([column])
    db.table("articles").enable_fts(["title", "text"], create_triggers=True, tokenize="unicode61")
    db.table("claims").enable_fts(["text", "speaker"], create_triggers=True, tokenize="unicode61")
    db.create_view("claim_rows", _CLAIM_ROWS)
    db.create_view("figure_rows", _FIGURE_ROWS)


def _make_decisions(db: Database) -> None:
    decision = {"id": int, "made": str, "author": str, "reason": str, "kind": str, "subject": str, "value": str}
    db.table("decisions").create(decision, pk="id", not_null=set(decision) - {"id"})
    for change in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER decisions_no_{change.lower()} BEFORE {change} ON decisions"
            " BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END"
        )
    db.table("last_cells").create({"note": int, "row_id": str})


def _make_links(db: Database) -> None:
    """Add what links figures to incidents; every article that is there waits to be linked."""
    for table, columns in LINK_TABLES.items():
        key = next(iter(columns))
        db.table(table).create(columns, pk=key)
    for column in ("block", "article_id", "row_id", "incident"):
        db.table("links").create_index([column])
    for column in ("key", "block", "joined"):
        db.table("incidents").create_index([column])
    db.execute("CREATE INDEX idx_links_moved ON links (id) WHERE moved IS NOT NULL")
    db.execute("CREATE INDEX idx_incidents_base ON incidents (id) WHERE base IS NOT NULL")
    db.execute("CREATE INDEX idx_incidents_node ON incidents (name_key, country, first)")
    db.execute("CREATE INDEX idx_incidents_joint ON incidents (id) WHERE joint <> ''")
    db.execute("INSERT INTO unlinked (article_id) SELECT id FROM articles")


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_make_tables, _make_decisions, _make_links)
