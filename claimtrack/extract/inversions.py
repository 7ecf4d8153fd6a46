"""Verbs that stand before who speaks: “…,” said Smith, the mayor of the town.

As in ``claimtrack.extract.cues``, the reader answers a ``Draft`` or ``None``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    AUX,
    BODY,
    CLAUSAL,
    COMMA,
    CUE_VERB,
    DET,
    OPENER,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    SUBJECT,
    SUBORDINATOR,
    TERMINATOR,
    TITLE,
    VERB,
)
from claimtrack.extract.complements import goes_on_counting
from claimtrack.extract.frames import Draft, skip_frame
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.verbs import is_plural

_OPENS_CONTENT = QUOTE | OPENER
_GOES_ON = SUBORDINATOR | PREP | RELATIVE
_ENDS_SPEAKERS = PREP | PUNCTUATION | SUBORDINATOR | AUX | VERB
_SPEAKING = BODY | TITLE | SUBJECT


def read_inverted(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """“…,” said Smith, the mayor of the town."""
    first, last = draft.group
    if "before" not in draft.cue.takes or last >= end or draft.cue.form == "ing":
        return None
    if draft.cue.form == "base" and not (draft.cue.lemma == "say" and first > floor and _plural(c, last, end)):
        return None
    if "person" in draft.cue.takes and draft.cue.lemma == "tell":
        return None
    f = c.flags[last]
    if c.lower[last] == "it" and "object" in draft.cue.takes:
        return None  # "Alba, a member of the union, denies it"
    if f & _OPENS_CONTENT or (f & ADVERB and not f & DET) or c.names_time(last) or not c.starts_phrase(last):
        return None
    if c.has_any(first, last - 1, AUX):
        return None  # "the unit, it said, had answered fire"
    if first > floor and not _says_something(c, floor, first):
        return None  # "Tull, 66, denies five counts of manslaughter"
    stop = c.right(last, end)
    if any(c.lower[k] in c.classes.outcomes for k in range(last, min(stop, last + 3))):
        return None  # "announced the deaths of another 25 soldiers"
    quoted = first > floor and c.flags[first - 1] & QUOTE
    if not quoted and not _may_speak(c, draft, last, stop):
        return None  # ", admitted a mistake in the choice of target"
    if stop == last or (first == floor and stop < end and c.lower[stop] not in (":", ",")):
        return None
    counting = stop + 1 < end and c.flags[stop] & COMMA and goes_on_counting(c, stop + 1, end)
    full = stop if counting else c.appositive(stop, end)
    rest = skip_frame(c, draft, full, end)
    if rest < end and not c.flags[rest] & PUNCTUATION:
        f = c.flags[rest]
        if f & CLAUSAL or not (f & _GOES_ON or quoted):
            draft.frame.clear()
            return None
    draft.source, draft.head, draft.rule = (last, full), (last, stop), "inverted"
    if first > floor:
        draft.before = (floor, first)
    if rest < end and c.flags[rest] & QUOTE:
        draft.after = (rest, end)
    elif rest + 1 < end and c.lower[rest] in (",", ":", ";") and (
        c.flags[rest + 1] & QUOTE or (c.lower[rest] != ":" and goes_on_counting(c, rest + 1, end))
    ):
        draft.after = (rest + 1, end)
    return draft if draft.before or draft.after else None


def _may_speak(c: Clauses, draft: Draft, first: int, last: int) -> bool:
    """Whether tokens ``first`` to ``last`` name someone: an office, a body, a name, or after "said" a "bystander"."""
    if c.has_any(first, last, _SPEAKING) or named(c, first, last):
        return True
    after = c.flags[min(last, c.size - 1)]
    if draft.cue.form == "base" and after & TERMINATOR and not c.words[first][0].isdigit():
        return True  # "…, say political consultants."
    return draft.cue.lemma == "say" and bool(c.flags[first] & DET) and not after & RELATIVE


def _plural(c: Clauses, first: int, end: int) -> bool:
    """Whether several speak: "say *political consultants* and aides"."""
    last = c.right(first, end)
    stop = next((k for k in range(first, last) if c.flags[k] & _ENDS_SPEAKERS), last)
    return is_plural(c, c.lower[first]) or (stop > first + 1 and is_plural(c, c.lower[stop - 1]))


def named(c: Clauses, first: int, last: int) -> bool:
    return any(c.capital(k) for k in range(first, last))


def _says_something(c: Clauses, first: int, last: int) -> bool:
    """Whether tokens ``first`` to ``last`` hold a verb, a quotation or "13 dead", and are no mere subject."""
    return c.has_any(first, last, AUX | VERB | CUE_VERB | QUOTE) or any(
        c.lower[k].endswith("ed") or c.lower[k] in c.classes.outcomes for k in range(first, last)
    )
