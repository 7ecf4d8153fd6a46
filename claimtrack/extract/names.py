"""The words of a source to its parts: name, role, organization and kind.

"Hikmet Hajiyev, assistant to the Azerbaijani president" is a name and a role; "the
Interior Ministry" a body; "police" a description. Who a pronoun or description
stands for is left to ``claimtrack.extract.speakers``.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from claimtrack.extract.classes import (
    ADVERB,
    AUX,
    BODY,
    COORDINATOR,
    DET,
    OBJECT,
    ORGANIZATION,
    PREP,
    PUNCTUATION,
    RELATIVE,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TITLE,
    Classes,
)
from claimtrack.extract.mentions import Range
from claimtrack.extract.segment import MIXED, UPPER, Document
from claimtrack.models import SourceKind

_SMALL = SUBJECT | OBJECT | DET | PREP | AUX | ADVERB | SUBORDINATOR | COORDINATOR
_OFFICE = TITLE | ORGANIZATION | ROLE
_LONGEST_RUN = 12
_MOST_REMEMBERED = 20_000
_GENERAL = ("official", "other")
_NARROW = ("police", "military", "medical", "emergency", "un", "armed_group")
_ENDS_HEAD = PREP | SUBORDINATOR | AUX
_NO_WORD = DET | PUNCTUATION
_ENDS_NAME = PREP | PUNCTUATION | COORDINATOR | TIME
_TITLED = TITLE | ROLE
_NO_TITLE = _SMALL | RELATIVE | PUNCTUATION
_OPENS_CLAUSE = SUBORDINATOR | RELATIVE | PREP


class Parts(NamedTuple):
    """What the words of one source say.

    ``person`` tells a person's name from that of a body; ``head`` is the noun of a description in lower case.
    """

    name: Range | None
    person: bool
    role: Range | None
    organization: Range | None
    kind: SourceKind | None
    head: str | None
    plural: bool


def name_runs(doc: Document, classes: Classes, flags: list[int], mixed: list[int]) -> list[Range]:
    """Return the runs of two or more capitalised words, in order; ``mixed`` are the tokens with a capital."""
    runs: list[Range] = []
    words, shapes = doc.words, doc.shapes
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
        while k <= last and k - i < _LONGEST_RUN:
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


def person_in(doc: Document, flags: list[int], first: int, last: int) -> Range | None:
    """Return the full name at the end of a run of capitals, past titles and offices, or ``None``."""
    if flags[last - 1] & BODY:
        return None
    start = first
    for k in range(first, last - 1):
        if flags[k] & _OFFICE:
            start = k + 1
            if doc.words[start] == ".":
                start += 1
    return None if start >= last else (start, last)


def parts_of(
    doc: Document, classes: Classes, flags: list[int], first: int, last: int, surnames: Container[str]
) -> Parts:
    """Return the parts of the source in tokens ``first`` to ``last``; ``surnames`` are those of full names."""
    if last - first == 1:
        return _one_word(doc, classes, flags, first, surnames)
    return _parts(doc, classes, flags, first, last, surnames)


def _one_word(doc: Document, classes: Classes, flags: list[int], k: int, surnames: Container[str]) -> Parts:
    """Return the parts of "police" or "Smith"; the same word is read once."""
    key = (doc.words[k], doc.lower[k] in surnames)
    known = classes.lone.get(key)
    if known is None:
        parts = _parts(doc, classes, flags, k, k + 1, surnames)
        known = (parts.name is not None, parts.person, parts.kind, parts.head, parts.plural)
        if len(classes.lone) < _MOST_REMEMBERED:
            classes.lone[key] = known
    named, person, kind, head, plural = known
    name = (k, k + 1) if named else None
    return tuple.__new__(Parts, (name, person, None, None if person else name, kind, head, plural))


def _parts(
    doc: Document, classes: Classes, flags: list[int], first: int, last: int, surnames: Container[str]
) -> Parts:
    comma = _head_end(doc, flags, first, last)
    head = _head(doc, flags, first, comma)
    name, person = _name(doc, classes, flags, first, comma, surnames)
    if name is None and comma + 1 < last:
        name, person = _after_comma(doc, classes, flags, comma + 1, last, surnames)
    role: Range | None = None
    organization: Range | None = None
    if name is not None and person:
        if name[0] >= comma:
            role = _strip(doc, flags, first, comma)
        elif name[0] > first:
            role = _strip(doc, flags, first, name[0])
        if role is None and name[0] < comma and comma + 1 < last:
            role = _appositive(doc, flags, comma + 1, last)
        if role is not None and role[1] == name[0] and flags[role[1] - 1] & BODY == ORGANIZATION:
            person, organization = False, name  # "the rights group Human Voice"
    elif name is not None:
        organization = name
    elif head >= 0:
        organization = _organization(doc, flags, head, comma)
    kind = _kind(doc, classes, flags, name, role, head, (first, comma))
    word = doc.lower[head] if head >= 0 else None
    plural = word is not None and ((word.endswith("s") and not word.endswith("ss")) or word in classes.plurals)
    return tuple.__new__(Parts, (name, person, role, organization, kind, word, plural))


def _head_end(doc: Document, flags: list[int], first: int, last: int) -> int:
    """Return the comma or parenthesis after the first noun phrase, or ``last``."""
    for k in range(first + 1, last):
        if doc.words[k] in (",", "(", "--", "—", "–") or flags[k] & RELATIVE:
            beside = doc.words[k] == "(" and doc.words[k + 2 : k + 3] == [")"]
            if not (beside and k + 3 < last and doc.words[k + 3][0].isupper()):  # "Brig Gen (retd) M Hossain"
                return k
    return last


def _head(doc: Document, flags: list[int], first: int, last: int) -> int:
    """Return the noun that a description is about: the last before its first preposition."""
    head = -1
    for k in range(first, last):
        f = flags[k]
        if f & _ENDS_HEAD and k > first and not f & DET:
            break
        if k > first and flags[k - 1] & BODY and doc.words[k].endswith("ed"):
            break  # "a list published by"
        if not f & _NO_WORD and doc.words[k] != "'s":
            head = k
    return head


def _name(
    doc: Document, classes: Classes, flags: list[int], first: int, last: int, surnames: Container[str]
) -> tuple[Range | None, bool]:
    """Return the name that the phrase is about, the last but for those after prepositions, and whether a person's."""
    for start, end in reversed(_capitals(doc, classes, flags, first, last)):
        k = start - 1
        while k > first and flags[k] & DET:
            k -= 1
        if k > first and flags[k] & PREP and doc.lower[k] != "by":
            continue
        if end < last and doc.words[end] == "'s":
            continue
        if end - start == 1 and flags[start] & BODY and not _proper(doc, classes, start):
            continue  # "Police" at the head of a sentence
        if all(flags[j] & TIME for j in range(start, end)):
            continue  # "a call Sunday"
        bodies = [j for j in range(start, end) if flags[j] & ORGANIZATION]
        if end < last and not flags[end] & _ENDS_NAME:
            if flags[end] & ORGANIZATION:
                while end < last and flags[end] & ORGANIZATION:
                    end += 1
                return (start, end), False
            continue  # "Turkish presidential spokesman", "Boston man"
        named_first = end - start == 2 and flags[start] & ORGANIZATION and not flags[end - 1] & ROLE
        if named_first and _proper(doc, classes, start):
            return (start, end), False  # "Amnesty International"
        if bodies and (bodies[-1] == end - 1 or any(flags[j] & PREP for j in range(bodies[0], end))):
            return (start, end), False
        if any(flags[j] & PREP for j in range(start, end)):
            return (start, end), False
        person = person_in(doc, flags, start, end)
        if person is not None:
            titled = person[0] > first and flags[person[0] - 1 - (doc.words[person[0] - 1] == ".")] & _TITLED
            alone = person[1] - person[0] == 1
            word = doc.words[person[0]]
            if alone and not titled and doc.lower[person[0]] not in surnames:
                return (person if len(word) > 1 else None), False
            return person, True
    return None, False


def _proper(doc: Document, classes: Classes, k: int) -> bool:
    """Whether the word at ``k`` is a name by itself ("Reuters"), or a noun that only stands in names ("Ministry")."""
    entry = classes.lexicon.table("organization").get(doc.lower[k])
    return entry is not None and bool(entry.get("proper"))


def _capitals(doc: Document, classes: Classes, flags: list[int], first: int, last: int) -> list[Range]:
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
    return bodies or (word == "of" and any(flags[j] & ROLE and doc.lower[j].endswith("s") for j in range(first, k)))


def _after_comma(
    doc: Document, classes: Classes, flags: list[int], first: int, last: int, surnames: Container[str]
) -> tuple[Range | None, bool]:
    """ "a spokesman, Ali Khan": the name may stand in apposition to the role."""
    end = _head_end(doc, flags, first, last)
    for _ in range(3):  # "their chairman, retired General Paul Essien"
        if first < end and not doc.words[first][0].isupper() and not flags[first] & _NO_TITLE:
            first += 1
    if first < end and doc.words[first][0].isupper():
        name, person = _name(doc, classes, flags, first, end, surnames)
        if name is not None and person and name[1] == end:
            return name, person
    return None, False


def _strip(doc: Document, flags: list[int], first: int, last: int) -> Range | None:
    while last > first and flags[last - 1] & PUNCTUATION:
        last -= 1
    while first < last and flags[first] & DET:
        first += 1
    return (first, last) if first < last and not flags[first] & PREP else None


def _appositive(doc: Document, flags: list[int], first: int, last: int) -> Range | None:
    """Return the role in ", 35, the mayor of the town", or ``None`` where it is a clause or a place."""
    while first < last and (doc.words[first][0].isdigit() or doc.words[first] == "," or flags[first] & DET):
        first += 1
    stop = first
    while stop < last and doc.words[stop] != "," and not flags[stop] & RELATIVE:
        stop += 1
    whose = first > 0 and doc.lower[first - 1] == "whose"
    if first >= stop or whose or flags[first] & _OPENS_CLAUSE or doc.words[first][0] in "(-—":
        return None
    return first, stop


def _organization(doc: Document, flags: list[int], head: int, last: int) -> Range | None:
    """Return the body after "spokesman for": its capitals."""
    k = head + 1
    if k >= last or not flags[k] & PREP:
        return None
    k += 1
    while k < last and flags[k] & DET:
        k += 1
    stop = k
    while stop < last and (doc.words[stop][0].isupper() or doc.words[stop] in ("'s", "&") or flags[stop] & PREP):
        stop += 1
    while stop > k and not doc.words[stop - 1][0].isupper():
        stop -= 1
    return (k, stop) if stop > k else None


def _kind(
    doc: Document, classes: Classes, flags: list[int], name: Range | None, role: Range | None, head: int, whole: Range
) -> SourceKind | None:
    """The kind of the head noun, else of the role, the name or any word of the source.

    A spokesman, an official or a source is of the kind of the police, the army or the hospital that he speaks for.
    """
    places: list[int] = []
    if head >= 0 and name is None:
        places.append(head)
    if role is not None:
        places += range(*role)
    if name is not None:
        places += range(name[1] - 1, name[0] - 1, -1)
    places += range(*whole)
    paper: SourceKind | None = None
    for k in places:
        kind = _kind_at(doc, classes, flags, name, k, whole)
        if kind is not None and (k != head or name is not None) and doc.lower[k] in classes.documents:
            paper, kind = paper or kind, None  # "an assessment by the agency": the agency tells
        if (kind in _GENERAL and flags[k] & ROLE) or kind == "government":
            for j in range(k - 1, whole[0] - 1, -1):
                narrow = _kind_at(doc, classes, flags, name, j, whole) if flags[j] & BODY else None
                if narrow == "un" or (narrow in _NARROW and kind != "government"):
                    return narrow
        if kind is not None:
            return kind
    return paper


def _kind_at(
    doc: Document, classes: Classes, flags: list[int], name: Range | None, k: int, whole: Range
) -> SourceKind | None:
    """The kind of the word at ``k``, or of it and the one before: "police department"."""
    f, lower = flags[k], doc.lower
    word = lower[k]
    if word in classes.role_ends and k > whole[0] and (pair := classes.roles.get(f"{lower[k - 1]} {word}")) is not None:
        both: SourceKind = pair["kind"]
        return both
    if not f & _OFFICE:
        return None
    titled: SourceKind | None = classes.lexicon.table("title")[word].get("kind") if f & TITLE else None
    if titled is not None and not f & BODY:
        return titled
    if f & BODY:
        inside = name is not None and name[0] <= k < name[1]
        table = "organization" if f & ORGANIZATION and (inside or not f & ROLE) else "role"
        if table == "organization" or f & ROLE:
            found: SourceKind = classes.lexicon.table(table)[word]["kind"]
            return found
    return None
