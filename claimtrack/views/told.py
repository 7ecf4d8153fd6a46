"""A page to what a reader of its table must not miss: contradictions, revisions down, stale copies, denials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from claimtrack.compare.changes import changes
from claimtrack.compare.matrix import Page
from claimtrack.compare.notation import sign
from claimtrack.compare.relations import Saying
from claimtrack.compare.rows import Row, row_id

_TOLD = ("contradiction", "revision down", "stale copy", "denial")


class _Difference(NamedTuple):
    """One difference: a figure (or denial), the note of its cell, the title of its block, what excludes each other."""

    kind: str
    row: Row
    label: str
    note: int
    title: str
    reason: str
    pair: tuple[Saying, Saying] | None = None

    @property
    def words(self) -> str:
        if self.kind == "denial":
            return f"[{self.note}] {self.label} {self.reason}"
        where = f", {self.title}" if self.title else ""
        return f"[{self.note}] {self.kind}{where}: {self.label}, {self.reason.removeprefix('stale copy: ')}"


def told_lines(page: Page) -> Iterator[str]:
    """Yield a line for each difference of ``page``; what one figure of a day excludes stands in one line."""
    found = _differences(page)
    notes = {row_id(row): cell.note for block in page.blocks for cell in block.cells.values()
             for entry in cell.entries for row in entry.rows}  # fmt: skip
    yield from _opposed([d for d in found if d.pair], notes)
    for difference in found:
        if not difference.pair:
            yield difference.words


def differences(page: Page) -> list[dict[str, Any]]:
    """Return what a reader of the table must not miss, one record for each difference, most serious first."""
    return [
        {
            "kind": d.kind, "outcome": d.title or None, "source": d.label, "note": d.note, "figure_id": d.row.figure_id,
            "claim_id": d.row.claim_id, "reason": d.reason, "words": d.words,
        }
        for d in _differences(page)
    ]  # fmt: skip


def _differences(page: Page) -> list[_Difference]:
    found = []
    for change in changes(page):
        notes = {row_id(entry.rows[0]): (title, cell.note) for title, entries in change.found.items()
                 for entry, cell in entries}  # fmt: skip
        for row in change.rows:
            for verdict in change.verdicts[row_id(row)]:
                kind = "stale copy" if verdict.stale else verdict.kind
                if kind in _TOLD:
                    title, note = notes[row_id(row)]
                    found.append(_Difference(kind, row, page.voices[row.claim_id].label, note,
                                             title if row.figure_id else "", verdict.reason, verdict.pair))  # fmt: skip
    found.sort(key=lambda difference: _TOLD.index(difference.kind))
    return list({difference.words: difference for difference in found}.values())


def _opposed(found: Iterable[_Difference], notes: dict[str, int]) -> Iterator[str]:
    """Yield a line for each figure and what excludes it on its day: first the figure that excludes most others."""
    by_title: dict[str, list[tuple[Saying, Saying]]] = {}
    for difference in found:
        if difference.pair:
            by_title.setdefault(difference.title, []).append(difference.pair)
    for title, pairs in by_title.items():
        while pairs:
            (hub, _), *_ = Counter(_said(saying) for pair in pairs for saying in pair).most_common(1)
            mine = [pair for pair in pairs if hub in map(_said, pair)]
            pairs = [pair for pair in pairs if pair not in mine]
            one = next(saying for saying in mine[0] if _said(saying) == hub)
            others = [saying for pair in mine for saying in pair if _said(saying) != hub]
            marks = sorted({notes[key] for key in (row_id(s.row) for s in (one, *others)) if key in notes})
            yield (f"{' '.join(f'[{mark}]' for mark in marks)} contradiction, {title}: {' of '.join(hub)} "
                   f"against {_by_voice(others)}, on one day")  # fmt: skip


def _said(saying: Saying) -> tuple[str, str]:
    return sign(saying.row), saying.voice.label


def _by_voice(sayings: Sequence[Saying]) -> str:
    """Return "28 and 34 of one; 33 of another"."""
    signs: dict[str, dict[str, None]] = {}
    for saying in sayings:
        signs.setdefault(saying.voice.label, {})[sign(saying.row)] = None
    return "; ".join(f"{_listed([*found])} of {label}" for label, found in signs.items())


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
