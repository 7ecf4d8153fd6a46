"""Whether a verb states a count of victims: "reported seven dead", "put the death toll at 31", "arrived at 300 dead".

What else a verb takes after it is read by ``claimtrack.extract.complements``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    BODY,
    COMMA,
    DET,
    ORGANIZATION,
    PREP,
    RELATIVE,
    ROLE,
    SUBJECT,
    TERMINATOR,
)
from claimtrack.extract.frames import Draft, counts_at
from claimtrack.extract.phrases import Clauses

_COUNTED = ("number", "figure")
_MOVING = ("at", "to", "by", "from")
_COUNTING = ("report", "count", "record", "speak of", "give", "arrive at")
_SPEAKER = ROLE | ORGANIZATION | SUBJECT


def tallies(c: Clauses, draft: Draft, k: int, end: int) -> bool:
    """Whether a speaker states a count there: "reported seven dead", "put the death toll at 31"."""
    around = k + 1 < end and bool(c.flags[k] & PREP) and c.lower[k] != "of"  # "at least 20", "around 190"
    counted = counts_at(c, k, end) or (around and counts_at(c, k + 1, end))
    moved = "moves" in draft.cue.takes
    if draft.cue.lemma == "arrive at" and not any(_told_at(c, n, end) for n in (k, k + 1, k + 3)):
        return False  # "arrived at two homes where four people were killed"
    if not (counted or moved or c.flags[k] & DET or c.lower[k] in c.classes.tallies):
        return False
    if moved and not _reaches_count(c, k, end):
        return False  # "lowered the last of 200 bodies into trenches"
    if not any(c.lower[j] in c.classes.outcomes or c.lower[j] in _COUNTED for j in range(k, min(end, k + 9))):
        alone = counted and (draft.cue.lemma in _COUNTING or c.lower[k - 1 : k + 1] == ["it", "at"])
        if not alone or (draft.cue.lemma in _COUNTING[1:] and not ends_soon(c, k, end)):
            return False
    head = draft.head
    if draft.outer is not None or head is None:
        return draft.outer is not None
    if "eyes" in draft.cue.takes:  # "a reporter saw two bodies"; a town sees 200 deaths a year
        return any(c.flags[j] & BODY == ROLE for j in range(*head))
    if "body" in draft.cue.takes:  # "Alba has recorded 77 homicides": the town says nothing
        named = sum(c.words[j][0].isupper() for j in range(*head)) > 2 and bool(c.flags[head[0]] & DET)
        short = (j for j in range(*head) if c.words[j].isupper() and len(c.words[j]) > 2 and c.capital(j))  # "NEMA"
        return named or next(short, -1) >= 0 or any(c.flags[j] & _SPEAKER for j in range(*head))
    if c.flags[head[0]] & RELATIVE:  # "the register, which listed 14 dead"
        k = head[0] - 2 if c.flags[head[0] - 1] & COMMA else head[0] - 1
        return k >= 0 and bool(c.flags[k] & _SPEAKER or c.capital(k))
    if draft.cue.lemma == "report" and c.flags[head[0]] & DET:
        return True  # "the city reports 19 dead"
    return any(c.flags[j] & _SPEAKER or c.capital(j) for j in range(*head))


def _told_at(c: Clauses, k: int, end: int) -> bool:
    """Whether a number with its outcome, or the last word, stands at ``k``: "arrived at *12 dead*"."""
    if k >= end or not counts_at(c, k, end):
        return False
    return ends_soon(c, k, end) or (k + 1 < end and c.lower[k + 1] in c.classes.outcomes)


def _reaches_count(c: Clauses, k: int, end: int) -> bool:
    """Whether a toll is put "at 89", raised "to at least nine" or lowered "by two"."""
    for j in range(k, min(end - 1, k + 12)):
        told = c.lower[j] == "of" and (c.lower[j - 1] in c.classes.tolls or c.lower[j - 1] in _COUNTED)
        moved = told or c.lower[j] in _MOVING or c.lower[j : j + 2] == ["high", "as"]
        if moved and any(counts_at(c, n, end) for n in range(j + 1, min(end, j + 4))):
            return True
    return False


def ends_soon(c: Clauses, k: int, end: int) -> bool:
    """Whether the count is the last word: "had counted around 190." """
    number = k if counts_at(c, k, end) else k + 1
    return number + 1 >= end or bool(c.flags[number + 1] & (TERMINATOR | COMMA)) or c.lower[number + 1] == ";"
