"""Sources to speakers: each pronoun, surname and description to one canonical name of the article.

Keeps running state while it walks the attributions in the order of the text; never
looks back further than the people met so far.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

from claimtrack.extract.abbreviations import spelled_out
from claimtrack.extract.classes import (
    ADVERB,
    ANY_VERB,
    BODY,
    CHANNEL,
    CUE_NOUN,
    DET,
    ORGANIZATION,
    PERSONAL,
    PREP,
    PUNCTUATION,
    RELATIVE,
    ROLE,
    SUBJECT,
    TITLE,
    Classes,
    classes_of,
    flags_of,
)
from claimtrack.extract.full_names import Names
from claimtrack.extract.mentions import Attribution, SourceMention, Speaker
from claimtrack.extract.names import Parts, parts_of
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon
from claimtrack.models import ResolvedFrom, Source, SourceKind, Span

_RECENT = 8
_LONG_WORD = 5  # letters from which a word of a body's name can stand for it
_STEM = 4  # letters that "Syria" and "Syrian" share
_OFFICE = ROLE | TITLE | ORGANIZATION
_LONGEST_OFFICE = 8  # tokens
_ENDS_OFFICE = ANY_VERB | PREP | PUNCTUATION | RELATIVE | ADVERB
_NEAR = 80  # tokens within which a name at the head of a sentence is what "he" means
_WORDS = CUE_NOUN | CHANNEL


class _Cast:
    """The speakers met so far and the full names of the article."""

    def __init__(self, doc: Document, classes: Classes) -> None:
        self.doc = doc
        self.classes = classes
        self.flags = flags_of(doc, classes)
        self.names = Names(doc, classes, self.flags)
        self.short: dict[str, str] | None = None  # read when the first abbreviation speaks
        self.known: dict[str, Speaker] = {}
        self.by_head: dict[str, Speaker] = {}
        self.by_word: dict[str, Speaker] = {}  # the words of the names of bodies
        self.people: list[Speaker] = []
        self.last_person: Speaker | None = None
        self.last_by_gender: dict[str, Speaker] = {}
        self.last_body: Speaker | None = None
        self.recent: deque[Speaker] = deque(maxlen=2)  # the bodies that spoke last, for "both authorities"
        self.last: Speaker | None = None
        self.waiting: Speaker | None = None  # "a top official", until the next named speaker

    def both(self, mention: SourceMention) -> tuple[tuple[Speaker, ResolvedFrom], ...]:
        """Return the two bodies that "both authorities" are, where two have spoken; else nothing."""
        lower, first = self.doc.lower, mention.first
        if lower[first] != "both" and (first + 1 >= mention.last or lower[first + 1] not in ("two", "both")):
            return ()
        end = next((k for k in range(first, mention.last) if lower[k] == ","), mention.last)
        bodies = {id(body): body for body in self.recent if body.place < first}
        if not self.flags[end - 1] & BODY or len(bodies) != 2:
            return ()
        return tuple((body, "description") for body in bodies.values())

    def resolve(self, mention: SourceMention) -> tuple[Speaker, ResolvedFrom]:
        """Return whom ``mention`` means and how that is known; remember the speaker."""
        first, last = mention.first, mention.last
        flags, word = self.flags[first], self.doc.lower[first]
        how: ResolvedFrom = "pronoun"
        speaker: Speaker | None
        if (last - first == 1 and flags & PERSONAL) or self._owned_words(word, first, last):
            speaker = self._pronoun(word, first)
        elif last - first == 1 and flags & RELATIVE:
            speaker = self._antecedent(first)
        else:
            parts = parts_of(self.doc, self.classes, self.flags, first, last, self.names.full)
            how = "name" if parts.name else "description"
            speaker = self._named(parts, first) if parts.name else self._described(parts, first, last)
        if speaker is None:
            speaker = Speaker(None, None, None, "other", word in ("he", "she"), False, first)
        speaker.place = first
        self.last = speaker
        if speaker.person and not speaker.plural:
            self.last_person = speaker
        else:
            self.last_body = speaker
            if speaker.name is not None and speaker not in self.recent:
                self.recent.append(speaker)
        return speaker, how

    def _owned_words(self, word: str, first: int, last: int) -> bool:
        """Whether the source is "his" or "its statement": who owns the words speaks; "his mother" speaks herself."""
        if word not in self.classes.possessives:
            return False
        classes, lower = self.classes, self.doc.lower
        return last - first == 1 or any(
            lower[k] in classes.documents or self.flags[k] & _WORDS for k in range(first + 1, last)
        )

    def _pronoun(self, word: str, place: int) -> Speaker | None:
        gender = self.classes.genders.get(word)
        if gender == "they":
            return (self._body_before(place) if word == "it" else None) or self.last_body or self.last
        if gender is None:
            return self.last_person or self.last
        speaker = self._head_before(place) or self._office_before(place, gender) or self.last_person
        if speaker is not None and speaker.gender not in (None, gender):
            fitting = [p for p in self.people[-_RECENT:] if p.gender in (None, gender)]
            speaker = max(fitting, key=lambda p: p.place, default=None)
        if speaker is None:
            return self.last_by_gender.get(gender)
        speaker.gender = gender
        self.last_by_gender[gender] = speaker
        return speaker

    def _head_before(self, place: int) -> Speaker | None:
        """Return the person whose name began a sentence since the last speaker was named."""
        n = bisect_left(self.names.heads, (place,)) - 1
        since = self.last_person.place if self.last_person else -1
        if n < 0 or self.names.heads[n][0] <= since or place - self.names.heads[n][0] > _NEAR:
            return None
        name = self.doc.slice(*self.names.heads[n][1])
        return self.known.get(name.lower()) or self._meet(name, None, "other", True, place)

    def _body_before(self, place: int) -> Speaker | None:
        """Return the body that the last sentence is about or, where none has spoken, the one that it names."""
        doc = self.doc
        first, last, _ = doc.sentences[max(0, doc.sentence_of[place] - 1)]
        if self.last_body is not None and self.last_body.place >= first:
            return None
        body = self.names.body_in(doc, first, last, self.last_body is None)
        return self._named(parts_of(doc, self.classes, self.flags, *body, self.names.full), place) if body else None

    def _office_before(self, place: int, gender: str) -> Speaker | None:
        """Return "the estate's manager", where the last sentence began so and nobody has spoken since."""
        doc, classes, flags = self.doc, self.classes, self.flags
        number = doc.sentence_of[place] - 1
        if number < 0:
            return None
        first, last, paragraph = doc.sentences[number]
        if flags[first] & PREP:  # "Outside the gate, a woman in a nightgown waited."
            head = doc.lower[first : first + _LONGEST_OFFICE]
            first += head.index(",") + 1 if "," in head else 0
        if not flags[first] & DET or (self.last_person and self.last_person.place >= doc.paragraphs[paragraph][0]):
            return None
        stop = first + 1
        while stop < min(last, first + _LONGEST_OFFICE) and not flags[stop] & _ENDS_OFFICE:
            stop += 1
            if flags[stop - 1] & ROLE and not flags[stop] & BODY and doc.lower[stop] != "'s":
                break
        noun = doc.lower[stop - 1]
        if not flags[stop - 1] & ROLE or noun.endswith("s") or noun in classes.plurals:
            return None
        harmed = doc.lower[first] in ("a", "an") and not classes.outcomes.isdisjoint(doc.lower[stop:last])
        if harmed or classes.gendered.get(noun, gender) != gender:
            return None  # "A woman died." is not who speaks next
        parts = parts_of(doc, classes, flags, first, stop, self.names.full)
        return self._named(parts, first) if parts.name else self._described(parts, first, stop)

    def _antecedent(self, first: int) -> Speaker | None:
        """Return the noun before "who", by name."""
        end = first - 1 if first and self.doc.words[first - 1] == "," else first
        start = end
        words = self.doc.words
        while start > 0 and end - start < 8 and (words[start - 1][0].isupper() or self.flags[start - 1] & ROLE):
            start -= 1
        if start == end:
            return None
        parts = parts_of(self.doc, self.classes, self.flags, start, end, self.names.full)
        return self._named(parts, start) if parts.name else self._described(parts, start, end)

    def _meet(
        self, name: str | None, organization: str | None, kind: SourceKind, person: bool, place: int, key: str = ""
    ) -> Speaker:
        speaker = Speaker(name, None, organization, kind, person, False, place)
        self.known[key or (name or "").lower()] = speaker
        if person and name:
            self.people.append(speaker)
        return speaker

    def _named(self, parts: Parts, first: int) -> Speaker:
        doc = self.doc
        assert parts.name is not None
        name = doc.slice(*parts.name)
        if parts.person:
            surname = doc.lower[parts.name[1] - 1]
            alone = parts.name[1] - parts.name[0] == 1 or doc.words[parts.name[0]] in self.classes.particles
            if alone and surname in self.names.full:
                name = doc.slice(*self.names.full[surname])
        else:
            name = self._spelled_out(name)
        known = self.known.get(name.lower())
        new = known is None
        if known is None:
            known = self._meet(name, None if parts.person else name, parts.kind or "other", parts.person, first)
            if parts.person and parts.role is None:
                self._introduced(known, doc.lower[parts.name[1] - 1])
        if known.role is None and parts.role is not None:
            known.role = doc.slice(*parts.role)
            known.kind = parts.kind or known.kind
            for k in range(*parts.role):
                if self.flags[k] & BODY != ORGANIZATION:  # "disaster agency chief": the agency is not he
                    self.by_head[doc.lower[k]] = known
        if new and parts.person:
            self._fulfil(known, first)
        elif parts.name[1] - parts.name[0] > 1 and not parts.person:
            self._index(known, *parts.name)
        self.waiting = None
        return known

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
                person.role, person.kind = self.doc.slice(*parts.role), parts.kind or person.kind

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
        if waiting is None or first - waiting.place > 3 * _NEAR:
            return
        words = set((waiting.role or "").lower().split())
        if known.role is None:
            known.role, known.kind = waiting.role, waiting.kind
        elif not words & set(known.role.lower().split()):
            return
        waiting.stands_for = known

    def _described(self, parts: Parts, first: int, last: int) -> Speaker:
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
        if definite and self.last is not None and self.classes.documents.get(head):
            return self.last  # "the same statement"
        if parts.plural and head.removesuffix("s") in self.by_word:
            return self.by_word[head.removesuffix("s")]
        text = text.split(",")[0]
        key = text.lower().removeprefix("the ")
        known = self.known.get(key)
        if known is None:
            organization = doc.slice(*parts.organization) if parts.organization else None
            known = self._meet(None, organization, parts.kind or "other", not parts.plural, first, key)
            known.plural = parts.plural
            known.role = text if parts.kind else None
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

    def _may_be(self, speaker: Speaker, first: int, last: int) -> bool:
        """Whether a description names no other body: "the German foreign ministry" is not Syria's Health Ministry."""
        own = f"{speaker.name} {speaker.role}".lower()
        return speaker.person or all(word[:_STEM] in own for word in self.doc.lower[first + 1 : last - 1])

    def _speaks_for(self, known: Speaker, organization: tuple[int, int], head: str) -> None:
        """After "the press service of the Prosecutor's Office", "the press service" and "the office" are known."""
        self.by_head.setdefault(head, known)
        if any(self.flags[k] & ORGANIZATION for k in range(*organization)):
            name = self.doc.slice(*organization)
            body = self.known.get(name.lower()) or self._meet(name, name, known.kind, False, organization[0])
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
                        return self._pronoun(doc.lower[start], start)
                    parts = parts_of(doc, classes, self.flags, start, end, self.names.full)
                    if parts.name:
                        return self._named(parts, start)
                    return self._described(parts, start, end) if self.flags[end - 1] & BODY else None
                return None
            if doc.lower[k] == "'s" and self.flags[k - 1] & BODY and doc.lower[k + 1 : last] == [head]:
                parts = parts_of(doc, classes, self.flags, first, k, self.names.full)
                return self._named(parts, first) if parts.name else self._described(parts, first, k)
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
        return known or self._meet(name, name, parts.kind or "other", False, place)

    def _is_role(self, head: str) -> bool:
        return head in self.classes.lexicon.table("role")


def resolve_speakers(doc: Document, attributions: Sequence[Attribution], lexicon: Lexicon) -> list[tuple[Source, ...]]:
    """Return the chain of sources of each attribution, nearest first.

    A pronoun, a surname and a description that stand for one person share that person's canonical name.
    """
    if not attributions:
        return []
    cast = _Cast(doc, classes_of(lexicon))
    order = sorted(range(len(attributions)), key=lambda n: (attributions[n].cue or attributions[n].content[0], n))
    chains: list[list[tuple[SourceMention, Speaker, ResolvedFrom]]] = [[] for _ in attributions]
    met: dict[tuple[int, int], tuple[tuple[Speaker, ResolvedFrom], ...]] = {}
    for n in order:
        sources = attributions[n].sources
        if len(sources) > 1:
            sources = sorted(sources, key=lambda m: (m.depth, m.first))
        for mention in sources:
            place = (mention.first, mention.last)
            again = met.get(place)
            if again is None:
                both = cast.both(mention) if doc.lower[mention.first] in ("the", "both") else ()
                again = met[place] = both or (cast.resolve(mention),)
            for speaker, how in again:
                chains[n].append((mention, speaker, how))
    return [tuple([_source(doc, *link) for link in chain]) for chain in chains]


def _source(doc: Document, mention: SourceMention, speaker: Speaker, how: ResolvedFrom) -> Source:
    person = speaker.stands_for or speaker
    span = Span(doc.starts[mention.first], doc.ends[mention.last - 1])
    return Source(
        mention.depth, doc.text[span.start : span.end], span, person.name,
        speaker.role or person.role, person.organization, person.kind, how,
    )  # fmt: skip
