"""Tokens to date mentions: which words are a date, and what they mean from the anchor.

One look at each token finds the triggers; ``dates_match`` and ``dates_units`` read the words around them into
phrases, ``claimtrack.normalize.dates`` turns phrases into days. Here the phrases are put in order: a clock time is
tied to the day beside it, a date without a year gets one, "the following day" its day before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from operator import itemgetter

from claimtrack.extract.dateline import find_dateline
from claimtrack.extract.dates_scan import Found, Scan, offset_from
from claimtrack.extract.dates_tense import Tense, tense_around
from claimtrack.extract.dates_units import MATCHERS
from claimtrack.extract.dates_words import Words, date_words
from claimtrack.extract.mentions import DateMention
from claimtrack.extract.segment import Document
from claimtrack.extract.vocabulary import DATE
from claimtrack.lexicon import Lexicon
from claimtrack.models import Date
from claimtrack.normalize.dates import resolve
from claimtrack.normalize.dates_phrase import Anchor, Interval, Phrase, Setting, parse_anchor

_TIED = 4
_WEEK = timedelta(days=7)
_NEAR = 21  # days ahead of a holiday that is spoken of with a past verb not its own
_LONG_AGO = 500  # days
_TOLD = 8  # sentences from a clock time to the hours counted from it
_WITHIN = 4  # days from the first to the last of weekdays named together
_SOON_AFTER = 45  # days
_TENSED = ("weekday", "weekend", "season", "holiday", "monthday")  # kinds that may lie ahead or behind
_CLOSE = {"open": 100, "limit": 100, "onset": 100, "unknown": 60, "loose": 60}  # days ahead that a tense allows
_CLOSERS = {"between": "and", "from": "to"}


def find_dates(doc: Document, lexicon: Lexicon, published: str | None) -> list[DateMention]:
    """Return the date mentions of ``doc`` in order; they never overlap.

    Args:
        published: the anchor, as in ``Article.published``. Without one, relative dates stay unresolved (``start`` and
            ``end`` ``None``) and a date without a year takes the year that the text is about. A dateline's full
            date, or its day within the month of publication, stands in for a day that is not given.
    """
    w = date_words(lexicon)
    anchor = parse_anchor(published)
    if anchor is None or anchor.grain != "day":
        line = find_dateline(doc, lexicon, published)
        anchor = (line and line.date and parse_anchor(line.date.date.start)) or anchor
    return _Reading(doc, w, anchor).mentions(find_phrases(doc, w))


def find_phrases(doc: Document, w: Words) -> list[Found]:
    """Return the date phrases of ``doc`` in order, clock times tied to their days."""
    scan = Scan(doc, w)
    rows: list[Found] = []
    floor = high = 0
    every, lower = w.every, doc.lower
    for i in doc.noted(DATE):
        kind = w.triggers[lower[i]] if i >= floor else None
        if kind is None:
            continue
        if i >= high:
            sentence = doc.sentences[doc.sentence_of[i]]
            scan.low, scan.high = max(sentence.first, floor), sentence.last
            high = sentence.last
        for found in MATCHERS[kind](scan, i):
            if scan.at(found.first - 1) not in every and not _is_title(doc, found):
                _add(scan, rows, found)
            floor = found.last
            scan.low = max(scan.low, floor)
    return [row for row in rows if row.phrase.kind != "moment" or _zoned(row.phrase)]


def _zoned(phrase: Phrase) -> bool:
    """Whether a clock time has a zone; without one and without a day it is no date."""
    return phrase.clock is not None and phrase.clock.offset is not None


def _is_title(doc: Document, found: Found) -> bool:
    """Whether "Today" or "This Week" is the name of a programme or a paper: "USA Today", on "This Week"."""
    first, last = found.first, found.last
    if found.phrase.kind != "unit" or not doc.words[first][0].isupper():
        return False
    if first == doc.sentences[doc.sentence_of[first]].first:
        return False
    quote = doc.quote_of[first]
    if quote >= 0 and doc.quotations[quote].first == first:
        return doc.quotations[quote].last - last < 2 and doc.quotations[quote].closing > 0
    named = doc.words[first - 1][0].isupper() and doc.words[first - 1].isalpha()
    return named and not (last < len(doc.words) and doc.words[last][0].isupper())


def _add(scan: Scan, rows: list[Found], found: Found) -> None:
    """Append ``found``, joined with the date before it where one is the clock time of the other."""
    if found.phrase.unit == "hour" and found.phrase.base == "text":
        moved = _past_midnight(scan, rows, found)
        if moved is not None:
            rows.append(moved)
        return
    if rows:
        before = rows[-1]
        tied = _tied(scan, before, found)
        if tied is not None:
            rows[-1] = Found(before.first, found.last, tied)
            return
        moment = _second_moment(scan, before, found)
        if moment is not None:
            rows[-1] = moment
            return
    rows.append(found)


def _past_midnight(scan: Scan, rows: Sequence[Found], found: Found) -> Found | None:
    """Return the day to which hours lead from the last clock time: "at 11 p.m. Friday ... Three hours later"."""
    row = rows[-1] if rows else None
    if row is None or row.phrase.clock is None or abs(found.phrase.step) < 2:
        return None  # "walked into a hospital an hour later"
    bare, hour = row.phrase.kind == "moment", row.phrase.clock.hour
    if bare and any(other.phrase.clock is not None and other.phrase.clock.hour == hour for other in rows[:-1]):
        return None  # "between 6 p.m. Friday and 3 a.m. Saturday ... the first around 6 p.m."
    if scan.doc.sentence_of[found.first] - scan.doc.sentence_of[row.first] > _TOLD:
        return None
    days = (row.phrase.clock.hour + found.phrase.step) // 24
    return found._replace(phrase=found.phrase._replace(unit="day", step=days)) if days else None


def _tied(scan: Scan, a: Found, b: Found) -> Phrase | None:
    if scan.doc.sentence_of[a.first] != scan.doc.sentence_of[b.first]:
        return None
    clocks = (a.phrase.kind == "moment", b.phrase.kind == "moment")
    if clocks not in ((True, False), (False, True)) or b.first - a.last > _TIED:
        return None
    clock, day = (a.phrase, b.phrase) if clocks[0] else (b.phrase, a.phrase)
    if day.clock is not None or day.to is not None or day.kind in ("decade", "season", "past", "weekend", "vague"):
        return None
    if (day.kind in ("calendar", "in_year") and day.day is None) or (day.kind == "unit" and day.unit != "day"):
        return None
    roles = scan.w.roles
    for k in range(a.last, b.first):
        token = scan.lower[k]
        if token not in (",", "(", ")") and roles.get(token) not in ("at", "on", "of"):
            return None
    return day._replace(clock=clock.clock, grain=None)


def _second_moment(scan: Scan, a: Found, b: Found) -> Found | None:
    """Join "8 a.m. Friday" and "(0000 GMT)": the same moment in a second zone tells the offset of the first."""
    here, there = a.phrase.clock, b.phrase.clock
    if not here or not there or here.offset is not None or there.offset is None or a.phrase.kind == "moment":
        return None
    if b.first != a.last + 1 or scan.at(a.last) not in ("(", "/", "["):
        return None
    offset = offset_from(here.hour * 60 + here.minute, there.hour * 60 + there.minute, there.offset)
    closed = scan.at(b.last) in (")", "]")
    return Found(a.first, b.last + closed, a.phrase._replace(clock=here._replace(offset=offset)))


class _Reading:
    """The state of one pass over the phrases: what the text has spoken of so far."""

    def __init__(self, doc: Document, w: Words, anchor: Anchor | None) -> None:
        self.doc, self.w, self.anchor = doc, w, anchor
        self.last: Interval | None = None
        self.last_day: Interval | None = None
        self.present, self.old = False, 0  # whether the text has spoken of this year, and how many older dates it has
        self.before: tuple[int, Interval] | None = None
        self.last_sentence = -9
        self.last_named = False
        self.home: date | None = None
        self.dated: date | None = None
        self.dated_sentence = -9
        self.settled = False
        self.order: str | None = None

    def mentions(self, rows: list[Found]) -> list[DateMention]:
        if any(row.phrase.kind in ("either", "rest") for row in rows):
            self.order = _order(self.doc, rows)
        found: list[DateMention] = []
        for number, row in enumerate(rows):
            following = rows[number + 1] if number + 1 < len(rows) else None
            interval = self._resolve(row, following)
            if row.phrase.kind == "weekday" and number and interval.start and self._is_pair(rows[number - 1], row):
                interval = self._in_order(rows[number - 1], found, interval)
            found.append(DateMention(row.first, row.last, _date(self.doc, row, interval)))
            self._remember(row, interval)
            self.before = (row.last, interval)
        return found

    def _resolve(self, row: Found, following: Found | None) -> Interval:
        phrase = row.phrase
        by_last = phrase.kind in ("moment", "monthday") and self._fresh(row)
        last = self.last if phrase.base == "text" or by_last else None
        if phrase.base == "text" and phrase.unit in ("day", "week") and last is not None and _is_long(last):
            last = self.last_day  # "the worst since 1990 ... Two weeks earlier a crane had collapsed"
        if phrase.base == "text" and phrase.unit == "day":
            if following and phrase.step == 0 and self._in_apposition(row, following):
                return self._resolve(following, None)._replace(grain=phrase.grain or "day")
            if self.before and self.before[0] == row.first - 1 and self.doc.lower[row.first - 1] == ",":
                last = self.before[1]  # "said on Friday, the same day that"
        partial = phrase.kind == "calendar" and phrase.year is None and phrase.step == 0
        near = self._year_near(row, following) if partial else None
        ahead, close = False, 0
        if partial or (phrase.kind in _TENSED and phrase.step == 0):
            tense = tense_around(self.doc, self.w, row.first, row.last)
            ahead = tense == "ahead" or (phrase.unit == "this" and tense not in ("past", "loose"))
            ahead |= tense == "either" and phrase.kind not in ("weekday", "holiday")
            ahead |= tense == "limit" and phrase.kind == "weekday"
            if near and self.anchor and near < self.anchor.day and tense == "ahead":
                near = None
            close = _close(phrase, tense)
        if phrase.base == "text" and phrase.step < 0 and not self._counts_from(row):
            phrase, last = phrase._replace(base="anchor"), None
        order = self.order if phrase.kind in ("either", "rest") else None
        return resolve(phrase, self.anchor, Setting(last, near, ahead, close, order))

    def _is_pair(self, a: Found, b: Found) -> bool:
        """Whether two weekdays are named in their order: "on Monday and Tuesday", not "Thursday and Wednesday"."""
        here, there = a.phrase.weekday, b.phrase.weekday
        if a.phrase.kind != "weekday" or b.phrase.kind != "weekday" or here is None or there is None:
            return False
        near = b.first == a.last + 1 and not a.phrase.step and not b.phrase.step and 0 < (there - here) % 7 < _WITHIN
        return near and self.w.roles.get(self.doc.lower[a.last]) in ("and", "to")

    def _in_order(self, before: Found, found: list[DateMention], interval: Interval) -> Interval:
        """Put the first of two weekdays named together before the second, moving it back or the second on."""
        first = found[-1].date.start
        if interval.start is None or self.anchor is None or first is None:
            return interval
        day = date.fromisoformat(first[:10])
        if day <= interval.start:
            return interval
        if day > self.anchor.day:
            return interval._replace(start=interval.start + _WEEK, end=interval.start + _WEEK)
        moved = Interval(day - _WEEK, day - _WEEK, found[-1].date.grain, found[-1].date.mod)
        found[-1] = found[-1]._replace(date=_date(self.doc, before, moved))
        return interval

    def _in_apposition(self, row: Found, following: Found) -> bool:
        """Whether a full date right behind says which day it is: "that afternoon, 6 June 1987"."""
        named = following.phrase.kind == "calendar" and following.phrase.day is not None
        return named and following.first == row.last + 1 and self.doc.lower[row.last] == ","

    def _counts_from(self, row: Found) -> bool:
        """Whether "a day earlier" counts from a date before it; "a year earlier" only from a named one close by."""
        if self.last is None or row.phrase.unit not in ("month", "year"):
            return self.last is not None
        return self.last_named and self._fresh(row)

    def _fresh(self, row: Found) -> bool:
        """Whether the last date stands in the same sentence or the one before."""
        return self.last is not None and self.doc.sentence_of[row.first] - self.last_sentence < 2

    def _year_near(self, row: Found, following: Found | None) -> date | None:
        """Return a day whose year a date without one shares: of the same sentence or range, or of the last date."""
        if following and following.phrase.kind == "calendar" and following.phrase.year and following.phrase.month:
            joint = self.w.roles.get(self.doc.lower[row.last]) if following.first == row.last + 1 else None
            if joint in ("to", "and"):
                return date(min(max(following.phrase.year, 2), 9998), following.phrase.month, 1)
        away = self.doc.sentence_of[row.first] - self.dated_sentence
        if self.dated and (away == 0 or (away == 1 and self._follows(row.phrase))):
            return self.dated
        if self.anchor is not None and self.dated is not None and self.old > 1 and not self.present:
            return self.dated  # a history: "the storm of 22 October 1959 ... On 2 November a ship capsized"
        return None if self.anchor else self.home

    def _follows(self, phrase: Phrase) -> bool:
        """Whether a date without a year comes soon after the full date of the sentence before."""
        if self.anchor is None or self.dated is None:
            return self.anchor is None
        after = resolve(phrase, None, Setting(near=self.dated)).start
        return after is not None and 0 <= (after - self.dated).days <= _SOON_AFTER and after <= self.anchor.day

    def _is_stated(self, row: Found) -> bool:
        """Whether the date tells when something was said ("said on Friday"), not when the story's events happened."""
        k = row.first - 1
        if k >= 0 and self.w.roles.get(self.doc.lower[k]) == "on":
            k -= 1
        return k >= 0 and self.doc.lower[k] in self.w.cues

    def _remember(self, row: Found, interval: Interval) -> None:
        if interval.start is None or interval.end is None:
            return
        if self.anchor is not None:
            recent = (self.anchor.day - interval.end).days < _LONG_AGO
            self.present, self.old = self.present or recent, self.old + (not recent)
        phrase = row.phrase
        if not (phrase.base == "text" and phrase.unit == "year") and not (self.last and self._is_stated(row)):
            self.last, self.last_sentence = interval, self.doc.sentence_of[row.first]
            self.last_day = self.last_day if _is_long(interval) else interval
            self.last_named = phrase.kind in ("calendar", "either", "decade")
        if phrase.kind not in ("calendar", "either", "rest") or phrase.year is None:
            return
        if phrase.month is None and phrase.kind == "calendar":
            self.home = self.home or interval.start + timedelta(days=min(182, (date.max - interval.start).days))
            return
        self.dated, self.dated_sentence = interval.start, self.doc.sentence_of[row.first]
        if not self.settled:
            self.home, self.settled = interval.start, True


def _is_long(interval: Interval) -> bool:
    """Whether an interval is longer than a month, so that no day can be counted from it."""
    return interval.start is not None and interval.end is not None and (interval.end - interval.start).days > 31


def _close(phrase: Phrase, tense: Tense) -> int:
    """Return how many days ahead a tense that does not tell allows; of two weekdays the nearer."""
    if phrase.kind == "weekday":
        return 3 if tense in ("either", "onset") else 0
    if phrase.kind == "holiday" and tense in ("either", "loose"):
        return _CLOSE["unknown"] if tense == "either" else _NEAR
    return 0 if tense == "loose" and phrase.day is None else _CLOSE.get(tense, 0)


def _order(doc: Document, rows: list[Found]) -> str | None:
    """Return the order of day and month that the unambiguous dates in figures show, ``None`` where they disagree."""
    seen = set()
    for first, last, phrase in rows:
        parts = doc.slice(first, last).replace("/", ".").replace("-", ".").split(".")
        if phrase.kind == "calendar" and len(parts) == 3 and parts[0].isdecimal() and len(parts[0]) < 3:
            seen.add("DMY" if int(parts[0]) > 12 else "MDY")
    return seen.pop() if len(seen) == 1 else None


def _date(doc: Document, row: Found, interval: Interval) -> Date:
    first, last, grain, mod, moment = interval
    start = moment or (first.isoformat() if first else None)
    end = start if moment or last == first else last.isoformat() if last else None
    span = doc.span(row.first, row.last)
    return Date(doc.text[span.start : span.end], span, start, end, grain, mod)


def period_of(doc: Document, mention: DateMention, lexicon: Lexicon, mentions: Sequence[DateMention] = ()) -> Date:
    """Return ``mention`` read as the period that the words around it make of it.

    "since Sept. 27" is open: ``end`` is ``None``, ``mod`` is ``SINCE`` and the span takes in "since". "between"
    or "from" one date and "and" or "to" another of ``mentions`` are one stretch. Otherwise the date as it is.
    """
    roles = date_words(lexicon).roles
    first, last, date_ = mention
    if date_.start is None or first == 0:
        return date_
    opener = roles.get(doc.lower[first - 1])
    if opener == "since":
        text, span = doc.slice(first - 1, last), doc.span(first - 1, last)
        return Date(text, span, date_.start, None, date_.grain, "SINCE")
    wanted = _CLOSERS.get(opener or "")
    if wanted and last < len(doc.lower) and roles.get(doc.lower[last]) == wanted:
        at = bisect_left(mentions, last + 1, key=itemgetter(0))
        other = mentions[at] if at < len(mentions) and mentions[at].first == last + 1 else None
        if other and other.date.end and date_.start[:10] <= other.date.end[:10]:
            text, span = doc.slice(first, other.last), doc.span(first, other.last)
            return Date(text, span, date_.start, other.date.end, date_.grain, date_.mod)
    return date_
