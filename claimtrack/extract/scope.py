"""Whether a figure counts one event, a period or conflict, or another, earlier event.

``read`` looks at the words of one sentence; comparing dates with the article's main event is left to ``context``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from claimtrack.extract.date_uses import DateUse
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import DateMention
from claimtrack.extract.nearness import around
from claimtrack.extract.scope_hits import Hit, Hits
from claimtrack.extract.scope_words import ScopeWords
from claimtrack.extract.segment import Document
from claimtrack.extract.when import When
from claimtrack.models import Date

Scope = Literal["incident", "cumulative", "background"]
Reading = Literal["", "incident", "cumulative", "background", "earlier", "aggregate"]

_RUNNING_DAYS = 10  # a toll since last Friday is that of one event
_DAYS = frozenset(("days", "weeks"))
_YEARS = frozenset(("years", "decades", "months"))
_PAST = frozenset(("past", "last"))
_WITHIN = frozenset(("in", "over", "during", "within"))
_ORDINAL_REACH = 14  # tokens from "the deadliest" to its "since"
_WEEK = 8
_FEW = 2  # deaths that a month's count has more of
_LONG = 45  # days: a range this long is a period


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sentence says: ``earlier`` speaks of an earlier event if the article has a newer one, ``aggregate`` of
    many events if it is of a year or a season; ``""`` leaves it open. ``event`` replaces the date that was found."""

    scope: Reading
    event: Date | None = None


_OPEN, _EARLIER = Verdict(""), Verdict("earlier")


class ScopeReader:
    """Reads the scope of figures from the words around them."""

    def __init__(self, doc: Document, words: ScopeWords, hits: Hits, when: When) -> None:
        self.doc, self.words, self.hits, self.when = doc, words, hits, when

    def read(self, figure: FigureMention, use: DateUse | None) -> Verdict:
        """Return what the sentence of ``figure`` says of its scope, its own date being ``use``.

        "A bombing in January 1998 that killed a guard": one person is no tally, however coarse the date.
        """
        verdict = self._read(figure, use)
        if (
            verdict.scope == "cumulative"
            and use is not None
            and verdict.event is use.value
            and self._begun(use, around(self.hits.of(figure.sentence), figure.first))
        ):
            return Verdict("cumulative", open_end(use.value))  # "in the war that began in 2003"
        return _OPEN if figure.phrase.kind == "indefinite" and verdict.scope == "cumulative" else verdict

    def _read(self, figure: FigureMention, use: DateUse | None) -> Verdict:
        hits, tags = around(self.hits.of(figure.sentence), figure.first), self.hits.tags(figure.sentence)
        begun = use is not None and use.fine and "begin" in tags and self._begun(use, hits)
        if use is not None and (use.since >= 0 or (begun and self._lasts(figure))):
            verdict = self._since(figure, use, hits)
        else:
            verdict = self._period(figure, use, hits)
        if verdict is not None and not (verdict.scope == "aggregate" and self._recalls(figure, hits)):
            return verdict
        if (
            ("cumulative_cue" in tags and self._has(hits, "cumulative_cue"))
            or ("conflict" in tags and self._lasting(figure, use, hits))
            or ("begin" in tags and self._since_it_began(figure, use, hits))
        ):
            period = use.value if use and not use.fine else None
            if use is not None and period is not None and self._begun(use, hits):
                period = open_end(period)
            return Verdict("cumulative", period)
        if use is None and self._in_years(figure, hits):
            return Verdict("cumulative")
        before = self._before(figure)
        if before is not None:
            return before
        then = self._since_then(figure, use)
        if then is not None:
            return Verdict("cumulative", then)
        if (
            ("conflict" in tags and self._past_war(figure, hits))
            or ("background_cue" in tags and self._recalls(figure, hits))
            or ("superlative" in tags and self._worst_since(figure, hits))
            or self.when.after(figure) is not None
        ):
            return _EARLIER
        return _OPEN

    def _lasts(self, figure: FigureMention) -> bool:
        """ "43 have been killed in the operation that began on July 17"."""
        return any(word in self.words.has for word in self.doc.lower[max(0, figure.first - 2) : figure.last])

    def _recalls(self, figure: FigureMention, hits: Sequence[Hit]) -> bool:
        """ "A similar round-up last year ended with 41 arrests"."""
        return any("background_cue" in hit.tags and hit.last <= figure.phrase.first for hit in hits)

    def _has(self, hits: Sequence[Hit], tag: str) -> bool:
        return any(tag in hit.tags for hit in hits)

    def _since(self, figure: FigureMention, use: DateUse, hits: Sequence[Hit]) -> Verdict | None:
        """ "47 killed since Sept. 27" counts a period; "the deadliest since 1988, when he killed eight" not."""
        after = use.mention.last
        when = "when" in self.doc.lower[after : after + 2]
        if figure.phrase.first >= after and when and not self._lasts(figure):
            return Verdict("earlier", use.value)
        if any(
            0 <= use.since - h.last <= _ORDINAL_REACH and not h.last <= figure.first < use.since
            for h in hits
            if "superlative" in h.tags
        ):
            if figure.phrase.first > use.since:
                return Verdict("earlier", use.value)
            return Verdict("incident", None)
        if figure.outcome == "missing":
            return Verdict("incident" if use.fine else "earlier", use.value)
        if use.start is None:
            return Verdict("cumulative", open_end(use.value))
        age = (self.when.published - use.start).days if self.when.published else _RUNNING_DAYS + 1
        short = use.end is not None and (use.end - use.start).days < _WEEK
        if short and age <= _RUNNING_DAYS:
            return Verdict("incident", open_end(use.value))
        if any("running_event" in h.tags for h in hits) and age < 366 and not self._has(hits, "conflict"):
            return Verdict("incident", open_end(use.value))
        return Verdict("cumulative", open_end(use.value))

    def _period(self, figure: FigureMention, use: DateUse | None, hits: Sequence[Hit]) -> Verdict | None:
        """ "this year", "from 2001 to 2010", "over the past two years"; a year of many attacks."""
        if use is None or use.start is None or use.end is None or use.fine:
            return None
        if use.mention.last <= figure.phrase.first and self.when.is_when(use):
            return Verdict("earlier")  # "in 2006 when three pickers died"
        words = use.value.text.lower().split()
        days = (use.end - use.start).days
        published = self.when.published
        if use.value.grain != "week" and published is not None and use.start <= published <= use.end:
            first = use.mention.first
            last = use.mention.last
            far = "far" in self.doc.lower[max(0, first - 3) : first] or "far" in self.doc.lower[last : last + 2]
            if not far and self._once(figure, words, hits):
                return None
            opened = words[0] in ("this", "the") or far
            return Verdict("cumulative", open_end(use.value) if opened else use.value)
        long = days > _LONG * (2 if use.value.grain == "month" else 1) and use.value.grain not in ("year", "season")
        if days > 366 or long:  # "in the first seven months of this year"
            return Verdict("cumulative", use.value)
        past = len(words) > 2 and (words[0] in _PAST or (words[0] == "the" and words[1] in _PAST))
        if past and use.value.grain != "hour":
            return Verdict("cumulative", use.value)
        many = [h for h in hits if "conflict" in h.tags or ("mass_event" in h.tags and not self._definite(h))]
        if many and use.value.grain in ("year", "season") and not self._one_event(hits):
            return Verdict("cumulative", use.value)
        lower, k = self.doc.lower, use.mention.first - 1
        if k > 0 and lower[k] == "of" and lower[k - 1] in self.words.all_of:
            return Verdict("cumulative", use.value)
        if not self._one_event(hits) and use.value.grain in ("year", "season"):
            return Verdict("aggregate", use.value)
        if use.value.grain == "month" and self._is_counted_in(figure, use) and not self._one_event(hits):
            return Verdict("cumulative", use.value)
        return None

    def _is_counted_in(self, figure: FigureMention, use: DateUse) -> bool:
        """ "In July the Centre documented the killing of 107 civilians"."""
        many = (figure.quantity.low or 0) > _FEW and use.mention.last <= figure.phrase.first and self.when.opens(use)
        return many and not self.words.reports.isdisjoint(self.doc.lower[use.mention.last : figure.phrase.first])

    def _once(self, figure: FigureMention, words: Sequence[str], hits: Sequence[Hit]) -> bool:
        """ "a nurse who was hurt earlier this year in a bombing", "a crash this year killed 12", but not "so far"."""
        lower = self.doc.lower
        if figure.rule == "toll":
            return False  # "brought the number of homicides this year to 137"
        if "so" in words or any(w in self.words.has for w in lower[max(0, figure.first - 3) : figure.last]):
            return False  # "there have now been 168 homicides this year"
        return words[0] == "earlier" or self._one_event(hits)

    def _one_event(self, hits: Sequence[Hit]) -> bool:
        return any("event" in h.tags or ("mass_event" in h.tags and self._definite(h)) for h in hits)

    def _definite(self, hit: Hit) -> bool:
        """Whether known attacks are meant: "the twin bombings last year that killed 224"."""
        return any(w in self.words.known for w in self.doc.lower[max(0, hit.first - 3) : hit.first])

    def _before(self, figure: FigureMention) -> Verdict | None:
        """ "Before Wednesday, 14 had drowned": a tally that ends where the event begins."""
        lower = self.doc.lower
        for use in around(self.when.uses.get(figure.sentence, ()), figure.first):
            first = use.mention.first
            if use.fine and use.role == "other" and first > 0 and lower[first - 1] == "before":
                between = lower[min(first, figure.last) : max(first, figure.first)]
                if ";" in between or "had" not in lower[max(0, figure.first - 3) : figure.last + 3]:
                    continue
                period = next(
                    (u.value for u in self.when.uses.get(figure.sentence - 1, ()) if u.value.grain == "year"), None
                )
                return Verdict("cumulative", open_end(period) if period else None)
        return None

    def _lasting(self, figure: FigureMention, use: DateUse | None, hits: Sequence[Hit]) -> bool:
        """ "The three-year war has killed more than 35,000", "have died in the conflict"."""
        if use is not None and use.fine:
            return False
        trigger = figure.trigger
        if trigger is None:
            return False
        wars = [h for h in hits if "conflict" in h.tags]
        if any("during" in a.tags and 0 <= w.first - a.last < 4 for a in hits for w in wars):
            return a_whole_war(self.doc, wars)
        lower, first = self.doc.lower, figure.phrase.first
        # not "In Syria, devastated by 12 years of civil war, 3,300 people have died"
        wars = [w for w in wars if w.first > first or "," not in lower[w.last : first]]
        perfect = lower[max(0, trigger.first - 4) : trigger.first]
        return bool(wars) and any(w in self.words.has for w in perfect)

    def _past_war(self, figure: FigureMention, hits: Sequence[Hit]) -> bool:
        """ "The truce ended a war in which an estimated 70,000 people died"."""
        lower = self.doc.lower
        for hit in hits:
            if "conflict" in hit.tags and 0 <= figure.phrase.first - hit.last < 8:
                between = lower[hit.last : figure.phrase.first]
                if "which" in between or "that" in between:
                    return self.words.has.isdisjoint(between)
        return False

    def _in_years(self, figure: FigureMention, hits: Sequence[Hit]) -> bool:
        """ "killed 17 of its patients in three years", not "the worst crash in three years"."""
        return not _YEARS.isdisjoint(self._stretch(figure)) and not self._has(hits, "superlative")

    def in_days(self, figure: FigureMention) -> bool:
        """ "have killed 34 people in three days": of no one day."""
        return not _DAYS.isdisjoint(self._stretch(figure))

    def _stretch(self, figure: FigureMention) -> Sequence[str]:
        """Return the words behind an "in" that follows a figure."""
        lower, k = self.doc.lower, figure.last
        if k < len(lower) and lower[k] == "of":
            k += 3
        return lower[k + 2 : k + 5] if k < len(lower) and lower[k] in _WITHIN else ()

    def _begun(self, use: DateUse, hits: Sequence[Hit]) -> bool:
        return any("begin" in h.tags and 0 <= use.mention.first - h.last < 4 for h in hits)

    def _since_it_began(self, figure: FigureMention, use: DateUse | None, hits: Sequence[Hit]) -> bool:
        """ "Since the attacks on the two cities began, 26 people have been killed"."""
        if (use is not None and use.fine) or self._has(hits, "running_event"):
            return False
        lower = self.doc.lower
        return any("begin" in hit.tags and "since" in lower[max(0, hit.first - 9) : hit.first] for hit in hits)

    def _since_then(self, figure: FigureMention, use: DateUse | None) -> Date | None:
        """Return the period of a tally whose beginning stands before: "clashes erupted Sept. 27; since then ..."."""
        if use is not None and use.fine and use.role == "event":
            return None
        for number in (figure.sentence, figure.sentence - 1):
            then = self._then(number)
            if then < 0:
                continue
            begin = self._last_date(number, then)
            if begin is not None and begin.date.start is not None:
                day = self._day(begin.date)
                if self.when.published is None or day is None or (self.when.published - day).days > _RUNNING_DAYS:
                    return open_end(begin.date)
        return None

    def _then(self, number: int) -> int:
        if number < 0:
            return -1
        first, last, _ = self.doc.sentences[number]
        lower = self.doc.lower
        last = min(last - 1, first + 80)
        if "since" in lower[first:last]:
            for k in range(first, last):
                if lower[k] == "since" and lower[k + 1] in ("then", "that"):
                    return k
        return -1

    def _last_date(self, number: int, before: int) -> DateMention | None:
        for sentence in (number, number - 1):
            for use in reversed(around(self.when.uses.get(sentence, ()), before)):
                if use.mention.first < before and use.role != "said":
                    return use.mention
        return None

    def _day(self, value: Date) -> date | None:
        return date.fromisoformat(value.start[:10]) if value.start else None

    def _worst_since(self, figure: FigureMention, hits: Sequence[Hit]) -> bool:
        """ "the worst since the Long Valley fire, which took eight lives in 1991"."""
        lower = self.doc.lower
        for hit in hits:
            if "superlative" in hit.tags and hit.last < figure.phrase.first:
                for k in range(hit.last, min(hit.last + _ORDINAL_REACH, figure.phrase.first)):
                    if lower[k] == "since":
                        return True
        return False


def a_whole_war(doc: Document, wars: Sequence[Hit]) -> bool:
    """Whether a war that is named is meant as a whole: "the autumn war", not "a war"."""
    return any(w in ("the", "this", "that") for war in wars for w in doc.lower[max(0, war.first - 4) : war.first])


def open_end(value: Date) -> Date:
    """Return ``value`` as the beginning of a period that is still open."""
    return Date(value.text, value.span, value.start, None, value.grain, "SINCE")
