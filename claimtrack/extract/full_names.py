"""An article's full names: persons by surname, bodies by their last word.

Whom a surname or a description stands for is left to ``claimtrack.extract.speakers``.
"""

from __future__ import annotations

from claimtrack.extract.capitals import family_name, name_runs, person_in
from claimtrack.extract.classes import BODY, ORGANIZATION, ROLE, TITLE, Classes
from claimtrack.extract.mentions import Range
from claimtrack.extract.segment import UPPER, Document


class Names:
    """The full names of one article."""

    __slots__ = ("bodies", "full", "heads", "people")

    def __init__(self, doc: Document, classes: Classes, flags: list[int]) -> None:
        self.full: dict[str, Range] = {}  # the first full name with each surname
        self.bodies: dict[str, list[Range]] = {}  # the names of bodies by their last word
        self.people: list[Range] = []  # the full names of persons
        self.heads: list[tuple[int, Range]] = []  # where a sentence begins with a person's full name
        words, lower = doc.words, doc.lower
        mixed = doc.mixed()
        for first, last in name_runs(doc, classes, flags, mixed):
            if first and flags[first - 1] & BODY == ORGANIZATION and words[first - 1].islower():
                self.bodies.setdefault(lower[first - 1], []).append((first, last))  # "the water company EauVive"
                continue
            person = person_in(doc, classes, flags, first, last)
            if person is None:
                if flags[last - 1] & ORGANIZATION:
                    self.bodies.setdefault(lower[last - 1], []).append((first, last))
                continue
            if person[1] - person[0] < 2:
                if flags[person[0] - 1] & TITLE and not flags[person[0]] and not words[person[0]].isupper():
                    self.full.setdefault(lower[person[0]], person)  # "Mr. Lowe"
                continue
            self.people.append(person)
            surname = lower[family_name(doc, *person)]
            known = self.full.get(surname)
            bare = person[0] == first and lower[first - 1] != "the"
            if known is None or known[1] - known[0] == 1 or (bare and self._ends(lower, known, person)):
                self.full[surname] = person
            follows = words[last] if last < len(words) else ""
            reach = 10 if follows == "," and words[first - 1] == "," else 2
            a_thing = lower[first - 1] == "the" and not flags[first] & (ROLE | TITLE)  # "The Combe Noire disaster"
            if follows != "'s" and not a_thing and first - doc.sentences[doc.sentence_of[first]].first < reach:
                self.heads.append((first, person))

        for i in mixed:
            if flags[i] or flags[i - 1] & BODY != ORGANIZATION:
                continue
            if i and words[i - 1].islower() and not doc.shapes[min(i + 1, len(words) - 1)] & UPPER:
                self.bodies.setdefault(lower[i - 1], []).append((i, i + 1))

    @staticmethod
    def _ends(lower: list[str], known: Range, person: Range) -> bool:
        """Whether the name at ``person`` is the end of the one at ``known``: "Hold Ada Lowe To It" is no name."""
        size = person[1] - person[0]
        return size < known[1] - known[0] and lower[known[1] - size : known[1]] == lower[person[0] : person[1]]

    def body_in(self, doc: Document, first: int, last: int, alone: bool) -> Range | None:
        """Return the body that begins the sentence in tokens ``first`` to ``last``, or with ``alone`` the only one."""
        named = sorted(body for bodies in self.bodies.values() for body in bodies if first <= body[0] < last)
        if named and named[0][0] - first < 2:
            return named[0]
        return named[0] if alone and len({doc.slice(*body) for body in named}) == 1 else None
