"""One reporting verb at a time: who speaks, and which stretches of the text are what was said.

``read_verb`` answers a ``Draft``, or ``None`` where the verb reports nothing ("The blast claimed 12 lives"). What a
verb takes after it is read by ``complements``, "according to" and its like by ``signs``; joining drafts, quotations
that run on and hedges are left to ``attributions``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    ADVERBIAL,
    AUX,
    BE,
    BODY,
    CHANNEL,
    COMMA,
    COORDINATOR,
    CUE_NOUN,
    CUE_VERB,
    DASHES,
    DET,
    MODAL,
    NEGATION,
    ORGANIZATION,
    PAUSE,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TERMINATOR,
    TIME,
    TITLE,
    VERB,
    Cue,
)
from claimtrack.extract.complements import content_after, content_before
from claimtrack.extract.frames import Draft, clause_subject, skip_frame
from claimtrack.extract.inversions import named, read_inverted
from claimtrack.extract.mentions import Range
from claimtrack.extract.passives import read_from, read_passive, read_quoted_as
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.verbs import (
    is_noun,
    is_participle,
    is_passive,
    names_thing,
    tells_of_noun,
    verb_apart,
    verb_group,
)

_CITING = ("quote", "cite")
_BEFORE_INVERTED = frozenset(("", "?", "!", *DASHES))
_AFTER_QUOTED = frozenset(("?", "!", "…", *DASHES))
_SETS_OFF = COMMA | ADVERB | SUBORDINATOR
_NO_NOUN = DET | PREP | PUNCTUATION | AUX | SUBORDINATOR
_NO_VERB = SUBJECT | DET | SUBORDINATOR
_OPENS_NOUN = SUBJECT | DET
_SPEAKING = BODY | TITLE | SUBJECT
_MAY_HOLD = BODY | TITLE | SUBJECT | CHANNEL | CUE_NOUN
_ENDS_CALL = PUNCTUATION | PREP | COORDINATOR


def read_verb(c: Clauses, i: int, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    """Return the attribution that the reporting verb at token ``i`` makes, or ``None``.

    Args:
        floor: the first token of the sentence (or, for a word within a quotation, of that).
        end: the token after it.
        earlier: the last attribution of the same sentence, whose source a participle ("adding that") takes.
    """
    met = c.classes.cues.match(c.lower, i, end) or verb_apart(c, i, end)
    if met is None:
        return None
    last, cue = met
    odd, form = cue.odd, cue.form
    if odd and earlier is not None and "link" in cue.takes and _links(c, i, last, end, cue, earlier):
        return None
    first = verb_group(c, i, floor)
    if first < 0:
        return None
    group = 0
    if first < i:
        for f in c.flags[first:i]:
            group |= f
    if odd and "from" in cue.takes:
        return read_from(c, _draft(first, last, cue, group), end)
    if form == "past" and group & BE and is_passive(c, first, i):
        return read_passive(c, _draft(first, last, cue, group), floor, end)
    if form == "ing" and not group & BE and not (first < i and c.lower[first] == "'s"):
        return _participle(c, _draft(first, last, cue, group), floor, end, earlier)
    bare = not group & AUX
    if bare and (is_noun(c, i, first, last, cue, floor, end) or (form == "past" and is_participle(c, last, cue, end))):
        return None
    draft = _finite(c, _draft(first, last, cue, group), floor, end, earlier)
    if draft is None or (cue.lemma == "call" and not _calls(c, draft, end)):
        return None
    if "negated" in cue.takes and not draft.negated:
        return None  # "Police responded to a shooting"
    return None if not cue.speech and "tally" not in cue.takes and not _minded(c, draft) else draft


def _minded(c: Clauses, draft: Draft) -> bool:
    """Whether the subject of a verb of belief or judgement can hold one: "the storm threatened", "20,000 to 40,000"."""
    if draft.head is None or draft.joined:
        return True
    first, last = draft.head
    if c.lower[last - 1] in c.classes.events or c.lower[last - 1] in c.classes.time_units:
        return False
    return not all(c.words[k][0].isdigit() or c.lower[k] in ("to", "least") for k in range(first, last))


def _calls(c: Clauses, draft: Draft, end: int) -> bool:
    """Whether someone calls something so: "called it a massacre"; not "call 911", "an article called “Home”"."""
    if draft.after is None:
        return True
    k = draft.after[0]
    speaks = _SPEAKING | RELATIVE
    if draft.head is None:
        return False
    if c.headline() and draft.cue.form == "s":
        return True  # "Kos Calls Rival ‘a Disgrace’"
    first, last = draft.head
    opens = last - first > 1 and c.sentence is not None and first == c.sentence.first  # "Fatal shooting called …"
    if not (c.flags[first] & DET or c.has_any(first, last, speaks) or named(c, first + opens, last)):
        return False
    stop = c.right(k, end)
    whom = next((j for j in range(k + 1, stop) if c.flags[j] & PREP), stop)
    alone = stop >= end or bool(c.flags[stop] & _ENDS_CALL and not c.flags[stop] & QUOTE)
    return not c.words[k][0].isdigit() and not (alone and c.flags[whom - 1] & BODY) and c.words[k] != "("


def _draft(first: int, last: int, cue: Cue, group: int) -> Draft:
    draft = Draft((first, last), cue)
    if group:
        draft.negated, draft.modal = bool(group & NEGATION), bool(group & MODAL)
    return draft


def _links(c: Clauses, i: int, last: int, end: int, cue: Cue, earlier: Draft) -> bool:
    """ "Reuters reported, citing two security sources": the source of the attribution before gets another link."""
    if earlier.source is None or earlier.outer is not None or last >= end:
        return False
    cites = c.flags[i - 1] & RELATIVE and cue.form == "s"  # "according to the office, which cites a judge"
    if not (cites or c.flags[i - 1] & _SETS_OFF):
        return False
    start = last + 1 if cue.form == "past" else last
    if (cue.form not in ("ing", "past") and not cites) or (cue.form == "past" and c.lower[last] != "by"):
        return False
    stop = c.right(start, end)
    if cue.form == "past":
        earlier.outer = (start, stop) if stop > start else None
    elif (hedge := c.classes.hedges.match(c.lower, start, end)) is not None:
        earlier.frame.append((i, hedge[0]))
        return True
    elif c.has_any(start, stop, ROLE | ORGANIZATION | CHANNEL):
        earlier.outer, earlier.source, earlier.head = earlier.source, (start, stop), (start, stop)
        closes = stop >= end or c.flags[stop] & TERMINATOR
        if closes and earlier.after is not None and earlier.after[0] < i - 1 < earlier.after[1]:
            earlier.after = (earlier.after[0], i - 1)
    return stop > start and (earlier.source[0] == start or cue.form == "past")


def _finite(c: Clauses, draft: Draft, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    first = draft.group[0]
    if draft.cue.lemma in _CITING:
        quoting = read_quoted_as(c, draft, floor, end)
        if quoting is not None:
            return quoting
    before = c.flags[first - 1] if first > floor else 0
    word = c.lower[first - 1] if first > floor else ""
    if before & PAUSE or word in _BEFORE_INVERTED:
        inverted = read_inverted(c, draft, floor, end)
        if inverted is not None:
            return inverted
    if first == floor:
        return None
    if before & RELATIVE and word != "that":
        if not draft.cue.takes & {"before", "person", "tally"}:
            return None
        draft.source = draft.head = (first - 1, first)
        draft.rule = "relative"
        found = content_after(c, draft, end)
        return _within_relative(c, found, first - 1, floor) if found else None
    joined = bool(before & COORDINATOR) or word == "then" or (before & COMMA and earlier is not None)
    subject = c.subject(first, floor) if not joined or before & COMMA else None
    if subject is None:
        return _shared(c, draft, floor, end, earlier) if joined else None
    start, stop, head = _past_frame(c, draft, subject, floor)
    if draft.group[1] - first == 1 and (
        names_thing(c, draft.cue, draft.group, start, end)
        or tells_of_noun(c, draft.cue, draft.group, start, floor, end)
    ):
        return None
    if start > floor and c.flags[start - 1] & COMMA and _summed_up(c, start, head):
        return None
    draft.source, draft.head = (start, stop), (start, head)
    draft.rule = "subject"
    if head + 2 < first and c.lower[head + 1] in c.classes.quoting:
        _quoting(c, draft, head, first)
    if c.lower[floor] in c.classes.quoting:
        _quoting_first(c, draft, floor)
    if start > floor and c.lower[start - 1] == "as" and c.lower[start - 2] not in ("even", "just"):
        return _as_said(c, draft, floor, end)
    if start > floor and (c.flags[start - 1] & PAUSE or c.words[start - 1] in _AFTER_QUOTED):
        middle = content_before(c, draft, floor, end)
        if middle is not None:
            return middle
    return content_after(c, draft, end)


def _summed_up(c: Clauses, start: int, end: int) -> bool:
    """Whether a noun for what was said opens tokens ``start`` to ``end``: ", a claim the army | denied"."""
    if end - start < 3 or not c.flags[start] & DET:
        return False
    told = c.flags[start + 1] & CUE_NOUN or c.lower[start + 1] == "figure"
    return bool(told and (c.flags[start + 2] & (DET | BODY | SUBJECT) or c.flags[end - 1] & BODY))


def _past_frame(c: Clauses, draft: Draft, subject: tuple[int, int, int], floor: int) -> tuple[int, int, int]:
    """Return the subject before "at a news conference", "in a statement" where the verb stands behind that."""
    start, _, stop = subject
    if start - 1 <= floor or c.lower[start - 1] not in c.classes.frame_prepositions:
        return subject
    if not (c.has_any(start, stop, CHANNEL) or c.lower[stop - 1] in c.classes.documents):
        return subject
    before = c.subject(start - 1, floor)
    if before is None:
        return subject
    draft.frame.append((start - 1, stop))
    return before


def _quoting(c: Clauses, draft: Draft, head: int, stop: int) -> None:
    """ "Radio Mayak, quoting the police, said": the police say it, the radio is the next link."""
    k = head + 1
    if c.flags[head] & COMMA:
        last = c.right(k + 1, stop)
        speaks = c.lower[k] == "quoting" or c.has_any(k + 1, last, ROLE | ORGANIZATION)
        if last > k + 1 and speaks:
            draft.outer = (draft.head or (head, head))[0], head
            draft.source = draft.head = (k + 1, last)


def _quoting_first(c: Clauses, draft: Draft, floor: int) -> None:
    """ "Quoting locals, the officer said": the locals say it, the officer is the next link."""
    assert draft.source is not None
    start, k = draft.source[0], floor + 1
    if k < start - 1 and draft.outer is None and c.flags[start - 1] & COMMA and c.right(k, start) == start - 1:
        draft.outer, draft.source, draft.head = draft.head, (k, start - 1), (k, start - 1)


def _as_said(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """ "As Smith noted, …" and "…, as police have said"."""
    assert draft.source is not None
    start = draft.source[0]
    k = skip_frame(c, draft, draft.group[1], end)
    draft.rule = "as"
    if k + 1 < end and c.flags[k] & COMMA:
        draft.after = (k + 1, end)
        if start - 2 > floor and c.flags[start - 2] & COMMA:
            draft.before = (floor, start - 2)
    elif start - 2 > floor and c.flags[start - 2] & COMMA and "before" in draft.cue.takes:
        draft.before = (floor, start - 2)
    else:
        return None
    return draft


def _within_relative(c: Clauses, draft: Draft, pronoun: int, floor: int) -> Draft:
    """A clause set off by commas (", who said he was there, left") ends what was said at the next comma."""
    if pronoun > floor and c.flags[pronoun - 1] & COMMA and draft.after is not None:
        first, last = draft.after
        for k in range(first, last - 1):
            if c.flags[k] & COMMA and c.doc.quote_of[k] < 0 and c.lower[k + 1] not in c.classes.parts:
                draft.after = (first, k)
                break
    return draft


def _shared(c: Clauses, draft: Draft, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    """The subject of a participle or a second verb: that of the attribution before, or the clause's first phrase."""
    if earlier is not None and earlier.source is not None:
        draft.source, draft.head, draft.joined = earlier.source, earlier.head, True
    else:
        phrase = clause_subject(c, floor, draft.group[0])
        if phrase is None or not any(not c.flags[k] & ADVERBIAL for k in range(*phrase)):
            return None
        draft.source = draft.head = phrase
    draft.rule = "shared subject"
    return content_after(c, draft, end)


def _participle(c: Clauses, draft: Draft, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    """ ", adding that", "before saying", "footage of Trump saying"."""
    first = draft.group[0]
    if first == floor and c.lower[first] in c.classes.quoting and c.has_any(first, c.right(first + 1, end), BODY):
        return None  # "Quoting locals, the officer said": read with the verb of the officer
    if first - floor < 2 and (first == floor or c.flags[floor] & SUBORDINATOR):
        return _opening_participle(c, draft, end)
    if first == floor:
        return None
    before, word = c.flags[first - 1], c.lower[first - 1]
    if word in ("'s", "'") and not before & QUOTE:
        return None  # "the country's forecasting service"
    if c.lower[first] in c.classes.quoting and _within_commas(c, first, draft.group[1], end):
        return None
    if before & PAUSE or word in DASHES or word in c.classes.participle_openers:
        return _shared(c, draft, floor, end, earlier)
    if before & _NO_NOUN and not before & SUBJECT:
        return None
    start = c.left(first, floor)
    heard = _heard(c, first, floor)
    if (start == first and heard is None) or not draft.cue.takes & {"before", "person"}:
        return None
    opens = c.sentence is not None and start == c.sentence.first  # "A flood warning"
    holds = c.has_any(start, first, _MAY_HOLD) or named(c, start + opens, first)
    noun = draft.cue.noun or draft.cue.lemma == "warn"
    if c.capital(first) or (noun and not holds and heard is None):
        return None  # "a flood warning", "the Typhoon Warning Center"
    if heard is not None:
        draft.source = draft.head = heard
        draft.rule = "participle"
        return content_after(c, draft, end)
    paper = next((k for k in range(start + 1, first) if c.flags[k] & PREP), first) - 1
    tail = next((k + 1 for k in range(first - 1, start, -1) if c.flags[k] & PREP), start)
    timed = all(c.flags[k] & TIME or c.words[k][0].isdigit() for k in range(tail, first))  # "on Monday arguing"
    if start > floor and (timed or c.lower[paper] in c.classes.documents):
        phrase = clause_subject(c, floor, start)  # "the family sent a fax to police explaining that"
        if phrase is not None and phrase[1] < start and c.lower[phrase[1] - 1] != "'s":
            draft.source = draft.head = phrase
            draft.rule = "participle"
            return content_after(c, draft, end)
    if timed:
        return None
    for k in range(first - 1, start, -1):
        if c.flags[k] & PREP and not c.flags[k - 1] & ROLE:
            start = k + 1
            break
    draft.source = draft.head = (start, first)
    draft.rule = "participle"
    return content_after(c, draft, end)


def _heard(c: Clauses, verb: int, floor: int) -> Range | None:
    """Return who speaks in "a dispatcher can be heard on the tape saying", or ``None``."""
    for k in range(verb - 1, max(floor, verb - 8), -1):
        if c.flags[k] & PUNCTUATION:
            return None
        if c.lower[k] in c.classes.perceived and c.flags[k - 1] & (BE | ADVERB):
            subject = c.subject(verb_group(c, k, floor), floor)
            return None if subject is None else (subject[0], subject[2])
    return None


def _within_commas(c: Clauses, first: int, last: int, end: int) -> bool:
    """Whether ", quoting police," stands between a subject and its verb."""
    stop = c.right(last, end)
    verb = AUX | CUE_VERB | VERB | ADVERB
    return bool(c.flags[first - 1] & COMMA and last < stop < end - 1 and c.flags[stop] & COMMA) and bool(
        c.flags[stop + 1] & verb and not c.flags[stop + 1] & _NO_VERB
    )


def _opening_participle(c: Clauses, draft: Draft, end: int) -> Draft | None:
    """ "Claiming that the town was safe, Smith left": the subject follows the comma."""
    last = draft.group[1]
    for k in range(last + 1, min(end, last + 40)):
        if c.flags[k] & COMMA and c.doc.quote_of[k] < 0 and k + 1 < end:
            stop = c.right(k + 1, end)
            if stop > k + 1 and (c.flags[k + 1] & _OPENS_NOUN or c.capital(k + 1)) and not c.names_time(k + 1):
                draft.source = draft.head = (k + 1, stop)
                draft.rule = "participle"
                return content_after(c, draft, k)
    return None
