"""Timelines, cards and ladders to grids and flat records; the matrix has a module of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from claimtrack.compare.cards import Card, cards
from claimtrack.compare.cells import Entry
from claimtrack.compare.days import short_day
from claimtrack.compare.matrix import Page, carrier
from claimtrack.compare.policies import RULES, Policy
from claimtrack.compare.rows import Row, clock, row_id, said_at
from claimtrack.compare.series import Step, ladder, timeline
from claimtrack.views.grid import Column, Grid
from claimtrack.views.matrix import aside_of, note_lines, title_of

TIMELINE_COLUMNS = (
    "incident", "scope", "day", "source", "country", "via", "outlet", "at", "outcome", "figure", "changes", "reasons",
    "stale", "effect", "figure_ids", "claim_ids", "note",
)  # fmt: skip
LADDER_COLUMNS = (
    "incident", "scope", "outcome", "as_of", "source", "country", "figure", "low", "high", "change", "days", "outlet",
    "figure_ids", "claim_ids", "note",
)  # fmt: skip
CARD_COLUMNS = (
    "incident", "scope", "outcome", "policy", "rule", "low", "best", "high", "reason", "figure_id", "rivals",
)  # fmt: skip
_OWN_COLUMNS = 3  # outcomes beyond these share one column
_HEADS = (Column("stated", "solid"), Column("source", "label"))
_EFFECT = Column("what it does", "prose")


def timeline_grids(pages: Iterable[Page], *, notes: bool = False) -> Iterator[Grid]:
    """Yield a grid for each incident: one row a claim, in the order stated, with what it changes."""
    for page in pages:
        steps = timeline(page)
        titles = [block.title for block in page.blocks]
        own, rest = titles[:_OWN_COLUMNS], titles[_OWN_COLUMNS:]
        figures = [*own, "other"] if rest else own
        columns = (*_HEADS, Column("in"), *(Column(title, "figures") for title in figures), _EFFECT)
        rows = []
        heads = [*_heads(page, steps)]
        for (day, source, outlet), step in zip(heads, steps, strict=True):
            cells = [_cell(step, title) for title in own]
            if rest:
                cells.append(", ".join(f"{_cell(step, t)} {t}" for t in rest if t in step.figures))
            rows.append((day, source, outlet, *cells, step.effect))
        yield Grid(
            columns, tuple(rows), title_of(page), aside_of(page),
            tuple(note_lines(page)) if notes else (), narrow=_narrow(heads, steps),
        )  # fmt: skip


def _narrow(heads: Sequence[tuple[str, str, str]], steps: Sequence[Step]) -> Grid:
    """Return the timeline with all figures of a claim in one column, outlet and effect beneath."""
    rows = tuple(
        (day, source, ", ".join(_named(step, title) for title in step.figures),
         f"in {outlet}: {step.effect}" if outlet else step.effect)
        for (day, source, outlet), step in zip(heads, steps, strict=True)
    )  # fmt: skip
    return Grid((*_HEADS, Column("says", "figures"), _EFFECT), rows)


def _named(step: Step, title: str) -> str:
    """Return the cell after its title; a denial that holds no figure is of no outcome."""
    return _cell(step, title) if not step.rows[0].figure_id else f"{title} {_cell(step, title)}"


def _heads(page: Page, steps: Sequence[Step]) -> Iterator[tuple[str, str, str]]:
    """Yield when, who and in which outlet; a clock time is that of the saying, or the one by which it was printed."""
    years = len({step.day[:4] for step in steps} | {(page.incident.start or "")[:4]} - {""}) > 1
    zones = {(said_at(step.rows[0]) or "")[19:] for step in steps if clock(step.rows[0])}
    for step in steps:
        row = step.rows[0]
        day = short_day(step.day, year=years) if step.day else "undated"
        found = clock(row)
        if found:
            at = said_at(row) or ""
            by = "by " if found.kind == "published" else ""
            day = f"{day} {by}{at[11:16]}{_offset(at) if len(zones) > 1 else ''}"
        source = f"{step.voice.label} ({step.via})" if step.via else step.voice.label
        outlet = carrier(row, page.origins)
        yield day, source, "" if row.mode == "narrated" and outlet == row.outlet else outlet


def _offset(at: str) -> str:
    return at[19:].removesuffix(":00")


def _cell(step: Step, title: str) -> str:
    entries = step.figures.get(title, ())
    return f"{', '.join(e.words for e in entries)} [{step.notes[title]}]" if entries else ""


def _day(day: str) -> str:
    return short_day(day, year=True) if day else "undated"


def timeline_records(pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """Yield a record for each claim and outcome, in the order of the timeline."""
    for page in pages:
        for step in timeline(page):
            for title, entries in step.figures.items():
                yield {
                    "incident": page.incident.id, "scope": page.incident.scope, "day": step.day or None,
                    "source": step.voice.label, "country": step.voice.country, "via": step.via, "outlet": step.outlet,
                    "at": said_at(step.rows[0]), "outcome": title, "figure": ", ".join(e.words for e in entries),
                    **_changes(step, entries), "effect": step.effect,
                    **_ids([row for e in entries for row in e.rows]), "note": step.notes[title],
                }  # fmt: skip


def _changes(step: Step, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the kinds and reasons of what the figures of one outcome change."""
    found = [verdict for entry in entries for verdict in step.verdicts[row_id(entry.rows[0])]]
    return {"changes": [v.kind for v in found], "reasons": [v.reason for v in found],
            "stale": any(v.stale for v in found)}  # fmt: skip


def _ids(rows: Sequence[Row]) -> dict[str, Any]:
    return {"figure_ids": [r.figure_id for r in rows if r.figure_id], "claim_ids": [r.claim_id for r in rows]}


def ladder_grids(pages: Iterable[Page], *, notes: bool = False) -> Iterator[Grid]:
    """Yield a grid for each incident: its figures by the day they count to, with the change by the same source."""
    for page in pages:
        rows: list[tuple[str, ...]] = []
        heads = set()
        for i, block in enumerate(page.blocks):
            if i:
                heads.add(len(rows))
                rows.append((block.title, *[""] * 5))
            rows += [
                (_day(r.day), r.voice.label, f"{r.figure} [{r.note}]", r.change, str(r.days) if r.days else "",
                 r.outlet or "")
                for r in ladder(page, block)
            ]  # fmt: skip
        columns = (Column("as of", "solid"), Column("source", "label"), Column(page.blocks[0].title, "figures"),
                   Column("change", "number"), Column("days", "number"), Column("outlet"))  # fmt: skip
        yield Grid(columns, tuple(rows), title_of(page), aside_of(page), tuple(note_lines(page)) if notes else (),
                   frozenset(heads))  # fmt: skip


def ladder_records(pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """Yield a record for each rung."""
    for page in pages:
        for block in page.blocks:
            for r in ladder(page, block):
                yield {
                    "incident": page.incident.id, "scope": page.incident.scope, "outcome": block.title,
                    "as_of": r.day or None, "source": r.voice.label, "country": r.voice.country, "figure": r.figure,
                    "low": r.row.low, "high": r.row.high, "change": r.change or None, "days": r.days,
                    "outlet": r.outlet, **_ids([r.row]), "note": r.note,
                }  # fmt: skip


def card_grids(pages: Iterable[Page], policy: Policy, *, notes: bool = False) -> Iterator[Grid]:
    """Yield a grid for each incident: low, best and high of each outcome, the rule, and the rivals beneath."""
    for page in pages:
        rows: list[tuple[str, ...]] = []
        quiet = set()
        for card in cards(page, policy):
            cell = f"{card.best} [{card.note}]" if card.best else "–"
            rows.append((card.outcome, card.low, cell, card.high, card.reason))
            if card.rivals:
                quiet.add(len(rows))
                rows.append(("  rivals", "", "", "", _rivals(card)))
        columns = (Column("", "label"), Column("low", "figures"), Column("best", "figures"), Column("high", "figures"),
                   Column("who", "prose"))  # fmt: skip
        told = (f"policy {policy}: {RULES[policy]}", *(note_lines(page) if notes else ()))
        if rows:
            yield Grid(columns, tuple(rows), title_of(page), aside_of(page), told, quiet=frozenset(quiet))


def _rivals(card: Card) -> str:
    by_sources = groupby(card.rivals, key=lambda rival: rival.sources)
    return " · ".join(f"{', '.join(r.figure for r in found)} {', '.join(sources)}" for sources, found in by_sources)


def card_records(pages: Iterable[Page], policy: Policy) -> Iterator[dict[str, Any]]:
    """Yield a record for each card."""
    for page in pages:
        for card in cards(page, policy):
            yield {
                "incident": page.incident.id, "scope": page.incident.scope, "outcome": card.outcome, "policy": policy,
                "rule": RULES[policy], "low": card.low, "best": card.best, "high": card.high, "reason": card.reason,
                "figure_id": card.row.figure_id if card.row else None,
                "rivals": [{"figure": r.figure, "sources": list(r.sources), **_ids(r.rows)} for r in card.rivals],
            }  # fmt: skip
