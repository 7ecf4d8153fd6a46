"""The scenes of an article: date, place and scope of each figure from its sentence and the article around it.

Own words first, then the figure it is a part of, then the scene of its paragraph, then what the article is about.
What stays open is ``None``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from claimtrack.extract.date_uses import DateUse
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import Attribution, Dateline, DateMention, PlaceMention
from claimtrack.extract.nearness import around
from claimtrack.extract.scope import Scope, ScopeReader
from claimtrack.extract.scope_words import scope_words
from claimtrack.extract.segment import Document
from claimtrack.extract.when import UNHARMED, When
from claimtrack.extract.where import PlaceUse, Where
from claimtrack.lexicon import Lexicon
from claimtrack.models import Date, Place

_APART = 4  # days between two events that are not one
_LONG_AGO = 30
_PARTS = 4  # figures behind one that may be its parts
_NO_END = 1 << 30


@dataclass(slots=True)
class Scene:
    """What is settled of one figure."""

    scope: Scope
    event: Date | None
    place: Place | None
    own: bool = False


class Scenes:
    """Settles the figures of one article, in order."""

    def __init__(
        self,
        doc: Document,
        lexicon: Lexicon,
        dates: Sequence[DateMention],
        places: Sequence[PlaceMention],
        dateline: Dateline | None,
        attributions: Sequence[Attribution],
        figures: Sequence[FigureMention],
        published: str | None,
        of_bodies: Sequence[PlaceMention] = (),
    ) -> None:
        self.doc = doc
        frames = {k for a in attributions for first, last in a.frame for k in range(first, last)}
        ends = {a.cue[1] for a in attributions if a.cue} | {last for a in attributions for _, last in a.frame}
        look = scope_words(lexicon.language)
        self.hits = look.hits(doc)
        self.look = look
        skip = range(dateline.first, dateline.last) if dateline else range(0)
        self.when = When(
            doc, look, [d for d in dates if d.first not in skip], self.hits, frames, ends, published, lexicon.language
        )
        self.where = Where(doc, places, look, self.hits, frames, look.locatives, dateline, of_bodies)
        self.reader = ScopeReader(doc, look, self.hits, self.when)
        self.figures = figures
        self.harmed = {f.sentence for f in figures if f.outcome not in UNHARMED}
        self.scenes: dict[int, Scene] = {}
        self.own_date: dict[int, DateUse | None] = {}
        self.fine_days: list[tuple[date, Date]] | None = None  # read for the first figure of a month or year
        if figures:
            self._read(figures)

    def _read(self, figures: Sequence[FigureMention]) -> None:
        """Settle every figure, in order."""
        self.when.mark_tolls(figures)
        ends = {id(figure): _end_of(figure, figures, n) for n, figure in enumerate(figures)}
        self._own_dates(figures, ends)
        self.heads = self.where.heads()
        self.own_place: dict[int, PlaceUse | None] = {id(f): self.where.own(f, ends[id(f)]) for f in figures}
        self.main = self.when.main(figures, lambda f: self.own_date[id(f)])
        self.newest = self._newest(figures)
        self.main_place = self.where.main(figures, self.own_place, self._is_old)
        self.cumulative: Scene | None = None
        self.before: FigureMention | None = None
        self.first_scene: dict[int, Scene] = {}
        self.last_total: dict[str, FigureMention] = {}
        self.paragraph: tuple[int, Scene, int] | None = None
        for figure in figures:
            self._settle(figure)

    def _own_dates(self, figures: Sequence[FigureMention], ends: Mapping[int, int]) -> None:
        taken: tuple[int, DateUse] | None = None
        for figure in figures:
            others = taken is not None and taken[0] == figure.sentence and figure.rule == "toll"
            use = self.when.own(figure, ends[id(figure)], taken[1] if taken is not None and others else None)
            if figure.relation == "previous":
                use = None
            elif figure.relation == "increment" and use is not None:
                taken = (figure.sentence, use)
            self.own_date[id(figure)] = use

    def _newest(self, figures: Sequence[FigureMention]) -> date | None:
        """Return the day that earlier events are earlier than: the main date, or publication where the first victims
        have no date at all."""
        if self.main is not None and self.main.fine:
            return self.main.start
        for figure in figures:
            if figure.outcome not in UNHARMED and not figure.irrealis and self.when.after(figure) is None:
                if self.own_date[id(figure)] is None:
                    return self.when.published
                break
        return self.main.start if self.main is not None else None

    def _is_old(self, number: int) -> bool:
        """Whether a sentence speaks of an event before the one that the article is about."""
        if "background_cue" in self.hits.tags(number):
            return True
        for use in self.when.uses.get(number, ()):
            past = use.role == "event" and not use.fine and use.end and self.newest and use.end < self.newest
            if past and (use.since < 0 or self._likens(number)):
                return True
        return False

    def _likens(self, number: int) -> bool:
        """Whether a sentence names an event since another: "the deadliest since 1988, when", not "227 since April"."""
        return "superlative" in self.hits.tags(number)

    # -- one figure --------------------------------------------------------------------------------------------

    def _settle(self, figure: FigureMention) -> Scene:
        known = self.scenes.get(id(figure))
        if known is not None:
            return known
        parent = figure.parent
        self.scenes[id(figure)] = Scene("incident", None, None)  # parents in a ring end here
        whole = self._settle(parent) if parent is not None else None
        if whole is None and figure.relation == "subset":
            whole = self._total_before(figure)
        scene = self._part(figure, whole) if whole is not None else self._alone(figure)
        self.scenes[id(figure)] = scene
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
        scene = self.scenes[id(total)]
        use = self.own_date[id(figure)]
        if use is not None and scene.scope != "cumulative":
            return None
        return Scene(scene.scope, use.value if use is not None else scene.event, scene.place)

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
        elif figure.relation == "subset" and _has_own_verb(figure) and own is not None and own.first > figure.last:
            place = own.mention.place
        return Scene(whole.scope, event, place)

    def _alone(self, figure: FigureMention) -> Scene:
        use = self.own_date[id(figure)]
        verdict = self.reader.read(figure, use)
        event = verdict.event or (use.value if use is not None else None)
        if verdict.scope == "incident" and verdict.event is None:
            event = None
        if figure.outcome in UNHARMED and use is not None and not use.fine and verdict.scope in ("", "aggregate"):
            event = use = None  # "rescued eight engineers kidnapped in June"
        if verdict.scope == "earlier" and event is None:
            event = self.when.day_before(figure, self.main.start if self.main else None)
        elif verdict.scope == "earlier" and use is not None and use.fine and self._is_day_after(figure, use):
            event, use = self.when.day_before(figure, use.start), None
        if verdict.scope == "cumulative":
            return Scene("cumulative", event, self._place(figure, "cumulative"))
        if verdict.scope == "aggregate" and (self.cumulative is not None or self._is_tally(figure)):
            return Scene("cumulative", event, self._place(figure, "cumulative"))
        if verdict.scope != "incident" and self._is_earlier(
            figure, use if event is not None else None, verdict.scope == "earlier"
        ):
            return Scene("background", event, self._place(figure, "background"))
        if event is None and self._goes_on(figure):
            assert self.cumulative is not None
            return Scene("cumulative", self.cumulative.event, self._place(figure, "cumulative"))
        place = self._place(figure, "incident")
        if use is not None and event is use.value:
            event = self._refined(use)
        return Scene("incident", event or self._inherited_event(figure, place), place, event is not None)

    def _is_day_after(self, figure: FigureMention, use: DateUse) -> bool:
        return not use.counted and self.when.after(figure) is not None

    def _refined(self, use: DateUse) -> Date:
        """Return the one day that the article gives for an event of which the sentence names the year or month."""
        if use.fine or use.start is None or use.end is None:
            return use.value
        days = self.fine_days
        if days is None:
            days = self.fine_days = self._fine_days()
        first = bisect_left(days, use.start, key=itemgetter(0))
        only = days[first : first + 2]
        fits = [value for day, value in only if day <= use.end]
        return fits[0] if len(fits) == 1 else use.value

    def _fine_days(self) -> list[tuple[date, Date]]:
        """Return the days and moments beside the words of events, each once, in order."""
        days = {
            u.value.start: (u.start, u.value)
            for uses in self.when.uses.values()
            for u in uses
            if u.fine and u.linked and u.role == "event" and u.start
        }
        return sorted(days.values(), key=itemgetter(0))

    def _is_tally(self, figure: FigureMention) -> bool:
        """Whether a year's figure that names no event and no place counts the year: "Last year 3,786 were killed"."""
        own = self.own_place[id(figure)]
        number = figure.quantity.low or figure.quantity.high or 0
        return number > 2 and (own is None or own.rank < 2) and self.newest is not None

    def _is_earlier(self, figure: FigureMention, use: DateUse | None, cued: bool) -> bool:
        """Whether the figure's event lies before what the article is about."""
        if self.newest is None:
            return False
        if use is None or use.end is None:
            return cued
        if use.value is (self.main.value if self.main else None):
            return False
        if use.end >= self.newest:
            return False
        if not use.fine and use.value.grain != "week":
            return True
        gap = (self.newest - use.end).days
        return gap >= (_APART if self.main is not None else _LONG_AGO) or cued

    def _goes_on(self, figure: FigureMention) -> bool:
        """Whether a figure without a date goes on with the period of the figure before."""
        if self.cumulative is None or (self.main is not None and self.main.fine):
            return False
        number = figure.sentence
        paragraph = self.doc.sentences[number].paragraph
        if self.before is None or self.before is figure:
            return False
        near = number - self.before.sentence < 2 or self.doc.sentences[self.before.sentence].paragraph == paragraph
        return near and self.scenes[id(self.before)].scope == "cumulative"

    def _inherited_event(self, figure: FigureMention, place: Place | None) -> Date | None:
        """Return the date of the scene of the paragraph, or that of the article."""
        if figure.outcome in ("detained", "captured") and not self._same_sentence(figure):
            return None
        paragraph = self.doc.sentences[figure.sentence].paragraph
        own = self.own_place[id(figure)]
        if own is not None and not _same_place(place, self.main_place) and self._new_event(figure):
            return None
        if self.paragraph is not None and self.paragraph[0] == paragraph:
            scene = self.paragraph[1]
            if scene.event is not None or not _same_place(scene.place, self.main_place):
                return scene.event
        if paragraph in self.heads and (self.main is None or self._paragraph_of(self.main) in self.heads):
            return self._day_of(paragraph)  # of a brief; a bulletin's one day stands above its places
        return self.main.value if self.main is not None else None

    def _paragraph_of(self, use: DateUse) -> int:
        return self.doc.sentences[self.doc.sentence_of[use.first]].paragraph

    def _day_of(self, paragraph: int) -> Date | None:
        """Return the day that a brief names first: "Tornadoes touched down on Monday. Twenty homes were destroyed"."""
        first, last = self.doc.paragraphs[paragraph]
        for number in range(self.doc.sentence_of[first], self.doc.sentence_of[last - 1] + 1):
            for use in self.when.uses.get(number, ()):
                if use.role == "event" and use.fine:
                    return use.value
        return None

    def _same_sentence(self, figure: FigureMention) -> bool:
        return figure.sentence in self.harmed

    def _new_event(self, figure: FigureMention) -> bool:
        """Whether the sentence brings up an event that is new: "A night-time raid on Makha left two dead"."""
        lower = self.doc.lower
        return any(
            "event" in hit.tags and any(w in self.look.new for w in lower[max(0, hit.first - 3) : hit.first])
            for hit in around(self.hits.of(figure.sentence), figure.first)
        )

    # -- places ------------------------------------------------------------------------------------------------

    def _place(self, figure: FigureMention, scope: Scope) -> Place | None:
        """Return where it happened: in its own sentence, in its paragraph, in the article."""
        own = self.own_place[id(figure)]
        main = self.heads.get(self.doc.sentences[figure.sentence].paragraph, self.main_place)
        there = self.where.there(figure)
        if there is not None:
            return there
        if own is not None and own.rank == 2:
            return own.mention.place
        if scope != "incident" and not self._here(figure):
            opens = self.cumulative is None and bool(self.figures) and self.figures[0] is figure
            if own is None and scope == "cumulative" and opens:
                return main
            return own.mention.place if own is not None else self._recalled(figure) if scope == "background" else None
        around = self._around(figure)
        if own is not None and own.rank < 2:
            near = around or (main if self.where.sure else None)
            within = near is not None and near.country is not None and near.country == own.mention.place.country
            if near is not None and within and near.name != near.country:
                return near
            return own.mention.place
        if around is not None:
            return around
        return main or (own.mention.place if own is not None else None)

    def _here(self, figure: FigureMention) -> bool:
        first, last, _ = self.doc.sentences[figure.sentence]
        return self.look.speaks_of_here(self.doc, max(first, figure.first - 60), min(last, figure.last + 60))

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


def _end_of(figure: FigureMention, figures: Sequence[FigureMention], number: int) -> int:
    """Return the token from which on a part with a verb of its own has the dates and places of the sentence: "18 were
    civilians, two of them children killed in Mahdia on Sunday"."""
    for part in figures[number + 1 : number + 1 + _PARTS]:
        if part.sentence != figure.sentence:
            break
        other = part.phrase.first >= figure.last and part.trigger is not figure.trigger
        if part.relation == "subset" and other and _has_own_verb(part):
            return part.phrase.first
    return _NO_END


def _has_own_verb(part: FigureMention) -> bool:
    """Whether the outcome of a part stands behind its number: "two of them killed in Mahdia"."""
    return part.trigger is not None and part.trigger.first >= part.phrase.last


def _same_place(a: Place | None, b: Place | None) -> bool:
    """Whether two mentions are of one place; an unknown one differs from none."""
    if a is None or b is None or a is b:
        return True
    one, other = a.text.lower(), b.text.lower()
    return one in other or other in one or (a.name is not None and a.name == b.name and a.country == b.country)
