"""The words of a source to its parts: name, role, organization and kind.

"Hikmet Hajiyev, assistant to the Azerbaijani president" is a name and a role; "the
Interior Ministry" a body; "police" a description. Who a pronoun or description
stands for is left to ``claimtrack.extract.speakers``.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.extract.classes import (
    ADVERB,
    AUX,
    COORDINATOR,
    DET,
    OBJECT,
    ORGANIZATION,
    PREP,
    PUNCTUATION,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TITLE,
    flags_of,
)
from claimtrack.extract.classes import Classes
from claimtrack.extract.mentions import Range
from claimtrack.extract.segment import Document
from claimtrack.models import SourceKind

_SMALL = SUBJECT | OBJECT | DET | PREP | AUX | ADVERB | SUBORDINATOR | COORDINATOR | TIME
_LONGEST_RUN = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """What the words of one source say. ``person`` tells a person's name from that of a body."""

    name: Range | None
    person: bool
    role: Range | None
    organization: Range | None
    kind: SourceKind | None
    head: str | None  # the noun of a description, lower case
    plural: bool


def name_runs(doc: Document, flags: list[int]) -> list[Range]:
    """Return the runs of capitalised words, two or more, that may be full names, in order."""
    runs: list[Range] = []
    words, lower, starts, ends = doc.words, doc.lower, doc.starts, doc.ends
    capital = [w[0].isupper() for w in words]
    i, size = 0, len(words)
    while i < size:
        if not capital[i] or flags[i] & _SMALL:
            i += 1
            continue
        k = i + 1
        while k < size and k - i < _LONGEST_RUN * 2:
            if capital[k] and not flags[k] & (_SMALL & ~TIME):
                k += 1
            elif words[k] == "." and starts[k] == ends[k - 1] and k + 1 < size and capital[k + 1] and (
                len(words[k - 1]) == 1 or flags[k - 1] & TITLE
            ):
                k += 1
            else:
                break
        if k - i > 1:
            runs.append((i, k))
        i = max(k, i + 1)
    return runs


def person_in(doc: Document, flags: list[int], first: int, last: int) -> Range | None:
    """Return the full name at the end of a run of capitals, past titles and offices, or ``None``."""
    start = first
    for k in range(first, last):
        if flags[k] & (TITLE | ROLE) and not (k + 1 == last and k - start >= 1):
            start = k + 1
            if start < last and doc.words[start] == ".":
                start += 1
        elif flags[k] & ORGANIZATION and k + 1 < last:
            start = k + 1
    if last - start < 1 or flags[last - 1] & ORGANIZATION:
        return None
    return start, last


def parts_of(doc: Document, classes: Classes, flags: list[int], first: int, last: int) -> Parts:
    """Return the parts of the source in tokens ``first`` to ``last``."""
    comma = first
    depth = 0
    while comma < last and not (doc.words[comma] == "," and depth == 0):
        depth += (doc.words[comma] == "(") - (doc.words[comma] == ")")
        comma += 1
    roles, organizations = classes.lexicon.table("role"), classes.lexicon.table("organization")
    head = _head(doc, flags, first, comma)
    name, person = _name(doc, flags, first, comma)
    role: Range | None = None
    organization: Range | None = None
    if name is not None and person:
        if name[0] > first:
            role = _strip(doc, flags, first, name[0])
        elif comma + 1 < last:
            role = _appositive(doc, flags, comma + 1, last)
    elif name is not None:
        organization = name
    elif head >= 0:
        organization = _organization(doc, flags, head, comma)
    kind = _kind(doc, flags, roles, organizations, name, role, head, (first, comma))
    word = doc.lower[head] if head >= 0 else None
    plural = word is not None and (word.endswith("s") and not word.endswith("ss") or word in ("police", "people"))
    return Parts(name, person, role, organization, kind, word, plural)


def _head(doc: Document, flags: list[int], first: int, last: int) -> int:
    """Return the noun that a description is about: the last before its first preposition."""
    head = -1
    for k in range(first, last):
        f = flags[k]
        if f & (PREP | SUBORDINATOR | AUX) and k > first and not f & DET:
            break
        if not f & (DET | PUNCTUATION) and doc.words[k] != "'s":
            head = k
    return head


def _name(doc: Document, flags: list[int], first: int, last: int) -> tuple[Range | None, bool]:
    words = doc.words
    runs: list[Range] = []
    k = first
    while k < last:
        if words[k][0].isupper() and not (flags[k] & _SMALL and not flags[k] & TIME):
            stop = k + 1
            while stop < last and (
                (words[stop][0].isupper() and not flags[stop] & (_SMALL & ~(TIME | ADVERB)))
                or (words[stop] == "." and stop + 1 < last)
                or (words[stop] == "&")
                or (flags[stop] & (PREP | COORDINATOR) and stop + 1 < last and _bridges(doc, flags, k, stop, last))
            ):
                stop += 1
            runs.append((k, stop))
            k = stop
        else:
            k += 1
    for run in reversed(runs):
        end = run[1]
        if any(flags[j] & ORGANIZATION for j in range(*run)) and (flags[end - 1] & (ORGANIZATION | ROLE) or any(flags[j] & PREP for j in range(*run))):
            return run, False
        person = person_in(doc, flags, *run)
        if person is not None and person[0] < person[1]:
            titled = person[0] > first and flags[person[0] - 1] & (TITLE | ROLE)
            single = person[1] - person[0] == 1
            word = words[person[0]]
            if end < last and flags[end] & (ROLE | ORGANIZATION):
                if words[end - 1] != "'s" and flags[end] & ORGANIZATION:
                    return (run[0], end + 1), False
                continue
            if end < last and words[end] == "'s":
                continue
            if single and not titled and len(word) > 1 and word.isupper():
                return run, False
            if run[0] > first and flags[run[0] - 1] & PREP:
                continue
            return person, True
    return None, False


def _bridges(doc: Document, flags: list[int], first: int, k: int, last: int) -> bool:
    """Whether "for", "of" or "and" at ``k`` stands inside the name of a body ("Agency for Mine Action")."""
    nxt = k + 1
    if doc.lower[nxt] == "the":
        nxt += 1
    if nxt >= last or not doc.words[nxt][0].isupper() or doc.lower[k] not in ("of", "for", "and", "on"):
        return False
    return any(flags[j] & ORGANIZATION for j in range(first, k))


def _strip(doc: Document, flags: list[int], first: int, last: int) -> Range | None:
    while last > first and (doc.words[last - 1] in (".", ",") or flags[last - 1] & PUNCTUATION):
        last -= 1
    while first < last and flags[first] & DET:
        first += 1
    return (first, last) if first < last else None


def _appositive(doc: Document, flags: list[int], first: int, last: int) -> Range | None:
    while first < last and (doc.words[first].isdigit() or doc.words[first] == "," or flags[first] & DET):
        first += 1
    stop = first
    while stop < last and doc.words[stop] != ",":
        stop += 1
    if first >= stop or flags[first] & SUBORDINATOR or doc.lower[first] in ("who", "of"):
        return None
    return first, stop


def _organization(doc: Document, flags: list[int], head: int, last: int) -> Range | None:
    """Return the body after "spokesman for": its capitals."""
    k = head + 1
    if k < last and flags[k] & PREP:
        k += 1
        while k < last and flags[k] & DET:
            k += 1
        if k < last and doc.words[k][0].isupper():
            stop = k
            while stop < last and (doc.words[stop][0].isupper() or doc.words[stop] in ("'s", "&", "of", "for", "and")):
                stop += 1
            return k, stop
    return None


def _kind(doc, flags, roles, organizations, name, role, head, whole) -> SourceKind | None:  # type: ignore[no-untyped-def]
    lower = doc.lower
    places: list[int] = []
    if head >= 0 and name is None:
        places.append(head)
    if role is not None:
        places += range(*role)
    if name is not None:
        places += range(name[1] - 1, name[0] - 1, -1)
    places += range(*whole)
    for k in places:
        f = flags[k]
        if f & ROLE and (name is None or not (name[0] <= k < name[1])):
            return roles[lower[k]]["kind"]  # type: ignore[no-any-return]
        if f & ORGANIZATION:
            return organizations[lower[k]]["kind"]  # type: ignore[no-any-return]
        if f & ROLE:
            return roles[lower[k]]["kind"]  # type: ignore[no-any-return]
    return None


__all__ = ["Parts", "flags_of", "name_runs", "parts_of", "person_in"]
