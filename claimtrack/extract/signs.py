"""What reports without a verb: "according to X", "the claim by X that", "Police: …".

As in ``claimtrack.extract.cues``, each reader answers a ``Draft`` or ``None``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    AUX,
    BODY,
    COMMA,
    COORDINATOR,
    CUE_VERB,
    DET,
    ORGANIZATION,
    PLAIN_VERB,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    ROLE,
    SUBORDINATOR,
    TIME,
    TITLE,
    VERB,
    Cue,
)
from claimtrack.extract.frames import Draft, clause_subject, counts_at
from claimtrack.extract.mentions import Range
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.verbs import is_plural

_DASHES = ("—", "--", "–", "―", "-")
_OWNED = 4  # tokens from "count" back to whose it is
_LONGEST_POST = 100  # tokens
_SHORTEST_TOWN = 3  # letters that a town in a dateline has more than
_LONGEST_SHORT = 5  # letters of an abbreviation such as NYPD
_CIRCUMSTANCE = SUBORDINATOR | TIME
_TELLS_MORE = RELATIVE | PREP


def read_preposition(c: Clauses, i: int, floor: int, end: int) -> Draft | None:
    """Return the attribution of "according to X" at token ``i``, or ``None``."""
    met = c.classes.preposition_cues.match(c.lower, i, end)
    if met is None or met[0] >= end:
        return None
    last, lemma = met
    stop = c.right(last, end)
    if stop == last or (lemma == "per" and not c.has_any(last, stop, ORGANIZATION) and not _officials(c, last, stop)):
        return None
    draft = Draft((i, last), Cue(lemma, frozenset(), "asserted", False, "base"), head=(last, stop), rule="according to")
    if not any(c.words[k][0].isalnum() for k in range(floor, i)) or (c.flags[i - 1] & COORDINATOR and i - 1 == floor):
        comma = stop
        limit = min(end, stop + 40)
        while comma < limit and not c.flags[comma] & COMMA:
            comma += 1
        if comma >= limit:  # "According to Sheriff Dodson this was an accident."
            draft.source, draft.after = (last, stop), (stop, end)
            return draft if stop + 2 < end and not c.flags[stop] & PUNCTUATION else None
        full = c.appositive(comma, end)
        paper = comma + 1 < end and bool(c.flags[comma - 1] & ORGANIZATION) and c.capital(comma + 1)  # ", Jan Kos"
        if full < end and c.flags[full] & COMMA and not paper and not _tells(c, comma + 1, full):
            comma = full
        draft.source, draft.after = (last, comma), (comma + 1, end)
        return draft
    full = c.appositive(stop, end)
    dated = full + 1 < end and c.flags[full] & TIME and c.lower[full + 1] == "by"
    if full < end and not c.flags[full] & PUNCTUATION and (dated or not c.flags[full] & _CIRCUMSTANCE):
        full = c.to_mark(full, end)
    elif full < end and c.lower[full] == "that" and c.lower[stop - 1] in c.classes.documents:
        released = next((k for k in range(full, min(end, full + 9)) if c.lower[k] in c.classes.released), -1)
        full = released + 1 if released >= 0 else full  # "a report that Amnesty has released"
    source = (last, c.before_day(last, full) if full - last > 1 and c.flags[full - 1] & TIME else full)
    draft.source, draft.before = source, (floor, i)
    if full + 1 < end and c.flags[full] & COMMA and c.flags[i - 1] & COMMA and not c.lower[full + 1].endswith("ing"):
        stop = c.right(full + 1, end)
        attributed = full + 1 < stop < end and c.flags[stop] & CUE_VERB  # "according to reports, he added"
        if not attributed and (not c.flags[full + 1] & _TELLS_MORE or c.flags[full + 1] & COORDINATOR):
            draft.after = (full + 1, end)
    return draft


def _tells(c: Clauses, first: int, last: int) -> bool:
    """Whether a clause, no apposition, stands between two commas: "according to the army, the town fell, and …"."""
    for k in range(first, last):
        f, word = c.flags[k], c.lower[k]
        if f & RELATIVE:
            return False
        past = word.endswith("ed") and not (k + 1 < last and c.flags[k + 1] & PREP)
        if k > first and (f & AUX or ((f & (VERB | CUE_VERB) or past) and not c.capital(k))):
            return True
    return False


def _officials(c: Clauses, first: int, last: int) -> bool:
    """Whether people in office speak: "per officials", not "two lambs per shepherd"."""
    return any(c.flags[k] & ROLE and (is_plural(c, c.lower[k]) or c.flags[first] & DET) for k in range(first, last))


def read_noun(c: Clauses, i: int, floor: int, end: int) -> Draft | None:
    """Return the attribution of "the claim by X that …" or "X's claim that …" at token ``i``, or ``None``."""
    entry = c.classes.noun_cues.get(c.lower[i])
    if c.lower[i] in c.classes.own_words:
        draft = _own_words(c, i, floor, end) or _own_count(c, i, floor, end)
        if draft is not None:
            return draft
    if entry is None or i + 1 >= end:
        return None
    source: Range | None = None
    k = i + 1
    if c.flags[k] & PREP:
        stop = c.right(k + 1, end)
        if stop == k + 1:
            return None
        source = None if c.names_time(k + 1) else (k + 1, stop)  # "a statement on Sunday that"
        k = stop
    if source is None and i > floor + 1 and c.lower[i - 1] in ("'s", "'"):
        source = (c.left(i, floor), i - 1)
    elif source is None and i > floor and c.lower[i - 1] in c.classes.possessives:
        source = (i - 1, i)
    if k >= end or c.lower[k] != "that" or source is None or source[0] >= source[1]:
        return None
    cue = Cue(entry["lemma"], frozenset(("clause",)), entry.get("stance", "asserted"), False, "base")
    return Draft((i, i + 1), cue, source, source, after=(k, end), rule="noun")


def _own_words(c: Clauses, i: int, floor: int, end: int) -> Draft | None:
    """ "In his words, …", "…, by the ministry's count." """
    if c.lower[i - 1] in ("'s", "'"):
        source = (c.left(i - 1, floor), i - 1)
    elif c.lower[i - 1] in c.classes.possessives:
        source = (i - 1, i)
    else:
        return None
    opens = source[0] - 1
    if opens < floor or c.lower[opens] not in ("by", "in", "on") or source[0] >= source[1]:
        return None
    cue = Cue(c.lower[i], frozenset(), "asserted", False, "base")
    draft = Draft((i, i + 1), cue, source, source, frame=[(opens, opens + 1)], rule="own words")
    if i + 1 < end and c.flags[i + 1] & COMMA and opens == floor:
        draft.after = (i + 2, end)
    elif opens > floor and c.flags[opens - 1] & COMMA and (i + 1 >= end or c.flags[i + 1] & PUNCTUATION):
        draft.before = (floor, opens - 1)
        if i + 2 < end and c.flags[i + 1] & COMMA:
            draft.after = (i + 2, end)
    return draft if draft.before or draft.after else None


def _own_count(c: Clauses, i: int, floor: int, end: int) -> Draft | None:
    """ "The ministry's count stands at 12", "…, whose last count had been nine": whose count it is says the number."""
    k = i - 1
    while k > floor and i - k < _OWNED and c.lower[k] != "'s" and c.lower[k] not in c.classes.possessives:
        if c.lower[k] == "whose" or c.flags[k] & PUNCTUATION:
            break
        k -= 1
    if c.lower[k] == "'s":
        source = (c.left(k, floor), k)
        if not c.has_any(*source, BODY):
            return None
    elif c.lower[k] == "whose" or c.lower[k] in c.classes.possessives:
        source = (k, k + 1)
    else:
        return None
    after = i + 1
    while after < end and c.flags[after] & (AUX | ADVERB):
        after += 1
    if after < end and c.lower[after] in c.classes.standing:
        after += 2
    if after == i + 1 or after >= end or source[0] >= source[1]:
        return None
    number = after + 2 if c.flags[after] & PREP or c.lower[after] in ("more", "fewer") else after  # "at least nine"
    if number >= end or not (counts_at(c, number, end) or counts_at(c, after, end)):
        return None
    stop = next((j for j in range(after, end) if c.flags[j] & PUNCTUATION and not c.flags[j] & QUOTE), end)
    cue = Cue(c.lower[i], frozenset(), "asserted", False, "base")
    return Draft((i, i + 1), cue, source, source, after=(after, stop), rule="own words")


def read_handle(c: Clauses, i: int) -> Draft | None:
    """Return the attribution of a post: "… — Alba Sheriff (@albasheriff) March 3, 2016", at the "@" at token ``i``."""
    if i < 3 or c.words[i - 1] != "(":
        return None
    dash = i - 2
    while dash > max(0, i - 10) and c.words[dash] not in _DASHES:
        dash -= 1
    if c.words[dash] not in _DASHES or dash + 1 >= i - 1:
        return None
    paragraph = c.doc.sentences[c.doc.sentence_of[dash]].paragraph
    first = c.doc.paragraphs[paragraph][0]
    if first == dash and paragraph:
        first = c.doc.paragraphs[paragraph - 1][0]
    source = (dash + 1, i - 1)
    cue = Cue(c.words[dash], frozenset(), "asserted", False, "base")
    before = (max(first, dash - _LONGEST_POST), dash)
    return Draft((dash, dash + 1), cue, source, source, before=before, rule="post") if before[0] < dash else None


def _quoted_after(c: Clauses, i: int, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    """ "Smith dismissed it: “…”": who speaks before the colon, or who the words right before it name."""
    cue = Cue(":", frozenset(), "asserted", False, "base")
    if earlier is not None and earlier.source is not None and earlier.after is not None and earlier.after[0] < i:
        earlier.after = (earlier.after[0], min(i, earlier.after[1]))
        return Draft((i, i + 1), cue, earlier.source, earlier.head, after=(i + 1, end), rule="colon", joined=True)
    start = c.left(i, floor)
    if floor < start < i and c.flags[start - 1] & COMMA and c.capital(c.left(start - 1, floor)):
        start = c.left(start - 1, floor)  # "Omar Ali, spokesman of the ministry: “…”"
    if start < i and (c.lower[i - 1] in c.classes.documents or c.lower[i - 1] in c.classes.noun_cues):
        subject = clause_subject(c, floor, start)  # "The governor issued a statement: “…”"
        if subject is not None and subject[1] < start:
            return Draft((i, i + 1), cue, subject, subject, after=(i + 1, end), rule="colon")
    if start < i and any(c.words[k][0].isupper() or c.flags[k] & ROLE for k in range(start, i)):
        return Draft((i, i + 1), cue, (start, i), (start, i), after=(i + 1, end), rule="colon")
    return None


def is_dateline(c: Clauses, floor: int, i: int, end: int) -> bool:
    """Whether "BHAVANI NAGAR:" before a full sentence is where it was written; "FBI: two dead" is no sentence."""
    caps = all(c.words[k].isupper() for k in range(floor, i)) and not c.has_any(floor, i, ROLE | ORGANIZATION)
    return caps and c.words[end - 1] == "." and c.doc.ends[i - 1] - c.doc.starts[floor] > _SHORTEST_TOWN


def read_tail(c: Clauses, i: int, floor: int, end: int) -> Draft | None:
    """Return the attribution of a headline "3 dead, 14 hurt: sheriff", "3 dead – police" at the mark ``i``."""
    if c.lower[i - 1] in c.classes.labels:
        return None  # "12 died (source: Health Ministry)"
    tail = end
    while tail > i + 1 and c.flags[tail - 1] & PUNCTUATION:
        tail -= 1
    speaker = i + 1 < tail <= i + 5 and c.flags[tail - 1] & BODY
    if not speaker or c.has_any(i + 1, tail, AUX | VERB | QUOTE | DET):
        return None
    cue = Cue(":", frozenset(), "asserted", False, "base")
    return Draft((i, i + 1), cue, (i + 1, tail), (i + 1, tail), before=(floor, i), rule="colon at the end")


def _named_speaker(c: Clauses, first: int, last: int) -> bool:
    """Whether "Police", "NHC" or the "Kos" who says something further down stands before a colon, and no town."""
    lone = last == first + 1 and c.words[first].isupper() and len(c.words[first]) <= _LONGEST_SHORT
    if lone or c.has_any(first, last, BODY | TITLE):
        return True
    word = c.lower[last - 1]
    return any(c.lower[k] == word and _acts(c, k) for k in range(last + 1, c.size - 1))


def _acts(c: Clauses, k: int) -> bool:
    """Whether the name at token ``k`` does or says something there."""
    before, after = c.flags[k - 1], c.flags[k + 1]
    return bool((before | after) & CUE_VERB or (after & PLAIN_VERB and not before & PREP and c.words[k][0].isupper()))


def read_colon(c: Clauses, i: int, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    """Return the attribution of "Police: three dead", "3 dead, 14 hurt: sheriff" or "said Smith: “…”" at a colon."""
    if i + 1 >= end or i <= floor or not c.words[i + 1][0].strip() or c.doc.starts[i + 1] == c.doc.ends[i]:
        return None
    cue = Cue(":", frozenset(), "asserted", False, "base")
    if c.flags[i + 1] & QUOTE:
        return _quoted_after(c, i, floor, end, earlier)
    if c.doc.sentences[c.doc.sentence_of[i]].paragraph > 0:
        return None
    ending = read_tail(c, i, floor, end)
    if ending is not None:
        return ending
    tail = end
    while tail > i + 1 and c.flags[tail - 1] & PUNCTUATION:
        tail -= 1
    lone = i == floor + 1 and len(c.words[floor]) == 1  # "Q: …"
    if lone or i - floor > 8 or tail - i < 3 or c.lower[i - 1] in c.classes.events:
        return None
    if not c.words[floor][0].isupper() or c.words[i - 1][0].isdigit():
        return None
    barred = AUX | VERB | CUE_VERB | QUOTE | COMMA
    if c.has_any(floor, i, barred) or not c.classes.labels.isdisjoint(c.lower[floor:i]):
        return None
    if _named_speaker(c, floor, i):
        return Draft((i, i + 1), cue, (floor, i), (floor, i), after=(i + 1, end), rule="colon")
    return None
