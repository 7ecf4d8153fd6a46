"""When and where: the date, place, scope and group of a figure from its sentence and the article around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from claimtrack.extract.dates import period_of
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import Attribution, Dateline, DateMention, PlaceMention, Range
from claimtrack.extract.segment import Document
from claimtrack.extract.words import Words
from claimtrack.lexicon import Lexicon
from claimtrack.models import Date, Place

Scope = Literal["incident", "cumulative", "background"]


class Context:
    """Looks up the dates and places around a figure; built once an article."""

    def __init__(
        self,
        doc: Document,
        lexicon: Lexicon,
        words: Words,
        dates: Sequence[DateMention],
        places: Sequence[PlaceMention],
        dateline: Dateline | None,
        attributions: Sequence[Attribution],
        figures: Sequence[FigureMention],
        published: str | None,
    ) -> None:
        self.doc, self.lexicon, self.words, self.published = doc, lexicon, words, published
        frames = {k for a in attributions for first, last in a.frame for k in range(first, last)}
        self.frames = frames
        skip = range(dateline.first, dateline.last) if dateline else range(0)
        self.dates_of: dict[int, list[DateMention]] = {}
        for date in dates:
            if date.first not in skip:
                self.dates_of.setdefault(doc.sentence_of[date.first], []).append(date)
        self.places_of: dict[int, list[PlaceMention]] = {}
        for place in places:
            if place.first not in skip:
                self.places_of.setdefault(doc.sentence_of[place.first], []).append(place)
        self.dateline_place = None
        if dateline and dateline.place:
            self.dateline_place = next((p for p in places if p.first >= dateline.place[0] and p.last <= dateline.place[1]), None)
        self.main_date = self._main_date(figures)
        self.main_place = self._main_place(figures)

    # -- dates -------------------------------------------------------------------------------------------------

    def stated(self, attribution: Attribution) -> Date | None:
        """Return the day on which the source said it, where the attribution clause names one."""
        for first, last in attribution.frame:
            for date in self.dates_of.get(self.doc.sentence_of[first], ()):
                if first <= date.first < last:
                    return date.date
        return None

    def event_in(self, pieces: Sequence[Range]) -> Date | None:
        for first, last in pieces:
            for date in self.dates_of.get(self.doc.sentence_of[first], ()):
                if first <= date.first < last:
                    return date.date
        return None

    def _events(self, sentence: int) -> list[DateMention]:
        return [d for d in self.dates_of.get(sentence, ()) if d.first not in self.frames]

    def _main_date(self, figures: Sequence[FigureMention]) -> Date | None:
        for figure in figures:
            for date in self._events(figure.sentence):
                if date.date.start is not None and date.date.grain in ("day", "part_of_day", "hour", "minute"):
                    return date.date
        return None

    def scope_and_event(self, mention: FigureMention, pieces: Sequence[Range]) -> tuple[Scope, Date | None]:
        """Return what the figure counts, and when those people were killed or hurt."""
        nearest: DateMention | None = None
        for date in self._events(mention.sentence):
            period = period_of(self.doc, date, self.lexicon)
            if period.mod == "SINCE":
                return "cumulative", period
            if nearest is None or abs(date.first - mention.last) < abs(nearest.first - mention.last):
                nearest = date
        if nearest is not None:
            return "incident", nearest.date
        return "incident", self.main_date

    # -- places ------------------------------------------------------------------------------------------------

    def place_in(self, pieces: Sequence[Range]) -> Place | None:
        for first, last in pieces:
            for place in self.places_of.get(self.doc.sentence_of[first], ()):
                if first <= place.first < last:
                    return place.place
        return None

    def _main_place(self, figures: Sequence[FigureMention]) -> Place | None:
        for figure in figures:
            best = self._best_place(figure)
            if best is not None:
                return best.place
        return self.dateline_place.place if self.dateline_place else None

    def _best_place(self, mention: FigureMention) -> PlaceMention | None:
        best: PlaceMention | None = None
        for place in self.places_of.get(mention.sentence, ()):
            if place.first in self.frames or place.rank == 3:
                continue
            if best is None or place.rank > best.rank:
                best = place
        return best

    def place(self, mention: FigureMention, pieces: Sequence[Range]) -> Place | None:
        """Return where it happened: the most specific place of the sentence, else the article's one."""
        best = self._best_place(mention)
        return best.place if best is not None else self.main_place

    # -- groups ------------------------------------------------------------------------------------------------

    def group(self, mention: FigureMention) -> str | None:
        """Return the victims' group; "35 others" and "222 injured" take that of the noun they stand for."""
        phrase = mention.phrase
        if phrase.group is not None or (phrase.noun is not None and not phrase.other):
            return phrase.group
        return mention.antecedent.group if mention.antecedent is not None else None
