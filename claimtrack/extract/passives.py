"""Verbs turned round: "was criticized by X", "was quoted as saying", "it was reported that".

As in ``claimtrack.extract.cues``, each reader answers a ``Draft`` or ``None``.
"""

from __future__ import annotations

from claimtrack.extract.classes import COMMA, CUE_NOUN, PAUSE, PUNCTUATION
from claimtrack.extract.frames import Draft, skip_frame
from claimtrack.extract.phrases import Clauses


def read_passive(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """ "was quoted as saying", "was criticized by X"."""
    first, last = draft.group
    lower = c.lower
    if draft.cue.lemma == "quote" and last + 1 < end and lower[last] == "as":
        return _quoted_as(c, draft, floor, end)
    if draft.cue.lemma == "quote" and lower[min(last, end - 1)] == "by":
        stop = c.right(last + 1, end)
        if last + 1 < stop < end - 1 and lower[stop] == "as":
            draft.outer = (last + 1, stop)
            draft.group = (first, stop)
            return _quoted_as(c, draft, floor, end)
    for k in range(last, min(end, last + 4)):
        if lower[k] == "by":
            stop = c.right(k + 1, end)
            subject = c.subject(first, floor) if stop > k + 1 else None
            if 0 < stop < end and stop > k + 1 and lower[stop] == "that" and draft.cue.takes & {"clause", "person"}:
                draft.source = draft.head = (k + 1, stop)  # "relatives were told by the army that …"
                draft.after, draft.rule = (stop, end), "passive"
                return draft
            claim = any(c.flags[j] & CUE_NOUN for j in range(floor, min(first, floor + 3)))
            if subject is None and stop > k + 1 and claim:
                subject = (floor, first, first)  # "the claim that 12 died was dismissed by the army"
            if subject is None:
                return None
            draft.source, draft.head = (k + 1, c.appositive(stop, end)), (k + 1, stop)
            draft.before = (subject[0], first)
            draft.rule = "passive"
            return draft
        if c.flags[k] & PUNCTUATION:
            break
    return _unnamed(c, draft, floor, end)


def _unnamed(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """ "It was reported that …", "police were told that …", "30 are feared dead": nobody is named who says so."""
    first, last = draft.group
    if last >= end or not draft.cue.takes & {"clause", "person"}:
        return None
    draft.rule = "unnamed"
    if c.lower[last] == "that":
        draft.after = (last, end)
        return draft
    subject = c.subject(first, floor) if c.lower[last] == "to" else None
    if subject is None:
        return None
    draft.before, draft.after = (subject[0], first), (last, end)
    return draft


def read_from(c: Clauses, draft: Draft, end: int) -> Draft | None:
    """ "We heard from two witnesses that …", "learned from the police that …"."""
    start = draft.group[1]
    stop = c.right(start, end)
    if not start < stop < end - 1 or c.lower[stop] != "that":
        return None
    draft.source = draft.head = (start, stop)
    draft.after, draft.rule = (stop, end), "passive"
    return draft


def read_quoted_as(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """ "TASS quoted Smith as saying that …": Smith says it, TASS is the next link."""
    first, last = draft.group
    name = stop = c.appositive(c.right(last, end), end)
    if stop < end and c.flags[stop] & COMMA:
        stop += 1  # "the head of the agency, Omar Kos, as saying"
    if not last < name <= stop < end - 1 or c.lower[stop] != "as" or not c.lower[stop + 1].endswith("ing"):
        return None
    subject = c.subject(first, floor)
    draft.source = draft.head = (last, name)
    draft.outer = (subject[0], subject[1]) if subject else None
    draft.frame.append((stop, stop + 2))
    k = skip_frame(c, draft, stop + 2, end)
    if subject and subject[0] > floor and c.flags[subject[0] - 1] & PAUSE and (
        k >= end or c.flags[k] & PUNCTUATION
    ):
        draft.before = (floor, subject[0])
        draft.rule = "quoted as saying"
        return draft
    draft.after = (k, end) if k < end else None
    draft.rule = "quoted as saying"
    return draft if draft.after else None


def _quoted_as(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    first, last = draft.group
    subject = c.subject(first, floor)
    if subject is None:
        return None
    draft.group = (first, last + 2)
    draft.source, draft.head = (subject[0], subject[1]), (subject[0], subject[2])
    draft.rule = "quoted as saying"
    k = last + 2
    if k < end and c.lower[k] == "by":
        stop = c.right(k + 1, end)
        if stop > k + 1:
            draft.outer = (k + 1, stop)
            k = stop
    k = skip_frame(c, draft, k, end)
    if subject[0] > floor and c.flags[subject[0] - 1] & PAUSE and (k >= end or c.flags[k] & PUNCTUATION):
        draft.before = (floor, subject[0])
    elif k < end:
        draft.after = (k, end)
    else:
        return None
    return draft
