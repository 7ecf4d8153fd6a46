"""The speakers of an article met so far, by name, by office, by body.

"Ali Khan", "Khan" and "the ministry's spokesman" are one where the text says so. Whom a pronoun
means is left to ``claimtrack.extract.speakers``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque

from claimtrack.extract.abbreviations import spelled_out
from claimtrack.extract.capitals import family_name
from claimtrack.extract.classes import (
    AUX,
    BODY,
    DET,
    ORGANIZATION,
    PREP,
    ROLE,
    SUBJECT,
    TITLE,
    Classes,
)
from claimtrack.extract.full_names import Names
from claimtrack.extract.mentions import Speaker
from claimtrack.extract.names import Parts, parts_of
from claimtrack.extract.segment import Document
from claimtrack.models import SourceKind

_LONG_WORD = 5  # letters from which a word of a body's name can stand for it
_STEM = 4  # letters that "Syria" and "Syrian" share
_OFFICE = ROLE | TITLE | ORGANIZATION
_OFFICIAL = ("official", "government", "military", "police")
_AWAITED = 240  # tokens after "a top official" within which its name may follow


def _in_one_line(name: str) -> str:
    """Return ``name`` as if no line had been broken in it."""
    return name if name.isprintable() else " ".join(name.split())


class Cast(ABC):
    """The speakers met so far and the full names of the article."""

    def __init__(self, doc: Document, classes: Classes) -> None:
        self.doc = doc
        self.classes = classes
        self.flags = doc.flags
        self.names = Names(doc, classes, self.flags)
        self.short: dict[str, str] | None = None  # read when the first abbreviation speaks
        self.known: dict[str, Speaker] = {}
        self.by_head: dict[str, Speaker] = {}
        self.by_word: dict[str, Speaker] = {}  # the words of the names of bodies
        self.people: list[Speaker] = []
        self.last_person: Speaker | None = None
        self.last_by_gender: dict[str, Speaker] = {}
        self.last_body: Speaker | None = None
        self.last_one: Speaker | None = None  # the last body that "it" can mean
        self.recent: deque[Speaker] = deque(maxlen=2)  # the bodies that spoke last, for "both authorities"
        self.last: Speaker | None = None
        self.waiting: Speaker | None = None  # "a top official", until the next named speaker

    def meet(
        self, name: str | None, organization: str | None, kind: SourceKind, person: bool, place: int, key: str = ""
    ) -> Speaker:
        speaker = Speaker(name, None, organization, kind, person, False, place, not person)
        self.known[key or (name or "").lower()] = speaker
        if person and name:
            self.people.append(speaker)
        return speaker

    def named(self, parts: Parts, first: int) -> Speaker:
        doc = self.doc
        assert parts.name is not None
        name = _in_one_line(doc.slice(*parts.name))
        name = self._in_full(name, *parts.name) if parts.person else self._spelled_out(name)
        known = self.known.get(name.lower())
        new = known is None
        if known is None:
            known = self.meet(name, None if parts.person else name, parts.kind or "other", parts.person, first)
            if parts.person and parts.role is None:
                self._introduced(known, doc.lower[family_name(doc, *parts.name)])
        elif parts.person and not known.person:  # "Obama" was only a name until "Mr. Obama" spoke
            known.person, known.body, known.organization = True, False, None
            self.people.append(known)
        if parts.role is not None and not parts.person:
            self.by_head[doc.lower[parts.role[1] - 1]] = known  # "the group"
        elif known.role is None and parts.role is not None:
            self._take_office(known, parts.role, parts.kind)
        if new and parts.person:
            self._fulfil(known, first)
        elif parts.name[1] - parts.name[0] > 1 and not parts.person:
            self._index(known, *parts.name)
        self.waiting = None
        return known

    def _in_full(self, name: str, first: int, last: int) -> str:
        """Return the full name of the person whose name, or the end of it, stands in tokens ``first`` to ``last``."""
        doc = self.doc
        full = self.names.full.get(doc.lower[family_name(doc, first, last)])
        if full is None:
            return name
        alone = last - first == 1 or doc.words[first] in self.classes.particles
        whole = _in_one_line(doc.slice(*full))
        whole_again = name.endswith(" " + whole) and doc.lower[first - 1] != "the"
        return whole if alone or whole_again else name

    def _introduced(self, person: Speaker, surname: str) -> None:
        """Give one who speaks by name alone the office that the first mention names: "Coroner Mike Heller"."""
        full = self.names.full.get(surname)
        if full is None or full[0] == 0:
            return
        first = full[0]
        sentence = self.doc.sentences[self.doc.sentence_of[first]].first
        while first > sentence and self.flags[first - 1] & _OFFICE and not self.flags[first - 1] & DET:
            first -= 1
        if first < full[0]:
            parts = parts_of(self.doc, self.classes, self.flags, first, full[1], self.names.full)
            if parts.role is not None:
                self._take_office(person, parts.role, parts.kind)

    def _take_office(self, person: Speaker, role: tuple[int, int], kind: SourceKind | None) -> None:
        person.role, person.kind = self.doc.slice(*role), kind or person.kind
        for k in range(*role):
            if self.flags[k] & BODY != ORGANIZATION:  # "disaster agency chief": the agency is not he
                self.by_head[self.doc.lower[k]] = person

    def _index(self, body: Speaker, first: int, last: int) -> None:
        """Let "the ministry", "the office" and "the prosecutors" mean the body whose name holds these words."""
        words = self.doc.lower[first:last]
        head = next((k for k, word in enumerate(words) if word in ("of", "for")), len(words))
        self.by_head[words[head - 1]] = body
        self.by_word.update((word, body) for word in words if len(word) > _LONG_WORD)

    def _spelled_out(self, name: str) -> str:
        if not name.isupper():
            return name
        if self.short is None:
            self.short = spelled_out(self.doc, self.flags)
        return self.short.get(name, name)

    def _fulfil(self, known: Speaker, first: int) -> None:
        """A description right before a new name is that person, where the two do not contradict each other."""
        waiting = self.waiting
        if waiting is None or first - waiting.place > _AWAITED:
            return
        if known.role is None and (waiting.kind not in _OFFICIAL or first - waiting.place > _AWAITED // 3):
            return  # "the man", "a resident": whoever is named next may be anybody
        words = set((waiting.role or "").lower().split())
        if known.role is None:
            known.role, known.kind = waiting.role, waiting.kind
        elif not words & set(known.role.lower().split()):
            return
        waiting.stands_for = known

    def described(self, parts: Parts, first: int, last: int) -> Speaker:
        doc = self.doc
        text = doc.slice(first, last)
        head = parts.head or text.lower()
        definite = doc.lower[first] == "the"
        author = self._author(first, last, head)
        if author is not None:
            return author
        if definite and not parts.plural and head in self.by_head and self._may_be(self.by_head[head], first, last):
            return self.by_head[head]
        if definite and not parts.plural and last - first == 2 and (body := self._only_body(head, first)):
            return self._named_body(body, parts, first)
        if definite and self.classes.documents.get(head) and (paper := self._same_paper(head, first)) is not None:
            return paper
        if definite and head.endswith("-year-old") and (aged := self._aged(head, first)) is not None:
            return aged
        if parts.plural and head.removesuffix("s") in self.by_word:
            return self.by_word[head.removesuffix("s")]
        text = text.split(",")[0]
        key = text.lower().removeprefix("the ")
        known = self.known.get(key)
        if known is None:
            organization = doc.slice(*parts.organization) if parts.organization else None
            one = self._is_body(head, first)
            known = self.meet(None, organization, parts.kind or "other", not parts.plural and not one, first, key)
            known.plural, known.body = parts.plural, one
            known.role = text if parts.kind else None
            known.words, known.gender = text, self.classes.gendered.get(head)
            if head == "source":
                self.by_head[head] = known  # "The source denied" it
            if parts.organization and not parts.plural:
                self._speaks_for(known, parts.organization, head)
            if parts.kind and not parts.plural and self._is_role(head):
                self.waiting = known
                known.place = first
                return known
        self.waiting = None
        return known

    def _same_paper(self, head: str, first: int) -> Speaker | None:
        """Return who said it in "the same statement", or who issued the statement that the sentence before tells of."""
        doc, last = self.doc, self.last
        number = doc.sentence_of[first] - 1
        start, stop, _ = doc.sentences[max(number, 0)]
        if number >= 0 and head in doc.lower[start:stop]:
            noun = doc.lower.index(head, start, stop)
            verb = next((k for k in range(noun - 1, max(start, noun - 5), -1) if self._issues(k)), start)
            end = verb - 1 if verb > start and self.flags[verb - 1] & AUX else verb
            if end > start and (self.flags[end - 1] & BODY or doc.words[end - 1][0].isupper()):
                parts = parts_of(doc, self.classes, self.flags, start, end, self.names.full)
                return self.named(parts, start) if parts.name else self.described(parts, start, end)
        if last is None or last.body or last.plural:
            return last
        return last if head in doc.lower[max(last.place, first - _AWAITED) : first] else None

    def _issues(self, k: int) -> bool:
        return self.doc.lower[k] in self.classes.released and self.doc.lower[k + 1] in self.classes.articles

    def _aged(self, head: str, first: int) -> Speaker | None:
        """Return "John Pratt, 43," where "the 43-year-old" speaks, or ``None``."""
        words, age = self.doc.words, head.partition("-")[0]
        for start, stop in reversed(self.names.people):
            if stop < first - 1 and words[stop] == "," and words[stop + 1] == age:
                name = self.doc.slice(start, stop)
                return self.known.get(name.lower()) or self.meet(name, None, "other", True, first)
        return None

    def _is_body(self, head: str, first: int) -> bool:
        """Whether "it" can mean a description: "the ministry", "the army"; "a guard" is a person."""
        f = self.classes.flags.get(head, 0)
        return bool(f & ORGANIZATION) and not (f & ROLE and self.doc.lower[first] in ("a", "an"))

    def _may_be(self, speaker: Speaker, first: int, last: int) -> bool:
        """Whether a description names no other body: "the German foreign ministry" is not Syria's Health Ministry."""
        own = f"{speaker.name} {speaker.role}".lower()
        return speaker.person or all(word[:_STEM] in own for word in self.doc.lower[first + 1 : last - 1])

    def _speaks_for(self, known: Speaker, organization: tuple[int, int], head: str) -> None:
        """After "the press service of the Prosecutor's Office", "the press service" and "the office" are known."""
        self.by_head.setdefault(head, known)
        if any(self.flags[k] & ORGANIZATION for k in range(*organization)):
            name = self.doc.slice(*organization)
            body = self.known.get(name.lower()) or self.meet(name, name, known.kind, False, organization[0])
            self._index(body, *organization)

    def _author(self, first: int, last: int, head: str) -> Speaker | None:
        """Return the named author of "a report by Amnesty", "a report that Amnesty has released", or ``None``."""
        doc, classes = self.doc, self.classes
        if not (head in classes.documents or head in classes.noun_cues or head in classes.own_words):
            return None
        for k in range(first + 1, min(last, first + 8)):
            if doc.lower[k] in ("by", "from") or (doc.lower[k] == "that" and self._released(k, last)):
                start = k + 1
                end = next((j for j in range(start, last) if doc.lower[j] == "," or self._ends_author(j)), last)
                if start < end:
                    if self.flags[start] & SUBJECT:
                        return self.pronoun(doc.lower[start], start)
                    parts = parts_of(doc, classes, self.flags, start, end, self.names.full)
                    if parts.name:
                        return self.named(parts, start)
                    return self.described(parts, start, end) if self.flags[end - 1] & BODY else None
                return None
            if doc.lower[k] == "'s" and self.flags[k - 1] & BODY and doc.lower[k + 1 : last] == [head]:
                parts = parts_of(doc, classes, self.flags, first, k, self.names.full)
                return self.named(parts, first) if parts.name else self.described(parts, first, k)
        return None

    def _ends_author(self, k: int) -> bool:
        word = self.doc.words[k]
        if self.flags[k] & PREP or word.endswith("ed"):
            return True  # "a count by AFP based on …"
        return word in ("that", "has", "had", "have") or word in self.classes.released

    def _released(self, k: int, last: int) -> bool:
        return any(self.doc.lower[j] in self.classes.released for j in range(k + 2, min(last, k + 8)))

    def _only_body(self, head: str, place: int) -> str | None:
        """Return the one body of the article before ``place`` whose name ends in ``head``: "the court"."""
        names = {self.doc.slice(*body) for body in self.names.bodies.get(head, ()) if body[0] < place}
        return names.pop() if len(names) == 1 else None

    def _named_body(self, name: str, parts: Parts, place: int) -> Speaker:
        known = self.known.get(name.lower())
        return known or self.meet(name, name, parts.kind or "other", False, place)

    def _is_role(self, head: str) -> bool:
        return head in self.classes.lexicon.table("role")

    @abstractmethod
    def pronoun(self, word: str, place: int) -> Speaker | None:
        """Return whom the pronoun at token ``place`` means, as far as can be told."""
