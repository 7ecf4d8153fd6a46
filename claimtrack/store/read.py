"""Questions to the database, answered with the standard library alone: start-up time is what a reader notices.

Rows come as ``sqlite3.Row``; lists inside them (``chain``, ``hedges``, ``rules``) are JSON.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from claimtrack.errors import StoreError, UsageError
from claimtrack.store.filters import Filters, claim_condition, figure_condition, match_query

APPLICATION_ID = 0x636C6D74  # "clmt", by which the file is known as ours
VERSION = 3

_NEWEST = "ORDER BY coalesce(stated_start, published) IS NULL, coalesce(stated_start, published) DESC"
_NO_FIGURE = "NOT EXISTS (SELECT 1 FROM figures f WHERE f.claim_id = claim_rows.claim_id)"
_ARTICLE = ("id", "outlet", "url", "title", "author", "published", "published_from", "language", "sha256")


def connect(path: Path | str, *, create: bool = False, write: bool = False) -> sqlite3.Connection:
    """Return a connection to the claimtrack database at ``path``, read-only unless asked for more.

    Args:
        create: make the file if there is none, and open it for writing.
        write: open it for writing; it must be there.

    A file of an earlier version is brought up to date first.

    Raises:
        StoreError: there is no such file, it cannot be opened, or it is not a claimtrack database of this version
            or an earlier one.
    """
    file = Path(path)
    if file.is_dir():
        raise StoreError(f"{file}: is a folder, not a database", f"name a file in it: --db {file / 'claimtrack.db'}")
    if not create and not file.exists():
        raise StoreError(f"{file}: no such database", f"make it with: claimtrack ingest PATH --db {file}")
    if create and not file.parent.is_dir():
        raise StoreError(f"{file}: no such folder as {file.parent}", "make the folder first")
    try:
        conn = _open(file, "rwc" if create else "rw" if write else "ro")
        _check(conn, file, create)
        if create or write:
            conn.execute("PRAGMA cache_size = -65536")
            conn.execute("PRAGMA wal_autocheckpoint = 8000")
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError as error:
        raise as_store_error(file, error) from error
    return conn


def copy(conn: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of the database in memory, to be written to where the file cannot be."""
    made = _prepare(sqlite3.connect(":memory:"))
    conn.backup(made)
    return made


def _open(file: Path, mode: str) -> sqlite3.Connection:
    uri = file.absolute().as_uri()
    conn = sqlite3.connect(f"{uri}?mode={mode}", uri=True, timeout=30)
    try:
        conn.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        conn.close()
        if mode != "ro" or Path(f"{file}-wal").exists():
            raise
        # a folder that cannot be written to has no room for the files that WAL reads through
        conn = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True)
    return _prepare(conn)


def _prepare(conn: sqlite3.Connection) -> sqlite3.Connection:
    conn.row_factory = sqlite3.Row
    conn.create_function("contains", 2, _contains, deterministic=True)
    conn.execute("PRAGMA foreign_keys = ON")
    return conn


def _check(conn: sqlite3.Connection, file: Path, create: bool) -> None:
    application = conn.execute("PRAGMA application_id").fetchone()[0]
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    empty = not application and not conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and not empty:
        raise StoreError(f"{file}: is a database of another program", "name another file with --db")
    if version > VERSION:
        raise StoreError(f"{file}: was written by a newer claimtrack", "upgrade claimtrack, or name another file")
    if version == VERSION:
        return
    if empty and not create:
        raise StoreError(f"{file}: holds nothing yet", f"run: claimtrack ingest PATH --db {file}")
    from claimtrack.store.schema import migrate

    try:
        with closing(_open(file, "rw")) as writing:
            migrate(writing)
    except sqlite3.OperationalError as error:
        what = f"{file}: was written by an older claimtrack and cannot be brought up to date ({error})"
        raise StoreError(what, "check the permissions of the file and its folder") from error


def as_store_error(file: Path | str, error: sqlite3.Error) -> StoreError:
    """Return what the user is to read about an error of SQLite."""
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return StoreError(f"{file}: is not a database, or is damaged", "name another file with --db")
    if "locked" in text:
        return StoreError(f"{file}: is in use by another program", "try again when it has finished")
    if "readonly" in text or "unable to open" in text:
        return StoreError(f"{file}: cannot be opened ({text})", "check the permissions of the file and its folder")
    if "full" in text:
        return StoreError(f"{file}: the disk is full", "make room; what was stored before is safe")
    return StoreError(f"{file}: {text}", "if the file is damaged, ingest into a new one: --db NEW.db")


def _contains(text: str | None, part: str) -> bool:
    return text is not None and part.casefold() in text.casefold()


def figure_rows(conn: sqlite3.Connection, filters: Filters, limit: int | None = None) -> Iterator[sqlite3.Row]:
    """Yield the rows of the view ``figure_rows`` that ``filters`` let through, newest stated first."""
    where = figure_condition(filters)
    sql = f'SELECT * FROM figure_rows WHERE {where.sql} {_NEWEST}, article_id, "start", figure_id {_limit(limit)}'
    yield from conn.execute(sql, where.params)


def kept_rows(
    conn: sqlite3.Connection, filters: Filters, incidents: Sequence[str] | None = None
) -> tuple[list[str], dict[int, int]]:
    """Return the figures, and denials without one, that ``filters`` let through, and how many speak, by incident.

    A denial has no outcome, group, scope or place of its own to filter by: it is kept with the figures that are left.

    Args:
        incidents: keys of those to look at, else all.
    """
    where = figure_condition(filters)
    if incidents:
        of = "SELECT id FROM incidents WHERE key IN (SELECT value FROM json_each(?))"
        where.add(f"figure_id IN (SELECT row_id FROM links WHERE incident IN ({of}))", json.dumps([*incidents]))
    kept = [row[0] for row in conn.execute(f"SELECT figure_id FROM figure_rows WHERE {where.sql}", where.params)]
    sql = """SELECT incident, count(DISTINCT voice), max(figure) FROM links
        WHERE incident IS NOT NULL AND row_id IN (SELECT value FROM json_each(?)) GROUP BY incident"""
    kept += _denials(conn, filters)
    counts = {row[0]: row[1] for row in conn.execute(sql, (json.dumps(kept),)) if row[2]}
    return kept, counts


def _denials(conn: sqlite3.Connection, filters: Filters) -> list[str]:
    """Return the denials without a figure that ``filters`` let through, as far as they have to do with denials."""
    if filters.stance and "denied" not in filters.stance:
        return []
    where = claim_condition(Filters(
        source=filters.source, outlet=filters.outlet, stance=("denied",), mode=filters.mode, search=filters.search,
        article=filters.article, since=filters.since, until=filters.until,
    ))  # fmt: skip
    where.add(_NO_FIGURE)
    return [row[0] for row in conn.execute(f"SELECT claim_id FROM claim_rows WHERE {where.sql}", where.params)]


def rows_of(conn: sqlite3.Connection, ids: Sequence[str]) -> tuple[list[sqlite3.Row], list[sqlite3.Row]]:
    """Return the figures of ``ids``, newest stated first, and the claims of those that are no figure's."""
    named = (json.dumps(ids),)
    sql = "WHERE {} IN (SELECT value FROM json_each(?))"
    order = f'{_NEWEST}, article_id, "start", figure_id'
    figures = conn.execute(f"SELECT * FROM figure_rows {sql.format('figure_id')} {order}", named).fetchall()
    if len(figures) == len(ids):
        return figures, []
    order = f"{_NEWEST}, article_id, span_start, claim_id"
    return figures, conn.execute(f"SELECT * FROM claim_rows {sql.format('claim_id')} {order}", named).fetchall()


def article_figures(
    conn: sqlite3.Connection, columns: Iterable[str], articles: Iterable[str] | None = None, *, ordered: bool = True
) -> Iterator[tuple[Any, ...]]:
    """Yield ``columns`` of the figures of ``articles``, or of all, newest stated first unless order is no matter."""
    where, params = _of_articles(articles)
    order = f'{_NEWEST}, article_id, "start", figure_id' if ordered else ""
    names = ", ".join(f'"{column}"' for column in columns)
    cursor = conn.cursor()
    cursor.row_factory = None  # a million rows need no names
    yield from cursor.execute(f"SELECT {names} FROM figure_rows WHERE {where} {order}", params)


def denied_claims(conn: sqlite3.Connection, articles: Iterable[str] | None = None) -> Iterator[sqlite3.Row]:
    """Yield the denials of ``articles``, or of all, that hold no figure, newest stated first."""
    where, params = _of_articles(articles)
    sql = f"SELECT * FROM claim_rows WHERE stance = 'denied' AND {_NO_FIGURE} AND {where}"
    yield from conn.execute(f"{sql} {_NEWEST}, article_id, span_start, claim_id", params)


def _of_articles(articles: Iterable[str] | None) -> tuple[str, tuple[str, ...]]:
    if articles is None:
        return "1", ()
    return "article_id IN (SELECT value FROM json_each(?))", (json.dumps([*articles]),)


def claims(conn: sqlite3.Connection, filters: Filters, limit: int | None = None) -> Iterator[sqlite3.Row]:
    """Yield the rows of the view ``claim_rows`` that ``filters`` let through, newest stated first."""
    where = claim_condition(filters)
    sql = f"SELECT * FROM claim_rows WHERE {where.sql} {_NEWEST}, article_id, span_start, claim_id {_limit(limit)}"
    yield from conn.execute(sql, where.params)


def _limit(limit: int | None) -> str:
    return "" if limit is None else f"LIMIT {int(limit)}"


def claim_records(conn: sqlite3.Connection, filters: Filters, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield claims as RECORDS.md has them, sources and figures inside, each with its ``article`` without the text."""
    batch: list[sqlite3.Row] = []
    for row in claims(conn, filters, limit):
        batch.append(row)
        if len(batch) == 500:
            yield from _records(conn, batch)
            batch.clear()
    yield from _records(conn, batch)


def claim_record(conn: sqlite3.Connection, claim_id: str) -> dict[str, Any] | None:
    """Return the claim of that id as ``claim_records`` would, hypothetical or not."""
    rows = conn.execute("SELECT * FROM claim_rows WHERE claim_id = ?", (claim_id,)).fetchall()
    return next(_records(conn, rows), None)


def article_text(conn: sqlite3.Connection, article_id: str) -> str:
    """Return the text that all spans of the article count in."""
    row = conn.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
    return str(row[0]) if row else ""


def find_claim(conn: sqlite3.Connection, prefix: str) -> tuple[str, str | None]:
    """Return the id of the one claim, or else that of the one figure and its claim, that begins with ``prefix``.

    Returns:
        The claim's id, and the figure's if it was one.

    Raises:
        UsageError: nothing begins so, or several do.
    """
    sql = """SELECT id, NULL FROM claims WHERE substr(id, 1, length(?1)) = ?1
        UNION ALL SELECT claim_id, id FROM figures WHERE substr(id, 1, length(?1)) = ?1 LIMIT 9"""
    found = [tuple(row) for row in conn.execute(sql, (prefix.lower(),))] if prefix else []
    if not found:
        hint = "ids stand in 'claimtrack list --format json' and 'claimtrack list --columns id,text'"
        raise UsageError(f"no claim or figure has an id that begins with {prefix!r}", hint)
    if len(found) > 1:
        ids = ", ".join(figure or claim for claim, figure in found[:8])
        raise UsageError(f"{prefix!r} begins several ids: {ids}", "give more of the id")
    return found[0]


def _records(conn: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> Iterator[dict[str, Any]]:
    if not rows:
        return
    figures: dict[str, list[dict[str, Any]]] = {row["claim_id"]: [] for row in rows}
    marks = ", ".join("?" * len(rows))
    sql = f"""SELECT f.*, e.text AS event_text, e."start" AS event_start, e."end" AS event_end,
        e.grain AS event_grain, e.mod AS event_mod, e.span_start AS event_span_start, e.span_end AS event_span_end,
        p.text AS place_text, p.name AS place, p.country, p.latitude, p.longitude, p.span_start AS place_span_start,
        p.span_end AS place_span_end
        FROM figures f LEFT JOIN dates e ON e.id = f.event_id LEFT JOIN places p ON p.id = f.place_id
        WHERE f.claim_id IN ({marks}) ORDER BY f.span_start, f.rid"""
    for figure in conn.execute(sql, list(figures)):
        figures[figure["claim_id"]].append(_figure(figure))
    for row in rows:
        yield {
            "id": row["claim_id"], "text": row["claim_text"], "span": [row["span_start"], row["span_end"]],
            "spans": json.loads(row["spans"]), "mode": row["mode"], "cue": row["cue"],
            "cue_span": [row["cue_start"], row["cue_end"]] if row["cue_start"] is not None else None,
            "stance": row["stance"], "hedges": json.loads(row["hedges"]), "speaker": row["speaker"],
            "via": row["via"], "stated": _date(row, "stated"), "event": _date(row, "event"), "place": _place(row),
            "sources": json.loads(row["chain"]), "figures": figures[row["claim_id"]],
            "rules": json.loads(row["rules"]), "confidence": row["claim_confidence"],
            "article": {key: row["article_id" if key == "id" else key] for key in _ARTICLE},
        }  # fmt: skip


def _figure(row: sqlite3.Row) -> dict[str, Any]:
    plain = ("outcome", "unit", "victims", "group", "text")
    return {
        "id": row["id"], **{key: row[key] for key in plain}, "span": [row["span_start"], row["span_end"]],
        **{key: row[key] for key in ("value", "modifier", "low", "high", "relation", "part_of", "scope")},
        "event": _date(row, "event"), "place": _place(row), "rules": json.loads(row["rules"]),
        "confidence": row["confidence"],
    }  # fmt: skip


def _date(row: sqlite3.Row, name: str) -> dict[str, Any] | None:
    if row[f"{name}_span_start"] is None:
        return None
    return {
        "text": row[f"{name}_text"], "span": [row[f"{name}_span_start"], row[f"{name}_span_end"]],
        "start": row[f"{name}_start"], "end": row[f"{name}_end"], "grain": row[f"{name}_grain"],
        "mod": row[f"{name}_mod"],
    }  # fmt: skip


def _place(row: sqlite3.Row) -> dict[str, Any] | None:
    if row["place_span_start"] is None:
        return None
    return {
        "text": row["place_text"], "span": [row["place_span_start"], row["place_span_end"]], "name": row["place"],
        "country": row["country"], "latitude": row["latitude"], "longitude": row["longitude"],
    }  # fmt: skip


def articles(
    conn: sqlite3.Connection, *, search: str | None = None, outlet: Sequence[str] = (), limit: int | None = None
) -> Iterator[sqlite3.Row]:
    """Yield the articles without their text, newest first, each with its number of claims and figures."""
    where, params = ["1"], []
    if search:
        where.append("a.rid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)")
        params.append(match_query(search))
    if outlet:
        where.append("(" + " OR ".join(["contains(a.outlet, ?)"] * len(outlet)) + ")")
        params.extend(outlet)
    columns = ", ".join(f"a.{c}" for c in _ARTICLE)
    yield from conn.execute(
        f"""SELECT {columns}, length(a.text) AS characters,
        (SELECT count(*) FROM claims c WHERE c.article_id = a.id) AS claims,
        (SELECT count(*) FROM claims c JOIN figures f ON f.claim_id = c.id WHERE c.article_id = a.id) AS figures
        FROM articles a WHERE {" AND ".join(where)}
        ORDER BY a.published IS NULL, a.published DESC, a.outlet, a.id {_limit(limit)}""",
        params,
    )


def find_article(conn: sqlite3.Connection, prefix: str) -> str:
    """Return the id of the one article that begins with ``prefix``, or whose URL it is.

    Raises:
        UsageError: none does, or several do.
    """
    sql = "SELECT id FROM articles WHERE substr(id, 1, length(?1)) = ?2 OR url = ?1 LIMIT 9"
    found = [str(row[0]) for row in conn.execute(sql, (prefix, prefix.lower()))] if prefix else []
    if not found:
        raise UsageError(f"no article has an id that begins with {prefix!r}", "'claimtrack articles' shows ids")
    if len(found) > 1:
        raise UsageError(f"{prefix!r} begins several ids: {', '.join(found[:8])}", "give more of the id")
    return found[0]
