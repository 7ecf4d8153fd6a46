"""The date of what an article is about.

It is the first that belongs to a figure or stands beside the word of an event, recent ones before old ones; days of
searches and bodies found come last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from claimtrack.extract.date_roles import EVENTS
from claimtrack.extract.date_uses import HEAD, DateUse
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import DateMention
from claimtrack.extract.when import BODIES, CLAUSE, NEAR, UNHARMED, When, is_week
from claimtrack.models import Date

_FRESH = 10  # days before publication within which one further below still is
_LATER = frozenset(("aftermath", "background_cue"))  # what a sentence speaks of that is not the event
_CLOCK = re.compile(r"\d{1,2}(?:[.:]\d\d)?[ap]m").fullmatch
_STAGES = 3  # days that make the course of a storm
_LATE = 60  # sentences: a day of finding the dead is that of the event where no other is named


class MainDay(When):
    """Finds the day of an article among its dates."""

    def main(self, figures: Sequence[FigureMention], own: Callable[[FigureMention], DateUse | None]) -> DateUse | None:
        """Return the date of what the article is about; in an encyclopedia, all the days of a storm."""
        main = self._main(figures, own)
        if self.published is not None or main is None or main.start is None:
            return main
        for number in range(len(self.doc.paragraphs)):
            course = self.course(number, len(self.doc.sentences))
            if course is not None and course.start and course.end:
                return course if course.start <= main.start <= course.end else main
        return main

    def course(self, paragraph: int, before: int) -> DateUse | None:
        """Return the days from the first to the last that the sentences of a paragraph up to ``before`` give a storm,
        where they are three or more."""
        first, last = self.doc.paragraphs[paragraph]
        numbers = range(self.doc.sentence_of[first], min(self.doc.sentence_of[last - 1] + 1, before))
        uses = [use for number in numbers for use in self.uses.get(number, ()) if use.fine and use.start]
        days = sorted({use.start for use in uses if use.start is not None})
        if len(days) < _STAGES or not any("wide_event" in self.hits.tags(number) for number in numbers):
            return None
        opens = next(use for use in uses if use.start == days[0])
        period = Date(opens.value.text, opens.value.span, days[0].isoformat(), days[-1].isoformat(), "day")
        return DateUse(DateMention(opens.first, opens.mention.last, period), "event", days[0], days[-1])

    def _main(self, figures: Sequence[FigureMention], own: Callable[[FigureMention], DateUse | None]) -> DateUse | None:
        """Return the date of what the article is about: of its first dated victims, or of the word of an event."""
        found: list[tuple[int, int, DateUse]] = []
        harm = bool([figure for figure in figures if figure.outcome not in UNHARMED])
        for figure in figures:
            if figure.relation in ("increment", "previous") or figure.irrealis or (figure.outcome in UNHARMED and harm):
                continue
            use = own(figure)
            if use is not None and use.start is not None and use.since < 0:
                late = id(figure) in self.late or self.is_recovery(figure, use)
                found.append((figure.sentence + _LATE * late, 0, use))
        first = next(
            (f for f in figures if f.outcome not in UNHARMED and f.relation == "total" and not f.irrealis), None
        )
        for sentence, uses in self.uses.items():
            far = first is not None and sentence > first.sentence + NEAR
            found += [
                (sentence, 1, use)
                for use in uses
                if use.linked
                and use.role == "event"
                and use.fine
                and use.start
                and use.since < 0
                and not (far and not self.recent(use, _FRESH))  # "Clashes erupted Sept. 27", far below the lead
            ]
        if first is not None and self.late and all(number >= _LATE for number, _, _ in found):
            found += [(n, 2, use) for n in range(first.sentence, first.sentence + HEAD + 1) for use in self._plain(n)]
        told = own(first) if first is not None else None
        # "the family of a man killed in 2014 filed a lawsuit Monday"
        past = told is not None and told.linked and not told.fine and not self.recent(told)
        if first is not None and not past and not any(use.counted for _, _, use in found):
            found += [
                (n + _LATE * self._is_search(use), 2, use)
                for n in range(first.sentence + 1)
                if n in self.uses
                for use in self._plain(n)
            ]
        found.sort(key=lambda row: row[:2])
        if first is not None and found and found[0][2].counted and found[0][1] == 0 and found[0][0] == first.sentence:
            return found[0][2]
        if found and found[0][1] == 0 and self.recent(found[0][2]) and _is_weekend(found[0][2]):
            kinds = {kind for number, kind, use in found if use.fine and number == found[0][0]}
            if kinds == {2}:
                return found[0][2]  # "hoping on Monday for a cool change, after a weekend in which two people died"
        row = next((row for row in found if row[1] == 0), None)
        if row is not None and _is_weekend(row[2]) and "mass_event" in self.hits.tags(row[0]):
            return row[2]  # "shootings this weekend left two dead", below a caption of the last of them
        recent = [use for _, _, use in found if (use.fine or is_week(use)) and self.recent(use)]
        if recent:
            return self._within(recent) if is_week(recent[0]) else self._less_vague(recent)
        top = first.sentence if first is not None else -1
        near = (u for n, kind, u in found if kind == 0 and (n <= top or (n <= top + HEAD and self._is_fresh(u))))
        coarse = next(near, None)
        if coarse is not None or first is None:
            return coarse
        return self._head_day(first, figures) or self._live_day()

    def _is_fresh(self, use: DateUse) -> bool:
        """Whether a date is "last week" or "last weekend"."""
        return use.value.grain == "week" and self.recent(use, _FRESH)

    def _within(self, recent: Sequence[DateUse]) -> DateUse:
        """Return the day of the week that comes first: "killed last week in an air strike ... died there on Friday"."""
        week = recent[0]
        for use in recent:
            if use.fine and week.start and week.end and use.start and week.start <= use.start <= week.end:
                return use
        return week

    def _less_vague(self, recent: Sequence[DateUse]) -> DateUse:
        """Return the first of the days, or the named one that "overnight" in a headline stands for."""
        if len(recent) > 1 and recent[0].value.grain == "part_of_day" and recent[0].start == self.published:
            other = next((use for use in recent if use.start != recent[0].start), recent[0])
            words = recent[0].mention.last - recent[0].first
            if words == 1 and other.start and self.published and (self.published - other.start).days == 1:
                return other
        return recent[0]

    def _head_day(self, first: FigureMention, figures: Sequence[FigureMention]) -> DateUse | None:
        """Return the day that the head of an article gives though no victims and no word of an event stand beside it:
        "A boy walked into a hall on Thursday night. Eleven people died". Days of searches and trials are none; that of
        an old event ("the attack of Aug. 30, 2022") counts where no recent one is named."""
        harmless = {figure.sentence for figure in figures if figure.outcome in UNHARMED}
        for number in range(min(first.sentence + 2, max(first.sentence, HEAD) + 1)):
            for use in self._plain(number):
                if self.recent(use) and number not in harmless:
                    return use
        for number in range(max(first.sentence + 2, HEAD + 1)):
            for use in self.uses.get(number, ()):
                tags = self.hits.tags(number)
                named = use.linked or (
                    _LATER.isdisjoint(tags)
                    and (not EVENTS.isdisjoint(tags) or (self.recent(use) and self._tells_of_death(number)))
                )
                if use.role == "event" and use.fine and use.start and named:
                    return use
        return self._search_day(first.sentence)

    def _live_day(self) -> DateUse | None:
        """Return the day of a page that tells the time of each paragraph and names no day: "14:32 Three are dead"."""
        doc, day = self.doc, self.published
        if day is None or any(use.fine and use.role == "event" for uses in self.uses.values() for use in uses):
            return None
        clocks = [
            k
            for first, last in doc.paragraphs
            if _is_clock(doc.words[(k := _past_counter(doc.words, first, last)) : min(k + 3, last)])
        ]
        if len(clocks) < 2:
            return None
        first, iso = clocks[0], day.isoformat()
        date_ = Date(doc.slice(first, first + 3), doc.span(first, first + 3), iso, iso, "day")
        return DateUse(DateMention(first, first + 3, date_), "event", day, day)

    def _tells_of_death(self, number: int) -> bool:
        """Whether a sentence has a word of outcome: "two boys died after a crowd built up on Sunday"."""
        first, last, _ = self.doc.sentences[number]
        return not self.words.outcomes.isdisjoint(self.doc.lower[first:last])

    def _search_day(self, number: int) -> DateUse | None:
        """Return the day on which police look for whoever did it, where nothing else is dated: "were searching Thursday
        for the gunman who killed a woman"."""
        for sentence in range(max(0, number - 1), number + HEAD):
            for use in self.uses.get(sentence, ()):
                near = self.doc.lower[max(0, use.first - 3) : use.first]
                if (
                    use.role == "event"
                    and use.fine
                    and use.start == self.published
                    and not self.words.hunting.isdisjoint(near)
                ):
                    return use
        return None

    def _is_search(self, use: DateUse) -> bool:
        """Whether a sentence tells of what came after, as bodies found: "Rescuers on Sunday pulled out four bodies",
        "hunted a man on Monday after he shot two"."""
        lower, (_, last, _) = self.doc.lower, self.doc.sentences[self.doc.sentence_of[use.first]]
        behind = lower[use.first : min(use.first + CLAUSE, last)]
        if lower[use.mention.last : use.mention.last + 1] == ["after"]:
            return True
        return not self.words.recovery.isdisjoint(behind) and not BODIES.isdisjoint(behind)

    def _plain(self, number: int) -> list[DateUse]:
        """Return the days of a sentence beside no word of an event, unless it speaks of a search or a trial."""
        uses = self.uses.get(number, ())
        if not uses or not _LATER.isdisjoint(self.hits.tags(number)):
            return []
        return [
            use
            for use in uses
            if use.role == "event" and use.fine and use.start and not use.linked
            if self.doc.lower[use.first] not in self.words.now and self.doc.lower[use.first - 1] != "since"
        ]


def _past_counter(words: Sequence[str], first: int, last: int) -> int:
    """Return the token behind the marks and the number of a post: "4/ 10:30 Three are dead"."""
    k = first
    while k < last - 1 and not words[k].isalnum():
        k += 1
    return k + 2 if words[k].isdecimal() and words[k + 1 : k + 2] in (["/"], [")"], ["."]) else k


def _is_clock(words: Sequence[str]) -> bool:
    """Whether a line begins with "14:32" or "5.40pm"."""
    if len(words) > 2 and words[0].isdecimal() and words[1] in (":", "."):
        return words[2].isdecimal() and len(words[2]) == 2
    return _CLOCK(words[0].lower()) is not None


def _is_weekend(use: DateUse) -> bool:
    return use.value.grain == "week" and not is_week(use)
