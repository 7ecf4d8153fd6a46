"""Capitalised tokens to candidates for places, in one walk.

A candidate is a stretch of tokens with the places of that name, and whether its surroundings make it a place at all:
"in Lincoln" and "Lincoln, Neb." do, "Lincoln said" and "Lincoln Brown" do not. What a candidate tells about the
article's countries counts even where it is not shown. Choosing among its places is left to ``places``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimtrack.extract.places_evidence import SURE
from claimtrack.extract.places_names import Name, is_dotted, match_container, match_name, within
from claimtrack.extract.places_unknown import LONGEST_UNKNOWN, Candidate, Unknown
from claimtrack.extract.places_words import (
    ALONE,
    BRINGS,
    BRINGS_UNKNOWN,
    CUE,
    DIRECTION,
    FEATURE,
    LEAD,
    NARROW,
    NO_REGION,
    OWNER,
    PERSON,
    PLACE_NOUN,
    REGION_WORD,
    ROLE,
    STREET,
    TOWN_NOUN,
    VENUE,
    WELL_PEOPLED,
    PlaceWords,
)  # fmt: skip
from claimtrack.extract.segment import Document
from claimtrack.normalize.places import COUNTRY, REGION, GazetteerPlace, fold, gazetteer

_BIG, _BIG_ALIAS = 5.0, 5.7  # logarithm of people from which a bare name is a place
_SIDES = frozenset(("Side", "Ward"))  # of a city, behind a point of the compass
_KNOWN = 4.3  # and one after "to" or "from"


def scan(doc: Document, known: PlaceWords) -> list[Candidate]:
    """Return the candidates in order, non-overlapping."""
    walk = _Scan(doc, known)
    for first, last in walk.chunks():
        walk.read(first, last)
    walk.settle()
    return walk.found


class _Scan(Unknown):
    """The walk over one document; ``cut_name`` is the name found where a word last cut a stretch, at ``cut_at``."""

    __slots__ = ("cut_at", "cut_name")

    def __init__(self, doc: Document, known: PlaceWords) -> None:
        super().__init__(doc, known)
        self.cut_at = -1
        self.cut_name: Name | None = None

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Stretches of capitalised words that may be one name."""
        words, heads, sentence_of = self.words, self.known.heads, self.sentence_of
        begin = end = -1
        high = len(words) - 1
        for i in self.capitals:
            cuts = heads[words[i]][0]
            if cuts and i < high and words[i + 1] == "," and i >= end and i >= self.read_to:
                town = self._common_town(i)
                if town is not None:
                    if begin >= 0:
                        yield begin, end
                        begin = -1
                    self.add(i, town.end, town.places, None, town.region, True, self.lower[i])
                    end = town.end
            if cuts == ALONE or i < end:
                continue
            if begin >= 0 and (
                i > end + 1 or sentence_of[i] != sentence_of[begin] or (i > end and not self.is_initial(end, i))
            ):
                yield begin, end
                begin = -1
            if i < self.read_to:
                continue
            if cuts:
                cut = self._cut(i)
                if cut == i:
                    if begin >= 0:
                        yield begin, end
                        begin = -1
                    continue
                end = cut
            else:
                end = i + 1
            if begin < 0:
                begin = i
        if begin >= 0:
            yield begin, end

    def _common_town(self, i: int) -> Name | None:
        """Return the town of which a word of everyday use is the name where its state follows: "MOBILE, Ala."."""
        head = self.known.heads[self.words[i]]
        places = self.known.look_up(self.lower[i]).places if not (head.places or head.region != NO_REGION) else ()
        container = match_container(self.doc, self.known, i + 1) if places else None
        if container is None:
            return None
        inside, region = within(places, container)
        return Name(container.end, inside, region) if inside else None

    def _cut(self, i: int) -> int:
        """Where the word at token ``i`` cuts: there, or after the longer name that it opens ("New York")."""
        name = match_name(self.doc, self.known, i)
        if name is None:
            return i
        self.cut_at, self.cut_name = i, name
        if not name.places:
            self.add(i, i + 1, (), None, name.region, False)
            return i
        return name.end

    def read(self, first: int, last: int) -> None:
        """Add what tokens ``first`` to ``last`` name."""
        if first < self.read_to:
            return
        if self.doc.sentence_of[first] in self.headlines:
            self._read_headline(first, last)
            return
        if self.part[last - 1] & DIRECTION or self.words[last - 1] in _SIDES:
            if self._read_side(first, last):
                return
        elif last - first == 1 and self.lower[first] in self.known.states and self._read_state(first, last):
            return
        start = first
        name = self.cut_name if first == self.cut_at else match_name(self.doc, self.known, first)
        if self.part[first] & DIRECTION:
            while name is None and start + 1 < last and self.part[start] & DIRECTION:
                start += 1
            if start > first:
                name = match_name(self.doc, self.known, start)
            if name is not None and self.lower[name.end - 1] == "side":
                return  # "the East Side"
        elif name is None and self.part[first] & LEAD and start + 1 < last:
            first = start = first + 1  # "Neighbouring Malawi"
            name = match_name(self.doc, self.known, first)
        if name is not None and name.end < last and self.is_row(first, last):
            self.read_unknown(first, last)  # "Lydda Norte: 3 dead", of which the gazetteer has the first word
        elif name is not None and name.end == last and self._is_street(start, last, name):
            self.add_venue(first, last)
        elif name is not None and name.places and self.is_open(start, name):
            if name.end > last:  # "Mt." and a full stop, "Sinai"
                last = name.end
                while last < len(self.words) and self.is_name_word(last) and self.same_sentence(last, first):
                    last += 1
            self._read_name(first, start, last, name)
        else:
            self.read_unknown(first, last)

    def _read_state(self, first: int, last: int) -> bool:
        """Read the abbreviation of a state that stands alone: "Three killed in Fla. shooting" is not of Flå."""
        region = self.known.states.get(self.lower[first])
        if region is None or not is_dotted(self.doc, last) or not self.same_sentence(first, last):
            return False
        self.add(first, last + 1, (), 1, region, False)
        return True

    def _read_side(self, first: int, last: int) -> bool:
        """Read a side of a city: "on the East Side", "the city's West Ward"; in a headline, without an article."""
        end = last if self.words[last - 1] in _SIDES else last + 1
        if end > len(self.words) or self.words[end - 1] not in _SIDES or not self.part[end - 2] & DIRECTION:
            return False
        if end - 1 == first or not self.same_sentence(first, end - 1):
            return False
        told = self.lower[first - 1] in ("the", "'s") or self.sentence_of[first] in self.headlines
        if told and not self.is_owned(end):
            self.add(first, end, (), 2, NO_REGION, True, " ".join(self.lower[first:end]))
        return True

    def _is_street(self, start: int, last: int, name: Name) -> bool:
        """Whether a hamlet's name is that of a street: "Biddle Street"."""
        street = last - start > 1 and self.part[last - 1] & STREET
        return bool(street and name.places and name.places[0].size < _KNOWN)

    # ---- a known name at the head of the chunk ----

    def _read_name(self, first: int, start: int, last: int, name: Name) -> None:
        part, lower = self.part, self.lower
        end, rank = name.end, None
        rest = range(end, last)
        if rest and part[last - 1] & VENUE and not part[last - 1] & REGION_WORD:
            self.add_venue(first, last)
            return
        if rest and self.any(end, last, OWNER):
            self.add(first, end, name.places, None, NO_REGION, False).of_body = bool(part[end] & ROLE)
            self.read_to = last
            return
        if rest and part[last - 1] & FEATURE and not self.is_owned(last):
            self.add_unknown(first, last, 1)  # "Cumberland River" is not Cumberland
            return
        if rest and not all(part[i] & REGION_WORD for i in rest):
            if self._is_longer(first, end, last):
                self.add_unknown(first, last, None)
                return
            self.add(first, end, name.places, None, NO_REGION, False)
            self.note_person(first, last)
            return
        if rest:
            end, rank = last, self.known.ranks[lower[last - 1]]
        if not self.is_unmapped(first, end, name.places if rank is None else ()):
            self._read_place(first, start, end, name, rank)

    def _is_longer(self, first: int, end: int, last: int) -> bool:
        """Whether a known name opens one that is not known: "BHAVANI NAGAR:" is not Bhavani."""
        wider = any(p.kind in (COUNTRY, REGION) for p in self.known.look_up(self.lower[end]).places)
        return not wider and last - first <= LONGEST_UNKNOWN and self.weigh(first, last) >= SURE

    def _read_place(self, first: int, start: int, end: int, name: Name, rank: int | None) -> None:
        part, words = self.part, self.lower
        places, strong = name.places, rank is not None
        if end - start > 1 and part[end - 1] & NARROW:
            strong = True  # "Pratt County"
        after, follows = words[end] if end < len(words) else "", part[end]
        if follows & NARROW and first > 0 and words[first - 1] in ("a", "an"):
            strong = True  # "a Detroit neighborhood"
        elif rank is None and follows & TOWN_NOUN and self._is_followed(end + 1):
            self.add(first, end, places, rank, NO_REGION, False)  # "the Brisbane suburb of Taringa"
            return
        elif rank is None and follows & REGION_WORD and not self.is_owned(end + 1):
            rank = self.known.ranks[after]
            strong, end = True, end + 1
            if rank == 1:
                places = [p for p in self._namesakes(name, start) if p.kind == REGION] or places
        if self.is_owned(end) or self.is_of_body(first):
            self.add(first, end, places, rank, NO_REGION, False).of_body = bool(follows & ROLE)
            return
        if self._is_corner(first, end):
            self.add(first, end, (), None, NO_REGION, False)
            return
        while first > 0 and part[first - 1] & DIRECTION and self.same_sentence(first - 1, first):
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
        candidate = self._judge(first, end, places, rank, region, strong, " ".join(words[start : name.end]))
        if region == NO_REGION and part[end - 1] & NARROW and end > name.end:
            candidate.if_near = candidate.sure = candidate.places[0].size < WELL_PEOPLED

    def _is_followed(self, i: int) -> bool:
        """Whether "of" and the name of a town follow: "suburb of Taringa", not "region of Ukraine"."""
        if self.lower[i : i + 1] != ["of"] or not self.words[min(i + 1, len(self.words) - 1)][0].isupper():
            return False
        name = match_name(self.doc, self.known, i + 1)
        return name is None or not any(p.kind in (COUNTRY, REGION) for p in name.places)

    def _is_corner(self, first: int, end: int) -> bool:
        """Whether a name is that of a street, with another: "near Lynn and Michigan streets"."""
        lower = self.lower
        if first > 0 and lower[first - 1] == "and" and lower[end : end + 1] > ["a"]:
            return bool(self.part[end] & VENUE) and lower[end].endswith("s")
        if lower[end : end + 1] != ["and"] or not self.words[min(end + 1, len(lower) - 1)][0].isupper():
            return False
        return self.any(end + 2, end + 4, VENUE)

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
    ) -> Candidate:
        """Add a name whose surroundings allow a place: shown at once, only if no person bears it, or not at all."""
        top = places[0]
        is_person = bool(self.known.part.get(form, 0) & PERSON)
        wide = top.kind == COUNTRY
        if region == NO_REGION and top.kind in (COUNTRY, REGION):
            runner_up = max((p.size for p in places[1:]), default=0.0)
            region = top.region if top.size - runner_up > 1 else NO_REGION
        big = wide or (top.size >= (_BIG_ALIAS if top.alias else _BIG) and not (top.alias and top.kind == REGION))
        after = self.lower[end] if end < len(self.words) else ""
        after_bits = self.part[end]
        weak = sure = venue = False
        if not strong:
            brought = self.bringer(first)
            strong = bool(brought & BRINGS_UNKNOWN) or (bool(brought) and not is_person)
            if strong and after == "'s" and not big:
                strong = False
            weak = strong and not brought & BRINGS_UNKNOWN and top.size < _KNOWN
            if (weak or not (strong or big or is_person)) and self.weigh(first, end) >= SURE:
                strong = sure = weak = True
            if strong and not big and after_bits & VENUE and not after_bits & STREET and self.words[end].islower():
                weak = venue = True  # "at the Thawra hospital"
            if not (strong or is_person or big) and after_bits & PLACE_NOUN:
                strong = weak = True  # "a Dyersburg home"
        speaks = (after_bits & CUE and not after_bits & PLACE_NOUN) or self.follows_cue(first)
        adjective = wide and self.words[first].isupper() and after[:1].isalpha()
        shown = strong or not (speaks or is_person or adjective or not big or self.is_small(first, end))
        candidate = self.add(first, end, places, rank, region, shown, form)
        candidate.of_body = bool(speaks and not shown and top.kind in (COUNTRY, REGION))  # "Guatemala reported 29 dead"
        candidate.unless_person = shown and not wide and not self._in(first) and (region == NO_REGION or is_person)
        candidate.if_near, candidate.sure, candidate.of_venue = weak, sure, venue
        return candidate

    # ---- headlines, where every word is capitalised ----

    def _read_headline(self, first: int, last: int) -> None:
        i = first
        while i < last:
            if self.part[i] & DIRECTION and self._read_side(i, i + 1):
                i += 2
                continue
            if self._read_state(i, i + 1):
                i += 2
                continue
            name = match_name(self.doc, self.known, i)
            if name is None or not name.places:
                i += 1
                continue
            if not self.is_owned(name.end) and not (self.part[name.end] & STREET and name.end < last):
                form = " ".join(self.lower[i : name.end])
                brought = i > 0 and bool(self.part[i - 1] & BRINGS)
                if self.part[name.end] & PLACE_NOUN and name.places[0].size >= _BIG:
                    brought = True  # "Overnight Savannah Shooting"
                end, places, region = name.end, name.places, NO_REGION
                container = match_container(self.doc, self.known, end)
                if container is not None:
                    inside, region = within(self._namesakes(name, i), container)
                    places, end = (inside, container.end) if inside else (places, end)
                rank, narrow = None, False
                bits = self.part[end]
                if bits & (REGION_WORD | FEATURE) and end == name.end and self.same_sentence(i, end):
                    rank, narrow = self.known.ranks[self.lower[end]], bool(bits & (NARROW | FEATURE))
                    end += 1
                candidate = self.add(i, end, places, rank, region, True, form)
                candidate.if_near = candidate.sure = narrow and places[0].size < WELL_PEOPLED
                candidate.if_named_elsewhere = end == name.end and not (
                    brought or (places and places[0].kind == COUNTRY)
                )
                name = Name(end, places)
            i = max(name.end, i + 1)
        self.read_to = max(self.read_to, i)

    # ---- small tests, and the end ----

    def _is_block(self, candidate: Candidate) -> bool:
        """Whether houses are counted along a name: "the 4800 block of Nottingham"."""
        first = candidate.first
        if first < 3 or self.lower[first - 2] != "block" or self.lower[first - 1] != "of":
            return False
        return self.words[first - 3][0].isdigit()

    def _is_crossed(self, candidate: Candidate) -> bool:
        """Whether a street is named with another: "near Nottingham and East Warren"."""
        end = candidate.last
        return self.lower[end : end + 1] == ["and"] and self.words[min(end + 1, len(self.words) - 1)][0].isupper()

    def _in(self, first: int) -> bool:
        return first > 0 and bool(self.part[first - 1] & BRINGS_UNKNOWN)

    def settle(self) -> None:
        """Show what all mentions together make a place; hide persons, and headlines' names that are not repeated."""
        self.settle_pending()
        named, doubtful = set(), []
        streets = {c.form for c in self.found if c.shown and self._is_block(c)}
        for candidate in self.found:
            if not candidate.shown:
                continue
            if streets and candidate.form in streets and (self._is_block(candidate) or self._is_crossed(candidate)):
                candidate.shown = False
                continue
            form = candidate.form
            hidden = candidate.unless_person and form not in self.rows
            if (hidden and form.rpartition(" ")[2] in self.people) or (
                form in self.venues and " " in form  # "Mount Sinai" is the hospital
            ):
                candidate.shown = False
            elif candidate.if_named_elsewhere:
                doubtful.append(candidate)
            elif form:
                named.add(form)
        for candidate in doubtful:
            candidate.shown = candidate.form in named
