"""The grounds on which figures are settled: each one's own date and place, and what the article is about.

With them go the questions that one figure and its date answer: whether they are of an earlier event, of a tally, of
bodies found later. What follows from the answers is decided in ``scenes``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from claimtrack.extract.date_roles import EVENTS
from claimtrack.extract.date_uses import DateUse
from claimtrack.extract.entries import find_entries, find_stamp
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.main_day import MainDay
from claimtrack.extract.mentions import Attribution, Dateline, DateMention, PlaceMention
from claimtrack.extract.nearness import around
from claimtrack.extract.place_uses import PlaceUse
from claimtrack.extract.scope import ScopeReader
from claimtrack.extract.scope_hits import Hits
from claimtrack.extract.scope_words import scope_words
from claimtrack.extract.segment import Document
from claimtrack.extract.when import UNHARMED, is_week
from claimtrack.extract.where import Where
from claimtrack.extract.words import words_of
from claimtrack.lexicon import Lexicon
from claimtrack.models import Date, Place

_APART = 4  # days between two events that are not one
_LONG_AGO = 30
_OUT = 6  # tokens from "not" to "in that number"
_PARTS = 4  # figures behind one that may be its parts
_LAST_WEEK = 10  # days before publication within which "last weekend" is what an article tells
_NEWS = 3  # days before publication within which an arrest is what an article tells
_ARREST = 5  # tokens from "arrested" to its day
_WEEKS = frozenset(("week", "weeks"))
_NO_END = 1 << 30


class Findings(NamedTuple):
    """What the finders found in one article; ``published`` as in ``Article``, ``of_bodies`` as ``read_places`` says."""

    doc: Document
    lexicon: Lexicon
    dates: Sequence[DateMention]
    places: Sequence[PlaceMention]
    of_bodies: Sequence[PlaceMention]
    dateline: Dateline | None
    attributions: Sequence[Attribution]
    figures: Sequence[FigureMention]
    published: str | None
    title: str | None = None


class Grounds:
    """Own dates and places of the figures of one article."""

    def __init__(self, found: Findings) -> None:
        doc, dateline, figures, language = found.doc, found.dateline, found.figures, found.lexicon.language
        self.doc = doc
        frames: set[int] = set()
        ends = set()
        for attribution in found.attributions:
            if attribution.cue:
                ends.add(attribution.cue[1])
            for first, last in attribution.frame:
                ends.add(last)
                frames.update(range(first, last))
        for f in figures:
            if f.phrase.first in frames:  # "were told that 60 children had been killed on Friday": no day of telling
                frames.difference_update(range(f.phrase.first, doc.sentences[f.sentence].last))
        look = scope_words(language)
        self.hits = Hits(doc, look.phrases)
        self.look = look
        self.words = words_of(language)
        skip = range(dateline.first, dateline.last) if dateline else range(0)
        dates = [d for d in found.dates if d.first not in skip]
        self.when = MainDay(doc, look, dates, self.hits, frames, ends, found.published, language)
        self.where = Where(
            doc, found.places, look, self.hits, frames, look.locatives, dateline, found.of_bodies, found.title
        )
        self.reader = ScopeReader(doc, look, self.hits, self.when)
        self.stamp = find_stamp(doc, self.when.uses)
        self.entries = find_entries(doc, self.when.uses, self.when.published, found.title, look.this_day)
        self.figures = figures
        self.harmed = {f.sentence for f in figures if f.outcome not in UNHARMED}
        self.own_date: dict[int, DateUse | None] = {}
        self.arrest: DateUse | None = None
        self.arrest_read = False  # looked for where an arrest names no day
        self.fine_days: list[tuple[date, Date]] | None = None  # read for the first figure of a month or year
        if figures:
            self._find(figures)

    def _find(self, figures: Sequence[FigureMention]) -> None:
        """Find what every figure has of its own, and what the article is about."""
        self.when.mark_tolls(figures)
        ends = {id(figure): end_of(self.doc, figure, figures, n) for n, figure in enumerate(figures)}
        self._own_dates(figures, ends)
        self.heads: Mapping[int, Place | None] = self.where.heads()
        for figure in figures:
            self.where.numbers.setdefault(figure.sentence, []).append(figure.phrase.first)
        self.own_place: dict[int, PlaceUse | None] = {id(f): self.where.own(f, ends[id(f)]) for f in figures}
        self._share_clauses(figures)
        self.main = self.when.main(figures, lambda f: self.own_date[id(f)])
        posted = self.stamp.start if self.stamp is not None else None
        if posted is not None and (self.main is None or self.main.start is None or self.main.start > posted):
            self.main = self.stamp
        self.newest = self._newest(figures)
        old = self.main is None or not (self.main.fine or self.when.recent(self.main))
        if old and self._leaves_one_out():
            self.main, self.newest = None, self.when.published  # something newer has happened that is not yet counted
        self.main_place = self.where.main(figures, self.own_place, self._is_old)
        if self.where.tabled and self.main_place in self.heads.values():
            self.main_place = self.where.dateline
        if self.entries:
            self._tell_entries_apart()

    def _share_clauses(self, figures: Sequence[FigureMention]) -> None:
        """Give a figure behind a semicolon, without a day and a place of its own, those of the figure before: "26 were
        held in Brno last night after a derby; four officers were hurt"."""
        for before, figure in pairwise(figures):
            between = self.doc.lower[before.last : figure.first] if before.sentence == figure.sentence else ()
            if ";" not in between or self.own_place[id(figure)] or figure.outcome in UNHARMED:
                continue
            dated, own = self.own_date[id(before)], self.own_date[id(figure)]
            if (own is None or own is dated) and (dated is None or dated.fine):
                self.own_date[id(figure)] = dated
                self.own_place[id(figure)] = self.own_place[id(before)]

    def _tell_entries_apart(self) -> None:
        """Let each entry stand for itself where most figures are in one: no day and no place is that of them all."""
        inside = [f for f in self.figures if self.doc.sentences[f.sentence].paragraph in self.entries]
        self.heads = {**self.heads, **{number: self.where.of_entry(number) for number in self.entries}}
        one = self.main is not None and self._paragraph_of(self.main) not in self.entries
        if 2 * len(inside) >= len(self.figures) and not one:
            published = self.when.published
            days = [use.start for use in self.entries.values() if use.start]
            self.main = None
            self.newest = max((day for day in days if published is None or day <= published), default=published)

    def _own_dates(self, figures: Sequence[FigureMention], ends: Mapping[int, int]) -> None:
        taken: tuple[int, DateUse] | None = None
        for figure in figures:
            others = taken is not None and taken[0] == figure.sentence and figure.rule == "toll"
            use = self.when.own(figure, ends[id(figure)], taken[1] if taken is not None and others else None)
            entry = self.entries.get(self.doc.sentences[figure.sentence].paragraph) if self.entries else None
            if entry is not None and (use is None or use.first == entry.first):
                use = entry
            if figure.relation == "previous":
                use = None
            elif figure.relation == "increment" and use is not None:
                taken = (figure.sentence, use)
            self.own_date[id(figure)] = use

    def _newest(self, figures: Sequence[FigureMention]) -> date | None:
        """Return the day that earlier events are earlier than: the main date, or publication where the first victims
        have no date at all."""
        main = self.main
        if main is not None and main.fine:
            return main.start
        for figure in figures:
            if figure.outcome not in UNHARMED and not figure.irrealis and self.when.after(figure) is None:
                if self.own_date[id(figure)] is None:
                    return self.when.published
                break
        return main.start if main is not None else None

    def _leaves_one_out(self) -> bool:
        """Whether an event is said to be outside a tally: "Monday's crash is not in that number"."""
        lower, losses = self.doc.lower, self.look.losses
        for number, (first, last, _) in enumerate(self.doc.sentences):
            if "not" not in lower[first:last]:
                continue
            for k in range(first, last - 3):
                if lower[k] == "not" and not self.look.counts.isdisjoint(lower[k + 2 : min(last, k + _OUT)]):
                    events = (not EVENTS.isdisjoint(hit.tags) for hit in self.hits.of(number) if hit.last <= k)
                    return not losses.isdisjoint(lower[first:k]) or any(events)
        return False

    def _is_old(self, number: int) -> bool:
        """Whether a sentence speaks of an event before the one that the article is about."""
        if "background_cue" in self.hits.tags(number):
            return True
        for use in self.when.uses.get(number, ()):
            past = use.role == "event" and not use.fine and use.end and self.newest and use.end < self.newest
            past = past and not (use.value.grain == "week" and self.when.recent(use, _LAST_WEEK))
            if past and (use.since < 0 or self._likens(number)):
                return True
        return False

    def _likens(self, number: int) -> bool:
        """Whether a sentence names an event since another: "the deadliest since 1988, when", not "227 since April"."""
        return "superlative" in self.hits.tags(number)

    def _is_found(self, figure: FigureMention, use: DateUse) -> bool:
        """Whether a day is that of finding the dead of an earlier one: "her body washed ashore on Monday"."""
        if self.main is None or not self.main.fine or use.start is None or self.main.start is None:
            return False
        return use.start > self.main.start and self.when.is_recovery(figure, use)

    def _is_day_after(self, figure: FigureMention, use: DateUse) -> bool:
        return not use.counted and self.when.after(figure) is not None

    def _refined(self, use: DateUse) -> Date:
        """Return the one day that the article gives for an event of which the sentence names the year or month."""
        if use.counted and use.start is not None:
            return self._near_week(use) or use.value
        if use.value.grain == "part_of_day" and use.mention.last - use.first == 1 and use.start == self.when.published:
            return self._night(use)
        if use.fine or use.start is None or use.end is None:
            return use.value
        if use.value.grain == "week":
            main = self.main
            if main is None or not main.fine or not main.start or use.first > main.first or not is_week(use):
                return use.value
            return main.value if use.start <= main.start <= use.end else use.value
        days = self.fine_days
        if days is None:
            days = self.fine_days = self._fine_days()
        first = bisect_left(days, use.start, key=itemgetter(0))
        only = days[first : first + 2]
        fits = [value for day, value in only if day <= use.end] or self._plain_days(use)
        return fits[0] if len(fits) == 1 else use.value

    def _night(self, use: DateUse) -> Date:
        """Return the days of the article for the "overnight" of a headline, where they end with it or just before."""
        main = self.main
        if main is None or not main.fine or main.end is None or use.start is None or use.first > main.first:
            return use.value
        several = main.end != main.start and 0 <= (use.start - main.end).days < _APART
        return main.value if several else use.value

    def _near_week(self, use: DateUse) -> Date | None:
        """Return the one day of an event near that to which weeks count back: "Four weeks after six were killed ... the
        March 9 shooting"."""
        if use.value.text.lower().rpartition(" ")[2] not in _WEEKS or use.start is None:
            return None
        days = {
            u.value.start: u.value
            for uses in self.when.uses.values()
            for u in uses
            if u.fine and u.linked and not u.counted and u.role == "event" and u.start
            if abs((u.start - use.start).days) < _APART
        }
        return next(iter(days.values())) if len(days) == 1 else None

    def _fine_days(self) -> list[tuple[date, Date]]:
        """Return the days and moments beside the words of events, each once, in order."""
        days = {
            u.value.start: (u.start, u.value)
            for uses in self.when.uses.values()
            for u in uses
            if u.fine and u.linked and u.role == "event" and u.start
        }
        return sorted(days.values(), key=itemgetter(0))

    def _plain_days(self, month: DateUse) -> list[Date]:
        """Return the days within a month or year of the past that stand beside no word of an event."""
        first, last = month.start, month.end
        if month.value.grain not in ("month", "year") or first is None or last is None or self.when.recent(month):
            return []
        dated = [u for uses in self.when.uses.values() for u in uses if u.fine and u.role == "event" and u.start]
        return list({u.value.start: u.value for u in dated if u.start and first <= u.start <= last}.values())

    def _is_tally(self, figure: FigureMention) -> bool:
        """Whether a year's figure that names no event and no place counts the year: "Last year 3,786 were killed"."""
        own = self.own_place[id(figure)]
        number = figure.quantity.low or figure.quantity.high or 0
        wide = own is None or own.rank < 2 or own.mention.place.text.lower().rpartition(" ")[2] in self.look.areas
        return number > 2 and wide and self.newest is not None

    def _is_earlier(self, figure: FigureMention, use: DateUse | None, cued: bool) -> bool:
        """Whether the figure's event lies before what the article is about."""
        if self.newest is None:
            return False
        if use is None or use.end is None:
            return cued
        if use.value is (self.main.value if self.main else None):
            return False
        if use.end >= self.newest:
            later = use.start is not None and use.start > self.newest and not self.when.recent(use)
            return later and not use.fine and self.main is not None and self.main.fine
        if not use.fine and use.value.grain != "week":
            return True
        gap = (self.newest - use.end).days
        return gap >= (_APART if self.main is not None else _LONG_AGO) or cued

    def _lasts(self, figure: FigureMention) -> bool:
        """Whether the verb of a figure goes on to this day: "More than 1,900 have been hurt"."""
        return not self.look.has.isdisjoint(self.doc.lower[max(0, figure.first - 2) : figure.last])

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

    def _is_fresh(self) -> bool:
        """Whether the article is of the days right after its event: arrests without a day are of that day."""
        main, published = self.main, self.when.published
        if main is None or not main.fine or main.start is None or published is None:
            return False
        return (published - main.start).days < 3

    def _same_sentence(self, figure: FigureMention) -> bool:
        """Whether an arrest is told with the victims, not as that of a man accused of killing them."""
        if figure.sentence not in self.harmed:
            return False
        later = (f for f in self.figures if f.sentence == figure.sentence and f.first > figure.first)
        behind = next((f for f in later if f.outcome not in UNHARMED), None)
        if behind is None:
            return True
        first, last = figure.phrase.last, behind.first
        hits = (hit for hit in around(self.hits.of(figure.sentence), first) if first <= hit.first < last)
        if any("event" in hit.tags and "raid" not in hit.tags for hit in hits):
            return False  # "arrested a suspect in a shooting that wounded four people"
        return self.look.arrested_for.isdisjoint(self.doc.lower[first:last])

    def _arrest(self) -> DateUse | None:
        """Return the one day that the article gives an arrest: "was arrested Friday in Caldwell County"."""
        if not self.arrest_read:
            self.arrest_read = True
            found = [use for uses in self.when.uses.values() for use in uses if use.fine and self._is_of_arrest(use)]
            if found and all(use.start == found[0].start for use in found):
                self.arrest = found[0]
        return self.arrest

    def _is_of_arrest(self, use: DateUse) -> bool:
        floor = self.doc.sentences[self.doc.sentence_of[use.first]].first
        first = max(floor, use.first - _ARREST)
        if use.start is None or use.role != "event" or not self.when.recent(use, _NEWS):
            return False
        if self.look.arrests.isdisjoint(self.doc.lower[first : use.first]):
            return False
        hits = around(self.hits.of(self.doc.sentence_of[use.first]), use.first)
        return not any(first <= hit.first < use.first and not EVENTS.isdisjoint(hit.tags) for hit in hits)

    def _new_event(self, figure: FigureMention) -> bool:
        """Whether the sentence brings up an event that is new: "A night-time raid on Makha left two dead"."""
        lower = self.doc.lower
        return any(
            "event" in hit.tags and any(w in self.look.new for w in lower[max(0, hit.first - 3) : hit.first])
            for hit in around(self.hits.of(figure.sentence), figure.first)
        )

    def _here(self, figure: FigureMention) -> bool:
        first, last, _ = self.doc.sentences[figure.sentence]
        return self.look.speaks_of_here(self.doc.lower, max(first, figure.first - 60), min(last, figure.last + 60))


def end_of(doc: Document, figure: FigureMention, figures: Sequence[FigureMention], number: int) -> int:
    """Return the token from which on a part with a verb of its own has the dates and places of the sentence: "18 were
    civilians, two of them children killed in Mahdia on Sunday", not "five were shot, two of them fatally, in Sfax"."""
    if number + 1 == len(figures) or figures[number + 1].sentence != figure.sentence:
        return _NO_END
    for part in figures[number + 1 : number + 1 + _PARTS]:
        if part.sentence != figure.sentence:
            break
        other = part.phrase.first >= figure.last and part.trigger is not figure.trigger
        if part.relation == "subset" and other and has_own_verb(part) and doc.lower[part.last : part.last + 1] != [","]:
            return part.phrase.first
    return _NO_END


def has_own_verb(part: FigureMention) -> bool:
    """Whether the outcome of a part stands behind its number: "two of them killed in Mahdia"."""
    return part.trigger is not None and part.trigger.first >= part.phrase.last
