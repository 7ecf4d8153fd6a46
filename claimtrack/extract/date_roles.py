"""What each date of an article is for: the day of an event, of a statement, or neither.

A date inside an attribution clause, or right beside it, is when something was said; one after "by" or "published" is
neither. Which of the rest is a figure's is decided in ``when``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from claimtrack.extract.date_uses import FINE, DateUse, count_back, parse_day, part_of_year
from claimtrack.extract.dates import period_of
from claimtrack.extract.mentions import DateMention
from claimtrack.extract.nearness import around
from claimtrack.extract.scope_hits import Hits
from claimtrack.extract.scope_words import ScopeWords
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon, load
from claimtrack.models import Date

EVENTS = frozenset(("event", "mass_event"))
_APART = frozenset((".", ";", ":", "over", "about", "after", "for"))
_FOR = frozenset(("in", "with", "to"))
_BREAKS = frozenset((",", ";", "and", "that", "when", "said"))
_HOURS = frozenset(("hour", "hours"))
_SINCE = 9  # tokens from "since" to its date
_LINK = 14  # tokens between the word of an event and its date


class DateRoles:
    """The dates of one article by sentence, with their roles."""

    def __init__(
        self,
        doc: Document,
        words: ScopeWords,
        dates: Sequence[DateMention],
        hits: Hits,
        frames: AbstractSet[int],
        frame_ends: AbstractSet[int],
        published: str | None,
        language: str,
    ) -> None:
        self.doc, self.words, self.hits, self.frames, self.frame_ends = doc, words, hits, frames, frame_ends
        self.published = parse_day(published) or parse_day(f"{published}-28" if published else None)
        lexicon = load(language)
        self.units, self.numbers = lexicon.table("time_unit"), lexicon.table("cardinal")
        self.uses: dict[int, list[DateUse]] = {}
        self.late: set[int] = (
            set()
        )  # figures with the day of what followed: "mourned on Sunday after a blast killed 38"
        after = 0
        for mention in dates:
            if mention.first >= after:
                mention, after = self._range(mention, lexicon, dates)
                self.uses.setdefault(doc.sentence_of[mention.first], []).append(self._use(mention))
        for mention in count_back(doc, language, self.published, self.uses):
            day = parse_day(mention.date.start)
            use = DateUse(mention, "event", day, day, linked=True, counted=True)
            self.uses.setdefault(doc.sentence_of[mention.first], []).insert(0, use)

    def _range(self, mention: DateMention, lexicon: Lexicon, dates: Sequence[DateMention]) -> tuple[DateMention, int]:
        """Return "2001 to 2010" behind "from" as one mention, and the token after it; others as they are."""
        if mention.first == 0 or self.doc.lower[mention.first - 1] == "since":
            return mention, mention.last
        period = period_of(self.doc, mention, lexicon, dates)
        if period.span.end <= self.doc.ends[mention.last - 1]:
            pair = self._pair(mention, dates) or part_of_year(self.doc, mention, self.units, self.numbers)
            return (pair, pair.last) if pair is not None else (mention, mention.last)
        last = self.doc.token_at(period.span.end - 1) + 1
        return DateMention(mention.first, last, period), last

    def _pair(self, mention: DateMention, dates: Sequence[DateMention]) -> DateMention | None:
        """Return two days or months named together, the second right after the first: "in June and July", "Friday
        night into Saturday morning"."""
        joint = self.doc.lower[mention.last : mention.last + 1]
        if joint not in (["and"], ["into"]) or mention.date.grain not in ("day", "month", "part_of_day"):
            return None
        at = bisect_left(dates, mention.last + 1, key=itemgetter(0))
        other = dates[at] if at < len(dates) and dates[at].first == mention.last + 1 else None
        end = parse_day(mention.date.end)
        if other is None or other.date.grain != mention.date.grain or end is None:
            return None
        start = parse_day(other.date.start)
        if start is None or (start - end).days != 1:
            return None
        text, span = self.doc.slice(mention.first, other.last), self.doc.span(mention.first, other.last)
        date_ = Date(text, span, mention.date.start, other.date.end, mention.date.grain, mention.date.mod)
        return DateMention(mention.first, other.last, date_)

    def _use(self, mention: DateMention) -> DateUse:
        start = parse_day(mention.date.start)
        end = start if mention.date.end == mention.date.start else parse_day(mention.date.end)
        use = DateUse(mention, "event", start, end)
        if mention.date.grain == "day" and self.doc.lower[mention.last - 2] in _HOURS:
            use.linked = True  # "About 27 hours later, gunmen struck again"
            return use
        floor = self.doc.sentences[self.doc.sentence_of[mention.first]].first
        use.linked = self._names_event(mention)
        if (
            not use.linked
            and self.doc.lower[mention.first - 1] != "since"
            and (mention.first in self.frames or self._beside_frame(mention.first, floor))
        ):
            use.role = "said"
            return use
        if (start is not None and self.published is not None and start > self.published) or self._is_alone(mention):
            use.role = "other"
            return use
        greets = floor <= mention.first - 2 < floor + 2 and self.doc.lower[mention.first - 1] in ("is", "'s")
        if greets and mention.date.grain == "day" and self.doc.lower[mention.first - 2] in ("it", "today"):
            use.role = "other"  # "Good morning! It is 3 June"
            return use
        if mention.date.grain == "year" and not use.linked and self._is_cited(mention):
            use.role = "other"
            return use
        near = self.doc.lower[max(floor, mention.first - 3) : mention.first]
        if not use.linked and not self.words.condition.isdisjoint(near):
            use.role = "other"
            return use
        if not use.linked and self._turned_away(mention, floor):
            use.role = "said" if self._in_frame_tail(mention.first, floor) else "other"
            return use
        use.since = self._since(mention.first, floor)
        use.linked = use.linked or self._linked(mention)
        return use

    def _is_cited(self, mention: DateMention) -> bool:
        """Whether a year is that of a book: "Ruiz (1911) gives 250 dead", "Keller (1978: 41)"."""
        words, (first, last) = self.doc.words, mention[:2]
        named = first > 1 and words[first - 1] == "(" and words[first - 2][0].isupper()
        return named and words[last : last + 1] in ([")"], [":"], [","])

    def _is_alone(self, mention: DateMention) -> bool:
        """Whether a date is a line of its own, as a report's or a page's."""
        first, last, _ = self.doc.sentences[self.doc.sentence_of[mention.first]]
        return mention.first == first and mention.last >= last - 1 and mention.date.grain in FINE

    def _in_frame_tail(self, first: int, floor: int) -> bool:
        """Whether the date hangs on an attribution: "said in a report issued on Wednesday"."""
        if (
            self.doc.lower[first - 2] not in self.words.not_event
            and self.doc.lower[first - 1] not in self.words.not_event
        ):
            return False
        return any(k in self.frame_ends for k in range(max(floor + 1, first - 7), first))

    def _beside_frame(self, first: int, floor: int) -> bool:
        """Whether the date follows an attribution clause: "the mayor said on Sunday"."""
        k = first
        while k > floor and k > first - 3 and k not in self.frame_ends and self.doc.lower[k - 1] in self.words.leads:
            k -= 1
        return k in self.frame_ends and k > floor

    def _turned_away(self, mention: DateMention, floor: int) -> bool:
        """Whether the word before the date says that nothing happened then: "by Monday", "published on Monday"."""
        lower, away = self.doc.lower, self.words.not_event
        i = mention.first - 1
        if mention.date.grain in FINE and i >= floor and lower[i] in self.words.new:
            return True  # "an overnight figure of five dead"
        for k in range(i, max(i - 3, floor - 1), -1):
            if lower[k] == "before" and k > floor and lower[k - 1] in self.words.leads:
                return False  # "shortly before midnight on Friday"
            if lower[k] == ":" and k > floor and lower[k - 1] in away:
                return True  # "Posted: Wednesday"
            if lower[k] in away or (k > floor and f"{lower[k - 1]} {lower[k]}" in away):
                return True
            if lower[k] not in self.words.leads and lower[k] not in self.words.new:
                return False
        return False

    def _since(self, first: int, floor: int) -> int:
        lower = self.doc.lower
        before = self.uses.get(self.doc.sentence_of[first])
        if before:
            floor = max(floor, before[-1].mention.last)  # "the deadliest since 2008 killed 50 on Friday"
        for k in range(first - 1, max(first - _SINCE, floor) - 1, -1):
            if lower[k] == "since":
                return k
            if lower[k] in (",", ";", ":"):
                return -1
        return -1

    def _names_event(self, mention: DateMention) -> bool:
        """Whether the date is in an event's name or its verb follows: "Monday's suicide bombing", "on Monday hit"."""
        lower, last, number = self.doc.lower, mention.last, self.doc.sentence_of[mention.first]
        if EVENTS.isdisjoint(self.hits.tags(number)):
            return False
        reach = 6 if last < len(lower) and lower[last] == "'s" else 3
        for hit in around(self.hits.of(number), mention.first):
            if 0 <= hit.first - last < reach and not EVENTS.isdisjoint(hit.tags):
                between = lower[last : hit.first]
                later = bool(between) and between[0] in _FOR and self._is_aftermath(mention)
                if later or not _APART.isdisjoint(between):
                    return False  # "jailed on Friday over a crash", "charged Tuesday with a shooting"
                return reach == 6 or "," not in between or (mention.date.grain == "day" and between[-1] == ",")
        return False

    def _is_aftermath(self, mention: DateMention) -> bool:
        """Whether the words before a date are of what follows an event: "arraigned Tuesday"."""
        hits = self.hits.of(self.doc.sentence_of[mention.first])
        return any("aftermath" in hit.tags and 0 <= mention.first - hit.last < 3 for hit in hits)

    def _linked(self, mention: DateMention) -> bool:
        """Whether the word of an event stands before the date with nothing but its clause between."""
        lower = self.doc.lower
        if mention.date.grain in ("hour", "minute"):
            floor = self.doc.sentences[self.doc.sentence_of[mention.first]].first
            if not self.words.called.isdisjoint(lower[max(floor, mention.first - _LINK) : mention.first]):
                return True  # "Police were called to the house about 2:15 a.m. Wednesday"
        number = self.doc.sentence_of[mention.first]
        if EVENTS.isdisjoint(self.hits.tags(number)):
            return False
        if not self.words.court.isdisjoint(lower[mention.first - 2 : mention.first]):
            return False  # "the family of a man killed in a shooting filed a lawsuit Monday"
        for hit in around(self.hits.of(number), mention.first):
            if not 0 <= mention.first - hit.last <= _LINK or EVENTS.isdisjoint(hit.tags):
                continue
            which = lower[hit.last : hit.last + 2] == [",", "which"] and mention.date.grain in FINE
            between = lower[hit.last + 2 * which : mention.first]  # "the fire, which started on Thursday"
            if _BREAKS.isdisjoint(between):
                return True
        return False
