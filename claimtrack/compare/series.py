"""Incidents as a line of claims in the order stated, and tallies as a ladder.

Nothing is computed but the difference of two tallies of one source, and that only in
bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimtrack.compare.cells import Entry
from claimtrack.compare.changes import Change, changes, effect_words
from claimtrack.compare.days import ordinal
from claimtrack.compare.matrix import Block, Page, carrier
from claimtrack.compare.notation import number
from claimtrack.compare.relations import Verdict, order
from claimtrack.compare.rows import Row, row_id, said_on
from claimtrack.compare.sources import Voice


@dataclass(frozen=True, slots=True)
class Step:
    """One claim of an incident: ``figures`` are its entries by the title of their block, ``effect`` what it changes.

    ``verdicts`` say the same by row id, for programs.
    """

    day: str
    voice: Voice
    via: str | None
    outlet: str | None
    figures: Mapping[str, tuple[Entry, ...]]
    notes: Mapping[str, int]
    effect: str
    rows: tuple[Row, ...]
    verdicts: Mapping[str, tuple[Verdict, ...]]


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


def timeline(page: Page) -> list[Step]:
    """Return the claims of ``page`` in the order stated; on one day without clock times, by number."""
    steps = []
    for change in changes(page):
        rows = change.rows
        first = rows[0]
        steps.append(Step(
            said_on(first) or "", page.voices[first.claim_id], first.via, first.outlet,
            {title: tuple(entry for entry, _ in found) for title, found in change.found.items()},
            {title: found[0][1].note for title, found in change.found.items()}, _effect(change),
            tuple(rows), change.verdicts,
        ))  # fmt: skip
    return steps


def _effect(change: Change) -> str:
    """Return what the figures of one claim change, the outcome named where there are several."""
    words: list[str] = []
    for row in change.rows:
        for verdict in change.verdicts[row_id(row)] or (None,):
            text = effect_words(verdict, row)
            outcome = (row.outcome or "").replace("_", " ")
            if words and not text.startswith("first"):
                text = f"{outcome}: {text}"
            if text not in words and not (words and text.startswith("first")):
                words.append(text)
    return "; ".join(words)


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
        outlets = ", ".join(dict.fromkeys(
            carrier(r, page.origins) for r in entry.rows
            if r.outlet and (r.mode != "narrated" or carrier(r, page.origins) != r.outlet)
        ))  # fmt: skip
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
