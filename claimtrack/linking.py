"""Stored figures to stored incidents: what an article brings is linked within its own places, nothing else is touched.

Joins ``compare``, which decides what belongs together, and ``store``, which keeps it. The result is what linking
everything anew would give, whatever the order in which articles came.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any

from claimtrack.compare.blocks import link_block
from claimtrack.compare.days import iso_day
from claimtrack.compare.decisions import Decision, decide_incidents, source_book, source_key
from claimtrack.compare.incident import Incident
from claimtrack.compare.incidents import draft_incident, follow_fits, node_of, reasons_of
from claimtrack.compare.joint import Key, Node, merge_joint
from claimtrack.compare.marks import make_marks
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import Book
from claimtrack.compare.tallies import tally
from claimtrack.compare.ties import Draft, Mark, join_set, new_tuple, word_set
from claimtrack.store import links
from claimtrack.store.decisions import list_decisions
from claimtrack.store.read import article_figures, denied_claims
from claimtrack.stored import is_linked, linking_version, make_denial, make_incident, make_tie

_BATCH = 500  # articles read at once
_MOST = 50_000  # articles whose figures are held until they are linked
_NOWHERE = (None, 0.0, "[]")


def update(conn: sqlite3.Connection) -> None:
    """Link what waits to be linked, and replay the decisions, in one transaction."""
    if is_linked(conn):
        return
    with _without_collecting(), conn:
        conn.execute("BEGIN IMMEDIATE")
        rules, decided = links.link_state(conn)
        if rules != linking_version():
            links.unlink_all(conn)
        decisions = [Decision(**record) for record in list_decisions(conn)]
        book = source_book(decisions)
        changed = links.forget_decided(conn)
        changed |= _link_articles(conn, links.unlinked(conn), book)
        changed |= _decide(conn, [decision for decision in decisions if decision.kind.startswith("incident.")])
        changed |= _revoiced(conn, [decision for decision in decisions if decision.id > decided])
        for incident in changed:
            _count(conn, incident, book)
        links.keep_state(conn, linking_version())


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave garbage be for a while: none of the many values made in linking refers to itself."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _link_articles(conn: sqlite3.Connection, articles: Sequence[str], book: Book) -> set[int]:
    """Link ``articles`` anew; return the incidents that have to be counted again."""
    new: dict[str, list[Mark]] = {}
    keeper = links.Keeper(conn)
    for i in range(0, len(articles), _BATCH):
        batch = articles[i : i + _BATCH]
        new |= {block: [] for block in links.remove_links(conn, batch) - new.keys()}
        for mark in _marks(conn, batch):
            of_block = new.setdefault(mark.block, [])
            if len(articles) > _MOST:  # too many to be held: written now, placed later
                keeper.add_link(mark, *_NOWHERE)
            else:
                of_block.append(mark)
    keeper.flush()
    touched: set[int] = set()
    for block in sorted(new):
        touched |= _link_block(keeper, block, new[block], book)
    keeper.flush()
    return _join(conn, touched)


def _marks(conn: sqlite3.Connection, articles: Sequence[str]) -> Iterable[Mark]:
    figures, denials = article_figures(conn, Row._fields, articles, ordered=False), denied_claims(conn, articles)
    by_article: dict[str, list[Row]] = defaultdict(list)
    for row in (*map(Row._make, figures), *map(make_denial, denials)):
        by_article[row.article_id].append(row)
    leads = links.leads(conn, by_article)
    for article, rows in by_article.items():
        yield from make_marks(rows, leads.get(article, ""))


def _link_block(keeper: links.Keeper, block: str, new: Sequence[Mark], book: Book) -> set[int]:
    """Link all of a block anew, with its ``new`` marks, and keep what is different; return the incidents changed."""
    stored = links.block_links(keeper.conn, block)
    had = links.block_incidents(keeper.conn, block)
    placed: dict[str, tuple[int, float, str]] = {}
    touched: set[int] = set()
    for draft in link_block(block, [*(new_tuple(Mark, row[1:-3]) for row in stored), *new]):
        values = _values(block, draft, book)
        id_, old = had.pop(draft.id, (None, None))
        if id_ is None or old != values:
            id_ = keeper.save_incident(id_, values)
            touched.add(id_)
        for one in draft.links:
            placed[one.frame.mark.row_id] = id_, one.score, _reasons(reasons_of(draft, one))
    for row in stored:
        now = placed.get(row[1], _NOWHERE)
        if now != row[-3:]:
            keeper.set_link(row[0], *now)
            touched |= {id_ for id_ in (now[0], row[-3]) if id_ is not None}
    for mark in new:
        keeper.add_link(mark, *placed.get(mark.row_id, _NOWHERE))
    gone = {id_ for id_, _ in had.values()}
    links.remove_incidents(keeper.conn, gone)
    return touched | gone


def _values(block: str, draft: Draft, book: Book) -> tuple[Any, ...]:
    """Return what is kept of an incident that the rules gave, in the order of ``links.RULED``."""
    incident = draft_incident(draft)
    node = node_of((block, draft.id), draft)
    of_node = (node.name, node.first, node.size, join_set(node.may), join_set(node.joint - {node.name})) if node else (
        None, None, None, "", "")  # fmt: skip
    counts = tally([one.frame.mark for one in draft.links], incident.country, book)
    fits = _encode([fit.id for fit in draft.fits]) if draft.fits else ""
    return (
        draft.id, block, incident.scope, incident.place, incident.country, incident.start, incident.end,
        int(incident.inferred), fits, *of_node, *counts,
    )  # fmt: skip


def _join(conn: sqlite3.Connection, touched: set[int]) -> set[int]:
    """Make one of the incidents of two places that figures count together; return those whose figures are others."""
    nodes: dict[Key, tuple[int, Node]] = {}
    for id_, block, key, name, country, first, size, may, joint in links.joint_nodes(conn):
        nodes[block, key] = id_, Node((block, key), name, country, first, size, word_set(may), word_set(joint))
    into = merge_joint(node for _, node in nodes.values())
    ids = {key: id_ for key, (id_, _) in nodes.items()}
    fits: dict[Key, list[Key]] = {}
    for id_, block, between in links.doubtful(conn, {block for block, _ in into}):
        fits[block, f"{id_}"] = [(block, key) for key in between]
        ids[block, f"{id_}"] = id_
    into = {key: main for key, main in follow_fits(into, fits).items() if main in ids}
    wanted = {ids[key]: ids[main] for key, main in into.items()}
    had = links.joined(conn)
    changed: set[int] = set()
    for id_ in {*wanted, *had}:
        if wanted.get(id_) != had.get(id_) or id_ in touched:
            links.join(conn, id_, wanted.get(id_))
            changed |= {id_, *(main for main in (wanted.get(id_), had.get(id_)) if main is not None)}
    return changed | (touched & set(wanted.values()))


def _decide(conn: sqlite3.Connection, decisions: Sequence[Decision]) -> set[int]:
    """Replay decisions over the incidents that they are about; return those that they change."""
    if not decisions:
        return set()
    keys, rows = _named_in(decisions)
    records = {record["key"]: record for record in links.decided_on(conn, keys, rows)}
    before = {key: _stub(conn, record) for key, record in records.items()}
    was = {tie.row.figure_id or tie.row.claim_id: (key, tie) for key, i in before.items() for tie in i.ties}
    after = decide_incidents(before.values(), decisions)
    changed: set[int] = set()
    moves: list[tuple[int | None, str, str]] = []
    for incident in after:
        record = records.get(incident.id)
        id_ = record["id"] if record is not None else None
        old = before.get(incident.id)
        if old is None or replace(incident, ties=()) != replace(old, ties=()):
            base = _encode([record["start"], record["end"], record["fits"]] if record is not None else [])
            id_ = links.save_decided(conn, id_, _decided_values(incident), base)
            changed.add(id_)
        for tie in incident.ties:
            row_id = tie.row.figure_id or tie.row.claim_id
            from_, own = was[row_id]
            if from_ != incident.id or own is not tie:
                assert id_ is not None
                moves.append((id_, _encode(tie.reasons), row_id))
                changed |= {id_, records[from_]["id"]}
    lost = was.keys() - {tie.row.figure_id or tie.row.claim_id for incident in after for tie in incident.ties}
    changed |= {records[was[row_id][0]]["id"] for row_id in lost}  # denials, when what they deny went elsewhere
    links.move_links(conn, [*moves, *((None, "[]", row_id) for row_id in sorted(lost))])
    return changed


def _named_in(decisions: Iterable[Decision]) -> tuple[set[str], set[str]]:
    """Return the ids of incidents and those of figures that decisions name."""
    keys: set[str] = set()
    rows: set[str] = set()
    for decision in decisions:
        value = decision.value
        (rows if decision.kind == "incident.assign" else keys).add(decision.subject)
        keys.update(value[name] for name in ("incident", "into") if name in value)
        (keys if decision.kind == "incident.merge" else rows).update(value.get("ids", ()))
        rows.update(value.get("members", ()))
        rows.update(member for members in value.get("of", ()) for member in members)
    return keys, rows


def _stub(conn: sqlite3.Connection, record: sqlite3.Row) -> Incident:
    """Return a stored incident with as much of its figures as deciding needs."""
    place = links.incident_links(conn, record["id"])
    ties = []
    for values in links.incident_marks(conn, record["id"]):
        mark = new_tuple(Mark, values)
        event = iso_day(mark.first) if mark.first else None
        row = Row(mark.row_id if mark.figure else None, mark.claim_id, mark.article_id, event_start=event)
        ties.append(make_tie(row, place[mark.row_id]))
    return make_incident(record, sorted(ties, key=lambda tie: tie.row.figure_id or tie.row.claim_id))


def _decided_values(incident: Incident) -> dict[str, Any]:
    return {
        "key": incident.id, "scope": incident.scope, "place": incident.place, "country": incident.country,
        "start": incident.start, "end": incident.end, "inferred": int(incident.inferred),
        "fits": _encode(incident.fits) if incident.fits else "", "name": incident.name,
        "decided": _encode(incident.decided) if incident.decided else None,
    }  # fmt: skip


def _revoiced(conn: sqlite3.Connection, decisions: Iterable[Decision]) -> set[int]:
    """Return the incidents in which a source speaks that was decided on."""
    names = {name for d in decisions if d.kind.startswith("source.") for name in (d.subject, *d.value.get("names", ()))}
    return links.incidents_of_voices(conn, {source_key(name).split("|")[0] for name in names}) if names else set()


def _count(conn: sqlite3.Connection, incident: int, book: Book) -> None:
    record = conn.execute("SELECT country FROM incidents WHERE id = ?", (incident,)).fetchone()
    if record is not None:
        marks = [new_tuple(Mark, values) for values in links.incident_marks(conn, incident)]
        links.save_tally(conn, incident, tally(marks, record["country"], book))


_encode = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=4096)
def _reasons(words: tuple[str, ...]) -> str:
    """Return reasons as they are kept; the same few come again and again."""
    return _encode(words)
