"""The places of an article by sentence, and what the words around each say of it: that it happened there, or elsewhere.

Places of attribution clauses and behind "from", "to" or "a hospital in" are elsewhere. Which of the rest is a figure's
is decided in ``where``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from claimtrack.extract.mentions import Dateline, PlaceMention
from claimtrack.extract.nearness import around
from claimtrack.extract.scope_hits import Hits
from claimtrack.extract.scope_words import ScopeWords
from claimtrack.extract.segment import Document
from claimtrack.models import Place

SETTLEMENT, VENUE = 2, 3  # ranks
_LIST = frozenset((",", "and", "or", "in"))
_AT = frozenset(("in", "at", "near"))
_TARGET = 5  # tokens from the word of an event to what it hit
_CHAIN = frozenset((",", "in", "the", "near", "outside"))
_JOINS = frozenset((",", ";", ":", "and", "or", "but", "then", "where", "which", "who"))
_ASIDE = 8  # tokens of a phrase that says where a town lies


@dataclass(slots=True)
class PlaceUse:
    """A place mention; ``linked`` by a preposition of place or as what an event hit; ``away`` where it is elsewhere;
    ``where`` opens a clause ("to Sayre, where he shot a clerk"); ``past`` another event's ("since the Sayre fire");
    ``names`` an event after a place that no map has ("the Combe Noire flood"); ``inner`` is the place named
    right before it, which lies in it ("Sayre, in Beckham County")."""

    mention: PlaceMention
    linked: bool
    away: bool
    said: bool
    where: bool = False
    past: bool = False
    names: bool = False
    inner: PlaceUse | None = None

    @property
    def first(self) -> int:
        return self.mention.first

    @property
    def rank(self) -> int:
        return min(self.mention.rank, 1) if self.names else self.mention.rank


class PlaceUses:
    """The places of one article by sentence."""

    def __init__(
        self,
        doc: Document,
        places: Sequence[PlaceMention],
        words: ScopeWords,
        hits: Hits,
        frames: AbstractSet[int],
        prepositions: AbstractSet[str],
        dateline: Dateline | None,
        of_bodies: Sequence[PlaceMention] = (),
        title: str | None = None,
    ) -> None:
        self.doc, self.words, self.hits, self.frames, self.prepositions = doc, words, hits, frames, prepositions
        self.of_bodies = of_bodies
        self.title = f" {' '.join(_words(title.lower()))} " if title else ""
        self.mentions: dict[int, list[PlaceMention]] = {}
        self._uses: dict[int, list[PlaceUse]] = {}
        self.dateline: Place | None = None
        self.numbers: dict[int, list[int]] = {}  # the tokens of a sentence at which figures have their numbers
        self.near = -1  # the sentence that names the town of the article
        self.sure = False  # the article names one settlement and no other
        head = range(dateline.first, dateline.last) if dateline else range(0)
        if dateline and dateline.place:
            self.dateline = _dateline_place(doc, dateline.place, places)
        for mention in places:
            if mention.first not in head:
                self.mentions.setdefault(doc.sentence_of[mention.first], []).append(mention)

    def uses(self, number: int) -> Sequence[PlaceUse]:
        """Return the places of a sentence in order; read when first asked for."""
        known = self._uses.get(number)
        if known is None:
            mentions = self.mentions.get(number)
            if mentions is None:
                return ()
            known = self._uses[number] = self._prefer_parts([self._use(mention) for mention in mentions])
            for before, use in pairwise(known):
                between = self.doc.lower[before.mention.last : use.first]
                if before.away and not _LIST.isdisjoint(between) and _LIST.issuperset(between):
                    use.away, use.linked = True, False  # "hospitals in Harrison and Springfield"
                elif (
                    before.linked
                    and (_CHAIN.issuperset(between) or (use.where and self._lies_in(between)))
                    and self._is_narrower(before, use)
                ):
                    use.inner = before.inner or before
        return known

    def is_in_title(self, place: Place) -> bool:
        """Whether the headline names a place."""
        return f" {' '.join(_words(place.text.lower().partition(',')[0]))} " in self.title

    def _use(self, mention: PlaceMention) -> PlaceUse:
        lower, first = self.doc.lower, mention.first
        number = self.doc.sentence_of[first]
        floor, last, _ = self.doc.sentences[number]
        if mention.last < last and lower[mention.last] == "'s" and self._names_event(number, mention.last):
            return PlaceUse(mention, True, False, first in self.frames)
        framed = first in self.frames
        before = first - 2 if first - 1 > floor and lower[first - 1] == "the" else first - 1
        away = self._is_away(first, floor) or (before != first - 1 and self._is_away(before + 1, floor))
        if "where" in lower[mention.last : min(mention.last + 2, last)] and not (away and self._is_taken(first)):
            return PlaceUse(mention, True, False, framed, mention.rank < VENUE)
        named = linked = False
        for hit in around(self.hits.of(number), first) if "event" in self.hits.tags(number) else ():
            if (hit.first == mention.last or hit.last in (before + 1, first)) and "event" in hit.tags:
                named, linked = named or hit.first == mention.last, True
        if first == floor and mention.last < last:
            after = lower[mention.last]
            linked = linked or after in self.words.copulas or (after == ":" and mention.rank < SETTLEMENT)
        if not linked and mention.last < last and lower[mention.last] in self.words.natives:
            away = away or self.dateline is not None  # "a Columbus man", where the dateline tells the town
        if not (away or linked):
            linked = not self.prepositions.isdisjoint(lower[max(floor, first - 4) : first])
            linked = linked or lower[max(floor, first - 2) : first] == ["toll", "for"]
        definite = first - 1 > floor and lower[first - 1] == "the"
        away = away and not (named and definite and lower[first - 2] == "from")  # "toll from the Gorkha earthquake"
        past = definite and lower[first - 2] == "since"
        names = named and definite and mention.place.name is None
        return PlaceUse(mention, linked, away, framed, False, past, names)

    def _is_taken(self, first: int) -> bool:
        """Whether what leads elsewhere is more than a "to" or "from": "a clinic in Sayre, where", "taken to Sayre"."""
        return " ".join(self.doc.lower[first - 2 : first]) in self.words.away

    def is_wide(self, use: PlaceUse) -> bool:
        """Whether a place of the rank of towns is a county, which has towns, or a side of one, which has quarters."""
        if use.rank != SETTLEMENT:
            return False
        noun = use.mention.place.text.lower().rpartition(" ")[2]
        return noun in self.words.areas or noun == "side"  # "the West Side"

    def _is_narrower(self, one: PlaceUse, other: PlaceUse) -> bool:
        if other.away or one.rank == VENUE:
            return False
        return one.rank > other.rank or (one.rank == other.rank and (self.is_wide(other) or not self.is_wide(one)))

    def _lies_in(self, between: Sequence[str]) -> bool:
        """Whether the words between two places say that the first lies in the second: ", on the southern tip of"."""
        aside = 2 < len(between) <= _ASIDE and between[0] == "," and between[1] in self.prepositions
        return aside and _JOINS.isdisjoint(between[1:])

    def _is_away(self, first: int, floor: int) -> bool:
        """Whether the words before token ``first`` lead elsewhere: "from", "southeast of", "a hospital in"."""
        lower, away = self.doc.lower, self.words.away
        if first <= floor or lower[first - 1] not in self.words.away_ends:
            return False
        if lower[first - 1] == "of" and lower[first - 3] == "the" and lower[first - 4] in ("in", "across", "through"):
            return False  # "in the north of Marseille"
        k = max(floor, first - 3)
        while k < first and " ".join(lower[k:first]) not in away:
            k += 1
        return k < first and not (lower[first - 1] in _AT and k < first - 1 and self._is_target(k))

    def _is_target(self, k: int) -> bool:
        """Whether the building at token ``k`` is what was hit: "the bombing at the police headquarters in Sayre"."""
        number = self.doc.sentence_of[k]
        return "event" in self.hits.tags(number) and any(
            "event" in hit.tags and 0 < k - hit.last < _TARGET for hit in around(self.hits.of(number), k)
        )

    def _names_event(self, number: int, after: int) -> bool:
        """Whether an event's name follows: "Chile's 1973 coup"."""
        return any("event" in hit.tags and 0 < hit.first - after < 4 for hit in around(self.hits.of(number), after))

    def _prefer_parts(self, uses: Sequence[PlaceUse]) -> list[PlaceUse]:
        """Drop the town before its quarter: "Boston's Dorchester"."""
        words = self.doc.words
        kept: list[PlaceUse] = []
        for use in uses:
            before = kept[-1] if kept else None
            if (
                before
                and use.first == before.mention.last + 1
                and words[use.first - 1] == "'s"
                and before.rank <= use.rank < VENUE
            ):
                use.linked = use.linked or before.linked
                kept.pop()
            kept.append(use)
        return kept


_words = re.compile(r"[^\W_]+").findall


def _dateline_place(doc: Document, words: tuple[int, int], places: Sequence[PlaceMention]) -> Place:
    for mention in places:
        if mention.first >= words[0] and mention.last <= words[1]:
            return mention.place
        if mention.first >= words[1]:
            break
    return Place(doc.slice(*words), doc.span(*words), None, None, None, None)
