"""Rows of one cell to its entries: parts beside their total, a replaced toll before its successor.

What is said twice in the same words is one entry that keeps every row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from claimtrack.compare.notation import marked, sign
from claimtrack.compare.populations import nation_of
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import Voice


class Entry(NamedTuple):
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
    def every(self) -> tuple[Row, ...]:
        """All rows of the entry, each once."""
        return tuple(dict.fromkeys((*self.rows, *self.subsets, *self.was, *self.was_subsets)))

    @property
    def words(self) -> str:
        """The entry as a cell shows it: ``9 (4 women)→10 (2 children)``."""
        text = " ".join(part for part in (self.sign, _parts(self.subsets)) if part)
        if self.was:
            text = " ".join(part for part in (sign(self.was[0]), _parts(self.was_subsets)) if part) + "→" + text
        return text


class Cell(NamedTuple):
    """What one source said on one day; ``note`` is its number, counted through the whole comparison."""

    line: str
    column: str
    entries: tuple[Entry, ...]
    note: int

    @property
    def words(self) -> str:
        groups: dict[str, list[str]] = {}
        for entry in self.entries:
            groups.setdefault(entry.by or "", []).append(entry.words)
        return "; ".join(", ".join(words) + (f" {by}" if by else "") for by, words in groups.items())


def group_words(row: Row) -> str:
    """Return the word for whom the figure counts (``children``, ``child`` for one), ``of them`` where none tells."""
    if row.group is None:
        return row.victims if row.victims and nation_of(row.victims) else "of them"
    if row.group == "other":
        return row.victims or "other"
    words = row.group.replace("_", " ")
    if row.value != 1:
        return words
    return {"children": "child", "women": "woman", "police": "police officer"}.get(words, words.removesuffix("s"))


def _parts(rows: Sequence[Row]) -> str:
    parts = dict.fromkeys(f"{sign(row)} {group_words(row)}" for row in rows)
    return f"({', '.join(parts)})" if parts else ""


def make_entries(rows: Sequence[Row], said_by: Mapping[str, Voice] | None) -> tuple[Entry, ...]:
    """Return the figures of one cell: parts beside their total, a replaced toll before its successor."""
    totals = [r for r in rows if _is_total(r)]
    totals += [r for r in rows if r.relation == "previous" and _said_then(r, totals)]
    standing = {id(r) for r in totals}
    parts: dict[str, list[Row]] = defaultdict(list)
    was: dict[str, Row] = {}
    alone: list[Row] = []
    olds = [r for r in rows if r.relation == "previous" and id(r) not in standing]
    wholes = top_wholes(rows)
    for row in rows:
        if id(row) in standing or not row.figure_id or row.stance == "denied":
            continue
        mine = said_by and said_by[row.claim_id].key
        beside = [t for t in totals if not said_by or said_by[t.claim_id].key == mine]
        whole = _whole(row, wholes.get(row.figure_id, row.part_of), beside, olds)
        if whole is None:
            alone.append(row)
        elif row.relation == "subset":
            parts[whole.figure_id or ""].append(row)
        elif sign(whole) != sign(row) and (whole.figure_id or "") not in was:
            was[whole.figure_id or ""] = row
        elif row.relation == "previous" and sign(was.get(whole.figure_id or "", whole)) == sign(row):
            continue  # "up from nine. Four of the first nine were women"
        else:
            alone.append(row)
    single = {id(r) for r in alone}
    made = []
    for row in rows:
        by = said_by[row.claim_id].label if said_by else None
        key = row.figure_id or ""
        if id(row) in single and row.relation == "subset":
            made.append(Entry("figure", "", (row,), (row,), (), by))
        elif id(row) in standing or id(row) in single:
            old = (was[key],) if key in was else ()
            old_parts = tuple(part for r in old for part in parts[r.figure_id or ""])
            words = sign(row) if id(row) in standing else _with_group(row)
            made.append(Entry("figure", words, (row,), tuple(parts[key]), old, by, old_parts))
        elif row.stance == "denied" or not row.figure_id:
            made.append(Entry("denial", f"✗ {sign(row)}" if row.figure_id else "✗ denies", (row,), (), (), by))
    return _merged(made)


def top_wholes(rows: Iterable[Row]) -> dict[str, str]:
    """Return, by figure id, the figure that each part is at last a part of: children of the civilians of all."""
    up = {row.figure_id: row.part_of for row in rows if row.figure_id and row.part_of and row.relation == "subset"}
    found: dict[str, str] = {}
    for key, whole in up.items():
        for _ in up:
            whole = up.get(whole, whole)
        found[key] = whole
    return found


def _is_total(row: Row) -> bool:
    return row.figure_id is not None and row.relation in ("total", None) and row.stance != "denied"


def _said_then(row: Row, totals: Sequence[Row]) -> bool:
    """Return whether a replaced toll stands on the day it was said, with its successor in a later column."""
    return bool(row.stated_start) and not any(t.article_id == row.article_id for t in totals)


def _whole(row: Row, top: str | None, totals: Sequence[Row], olds: Sequence[Row]) -> Row | None:
    """Return the total that ``row`` is a part of or was replaced by: the one it names, else one of its article."""
    if row.relation not in ("subset", "previous"):
        return None
    named = [t for t in (*totals, *olds) if t.figure_id == top]
    if row.part_of and not named and row.relation == "subset":
        return None
    return next(iter(named or [t for t in totals if t.article_id == row.article_id and t.scope == row.scope]), None)


def _with_group(row: Row) -> str:
    """Return the words of what is no total; whom an increment counts is said, as its table may count others too."""
    if row.relation == "increment" and row.group not in (None, "civilians") and row.unit in ("person", None):
        return f"{marked(row)} {group_words(row)}"
    return marked(row)


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
