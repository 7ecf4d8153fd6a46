"""Which dates of an article are days of events, which of statements, and which of them is a figure's.

A date inside an attribution clause, or right beside it, is when something was said; one after "by" or "published" is
neither. The rest are candidates; the nearest by clause is the figure's. The article's main date is the first that
belongs to a figure or stands beside the word of an event, recent ones before old ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from claimtrack.extract.date_uses import FINE, HEAD, DateUse, amount_of, count_back, day_back, parse_day
from claimtrack.extract.dates import period_of
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import DateMention
from claimtrack.extract.nearness import FAR, around, core_of, nearness
from claimtrack.extract.scope_words import Hits, ScopeWords
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon, load
from claimtrack.models import Date

_RECENT = 31  # days before publication
_NEAR = 6  # sentences below the first victims within which any dated event is theirs
_FRESH = 10  # days before publication within which one further below still is
_SINCE = 9  # tokens from "since" to its date
_AFTER = 16  # tokens from "a week after" to its figure
_CLAUSE = 30  # tokens
_UNRESOLVED = 20  # what a date counts whose day is not known: "that afternoon, 6 June 1987"
_LINK = 14  # tokens between the word of an event and its date
EVENTS = frozenset(("event", "mass_event"))
_LATER = frozenset(("aftermath", "background_cue"))  # what a sentence speaks of that is not the event
UNHARMED = frozenset(("detained", "captured", "rescued", "neutralized"))


class When:
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
            return mention, mention.last
        last = self.doc.token_at(period.span.end - 1) + 1
        return DateMention(mention.first, last, period), last

    def _use(self, mention: DateMention) -> DateUse:
        start = parse_day(mention.date.start)
        end = start if mention.date.end == mention.date.start else parse_day(mention.date.end)
        use = DateUse(mention, "event", start, end)
        floor = self.doc.sentences[self.doc.sentence_of[mention.first]].first
        if self.doc.lower[mention.first - 1] != "since" and (
            mention.first in self.frames or self._beside_frame(mention.first, floor)
        ):
            use.role = "said"
            return use
        if start is not None and self.published is not None and start > self.published:
            use.role = "other"
            return use
        use.linked = self._names_event(mention)
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
        lower, last = self.doc.lower, mention.last
        if EVENTS.isdisjoint(self.hits.tags(self.doc.sentence_of[mention.first])):
            return False
        reach = 6 if last < len(lower) and lower[last] == "'s" else 3
        for hit in around(self.hits.of(self.doc.sentence_of[mention.first]), mention.first):
            if not EVENTS.isdisjoint(hit.tags) and 0 <= hit.first - last < reach:
                between = lower[last : hit.first]
                if any(mark in between for mark in (".", ";", ":", "over", "about")):
                    return False  # "jailed on Friday over a crash"
                return reach == 6 or "," not in between or (mention.date.grain == "day" and between[-1] == ",")
        return False

    def _linked(self, mention: DateMention) -> bool:
        """Whether the word of an event stands before the date with nothing but its clause between."""
        if EVENTS.isdisjoint(self.hits.tags(self.doc.sentence_of[mention.first])):
            return False
        lower = self.doc.lower
        for hit in around(self.hits.of(self.doc.sentence_of[mention.first]), mention.first):
            if EVENTS.isdisjoint(hit.tags) or not 0 <= mention.first - hit.last <= _LINK:
                continue
            if not any(lower[k] in (",", ";", "and", "that", "when", "said") for k in range(hit.last, mention.first)):
                return True
        return False

    # -- one figure --------------------------------------------------------------------------------------------

    def own(self, figure: FigureMention, end: int, taken: DateUse | None = None) -> DateUse | None:
        """Return the date that the figure's own sentence gives it before token ``end``.

        Args:
            taken: a date that belongs to another figure: "found three more bodies Monday, taking the toll to 24".
        """
        best: DateUse | None = None
        least = FAR
        toll = figure.rule == "toll"
        number = figure.phrase.last
        core = core_of(figure)
        for use in around(self.uses.get(figure.sentence, ()), figure.first):
            if use.role != "event" or use is taken or use.first >= end:
                continue
            if use.linked and figure.outcome == "detained" and use.first >= core[1]:
                continue
            if use.since >= 0 and figure.relation == "increment":
                continue
            if (
                toll
                and use.fine
                and use.mention.first >= number
                and not (use.linked and use.mention.first > number + 2)
            ):
                continue
            cost = nearness(self.doc, self.words, core, use.mention[:2])
            if use.since >= 0:
                cost += 2
            if use.mention.date.start is None:
                cost += _UNRESOLVED
            if use.counted and figure.outcome in UNHARMED:
                continue  # "Two days after the quake, three people were pulled out"
            if use.linked:
                cost -= 3
            elif use.mention.last <= core[0] and use.since < 0:
                leads = self._leads(use.mention.first)
                if leads == "sentence":
                    cost = min(cost, FAR - 15)
                elif (not leads and core[0] - use.mention.last > 1) or self._is_later(use, core[0]):
                    continue  # "Authorities on Tuesday released the names of six people slain"
            if cost < least:
                best, least = use, cost
        return best

    def _is_later(self, use: DateUse, figure: int) -> bool:
        """Whether a day is that of a vigil or a trial: "Lanterns rose on Thursday, one for each of the five ..."."""
        number = self.doc.sentence_of[use.first]
        if "aftermath" not in self.hits.tags(number):
            return False
        near = use.first - (_CLAUSE if "," in self.doc.lower[use.mention.last : figure] else _NEAR)
        return any("aftermath" in hit.tags and near <= hit.first < use.first for hit in self.hits.of(number))

    def _leads(self, first: int) -> str:
        """Whether the date opens its sentence or clause: "On Tuesday six people ...", "...: on Monday a guide ..."."""
        floor = self.doc.sentences[self.doc.sentence_of[first]].first
        words, lower = self.doc.words, self.doc.lower
        for k in range(first, max(first - 10, floor - 1), -1):
            if lower[k] == ",":
                break
            if (k == floor and k == first) or (lower[k] in self.words.leads and words[k] != lower[k] and k < first):
                return "sentence"
        k = first - 1
        while k > floor and self.doc.lower[k] in self.words.leads:
            k -= 1
        return "clause" if self.doc.lower[k] in self.words.openers else ""

    def after(self, figure: FigureMention) -> tuple[int, str] | None:
        """Return how long before the event of its sentence the figure's own was, as a number and a unit: "a week after
        gunmen killed seven"; ``None`` where it was not."""
        lower = self.doc.lower
        floor = self.doc.sentences[figure.sentence].first
        if "after" not in lower[max(figure.phrase.first - _AFTER, floor) : figure.phrase.first]:
            return None
        for k in range(figure.phrase.first - 1, max(figure.phrase.first - _AFTER, floor + 1), -1):
            if lower[k] in (";", ":", ".", ","):
                return None
            if lower[k] == "after":
                unit = self.units.get(lower[k - 1])
                return (
                    (amount_of(lower[k - 2], self.numbers), str(unit["unit"]))
                    if unit is not None and k - 2 >= floor
                    else None
                )
        return None

    def day_before(self, figure: FigureMention, main: date | None) -> Date | None:
        """Return the day that ``after`` counts back to from the date of the sentence, or from ``main``."""
        known = self.after(figure)
        if known is None or not known[0]:
            return None
        dated = [
            u
            for u in around(self.uses.get(figure.sentence, ()), figure.first)
            if u.role == "event" and u.fine and u.start and not u.counted
        ]
        origin = dated[0].start if dated else main
        day = day_back(origin, known[0], known[1], False) if origin else None
        if day is None:
            return None
        lower, k = self.doc.lower, figure.phrase.first - 1
        while lower[k] != "after":
            k -= 1
        iso = day.isoformat()
        return Date(self.doc.slice(k - 2, k + 1), self.doc.span(k - 2, k + 1), iso, iso, "day")

    def mark_tolls(self, figures: Sequence[FigureMention]) -> None:
        """Give dates right after a toll's number ("rose to 87 on Monday") or a former one's their role."""
        for figure in figures:
            if figure.sentence in self.uses and "tally" in self.hits.tags(figure.sentence):
                self._mark_count(figure)
            if figure.rule != "toll" and figure.relation != "previous":
                continue
            for use in around(self.uses.get(figure.sentence, ()), figure.first):
                gap = use.mention.first - figure.phrase.last
                if use.role == "event" and (use.fine or figure.relation == "previous") and 0 <= gap <= 2:
                    use.role = "toll" if figure.relation != "previous" else "other"

    def _mark_count(self, figure: FigureMention) -> None:
        """Give the day of an earlier count its role: "On Sunday the toll had stood at 39", "spoken on Sunday of 7"."""
        first, number = self.doc.sentences[figure.sentence].first, figure.phrase.first
        if "had" not in self.doc.lower[first:number]:
            return
        for use in around(self.uses.get(figure.sentence, ()), figure.first):
            if use.role == "event" and use.fine and not use.linked and use.first < number:
                use.role = "toll"

    # -- the article -------------------------------------------------------------------------------------------

    def main(self, figures: Sequence[FigureMention], own: Callable[[FigureMention], DateUse | None]) -> DateUse | None:
        """Return the date of what the article is about: of its first dated victims, or of the word of an event."""
        found: list[tuple[int, int, DateUse]] = []
        for figure in figures:
            if figure.relation in ("increment", "previous") or figure.outcome in UNHARMED or figure.irrealis:
                continue
            use = own(figure)
            if use is not None and use.start is not None and use.since < 0:
                found.append((figure.sentence, 0, use))
        first = next(
            (f for f in figures if f.outcome not in UNHARMED and f.relation == "total" and not f.irrealis), None
        )
        for sentence, uses in self.uses.items():
            far = first is not None and sentence > first.sentence + _NEAR
            found += [
                (sentence, 1, use)
                for use in uses
                if use.role == "event"
                and use.linked
                and use.fine
                and use.start
                and use.since < 0
                and not (far and not self.recent(use, _FRESH))  # "Clashes erupted Sept. 27", far below the lead
            ]
        if first is not None and not any(use.counted for _, _, use in found):
            found += [(n, 2, use) for n in range(first.sentence + 1) for use in self._plain(n)]
        found.sort(key=lambda row: row[:2])
        recent = [use for _, _, use in found if (use.fine or _is_week(use)) and self.recent(use)]
        if recent:
            return self._less_vague(recent)
        coarse = next((use for number, kind, use in found if kind == 0 and first and number <= first.sentence), None)
        return coarse or (self._head_day(first, figures) if first is not None else None)

    def _less_vague(self, recent: Sequence[DateUse]) -> DateUse:
        """Return the first of the days, or the named one that "overnight" in a headline stands for."""
        if len(recent) > 1 and recent[0].value.grain == "part_of_day" and recent[0].start == self.published:
            other = next((use for use in recent if use.start != recent[0].start), recent[0])
            words = recent[0].mention.last - recent[0].first
            if words == 1 and other.start and self.published and other.start == self.published - timedelta(1):
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
                named = use.linked or (_LATER.isdisjoint(tags) and not EVENTS.isdisjoint(tags))
                if use.role == "event" and use.fine and use.start and named:
                    return use
        return None

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

    def recent(self, use: DateUse, days: int = _RECENT) -> bool:
        return self.published is None or use.start is None or (self.published - use.start).days <= days


def _is_week(use: DateUse) -> bool:
    """Whether a date is a whole week: "in the past week", not a weekend."""
    if use.value.grain != "week" or use.start is None or use.end is None:
        return False
    return (use.end - use.start).days > 2
