"""Timelines, cards and ladders to grids and flat records; the matrix has a module of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claimtrack.compare.cards import Card, cards
from claimtrack.compare.days import short_day
from claimtrack.compare.matrix import Page
from claimtrack.compare.policies import RULES, Policy
from claimtrack.compare.rows import Row
from claimtrack.compare.series import Step, ladder, timeline
from claimtrack.views.grid import Column, Grid
from claimtrack.views.matrix import aside_of, note_lines, title_of

_OWN_COLUMNS = 3  # outcomes beyond these share one column


def timeline_grids(pages: Iterable[Page], *, notes: bool = False) -> Iterator[Grid]:
    """Yield a grid for each incident: one row a claim, in the order stated, with what it changes."""
    for page in pages:
        steps = timeline(page)
        titles = [block.title for block in page.blocks]
        years = len({step.day[:4] for step in steps} | {(page.incident.start or "")[:4]} - {""}) > 1
        own, rest = titles[:_OWN_COLUMNS], titles[_OWN_COLUMNS:]
        columns = [Column("stated"), Column("source", "label"), Column("via"), *(Column(t, "figures") for t in own)]
        if rest:
            columns.append(Column("other", "figures"))
        rows = []
        for step in steps:
            cells = [_cell(step, title) for title in own]
            if rest:
                cells.append(", ".join(f"{_cell(step, t)} {t}" for t in rest if t in step.figures))
            day = short_day(step.day, year=years) if step.day else "undated"
            rows.append((day, step.voice.label, step.via or "–", *cells, step.effect))
        yield _compact(Grid(
            (*columns, Column("what it does", "prose")), tuple(rows), title_of(page), aside_of(page),
            tuple(note_lines(page)) if notes else (),
        ))  # fmt: skip


def _cell(step: Step, title: str) -> str:
    entries = step.figures.get(title, ())
    return f"{', '.join(e.words for e in entries)} [{step.notes[title]}]" if entries else ""


def _day(day: str) -> str:
    return short_day(day, year=True) if day else "undated"


def _compact(grid: Grid) -> Grid:
    """Return ``grid`` without its ``via`` column where no source has a channel."""
    if any(row[2] != "–" for row in grid.rows):
        return grid
    cut = tuple((*row[:2], *row[3:]) for row in grid.rows)
    return Grid((*grid.columns[:2], *grid.columns[3:]), cut, grid.title, grid.aside, grid.notes)


def timeline_records(pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """Yield a record for each claim and outcome, in the order of the timeline."""
    for page in pages:
        for step in timeline(page):
            for title, entries in step.figures.items():
                yield {
                    "incident": page.incident.id, "scope": page.incident.scope, "day": step.day or None,
                    "source": step.voice.label, "country": step.voice.country, "via": step.via, "outlet": step.outlet,
                    "outcome": title, "figure": ", ".join(e.words for e in entries), "effect": step.effect,
                    **_ids([row for e in entries for row in e.rows]), "note": step.notes[title],
                }  # fmt: skip


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
        columns = (Column("as of"), Column("source", "label"), Column(page.blocks[0].title, "figures"),
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
    return " · ".join(f"{r.figure} {', '.join(r.sources)}" for r in card.rivals)


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
