"""Sources to speakers: each pronoun, surname and description to one canonical name of the article.

Keeps running state while it walks the attributions in the order of the text; never
looks back further than the people met so far.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from claimtrack.extract.cast import Cast
from claimtrack.extract.classes import (
    ADVERB,
    ANY_VERB,
    BODY,
    CHANNEL,
    COMMA,
    COORDINATOR,
    CUE_NOUN,
    CUE_VERB,
    DET,
    ORGANIZATION,
    PERSONAL,
    PREP,
    PUNCTUATION,
    RELATIVE,
    ROLE,
    TITLE,
    classes_of,
)
from claimtrack.extract.mentions import Attribution, SourceMention, Speaker
from claimtrack.extract.names import parts_of
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon
from claimtrack.models import ResolvedFrom, Source, Span

_RECENT = 8
_BACK = 2  # sentences before "it" that may begin with the body it means
_OFFICE = ROLE | TITLE
_DATELINE = 12  # tokens of "BALIKPAPAN, Indonesia (AP) -"
_IT = ("it", "its", "it's", "it'll")
_AFTER_BODY = ANY_VERB | COMMA | PREP | ADVERB
_LONGEST_OFFICE = 8  # tokens
_ENDS_OFFICE = ANY_VERB | PREP | PUNCTUATION | RELATIVE | ADVERB
_SETS_APART = (",", "--", "—", "–")
_ENDS_NOUN = ANY_VERB | PREP | PUNCTUATION | RELATIVE | ADVERB | COORDINATOR
_WHERE = ("in", "from", "near", "outside", "across")
_IN_NOUN = DET | BODY
_NEAR = 80  # tokens within which a name at the head of a sentence is what "he" means
_WORDS = CUE_NOUN | CHANNEL


class _Speakers(Cast):
    """The speakers, and whom each mention of one means."""

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
            speaker = self.pronoun(word, first)
        elif last - first == 1 and flags & RELATIVE:
            speaker = self._antecedent(first)
        else:
            parts = parts_of(self.doc, self.classes, self.flags, first, last, self.names.full)
            how = "name" if parts.name else "description"
            speaker = self.named(parts, first) if parts.name else self.described(parts, first, last)
        if speaker is None:
            speaker = Speaker(None, None, None, "other", word in ("he", "she"), False, first)
            if how == "pronoun" and word == "they":
                return speaker, how  # nobody whom a later "they" could mean
        speaker.place = first
        self.last = speaker
        if speaker.person and not speaker.plural:
            self.last_person = speaker
        else:
            self.last_body = speaker
            if speaker.body:
                self.last_one = speaker
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

    def pronoun(self, word: str, place: int) -> Speaker | None:
        gender = self.classes.genders.get(word)
        if word in _IT:
            return self._body_before(place) or self.last_one or self._of_no_office(place)
        if gender == "they":
            several = self.last if self.last is not None and not self.last.person else None
            return self.last_body or self._crowd_before(place) or several
        if gender is None:
            return self.last_person or self.last
        speaker = self._head_before(place) or self._office_before(place, gender) or self._met_before(place)
        speaker = speaker or self.last_person
        if speaker is not None and speaker.gender not in (None, gender):
            fitting = [p for p in self.people[-_RECENT:] if p.gender in (None, gender)]
            speaker = max(fitting, key=lambda p: p.place, default=None)
        if speaker is None:
            speaker = self.last_by_gender.get(gender) or self._only_named()
        if speaker is None:
            return None
        speaker.gender = gender
        self.last_by_gender[gender] = speaker
        return speaker

    def _crowd_before(self, place: int) -> Speaker | None:
        """Return "police" where this sentence or the last begins with them: "Police seek a man who they say fled"."""
        doc, flags = self.doc, self.flags
        number = doc.sentence_of[place]
        for first, last, _ in reversed(doc.sentences[max(0, number - 1) : number + 1]):
            stop = first
            for k in range(first, min(last, place, first + _LONGEST_OFFICE)):
                if flags[k] & _ENDS_OFFICE and not flags[k] & BODY:
                    break
                stop = k + 1
            noun = doc.lower[stop - 1]
            many = noun in self.classes.plurals or noun.endswith("s") or flags[stop - 1] & BODY == ORGANIZATION
            if stop > first and many and flags[stop - 1] & BODY and stop < place:
                parts = parts_of(doc, self.classes, flags, first, stop, self.names.full)
                if not parts.person:
                    return self.named(parts, first) if parts.name else self.described(parts, first, stop)
        return None

    def _only_named(self) -> Speaker | None:
        """Return who spoke last by one word that nothing shows to be a body's name: "Lowe wept …. He said …"."""
        last, lower = self.last, self.doc.lower
        if last is None or not last.name or last.kind != "other" or last.role is not None or last.gender is not None:
            return None
        word = last.name.lower()
        if not word.isalpha() or last.name.isupper() or self.classes.flags.get(word):
            return None
        if any(lower[k] == word and lower[k - 1] in _WHERE for k in range(1, len(lower))):
            return None  # "in Alba": a place
        last.person, last.body, last.organization = True, False, None
        return last

    def _of_no_office(self, place: int) -> Speaker | None:
        """Return who spoke last by a name that nothing shows to be a person's: "Human Voice said …. It said …".

        Where nobody has spoken, the one word of a name that the last sentence began with: "Basarnas ended the search".
        """
        last = self.last
        if last is not None:
            return last if last.name and last.role is None and last.gender is None else None
        words, flags = self.doc.words, self.flags
        first, stop, _ = self.doc.sentences[max(0, self.doc.sentence_of[place] - 1)]
        first = next((k + 1 for k in range(first, min(stop, first + _DATELINE)) if words[k] in ("-", "—", "–")), first)
        name = words[first]
        if first + 1 >= place or not name[0].isupper() or flags[first]:
            return None
        if name.lower() in self.classes.lexicon.table("noun"):
            return None
        if not (flags[first + 1] & ANY_VERB or self.doc.lower[first + 1].endswith("ed")):
            return None
        return self.known.get(name.lower()) or self.meet(name, name, "other", False, place)

    def _body_before(self, place: int) -> Speaker | None:
        """Return "the hospital" where a sentence right before began with it and no body has spoken since.

        Where none has spoken at all, the only one that the last sentence names will do.
        """
        doc, flags = self.doc, self.flags
        number = doc.sentence_of[place]
        since = self.last_one.place if self.last_one is not None else -1
        for first, last, _ in reversed(doc.sentences[max(0, number - _BACK) : number]):
            if since >= first:
                return None
            if flags[first] & PREP and "," in (head := doc.lower[first : min(last, first + _LONGEST_OFFICE)]):
                first += head.index(",") + 1  # "In the east, the army held on."
            stop = first
            for k in range(first, min(last - 1, first + _LONGEST_OFFICE)):
                if flags[k] & _ENDS_OFFICE and not (flags[k] & BODY or doc.words[k][0].isupper()):
                    break
                if flags[k] & ORGANIZATION and flags[k + 1] & _AFTER_BODY and not flags[k + 1] & CUE_VERB:
                    stop = k + 1
            if stop > first and (stop - first > 1 or doc.words[first].isupper()):
                parts = parts_of(doc, self.classes, flags, first, stop, self.names.full)
                if not parts.person:
                    return self.named(parts, first) if parts.name else self.described(parts, first, stop)
            body = self.names.body_in(doc, first, last, self.last_one is None)
            if body is not None and doc.sentence_of[first] == number - 1:
                return self.named(parts_of(doc, self.classes, flags, *body, self.names.full), place)
        return None

    def _head_before(self, place: int) -> Speaker | None:
        """Return the person whose name began a sentence since the last speaker was named."""
        n = bisect_left(self.names.heads, (place,)) - 1
        since = self.last_person.place if self.last_person else -1
        if n < 0 or self.names.heads[n][0] <= since or place - self.names.heads[n][0] > _NEAR:
            return None
        name = self.doc.slice(*self.names.heads[n][1])
        return self.known.get(name.lower()) or self.meet(name, None, "other", True, place)

    def _met_before(self, place: int) -> Speaker | None:
        """Return the one person named in the sentence before, where nobody has spoken since the paragraph began."""
        doc, names = self.doc, self.names
        number = doc.sentence_of[place] - 1
        if number < 0:
            return None
        first, last, paragraph = doc.sentences[number]
        since = self.last_person.place if self.last_person else -1
        n = bisect_left(names.people, (first, 0))
        if since >= doc.paragraphs[paragraph][0] or n >= len(names.people) or names.people[n][1] > last:
            return None
        start, stop = names.people[n]
        again = n + 1 < len(names.people) and names.people[n + 1][0] < last
        known = any(doc.lower[k] in names.full for k in range(first, last) if not start <= k < stop)
        if again or known or doc.lower[stop : stop + 1] == ["'s"] or not self._presented(start, stop):
            return None
        name = doc.slice(start, stop)
        return self.known.get(name.lower()) or self.meet(name, None, "other", True, place)

    def _presented(self, start: int, stop: int) -> bool:
        """Whether an office stands beside the name in tokens ``start`` to ``stop``: "the union's head, Jan Kos"."""
        flags, near = self.flags, range(max(0, start - 6), start)
        if flags[start - 1] & (COMMA | _OFFICE):
            return any(flags[k] & _OFFICE for k in near)
        return bool(flags[stop] & COMMA and any(flags[k] & ROLE for k in range(stop, min(len(flags), stop + 5))))

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
        return self.named(parts, first) if parts.name else self.described(parts, first, stop)

    def _antecedent(self, first: int) -> Speaker | None:
        """Return the noun before "who", by name: "a wheat farmer who says", "the crowd, which chanted"."""
        words, flags, doc = self.doc.words, self.flags, self.doc
        begin = doc.sentences[doc.sentence_of[first]].first
        end = first - 1 if first > begin and words[first - 1] in _SETS_APART else first
        start, furthest = end, max(begin, end - _LONGEST_OFFICE)
        while start > furthest and (words[start - 1][0].isupper() or flags[start - 1] & BODY):
            start -= 1
        if end > begin and words[end - 1][0].islower():
            far = start
            while far > furthest and not (far < end and flags[far] & DET):
                if flags[far - 1] & _ENDS_NOUN and not flags[far - 1] & _IN_NOUN:
                    break
                far -= 1
            plural = doc.lower[end - 1] in self.classes.plurals or doc.lower[end - 1].endswith("s")
            determined = far < end - 1 and flags[far] & DET and words[start - 1] != "'s"
            if determined or (start == end and plural and not flags[end - 1] & DET):
                start = far  # "a wheat farmer who says", "economists who argue"
        if start >= end:
            return None
        if flags[start] & DET and words[start - 1] == "," and words[start - 2][0].isupper():
            named = next((n for n in reversed(self.names.people) if n[1] == start - 1), None)
            if named is not None:  # "Abdul Rashid, a farmer who says"
                return self.named(parts_of(doc, self.classes, flags, *named, self.names.full), named[0])
        parts = parts_of(doc, self.classes, flags, start, end, self.names.full)
        return self.named(parts, start) if parts.name else self.described(parts, start, end)


def resolve_speakers(doc: Document, attributions: Sequence[Attribution], lexicon: Lexicon) -> list[tuple[Source, ...]]:
    """Return the chain of sources of each attribution, nearest first.

    A pronoun, a surname and a description that stand for one person share that person's canonical name.
    """
    if not attributions:
        return []
    cast = _Speakers(doc, classes_of(lexicon))
    order = sorted([(a.cue or a.content[0], n) for n, a in enumerate(attributions)])
    chains: list[list[tuple[SourceMention, Speaker, ResolvedFrom]]] = [[] for _ in attributions]
    met: dict[tuple[int, int], tuple[tuple[Speaker, ResolvedFrom], ...]] = {}
    for _, n in order:
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
    start, end = doc.starts[mention[0]], doc.ends[mention[1] - 1]
    role = speaker.role or person.role
    if role is None and how == "pronoun" and person.name is None:
        role = person.words
    return Source(
        mention[2], doc.text[start:end], tuple.__new__(Span, (start, end)), person.name, role,
        person.organization, person.kind, how,
    )  # fmt: skip
