"""What a source does with what is said: asserts it, denies it, or only supposes it."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.extract.classes import AUX, BE, COMMA, CUE_NOUN, MODAL, TERMINATOR, VERB
from claimtrack.extract.frames import Draft
from claimtrack.extract.mentions import Attribution, Range
from claimtrack.extract.phrases import Clauses
from claimtrack.models import Stance

_CALLING = ("call", "label", "brand")
_TELLING = MODAL | AUX | BE | VERB | TERMINATOR | COMMA
_ENDS_SEARCH = BE | VERB | TERMINATOR | COMMA


def stance_of(c: Clauses, draft: Draft, pieces: list[Range], direct: bool) -> Stance:
    """Return whether a source asserts, denies or only supposes what ``pieces`` hold."""
    cue = draft.cue
    if cue.stance == "denied":
        return "asserted" if draft.negated else "denied"
    if draft.negated or draft.modal or cue.stance == "hypothetical":
        return "hypothetical"
    first, last = pieces[0]
    if _called_false(c, first, last) or (cue.lemma in _CALLING and _calls_false(c, draft)):
        return "denied"
    if (not direct and _modal_first(c, first, last)) or (c.lower[first] == "if" and _would(c, *pieces[0])):
        return "hypothetical"
    return "asserted"


def split_denied(c: Clauses, found: list[Attribution]) -> None:
    """Part what a quotation calls false from what it goes on to say: “The claim of 26 dead is false. We lost four.”"""
    for a in list(found):
        first, last = a.content[0]
        end = c.doc.sentences[c.doc.sentence_of[first]].last
        if a.stance != "denied" or a.mode != "direct" or end >= last or not _called_false(c, first, end):
            continue
        found.append(replace(a, content=[(end, last), *a.content[1:]], stance="asserted", hedges=[]))
        a.content = [(first, end)]


def _modal_first(c: Clauses, first: int, last: int) -> bool:
    """Whether the first auxiliary of the clause in tokens ``first`` to ``last`` is "would", "could" or "may"."""
    flags = c.flags
    for k in range(first, last if last < first + 15 else first + 15):
        f = flags[k]
        if not f & _TELLING:
            continue
        if not f & MODAL:
            return False
        if not (k > first and c.capital(k)):
            return True
        if f & _ENDS_SEARCH:
            return False
    return False


def _would(c: Clauses, first: int, last: int) -> bool:
    """Whether one sentence from "if" on tells what would be: “If he had had a rifle, you'd have 30 dead.”"""
    if c.doc.sentence_of[first] != c.doc.sentence_of[last - 1]:
        return False
    return any(c.flags[k] & MODAL or c.lower[k].endswith(("'d", "’d")) for k in range(first, min(last, first + 30)))


def _calls_false(c: Clauses, draft: Draft) -> bool:
    """ "Called those numbers a fantasy"."""
    if draft.after is None:
        return False
    first, last = draft.after
    return any(c.classes.falsity.match(c.lower, k, last) for k in range(first + 1, min(last, first + 20)))


def _called_false(c: Clauses, first: int, last: int) -> bool:
    """Whether a speaker denies what is told: "it is false that …", "reports of 15 dead are fabricated"."""
    lower, flags, tolls = c.lower, c.flags, c.classes.tolls
    if c.classes.falsity.first.keys().isdisjoint(lower[first:last]):
        return False
    if lower[first] == "it":
        for k in range(first + 1, min(last, first + 4)):
            phrase = c.classes.falsity.match(c.lower, k, last)
            if phrase is not None:
                return phrase[0] < last and c.lower[phrase[0]] == "that"
        return False
    for noun in range(first, last if last < first + 3 else first + 3):
        if flags[noun] & CUE_NOUN or lower[noun] in tolls:
            break
    else:
        return False
    if c.lower[noun + 1 : noun + 2] != ["of"] and "that" not in c.lower[noun + 1 : min(last, noun + 6)]:
        return False
    return any(c.flags[k] & AUX and _false_at(c, k + 1, last) for k in range(noun + 2, min(last, noun + 40)))


def _false_at(c: Clauses, k: int, last: int) -> bool:
    """ "Are false", "are all lies"; not "are not false"."""
    falsity = c.classes.falsity
    if k < last and falsity.match(c.lower, k, last):
        return True
    return k + 1 < last and c.lower[k] != "not" and falsity.match(c.lower, k + 1, last) is not None
