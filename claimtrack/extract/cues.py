"""One reporting word at a time: who speaks, and which stretches of the text are what was said.

``read_verb``, ``read_preposition`` and ``read_noun`` each answer a ``Draft`` or
``None`` where the word reports nothing ("The blast claimed 12 lives"). Joining drafts,
quotations that run on and hedges are left to ``claimtrack.extract.attributions``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from claimtrack.extract.mentions import Range
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.classes import (
    ADVERB,
    AUX,
    BE,
    CATENATIVE,
    COMMA,
    COORDINATOR,
    CUE_NOUN,
    CUE_PREPOSITION,
    CUE_VERB,
    DET,
    MODAL,
    NEGATION,
    OBJECT,
    OPENER,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    SUBJECT,
    SUBORDINATOR,
    TERMINATOR,
    TIME,
    VERB,
    Cue,
    Classes,
)

_PLURAL_SUBJECTS = ("i", "we", "you", "they", "police", "people", "who", "which", "and", "that")


@dataclass(slots=True)
class Draft:
    """An attribution in the making: ``before`` and ``after`` are raw stretches of content, ``group`` the cue's words."""

    group: Range
    cue: Cue
    source: Range | None
    head: Range | None
    before: Range | None = None
    after: Range | None = None
    frame: list[Range] = field(default_factory=list)
    addressee: Range | None = None
    rule: str = ""
    negated: bool = False
    modal: bool = False
    joined: bool = False  # its source is that of an earlier draft
    outer: Range | None = None  # the next link: who quotes the source


def read_verb(c: Clauses, words: Classes, i: int, floor: int, earlier: Draft | None) -> Draft | None:
    """Return the attribution that the reporting verb at token ``i`` makes, or ``None``.

    Args:
        floor: the first token of the sentence.
        earlier: the last attribution of the same sentence, whose source a participle ("adding that") takes.
    """
    end = c.doc.sentences[c.doc.sentence_of[i]].last
    met = words.cues.match(c.lower, i, end)
    if met is None:
        return None
    last, cue = met
    first, infinitive = _group(c, i, floor)
    if infinitive:
        return None
    group_flags = 0
    for k in range(first, i):
        group_flags |= c.flags[k]
    copula = bool(group_flags & BE) or (first < i and c.lower[i - 1] == "'s")
    draft = Draft((first, last), cue, None, None, negated=_negated(c, first, i), modal=bool(group_flags & MODAL))
    if group_flags & BE and cue.form == "past" and not _perfect(c, first, i):
        return _passive(c, draft, floor, end)
    if cue.form == "ing" and not copula:
        return _participle(c, draft, floor, end, earlier)
    if _is_noun(c, first, i, last, cue, group_flags, floor):
        return None
    return _finite(c, draft, floor, end, earlier)


def _group(c: Clauses, i: int, floor: int) -> tuple[int, bool]:
    """Return where the verb group begins ("has also | said", "went on to | say") and whether it is an infinitive."""
    flags, lower = c.flags, c.lower
    first = i
    while first > floor:
        f = flags[first - 1]
        if f & (AUX | ADVERB) and not f & (TIME | DET | RELATIVE):
            first -= 1
        elif lower[first - 1].endswith("ly") and len(lower[first - 1]) > 4 and not c.capital(first - 1):
            first -= 1
        elif lower[first - 1] in ("'s", "'") and first - 2 >= floor and flags[first - 2] & (SUBJECT | RELATIVE):
            first -= 1
        elif lower[first - 1] == "to" and first - 2 >= floor:
            if lower[first - 2] == "on" and flags[first - 3] & CATENATIVE:
                first -= 3
            elif flags[first - 2] & CATENATIVE:
                first -= 2
            else:
                return first, True
        else:
            break
    while first < i and flags[first] & ADVERB and not flags[first] & AUX and first > floor and flags[first - 1] & COMMA:
        first += 1
    return first, False


def _negated(c: Clauses, first: int, i: int) -> bool:
    return any(c.flags[k] & NEGATION for k in range(first, i))


def _perfect(c: Clauses, first: int, i: int) -> bool:
    """Whether the group is "has said" or "is reportedly"; only a form of be directly before makes a passive."""
    for k in range(i - 1, first - 1, -1):
        f = c.flags[k]
        if f & BE:
            return False
        if f & AUX:
            return True
    return True


def _is_noun(c: Clauses, first: int, i: int, last: int, cue: Cue, group: int, floor: int) -> bool:
    """Whether the form is a noun or adjective here: "police report", "the reported attack", "news reports said"."""
    if first < i and group & AUX:
        return False
    if first == floor:
        return not (last < c.size and (c.flags[last] & QUOTE or c.starts_phrase(last))) or cue.form in ("base", "ing")
    before = c.flags[first - 1]
    word = c.lower[first - 1]
    if before & DET and not before & (SUBJECT | RELATIVE) and word not in ("some", "many", "all", "both", "others", "several"):
        return True
    if word in ("'s", "'") or (before & PREP and not before & SUBJECT):
        return True
    if cue.form == "base":
        plural = (word.endswith("s") and not word.endswith("ss")) or word in _PLURAL_SUBJECTS or word in (
            "men", "women", "many", "some", "both", "all", "others")
        return not plural
    if cue.form == "s":
        after = c.flags[last] if last < c.size else 0
        return bool(after & (AUX | CUE_VERB) and not after & (QUOTE | DET))
    return False


def _finite(c: Clauses, draft: Draft, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    first, last = draft.group
    before = c.flags[first - 1] if first > floor else 0
    takes = draft.cue.takes
    if (before & (COMMA | QUOTE) or c.lower[first - 1 if first else 0] in ("?", "!", "—", "--")) or first == floor:
        if takes & {"before", "quote"} and last < end and c.starts_phrase(last) and not c.flags[last] & (QUOTE | OPENER):
            inverted = _inverted(c, draft, floor, end)
            if inverted is not None:
                return inverted
    if first == floor:
        return None
    joined = c.lower[first - 1] in ("and", "but", "or", "then") or (before & COMMA and earlier is not None)
    if c.flags[first - 1] & RELATIVE and c.lower[first - 1] != "that" and first - 1 >= floor:
        draft.source = draft.head = (first - 1, first)
        draft.rule = "relative"
        return _after(c, draft, end)
    subject = None if joined and not before & COMMA else c.subject(first, floor)
    if subject is None:
        if not joined:
            return None
        return _shared(c, draft, floor, end, earlier)
    start, stop, head = subject
    draft.source, draft.head = (start, stop), (start, head)
    preceded = start > floor and (c.flags[start - 1] & (COMMA | QUOTE) or c.words[start - 1] in ("?", "!", "—", "--", "…"))
    draft.rule = "subject"
    if preceded:
        middle = _beforehand(c, draft, floor, end)
        if middle is not None:
            return middle
    return _after(c, draft, end)


def _shared(c: Clauses, draft: Draft, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    """The subject of a participle or a second verb: that of the attribution before, or the clause's first phrase."""
    if earlier is not None and earlier.source is not None:
        draft.source, draft.head, draft.joined = earlier.source, earlier.head, True
    else:
        phrase = clause_subject(c, floor, draft.group[0])
        if phrase is None:
            return None
        draft.source = draft.head = phrase
    draft.rule = "shared subject"
    return _after(c, draft, end)


def clause_subject(c: Clauses, floor: int, end: int) -> Range | None:
    """Return the first noun phrase of the clause that begins at ``floor``, past an opening "On Friday, …"."""
    k = floor
    for _ in range(4):
        if k < end and c.flags[k] & (PREP | SUBORDINATOR | ADVERB | TIME | PUNCTUATION) and not c.flags[k] & SUBJECT:
            if c.flags[k] & (PUNCTUATION | ADVERB | COORDINATOR):
                k += 1
                continue
            comma = k
            while comma < end and not c.flags[comma] & COMMA:
                comma += 1
            if comma >= end:
                return None
            k = comma + 1
    last = c.right(k, end)
    return (k, last) if last > k else None


def _inverted(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """“…,” said Smith, the mayor of the town."""
    first, last = draft.group
    if first == floor and not draft.cue.form == "past":
        return None
    stop = c.right(last, end)
    if stop == last:
        return None
    full = c.appositive(stop, end)
    draft.source, draft.head = (last, full), (last, stop)
    draft.rule = "inverted"
    rest = full
    if rest < end and (c.flags[rest] & (SUBORDINATOR | OPENER | AUX | DET | SUBJECT)) and not c.flags[rest] & PUNCTUATION:
        if first == floor or c.flags[rest] & (AUX | SUBJECT | DET):
            return None
    if first > floor:
        draft.before = (floor, first)
    rest = _skip_frame(c, draft, rest, end)
    if rest < end and c.flags[rest] & QUOTE or (rest + 1 < end and c.lower[rest] in (",", ":") and c.flags[rest + 1] & QUOTE):
        draft.after = (rest, end)
    return draft if draft.before or draft.after else None


def _beforehand(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """What was said stands before: "Two died, police said on Friday." """
    if "before" not in draft.cue.takes and not (draft.cue.takes & {"quote"}):
        return None
    assert draft.source is not None
    last = draft.group[1]
    rest = last
    if "person" in draft.cue.takes or "object" not in draft.cue.takes:
        rest = _skip_addressee(c, draft, rest, end) if "person" in draft.cue.takes else rest
    rest = _skip_frame(c, draft, rest, end)
    if not _closes(c, rest, end):
        return None
    draft.before = (floor, draft.source[0])
    if rest < end and c.lower[rest] in (",", ":") and rest + 1 < end:
        if c.flags[rest + 1] & QUOTE:
            draft.after = (rest + 1, end)
        elif not (c.flags[rest + 1] & CUE_VERB or c.lower[rest + 1].endswith("ing")):
            if c.lower[rest + 1] not in ("in", "who", "according", "after", "when", "as") and not c.flags[draft.source[0] - 1] & QUOTE:
                draft.after = (rest + 1, end)
    draft.rule = "content before"
    return draft


def _closes(c: Clauses, k: int, end: int) -> bool:
    """Whether the attribution ends at ``k``: the sentence does, or a comma or a conjunction follows."""
    if k >= end:
        return True
    return bool(c.flags[k] & PUNCTUATION) and not (c.flags[k] & QUOTE) or c.lower[k] in ("after", "as", "when", "while", "before", "because", "and", "but", "since")


def _skip_addressee(c: Clauses, draft: Draft, k: int, end: int) -> int:
    last = c.right(k, end)
    if last > k:
        draft.addressee = (k, last)
    return last


def _skip_frame(c: Clauses, draft: Draft, k: int, end: int) -> int:
    """Pass "Friday", "on Twitter", "in a statement", "earlier" after the cue; they belong to the frame."""
    flags = c.flags
    start = k
    for _ in range(6):
        if k >= end:
            break
        f = flags[k]
        if f & (TIME | ADVERB) and not f & SUBORDINATOR or (f & TIME and f & DET and k + 1 < end and flags[k + 1] & TIME):
            k += 1
        elif c.words[k][0].isdigit() and k > start and flags[k - 1] & TIME:
            k += 1
        elif c.words[k] == "." and c.dot_inside(k):
            k += 1
        elif f & PREP and not f & OPENER:
            last = _phrase_after(c, k + 1, end)
            if last == k + 1:
                break
            k = last
        elif f & COMMA and k + 2 < end and k > start and (c.words[k + 1].isdigit() and len(c.words[k + 1]) == 4):
            k += 2
        else:
            break
    if k > start:
        draft.frame.append((start, k))
    return k


def _phrase_after(c: Clauses, k: int, end: int) -> int:
    """Return the end of the noun phrase after a preposition of the frame ("in a statement", "on Friday night")."""
    start = k
    while k < end and c.flags[k] & (TIME | DET) and k - start < 6:
        k += 1
    if k > start and c.flags[k - 1] & TIME and not c.flags[k - 1] & DET:
        while k < end and c.words[k][0].isdigit():
            k += 1
        return k
    return max(k if k > start and c.flags[k - 1] & TIME else start, c.right(start, end))


def _after(c: Clauses, draft: Draft, end: int) -> Draft | None:
    """What was said follows: check that the verb can take what stands there."""
    cue, takes = draft.cue, draft.cue.takes
    k = draft.group[1]
    if k >= end:
        return None
    if "person" in takes:
        if not c.flags[k] & (QUOTE | OPENER | PUNCTUATION):
            k = _skip_addressee(c, draft, k, end)
        k = _skip_frame(c, draft, k, end)
    elif "object" not in takes or c.flags[k] & TIME:
        k = _skip_frame(c, draft, k, end)
    if k >= end or c.flags[k] & TERMINATOR:
        return None
    if c.flags[k] & COMMA or c.lower[k] in (":", "—", "--"):
        if c.lower[k] == ":" or (k + 1 < end and c.flags[k + 1] & QUOTE):
            draft.after = (k + 1, end)
            return draft
        if c.flags[k] & COMMA:
            k2 = _parenthesis(c, k, end)
            if k2 is None:
                return None
            k = k2
    if not _licensed(c, draft, k, end):
        return None
    draft.after = (k, end)
    return draft


def _parenthesis(c: Clauses, k: int, end: int) -> int | None:
    """Return the token after ", citing a witness," where the clause goes on with "that" or a quotation."""
    stop = min(end, k + 25)
    for j in range(k + 1, stop):
        if c.flags[j] & COMMA and j + 1 < end and (c.lower[j + 1] == "that" or c.flags[j + 1] & QUOTE):
            return j + 1
    return None


def _licensed(c: Clauses, draft: Draft, k: int, end: int) -> bool:
    takes, f, word = draft.cue.takes, c.flags[k], c.lower[k]
    if f & QUOTE:
        return True
    if f & PUNCTUATION and word not in ("(", "["):
        return False
    if f & OPENER and "clause" in takes | ({"clause"} if "person" in takes else set()):
        return word not in ("when", "who", "which", "where") or not draft.cue.strict
    if word == "to":
        return bool(takes & {"to", "person"})
    if f & PREP and word not in ("about", "of", "against", "more", "over", "up", "under", "at"):
        return False
    if f & (SUBORDINATOR | COORDINATOR):
        return False
    if "object" in takes:
        return c.starts_phrase(k)
    if "clause" in takes or "person" in takes:
        if draft.cue.lemma in ("say",):
            return True
        return _has_verb(c, k, end, 12 if draft.cue.strict else 30, draft.cue.strict)
    return False


def _has_verb(c: Clauses, k: int, end: int, reach: int, strict: bool) -> bool:
    """Whether a clause, not a bare object, begins at ``k``."""
    if strict:
        last = c.right(k, min(end, k + reach))
        return last > k and last < end and bool(c.flags[last] & (AUX | VERB | CUE_VERB)) and not c.flags[last] & PREP
    for j in range(k, min(end, k + reach)):
        f = c.flags[j]
        if f & (AUX | VERB | CUE_VERB) and j > k or c.lower[j].endswith("ed"):
            return True
    return False


def _participle(c: Clauses, draft: Draft, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    """", adding that", "before saying", "footage of Trump saying"."""
    first = draft.group[0]
    if first == floor:
        return None
    before, word = c.flags[first - 1], c.lower[first - 1]
    if before & COMMA or word in ("before", "after", "while", "when", "by", "without", "and", "but"):
        return _shared(c, draft, floor, end, earlier)
    if before & (DET | PREP | PUNCTUATION | AUX | SUBORDINATOR) and not before & SUBJECT:
        return None
    start = c.left(first, floor)
    if start == first:
        return None
    for k in range(first - 1, start, -1):
        if c.flags[k] & PREP:
            start = k + 1
            break
    draft.source = draft.head = (start, first)
    draft.rule = "participle"
    return _after(c, draft, end)


def _passive(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """"was quoted as saying", "was criticized by X", "was told that"; without an agent, the outlet's hedge."""
    first, last = draft.group
    lower = c.lower
    if draft.cue.lemma == "quote" and last + 1 < end and lower[last] == "as":
        subject = c.subject(first, floor)
        if subject is None:
            return None
        draft.group = (first, last + 2)
        draft.source, draft.head = (subject[0], subject[1]), (subject[0], subject[2])
        draft.rule = "quoted as saying"
        if subject[0] > floor and c.flags[subject[0] - 1] & (COMMA | QUOTE):
            k = _skip_frame(c, draft, last + 2, end)
            if _closes(c, k, end):
                draft.before = (floor, subject[0])
                return draft
        k = _skip_frame(c, draft, last + 2, end)
        if k < end:
            draft.after = (k, end)
            return draft
        return None
    for k in range(last, min(end, last + 4)):
        if lower[k] == "by":
            stop = c.right(k + 1, end)
            if stop > k + 1:
                subject = c.subject(first, floor)
                if subject is None:
                    return None
                draft.source = draft.head = (k + 1, stop)
                draft.before = (subject[0], first)
                draft.rule = "passive"
                return draft
        if c.flags[k] & PUNCTUATION:
            break
    return None


def read_preposition(c: Clauses, words: Classes, i: int, floor: int) -> Draft | None:
    """Return the attribution of "according to X" at token ``i``, or ``None``."""
    end = c.doc.sentences[c.doc.sentence_of[i]].last
    phrase = words.preposition_cues.match(c.lower, i, end)
    if phrase is None:
        return None
    last = phrase[0]
    stop = c.right(last, end)
    if stop == last:
        return None
    cue = Cue(phrase[1], frozenset(), "asserted", False, "base")
    draft = Draft((i, last), cue, None, (last, stop), rule="according to")
    at_start = i <= floor + 1 and not (i > floor and c.flags[i - 1] & COMMA)
    if at_start:
        full = stop
        comma = stop
        limit = min(end, stop + 40)
        while comma < limit and not (c.flags[comma] & COMMA):
            comma += 1
        if comma >= limit:
            return None
        draft.source = (last, comma)
        draft.after = (comma + 1, end)
        return draft
    full = c.appositive(stop, end)
    if full < end and not c.flags[full] & PUNCTUATION:
        full = c._to_mark(full, end)
    draft.source = (last, full)
    draft.before = (floor, i)
    if full < end and c.flags[full] & COMMA and full + 1 < end and not c.flags[full + 1] & (SUBORDINATOR | PREP) and not c.lower[full + 1].endswith("ing"):
        draft.after = (full + 1, end)
    return draft


def read_noun(c: Clauses, words: Classes, i: int, floor: int) -> Draft | None:
    """Return the attribution of "the claim by X that …" or "X's claim that …" at token ``i``, or ``None``."""
    entry = words.noun_cues.get(c.lower[i])
    end = c.doc.sentences[c.doc.sentence_of[i]].last
    if entry is None or i + 1 >= end:
        return None
    cue = Cue(entry["lemma"], frozenset(("clause",)), entry.get("stance", "asserted"), False, "base")
    source: Range | None = None
    k = i + 1
    if c.lower[k] in ("by", "from"):
        stop = c.right(k + 1, end)
        if stop == k + 1:
            return None
        source, k = (k + 1, stop), stop
    elif i > floor and c.lower[i - 1] in ("'s", "'"):
        source = (c.left(i, floor), i - 1 if c.lower[i - 1] == "'s" else i - 1)
    elif i > floor and c.lower[i - 1] in ("his", "her", "their", "its"):
        source = (i - 1, i)
    if k >= end or c.lower[k] != "that" or source is None or source[0] >= source[1]:
        return None
    return Draft((i, i + 1), cue, source, source, after=(k, end), rule="noun")


__all__ = ["CUE_NOUN", "CUE_PREPOSITION", "OBJECT", "VERB", "Draft", "clause_subject", "read_noun", "read_preposition", "read_verb"]
