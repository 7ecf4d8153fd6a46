"""The words of a source to its parts: name, role, organization and kind.

"Hikmet Hajiyev, assistant to the Azerbaijani president" is a name and a role; "the
Interior Ministry" a body; "police" a description. Who a pronoun or description
stands for is left to ``claimtrack.extract.speakers``.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from claimtrack.extract.capitals import capital_runs, person_in
from claimtrack.extract.classes import (
    ADVERB,
    AUX,
    BODY,
    COORDINATOR,
    CUE_NOUN,
    CUE_VERB,
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
from claimtrack.extract.segment import Document
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
_REPORTS = CUE_VERB | CUE_NOUN
_WITHIN = (",", ")", "'", "/", "&", "-")
_NEAR = 4000  # tokens to each side in which a word is looked for written small
_AGENTS = ("ers", "ors", "ists", "ants", "ents")
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
    if named and not person and head is not None and not flags[k] & BODY and _common(doc, classes, flags, k, k + 1):
        return tuple.__new__(Parts, (None, False, None, None, kind, head, plural))
    name = (k, k + 1) if named else None
    return tuple.__new__(Parts, (name, person, None, None if person else name, kind, head, plural))


def _parts(
    doc: Document, classes: Classes, flags: list[int], first: int, last: int, surnames: Container[str]
) -> Parts:
    if doc.words[first] == "@":  # a handle is a name
        return Parts((first, last), False, None, (first, last), "other", None, False)
    comma = _head_end(doc, flags, first, last)
    head = _head(doc, flags, first, comma)
    name, person = _name(doc, classes, flags, first, comma, surnames)
    several = head >= 0 and doc.lower[head].endswith("s") and "and" in doc.lower[comma:last]
    if name is None and comma + 1 < last and not several:  # "two objectors, Ada Lowe and Omar Ali"
        name, person = _after_comma(doc, classes, flags, comma + 1, last, surnames)
    role: Range | None = None
    organization: Range | None = None
    if name is not None and person:
        if name[0] >= comma:
            role = _strip(doc, flags, first, comma)
        elif name[0] > first:
            role = _strip(doc, flags, first, name[0])
        if (role is None or _says_little(doc, classes, flags, *role)) and name[0] < comma and comma + 1 < last:
            role = _appositive(doc, flags, comma + 1, last) or role
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
    runs = capital_runs(doc, classes, flags, first, last)
    for n in range(len(runs) - 1, -1, -1):
        start, end = runs[n]
        k = start - 1
        while k > first and flags[k] & DET:
            k -= 1
        if k > first and flags[k] & PREP and doc.lower[k] != "by":
            person = _officer(doc, classes, flags, start, end) if flags[k - 1] & _TITLED else None
            if person is None and flags[k - 1] & _TITLED and doc.lower[k] == "of" and end == last:
                person = _behind_body(flags, start, end)
            if person is not None:
                return person, True
            continue
        if end < last and doc.words[end] == "'s":
            continue
        if end - start == 1 and flags[start] & BODY and not _proper(doc, classes, start):
            continue  # "Police" at the head of a sentence
        if all(flags[j] & TIME for j in range(start, end)):
            continue  # "a call Sunday"
        if n and doc.lower[start - 1] == "and" and flags[end - 1] & ORGANIZATION and runs[n - 1][1] == start - 1:
            start = _joint_start(flags, runs[n - 1][0], start, first)
        if end < last and not flags[end] & _ENDS_NAME:
            if flags[end] & ORGANIZATION:
                while end < last and flags[end] & ORGANIZATION:
                    end += 1
                return (start, end), False
            continue  # "Turkish presidential spokesman", "Boston man"
        found = _of_run(doc, classes, flags, start, end)
        if found is None:
            continue
        name, person_named = found
        titled = name[0] > first and flags[name[0] - 1 - (doc.words[name[0] - 1] == ".")] & _TITLED
        if person_named and name[1] - name[0] == 1 and not titled and doc.lower[name[0]] not in surnames:
            nobody = len(doc.words[name[0]]) < 2 or (last - first > 1 and _common(doc, classes, flags, name[0], last))
            return (None if nobody else name), False
        return found
    return None, False


def _joint_start(flags: list[int], before: int, start: int, first: int) -> int:
    """Return where "the Water and | Sewage Authority" begins."""
    plain = not any(flags[j] & _OFFICE for j in range(before, start))
    return before if plain and (before == first or flags[before - 1] & DET) else start


def _of_run(doc: Document, classes: Classes, flags: list[int], start: int, end: int) -> tuple[Range, bool] | None:
    """Return the body or the person that a run of capitals names, and whether it is a person."""
    bodies = [j for j in range(start, end) if flags[j] & ORGANIZATION]
    if end - start == 2 and bodies[:1] == [start] and not flags[end - 1] & ROLE and _proper(doc, classes, start):
        return (start, end), False  # "Amnesty International"
    within = any(flags[j] & PREP for j in range(start, end))
    officer = _officer(doc, classes, flags, start, end) if within or (bodies and bodies[-1] == end - 1) else None
    if officer is not None:
        return officer, True
    if within or (bodies and bodies[-1] == end - 1):
        return (start, end), False
    person = person_in(doc, classes, flags, start, end)
    return None if person is None else (person, True)


def _officer(doc: Document, classes: Classes, flags: list[int], start: int, end: int) -> Range | None:
    """Return the person whose office stands before: "Department of Corrections Spokesman Jan Kos", else ``None``."""
    person = person_in(doc, classes, flags, start, end)
    if person is None or person[1] - person[0] < 2 or any(flags[j] & PREP for j in range(*person)):
        return None
    office = person[0] - 1 - (doc.words[person[0] - 1] == ".")
    if doc.lower[office] in classes.portfolios:
        return person
    return person if office >= start and flags[office] & _TITLED and not flags[office - 1] & PREP else None


def _behind_body(flags: list[int], start: int, end: int) -> Range | None:
    """Return the person in "president of the | Alba Commission Ada Lowe", "of | Planned Parenthood Ada Lowe"."""
    body = next((k for k in range(end - 3, start - 1, -1) if flags[k] & ORGANIZATION), -1)
    if body < 0 and end - start == 4:
        body = start + 1
    plain = body >= start and not any(flags[k] for k in range(body + 1, end))
    return (body + 1, end) if plain else None


def _common(doc: Document, classes: Classes, flags: list[int], k: int, last: int) -> bool:
    """Whether the lone capital at ``k`` is only that of a sentence: "Others", "Protesters", "Majorities of voters"."""
    word, lower = doc.words[k], doc.lower[k]
    first = doc.sentences[doc.sentence_of[k]].first
    opens = k == first or (flags[k - 1] & PUNCTUATION and doc.words[k - 1] not in _WITHIN)
    if not opens or not word[1:].islower():
        return False
    if lower in classes.plurals or flags[k] & _REPORTS or lower in classes.lexicon.table("noun"):
        return True
    plural = lower.endswith("s") and not lower.endswith("ss")
    if plural and (lower.endswith(_AGENTS) or (k + 1 < last and flags[k + 1] & PREP)):
        return not _named_within(doc, word)
    return lower in doc.words[max(0, k - _NEAR) : k + _NEAR] and not _named_within(doc, word)


def _named_within(doc: Document, word: str) -> bool:
    """Whether ``word`` has its capital within a sentence too."""
    k = -1
    for _ in range(doc.words.count(word)):
        k = doc.words.index(word, k + 1)
        first = doc.sentences[doc.sentence_of[k]].first
        if k > first + 1 or (k == first + 1 and doc.words[first][0].isalnum()):
            return True
    return False


def _proper(doc: Document, classes: Classes, k: int) -> bool:
    """Whether the word at ``k`` is a name by itself ("Reuters"), or a noun that only stands in names ("Ministry")."""
    entry = classes.lexicon.table("organization").get(doc.lower[k])
    return entry is not None and bool(entry.get("proper"))


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


def _says_little(doc: Document, classes: Classes, flags: list[int], first: int, last: int) -> bool:
    """Whether "Republican" or "billionaire" alone stands before the name."""
    plain = last - first == 1 and flags[first] & TITLE and not flags[first] & BODY
    return bool(plain) and "kind" not in classes.lexicon.table("title")[doc.lower[first]]


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
