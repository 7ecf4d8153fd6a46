"""Incidents to tables: who says how many, day by day.

A block holds one outcome of one incident. Its lines are sources (or outlets, or days),
its columns the days on which they said it (or the sources), its cells the figures as stated.
Nothing is summed or averaged; a cell that nobody filled is not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claimtrack.compare.incidents import Incident
from claimtrack.compare.notation import marked, sign, span_of
from claimtrack.compare.rows import Row, said_at, said_on
from claimtrack.compare.sources import Voice, voices

RowsBy = Literal["source", "outlet", "date"]
UNDATED = ""  # the column of what bears no day at all

_OUTCOMES = (
    "killed", "casualties", "dead_or_missing", "injured", "missing", "abducted", "captured", "detained",
    "neutralized", "displaced", "rescued", "destroyed", "damaged_or_destroyed", "damaged",
)  # fmt: skip
_PLAIN_GROUPS = (None, "civilians")


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a cell, with everyone who carried it in the same words.

    ``rows`` holds it once for each place it was found, ``subsets`` its parts, ``was`` the toll it
    replaced, as often as it was told, with its own parts in ``was_subsets``.
    """

    kind: Literal["figure", "denial"]
    sign: str
    rows: tuple[Row, ...]
    subsets: tuple[Row, ...] = ()
    was: tuple[Row, ...] = ()
    by: str | None = None
    was_subsets: tuple[Row, ...] = ()

    @property
    def words(self) -> str:
        """The entry as a cell shows it: ``9 (4 women)→10 (2 children)``."""
        text = " ".join(part for part in (self.sign, _parts(self.subsets)) if part)
        if self.was:
            text = " ".join(part for part in (sign(self.was[0]), _parts(self.was_subsets)) if part) + "→" + text
        return f"{text} {self.by}" if self.by else text


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source said on one day; ``note`` is its number, counted through the whole comparison."""

    line: str
    column: str
    entries: tuple[Entry, ...]
    note: int

    @property
    def words(self) -> str:
        return ", ".join(entry.words for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a block: its label, the country where that is known, the outlets that carried it."""

    key: str
    label: str
    country: str | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One outcome of one incident; ``ranges`` gives the lowest low and highest high of each day's totals."""

    outcome: str
    unit: str
    group: str | None
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]
    ranges: Mapping[str, str]

    @property
    def title(self) -> str:
        words = self.outcome.replace("_", " ")
        things = {"home": "homes", "building": "buildings", "household": "households"}.get(self.unit)
        extra = [w for w in (things, self.group) if w]
        return f"{words} ({', '.join(extra)})" if extra else words


@dataclass(frozen=True, slots=True)
class Page:
    """One incident as compared: its blocks, how much stands behind them, and the voice of each claim by its id."""

    incident: Incident
    blocks: tuple[Block, ...]
    articles: int
    sources: int
    outlets: int
    voices: Mapping[str, Voice]
    fits: tuple[Incident, ...] = ()


def group_words(row: Row) -> str:
    """Return the word for whom the figure counts (``children``, ``child`` for one), ``of them`` where none is given."""
    if row.group == "other" or row.group is None:
        return row.victims or ("other" if row.group else "of them")
    words = row.group.replace("_", " ")
    if row.value != 1:
        return words
    return {"children": "child", "women": "woman", "police": "police officer"}.get(words, words.removesuffix("s"))


def _parts(rows: Sequence[Row]) -> str:
    parts = dict.fromkeys(f"{sign(row)} {group_words(row)}" for row in rows)
    return f"({', '.join(parts)})" if parts else ""


def compare(
    incidents: Iterable[Incident], keep: frozenset[str] | None = None, rows_by: RowsBy = "source"
) -> list[Page]:
    """Return a page for each incident, the ones with most sources first, then the newest.

    Args:
        keep: ids of the figures (and denying claims) to show; the others only helped to link. ``None`` keeps all.
    """
    incidents = list(incidents)
    by_id = {incident.id: incident for incident in incidents}
    numbers = _Numbers()
    found = []
    for incident in incidents:
        rows = [r for r in incident.rows if keep is None or (r.figure_id or r.claim_id) in keep]
        if any(r.figure_id for r in rows):
            found.append((incident, rows, voices(rows)))
    found.sort(key=lambda item: item[0].start or "", reverse=True)
    found.sort(key=lambda item: -len({voice.key for voice in item[2].values()}))
    found.sort(key=lambda item: ("incident", "cumulative", "background").index(item[0].scope))
    return [_page(incident, rows, said_by, rows_by, numbers, by_id) for incident, rows, said_by in found]


class _Numbers:
    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def _page(
    incident: Incident,
    rows: Sequence[Row],
    said_by: Mapping[str, Voice],
    rows_by: RowsBy,
    numbers: _Numbers,
    by_id: Mapping[str, Incident],
) -> Page:
    by_block: dict[tuple[str, str, str | None], list[Row]] = defaultdict(list)
    denials = [row for row in rows if not row.figure_id]
    for row in rows:
        if row.figure_id:
            group = row.group if incident.scope == "cumulative" and row.group not in _PLAIN_GROUPS else None
            by_block[row.outcome or "", row.unit or "person", _block_group(row, group)].append(row)
    order = sorted(by_block, key=lambda k: (_OUTCOMES.index(k[0]) if k[0] in _OUTCOMES else 99, k[1], k[2] or ""))
    blocks = []
    for key in order:
        block = _block(key, by_block[key] + (denials if key == order[0] else []), said_by, rows_by, numbers)
        blocks.append(block)
    return Page(
        incident, tuple(blocks), len({r.article_id for r in rows}),
        len({v.key for v in said_by.values()}), len({r.outlet for r in rows if r.outlet}), said_by,
        tuple(by_id[key] for key in incident.fits if key in by_id),
    )  # fmt: skip


def _block_group(row: Row, group: str | None) -> str | None:
    """Return the group whose tally stands apart; a part of a mixed toll stays with it."""
    return group if row.relation in ("total", "increment", "previous", None) else None


def _block(
    key: tuple[str, str, str | None],
    rows: Sequence[Row],
    said_by: Mapping[str, Voice],
    rows_by: RowsBy,
    numbers: _Numbers,
) -> Block:
    cells: dict[tuple[str, str], list[Row]] = defaultdict(list)
    labels: dict[str, Line] = {}
    for row in sorted(rows, key=lambda r: (said_at(r) or "", r.published or "", r.start or 0)):
        line, column = _place(row, said_by[row.claim_id], rows_by)
        cells[line.key, column].append(row)
        old = labels.get(line.key)
        outlets = old.outlets if old else ()
        if row.outlet and row.outlet not in outlets:
            outlets = (*outlets, row.outlet)
        labels[line.key] = Line(line.key, line.label, line.country, outlets)
    columns = sorted({column for _, column in cells}) if rows_by != "date" else list(
        dict.fromkeys(column for _, column in cells))  # fmt: skip
    keys = sorted(labels) if rows_by == "date" else list(labels)
    made = {}
    for line_key in keys:
        for column in columns:
            if (line_key, column) in cells:
                entries = _entries(cells[line_key, column], said_by if rows_by == "outlet" else None)
                made[line_key, column] = Cell(line_key, column, entries, numbers.next())
    ranges = {} if rows_by == "date" else {c: span_of(_standing(cells, c)) for c in columns}
    return Block(*key, tuple(columns), tuple(labels[k] for k in keys), made, ranges)


def _place(row: Row, voice: Voice, rows_by: RowsBy) -> tuple[Line, str]:
    day = said_on(row) or UNDATED
    if rows_by == "date":
        return Line(day, day, None, ()), voice.label
    if rows_by == "outlet":
        name = row.outlet or "outlet not known"
        return Line(name.casefold(), name, None, ()), day
    return Line(voice.key, voice.label, voice.country, ()), day


def _standing(cells: Mapping[tuple[str, str], list[Row]], column: str) -> list[Row]:
    """Return the asserted totals of one day, those of people at large or civilians where there are any."""
    rows = [
        row for (_, day), group in cells.items() if day == column for row in group
        if row.figure_id and row.relation == "total" and row.stance == "asserted"
    ]  # fmt: skip
    return [row for row in rows if row.group in _PLAIN_GROUPS] or rows


def _entries(rows: Sequence[Row], said_by: Mapping[str, Voice] | None) -> tuple[Entry, ...]:
    """Return the figures of one cell: parts beside their total, a replaced toll before its successor."""
    totals = [r for r in rows if _is_total(r)]
    totals += [r for r in rows if r.relation == "previous" and _said_then(r, totals)]
    parts: dict[str, list[Row]] = defaultdict(list)
    was: dict[str, Row] = {}
    alone: list[Row] = []
    olds = [r for r in rows if r.relation == "previous" and r not in totals]
    for row in rows:
        if row in totals or not row.figure_id or row.stance == "denied":
            continue
        whole = _whole(row, totals, olds) if row.relation in ("subset", "previous") else None
        if whole is None:
            alone.append(row)
        elif row.relation == "subset":
            parts[whole.figure_id or ""].append(row)
        elif sign(whole) != sign(row) and (whole.figure_id or "") not in was:
            was[whole.figure_id or ""] = row
        else:
            alone.append(row)
    made = []
    for row in rows:
        by = said_by[row.claim_id].label if said_by else None
        key = row.figure_id or ""
        if row in alone and row.relation == "subset":
            made.append(Entry("figure", "", (row,), (row,), (), by))
        elif row in totals or row in alone:
            old = (was[key],) if key in was else ()
            old_parts = tuple(part for r in old for part in parts[r.figure_id or ""])
            made.append(Entry("figure", _with_group(row, row in totals), (row,), tuple(parts[key]), old, by, old_parts))
        elif row.stance == "denied" or not row.figure_id:
            made.append(Entry("denial", f"✗ {sign(row)}" if row.figure_id else "✗ denies", (row,), (), (), by))
    return _merged(made)


def _is_total(row: Row) -> bool:
    return row.figure_id is not None and row.relation in ("total", None) and row.stance != "denied"


def _said_then(row: Row, totals: Sequence[Row]) -> bool:
    """Return whether a replaced toll stands on the day it was said, with its successor in a later column."""
    return bool(row.stated_start) and not any(t.article_id == row.article_id for t in totals)


def _whole(row: Row, totals: Sequence[Row], olds: Sequence[Row]) -> Row | None:
    """Return the total that ``row`` is a part of or was replaced by: the one it names, else one of its article."""
    named = [t for t in (*totals, *olds) if t.figure_id == row.part_of]
    if row.part_of and not named and row.relation == "subset":
        return None
    return next(iter(named or [t for t in totals if t.article_id == row.article_id and t.scope == row.scope]), None)


def _with_group(row: Row, is_total: bool) -> str:
    words = sign(row) if is_total else marked(row)
    if is_total and row.group not in _PLAIN_GROUPS and row.unit in ("person", None):
        return f"{words} {group_words(row)}"
    return words


def _merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries without repetition, lowest first: what is said twice keeps every row and part.

    On one day no order is known, so none is shown; increments and denials close the cell.
    """
    kept: dict[tuple[str, ...], Entry] = {}
    for entry in sorted(entries, key=lambda e: not e.sign or e.sign.startswith("was ")):
        key = (entry.kind, entry.sign.removeprefix("was "), entry.by or "", "" if entry.sign else entry.words)
        old = kept.get(key)
        if old is None:
            kept[key] = entry
            continue
        kept[key] = Entry(
            old.kind, old.sign, old.rows + entry.rows, _distinct(old.subsets + entry.subsets), old.was + entry.was,
            old.by, _distinct(old.was_subsets + entry.was_subsets),
        )  # fmt: skip
    return tuple(sorted(kept.values(), key=_entry_order))


def _entry_order(entry: Entry) -> tuple[bool, bool, int, int]:
    row = entry.rows[0]
    low = row.low if row.low is not None else row.high or 0
    return entry.kind == "denial", row.relation in ("increment", "subset"), low, 0 if row.high is not None else 1


def _distinct(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(dict.fromkeys(rows))
