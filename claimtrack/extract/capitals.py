"""Runs of capitalised words: where a name begins and ends, and where the person stands in it.

"Interior Minister Omar Ali" holds "Omar Ali"; "Agency for Mine Action" is one name. Which of them a source is
about is left to ``claimtrack.extract.names``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    AUX,
    BODY,
    COORDINATOR,
    DET,
    OBJECT,
    ORGANIZATION,
    PREP,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TITLE,
    Classes,
)
from claimtrack.extract.mentions import Range
from claimtrack.extract.segment import MIXED, UPPER, Document

_SMALL = SUBJECT | OBJECT | DET | PREP | AUX | ADVERB | SUBORDINATOR | COORDINATOR
_OFFICE = TITLE | ORGANIZATION | ROLE
_LONGEST_RUN = 12
_ATTACHED = ("-based", "-born", "-owned", "-led", "-backed")  # "the Alba-based Human Voice"
_SUFFIXES = ("jr", "sr", "ii", "iii", "iv")


def name_runs(doc: Document, classes: Classes, flags: list[int], mixed: list[int]) -> list[Range]:
    """Return the runs of two or more capitalised words, in order; ``mixed`` are the tokens with a capital."""
    runs: list[Range] = []
    words, shapes, sentence_of = doc.words, doc.shapes, doc.sentence_of
    given_names, particles = classes.given_names, classes.particles
    last = len(words) - 1
    taken = 0
    for i in mixed:
        if i < taken or flags[i] & _SMALL or i == last:
            continue
        k = i + 1
        if not shapes[k] & MIXED and (word := words[k]) != "." and word not in particles:
            continue
        if flags[i] & TIME and doc.lower[i] not in given_names:
            continue
        while k <= last and k - i < _LONGEST_RUN and sentence_of[k] == sentence_of[i]:
            if shapes[k] & UPPER:
                if flags[k] & _SMALL:
                    break
            elif words[k] == ".":
                if doc.starts[k] != doc.ends[k - 1] or not _initial(doc, flags, k):
                    break
            elif (words[k] not in particles and "-" not in words[k]) or not _particle(doc, classes, k):
                break
            k += 1
        if k - i > 1:
            runs.append((i, k))
        taken = k
    return runs


def person_in(doc: Document, classes: Classes, flags: list[int], first: int, last: int) -> Range | None:
    """Return the full name at the end of a run of capitals, past titles and offices, or ``None``."""
    end = last - 1
    if flags[end] & BODY:
        entry = classes.lexicon.table("organization").get(doc.lower[end], {})
        surname = "proper" in entry or entry.get("lemma") == "document" or not flags[end] & ORGANIZATION
        if last - first < 3 or not surname or flags[end - 1] or not flags[end - 2] & TITLE:
            return None
        end -= 1  # "Prosecutor Matthew Fox"
    start = first
    for k in range(first, end):
        if flags[k] & _OFFICE or doc.words[k].endswith(_ATTACHED):
            start = k + 1
            if doc.words[start] == ".":
                start += 1
    if start == first and last - first > 2 and doc.lower[first] in classes.portfolios and first > 1:
        start += doc.lower[first - 1] == "of" and bool(flags[first - 2] & _OFFICE)  # "Secretary of State Ada Lowe"
    return None if start >= last else (start, last)


def family_name(doc: Document, first: int, last: int) -> int:
    """Return the token of the family name in tokens ``first`` to ``last``: "Tom Lee III", "Jan Kos Jr"."""
    return last - 2 if last - first > 2 and doc.lower[last - 1] in _SUFFIXES else last - 1


def capital_runs(doc: Document, classes: Classes, flags: list[int], first: int, last: int) -> list[Range]:
    """Return the runs of capitals, with "of", "for", "'s" inside the names of bodies."""
    words = doc.words
    runs: list[Range] = []
    k = first
    while k < last:
        if flags[k] & _SMALL or not (words[k][0].isupper() or _particle(doc, classes, k)):
            k += 1
            continue
        stop = k + 1
        while stop < last and (
            (words[stop][0].isupper() and not flags[stop] & (_SMALL & ~ADVERB))
            or (words[stop] == "." and stop + 1 < last and words[stop + 1][0].isupper())
            or words[stop] == "&"
            or (not words[stop][0].isupper() and _bridges(doc, flags, k, stop, last))
            or _particle(doc, classes, stop)
        ):
            stop += 1
        runs.append((k, stop))
        k = stop
    return runs


def _bridges(doc: Document, flags: list[int], first: int, k: int, last: int) -> bool:
    """Whether "for", "of", "and" or "'s" at ``k`` stands inside the name of a body ("Agency for Mine Action")."""
    nxt = k + 1
    if nxt < last and doc.lower[nxt] == "the":
        nxt += 1
    if nxt >= last or not doc.words[nxt][0].isupper():
        return doc.lower[k] == "the" and nxt < last and bool(flags[k - 1] & PREP) and doc.words[nxt][0].isupper()
    word = doc.lower[k]
    if word == "'s":
        return any(flags[j] & ORGANIZATION for j in range(nxt, min(last, nxt + 4)) if doc.words[j][0].isupper())
    if word == "the":
        return bool(flags[k - 1] & PREP)
    titled = flags[nxt] & TITLE and nxt + 1 < last and doc.words[nxt + 1][0].isupper()
    if not (flags[k] & PREP or word == "and") or (flags[nxt] & TITLE and (titled or word == "and")):
        return False
    if word == "in" and k == first + 1:
        return False  # "Police in Alba"
    bodies = any(flags[j] & ORGANIZATION for j in range(first, k))
    if word == "of" and first and flags[first - 1] & ORGANIZATION and doc.words[first - 1].islower():
        return True  # "the radio station Echo of Moscow"
    if bodies or word != "of" or first == doc.sentences[doc.sentence_of[first]].first:
        return bodies  # at the head of a sentence "Officials of the Interior Ministry" is no name
    return any(flags[j] & ROLE and doc.lower[j].endswith("s") for j in range(first, k))


def _particle(doc: Document, classes: Classes, k: int) -> bool:
    """Whether token ``k`` is "al-Majd", or the "van" or "der" of "Marie van der Berg"."""
    words = doc.words
    if "-" in words[k]:
        head, _, rest = words[k].partition("-")
        return head in classes.particles and rest[:1].isupper()
    for j in range(k, min(k + 3, len(words))):
        if words[j] not in classes.particles:
            return j > k and words[j][0].isupper()
    return False


def _initial(doc: Document, flags: list[int], k: int) -> bool:
    """Whether the full stop at ``k`` ends an initial or a title before another capital."""
    words = doc.words
    if k + 1 >= len(words) or not words[k + 1][0].isupper():
        return False
    return len(words[k - 1]) == 1 or bool(flags[k - 1] & TITLE)
