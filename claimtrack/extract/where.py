"""Which places of an article are where it happened, and which of them is a figure's.

The nearest place by clause is the figure's, settlements before regions and countries, streets and venues only where
nothing larger is named. Places of attribution clauses and behind "from", "to" or "a hospital in" come last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from claimtrack.extract.date_roles import EVENTS
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.nearness import FAR, around, core_of, nearness
from claimtrack.extract.place_heads import PlaceHeads
from claimtrack.extract.place_relations import are_one, is_beyond, is_part, is_scene, same
from claimtrack.extract.place_uses import SETTLEMENT, VENUE, PlaceUse
from claimtrack.models import Place

_RANK_COST = (12, 7, 0, 18)  # country, region, settlement, street or venue
_OPENS = 9  # a place that opens the sentence
_OTHERS = 8  # one behind another figure's number
_UNLINKED = 6  # a place without "in" or "near" before it
REFINES = 3  # sentences below a region within which a town says where in it
_LATE = 6  # sentences below the lead from which a town is rather one of several
_FIRST_SENTENCES = 12
_OFFICE = 5  # tokens from an office to its place
_COUNTS = 4  # tokens from a country to the number that it reported
_LEAD = 2  # sentences above the first figure
_SEVERAL = {"both": 2, "two": 2, "three": 3, "four": 4}


class Where(PlaceHeads):
    """Chooses among the places of one article."""

    # -- one figure --------------------------------------------------------------------------------------------

    def own(self, figure: FigureMention, end: int) -> PlaceUse | None:
        """Return the place that the figure's own sentence gives it before token ``end``; attribution clauses left
        out."""
        best: PlaceUse | None = None
        least = FAR
        core = core_of(figure)
        fled = figure.outcome == "displaced"
        uses = around(self.uses(figure.sentence), figure.first)
        for use in uses:
            if (use.said and not self._reports(use)) or (use.away and not (fled and self._is_left(use))):
                continue
            if use.first >= end:
                continue
            if (use.past and use.first > core[0]) or (self._is_head(use) and self._has_town(use)):
                continue
            cost = nearness(self.doc, self.words, core, use.mention[:2]) + _RANK_COST[use.rank]
            if not (use.linked or use.said or self._reports(use)):
                cost += _UNLINKED if use.rank >= SETTLEMENT else FAR
            if use.where and use.mention.last <= core[0]:
                cost -= 10
            if use.linked and figure.outcome == "detained" and use.first >= core[1] and self._after_event(use):
                continue
            if len(uses) > 1 and use.linked:
                cost = self._among(cost, use, core, figure)
            elif use.linked and use.rank == SETTLEMENT and use.first - self.doc.sentences[figure.sentence].first < 2:
                cost = min(cost, _OPENS)  # "In Majdia a boat sank; three of them drowned"
            if cost < least:
                best, least = use, cost
        if best is None or best.first > figure.first:
            best = self._reporter(figure) or best
        if best is None and figure.rule == "answer":
            best = next((use for use in self.uses(figure.sentence - 1) if use.linked and not use.away), None)
        if best is not None and best.inner is not None and best.inner.first < end:
            return best.inner
        if best is not None and best.rank == SETTLEMENT and best.first < core[0] and len(uses) > 1:
            return self._quarter(best, core, uses) or best
        return self._town_of(best, figure) if best is not None and best.names else best

    def _among(self, cost: int, use: PlaceUse, core: tuple[int, int], figure: FigureMention) -> int:
        """Return the cost of one place of several: those beside another figure are rather that one's ("23 in Durres, 14
        in the town of Thumane"), one that opens the sentence stands for all of it ("In Wajima, a city of ..., 29")."""
        numbers = self.numbers[figure.sentence]
        if use.first >= core[1]:
            return cost + _OTHERS * any(core[1] <= k < use.first for k in numbers)
        if use.first - self.doc.sentences[figure.sentence].first < 3:
            return min(cost, _OPENS + _RANK_COST[use.rank])
        return cost + _OTHERS // 2 * any(k < use.first for k in numbers)

    def _is_left(self, use: PlaceUse) -> bool:
        """Whether people fled from a place elsewhere, not to it: "fled to Gisenyi"."""
        lower, first = self.doc.lower, use.first
        return lower[first - 1] not in self.words.refuge and lower[first - 2 : first] != ["for", "the"]

    def _has_town(self, head: PlaceUse) -> bool:
        """Whether the sentence behind a name and a colon says where: "PERU: ... in Cusco", "KARACHI: ... in Sehwan"."""
        uses = self.uses(self.doc.sentence_of[head.first])
        return any(use.rank == SETTLEMENT and use.linked and not (use.away or use.said) for use in uses)

    def _reports(self, use: PlaceUse) -> bool:
        """Whether an area counts its own: "Kentucky has recorded nine deaths"."""
        lower, k = self.doc.lower, use.mention.last
        k += k < len(lower) and lower[k] in self.words.has
        return use.rank < SETTLEMENT and k < len(lower) and lower[k] in self.words.reports

    def _quarter(self, town: PlaceUse, core: tuple[int, int], uses: Sequence[PlaceUse]) -> PlaceUse | None:
        """Return the part of the town before a figure that is named behind it: "In Donetsk one person was killed when
        shells landed in the Kuibyshev district"."""
        for use in uses:
            if use.first < core[1] or use.rank != SETTLEMENT or not use.linked or use.away or use.said:
                continue
            others = [k for k in self.numbers[self.doc.sentence_of[use.first]] if core[1] <= k < use.first]
            if others and self.words.when.isdisjoint(self.doc.lower[others[-1] : use.first]):
                return None  # "23 died in Durres and 14 in the Thumane district"
            part = self.is_wide(use) or is_part(use.mention.place, town.mention.place)
            return use if part and not self.is_wide(town) else None
        return None

    def _reporter(self, figure: FigureMention) -> PlaceUse | None:
        """Return the country or region that counts its own right before a figure: "Guatemala reported 29 dead"."""
        lower, first = self.doc.lower, figure.phrase.first
        if self.words.reports.isdisjoint(lower[first - _COUNTS if first > _COUNTS else 0 : first]):
            return None
        for mention in self.of_bodies:
            k = mention.last + (lower[mention.last] in self.words.has)
            near = mention.rank < SETTLEMENT and 0 < first - k <= _COUNTS and lower[k] in self.words.reports
            if near and self.doc.sentence_of[mention.first] == figure.sentence:
                return PlaceUse(mention, True, False, False)
        return None

    def _town_of(self, event: PlaceUse, figure: FigureMention) -> PlaceUse:
        """Return the first town that the event struck, where the sentence names one: "the Combe Noire flood: 19 in
        Millau"."""
        for use in around(self.uses(figure.sentence), figure.first):
            if use.rank == SETTLEMENT and use.linked and not use.away and not use.said:
                return use
        return event

    def _after_event(self, use: PlaceUse) -> bool:
        """Whether the place is that of another event: "arrested in connection with the bombings in Kenya"."""
        return any(
            not EVENTS.isdisjoint(hit.tags) and "raid" not in hit.tags and 0 <= use.mention.first - hit.last < 4
            for hit in around(self.hits.of(self.doc.sentence_of[use.first]), use.first)
        )

    def beside(self, figure: FigureMention) -> PlaceUse | None:
        """Return the place right after a part: "and 11 in Dar es Salaam", not "three in hospital"."""
        for use in around(self.uses(figure.sentence), figure.first):
            gap = use.mention.first - max(figure.last, figure.phrase.last)
            if use.linked and not use.said and use.rank <= SETTLEMENT and 0 < gap <= 3:
                return use
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

    def counts_together(self, number: int) -> int:
        """Return of how many places a sentence speaks that were named before: "in the two towns", "both cities"."""
        first, last, _ = self.doc.sentences[number]
        lower, nouns = self.doc.lower, self.words.together
        if nouns.isdisjoint(lower[first:last]):
            return 0
        for k in range(first + 1, last):
            count = _SEVERAL.get(lower[k - 1], 0) if lower[k] in nouns else 0
            if count and (lower[k - 1] == "both" or lower[k - 2] in ("the", "all")):
                return count
        return 0

    def told_of(self, figure: FigureMention) -> PlaceUse | None:
        """Return the region whose officials speak of a figure: "authorities in Chiapas state said that they had moved
        9,000 people"."""
        for use in around(self.uses(figure.sentence), figure.first):
            if use.said and use.linked and use.rank == 1 and use.first < figure.first:
                return use if self._speaks_for(use) else None
        return None

    def _speaks_for(self, use: PlaceUse) -> bool:
        """Whether those in charge of a place speak: "officials in the state of Chiapas", not "a refugee in Sayre"."""
        first = self.doc.sentences[self.doc.sentence_of[use.first]].first
        words = self.doc.lower[max(first, use.first - _OFFICE) : use.first]
        return not self.words.charge.isdisjoint(words)

    def said_in(self, sentence: int) -> PlaceUse | None:
        """Return the place of the sentence's attribution clause: "police in Tulare said"."""
        for use in self.uses(sentence):
            if use.said and use.linked and use.rank == SETTLEMENT:
                return use
        return None

    # -- the article -------------------------------------------------------------------------------------------

    def scene(self, sentence: int, rank: int = SETTLEMENT) -> PlaceUse | None:
        """Return the settlement (or region) where the event of a sentence without figures happened, or the head of a
        brief."""
        uses = self.uses(sentence)
        if not uses:
            return None
        first, last, _ = self.doc.sentences[sentence]
        if last - first < 4 and uses[0].rank <= SETTLEMENT:
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
        rows = self._rows(figures, own, old)
        first = figures[0].sentence if figures else 0
        lead = own.get(id(figures[0])) if figures and not old(first) else None
        lead = lead or self._above(first)
        if lead is not None and lead.rank < 2 and self.is_of_all(lead):
            return lead.mention.place
        titled = self._titled(rows) if self.title else None
        if titled is not None:
            return titled
        counted = {figure.sentence for figure in figures}
        towns = [number for number, use in rows if use.rank == SETTLEMENT]
        far = False
        if towns and counted.issuperset(towns):
            regions = [number for number, use in rows if use.rank == 1 and self._is_located(use)]
            far = bool(regions) and towns[0] - regions[0] > REFINES and not self._is_retold(figures, towns[0])
        for wanted in (1, SETTLEMENT) if far else (SETTLEMENT, 1):
            found = [row for row in rows if row[1].rank == wanted]
            if found and wanted == 1 and self.dateline and is_scene(self.dateline, found[0][1].mention.place):
                self.near = first
                break
            if found:
                if wanted == SETTLEMENT:
                    self.sure = are_one([use.mention.place for _, use in found])
                    if are_one([use.mention.place for number, use in found if number <= first + REFINES]):
                        self.near = found[0][0]
                late = found[0][0] - first > _LATE or self.is_wide(found[0][1])
                late = late and wanted == SETTLEMENT
                if late and self.dateline is not None and is_scene(self.dateline, found[0][1].mention.place):
                    self.near = first
                    return self.dateline
                return self._narrowest(found)
        if self.dateline is not None:
            if lead is not None and lead.rank < 2 and is_beyond(self.dateline, lead.mention.place):
                return lead.mention.place
            part = self._first_named(old)
            if part is not None and (is_part(part, self.dateline) or self._is_in_lead(part, first)):
                return part
            return self.dateline
        for number in [number for number in self.mentions if number < first + _FIRST_SENTENCES]:
            said = self.said_in(number)
            if said is not None and not self._is_away_elsewhere(said):
                return said.mention.place
        if old(first) and not rows:
            return self.main(figures, own, lambda number: False)  # all of it is about an old event
        named = None
        if not rows or rows[0][1].rank == VENUE:
            named = self._first_named(old) or self._first_body()
        return named or (rows[0][1].mention.place if rows else self._last_resort(old))

    def _is_retold(self, figures: Sequence[FigureMention], number: int) -> bool:
        """Whether a sentence repeats a count of those before it: "7 hurt in Louisiana ... in Lafayette, wounding
        seven"."""
        told = {figure.count for figure in figures if figure.sentence < number}
        return any(figure.count in told for figure in figures if figure.sentence == number and figure.is_many)

    def _above(self, first: int) -> PlaceUse | None:
        """Return the wide area that a storm or quake struck in a lead without figures: "a typhoon in the Visayas"."""
        for number in range(max(first - _LEAD, 0), first):
            found = [use for use in self.uses(number) if use.linked and not (use.away or use.said)]
            if found and all(use.rank < SETTLEMENT for use in found) and self.is_of_all(found[0]):
                return found[0]
            if found:
                break
        return None

    def _titled(self, rows: Sequence[tuple[int, PlaceUse]]) -> Place | None:
        """Return the town that the headline names: one of the figures and events, or that of the dateline."""
        towns = [use for _, use in rows if use.rank == SETTLEMENT]
        found = [use for use in towns if self.is_in_title(use.mention.place)]
        if found:
            self.sure = are_one([use.mention.place for use in towns])
            if found[0].mention.place.name is None and self.is_wide(found[0]):
                return None  # "West Side Shooting Left Teen Dead", in East Garfield Park
            return found[0].mention.place
        if self.dateline is not None and self.is_in_title(self.dateline):
            return self.dateline
        if any(number < _LEAD for number, use in rows if use.rank == SETTLEMENT):
            return None
        for use in (use for number in range(_LEAD) for use in self.uses(number) if use.rank == SETTLEMENT):
            if use.linked and not (use.away or use.said) and self.is_in_title(use.mention.place):
                return use.mention.place
        return None

    def _rows(
        self, figures: Sequence[FigureMention], own: Mapping[int, PlaceUse | None], old: Callable[[int], bool]
    ) -> list[tuple[int, PlaceUse]]:
        """Return the places of figures and of the events of the first sentences, in order."""
        rows = [
            (figure.sentence, use)
            for figure in figures
            if (use := own.get(id(figure))) is not None and not old(figure.sentence)
        ]
        first = figures[0].sentence if figures else 0
        for number in self.mentions:
            scene = self.scene(number) or self.scene(number, 1) if number < first + _FIRST_SENTENCES else None
            if scene is not None and not old(number):
                rows.append((number, scene))
        rows.sort(key=lambda row: row[0])
        return rows

    def _is_in_lead(self, place: Place, first: int) -> bool:
        """Whether a town is named before the first figure: "DHAKA - ... the boatmen of Chandpur knew what to do"."""
        return self.doc.sentence_of[self.doc.token_at(place.span.start)] < first

    def _narrowest(self, found: Sequence[tuple[int, PlaceUse]]) -> Place:
        """Return the first place, or the town named right below a district that comes first."""
        first, use = found[0]
        if self.is_wide(use):
            for number, other in found:
                if not self.is_wide(other):
                    return other.mention.place if number - first <= REFINES else use.mention.place
        return use.mention.place

    def is_of_all(self, use: PlaceUse) -> bool:
        """Whether what struck a country or region struck more than one town of it: "the hurricane in Honduras"."""
        return "wide_event" in self.hits.tags(self.doc.sentence_of[use.first])

    def _is_away_elsewhere(self, said: PlaceUse) -> bool:
        """Whether a speaker's town is one that victims were taken to, not only one that people are from."""
        uses = [use for number in self.mentions for use in self.uses(number) if use.away]
        return any(
            same(use.mention.place, said.mention.place) for use in uses if self.doc.lower[use.first - 1] != "from"
        )

    def _is_located(self, use: PlaceUse) -> bool:
        """Whether a region is where something happened ("in Java", "TARABA: floods"), not whose ("Oklahoma man")."""
        lower, first = self.doc.lower, use.first
        floor = self.doc.sentences[self.doc.sentence_of[first]].first
        if first == floor:
            return self.doc.words[use.mention.last : use.mention.last + 1] == [":"]
        before = first - 2 if lower[first - 1] == "the" else first - 1
        return lower[before] in self.prepositions

    def _first_named(self, old: Callable[[int], bool]) -> Place | None:
        """Return the first settlement behind "in" or "near", whatever its sentence is about."""
        for number in self.mentions:
            for use in self.uses(number):
                if use.linked and not use.away and not use.said and use.rank == SETTLEMENT and not old(number):
                    return use.mention.place
        return None

    def _first_body(self) -> Place | None:
        """Return the town whose police speak, if it is one town: "Richmond police said"."""
        towns = [mention.place for mention in self.of_bodies if mention.rank == SETTLEMENT]
        return towns[0] if towns and all(same(towns[0], place) for place in towns) else None

    def _last_resort(self, old: Callable[[int], bool]) -> Place | None:
        """Return the settlement that alone is named ("Hospitals in Zahira say"), or a venue ("at Skell Bridge")."""
        uses = [use for number in self.mentions if not old(number) for use in self.uses(number)]
        towns = [use.mention.place for use in uses if use.rank == SETTLEMENT]
        if towns:
            return towns[0] if all(same(towns[0], place) for place in towns) else None
        return next((use.mention.place for use in uses if use.linked and not use.said), None)
