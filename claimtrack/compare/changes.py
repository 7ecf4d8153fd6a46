"""What each figure of an incident changes: held against what was said before, claim after claim.

A figure is held against the last of its own source in its table, else against the last of
any; where its own source only goes on counting, also against the others of that day, so
that a contradiction is not lost behind an update.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claimtrack.compare.cells import Cell, Entry
from claimtrack.compare.days import ordinal
from claimtrack.compare.matrix import Page
from claimtrack.compare.populations import Populations
from claimtrack.compare.relations import Saying, Verdict, denial_words, excluded, make_sayings, relate
from claimtrack.compare.rows import Row, moment, row_id, said_on

BACK = 400  # sayings of one table that a figure is held against: a stale copy is stale by what is near
_OWN = ("same", "restated", "update", "compatible", "revision down")


class Change(NamedTuple):
    """One claim: its entries and their cells by the title of their block, and the verdicts on each row by its id.

    No verdict: the first of its kind.
    """

    found: Mapping[str, Sequence[tuple[Entry, Cell]]]
    verdicts: Mapping[str, tuple[Verdict, ...]]

    @property
    def rows(self) -> list[Row]:
        return rows_of(self.found)


def rows_of(found: Mapping[str, Sequence[tuple[Entry, Cell]]]) -> list[Row]:
    """Return the rows of a claim, one for each of its entries."""
    return [entry.rows[0] for entries in found.values() for entry, _ in entries]


def sayings(page: Page) -> dict[str, Saying]:
    """Return every row of ``page`` with its voice and the title of its block, by row id."""
    titles = {row: block.title for block in page.blocks for cell in block.cells.values()
              for entry in cell.entries for row in entry.every}  # fmt: skip
    began = None if page.incident.inferred else ordinal(page.incident.start)
    among = Populations(page.incident.rows, page.incident.country)
    every = make_sayings(titles, page.voices, began, among)
    return {row_id(saying.row): saying._replace(series=titles[saying.row]) for saying in every}


def changes(page: Page) -> list[Change]:
    """Return the claims of ``page`` in the order stated; on one day without clock times, by number."""
    by_claim: dict[str, dict[str, list[tuple[Entry, Cell]]]] = {}
    for block in page.blocks:
        for cell in block.cells.values():
            for entry in cell.entries:
                for row in dict.fromkeys(entry.rows):
                    by_claim.setdefault(row.claim_id, {}).setdefault(block.title, []).append((_only(entry, row), cell))
    rank = {block.title: i for i, block in enumerate(page.blocks)}
    claims = sorted(by_claim.values(), key=lambda found: _when(rows_of(found), min(rank[t] for t in found)))
    said = sayings(page)
    past = _Past(said.values())
    made = []
    for found in claims:
        now = [said[row_id(row)] for row in rows_of(found)]
        made.append(Change(found, {row_id(s.row): past.judge(s) for s in now}))
        for saying in now:
            past.add(saying)
    return made


def _only(entry: Entry, row: Row) -> Entry:
    """Return ``entry`` as the article of ``row`` has it."""
    found = (entry.subsets, entry.was, entry.was_subsets)
    subsets, was, was_subsets = (tuple(r for r in rows if r.article_id == row.article_id) for rows in found)
    return Entry(entry.kind, entry.sign, (row,), subsets, was, None, was_subsets)


def _when(rows: Sequence[Row], rank: int) -> tuple[str, str, int, int, int, str]:
    """Return the moment stated; within a day without clock times the number, which no one takes for a time."""
    row = rows[0]
    day, at, published = moment(row)
    return day, at, rank, int(not row.figure_id), row.low or 0, published


class _Past:
    """The asserted totals said so far: by table, by source and table, by day and table."""

    def __init__(self, every: Iterable[Saying]) -> None:
        self._by_article: dict[str, list[Saying]] = defaultdict(list)
        for saying in every:
            self._by_article[saying.row.article_id].append(saying)
        self._tables: dict[str, list[Saying]] = defaultdict(list)
        self._own: dict[tuple[str, str], Saying] = {}
        self._days: dict[tuple[str, str | None], dict[str, Saying]] = defaultdict(dict)
        self._last: dict[tuple[str | None, str | None], list[Saying]] = defaultdict(list)

    def add(self, saying: Saying) -> None:
        row = saying.row
        if row.figure_id and (row.relation, row.stance) == ("total", "asserted"):
            self._tables[saying.series].append(saying)
            self._own[saying.series, saying.voice.key] = saying
            self._days[saying.series, said_on(row)][saying.voice.key] = saying
            self._last[row.outcome, row.unit].append(saying)

    def judge(self, saying: Saying) -> tuple[Verdict, ...]:
        """Return how ``saying`` stands to what was said before it; nothing for the first of its kind."""
        row = saying.row
        if row.stance == "denied" or not row.figure_id:
            return (Verdict("denial", denial_words(row)),)
        table = self._tables[saying.series]
        history = [*table[-BACK:], *self._by_article[row.article_id], saying]
        if row.relation == "subset" and (whole := self._whole(saying)) is not None:
            return (relate(whole, saying, history),)
        own = self._own.get((saying.series, saying.voice.key))
        before = own or (table[-1] if table else self._apart(saying))
        if before is None:
            return ()
        verdict = relate(before, saying, history)
        lowered = self._lowered(saying, history) if verdict.kind != "revision down" else None
        if lowered is not None:
            return (lowered,) if own is None else (verdict, lowered)
        if own is None or verdict.kind not in _OWN or verdict.stale or row.relation != "total":
            return (verdict,)
        day = self._days[saying.series, said_on(row)].values()
        rivals = (relate(other, saying, history) for other in day
                  if other.voice.key != saying.voice.key and excluded(other.row, row))  # fmt: skip
        rival = next((v for v in rivals if v.kind == "contradiction"), None)
        return (verdict, rival) if rival else (verdict,)

    def _lowered(self, total: Saying, history: Sequence[Saying]) -> Verdict | None:
        """Return that a total replaces a higher one of its source by its own words: "to nine from eleven"."""
        if total.row.relation != "total":
            return None
        olds = (
            s for s in self._by_article[total.row.article_id]
            if (s.row.relation, s.series, s.voice.key) == ("previous", total.series, total.voice.key)
        )  # fmt: skip
        return next((v for old in olds if (v := relate(old, total, history)).kind == "revision down"), None)

    def _whole(self, part: Saying) -> Saying | None:
        """Return the total that a part is said to be of, else the last of its article and table; ``None`` for none."""
        totals = [
            s for s in self._by_article[part.row.article_id]
            if (s.row.relation, s.row.stance, s.series) == ("total", "asserted", part.series)
        ]  # fmt: skip
        return next((s for s in totals if s.row.figure_id == part.row.part_of), totals[-1] if totals else None)

    def _apart(self, saying: Saying) -> Saying | None:
        """Return the last figure of another table, where who or where is counted tells the two apart."""
        row = saying.row
        others = reversed(self._last[row.outcome, row.unit])
        return next((s for s in others if s.who != saying.who or _overlap(s.row.place, row.place)), None)


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
