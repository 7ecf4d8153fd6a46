"""What stands between a reporting verb and what was said: "told Reuters on Friday that …".

``Draft`` is an attribution in the making; ``skip_frame`` passes over "Friday", "on Twitter", "a day earlier";
``clause_subject`` finds whom a clause begins with. What was said is left to ``claimtrack.extract.complements``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from claimtrack.extract.classes import (
    ADVERB,
    ADVERBIAL,
    CHANNEL,
    COMMA,
    COORDINATOR,
    DET,
    OBJECT,
    ORGANIZATION,
    PLAIN_VERB,
    PREP,
    PUNCTUATION,
    RELATIVE,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    Cue,
)
from claimtrack.extract.mentions import Range
from claimtrack.extract.phrases import Clauses

_FRAME_PARTS = 6
_FRAMING = TIME | ADVERB | DET | PREP
_NO_ADVERB = SUBORDINATOR | DET
_PAPER = ORGANIZATION | CHANNEL
_TO_WHOM = DET | OBJECT | ROLE
_OPENS_TIME = TIME | DET
_OPENS_ADVERBIAL = PREP | SUBORDINATOR | ADVERB | TIME | PUNCTUATION
_PASSED = PUNCTUATION | ADVERB | COORDINATOR


@dataclass(slots=True)
class Draft:
    """An attribution in the making: ``before`` and ``after`` are raw stretches of content, ``group`` the cue's words.

    ``head`` is the source without appositives, ``outer`` who quotes the source; ``joined`` says that the source is
    that of an earlier draft.
    """

    group: Range
    cue: Cue
    source: Range | None = None
    head: Range | None = None
    before: Range | None = None
    after: Range | None = None
    frame: list[Range] = field(default_factory=list)
    addressee: Range | None = None
    rule: str = ""
    negated: bool = False
    modal: bool = False
    joined: bool = False
    outer: Range | None = None


def skip_frame(c: Clauses, draft: Draft, k: int, end: int) -> int:
    """Pass "Friday", "on Twitter", "in a statement", "earlier" after the cue; they are added to the frame."""
    flags = c.flags
    if k >= end or not (flags[k] & _FRAMING or c.words[k][0].isdigit() or c.lower[k] in c.classes.counts):
        return k
    start = k
    for _ in range(_FRAME_PARTS):
        if k >= end or (c.lower[k] == "to" and draft.cue.takes & {"to", "person"} and not reaches(c, k)):
            break
        f = flags[k]
        if (f & ADVERBIAL and not f & _NO_ADVERB) or (
            f & TIME and f & DET and k + 1 < end and flags[k + 1] & TIME
        ) or (c.words[k][0].isdigit() and k > start and flags[k - 1] & TIME) or (k > start and c.dot_inside(k)):
            k += 1
        elif (lag := _lag(c, k, end)) > k:
            k = lag
        elif k > start and c.lower[k].endswith("ed") and flags[k - 1] & _PAPER:
            k += 1  # "in a report issued on Wednesday"
        elif f & PREP and c.lower[k] in c.classes.frame_prepositions:
            last = _object_of(c, k + 1, end)
            if last == k + 1 or (c.lower[k] == "of" and "object" in draft.cue.takes):
                break
            k = last
        elif f & COMMA and start < k < end - 1 and c.words[k + 1].isdigit() and len(c.words[k + 1]) == 4:
            k += 2
        else:
            break
    if k > start:
        draft.frame.append((start, k))
    return k


def reaches(c: Clauses, to: int) -> bool:
    """Whether the "to" is a preposition ("to the press") and opens no infinitive."""
    return to + 1 < c.size and (bool(c.flags[to + 1] & _TO_WHOM) or c.capital(to + 1))


def _lag(c: Clauses, k: int, end: int) -> int:
    """Return the token after "a day earlier" or "two hours ago", or ``k``."""
    if not (c.flags[k] & DET or c.lower[k] in c.classes.counts or c.words[k][0].isdigit()):
        return k
    unit = k + 1
    if unit < end and c.lower[unit] == "few":
        unit += 1
    if unit + 1 >= end or c.lower[unit] not in c.classes.time_units:
        return k
    return unit + 2 if c.lower[unit + 1] in c.classes.lags else k


def _object_of(c: Clauses, k: int, end: int) -> int:
    """Return the end of the noun phrase after a preposition of the frame ("in a statement", "on Friday night").

    A count is no part of a frame: "said at least 14 were killed", "said in all 20 died".
    """
    start = k
    if k < end and counts_at(c, k, end):
        return k
    while k < end and c.flags[k] & _OPENS_TIME and k - start < _FRAME_PARTS:
        k += 1
    if k > start and c.flags[k - 1] & TIME and not c.flags[k - 1] & DET:
        while k < end and c.words[k][0].isdigit():
            k += 1
        return k
    return c.right(start, end)


def counts_at(c: Clauses, k: int, end: int) -> bool:
    """Whether a number of people or things, not a year or an hour, begins at token ``k``."""
    word = c.lower[k]
    if word in c.classes.counts:
        return True
    if not word[0].isdigit() or (k > 0 and c.flags[k - 1] & TIME):
        return False
    after = c.lower[k + 1] if k + 1 < end else ""
    clock = after == ":" or (after == "." and k + 2 < end)
    hour = not word.replace(",", "").isdigit() or clock or c.flags[k + 1 if k + 1 < end else k] & TIME
    return not hour and not (len(word) == 4 and word[:2] in ("19", "20"))


def clause_subject(c: Clauses, floor: int, end: int) -> Range | None:
    """Return the first noun phrase of the clause that begins at ``floor``, past an opening "On Friday, …"."""
    k = floor
    for _ in range(4):
        if k >= end:
            return None
        f = c.flags[k]
        if f & SUBJECT or not (f & _OPENS_ADVERBIAL or c.lower[k].endswith("ing")):
            break
        if f & _PASSED:
            k += 1
            continue
        comma = k
        while comma < end and not c.flags[comma] & COMMA:
            comma += 1
        if comma >= end:
            return None
        k = comma + 1
    last = c.right(k, end)
    if last <= k:
        return None
    if last + 1 >= end or not c.flags[last] & COMMA:
        return k, last
    full = c.appositive(last, end)
    closed = full < end and c.flags[full] & COMMA  # "her great-uncle, Omar Lowe, is"
    if closed and not c.flags[last + 1] & RELATIVE and c.has_any(last + 1, full, PLAIN_VERB):
        return last + 1, c.right(last + 1, full)  # "in Alba, Freedonia, Lowe went on, saying"
    return k, full if c.flags[last - 1] & ~SUBJECT or closed else last
