"""One outcome of an incident to low, best and high, under a rule that has a name.

A rule only chooses among figures that were said; it computes none. The values that a
rule sets for vague words hold here and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from claimtrack.compare.changes import BACK, sayings
from claimtrack.compare.matrix import Block, Page
from claimtrack.compare.notation import high_end, low_end, number, sign
from claimtrack.compare.policies import Policy
from claimtrack.compare.relations import Saying, order, passed_by
from claimtrack.compare.rows import Row, moment, row_id, said_on

_KNOWING = ("official", "military", "police", "medical", "emergency", "government", "un", "ngo")
# ACLED codebook, vague words; by the value that RECORDS gives the word
_ACLED = {24: 12, 40: 12, 200: 100, 2000: 1000}


@dataclass(frozen=True, slots=True)
class Rival:
    """A figure that the rule did not choose, with those who give it."""

    figure: str
    sources: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Low, best and high of one outcome, a dash where nothing bounds it below.

    ``best`` is ``None`` where the rule names none, ``note`` is the cell's number.
    """

    outcome: str
    policy: Policy
    low: str
    best: str | None
    high: str
    reason: str
    row: Row | None
    rivals: tuple[Rival, ...]
    note: int | None


def cards(page: Page, policy: Policy = "latest") -> list[Card]:
    """Return a card for each block of ``page`` that holds a total which stands."""
    said = sayings(page)
    made = (_card(block, [*said.values()], policy) for block in page.blocks)
    return [card for card in made if card is not None]


def _card(block: Block, said: Sequence[Saying], policy: Policy) -> Card | None:
    numbers = {
        row_id(row): cell.note for cell in block.cells.values() for entry in cell.entries for row in entry.rows
    }
    of = [s for s in said if row_id(s.row) in numbers]
    stands = standing(of)
    if not stands:
        return None
    best, reason = _CHOICES[policy](stands)
    rest = [s for s in stands if best is None or sign(s.row) != sign(best.row)]
    # an increment beside the total of its own report is counted there
    counted = {s.row.article_id for s in of if s.row.relation == "total"}
    rest += [s for s in of if s.row.relation == "increment" and s.row.stance == "asserted"
             and s.row.article_id not in counted]  # fmt: skip
    standing_rows = [s.row for s in stands]
    high, is_open = high_end(standing_rows)
    chosen = None if best is None else _policy_sign(best.row, policy)
    note = numbers[row_id(best.row)] if best else None
    ends = (low_end(standing_rows) or "–", f"{'≥' if is_open else ''}{high}")
    return Card(block.title, policy, ends[0], chosen, ends[1], reason, best.row if best else None, _rivals(rest), note)


def standing(said: Sequence[Saying]) -> list[Saying]:
    """Return the last asserted total of each source, without stale copies; all of ``said`` count the same people."""
    totals = [s for s in said if s.row.figure_id and s.row.relation == "total" and s.row.stance == "asserted"]
    last: dict[str, list[Saying]] = {}
    totals.sort(key=lambda s: moment(s.row))
    for i, saying in enumerate(totals):
        own = last.setdefault(saying.voice.key, [])
        if passed_by(saying, totals[max(0, i - BACK) : i + 1]):
            continue
        # what was said on one day, in no known order, all stands
        own[:] = [s for s in own if order(s.row, saying.row) == 0] + [saying]
    return [s for group in last.values() for s in group]


def _latest(stands: Sequence[Saying]) -> tuple[Saying | None, str]:
    knowing = [s for s in stands if s.row.kind in _KNOWING] or list(stands)
    day = max(said_on(s.row) or "" for s in knowing)
    last = [s for s in knowing if (said_on(s.row) or "") == day]
    best = max(last, key=lambda s: (s.row.low or 0, s.row.high is not None))
    return best, _who(best, stands)


def _lowest(stands: Sequence[Saying]) -> tuple[Saying | None, str]:
    knowing = [s for s in stands if s.row.kind in _KNOWING] or list(stands)
    best = min(knowing, key=lambda s: (s.row.low or 0, s.row.high is None))
    return best, _who(best, stands)


def _acled(stands: Sequence[Saying]) -> tuple[Saying | None, str]:
    best = min(stands, key=lambda s: (_ACLED.get(s.row.low or 0, s.row.low or 0), s.row.high is None))
    return best, _who(best, stands)


def _consensus(stands: Sequence[Saying]) -> tuple[Saying | None, str]:
    voices = dict.fromkeys((sign(s.row), s.voice.key) for s in stands)
    ranked = Counter(figure for figure, _ in voices).most_common()
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None, f"no figure has more sources than another ({', '.join(f for f, n in ranked if n == ranked[0][1])})"
    best = next(s for s in stands if sign(s.row) == ranked[0][0])
    return best, f"{_who(best, stands)} ({ranked[0][1]} of {len({k for _, k in voices})} sources)"


def _none(stands: Sequence[Saying]) -> tuple[Saying | None, str]:
    return None, "the rule names no best figure"


_CHOICES: Mapping[Policy, Callable[[Sequence[Saying]], tuple[Saying | None, str]]] = {
    "latest": _latest, "ucdp": _lowest, "ibc": _none, "acled": _acled, "consensus": _consensus,
}  # fmt: skip


def _policy_sign(row: Row, policy: Policy) -> str:
    if policy == "acled" and row.modifier == "vague" and row.low in _ACLED:
        return f"{number(_ACLED[row.low])} ({sign(row)})"
    return sign(row)


def _who(best: Saying, stands: Sequence[Saying]) -> str:
    return ", ".join(dict.fromkeys(s.voice.label for s in stands if sign(s.row) == sign(best.row)))


def _rivals(said: Sequence[Saying]) -> tuple[Rival, ...]:
    groups: dict[str, list[Saying]] = {}
    for s in sorted(said, key=lambda s: (s.row.relation == "increment", s.row.low or 0, s.row.high is None)):
        groups.setdefault(("+" if s.row.relation == "increment" else "") + sign(s.row), []).append(s)
    return tuple(
        Rival(figure, tuple(dict.fromkeys(s.voice.label for s in group)), tuple(s.row for s in group))
        for figure, group in groups.items()
    )
