"""Relative date phrases: weekdays, "yesterday", "last week", "two days later", "this morning", "summer of 2014"."""

from __future__ import annotations

from claimtrack.extract.dates_around import widen
from claimtrack.extract.dates_match import (
    calendar_at,
    match_clock,
    match_day,
    match_month,
    match_number,
    match_ordinal,
    spoken_year,
)
from claimtrack.extract.dates_scan import Found, Scan
from claimtrack.extract.dates_words import DIGITS, Move
from claimtrack.lexicon import Entry
from claimtrack.models import Grain
from claimtrack.normalize.dates_phrase import Phrase

_RANGES = frozenset(("-", "/", "–"))
_WINTER = 12
_HERE = Move(0, "anchor")
_WEEKDAYS = [Phrase("weekday", weekday=number) for number in range(7)]


def match_weekday(scan: Scan, i: int) -> list[Found]:
    """Match "Saturday", "Saturday, April 25", "early on Sunday 3 March", "last Monday night"."""
    if _trapped(scan, i):
        return []
    number = scan.w.weekdays[scan.lower[i]]
    after = scan.at(i + 1)
    if after == ",":
        after = scan.at(i + 2)
    if after not in scan.w.after_weekday and after[:1] not in DIGITS and len(scan.lower[i]) > 5:
        return [widen(scan, Found(i, i + 1, _WEEKDAYS[number]))]  # as most
    nth = _nth_of_month(scan, i, number)
    if nth is not None:
        return [nth]
    short = len(scan.lower[i]) < 6
    j = i + 1 + (short and scan.at(i + 1) == ".")
    k = j + (scan.at(j) in scan.w.parts)
    k += scan.at(k) == ","
    k += scan.role(k) == "the"
    dates = calendar_at(scan, k)
    if dates and dates[0].first == k and dates[0].phrase.day is not None:
        phrase = dates[0].phrase._replace(weekday=number, grain="part_of_day" if scan.at(j) in scan.w.parts else None)
        return [widen(scan, Found(i, dates[0].last, phrase)), *dates[1:]]
    day = scan.day_number(j + 1) if scan.role(j) == "the" and not scan.at(j + 1).isdecimal() else None
    named = scan.role(j + 2) == "of" or scan.is_name(j + 2)
    if day and not named and scan.at(j + 1) not in scan.w.ordinals:
        return [Found(i, j + 2, Phrase("monthday", day=day, weekday=number))]  # "Friday the 13th"
    if short and not _plain_short(scan, i):
        return []
    return [widen(scan, Found(i, i + 1, _WEEKDAYS[number]))]


def _nth_of_month(scan: Scan, i: int, weekday: int) -> Found | None:
    """Match "the second Tuesday in November", "the last Sunday of March 1996"."""
    month = scan.w.months.get(scan.at(i + 2)) if scan.role(i + 1) == "of" and scan.is_name(i + 2) else None
    if month is None:
        return None
    nth = -1 if scan.at(i - 1) == "last" else scan.w.ordinals.get(scan.at(i - 1), 0)
    if not nth or nth > 5:
        return None
    k = i + 3 + (scan.at(i + 3) == ",")
    year = scan.plain_year(k)
    rule = (("month", month), ("nth", nth), ("weekday", weekday))
    first = i - 1 - (scan.role(i - 2) == "the")
    return Found(first, i + 3 if year is None else k + 1, Phrase("holiday", year=year, rule=rule))


def _plain_short(scan: Scan, i: int) -> bool:
    """Whether a short weekday ("Mon") without a date is one: "sun" and "sat" are words too."""
    after = scan.at(i + 1)
    return (scan.is_name(i) and len(scan.lower[i]) > 3) or (scan.is_name(i) and after in scan.w.parts)


def _trapped(scan: Scan, i: int) -> bool:
    """Whether the word at token ``i`` is part of a name: "Sunday Times"."""
    token = scan.lower[i]
    if token not in scan.w.traps:
        return False
    others, names = scan.w.traps[token]
    if scan.at(i + 1) not in others and scan.at(i - 1) not in others:
        return False
    starts = ((i - tokens.index(token), tokens) for tokens in names)
    return any(start >= scan.low and scan.is_name(start) and scan.has(start, tokens) for start, tokens in starts)


def match_phrase(scan: Scan, i: int) -> list[Found]:
    """Match a day word ("yesterday", "overnight") or a holiday."""
    if _trapped(scan, i):
        return []
    for tokens, entry in scan.w.phrases[scan.lower[i]]:
        if scan.has(i, tokens):
            read = _day_word if "offset" in entry else _holiday
            return read(scan, i, len(tokens), entry)
    return match_ordinal(scan, i) if scan.lower[i] in scan.w.ordinals else []


def _day_word(scan: Scan, i: int, size: int, entry: Entry) -> list[Found]:
    grain: Grain | None = "part_of_day" if entry.get("part") else None
    phrase = Phrase("unit", unit="day", step=entry["offset"], grain=grain)
    named = match_weekday(scan, i + size) if grain and scan.at(i + size) in scan.w.weekdays else []
    if named:
        return [widen(scan, named[0]._replace(first=i, phrase=named[0].phrase._replace(grain=grain))), *named[1:]]
    first = i - (size > 1 and scan.role(i - 1) == "the")
    return [widen(scan, Found(first, i + size, phrase))]


def _holiday(scan: Scan, i: int, size: int, entry: Entry) -> list[Found]:
    if not scan.is_name(i):
        return []
    last = i + size
    k = last + (scan.at(last) == ",")
    k += scan.role(k) == "of"
    year = scan.plain_year(k)
    rule = tuple(sorted((key, value) for key, value in entry.items() if isinstance(value, int)))
    phrase = Phrase("holiday", year=year, rule=rule)
    return [widen(scan, Found(i, last if year is None else k + 1, phrase))]


def match_unit(scan: Scan, i: int) -> list[Found]:
    """Match "last week", "two days ago", "the following year", "the end of the month", "the past 24 hours"."""
    unit = scan.w.units[scan.lower[i]]
    if scan.joined(i) and scan.at(i - 1) == "-":
        return []
    if unit.name == "weekend":
        return _weekend(scan, i)
    found = _shifted(scan, i) or _counted(scan, i) or _pointed(scan, i) or _millennium(scan, i)
    return [widen(scan, found)] if found else []


def _millennium(scan: Scan, i: int) -> Found | None:
    """Match "the year two thousand", as read out."""
    year = scan.w.year_names.get((scan.at(i + 1), scan.at(i + 2)))
    return Found(i - 1, i + 3, Phrase("calendar", year=year)) if year and scan.role(i - 1) == "the" else None


def _shifted(scan: Scan, i: int) -> Found | None:
    """Match a number of units and the way to go: "two days ago", "a year earlier", "27 hours later"."""
    unit, j = scan.w.units[scan.lower[i]], i + 1
    move = scan.w.shifts.get(scan.at(j))
    if scan.role(j) == "from" and scan.at(j + 1) == "now":
        move, j = Move(1, "anchor"), j + 1
    if move is None or (unit.name == "hour" and move.base != "text"):
        return None
    if unit.name == "decade":
        unit = unit._replace(name="year", times=10)
    text = move.base == "text"
    if text and scan.at(j) in scan.w.roles and not scan.closes(j + 1):
        if scan.at(j + 1) != "that" or not scan.closes(j + 2):
            return None  # "two days before the vote" counts from the vote, "three weeks before that" from the last date
        j += 1
    count, first = scan.count(i - 1), i - 1
    if count is None or count > 100_000:
        return _vaguely_shifted(scan, i, j, move)
    if scan.role(i - 1) == "ordinal" or scan.at(i - 2) in _RANGES:
        return None
    if scan.at(i - 1) in scan.w.counts and count == 100 and scan.count(i - 2) == 1:
        first -= 1
    phrase = Phrase("unit", unit=unit.name, step=move.step * count * unit.times, base=move.base)
    if unit.times == 10:
        phrase = phrase._replace(mod="APPROX")
    if scan.at(first - 1) in scan.w.about:
        first, phrase = first - 1, phrase._replace(mod="APPROX")
    return Found(first, j + 1, phrase)


def _vaguely_shifted(scan: Scan, i: int, j: int, move: Move) -> Found | None:
    """Match "the day before", "a couple of days ago"; "several years ago" is a date that stays open."""
    unit = scan.w.units[scan.lower[i]]
    if unit.name == "hour":
        return None
    if scan.role(i - 1) == "the" and not unit.plural and move.base == "text" and scan.closes(j + 1):
        return Found(i - 1, j + 1, Phrase("unit", unit=unit.name, step=move.step * unit.times, base="text"))
    count = scan.count(i - 2) if scan.role(i - 1) == "of" else None
    if count is not None:
        first = i - 2 - (scan.count(i - 3) == 1)
        phrase = Phrase("unit", unit=unit.name, step=move.step * count * unit.times, base=move.base, mod="APPROX")
        return Found(first, j + 1, phrase)
    if unit.plural and move.base == "anchor":
        first = i - (scan.at(i - 1) in scan.w.vague)
        first -= first < i and scan.count(first - 1) == 1
        return Found(first, j + 1, Phrase("vague", unit=unit.name, mod="APPROX"))
    return None


def _counted(scan: Scan, i: int) -> Found | None:
    """Match "the past 24 hours", "the next three days", "the last week" as the stretch up to (or from) the anchor."""
    unit, count = scan.w.units[scan.lower[i]], scan.count(i - 1)
    if count is None or not unit.plural or count > 100_000:
        return None
    move = scan.w.which.get(scan.at(i - 2))
    if move is None or move.step == 0 or move.base == "text" or scan.role(i - 3) != "the":
        return None
    return Found(i - 3, i + 1, Phrase("past", unit=unit.name, step=move.step * count * unit.times))


def _pointed(scan: Scan, i: int) -> Found | None:
    """Match one unit that a word points at: "last week", "that same day", "the end of the year", "year's end"."""
    unit = scan.w.units[scan.lower[i]]
    if unit.plural or unit.name == "hour":
        return None
    first = i - 1 - (scan.role(i - 1) == "fiscal")
    move = scan.w.which.get(scan.at(first))
    if move is None:
        return _edged(scan, i)
    if scan.at(first - 1) in scan.w.which:
        first -= 1
    if unit.name == "day":
        if move.base == "anchor" and (move.step != 1 or scan.role(first - 1) not in ("the", None)):
            return None
        if move == _HERE or (move.step < 0 and move.base == "anchor"):
            return None
        move = Move(move.step, "text")
    elif move == (0, "text") and scan.at(i - 1) != scan.at(first):
        move = Move(0, "text")
    following = scan.at(i + 1)
    if following.startswith("-") or (following in scan.w.units and scan.joined(i + 1)):
        return None
    first -= scan.role(first - 1) == "the"
    phrase = Phrase("unit", unit=unit.name, step=move.step * unit.times, base=move.base)
    if unit.name == "decade" and move.step < 0 and move.base == "anchor" and scan.role(first) == "the":
        phrase = Phrase("past", unit="year", step=-10)  # "over the last decade"
    last = i + 1
    if scan.at(last) == "'s" and scan.w.edge_nouns.get(scan.at(last + 1)) == "END":
        return Found(first, last + 2, phrase._replace(mod="END"))
    return Found(first, last, phrase)


def _edged(scan: Scan, i: int) -> Found | None:
    """Match "the end of the month", "early in the week", "year's end", "year end", "later in the day"."""
    unit = scan.w.units[scan.lower[i]]
    if unit.name == "day" and scan.at(i - 3) in scan.w.asides and [scan.role(i - 2), scan.role(i - 1)] == ["of", "the"]:
        return Found(i - 3, i + 1, Phrase("unit", base="text"))
    if unit.name not in ("week", "month", "year"):
        return None
    phrase = Phrase("unit", unit=unit.name)
    of = i - 1 - (scan.role(i - 1) == "the")
    noun = scan.at(of - 1)
    if scan.role(of) == "of" and (noun in scan.w.edge_nouns or noun in scan.w.edges or noun in scan.w.asides):
        if noun in scan.w.edge_nouns and scan.at(of) == "in":
            return None
        return Found(i - (scan.role(i - 1) == "the"), i + 1, phrase)
    part = scan.w.units.get(noun)
    if part and part.plural and scan.role(of) == "of" and of < i - 1:
        return Found(i - 1, i + 1, phrase)  # "in the first nine months of the year"
    if unit.name == "year" and of < i - 1 and _sums(scan, i, of):
        return Found(i - 1, i + 1, phrase)
    j = i + 1 + (scan.at(i + 1) == "'s")
    if (
        scan.w.edge_nouns.get(scan.at(j)) == "END"
        and scan.role(i - 1) in ("at", "since", "on", None)
        and (j > i + 1 or scan.role(i - 1) is not None)
    ):
        return Found(i, j + 1, phrase._replace(mod="END"))
    return None


def _sums(scan: Scan, i: int, of: int) -> bool:
    """Whether "the year" at token ``i`` is the one now running: "up for the year", "the 20th killing of the year"."""
    if not scan.closes(i + 1) and scan.at(i + 1) not in scan.w.sum_ends:
        return False
    if scan.at(of) in scan.w.sums or scan.at(of - 1) in scan.w.sums:
        return True
    if scan.role(of) != "of":
        return False
    return any(scan.day_number(k) is not None and not scan.at(k).isdecimal() for k in (of - 1, of - 2))


def _weekend(scan: Scan, i: int) -> list[Found]:
    move = scan.w.which.get(scan.at(i - 1))
    if move is None:
        if scan.at(i - 1) in ("a", "the") and scan.at(i + 1) in ("in", "when") and scan.at(i - 2) == "after":
            return [Found(i - 1, i + 1, Phrase("weekend"))]  # "after a weekend in which two people died"
        before = scan.at(i - 2)
        if scan.role(i - 1) != "the" or (before not in scan.w.before_month and before != "at"):
            return []
        return [Found(i - 1, i + 1, Phrase("weekend"))]
    if move.base == "text":
        return []
    first = i - 1 - (scan.at(i - 2) in scan.w.which) - (scan.role(i - 2) == "the")
    return [Found(first, i + 1, Phrase("weekend", step=move.step))]


def match_part(scan: Scan, i: int) -> list[Found]:
    """Match "this morning", "last night", "the next morning"; "in the morning" alone is no date."""
    first = i - 1 - (scan.at(i - 1) in scan.w.edges)
    move = scan.w.which.get(scan.at(first))
    if scan.w.parts[scan.lower[i]] is not None and (move is None or move.step == 0):
        return match_clock(scan, i)
    if move is None:
        return []
    if scan.at(first - 1) in scan.w.which:
        first -= 1
    anchored = move.base == "anchor" and scan.role(first - 1) != "the"
    step = move.step
    if anchored and step > 0:
        return []
    first -= scan.role(first - 1) == "the"
    phrase = Phrase("unit", unit="day", step=step, base="anchor" if anchored else "text", grain="part_of_day")
    return [widen(scan, Found(first, i + 1, phrase), right=False)]


def match_season(scan: Scan, i: int) -> list[Found]:
    """Match "last fall", "the summer of 2014", "this past spring", "in the summer"."""
    month = scan.w.seasons[scan.lower[i]]
    k = i + 1 + (scan.role(i + 1) == "of")
    year = scan.plain_year(k)
    if year is not None:
        phrase, last = Phrase("season", year=year, month=month), k + 1
        if month == _WINTER and scan.at(last) in _RANGES and scan.joined(last) and scan.ends_years(k):
            phrase, last = phrase._replace(to=(year + 1, None, None)), k + 3  # "the winter of 2014-15"
        return [widen(scan, Found(i, last, phrase))]
    if scan.at(i - 1) in scan.w.which:
        return [widen(scan, Found(i, i + 1, Phrase("season", month=month)), right=False)]
    return []


def match_compound(scan: Scan, i: int) -> list[Found]:
    """Match "mid-November", "late-2019", "year-end", "year-earlier"."""
    mod, kind, number = scan.w.compounds[scan.lower[i]]
    if kind == "step":
        if mod != "END":
            return [Found(i, i + 1, Phrase("unit", unit="year", step=number))]
        number -= scan.role(i - 1) == "since"
        return [Found(i, i + 1, Phrase("in_year", month=12, day=31, unit="year", step=number))]
    if kind == "month":
        year = scan.plain_year(i + 1 + (scan.at(i + 1) == ","))
        last = i + 1 if year is None else i + 2 + (scan.at(i + 1) == ",")
        return [widen(scan, Found(i, last, Phrase("calendar", year=year, month=number, mod=mod)), right=False)]
    kinds = {"year": Phrase("calendar", year=number, mod=mod), "decade": Phrase("decade", year=number, mod=mod)}
    return [Found(i, i + 1, kinds[kind])]


def match_spoken(scan: Scan, i: int) -> list[Found]:
    """Match a year in words: "nineteen ninety-six"."""
    end, year = spoken_year(scan, i)
    return [widen(scan, Found(i, end, Phrase("calendar", year=year)))] if year is not None else []


MATCHERS = {
    "month": match_month, "weekday": match_weekday, "phrase": match_phrase, "unit": match_unit, "part": match_part,
    "clock": match_part, "season": match_season, "compound": match_compound, "spoken": match_spoken,
    "day": match_day, "number": match_number, "ordinal": match_ordinal,
}  # fmt: skip
