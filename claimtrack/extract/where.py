"""Which places of an article are where it happened, and which of them is a figure's.

The nearest place by clause is the figure's, settlements before regions and countries, streets and venues only where
nothing larger is named. Places of attribution clauses and behind "from", "to" or "a hospital in" come last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import Dateline, PlaceMention
from claimtrack.extract.nearness import FAR, around, core_of, nearness
from claimtrack.extract.scope_words import Hits, ScopeWords
from claimtrack.extract.segment import Document
from claimtrack.extract.when import EVENTS
from claimtrack.models import Place

_SETTLEMENT = 2
_VENUE = 3
_RANK_COST = (12, 7, 0, 18)  # country, region, settlement, street or venue
_UNLINKED = 6  # a place without "in" or "near" before it
_REFINES = 3  # sentences below a region within which a town says where in it
_FIRST_SENTENCES = 12
_LIST = frozenset((",", "and", "or", "in"))
_THERE = 4  # tokens from a figure to its "there", and sentences from there to the place
_SUBURB = 0.4  # degrees from the middle of a town to its quarters


@dataclass(slots=True)
class PlaceUse:
    """A place mention; ``linked`` by a preposition of place or as what an event hit; ``away`` where it is elsewhere;
    ``where`` opens a clause ("to Sayre, where he shot a clerk"); ``past`` another event's ("since the Sayre fire");
    ``names`` an event after a place that no map has ("the Combe Noire flood")."""

    mention: PlaceMention
    linked: bool
    away: bool
    said: bool
    where: bool = False
    past: bool = False
    names: bool = False

    @property
    def first(self) -> int:
        return self.mention.first

    @property
    def rank(self) -> int:
        return min(self.mention.rank, 1) if self.names else self.mention.rank


class Where:
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
    ) -> None:
        self.doc, self.words, self.hits, self.frames, self.prepositions = doc, words, hits, frames, prepositions
        self.of_bodies = of_bodies
        self.mentions: dict[int, list[PlaceMention]] = {}
        self._uses: dict[int, list[PlaceUse]] = {}
        self.dateline: Place | None = None
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
        return known

    def _use(self, mention: PlaceMention) -> PlaceUse:
        lower, first = self.doc.lower, mention.first
        number = self.doc.sentence_of[first]
        floor, last, _ = self.doc.sentences[number]
        if mention.last < last and lower[mention.last] == "'s" and self._names_event(number, mention.last):
            return PlaceUse(mention, True, False, first in self.frames)
        framed = first in self.frames
        if "where" in lower[mention.last : min(mention.last + 2, last)]:
            return PlaceUse(mention, True, False, framed, True)
        before = first - 2 if first - 1 > floor and lower[first - 1] == "the" else first - 1
        away = self._is_away(first, floor) or (before != first - 1 and self._is_away(before + 1, floor))
        named = linked = False
        for hit in around(self.hits.of(number), first) if "event" in self.hits.tags(number) else ():
            if (hit.first == mention.last or hit.last in (before + 1, first)) and "event" in hit.tags:
                named, linked = named or hit.first == mention.last, True
        if first == floor and mention.last < last:
            after = lower[mention.last]
            linked = linked or after in self.words.copulas or (after == ":" and mention.rank < _SETTLEMENT)
        if not linked and mention.last < last and lower[mention.last] in self.words.natives:
            away = away or self.dateline is not None  # "a Columbus man", where the dateline tells the town
        if not (away or linked):
            linked = not self.prepositions.isdisjoint(lower[max(floor, first - 4) : first])
            linked = linked or lower[max(floor, first - 2) : first] == ["toll", "for"]
        definite = first - 1 > floor and lower[first - 1] == "the"
        past = definite and lower[first - 2] == "since"
        names = named and definite and mention.place.name is None
        return PlaceUse(mention, linked, away, framed, False, past, names)

    def _is_away(self, first: int, floor: int) -> bool:
        """Whether the words before token ``first`` lead elsewhere: "from", "southeast of", "a hospital in"."""
        lower, away = self.doc.lower, self.words.away
        if first <= floor or lower[first - 1] not in self.words.away_ends:
            return False
        if lower[first - 1] == "of" and lower[first - 3] == "the" and lower[first - 4] in ("in", "across", "through"):
            return False  # "in the north of Marseille"
        return any(" ".join(lower[k:first]) in away for k in range(max(floor, first - 3), first))

    def _names_event(self, number: int, after: int) -> bool:
        """Whether an event's name follows: "Chile's 1973 coup"."""
        return any(
            "event" in hit.tags and 0 < hit.first - after < 4 for hit in around(self.hits.of(number), after)
        )

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
                and use.rank >= before.rank
            ):
                use.linked = use.linked or before.linked
                kept.pop()
            kept.append(use)
        return kept

    # -- one figure --------------------------------------------------------------------------------------------

    def own(self, figure: FigureMention, end: int) -> PlaceUse | None:
        """Return the place that the figure's own sentence gives it before token ``end``; attribution clauses left
        out."""
        best: PlaceUse | None = None
        least = FAR
        core = core_of(figure)
        fled = figure.outcome == "displaced"
        for use in around(self.uses(figure.sentence), figure.first):
            if (use.said and not self._reports(use)) or (use.away and not fled) or use.first >= end:
                continue
            if (use.past and use.first > core[0]) or (use.rank == 0 and self._is_head(use) and self._has_town(use)):
                continue
            cost = nearness(self.doc, self.words, core, use.mention[:2]) + _RANK_COST[use.rank]
            if not use.linked and not use.said:
                cost += _UNLINKED if use.rank >= _SETTLEMENT else FAR
            if use.where and use.mention.last <= core[0]:
                cost -= 10
            if use.linked and figure.outcome == "detained" and use.first >= core[1] and self._after_event(use):
                continue
            if cost < least:
                best, least = use, cost
        if best is None and figure.rule == "answer":
            best = next((use for use in self.uses(figure.sentence - 1) if use.linked and not use.away), None)
        return self._town_of(best, figure) if best is not None and best.names else best

    def _is_head(self, use: PlaceUse) -> bool:
        return self.doc.words[use.mention.last : use.mention.last + 1] == [":"]

    def _has_town(self, head: PlaceUse) -> bool:
        """Whether the sentence behind a country's name and a colon says where in it: "PERU: ... in Cusco"."""
        uses = self.uses(self.doc.sentence_of[head.first])
        return any(use.rank == _SETTLEMENT and use.linked and not (use.away or use.said) for use in uses)

    def _reports(self, use: PlaceUse) -> bool:
        """Whether an area counts its own: "Kentucky has recorded nine deaths"."""
        lower, k = self.doc.lower, use.mention.last
        k += k < len(lower) and lower[k] in self.words.has
        return use.rank < _SETTLEMENT and k < len(lower) and lower[k] in self.words.reports

    def _town_of(self, event: PlaceUse, figure: FigureMention) -> PlaceUse:
        """Return the first town that the event struck, where the sentence names one: "the Combe Noire flood: 19 in
        Millau"."""
        for use in around(self.uses(figure.sentence), figure.first):
            if use.rank == _SETTLEMENT and use.linked and not use.away and not use.said:
                return use
        return event

    def _after_event(self, use: PlaceUse) -> bool:
        """Whether the place is that of another event: "arrested in connection with the bombings in Kenya"."""
        return any(
            not EVENTS.isdisjoint(hit.tags) and 0 <= use.mention.first - hit.last < 4
            for hit in around(self.hits.of(self.doc.sentence_of[use.first]), use.first)
        )

    def beside(self, figure: FigureMention) -> PlaceUse | None:
        """Return the place right after a part: "and 11 in Dar es Salaam", not "three in hospital"."""
        for use in around(self.uses(figure.sentence), figure.first):
            gap = use.mention.first - max(figure.last, figure.phrase.last)
            if use.linked and not use.said and use.rank <= _SETTLEMENT and 0 < gap <= 3:
                return use
        return None

    def there(self, figure: FigureMention, main: Place | None) -> Place | None:
        """Return the place last named before a figure's "there", or ``main``: "In March, four gendarmes died there"."""
        lower, last = self.doc.lower, self.doc.sentences[figure.sentence].last
        if "there" not in lower[figure.first : min(figure.last + _THERE, last)]:
            return None
        for k in range(figure.first, min(figure.last + _THERE, last)):
            if lower[k] == "there" and (k + 1 == last or lower[k + 1] not in self.words.copulas):
                for number in range(figure.sentence, max(figure.sentence - _THERE, -1), -1):
                    for use in reversed(self.uses(number)):
                        if use.first < figure.first and use.rank <= _SETTLEMENT and not (use.away or use.said):
                            return use.mention.place
                return main
        return None

    def area(self, figure: FigureMention) -> Place | None:
        """Return the area that a figure's sentence takes up again: "in the county", of Allegheny County."""
        lower, (first, last, _) = self.doc.lower, self.doc.sentences[figure.sentence]
        if self.words.areas.isdisjoint(lower[first:last]):
            return None
        for k in range(first + 2, last):
            if lower[k] in self.words.areas and lower[k - 1] == "the" and lower[k - 2] in ("in", "across", "around"):
                named = [m for mentions in self.mentions.values() for m in mentions]
                for mention in (*named, *self.of_bodies):
                    if mention.place.text.lower().endswith(" " + lower[k]):
                        return mention.place
        return None

    def said_in(self, sentence: int) -> PlaceUse | None:
        """Return the place of the sentence's attribution clause: "police in Tulare said"."""
        for use in self.uses(sentence):
            if use.said and use.linked and use.rank == _SETTLEMENT:
                return use
        return None

    # -- the article -------------------------------------------------------------------------------------------

    def scene(self, sentence: int, rank: int = _SETTLEMENT) -> PlaceUse | None:
        """Return the settlement (or region) where the event of a sentence without figures happened, or the head of a
        brief."""
        uses = self.uses(sentence)
        if not uses:
            return None
        first, last, _ = self.doc.sentences[sentence]
        if last - first < 4 and uses[0].rank <= _SETTLEMENT:
            return uses[0]  # the head of a brief: "MARAND."
        for use in uses:
            if use.linked and not use.said and not use.away and use.rank == rank:
                return None if EVENTS.isdisjoint(self.hits.tags(sentence)) else use
        return None

    def main(
        self, figures: Sequence[FigureMention], own: Mapping[int, PlaceUse | None], old: Callable[[int], bool]
    ) -> Place | None:
        """Return the place of what the article is about: the first settlement of its figures and events, a region or
        country where there is none, the dateline's place, or that of the first speaker. Sentences of ``old`` events do
        not count."""
        rows = [
            (figure.sentence, use)
            for figure in figures
            if (use := own.get(id(figure))) is not None and not old(figure.sentence)
        ]
        first = figures[0].sentence if figures else 0
        for number in [number for number in self.mentions if number < first + _FIRST_SENTENCES]:
            scene = self.scene(number) or self.scene(number, 1)
            if scene is not None and not old(number):
                rows.append((number, scene))
        rows.sort(key=lambda row: row[0])
        counted = {figure.sentence for figure in figures}
        towns = [number for number, use in rows if use.rank == _SETTLEMENT]
        told = any(number not in counted for number in towns)
        regions = [number for number, use in rows if use.rank == 1 and self._is_located(use)]
        far = bool(towns and regions) and towns[0] - regions[0] > _REFINES and not told
        for wanted in (1, _SETTLEMENT) if far else (_SETTLEMENT, 1):
            places = [use.mention.place for _, use in rows if use.rank == wanted]
            if places:
                self.sure = wanted == _SETTLEMENT and len({p.name or p.text for p in places}) == 1
                return places[0]
        if self.dateline is not None:
            part = self._first_named(old)
            return part if part is not None and _is_part(part, self.dateline) else self.dateline
        for number in [number for number in self.mentions if number < first + _FIRST_SENTENCES]:
            said = self.said_in(number)
            if said is not None and not self._is_away_elsewhere(said):
                return said.mention.place
        if old(first) and not rows:
            return self.main(figures, own, lambda number: False)  # all of it is about an old event
        named = None
        if not rows or rows[0][1].rank == _VENUE:
            named = self._first_named(old) or self._first_body()
        return named or (rows[0][1].mention.place if rows else self._last_resort(old))

    def _is_away_elsewhere(self, said: PlaceUse) -> bool:
        """Whether a speaker's town is one that victims were taken to."""
        uses = [use for number in self.mentions for use in self.uses(number)]
        return any(use.away and _same(use.mention.place, said.mention.place) for use in uses)

    def _is_located(self, use: PlaceUse) -> bool:
        """Whether a region is where something happened ("in Java", "TARABA: floods"), not whose ("Oklahoma man")."""
        lower, first = self.doc.lower, use.first
        floor = self.doc.sentences[self.doc.sentence_of[first]].first
        if first == floor:
            return self.doc.words[use.mention.last : use.mention.last + 1] == [":"]
        before = first - 2 if lower[first - 1] == "the" else first - 1
        return lower[before] in self.prepositions

    def heads(self) -> Mapping[int, Place]:
        """Return the places that head the paragraphs of an article of several briefs: "COLOMBIA: ...", "MARAND."."""
        found: dict[int, Place] = {}
        for number, mentions in self.mentions.items():
            first, last, paragraph = self.doc.sentences[number]
            if mentions[0].first != first or self.doc.paragraphs[paragraph][0] != first:
                continue
            use = self.uses(number)[0]
            opens = first == use.first and use.rank <= _SETTLEMENT
            if opens and (self._is_head(use) or last - first < 4):
                inner = [u for u in self.uses(number)[1:] if u.linked and not (u.away or u.said) and u.rank in (1, 2)]
                found[paragraph] = inner[0].mention.place if inner else use.mention.place
        return found if len(found) > 1 else {}

    def _first_named(self, old: Callable[[int], bool]) -> Place | None:
        """Return the first settlement behind "in" or "near", whatever its sentence is about."""
        for number in self.mentions:
            for use in self.uses(number):
                if use.linked and not use.away and not use.said and use.rank == _SETTLEMENT and not old(number):
                    return use.mention.place
        return None

    def _first_body(self) -> Place | None:
        """Return the town whose police speak, if it is one town: "Richmond police said"."""
        towns = [mention.place for mention in self.of_bodies if mention.rank == _SETTLEMENT]
        return towns[0] if towns and all(_same(towns[0], place) for place in towns) else None

    def _last_resort(self, old: Callable[[int], bool]) -> Place | None:
        """Return the settlement that alone is named ("Hospitals in Zahira say"), or a venue ("at Skell Bridge")."""
        uses = [use for number in self.mentions if not old(number) for use in self.uses(number)]
        towns = [use.mention.place for use in uses if use.rank == _SETTLEMENT]
        if towns:
            return towns[0] if all(_same(towns[0], place) for place in towns) else None
        return next((use.mention.place for use in uses if use.linked and not use.said), None)


def _dateline_place(doc: Document, words: tuple[int, int], places: Sequence[PlaceMention]) -> Place:
    for mention in places:
        if mention.first >= words[0] and mention.last <= words[1]:
            return mention.place
        if mention.first >= words[1]:
            break
    return Place(doc.slice(*words), doc.span(*words), None, None, None, None)


def _same(one: Place, other: Place) -> bool:
    return (one.name or one.text).lower() == (other.name or other.text).lower()


def _is_part(part: Place, town: Place) -> bool:
    """Whether one place may be a quarter or a suburb of the other: Queens of New York."""
    if part.latitude is None or part.longitude is None or town.latitude is None or town.longitude is None:
        return False
    return abs(part.latitude - town.latitude) + abs(part.longitude - town.longitude) < _SUBURB
