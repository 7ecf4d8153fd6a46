"""Capitalised tokens to candidates for places, in one walk.

A candidate is a stretch of tokens with the places of that name, and whether its surroundings make it a place at all:
"in Lincoln" and "Lincoln, Neb." do, "Lincoln said" and "Lincoln Brown" do not. What a candidate tells about the
article's countries counts even where it is not shown. Choosing among its places is left to ``places``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimtrack.extract.places_around import Surroundings
from claimtrack.extract.places_names import Name, goes_on, match_container, match_name, within
from claimtrack.extract.places_words import (
    BRINGS,
    BRINGS_UNKNOWN,
    CUE,
    DEMONYM,
    DIRECTION,
    NO_REGION,
    NOT,
    OWNER,
    PERSON,
    PLACE_NOUN,
    REGION_BEFORE,
    REGION_WORD,
    TITLE,
    VENUE,
    PlaceWords,
)  # fmt: skip
from claimtrack.extract.segment import Document
from claimtrack.normalize.places import COUNTRY, REGION, GazetteerPlace, fold, gazetteer

_BIG, _BIG_ALIAS = 5.0, 5.7  # logarithm of people from which a bare name is a place
_KNOWN = 4.3  # and one after "to" or "from"
_LONGEST_UNKNOWN = 3  # tokens of a name that the gazetteer does not know
_VENUE_RANK = 3
_ARTICLES = frozenset(("a", "an"))


@dataclass(slots=True)
class Candidate:
    """Tokens ``first`` to ``last``.

    ``rank`` is ``None`` where the place chosen decides it; ``within`` is the region that the text names around it, or
    that it stands for itself; ``form`` the name alone, in lower case.
    """

    first: int
    last: int
    places: Sequence[GazetteerPlace]
    rank: int | None
    within: int
    shown: bool
    form: str
    unless_person: bool = False
    if_named_elsewhere: bool = False
    if_near: bool = False


def scan(doc: Document, known: PlaceWords) -> list[Candidate]:
    """Return the candidates in order, non-overlapping."""
    walk = _Scan(doc, known)
    for first, last in walk.chunks():
        walk.read(first, last)
    walk.settle()
    return walk.found


class _Scan(Surroundings):
    """The walk over one document."""

    __slots__ = ("found", "people", "read_to")

    def __init__(self, doc: Document, known: PlaceWords) -> None:
        super().__init__(doc, known)
        self.found: list[Candidate] = []
        self.people: set[str] = set()
        self.read_to = 0

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Stretches of capitalised words that may be one name."""
        words, lower, part, sentence_of = self.words, self.lower, self.part, self.doc.sentence_of
        begin = end = -1
        for i in self.capitals:
            if i < end:
                continue
            if begin >= 0 and (sentence_of[i] != sentence_of[begin] or (i != end and not self.is_initial(end, i))):
                yield begin, end
                begin = -1
            if i < self.read_to:
                continue
            cut = -1
            if part.get(lower[i], 0) & (NOT | DEMONYM | BRINGS) or ("-" in lower[i] and _is_compound(words[i])):
                cut = self._cut(i)
            if cut == i:
                if begin >= 0:
                    yield begin, end
                    begin = -1
                continue
            if begin < 0:
                begin = i
            end = max(cut, i + 1)
        if begin >= 0:
            yield begin, end

    def _cut(self, i: int) -> int:
        """Where the word at token ``i`` cuts: there, or after the longer name that it opens ("New York")."""
        if not self.part.get(self.lower[i], 0) & DEMONYM and not goes_on(self.doc, i + 1):
            return i
        name = match_name(self.doc, self.known, i)
        if name is None:
            return i
        if not name.places:
            self._add(i, i + 1, (), None, name.region, False)
            return i
        return name.end

    def read(self, first: int, last: int) -> None:
        """Add what tokens ``first`` to ``last`` name."""
        if first < self.read_to:
            return
        if self.is_headline(first):
            self._read_headline(first, last)
            return
        start = first
        while start + 1 < last and self.part.get(self.lower[start], 0) & DIRECTION:
            start += 1
        name = match_name(self.doc, self.known, first)
        if name is None and start > first:
            name = match_name(self.doc, self.known, start)
        else:
            start = first
        if name is not None and name.places and self.is_open(start, name):
            if name.end > last:  # "Mt." and a full stop, "Sinai"
                last = name.end
                while last < len(self.words) and self.is_name_word(last) and self.same_sentence(last, first):
                    last += 1
            self._read_name(first, start, last, name)
        else:
            self._read_unknown(first, last)

    # ---- a known name at the head of the chunk ----

    def _read_name(self, first: int, start: int, last: int, name: Name) -> None:
        part, lower = self.part, self.lower
        end, rank = name.end, None
        rest = range(end, last)
        if rest and part.get(lower[last - 1], 0) & VENUE and not part.get(lower[last - 1], 0) & REGION_WORD:
            self._add_venue(first, last)
            return
        if any(part.get(lower[i], 0) & OWNER for i in rest):
            self._add(first, end, name.places, None, NO_REGION, False)
            self.read_to = last
            return
        if rest and not all(part.get(lower[i], 0) & REGION_WORD for i in rest):
            self._add(first, end, name.places, None, NO_REGION, False)
            self._note_person(first, last)
            return
        if rest:
            end, rank = last, self.known.ranks[lower[last - 1]]
        self._read_place(first, start, end, name, rank)

    def _read_place(self, first: int, start: int, end: int, name: Name, rank: int | None) -> None:
        part, words = self.part, self.lower
        places, strong = name.places, rank is not None
        after = words[end] if end < len(words) else ""
        if rank is None and part.get(after, 0) & REGION_WORD and not self.is_owned(end + 1):
            rank = self.known.ranks[after]
            strong, end = True, end + 1
            if rank == 1:
                places = [p for p in self._namesakes(name, start) if p.kind == REGION] or places
        if self.is_owned(end) or self.is_of_body(first):
            self._add(first, end, places, rank, NO_REGION, False)
            return
        while first > 0 and part.get(words[first - 1], 0) & DIRECTION and self.same_sentence(first - 1, first):
            first -= 1
            strong = True
        region = NO_REGION
        container = match_container(self.doc, self.known, end)
        if container is not None:
            inside, region = within(self._namesakes(name, start), container)
            if inside:
                places, strong, end = inside, True, container.end
            else:
                region = NO_REGION
        self._judge(first, end, places, rank, region, strong, " ".join(words[start : name.end]))

    def _namesakes(self, name: Name, start: int) -> Sequence[GazetteerPlace]:
        """The places called so in the gazetteer, with the one that the lexicon puts before them."""
        more = gazetteer().look_up(fold(" ".join(self.lower[start : name.end]))).places
        return name.places if more is name.places else (*name.places, *more)

    def _judge(
        self,
        first: int,
        end: int,
        places: Sequence[GazetteerPlace],
        rank: int | None,
        region: int,
        strong: bool,
        form: str,
    ) -> None:
        """Add a name whose surroundings allow a place: shown at once, only if no person bears it, or not at all."""
        top = places[0]
        is_person = bool(self.part.get(form, 0) & PERSON)
        wide = top.kind == COUNTRY
        if region == NO_REGION and top.kind in (COUNTRY, REGION):
            runner_up = max((p.size for p in places[1:]), default=0.0)
            region = top.region if top.size - runner_up > 1 else NO_REGION
        big = wide or (top.size >= (_BIG_ALIAS if top.alias else _BIG) and not (top.alias and top.kind == REGION))
        after = self.lower[end] if end < len(self.words) else ""
        after_bits = self.part.get(after, 0)
        weak = False
        if not strong:
            brought = self.bringer(first)
            strong = bool(brought & BRINGS_UNKNOWN) or (bool(brought) and not is_person)
            if strong and after == "'s" and not big:
                strong = False
            weak = strong and not brought & BRINGS_UNKNOWN and top.size < _KNOWN
            if not (strong or is_person or big) and after_bits & PLACE_NOUN:
                strong = weak = True  # "a Dyersburg home"
        speaks = (after_bits & CUE and not after_bits & PLACE_NOUN) or self.follows_cue(first)
        adjective = wide and self.words[first].isupper() and after[:1].isalpha()
        shown = strong or not (speaks or is_person or adjective or not big or self.is_small(first, end))
        candidate = self._add(first, end, places, rank, region, shown, form)
        candidate.unless_person = shown and not wide and not self._in(first) and (region == NO_REGION or is_person)
        candidate.if_near = weak

    # ---- a chunk that begins with no known name ----

    def _read_unknown(self, first: int, last: int) -> None:
        part, lower = self.part, self.lower
        length = last - first
        if lower[first] in self.known.states and lower[last : last + 1] == ["."]:
            self._add(first, last + 1, (), 1, self.known.states[lower[first]], False)
            return
        end_word = part.get(lower[last - 1], 0)
        if length > 1 and end_word & VENUE and not end_word & REGION_WORD:
            self._add_venue(first, last)
        elif any(part.get(lower[i], 0) & (TITLE | OWNER) for i in range(first, last)):
            self._note_person(first, last)
        elif self._is_no_name(first, last):
            return
        elif length > 1 and end_word & REGION_WORD and not part.get(lower[last - 2], 0) & (DIRECTION | VENUE):
            self._add_unknown(first, last, self.known.ranks[lower[last - 1]])
        elif last < len(lower) and part.get(lower[last], 0) & REGION_WORD and self.bringer(first):
            self._add_unknown(first, last + 1, self.known.ranks[lower[last]])
        elif self._is_named_place(first, last):
            self._add_unknown(first, last, None)
        else:
            self._note_person(first, last)

    def _is_no_name(self, first: int, last: int) -> bool:
        """Whether the words are too many, initials, or end on a point of the compass."""
        if last - first > _LONGEST_UNKNOWN or self.part.get(self.lower[last - 1], 0) & DIRECTION:
            return True
        return self.words[first].isupper() and not self.opens_paragraph(first)

    def _is_named_place(self, first: int, last: int) -> bool:
        """Whether the text says that an unknown name is a place: "in Zarmina", "village of Zarmina"."""
        lower, part = self.lower, self.part
        after = lower[last] if last < len(lower) else ""
        if after == "'s" or part.get(after, 0) & (OWNER | CUE) or part.get(lower[last - 1], 0) & (VENUE | REGION_WORD):
            return False
        container = match_container(self.doc, self.known, last)
        if container is not None and container.region != NO_REGION:
            return True
        before = first - 1
        if before < 0 or not self.same_sentence(before, first):
            return False
        if self.words[first].isupper():
            return False
        if part.get(after, 0) & (PLACE_NOUN | VENUE) and lower[before] in _ARTICLES:
            return last - first > 1  # "a Lake Zarmina motel"
        word = part.get(lower[before], 0)
        if word & BRINGS_UNKNOWN:
            return not part.get(lower[first], 0) & PERSON or last - first == 1
        if lower[before] == "of" and before > 0:
            return bool(part.get(lower[before - 1], 0) & REGION_BEFORE)
        return False

    def _add_unknown(self, first: int, last: int, rank: int | None) -> None:
        form = " ".join(self.lower[first:last])
        container = match_container(self.doc, self.known, last)
        region = NO_REGION
        if container is not None:
            region = container.region if not container.places else container.places[0].region
            last = container.end
        candidate = self._add(first, last, (), rank if rank is not None else 2, region, True, form)
        candidate.unless_person = region == NO_REGION and rank is None

    def _add_venue(self, first: int, last: int) -> None:
        self._add(first, last, (), _VENUE_RANK, NO_REGION, True)

    def _note_person(self, first: int, last: int) -> None:
        """Remember the last word of what is probably a name of a person, or of a body."""
        if last - first > 1:
            self.people.add(self.lower[last - 1])

    # ---- headlines, where every word is capitalised ----

    def _read_headline(self, first: int, last: int) -> None:
        i = first
        while i < last:
            name = match_name(self.doc, self.known, i)
            if name is None or not name.places:
                i += 1
                continue
            if not self.is_owned(name.end):
                form = " ".join(self.lower[i : name.end])
                brought = i > 0 and bool(self.part.get(self.lower[i - 1], 0) & BRINGS)
                end, places, region = name.end, name.places, NO_REGION
                container = match_container(self.doc, self.known, end)
                if container is not None:
                    inside, region = within(self._namesakes(name, i), container)
                    places, end = (inside, container.end) if inside else (places, end)
                candidate = self._add(i, end, places, None, region, True, form)
                candidate.if_named_elsewhere = end == name.end and not (brought or places[0].kind == COUNTRY)
                name = Name(end, places)
            i = max(name.end, i + 1)
        self.read_to = max(self.read_to, i)

    # ---- small tests, and the end ----

    def _in(self, first: int) -> bool:
        return first > 0 and bool(self.part.get(self.lower[first - 1], 0) & BRINGS_UNKNOWN)

    def _add(
        self,
        first: int,
        last: int,
        places: Sequence[GazetteerPlace],
        rank: int | None,
        region: int,
        shown: bool,
        form: str = "",
    ) -> Candidate:
        candidate = Candidate(first, last, places, rank, region, shown, form)
        self.found.append(candidate)
        if shown:
            self.shown_to = last
        self.read_to = max(self.read_to, last)
        return candidate

    def settle(self) -> None:
        """Hide the names of persons, and those of headlines that the article does not repeat."""
        for candidate in self.found:
            if candidate.unless_person and candidate.form.split(" ")[-1] in self.people:
                candidate.shown = False
        named = {c.form for c in self.found if c.shown and not c.if_named_elsewhere and c.form}
        for candidate in self.found:
            if candidate.if_named_elsewhere and candidate.form not in named:
                candidate.shown = False


def _is_compound(word: str) -> bool:
    """Whether only the first part of a hyphened word is a name: "Kabul-based"."""
    return word[word.rindex("-") + 1].islower() if not word.endswith("-") else True
