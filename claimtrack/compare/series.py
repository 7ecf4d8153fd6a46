"""Incidents as a line of sayings in the order stated, and tallies as a ladder: what each one changes.

A step is one claim; it is held against the last figure of the same source, else
against the last of any. Nothing is computed but the difference of two tallies of
one source, and that only in bounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimtrack.compare.cells import Cell, Entry
from claimtrack.compare.days import ordinal
from claimtrack.compare.matrix import Block, Page
from claimtrack.compare.notation import number
from claimtrack.compare.populations import Populations
from claimtrack.compare.relations import Saying, Verdict, denial_words, make_sayings, order, relate
from claimtrack.compare.rows import Row, moment, row_id, said_on
from claimtrack.compare.sources import Voice


@dataclass(frozen=True, slots=True)
class Step:
    """One claim of an incident: ``figures`` are its entries by the title of their block, ``effect`` what it changes."""

    day: str
    voice: Voice
    via: str | None
    outlet: str | None
    figures: Mapping[str, tuple[Entry, ...]]
    notes: Mapping[str, int]
    effect: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One tally of a period: ``change`` and ``days`` since the last one of the same source, where there is one."""

    day: str
    voice: Voice
    figure: str
    change: str
    days: int | None
    outlet: str | None
    row: Row
    note: int


def sayings(page: Page) -> dict[str, Saying]:
    """Return every row of ``page`` with its voice, by row id."""
    titles = {row: block.title for block in page.blocks for cell in block.cells.values()
              for entry in cell.entries for row in entry.every}  # fmt: skip
    began = None if page.incident.inferred else ordinal(page.incident.start)
    among = Populations(page.incident.rows, page.incident.country)
    every = make_sayings(titles, page.voices, began, among)
    return {row_id(saying.row): saying._replace(series=titles[saying.row]) for saying in every}


def timeline(page: Page) -> list[Step]:
    """Return the claims of ``page`` in the order stated; on one day without clock times, by number."""
    said = sayings(page)
    by_claim: dict[str, dict[str, list[tuple[Entry, Cell]]]] = {}
    for block in page.blocks:
        for cell in block.cells.values():
            for entry in cell.entries:
                for row in dict.fromkeys(entry.rows):
                    by_claim.setdefault(row.claim_id, {}).setdefault(block.title, []).append((_only(entry, row), cell))
    rank = {block.title: i for i, block in enumerate(page.blocks)}
    claims = sorted(by_claim.values(), key=lambda titles: _when(_rows(titles), min(rank[t] for t in titles)))
    done: list[Saying] = []
    steps = []
    for titles in claims:
        rows = _rows(titles)
        now = [said[row_id(row)] for row in rows]
        first = rows[0]
        steps.append(Step(
            said_on(first) or "", now[0].voice, first.via, first.outlet,
            {title: tuple(entry for entry, _ in found) for title, found in titles.items()},
            {title: found[0][1].note for title, found in titles.items()}, _effect(now, done, [*said.values()]),
            tuple(rows),
        ))  # fmt: skip
        done += now
    return steps


def _only(entry: Entry, row: Row) -> Entry:
    """Return ``entry`` as the article of ``row`` has it."""
    found = (entry.subsets, entry.was, entry.was_subsets)
    subsets, was, was_subsets = (tuple(r for r in rows if r.article_id == row.article_id) for rows in found)
    return Entry(entry.kind, entry.sign, (row,), subsets, was, None, was_subsets)


def _rows(titles: Mapping[str, Sequence[tuple[Entry, Cell]]]) -> list[Row]:
    return [entry.rows[0] for found in titles.values() for entry, _ in found]


def _when(rows: Sequence[Row], rank: int) -> tuple[str, str, int, int, int, str]:
    """Return the moment stated; within a day without clock times the number, which no one takes for a time."""
    row = rows[0]
    day, at, published = moment(row)
    return day, at, rank, int(not row.figure_id), row.low or 0, published


def _effect(now: Sequence[Saying], done: Sequence[Saying], history: Sequence[Saying]) -> str:
    """Return what the figures of one claim change, the outcome named where there are several."""
    words: list[str] = []
    for saying in now:
        verdict = against(saying, done, history)
        text = effect_words(verdict, saying.row)
        outcome = (saying.row.outcome or "").replace("_", " ")
        if words and not text.startswith("first"):
            text = f"{outcome}: {text}"
        if text not in words and not (words and text.startswith("first")):
            words.append(text)
    return "; ".join(words)


def against(saying: Saying, done: Sequence[Saying], history: Sequence[Saying]) -> Verdict | None:
    """Return how ``saying`` stands to the last figure of its own source before it, else of any; else ``None``."""
    row = saying.row
    if row.stance == "denied" or not row.figure_id:
        return Verdict("denial", denial_words(row))
    alike = (row.outcome, row.unit, "total", "asserted")
    before = [s for s in done if (s.row.outcome, s.row.unit, s.row.relation, s.row.stance) == alike]
    same = [s for s in before if s.series == saying.series]
    own = [s for s in same if s.voice.key == saying.voice.key]
    if own or same:
        return relate((own or same)[-1], saying, history)
    # the first of its table: who or where is counted tells it from what the other tables hold
    others = [s for s in before if s.who != saying.who or _overlap(s.row.place, row.place)]
    return relate(others[-1], saying, history) if others else None


def _overlap(one: str | None, other: str | None) -> bool:
    """Return whether one of the places holds the other, as "Millau and Albi" holds "Albi"."""
    return bool(one and other and (one in other or other in one))


def effect_words(verdict: Verdict | None, row: Row) -> str:
    """Return the words of a timeline for ``verdict``; without one the figure is the first of its outcome."""
    if verdict is None:
        return "first report" if row.relation == "total" else (row.relation or "")
    if verdict.kind in ("same", "restated", "increment", "denial"):
        return verdict.reason
    return f"{verdict.kind}: {verdict.reason}"


def ladder(page: Page, block: Block) -> list[Rung]:
    """Return the tallies of ``block`` by the day that they count to, each with the change by its own source."""
    found = [(entry, cell) for cell in block.cells.values() for entry in cell.entries if entry.kind == "figure"]
    rungs: list[Rung] = []
    last: dict[str, Row] = {}
    for entry, cell in sorted(found, key=lambda item: _as_of(item[0].rows[0])):
        row = entry.rows[0]
        voice = page.voices[row.claim_id]
        before = last.get(voice.key)
        total = row.relation in ("total", None)
        change = _change(before, row) if before and total else ""
        days = (ordinal(_as_of(row)) or 0) - (ordinal(_as_of(before)) or 0) if before and total else None
        outlets = ", ".join(dict.fromkeys(r.outlet for r in entry.rows if r.outlet))
        rungs.append(Rung(_as_of(row), voice, entry.words, change, days, outlets or None, row, cell.note))
        if total:
            last[voice.key] = row
    return rungs


def _as_of(row: Row) -> str:
    """Return the day to which a tally counts: the end of its period where stated, else the day it was said."""
    return (row.event_end if row.scope == "cumulative" and row.event_end else said_on(row)) or ""


def _change(old: Row, new: Row) -> str:
    """Return ``+6``, ``≥+6``, ``≤+6``, or nothing where both are open and the difference could be anything."""
    if order(old, new) == 0 and old.low == new.low:
        return ""
    if old.low is None or new.low is None:
        return ""
    step = new.low - old.low
    exact_old, exact_new = old.high == old.low, new.high == new.low
    if exact_old or exact_new:
        mark = "" if exact_old and exact_new else "≥" if exact_old else "≤"
        return f"{mark}{'+' if step >= 0 else '−'}{number(abs(step))}"
    return ""
