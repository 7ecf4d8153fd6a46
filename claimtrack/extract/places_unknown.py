"""Names that the gazetteer does not know: which of them are places, by themselves or by all their mentions.

Whether a name has a head that tells ("Lake Zarmina", "Zarmina district") is seen here; the words around it are
weighed in ``places_evidence``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimtrack.extract.places_evidence import NO_PLACE, SURE, Evidence
from claimtrack.extract.places_names import match_container, match_name, within
from claimtrack.extract.places_words import (
    CUE,
    DIRECTION,
    EVENT,
    EVENT_SURE,
    FEATURE,
    FEATURE_BEFORE,
    NARROW,
    NO_REGION,
    OWNER,
    PARTICLE,
    PERSON,
    REGION_WORD,
    STREET,
    TITLE,
    VENUE,
    PlaceWords,
)  # fmt: skip
from claimtrack.extract.segment import Document
from claimtrack.normalize.places import COUNTRY, REGION, GazetteerPlace, fold, gazetteer

LONGEST_UNKNOWN = 3  # words of a name that the gazetteer does not know
_VENUE_RANK = 3
_FEATURE_RANK = 1
_ON = frozenset(("on", "along", "and", "or", ",", "to", "a"))
_TELLING = VENUE | TITLE | OWNER | PERSON | FEATURE_BEFORE | REGION_WORD | FEATURE
_CHAIN_ENDS = frozenset(("", ".", "|", ":", ";", "/"))
_ENDS = frozenset(("", ".", ";", ":", ")"))  # no list of places goes on
_BIG = 5.0  # logarithm of people from which a town is the known one
_OFTEN = 4  # mentions of a name, of which some must make it a place


@dataclass(slots=True)
class Candidate:
    """Tokens ``first`` to ``last``.

    ``rank`` is ``None`` where the place chosen decides it; ``within`` is the region that the text names around it, or
    that it stands for itself; ``form`` the name alone, in lower case. ``if_near`` is shown only where the article
    speaks of the region; elsewhere the name is that of an unknown place if it is ``sure`` to be one. ``points`` are
    those of an unknown name. ``of_venue`` names a hospital or market, and speaks for no region. ``of_body`` names
    police or officials: where nothing else is named, it tells where.
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
    sure: bool = False
    of_body: bool = False
    of_venue: bool = False
    points: int = 0


class Unknown(Evidence):
    """Reads stretches of capitalised words that begin with no known name.

    ``pending`` are the names that one mention alone makes no places of, ``others`` those of persons and bodies,
    ``people`` the last words of what are probably such names, ``venues`` the names of hospitals, schools and the like,
    ``rows`` those that head a row of a table.
    """

    __slots__ = ("found", "others", "pending", "people", "read_to", "rows", "venues")

    def __init__(self, doc: Document, known: PlaceWords) -> None:
        super().__init__(doc, known)
        self.found: list[Candidate] = []
        self.people: set[str] = set()
        self.venues: set[str] = set()
        self.others: set[str] = set()
        self.rows: set[str] = set()
        self.pending: dict[str, list[tuple[int, int, int]]] = {}
        self.read_to = 0

    def read_unknown(self, first: int, last: int) -> None:
        part, lower = self.part, self.lower
        end_word, first_word = part[last - 1], part[first]
        inside = end_word | first_word
        for bits in part[first + 1 : last - 1]:
            inside |= bits
        after = part[last] if last < len(lower) and self.sentence_of[first] == self.sentence_of[last] else 0
        short = lower[first] in self.known.states or lower[last - 1] == "co"
        if not (inside & _TELLING or after & (REGION_WORD | FEATURE) or short):
            if not self._is_no_name(first, last):  # as most names of persons are
                self._weigh_unknown(first, last, after)
            return
        length = last - first
        if length == 1 and end_word & VENUE:
            if end_word & STREET and first > 0 and self.words[first - 1][0].isdigit():
                self._add_numbered(first - 1, last)
            return
        if length == 1 and short and lower[first] in self.known.states and lower[last : last + 1] == ["."]:
            self.add(first, last + 1, (), 1, self.known.states[lower[first]], False)
            return
        if length > 1 and end_word & VENUE and not end_word & REGION_WORD:
            self.add_venue(first, last)
        elif inside & (TITLE | OWNER) or (length > 1 and first_word & PERSON and not after):
            self.note_person(first, last)
        elif short and lower[last - 1] == "co" and lower[last : last + 1] == ["."] and self.bringer(first):
            form = " ".join((*lower[first : last - 1], "county"))
            self.add(first, last + 1, self.known.look_up(form).places, 2, NO_REGION, True, form)
        elif length > 1 and first_word & FEATURE_BEFORE and (not after & (OWNER | CUE) or self.bringer(first)):
            self.add_unknown(first, last, _FEATURE_RANK)
        elif self._is_no_name(first, last):
            return
        elif length > 1 and end_word & (REGION_WORD | FEATURE):
            if not (part[last - 2] & (DIRECTION | VENUE) and not self.bringer(first)) and not self.is_owned(last):
                self.add_unknown(first, last, self.known.ranks[lower[last - 1]])
        elif after & (REGION_WORD | FEATURE) and self._is_headword(first, last):
            self.add_unknown(first, last + 1, self.known.ranks[lower[last]])
        else:
            self._weigh_unknown(first, last, after)

    def _weigh_unknown(self, first: int, last: int, after: int) -> None:
        """Take a name for a place, or keep it until its other mentions are read."""
        points = SURE if self._is_chained(first, last) else self.weigh(first, last)
        if points == NO_PLACE:
            self.note_person(first, last)
            self.others.add(" ".join(self.lower[first:last]))
        elif after & VENUE and points >= SURE and self.lower[last] != "'s":
            self.add_venue(first, last + 1, self.any(last + 1, last + 2, EVENT | EVENT_SURE))
        elif points >= SURE:
            start = self._with_direction(first)
            rank = _FEATURE_RANK if start < first else None
            candidate = self.add_unknown(start, last, rank, first)
            candidate.points = points
            if self.is_row(first, last):
                candidate.unless_person = False
                self.rows.add(candidate.form)
        else:
            self.pending.setdefault(" ".join(self.lower[first:last]), []).append((first, last, points))

    def _is_chained(self, first: int, last: int) -> bool:
        """Whether a name ends a row from the country to the town: "Colombia, Cauca, Bolaqi Viejo."."""
        if len(self.found) < 2 or self.word(last) not in _CHAIN_ENDS:
            return False
        outer, inner = self.found[-2:]
        if inner.last != first - 1 or outer.last != inner.first - 1 or not (inner.places and outer.places):
            return False
        commas = self.words[inner.last] == self.words[outer.last] == ","
        return commas and outer.places[0].kind == COUNTRY and any(p.kind == REGION for p in inner.places)

    def is_unmapped(self, first: int, last: int, places: Sequence[GazetteerPlace]) -> bool:
        """Add a town that the text puts where the gazetteer has none of its name ("Alder, Ohio."), or that ends a row
        from the country down; return whether it was one."""
        if self._is_chained(first, last):
            around = {p.region for p in self.found[-1].places if p.kind == REGION}
            self.add_unknown(first, last, None).places = [p for p in places if p.region in around]
            return True
        container = match_container(self.doc, self.known, last) if places and places[0].size < _BIG else None
        if container is None or self.word(container.end) not in _ENDS:
            return False
        more = gazetteer().look_up(fold(" ".join(self.lower[first:last]))).places
        inside, region = within((*places, *more), container)
        if inside or region == NO_REGION:
            return False
        self.add_unknown(first, last, None)
        return True

    def _with_direction(self, first: int) -> int:
        """Where a name with its direction begins: "western Zarmina"."""
        part = self.part
        while first > 0 and part[first - 1] & DIRECTION and self.same_sentence(first - 1, first):
            first -= 1
        return first

    def _is_headword(self, first: int, last: int) -> bool:
        """Whether the noun after an unknown name says what it is: "Zarmina district", but "the Zarminan town of"."""
        lower, bits = self.lower, self.part[last]
        if (lower[last + 1 : last + 2] == ["of"] and not self._is_quarter_of(last)) or self.is_owned(last + 1):
            return False
        if self.part[first] & PERSON and not self.bringer(first):
            return False
        if self.bringer(first):
            return True
        if first == 0 or not self.same_sentence(first - 1, first):
            return False  # "High seas"
        return bool(bits & FEATURE) or lower[first - 1] in ("the", "of")

    def _is_quarter_of(self, noun: int) -> bool:
        """Whether a quarter is named with its town: "the Soundview section of the Bronx", but "the Shiite quarter of
        Khadimiya"."""
        if not self.part[noun] & NARROW or noun + 3 > len(self.words):
            return False
        town = noun + 2 + (self.lower[noun + 2] == "the")
        name = match_name(self.doc, self.known, town) if town < len(self.words) else None
        return name is not None and bool(name.places)

    def _is_no_name(self, first: int, last: int) -> bool:
        """Whether the words are too many, initials, or end on a point of the compass."""
        length = last - first
        if length > LONGEST_UNKNOWN:
            length = sum(not self.known.part.get(word, 0) & PARTICLE for word in self.words[first:last])
        if length > LONGEST_UNKNOWN or self.part[last - 1] & DIRECTION:
            return True
        return self.words[first].isupper() and not self.opens_paragraph(first)

    def add_unknown(self, first: int, last: int, rank: int | None, start: int = -1) -> Candidate:
        form = " ".join(self.lower[max(first, start) : last])
        container = match_container(self.doc, self.known, last)
        region = NO_REGION
        if container is not None:
            region = container.region if not container.places else container.places[0].region
            last = container.end
        candidate = self.add(first, last, (), rank if rank is not None else 2, region, True, form)
        candidate.unless_person = region == NO_REGION and rank is None
        return candidate

    def add_venue(self, first: int, last: int, hit: bool = False) -> None:
        before = self.lower[first - 1] if first else ""
        self.venues.add(" ".join(self.lower[first : last - 1]))
        shown = hit or bool(self.bringer(first)) or before in _ON or (before == "the" and self.lower[first - 2] in _ON)
        self.add(first, last, (), _VENUE_RANK, NO_REGION, shown)

    def _add_numbered(self, first: int, last: int) -> None:
        """Add "North 21st Street"."""
        first -= self.part[first - 1] & DIRECTION > 0 and self.words[first - 1][0].isupper()
        self.add_venue(first, last)

    def note_person(self, first: int, last: int) -> None:
        """Remember the last word of what is probably a name of a person, or of a body."""
        if last - first > 1:
            self.people.add(self.lower[last - 1])

    def add(
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
            self.shown_to, self.shown_by = last, self.part[first - 1]
        if last > self.read_to:
            self.read_to = last
        return candidate

    def settle_pending(self) -> None:
        """Decide of unknown names by all their mentions: seldom a place among many is a person's name."""
        sure: dict[str, list[Candidate]] = {}
        for candidate in self.found:
            if candidate.points:
                sure.setdefault(candidate.form, []).append(candidate)
        more = []
        for form, mentions in self.pending.items():
            known = sure.get(form, ())
            points = sum([row[2] for row in mentions])
            if not known and points < SURE:
                self.note_person(*mentions[0][:2])
                continue
            points += sum([c.points for c in known])
            count = len(mentions) + len(known)
            is_place = form not in self.others or form in self.rows
            if is_place and points >= SURE and (points >= count or count < _OFTEN):
                more += [Candidate(first, last, (), 2, NO_REGION, True, form, True) for first, last, _ in mentions]
                continue
            if count >= _OFTEN and points < count:
                for candidate in known:
                    candidate.shown = False
            if not known:
                self.note_person(*mentions[0][:2])
        if more:
            self.found = sorted((*self.found, *more), key=lambda c: c.first)
