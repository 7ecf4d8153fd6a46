"""Extractions to rows: whole batches in one transaction each, with the standard library's ``sqlite3``.

What was derived from an article is replaced as a whole; the article's own row and its id stay. An article whose rows
have changed waits in ``unlinked`` until its figures are linked to incidents.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from claimtrack.models import Article, Claim, Date, Extraction, Figure, Place, Source

Field = Literal["outlet", "url", "title", "author", "published", "language"]
FIELDS: tuple[Field, ...] = ("outlet", "url", "title", "author", "published", "language")
_IDENTITY: tuple[Field, ...] = ("url", "outlet", "title")
# which statement of the day of publication yields to which; equals: the newer one counts
_TRUST = {None: 0, "dateline": 0, "url": 1, "option": 2, "capture": 3, "feed": 3, "metadata": 3}
_ARTICLE_COLUMNS = (
    "id", "outlet", "url", "title", "author", "published", "published_from", "language", "sha256", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as it is in the database, the version that extracted it and the fields that a person set.

    ``article`` lacks a date that was found in its text, since the next extraction finds it again; ``dated`` tells
    whether there is one, of whatever origin.
    """

    article: Article
    dated: bool
    version: str | None
    by_hand: frozenset[str]


def get_article(conn: sqlite3.Connection, article_id: str) -> Stored | None:
    """Return the article of that id."""
    return next(_stored(conn, "a.id = ?", article_id), None)


def find_same(conn: sqlite3.Connection, article: Article) -> Stored | None:
    """Return the stored article that ``article`` is again: of the same id or, where one alone fits, of the same text.

    Two of the same text are one unless URL, outlet or title, where both have them, differ: what was first read
    without its outlet and later with it is one article.
    """
    same_text = list(_stored(conn, "a.sha256 = ?", article.sha256))
    for stored in same_text:
        if stored.article.id == article.id:
            return stored
    fitting = [stored for stored in same_text if fits(stored.article, article)]
    return fitting[0] if len(fitting) == 1 else None


def fits(one: Article, other: Article) -> bool:
    """Tell whether two articles of the same text can be one: what both know of URL, outlet and title agrees."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in _IDENTITY)
    return all(a is None or b is None or a == b for a, b in pairs)


def _stored(conn: sqlite3.Connection, where: str, value: str) -> Iterator[Stored]:
    columns = ", ".join(f"a.{name}" for name in _ARTICLE_COLUMNS)
    sql = f"SELECT {columns}, r.version, a.set_by_hand FROM articles a LEFT JOIN runs r ON r.id = a.run_id"
    for row in conn.execute(f"{sql} WHERE {where} ORDER BY a.rid", (value,)).fetchall():
        article = Article(*row[: len(_ARTICLE_COLUMNS)])
        dated = article.published is not None
        if article.published_from == "dateline":
            article = replace(article, published=None, published_from=None)
        yield Stored(article, dated, row["version"], frozenset(json.loads(row["set_by_hand"] or "[]")))


def merge(old: Article, new: Article, by_hand: Iterable[str] = (), *, fill_only: bool = False) -> Article:
    """Return ``old`` with what ``new`` knows more or better of it; its id and text stay.

    Args:
        by_hand: fields that a person set; they stay too.
        fill_only: fill what is missing and change nothing.
    """
    changes: dict[str, Any] = {}
    for name in FIELDS:
        mine, theirs = getattr(old, name), getattr(new, name)
        if theirs is None or theirs == mine or name in by_hand or (fill_only and mine is not None):
            continue
        if name == "published":
            if mine is not None and _TRUST[new.published_from] < _TRUST[old.published_from]:
                continue
            changes["published_from"] = new.published_from
        changes[name] = theirs
    return replace(old, **changes) if changes else old


def start_run(conn: sqlite3.Connection, version: str, started: str) -> int:
    """Record a run of extractions of one version; return its id."""
    with conn:
        cursor = conn.execute("INSERT INTO runs (version, started) VALUES (?, ?)", (version, started))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


@dataclass(slots=True)
class _Rows:
    """Rows by table, and the ids for those that others refer to."""

    next_date: int
    next_place: int
    articles: list[tuple[Any, ...]] = field(default_factory=list)
    dates: list[tuple[Any, ...]] = field(default_factory=list)
    places: list[tuple[Any, ...]] = field(default_factory=list)
    claims: list[tuple[Any, ...]] = field(default_factory=list)
    sources: list[tuple[Any, ...]] = field(default_factory=list)
    figures: list[tuple[Any, ...]] = field(default_factory=list)


def add_extractions(
    conn: sqlite3.Connection,
    extractions: Sequence[Extraction],
    run_id: int,
    by_hand: dict[str, frozenset[str]] | None = None,
) -> None:
    """Store ``extractions`` in one transaction, in place of what was derived from the same articles before."""
    with conn:
        conn.execute("BEGIN IMMEDIATE")
        ids = [(e.article.id,) for e in extractions]
        _remove_derived(conn, ids)
        conn.executemany("INSERT OR IGNORE INTO unlinked (article_id) VALUES (?)", ids)
        rows = _Rows(_next_id(conn, "dates"), _next_id(conn, "places"))
        for extraction in extractions:
            hand = sorted((by_hand or {}).get(extraction.article.id, ()))
            _add_rows(rows, extraction, run_id, json.dumps(hand) if hand else None)
        for table in ("articles", "dates", "places", "claims", "sources", "figures"):
            conn.executemany(_INSERT[table], getattr(rows, table))


def remove_article(conn: sqlite3.Connection, article_id: str) -> None:
    """Remove the article and all that was derived from it."""
    with conn:
        conn.execute("BEGIN IMMEDIATE")
        _remove_derived(conn, [(article_id,)])
        conn.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        conn.execute("INSERT OR IGNORE INTO unlinked (article_id) VALUES (?)", (article_id,))


def _remove_derived(conn: sqlite3.Connection, ids: Sequence[tuple[str]]) -> None:
    claims = "(SELECT id FROM claims WHERE article_id = ?)"
    conn.executemany(f"DELETE FROM figures WHERE claim_id IN {claims}", ids)
    conn.executemany(f"DELETE FROM sources WHERE claim_id IN {claims}", ids)
    for table in ("claims", "dates", "places"):
        conn.executemany(f"DELETE FROM {table} WHERE article_id = ?", ids)


def _next_id(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


_COLUMNS = {
    "articles": (*_ARTICLE_COLUMNS, "set_by_hand", "run_id"),
    "dates": ("id", "article_id", "text", "span_start", "span_end", "start", "end", "grain", "mod", "mention"),
    "places": ("id", "article_id", "text", "span_start", "span_end", "name", "country", "latitude", "longitude"),
    "claims": (
        "id", "article_id", "text", "span_start", "span_end", "spans", "mode", "cue", "cue_start", "cue_end",
        "stance", "hedges", "speaker", "chain", "via", "stated_id", "event_id", "place_id", "rules", "confidence",
    ),
    "sources": (
        "claim_id", "position", "depth", "text", "span_start", "span_end", "name", "role", "organization", "kind",
        "resolved_from",
    ),
    "figures": (
        "id", "claim_id", "outcome", "unit", "victims", "group", "text", "span_start", "span_end", "value",
        "modifier", "low", "high", "relation", "part_of", "scope", "event_id", "place_id", "rules", "confidence",
    ),
}  # fmt: skip


def _insert(table: str) -> str:
    columns = ", ".join(f'"{c}"' for c in _COLUMNS[table])
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(_COLUMNS[table]))})"
    if table == "articles":
        changes = ", ".join(f"{c} = excluded.{c}" for c in _COLUMNS[table] if c not in ("id", "sha256", "text"))
        sql += f" ON CONFLICT (id) DO UPDATE SET {changes}"
    return sql


_INSERT = {table: _insert(table) for table in _COLUMNS}


def _add_rows(rows: _Rows, extraction: Extraction, run_id: int, hand: str | None) -> None:
    article = extraction.article
    rows.articles.append((*(getattr(article, name) for name in _ARTICLE_COLUMNS), hand, run_id))
    dates: dict[Date, int] = {}
    places: dict[Place, int] = {}
    mentions = set(extraction.dates)
    for date in extraction.dates:
        _date_id(rows, article.id, dates, date, mentions)
    seen: set[str] = set()
    for claim in extraction.claims:
        if claim.id not in seen:
            seen.add(claim.id)
            ids = (
                _date_id(rows, article.id, dates, claim.stated, mentions),
                _date_id(rows, article.id, dates, claim.event, mentions),
                _place_id(rows, article.id, places, claim.place),
            )
            rows.claims.append(_claim_row(claim, article.id, ids))
            rows.sources.extend(_source_row(claim.id, n, source) for n, source in enumerate(claim.sources))
        for figure in claim.figures:
            if figure.id not in seen:
                seen.add(figure.id)
                event = _date_id(rows, article.id, dates, figure.event, mentions)
                place = _place_id(rows, article.id, places, figure.place)
                rows.figures.append(_figure_row(figure, claim.id, event, place))


def _date_id(
    rows: _Rows, article_id: str, known: dict[Date, int], date: Date | None, mentions: set[Date]
) -> int | None:
    if date is None:
        return None
    if date not in known:
        known[date] = rows.next_date
        rows.next_date += 1
        rows.dates.append((known[date], article_id, date.text, *date.span, date.start, date.end, date.grain, date.mod,
                           date in mentions))  # fmt: skip
    return known[date]


def _place_id(rows: _Rows, article_id: str, known: dict[Place, int], place: Place | None) -> int | None:
    if place is None:
        return None
    if place not in known:
        known[place] = rows.next_place
        rows.next_place += 1
        rows.places.append((known[place], article_id, place.text, *place.span, place.name, place.country,
                            place.latitude, place.longitude))  # fmt: skip
    return known[place]


def _claim_row(claim: Claim, article_id: str, ids: tuple[int | None, int | None, int | None]) -> tuple[Any, ...]:
    return (
        claim.id, article_id, claim.text, *claim.span, _encode(claim.spans), claim.mode, claim.cue,
        *(claim.cue_span or (None, None)), claim.stance, _words(claim.hedges), claim.speaker,
        _encode([source.as_dict() for source in claim.sources]) if claim.sources else "[]", claim.via, *ids,
        _words(claim.rules), claim.confidence,
    )  # fmt: skip


def _source_row(claim_id: str, position: int, source: Source) -> tuple[Any, ...]:
    return (
        claim_id, position, source.depth, source.text, *source.span, source.name, source.role, source.organization,
        source.kind, source.resolved_from,
    )  # fmt: skip


def _figure_row(figure: Figure, claim_id: str, event: int | None, place: int | None) -> tuple[Any, ...]:
    return (
        figure.id, claim_id, figure.outcome, figure.unit, figure.victims, figure.group, figure.text, *figure.span,
        _whole(figure.value), figure.modifier, _whole(figure.low), _whole(figure.high), figure.relation,
        figure.part_of, figure.scope, event, place, _words(figure.rules), figure.confidence,
    )  # fmt: skip


def _whole(number: int | None) -> int | None:
    """SQLite's integers end at 2**63 - 1; no toll comes near."""
    return None if number is None else min(number, 2**63 - 1)


_encode = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=4096)
def _words(values: tuple[object, ...]) -> str:
    """Return a JSON list; the same few rules and hedges come again and again."""
    return _encode(values)
