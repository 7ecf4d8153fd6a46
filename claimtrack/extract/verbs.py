"""The group of a reporting verb ("has also said"), and the forms of it that are no verbs ("the reported attack").

Who speaks and what was said is read by ``claimtrack.extract.cues``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    ANY_VERB,
    AUX,
    BE,
    CHANNEL,
    COMMA,
    COORDINATOR,
    CUE,
    CUE_VERB,
    DET,
    NEGATION,
    OPENER,
    ORGANIZATION,
    PLAIN_VERB,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TITLE,
    Cue,
)
from claimtrack.extract.frames import counts_at
from claimtrack.extract.mentions import Range
from claimtrack.extract.phrases import Clauses

_NAMES = SUBJECT | ROLE | ORGANIZATION | COMMA | QUOTE | DET | RELATIVE
_BETWEEN = AUX | ADVERB
_PRONOUN = SUBJECT | RELATIVE
_NO_AUXILIARY = DET | RELATIVE | SUBORDINATOR | SUBJECT
_NO_DETERMINER = SUBJECT | RELATIVE | ROLE
_FLOATING = frozenset(("all", "both"))
_FARING = (["live"], ["make"], ["pull"], ["recover"], ["survive"])
_SPEAKING = ROLE | ORGANIZATION | TITLE
_NOUN_GOES_ON = PREP | AUX | COORDINATOR
_MODIFYING = ("able", "ible", "ous", "ful", "less", "ive", "al", "ic", "ory")  # "favorable comments"
_SINGULAR = frozenset(("a", "an", "another", "each", "every", "one", "this"))
_NEW_CLAUSE = COMMA | COORDINATOR | SUBORDINATOR | QUOTE
_NO_OBJECT = PREP | TIME | ADVERB
_NEW_PHRASE = QUOTE | DET | SUBJECT


def verb_group(c: Clauses, i: int, floor: int) -> int:
    """Return where the verb group of token ``i`` begins ("has also | said", "went on to | say"), -1 in "to say"."""
    flags, lower = c.flags, c.lower
    if i <= floor or (flags[i - 1] & _NAMES and not flags[i - 1] & _BETWEEN and lower[i - 1] not in _FLOATING):
        return i
    first = i
    while first > floor:
        f, word = flags[first - 1], lower[first - 1]
        short = word == "'s" and first - 2 >= floor and bool(flags[first - 2] & _PRONOUN)
        if word in _FLOATING and first - 2 >= floor and flags[first - 2] & AUX:
            first -= 1  # "are all | expected"
            continue
        at_first = word == "at" and first < i and lower[first] == "first"
        if f & TIME and not f & AUX and (auxiliary := _before_day(c, first - 1, floor)) >= 0:
            first = auxiliary
        elif short or at_first or (f and _auxiliary(f)) or (not f and word.endswith("ly") and _manner(c, first - 1)):
            first -= 1
        elif word == "to" and first - 2 >= floor:
            if lower[first - 2] == "on" and first - 3 >= floor and lower[first - 3] in c.classes.catenatives:
                first -= 3
            elif lower[first - 2] in c.classes.catenatives:
                first -= 2
            elif (took := _took_to(c, first - 2, floor)) >= 0:
                first = took
            else:
                return -1
        else:
            break
    while first < i and flags[first] & ADVERB and not flags[first] & AUX and first > floor and flags[first - 1] & COMMA:
        first += 1
    return first


def _took_to(c: Clauses, k: int, floor: int) -> int:
    """Return the verb of "took to Facebook | to say", whose channel ends at ``k``, or -1."""
    for j in range(k, max(floor, k - 4), -1):
        if c.lower[j] == "to":
            return j - 1 if c.lower[j - 1] in ("take", "taken", "takes", "taking", "took") else -1
    return -1


def _before_day(c: Clauses, k: int, floor: int) -> int:
    """Return the auxiliary of "had on Friday | given", whose day ends at token ``k``, or -1."""
    start = k
    while start > floor and c.flags[start] & TIME and k - start < 3:
        start -= 1
    if c.lower[start] in ("on", "in"):
        start -= 1
    return start if start >= floor and start < k and c.flags[start] & AUX else -1


def _auxiliary(f: int) -> bool:
    """Whether a word of class ``f`` may stand between the subject and the verb: "has", "also", "later"."""
    return bool(f & _BETWEEN) and not f & _NO_AUXILIARY


def _manner(c: Clauses, k: int) -> bool:
    """Whether token ``k``, a word of no class, is an adverb in -ly."""
    word = c.words[k]
    return len(word) > 4 and word.endswith("ly") and not word[0].isupper()


def is_passive(c: Clauses, first: int, i: int) -> bool:
    """Whether a form of be stands nearest before the past form, so that it is a passive."""
    for k in range(i - 1, first - 1, -1):
        f = c.flags[k]
        if f & AUX:
            return bool(f & BE)
    return False


def is_noun(c: Clauses, i: int, first: int, last: int, cue: Cue, floor: int, end: int) -> bool:
    """Whether the form is a noun or adjective here: "police report", "the reported attack", "United States"."""
    if i > floor and c.words[i][0].isupper():
        named = cue.form in ("s", "base") or c.words[i - 1][0].isupper()  # "President Kais Said"
        if named and not c.headline():
            return True
    if first == floor:
        return cue.form in ("base", "ing") or last >= end
    before, word = c.flags[first - 1], c.lower[first - 1]
    if before & DET and not before & _NO_DETERMINER and (cue.form == "s" or word not in c.classes.plurals):
        return True
    if word in ("'s", "'") or (before & PREP and not before & SUBJECT):
        return True
    if not cue.noun or before & _PRONOUN:
        return False
    after = c.flags[last] if last < end else 0
    if after & ANY_VERB and not after & _NEW_PHRASE:
        return True
    if cue.form == "s" and c.lower[last - 1 : last] == ["that"] and _opens_relative(c, last, end):
        return True  # "the southern states that seceded"
    listed = first - 2 >= floor and (counts_at(c, first - 2, first) or c.lower[first - 2] == "and")
    if cue.form == "s" and not before and listed:
        return True  # "eight health posts", "Ondo and Edo states"
    if cue.form == "base":
        told = bool(after & OPENER) or (last < end and counts_at(c, last, end))
        plural = is_plural(c, word) or (told and _plural_head(c, first, floor))
        return not plural and not any(c.flags[k] & COORDINATOR for k in range(max(floor, first - 6), first))
    return False


def names_thing(c: Clauses, cue: Cue, group: Range, start: int, end: int) -> bool:
    """Whether a form such as "plans" that stands behind what could be its subject, from ``start`` on, is a noun.

    "She made favorable *comments*", "in its opening *remarks*", "a rain *warning*", "growth raises *questions*".
    """
    first, last = group
    if not cue.noun or cue.form not in ("s", "base") or last - first != 1:
        return False
    if any(counts_at(c, n, end) for n in range(last, min(end, last + 3))):
        return False  # "the diocese counts at least 40 dead"
    flags, lower, k = c.flags, c.lower, first - 1
    f, word = flags[k], lower[k]
    modifying = word.endswith(_MODIFYING)
    small = c.words[k][0].islower() or (modifying and bool(flags[k - 1] & DET))  # "the Democratic contests"
    after = flags[last] if last < end else 0
    if after & PREP and (lower[last] == "of" or (small and not f & _SPEAKING and flags[start - 1] & PREP)):
        return True
    if small and f & CUE and not f & (CUE_VERB | _SPEAKING):
        met = c.classes.cues.match(lower, k, k + 1)
        return met is not None and "moves" in met[1].takes  # "growth raises | questions"
    if small and not f and word.endswith("ed"):
        return cue.form == "s" or not flags[k - 1] & DET  # "the continued questions"; "the injured demand"
    before = flags[start - 1]
    if before & BE and lower[start].endswith("ed"):
        return True  # "the weight being placed on voters shows"
    if flags[start] & SUBJECT or c.has_any(start, first, _SPEAKING) or not small:
        return False
    if before & (PLAIN_VERB | NEGATION) or lower[start - 1] == "to":
        return True
    if word[0].isdigit() or modifying or (word.endswith("ing") and (k == start or c.capital(k - 1))):
        return True
    if cue.form == "base" and lower[start] in _SINGULAR and not c.has_any(start, first, PREP):
        return True
    going = after & _NOUN_GOES_ON and not after & _NEW_PHRASE
    return bool(going) and not (lower[last] == "to" and "to" in cue.takes)


def tells_of_noun(c: Clauses, cue: Cue, group: Range, start: int, floor: int, end: int) -> bool:
    """Whether a bare past form tells what was done to the noun before it, from ``start`` on.

    "Near *a stream* called Alba Run", "with *losses* estimated at $2m", "lead *a program* called Hope".
    """
    first, last = group
    if cue.form != "past" or start <= floor or last >= end:
        return False
    flags, lower, before = c.flags, c.lower, c.flags[start - 1]
    counted = lower[first - 1][0].isdigit() and not flags[last] and lower[last].endswith("s")
    if counted or lower[first - 1] == "most":
        return cue.lemma != "say"  # "its most wanted list", "26 confirmed twisters"
    if cue.lemma == "call" and lower[start] in _SINGULAR and c.capital(last) and not before & _NEW_CLAUSE:
        return True
    if c.has_any(start, first, _SPEAKING | SUBJECT) or any(c.words[k][0].isupper() for k in range(start, first)):
        return False
    if before & PREP and (not before & SUBORDINATOR or flags[last] & _NO_OBJECT):
        return not (before & SUBORDINATOR and lower[last] == "to")
    return bool(before & PLAIN_VERB and not before & CUE_VERB)


def is_participle(c: Clauses, last: int, cue: Cue, end: int) -> bool:
    """Whether the past form before ``last`` tells what was done to its noun: "wanted for …", "expected to live"."""
    if last >= end:
        return False
    if cue.strict and last > 1 and c.lower[last - 2] in ("both", "all") and c.lower[last].endswith(("s", "men")):
        return True  # "both suspected gunmen"
    if cue.lemma != "say" and c.lower[last] == "by" and last + 1 < end:
        means = c.flags[last + 1] & (CHANNEL | TIME) or c.lower[last + 1].endswith("ing")
        return not means  # "video verified by the BBC", not "said by Skype", "confirmed by phone", "began by saying"
    if "transitive" in cue.takes or (cue.strict and c.lower[last] == "of"):
        return c.lower[last] in ("of", "in", "for", "about", "by", "over")
    return cue.lemma == "expect" and c.lower[last] == "to" and c.lower[last + 1 : last + 2] in _FARING


def _opens_relative(c: Clauses, k: int, end: int) -> bool:
    """Whether a verb follows the "that" before ``k``: "states that | lost"."""
    return k < end and (bool(c.flags[k] & ANY_VERB and not c.flags[k] & _NEW_PHRASE) or c.lower[k].endswith("ed"))


def is_plural(c: Clauses, word: str) -> bool:
    return (word.endswith("s") and not word.endswith("ss")) or word in c.classes.plurals


def _plural_head(c: Clauses, verb: int, floor: int) -> bool:
    """Whether the noun that the subject is about is a plural: "documents obtained by the Herald | state that"."""
    for k in range(max(floor, verb - 12), verb):
        if k > floor and c.flags[k] & PUNCTUATION:
            return False
        if k > floor and (c.flags[k] & PREP or (c.words[k].endswith("ed") and c.words[k].islower())):
            return is_plural(c, c.lower[k - 1])
    return False


def verb_apart(c: Clauses, i: int, end: int) -> tuple[int, Cue] | None:
    """ "Spoke on Sunday of", "speaks for his part of": a day or "for his part" stands within a verb of two words."""
    k = i + 1
    if c.lower[k : k + 1] == ["for"] and c.lower[k + 2 : k + 3] == ["part"]:
        k += 3
    else:
        k += c.lower[k : k + 1] == ["on"]
        while k < end and c.flags[k] & TIME:
            k += 1
    if k >= end or k - i < 2:
        return None
    met = c.classes.cues.match([c.lower[i], c.lower[k]], 0, 2)
    return (k + 1, met[1]) if met is not None and met[0] == 2 else None
