"""The scenes of an article: date, place and scope of each figure from its sentence and the article around it.

Own words first, then the figure it is a part of, then the scene of its paragraph, then what the article is about.
What stays open is ``None``.
"""

from __future__ import annotations

from claimtrack.extract.date_uses import DateUse
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.nearness import around
from claimtrack.extract.place_relations import may_hold, same
from claimtrack.extract.place_uses import VENUE, PlaceUse
from claimtrack.extract.scene_grounds import Findings, has_own_verb
from claimtrack.extract.scene_tallies import Scene, Tallies
from claimtrack.extract.scope import Scope
from claimtrack.extract.when import UNHARMED
from claimtrack.extract.where import REFINES
from claimtrack.models import Date, Place

_APART = 4  # days between two events that are not one
_LEAD = 1  # sentences from the first figure, in a headline, to the lead
_SEVERAL = 4  # days of events that are told one by one
_COURSE = 40  # tokens within which no paragraph tells the course of a storm


class Scenes(Tallies):
    """Settles the figures of one article, in order."""

    def __init__(self, found: Findings) -> None:
        super().__init__(found)
        self.first_scene: dict[int, Scene] = {}
        self.last_total: dict[str, FigureMention] = {}
        self.wholes: dict[int, FigureMention] = {}  # of parts that name none
        self.paragraph: tuple[int, Scene, int] | None = None
        self.counts_there: set[int] | None = None  # sentences that have a count of the article's town
        for figure in found.figures:
            self._settle(figure)

    # -- one figure --------------------------------------------------------------------------------------------

    def _settle(self, figure: FigureMention) -> Scene:
        key = id(figure)
        known = self.scenes.get(key)
        if known is not None:
            return known
        parent = figure.parent
        self.scenes[key] = Scene("incident", None, None)  # parents in a ring end here
        whole = self._settle(parent) if parent is not None else None
        if whole is None and figure.relation == "subset":
            whole = self._total_before(figure)
        scene = self._part(figure, whole) if whole is not None else self._alone(figure)
        if scene.event is not None and scene.event.end is None and scene.event.start is not None:
            scene.event = self.when.closed(scene.event, figure.sentence)
        self.scenes[key] = scene
        self.before = figure
        self.first_scene.setdefault(figure.sentence, scene)
        if figure.relation == "total":
            self.last_total[figure.outcome] = figure
        if (
            whole is None
            and figure.relation == "total"
            and scene.scope == "incident"
            and figure.outcome not in UNHARMED
        ):
            self.paragraph = (self.doc.sentences[figure.sentence].paragraph, scene, figure.sentence)
        if scene.scope == "cumulative":
            self.cumulative = self.cumulative or scene
        return scene

    def _total_before(self, figure: FigureMention) -> Scene | None:
        """Return the scene of the total that a part without a named whole must belong to."""
        total = self.last_total.get(figure.outcome)
        if total is None or figure.sentence - total.sentence > 1:
            return None
        self.wholes[id(figure)] = total
        scene = self.scenes[id(total)]
        use = self.own_date[id(figure)]
        if use is not None and scene.scope != "cumulative":
            return None
        own = self.own_place[id(figure)]
        apart = own is not None and own.rank == 2 and own.linked and total.sentence < figure.sentence
        place = own.mention.place if own is not None and apart and own.first < figure.first else scene.place
        return Scene(scene.scope, use.value if use is not None else scene.event, place)

    def _part(self, figure: FigureMention, whole: Scene) -> Scene:
        """A subset, an increment or a former count shares what its whole has, unless it names its own."""
        event, place = whole.event, whole.place
        use = self.own_date[id(figure)]
        elsewhere = figure.parent is not None and figure.parent.sentence != figure.sentence
        if use is not None and (figure.relation == "increment" or elsewhere):
            event = use.value
        beside = self.where.beside(figure)
        own = self.own_place[id(figure)]
        if beside is not None and not beside.away:
            place = beside.mention.place
        elif figure.relation == "subset" and has_own_verb(figure) and own is not None and own.first > figure.last:
            shared = figure.parent is not None and own is self.own_place[id(figure.parent)]
            place = place if shared else own.mention.place
        return Scene(whole.scope, event, place)

    def _alone(self, figure: FigureMention) -> Scene:
        use = self.own_date[id(figure)] or self._course(figure) or self._told(figure)
        if use is not None and use.since > figure.phrase.first and (self.when.after(figure) or ("", ""))[0]:
            use = None  # "a day after a bomb left dozens dead, the deadliest since 2017"
        if use is not None and id(figure) in self.when.late and self.main is not None and self.main.fine:
            use = self.main
        verdict = self.reader.read(figure, use)
        event = verdict.event or (use.value if use is not None else None)
        if verdict.scope == "incident" and verdict.event is None:
            event = None
        behind = use is not None and not use.fine and use.first > figure.first
        if figure.outcome in UNHARMED and behind and verdict.scope in ("", "aggregate"):
            event = use = None  # "rescued eight engineers kidnapped in June"
        if verdict.scope == "earlier" and event is None:
            event = self.when.day_before(figure, self.main.start if self.main else None)
        elif verdict.scope == "earlier" and use is not None and use.fine and self._is_day_after(figure, use):
            event, use = self.when.day_before(figure, use.start), None
        if verdict.scope == "cumulative":
            if event is not None and verdict.event is None and use is not None and self._is_entry(figure, use):
                event = None  # "Weekend log. Year to date: four deaths"
            return Scene("cumulative", event, self._place(figure, "cumulative"))
        told = self._counted_above(figure) if use is None and not verdict.scope else None
        if told is not None:
            return Scene(told.scope, told.event, told.place)
        if not verdict.scope and self._is_share(use) and not self._tells_one(figure):
            return Scene("cumulative", event, self._place(figure, "cumulative"))
        if verdict.scope == "aggregate" and (self.cumulative is not None or self._is_tally(figure)):
            return Scene("cumulative", event, self._place(figure, "cumulative"))
        if verdict.scope != "incident" and self._is_earlier(
            figure, use if event is not None else None, verdict.scope == "earlier"
        ):
            return Scene("background", event, self._place(figure, "background"))
        if event is None and self._goes_on(figure):
            assert self.cumulative is not None
            place = self._place(figure, "cumulative") or self.cumulative.place
            return Scene("cumulative", self.cumulative.event, place)
        place = self._place(figure, "incident")
        if use is not None and event is use.value and self._is_found(figure, use):
            event = None
        if use is not None and event is use.value:
            event = self._refined(use)
        if event is None and figure.outcome == "rescued":
            event = self.when.day_after(figure, self.main.start if self.main is not None and self.main.fine else None)
        if event is None and not self.reader.in_days(figure):
            return Scene("incident", self._inherited_event(figure, place), place)
        return Scene("incident", event, place, event is not None)

    def _course(self, figure: FigureMention) -> DateUse | None:
        """Return the days of a storm whose course the paragraph tells before its toll: "It formed on August 11, struck
        on the 13th and dissipated on August 20. It killed 43 people"."""
        paragraph = self.doc.sentences[figure.sentence].paragraph
        if figure.sentence in self.when.uses or figure.first - self.doc.paragraphs[paragraph][0] < _COURSE:
            return None
        return self.when.course(paragraph, figure.sentence)

    def _told(self, figure: FigureMention) -> DateUse | None:
        """Return the day that the sentences before a figure in its paragraph give an event: "Shots rang out at 11 p.m.
        Saturday. Five people were struck", up to the victims named before it."""
        paragraph = self.doc.sentences[figure.sentence].paragraph
        if figure.rule in ("toll", "count") or figure.relation == "previous" or figure.outcome in UNHARMED:
            return None
        for number in range(figure.sentence - 1, -1, -1):
            first, last, same = self.doc.sentences[number]
            if same != paragraph or number in self.first_scene:
                return None
            if number not in self.when.uses:
                continue
            if "since" in self.doc.lower[first:last]:
                return None
            uses = [u for u in self.when.uses[number] if u.role == "event" and u.since < 0]
            uses = [u for u in uses if self._dates_it(u, number)]
            if uses and (uses[-1].fine or number == figure.sentence - 1):
                clock = uses[-1].value.grain in ("hour", "minute") and uses[-1].start == self.when.published
                return None if clock else uses[-1]
        return None

    def _dates_it(self, use: DateUse, number: int) -> bool:
        """Whether a day is that of the event of its sentence: "On Monday night men of a militia attacked Djaiba"."""
        tags = self.hits.tags(number)
        if use.linked or not use.fine or use.start is None or "event" not in tags or "aftermath" in tags:
            return use.linked
        near = self.newest is None or abs((use.start - self.newest).days) < _APART
        return near and self.when.opens(use)

    def _tells_one(self, figure: FigureMention) -> bool:
        """Whether a sentence tells of one event with a name or a verb of its own: "In 2009 the Prima sank"."""
        return any("event" in hit.tags for hit in around(self.hits.of(figure.sentence), figure.first))

    def _inherited_event(self, figure: FigureMention, place: Place | None) -> Date | None:
        """Return the date of the scene of the paragraph, or that of the article."""
        if figure.outcome in ("detained", "captured") and not self._same_sentence(figure):
            arrest = self._arrest() if figure.quantity.low else None
            if arrest is not None or not self._is_fresh():
                return arrest.value if arrest is not None else None
        paragraph = self.doc.sentences[figure.sentence].paragraph
        own = self.own_place[id(figure)]
        if own is not None and not _same_place(place, self.main_place) and self._new_event(figure):
            return None
        if self.paragraph is not None and self.paragraph[0] == paragraph:
            scene = self.paragraph[1]
            apart = own is not None and own.rank == 2 and not _same_place(place, scene.place) and self.main is not None
            if not apart and (scene.event is not None or not _same_place(scene.place, self.main_place)):
                return scene.event
        if paragraph in self.heads and (self.main is None or self._paragraph_of(self.main) in self.heads):
            return self._day_of(paragraph)  # of a brief; a bulletin's one day stands above its places
        if self.main is None:
            return None
        return self._told_before(figure, self.main) or self._refined(self.main)

    def _told_before(self, figure: FigureMention, main: DateUse) -> Date | None:
        """Return the day last told of several attacks: "The first was shot at 9 p.m. Saturday. Later that night two
        others were killed"."""
        before = self.before
        if main.start is None or main.end is None or main.end == main.start or (main.end - main.start).days > _SEVERAL:
            return None
        if "mass_event" not in self.hits.tags(self.doc.sentence_of[main.first]):
            return None
        if before is None or before is figure or not 0 < figure.sentence - before.sentence <= _SEVERAL:
            return None
        scene = self.scenes[id(before)]
        event = scene.event
        if not scene.own or event is None or event.start is None or event.start != event.end:
            return None
        return event if main.start.isoformat() <= event.start[:10] <= main.end.isoformat() else None

    # -- places ------------------------------------------------------------------------------------------------

    def _place(self, figure: FigureMention, scope: Scope) -> Place | None:
        """Return where it happened: in its own sentence, in its paragraph, in the article."""
        own = self.own_place[id(figure)]
        main = self.heads.get(self.doc.sentences[figure.sentence].paragraph, self.main_place)
        there = self.where.there(figure, main)
        if there is not None:
            return there
        if own is not None and own.rank == 2:
            return own.mention.place
        if scope == "background" and own is not None and own.rank == VENUE:
            return main or own.mention.place
        if own is None and scope != "cumulative" and self.doc.sentences[figure.sentence].paragraph in self.entries:
            return self._around(figure) or main
        if scope != "incident" and (self.where.area(figure) or not self._here(figure)):
            opens = self.cumulative is None and bool(self.figures) and self.figures[0] is figure
            area = self.where.area(figure) if own is None else None
            if area is not None or (own is None and scope == "cumulative" and opens):
                return area or main
            if own is not None:
                return own.mention.place
            if scope == "cumulative":
                return self._tallied(figure)
            return self._recalled(figure) or self._just_above(figure)
        if own is None and self._counts_together(figure):
            return None
        told = self._told_of(figure, main)
        if told is not None:
            return told
        around = self._around(figure)
        if own is not None and own.rank < 2:
            sure = not self.where.is_of_all(own) and (
                self.where.sure or self._is_lead(figure) or self._is_retold(figure, main)
            )
            near = around or (main if sure else None)
            within = near is not None and may_hold(own.mention.place, near)
            if near is not None and within and near.name != near.country and not self._is_another(own):
                return near
            return own.mention.place
        if around is not None:
            return around
        return main or (own.mention.place if own is not None else None)

    def _is_retold(self, figure: FigureMention, main: Place | None) -> bool:
        """Whether the sentence has a count that the article's town has too: "7 hurt in Louisiana" and, below, "shots in
        a theater in Lafayette wounded seven"."""
        if self.counts_there is None:
            there = [(f, use) for f in self.figures if f.is_many and (use := self.own_place[id(f)]) is not None]
            towns = [(f, use.mention.place) for f, use in there if use.rank == 2]
            counts = {f.count for f, town in towns if main is not None and same(town, main)}
            self.counts_there = {f.sentence for f in self.figures if f.count in counts}
        return figure.sentence in self.counts_there

    def _is_lead(self, figure: FigureMention) -> bool:
        """Whether the town is named right below the first figures, which name a region or country only."""
        first = self.figures[0].sentence
        return 0 <= figure.sentence - first <= _LEAD and 0 <= self.where.near - first <= REFINES

    def _counts_together(self, figure: FigureMention) -> bool:
        """Whether the figure, or the one before in its paragraph, is of all towns so far: none of them is its place."""
        count = self.where.counts_together(figure.sentence)
        before = self.before
        if not count and before is not None and before is not figure and self.scenes[id(before)].place is None:
            same = self.doc.sentences[before.sentence].paragraph == self.doc.sentences[figure.sentence].paragraph
            near = 0 <= figure.sentence - before.sentence < 2
            count = self.where.counts_together(before.sentence) if same and near else 0
        if not count:
            return False
        own = [self.own_place[id(other)] for other in self.figures if other.sentence < figure.sentence]
        towns = {use.mention.place.text.lower() for use in own if use is not None and use.rank in (1, 2)}
        return len(towns) == count

    def _is_another(self, own: PlaceUse) -> bool:
        """Whether a region is beside that of the article: "in the neighbouring province of Herat"."""
        return not self.look.another.isdisjoint(self.doc.lower[max(0, own.first - 4) : own.first + 1])

    def _recalled(self, figure: FigureMention) -> Place | None:
        """Return the place that the paragraph likens this one to: "As in Khojali, it kills ..."."""
        doc = self.doc
        for number in range(figure.sentence, max(figure.sentence - 4, -1), -1):
            if doc.sentences[number].paragraph != doc.sentences[figure.sentence].paragraph:
                break
            for hit in self.hits.of(number):
                if "background_cue" in hit.tags:
                    for use in self.where.uses(number):
                        if 0 <= use.mention.first - hit.last < 3:
                            return use.mention.place
        return None

    def _told_of(self, figure: FigureMention, main: Place | None) -> Place | None:
        """Return the region whose officials speak, where the article is of another and the figure names no town."""
        own = self.own_place[id(figure)]
        use = self.where.told_of(figure) if own is None or own.rank == 0 else None
        if use is None or (own is not None and own.mention.place.country != use.mention.place.country):
            return None
        apart = main is None or (main.country and not may_hold(use.mention.place, main))
        return use.mention.place if apart else None

    def _just_above(self, figure: FigureMention) -> Place | None:
        """Return the place of an event that the sentence before tells without figures: "In Sayre a shell fell. Four
        died"."""
        number, sentences = figure.sentence - 1, self.doc.sentences
        if number < 0 or number in self.first_scene or sentences[number].paragraph != sentences[number + 1].paragraph:
            return None
        use = self.where.scene(number)
        return use.mention.place if use is not None else None

    def _tallied(self, figure: FigureMention) -> Place | None:
        """Return the country or region of the tally right before, in the paragraph: "of these, 224 died in January"."""
        before, sentences = self.before, self.doc.sentences
        if before is None or before is figure or figure.sentence - before.sentence > 1:
            return None
        scene, own = self.scenes[id(before)], self.own_place[id(before)]
        near = sentences[before.sentence].paragraph == sentences[figure.sentence].paragraph
        wide = own is None or own.rank < 2
        return scene.place if near and wide and scene.scope == "cumulative" else None

    def _around(self, figure: FigureMention) -> Place | None:
        """Return the place of the nearest earlier scene of the paragraph."""
        paragraph = self.doc.sentences[figure.sentence].paragraph
        known = self.paragraph if self.paragraph and self.paragraph[0] == paragraph else None
        for number in range(figure.sentence - 1, -1, -1):
            if known is not None and number == known[2]:
                return known[1].place
            if self.doc.sentences[number].paragraph != paragraph:
                break
            scene = self.first_scene.get(number)
            if scene is not None and scene.scope != "background":
                return scene.place
            use = self.where.scene(number)
            if use is not None:
                return use.mention.place
        return known[1].place if known else None


def _same_place(a: Place | None, b: Place | None) -> bool:
    """Whether two mentions are of one place; an unknown one differs from none."""
    if a is None or b is None or a is b:
        return True
    one, other = a.text.lower(), b.text.lower()
    return one in other or other in one or (a.name is not None and a.name == b.name and a.country == b.country)
