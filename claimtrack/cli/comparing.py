"""The database to a comparison: rows, decisions, origins and the pages made of them. No command of its own."""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from claimtrack.cli.linked import find_incident, fitting, load, rank
from claimtrack.cli.options import check_day
from claimtrack.compare.clock import known_by
from claimtrack.compare.decisions import Decision, decide_incidents, source_book
from claimtrack.compare.incident import Incident
from claimtrack.compare.matrix import Chosen, Page, RowsBy, choose, make_pages
from claimtrack.compare.origins import Ends, Origin, Text, origins
from claimtrack.compare.parties import facts_of
from claimtrack.compare.rows import Row, links, row_id
from claimtrack.compare.sources import Book, Voice, settle, voice_of, voices
from claimtrack.errors import ClaimtrackError, UsageError
from claimtrack.store.decisions import keep_cells, kept_cells, list_decisions
from claimtrack.store.filters import Filters
from claimtrack.store.links import leads, neighbours
from claimtrack.store.read import article_figures, claims, connect, denied_claims, figure_rows, kept_rows
from claimtrack.stored import make_denial, make_incident


class Comparison(NamedTuple):
    """The pages shown, the incidents that the limit left out."""

    pages: list[Page]
    rest: Sequence[Chosen]


def read_comparison(
    conn: sqlite3.Connection,
    filters: Filters,
    *,
    incidents: Sequence[str] | None = None,
    as_of: str | None = None,
    stored: bool = False,
    limit: int = 0,
    rows_by: RowsBy = "source",
) -> Comparison:
    """Return what ``claimtrack compare`` shows.

    Raises:
        UsageError: ``as_of`` is no moment, or no incident has one of the ids.
    """
    gc.disable()  # millions of rows live until the process ends: looking through them for garbage doubles the time
    moment = check_moment(as_of)
    if stored and moment is None:
        raise UsageError("--stored: there is no moment to look back from", "say which: --as-of 2020-10-12")
    book = source_book(Decision(**record) for record in list_decisions(conn, "source."))
    incidents = [_known_id(conn, key) for key in incidents] if incidents else incidents
    if moment:
        linked, keep = _as_of(conn, filters, moment, stored)
        chosen = choose(linked, keep, book)
        if incidents:
            chosen = [c for c in chosen if c.incident.id in incidents]
        known = [c.incident.id for c in chosen]
        shown, rest = (chosen[:limit], chosen[limit:]) if limit else (chosen, [])
    else:
        ranked, keep = rank(conn, filters, incidents)
        known = [record["key"] for record in ranked]
        shown = [_chosen(conn, record, keep, book, filters.hypothetical) for record in ranked[: limit or None]]
        rest = [Chosen(make_incident(record), [], ()) for record in ranked[len(shown) :]]
    for wanted in set(incidents or ()) - set(known):
        raise UsageError(f"--incident: there is none of the id {wanted!r}", "'claimtrack incidents' lists them")
    return Comparison(make_pages(shown, rows_by, read_origins(conn, shown, book)), rest)


def _known_id(conn: sqlite3.Connection, key: str) -> str:
    """Return the id of the incident that ``key`` begins or names, ``key`` itself where there is none or several."""
    with suppress(UsageError):
        return str(find_incident(conn, key)["key"])
    return key


def _chosen(
    conn: sqlite3.Connection, record: sqlite3.Row, keep: frozenset[str] | None, book: Book, hypothetical: bool
) -> Chosen:
    """Return a stored incident with those of its figures that are to be shown."""
    incident = load(conn, record, hidden=hypothetical)
    rows = incident.rows if keep is None else [row for row in incident.rows if row_id(row) in keep]
    return Chosen(incident, rows, tuple(fitting(conn, incident)) if incident.fits else (), book)


def _as_of(
    conn: sqlite3.Connection, filters: Filters, moment: str, stored: bool
) -> tuple[list[Incident], frozenset[str] | None]:
    """Return the incidents as they were known at a moment: linked anew, from what was there then."""
    from claimtrack.compare.incidents import link

    articles = None
    keep = None
    if filters != Filters(hypothetical=filters.hypothetical):
        keep = frozenset(kept_rows(conn, filters)[0])
        articles = neighbours(conn, keep)
    rows = [
        row
        for row in (
            *map(Row._make, article_figures(conn, Row._fields, articles)),
            *map(make_denial, denied_claims(conn, articles)),
        )
        if filters.hypothetical or row.stance != "hypothetical"
    ]  # fmt: skip
    rows = known_by(rows, moment, _stored_at(conn) if stored else None)
    decisions = [Decision(**record) for record in list_decisions(conn, "incident.")]
    return decide_incidents(link(rows, leads(conn, {row.article_id for row in rows})), decisions), keep


def check_moment(value: str | None) -> str | None:
    """Return ``value`` if it is a day, a month, a year or a date-time.

    Raises:
        UsageError: it is none of them.
    """
    with suppress(ValueError):
        if value and len(value) > 10:
            return datetime.fromisoformat(value).isoformat()
    return check_day("--as-of", value)


def _stored_at(conn: sqlite3.Connection) -> dict[str, str]:
    return dict(conn.execute("SELECT a.id, r.started FROM articles a JOIN runs r ON r.id = a.run_id").fetchall())


def read_origins(conn: sqlite3.Connection, chosen: Iterable[Chosen], book: Book) -> dict[str, Origin]:
    """Return the origin of every claim of the articles behind ``chosen``."""
    articles = sorted({row.article_id for item in chosen for row in item.rows})
    texts: list[Text] = []
    ends: dict[str, Ends] = {}
    for i in range(0, len(articles), 500):
        batch = articles[i : i + 500]
        marks = ", ".join("?" * len(batch))
        sql = f"SELECT id, substr(text, 1, 200), substr(text, -200) FROM articles WHERE id IN ({marks})"
        ends |= {key: Ends(head, foot) for key, head, foot in conn.execute(sql, batch)}
        sql = f"""SELECT claim_id, article_id, outlet, published, claim_text, chain, speaker, mode FROM claim_rows
            WHERE article_id IN ({marks})"""
        records = conn.execute(sql, batch).fetchall()
        said_by = settle(map(_told, records), book)
        texts += [
            Text(r["claim_id"], r["article_id"], r["outlet"], r["published"], said_by[r["claim_id"]].key,
                 r["claim_text"], r["chain"])
            for r in records
        ]  # fmt: skip
    return origins(texts, ends)


def _told(record: sqlite3.Row) -> tuple[str, Voice, bool]:
    """Return the voice of a claim by itself, and whether it has a name."""
    first = next(iter(links(record["chain"])), {})
    name = first.get("name")
    voice = voice_of(
        name, first.get("role"), first.get("organization"), record["speaker"], record["outlet"], record["mode"]
    )
    return record["claim_id"], voice, bool(name)


def read_sources(conn: sqlite3.Connection, filters: Filters) -> list[dict[str, Any]]:
    """Return who speaks, those with most claims first, under the names and parties that people set."""
    book = source_book(Decision(**record) for record in list_decisions(conn, "source."))
    rows = [make_denial(record) for record in claims(conn, filters) if record["mode"] != "narrated"]
    said_by = voices(rows, book)
    counted = Counter(row["claim_id"] for row in figure_rows(conn, filters))
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[said_by[row.claim_id].key].append(row)
    return [
        {
            "source": voice.label, "country": voice.country or (facts.country if facts else None),
            "party": voice.party, "basis": "said by a person" if voice.party else facts.words if facts else None,
            "claims": len(group),
            "figures": sum(counted[row.claim_id] for row in group), "articles": len({r.article_id for r in group}),
            "outlets": list(dict.fromkeys(row.outlet for row in group if row.outlet)),
        }
        for group in sorted(groups.values(), key=len, reverse=True) for voice in (said_by[group[0].claim_id],)
        for facts in (facts_of(voice.label) if group[0].kind == "media" else None,)
    ]  # fmt: skip


def read_outlets(conn: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the outlets that are stored, those with most articles first, with what the registry knows of them."""
    sql = "SELECT outlet, count(*) FROM articles GROUP BY outlet ORDER BY count(*) DESC, outlet"
    return [
        {
            "outlet": outlet, "articles": number, "country": facts.country if facts else None,
            "owner": facts.owner if facts else None, "basis": facts.basis if facts else None,
        }
        for outlet, number in conn.execute(sql) for facts in (facts_of(outlet),)
    ]  # fmt: skip


def remember(conn: sqlite3.Connection, db: Path, pages: Iterable[Page]) -> None:
    """Keep what stands behind each number for ``claimtrack why``; a database that cannot be written goes without.

    Nothing is written where ``conn`` already has it so, as after the same comparison in another layout.
    """
    cells = [
        (cell.note, row_id(row))
        for page in pages for block in page.blocks for cell in block.cells.values() for entry in cell.entries
        for row in entry.every
    ]  # fmt: skip
    if cells == kept_cells(conn):
        return
    with suppress(ClaimtrackError, sqlite3.Error), closing(connect(db, create=True)) as writing:
        writing.execute("PRAGMA busy_timeout = 200")
        keep_cells(writing, cells)
