"""What was said, before or after a reporting verb and its subject.

“…, he said earlier”, "said on Friday that …": what a verb can take is checked against what stands there. The words
between are passed over by ``claimtrack.extract.frames``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    ANY_VERB,
    AUX,
    BODY,
    CLAUSAL,
    COMMA,
    COORDINATOR,
    CUE_VERB,
    DASHES,
    DET,
    OBJECT,
    OPENER,
    ORGANIZATION,
    PLAIN_VERB,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    SUBJECT,
    SUBORDINATOR,
    TERMINATOR,
    TIME,
    VERB,
)
from claimtrack.extract.frames import Draft, counts_at, reaches, skip_frame
from claimtrack.extract.mentions import Range
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.tally_verbs import ends_soon, tallies

_PARTING = DASHES | {";", ":"}
_OPENS_CLAUSE = OPENER | SUBJECT
_REMARK = CUE_VERB | PREP | RELATIVE
_ADVERBIAL = PREP | ADVERB | TIME | COORDINATOR
_NO_PERSON = QUOTE | OPENER | PUNCTUATION
_MAY_END = COMMA | SUBORDINATOR | PUNCTUATION
_NO_LIST = AUX | VERB | CUE_VERB | SUBJECT | RELATIVE | PUNCTUATION
_SUBORDINATE = RELATIVE | SUBORDINATOR
_OPENS_CLAUSE_OR_NOUN = SUBJECT | DET | OPENER
_JOINT = COORDINATOR | PUNCTUATION


def content_before(c: Clauses, draft: Draft, floor: int, end: int) -> Draft | None:
    """What was said stands before: "Two died, police said on Friday." """
    if "before" not in draft.cue.takes:
        return None
    assert draft.source is not None
    k = draft.group[1]
    if "person" in draft.cue.takes:
        k = _skip_addressee(c, draft, k, end)
    k = skip_frame(c, draft, k, end)
    start = draft.source[0]
    mark = start - 1 if c.flags[start - 1] & QUOTE else start - 2
    quoted = mark >= floor and bool(c.flags[mark] & QUOTE)
    if not _closes(c, k, end) and not (quoted and _long_quotation(c, mark) and not c.flags[k] & _OPENS_CLAUSE):
        draft.frame.clear()
        draft.addressee = None
        return None
    if k + 1 < end and c.lower[k] in (",", ":"):
        if c.flags[k + 1] & QUOTE:
            draft.after = (k + 1, end)
            if not quoted and _adverbial(c, floor, start):
                draft.rule = "subject"
                return draft
        elif not quoted and (_goes_on(c, k + 1) or goes_on_counting(c, k + 1, end) or _since_counted(c, k + 1, end)):
            draft.after = (k + 1, end)
    elif k + 1 < end and c.lower[k] == ";" and (not quoted or goes_on_counting(c, k + 1, end)):
        draft.after = (k + 1, end)
    draft.before = (floor, start)
    draft.rule = "content before"
    return draft


def _goes_on(c: Clauses, k: int) -> bool:
    """Whether the statement itself, not a remark of the outlet, goes on at ``k`` after ", he said,"."""
    f = c.flags[k]
    if f & _REMARK or c.lower[k].endswith("ing"):
        return False
    if f & ADVERB and k + 1 < c.size and c.flags[k + 1] & SUBORDINATOR and not c.flags[k + 1] & COORDINATOR:
        return False  # "even as the army insisted"
    return not f & SUBORDINATOR or bool(f & COORDINATOR)


def _since_counted(c: Clauses, k: int, end: int) -> bool:
    """Whether the clause of time or cause at ``k`` opens with a count: ", he said, after *two more bodies* ..."."""
    return bool(c.flags[k] & SUBORDINATOR) and k + 1 < end and counts_at(c, k + 1, end)


def goes_on_counting(c: Clauses, k: int, end: int) -> bool:
    """Whether a count that is said too follows ", he said,": "a dozen of them", "taking the toll to 24"."""
    if c.lower[k] in c.classes.parts:
        return k + 1 < end and (bool(c.flags[k + 1] & DET) or counts_at(c, k + 1, end))
    if c.lower[k] in c.classes.counting:
        return any(c.lower[j] in c.classes.tolls for j in range(k + 1, min(end, k + 5)))
    return (bool(c.flags[k] & DET) or counts_at(c, k, end)) and any(
        c.lower[j] == "of" and c.lower[j + 1] in c.classes.wholes for j in range(k + 1, min(end - 1, k + 4))
    )


def _long_quotation(c: Clauses, mark: int) -> bool:
    """Whether the quotation that closes at ``mark`` is more than a title or a word."""
    inside = c.doc.quote_of[mark - 1]
    return inside >= 0 and mark - c.doc.quotations[inside].first > 4


def _adverbial(c: Clauses, floor: int, start: int) -> bool:
    """Whether the words before the source are "On Friday," and no clause."""
    return bool(c.flags[floor] & _ADVERBIAL) and not any(
        c.flags[k] & PLAIN_VERB for k in range(floor, min(start, floor + 20))
    )


def _closes(c: Clauses, k: int, end: int) -> bool:
    """Whether the attribution ends at ``k``: the sentence does, or a comma or a conjunction follows."""
    if k >= end:
        return True
    f = c.flags[k]
    if f & PUNCTUATION:
        return not f & QUOTE
    if _relative(c, k, end):
        return True  # "said in a statement that showed …"
    return (bool(f & SUBORDINATOR) and not f & OPENER) or c.lower[k] in ("when", "where")


def _relative(c: Clauses, k: int, end: int) -> bool:
    """Whether "that" at token ``k`` opens a relative clause: "asked for help with a raid, that hurt three"."""
    return c.lower[k : k + 1] == ["that"] and k + 1 < end and (
        bool(c.flags[k + 1] & PLAIN_VERB) or c.lower[k + 1].endswith("ed")
    )  # fmt: skip


def _skip_addressee(c: Clauses, draft: Draft, k: int, end: int) -> int:
    last = c.right(k, end)
    for j in range(k + 1, last):
        number = counts_at(c, j, end) and c.doc.starts[j] > c.doc.ends[j - 1] and c.lower[j + 1 : j + 2] != ["that"]
        if number or c.lower[j] == "there":
            last = j  # "told reporters | 43 people had died"
            break
    if "to" in draft.cue.takes or "person" in draft.cue.takes:
        for j in range(k + 1, last):
            if c.lower[j] == "to" and not reaches(c, j):
                last = j  # "urged residents | to stay indoors"
                break
    if last > k:
        draft.addressee = (k, last)
    return last


def content_after(c: Clauses, draft: Draft, end: int) -> Draft | None:
    """What was said follows, where the verb can take what stands there; else ``None``."""
    takes = draft.cue.takes
    k = draft.group[1]
    if k >= end or (c.lower[k] == "not" and draft.cue.lemma == "ask"):
        return None  # "who asked not to be named"
    if "person" in takes:
        if not c.flags[k] & _NO_PERSON:
            k = _skip_addressee(c, draft, k, end)
            if draft.addressee is not None and k < end and c.flags[k] & AUX and draft.cue.lemma != "tell":
                k, draft.addressee = draft.group[1], None  # "warned the toll could rise"
        k = skip_frame(c, draft, k, end)
    elif "object" not in takes or c.flags[k] & TIME or c.lower[k] in ("in", "on") or _to_someone(c, k):
        k = skip_frame(c, draft, k, end)
    if k >= end:
        return None
    if c.lower[k] == ":":
        if k + 1 < end and c.doc.starts[k + 1] == c.doc.ends[k] and c.words[k + 1][0].isdigit():
            return None  # "begins at 6:30"
        draft.after = (k + 1, end)
        if k + 1 >= end:
            draft.after = _next_paragraph(c, end)
        return draft if draft.after else None
    if c.flags[k] & TERMINATOR or (c.flags[k] & COMMA and _relative(c, k + 1, end)):
        return None
    if c.flags[k] & COMMA or c.lower[k] in DASHES:
        if k + 1 < end and c.flags[k + 1] & QUOTE:
            draft.after = (k + 1, end)
            return draft
        over = _over_parenthesis(c, draft, k, end)
        if over is None:
            return None
        k = over
    if not _licensed(c, draft, k, end):
        return None
    draft.after = (k, _object_end(c, draft, k, end))
    return draft


def _to_someone(c: Clauses, k: int) -> bool:
    """Whether "to News 9" comes before what was said: "confirmed to News 9 that …"."""
    return c.lower[k] == "to" and reaches(c, k) and "that" in c.lower[k + 2 : k + 7]


def _next_paragraph(c: Clauses, end: int) -> Range | None:
    """A colon at the end of a paragraph: the quotation that opens the next one."""
    if end < c.size and c.flags[end] & QUOTE:
        quote = c.doc.quote_of[end + 1] if end + 1 < c.size else -1
        if quote >= 0:
            return end, c.doc.quotations[quote].last
    return None


def _object_end(c: Clauses, draft: Draft, k: int, end: int) -> int:
    """A clause runs to the end of the sentence; a bare object or an infinitive ends at its comma."""
    clause = bool(c.flags[k] & OPENER)
    if "tally" in draft.cue.takes:
        return end
    if ("object" not in draft.cue.takes and c.lower[k] != "to") or clause or c.flags[k] & QUOTE:
        return end
    if "clause" in draft.cue.takes and c.lower[k] != "to" and _has_verb(c, k, end, 12, True):
        return end
    quote_of = c.doc.quote_of
    inside = quote_of[k]
    for j in range(k + 1, end):
        f = c.flags[j]
        if not f & _MAY_END or quote_of[j] != inside:
            continue
        if f & COMMA and not _lists(c, j, end) and not (j + 1 < end and c.lower[j + 1] in c.classes.parts):
            return j
        if c.lower[j] in c.classes.contrasts or c.lower[j] in _PARTING:
            return j
    return end


def _lists(c: Clauses, comma: int, end: int) -> bool:
    """Whether the comma stands in a list of nouns ("A, B and C") or numbers, near enough to see its "and"."""
    for j in range(comma + 1, min(end, comma + 6)):
        f = c.flags[j]
        if f & COORDINATOR:
            clause = j + 1 < end and c.flags[j + 1] & CLAUSAL
            return not clause and c.lower[j] in ("and", "or")
        if f & _NO_LIST:
            return False
    return False


def _over_parenthesis(c: Clauses, draft: Draft, k: int, end: int) -> int | None:
    """Return where the clause goes on after ", citing a witness, that …" or "says despite the rain, it …"."""
    for j in range(k + 1, min(end, k + 25)):
        if c.flags[j] & COMMA and j + 1 < end and (c.lower[j + 1] == "that" or c.flags[j + 1] & QUOTE):
            return j + 1
    if k + 1 < end and draft.cue.lemma == "say" and c.lower[k + 1] in c.classes.times_of_clause:
        comma = next((j for j in range(k + 2, min(end - 1, k + 25)) if c.flags[j] & COMMA), -1)
        return k + 1 if comma > 0 else None  # "say, when police came, he fired"
    if k + 1 < end and draft.cue.lemma == "say" and c.lower[k + 1].endswith("ing"):
        comma = next((j for j in range(k + 2, min(end - 1, k + 25)) if c.flags[j] & COMMA), -1)
        return comma + 1 if comma > 0 else None  # "say, depending on the evidence, he may be charged"
    if k + 1 >= end or "clause" not in draft.cue.takes or draft.cue.strict or c.lower[k + 1].endswith("ing"):
        return None
    if any(c.flags[j] & ANY_VERB for j in range(k + 1, min(end, k + 25))):
        if k > draft.group[1]:
            draft.frame.clear()
            return draft.group[1] if draft.addressee is None else k + 1
        return k + 1 if not c.flags[k + 1] & _SUBORDINATE else None
    return None


def _licensed(c: Clauses, draft: Draft, k: int, end: int) -> bool:
    """Whether the verb can take what begins at ``k``."""
    takes, f, word = draft.cue.takes, c.flags[k], c.lower[k]
    if f & QUOTE:
        return True
    if f & PUNCTUATION:
        return word in ("(", "[", "$", "#", "‘", "'")
    if "tally" in takes and tallies(c, draft, k, end):
        return True
    if draft.cue.lemma == "tell" and draft.addressee and counts_at(c, k, end) and ends_soon(c, k, end):
        return True  # "the hospital tells me sixteen"
    if word in c.classes.perceptions and "clause" in takes:
        return True  # "reported hearing shots", "denied on Monday having fired"
    verb = f & PLAIN_VERB or (not f and word.endswith("ed") and draft.addressee is None)
    if verb and k > draft.group[1] and draft.cue.lemma != "say" and not f & _OPENS_CLAUSE_OR_NOUN:
        return c.capital(k)  # "the truce agreed in Moscow came into force"
    alone = k + 1 >= end or c.flags[k + 1] & TERMINATOR
    if word == "that" and "object" in takes and (alone or not takes & {"clause", "person"}):
        return True  # "police call that number an invention"
    if f & OPENER and ("clause" in takes or "person" in takes):
        return not f & _SUBORDINATE or word in c.classes.questions or not draft.cue.strict
    if word == "to":
        return bool(takes & {"to", "person"})
    if f & PREP and word not in c.classes.object_openers and not (k + 1 < end and counts_at(c, k + 1, end)):
        return False
    if f & SUBORDINATOR:
        return draft.cue.lemma == "say" and word in c.classes.times_of_clause and bool(c.flags[k - 1] & COMMA)
    if "object" in takes:
        opens = c.starts_phrase(k) or word in c.classes.object_openers or word in c.classes.perceptions
        return opens and ("clause" in takes or not c.words[k][0].isdigit())
    if "clause" in takes or "person" in takes:
        if draft.cue.lemma == "say":
            return True
        if draft.cue.strict and "clause" in takes and _document(c, draft):
            return True
        return _has_verb(c, k, end, 12 if draft.cue.strict else 30, draft.cue.strict)
    return False


def gapped(c: Clauses, draft: Draft) -> Draft | None:
    """Return the attribution of ", and a camp manager 55" after "the army said 52": the same verb, another speaker."""
    if draft.after is None:
        return None
    first, last = draft.after
    while last > first and c.flags[last - 1] & PUNCTUATION:
        last -= 1
    number = last - 1
    if number - first < 4 or not c.words[number][0].isdigit() or not counts_at(c, number, last):
        return None
    start = c.left(number, first)
    if not first < start - 2 < start < number or c.lower[start - 1] != "and" or not c.flags[start - 2] & COMMA:
        return None
    speaks = c.has_any(start, number, BODY) or c.capital(start)
    if not speaks or c.has_any(start, number, TIME) or not any(counts_at(c, k, start) for k in range(first, start - 2)):
        return None
    draft.after = (first, start - 2)
    return Draft(draft.group, draft.cue, (start, number), (start, number), after=(number, last), rule="gapped")


def _document(c: Clauses, draft: Draft) -> bool:
    """Whether a paper or a survey speaks: "records show two arrests" needs no clause."""
    head = draft.head
    if head is None or head[1] <= head[0]:
        return False
    k = next((k for k in range(head[0] + 1, head[1]) if c.flags[k] & PREP), head[1]) - 1
    if c.lower[k].endswith("ed") and k > head[0]:
        k -= 1  # "video verified by the BBC"
    return bool(c.flags[k] & ORGANIZATION) and c.classes.documents.get(c.lower[k], False)


def _has_verb(c: Clauses, k: int, end: int, reach: int, strict: bool) -> bool:
    """Whether a clause, not a bare object, begins at ``k``."""
    if strict:
        k = next((j for j in range(k, min(end, k + 3)) if counts_at(c, j, end)), k)  # "nearly 500 miners had"
        last = c.right(k, min(end, k + reach))
        if not k < last < end:
            return False
        f = c.flags[last]
        if f & CUE_VERB and last + 1 < end and c.flags[last + 1] & _JOINT:
            return False  # "found the dead suspects and two residents"
        return (bool(f & ANY_VERB) and not f & PREP) or bool(c.flags[k] & SUBJECT)
    for j in range(k, min(end, k + reach)):
        if (c.flags[j] & ANY_VERB and (j > k or c.flags[k] & ~OBJECT)) or c.lower[j].endswith("ed"):
            return True
    return bool(c.flags[k] & SUBJECT) and not c.flags[k] & DET
