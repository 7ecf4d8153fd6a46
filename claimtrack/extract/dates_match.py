"""Tokens to date phrases: the calendar dates, weekdays, units, seasons and clock times that start at a trigger.

A trigger is a token that may open a date (``Words.triggers``) or a number. Each matcher looks a few tokens to either
side of it, never across the sentence or into the date before, so that the work is linear in the text.
"""

from __future__ import annotations

from claimtrack.extract.dates_around import widen, widen_first
from claimtrack.extract.dates_scan import Found, Scan, clock_at
from claimtrack.extract.dates_words import DIGITS
from claimtrack.normalize.dates_phrase import Kind, Phrase

_SHORT = 30  # '29 is 2029, '30 is 1930
_RANGE_MARKS = ("-", "–", "—", "/")


def calendar_at(scan: Scan, i: int) -> list[Found]:
    """Return the calendar date that starts at token ``i`` ("Sept. 27, 2020", "3 March"); a list of days
    ("April 24 and 25") gives one for each."""
    token = scan.at(i)
    if token in scan.w.months:
        return _month_first(scan, i)
    if token and token[0] in DIGITS:
        return _numeric(scan, i) or _day_first(scan, i)
    return []


# -- "Oct. 4-5, 2020", "March 2019", "March"
def _month_first(scan: Scan, i: int) -> list[Found]:
    month = scan.w.months[scan.lower[i]]
    if not scan.is_name(i) and (scan.day_number(i + 1) is None or len(scan.at(i)) < 5):
        return []
    j = i + 1
    if scan.at(j) == "." and len(scan.at(i)) < 5 and scan.at(j + 1)[:1] in DIGITS and scan.at(j + 1):
        j += 1
    if scan.role(j) == "the" and scan.day_number(j + 1) and not scan.at(j + 1).isdecimal():
        j += 1
    day = scan.day_number(j)
    if day is not None and day < 32 and _is_day(scan, j) and not _counted_in(scan, i, j):
        return _days_after(scan, i, j, month, day)
    if "-" in scan.at(j):
        return _glued_range(scan, i, j, month)
    end, year = _year_after(scan, j if scan.at(j - 1) != "." or scan.year(j) else i + 1)
    if year is None and not _lone_month(scan, i):
        return []
    phrase = Phrase("calendar", year=year, month=month)
    return [Found(i, end, phrase) if year is not None else _with_year_words(scan, Found(i, i + 1, phrase))]


def _counted_in(scan: Scan, i: int, j: int) -> bool:
    """Whether the number at token ``j`` counts what follows it: "In May 12 miners died"."""
    return scan.at(i - 1) == "in" and scan.at(j).isdecimal() and scan.at(j + 1).isalpha() and _counts(scan, j)


def _glued_range(scan: Scan, i: int, j: int, month: int) -> list[Found]:
    """Read "March 30-April 2", where "30-April" is one token."""
    head, _, tail = scan.at(j).partition("-")
    other, last = scan.w.months.get(tail), scan.day_number(j + 1)
    if other is None or last is None or not head.isdecimal() or len(head) > 2 or not int(head):
        return []
    end, year = _year_after(scan, j + 2)
    phrase = Phrase("calendar", year=year, month=month, day=int(head), to=(year, other, last))
    return [Found(i, end if year else j + 2, phrase)]


def _is_day(scan: Scan, j: int) -> bool:
    """Whether the number after a month is its day, not a count or a clock time."""
    after = scan.at(j + 1)
    if after in ("%", ":") and scan.joined(j + 1) and scan.at(j + 2)[:1].isdecimal():
        return False
    return after not in scan.w.not_after_number and after not in scan.w.meridiem


def _days_after(scan: Scan, i: int, j: int, month: int, day: int) -> list[Found]:
    """Read the days from token ``j`` on, after the month at ``i``, and the year behind them."""
    end, until = j + 1, None
    if scan.is_name(end) and (scan.at(end) in scan.w.named_after or scan.at(end) in scan.w.streets):
        return []  # "the March 23 Movement"
    if scan.at(end) in _RANGE_MARKS or scan.role(end) in ("to", "and"):
        end, until = _range_after(scan, i, end, month, day)
    rows = [] if until else _more_days(scan, end)
    stop, year = _year_after(scan, rows[-1] + 1 if rows else end)
    to = until and (None if until[0] == month and year is None else year, *until)
    phrase = Phrase("calendar", year=year, month=month, day=day, to=to)
    first = Found(i, end if rows else stop, phrase)
    if year is None and not rows:
        first = _with_year_words(scan, first)
    return [first, *(Found(k, k + 1 if k != rows[-1] else stop, phrase._replace(day=scan.day_number(k))) for k in rows)]


def _range_after(scan: Scan, i: int, j: int, month: int, day: int) -> tuple[int, tuple[int, int] | None]:
    """Return the end and the last (month, day) of "-5", "to 5" or "- April 2" at token ``j``."""
    dash = scan.at(j) in _RANGE_MARKS
    opener = scan.role(i - 1)
    if not dash and (opener == "between") != (scan.role(j) == "and"):
        return j, None
    if not dash and opener not in ("from", "between") and _counts(scan, j + 1):
        return j, None
    other = scan.w.months.get(scan.at(j + 1)) if dash else None
    k = j + 1 + (other is not None)
    k += other is not None and scan.at(k) == "."
    last = scan.day_number(k)
    if last is None or last > 31 or (other is None and last <= day) or not _is_day(scan, k):
        return j, None
    return k + 1, (other or month, last)


def _counts(scan: Scan, k: int) -> bool:
    """Whether the number at token ``k`` counts what follows it."""
    after = scan.at(k + 1)
    if not after or not after[0].isalnum() or scan.year(k + 1) is not None:
        return False
    return after not in scan.w.before_month and after not in scan.w.roles


def _more_days(scan: Scan, j: int) -> list[int]:
    """Return the tokens of further days: ", 5 and 6" at token ``j``."""
    rows: list[int] = []
    while scan.at(j) == "," or scan.role(j) == "and":
        k = j + 1 + (scan.at(j) == "," and scan.role(j + 1) == "and")
        day, after = scan.day_number(k), scan.at(k + 1)
        if day is None or day > 31 or after in ("%", ":") or not _is_day(scan, k):
            break
        if _counts(scan, k):
            break  # "On April 24 and 25 people died"
        rows.append(k)
        j = k + 1
    return rows


def _year_after(scan: Scan, j: int) -> tuple[int, int | None]:
    """Return the end and the year of ", 2020", "of 2020", "'19" or "nineteen ninety-six" at token ``j``."""
    w, token = scan.w, scan.at(j)
    if not token or (token != "," and token[0] not in DIGITS and token not in w.roles and token not in w.counts):
        return j, None
    k = j + (token == "," or w.roles.get(token) == "of")
    year = scan.year(k)
    traps = scan.w.not_after_number if scan.at(k - 1) in scan.w.months else scan.w.not_after_year
    acting = scan.at(k + 3).isdigit() or scan.at(k + 3) in scan.w.counts  # "In May 2009 soldiers killed 12"
    taken = (scan.at(k + 1) in traps and not acting) or _clock_follows(scan, k)
    if year is not None and not taken and (scan.at(k - 1) != "," or scan.stands_alone(k)):
        return k + 1, year
    if scan.role(j) == "apostrophe" and len(scan.at(j + 1)) == 2 and scan.number(j + 1) is not None:
        short = scan.number(j + 1) or 0
        return j + 2, (2000 if short < 50 else 1900) + short
    end, year = spoken_year(scan, k) if scan.at(k) in scan.w.counts else (j, None)
    return (end, year) if year is not None else (j, None)


def _clock_follows(scan: Scan, k: int) -> bool:
    return scan.at(k + 1) in scan.w.zones and scan.is_name(k + 1)


def spoken_year(scan: Scan, j: int) -> tuple[int, int | None]:
    """Return the end and the year of "nineteen ninety-six" at token ``j``."""
    century = scan.w.counts.get(scan.at(j))
    if century is None or not 17 <= century <= 20:
        return j, None
    rest = scan.count(j + 1)
    if rest is None or not 10 <= rest <= 99 or scan.at(j + 1)[0] in DIGITS:
        return j, None
    ones = scan.w.counts.get(scan.at(j + 2))
    if rest % 10 == 0 and ones is not None and 0 < ones < 10 and "-" not in scan.at(j + 1):
        return j + 3, century * 100 + rest + ones
    return j + 2, century * 100 + rest


def _lone_month(scan: Scan, i: int) -> bool:
    """Whether the month at token ``i`` stands for itself and is neither a name ("April Smith") nor a verb."""
    token, before, after = scan.at(i), scan.at(i - 1), scan.at(i + 1)
    doubtful = scan.w.doubtful
    if len(token) < 4 and token not in doubtful:
        return False
    named = scan.is_name(i + 1) and after.isalpha() and after not in scan.w.roles
    if before in scan.w.which or before in scan.w.edges:
        return not named or token not in doubtful
    if before in scan.w.articles:  # "a June agreement", not "the March for Life"
        return after.isalpha() and not named and after not in scan.w.before_month and after not in scan.w.roles
    if before in scan.w.before_month:
        return not named or token not in doubtful
    joint = before == "," or scan.role(i - 1) in ("and", "to")
    if joint and i - 1 == scan.low > 0 and scan.lower[i - 2] in scan.w.months:
        return not named  # "in April, May and June": the month before was one
    titled = i - 1 - (before == ".")
    if (token in doubtful or token in scan.w.given_names) and scan.at(titled) in scan.w.titles:
        return False  # "Mr. May"
    if token in scan.w.given_names or (token in doubtful and i == scan.doc.sentences[scan.doc.sentence_of[i]].first):
        return False
    if token in doubtful and (after in scan.w.before_month or after in scan.w.roles):
        return False  # "the annual March for Life"
    return not named and not (scan.is_name(i - 1) and i - 1 > scan.low)


def _with_year_words(scan: Scan, found: Found) -> Found:
    """Add "this year", "of last year", "that year" after a date that names no year."""
    j = found.last + (scan.role(found.last) == "of")
    if scan.at(j) in scan.w.roles and scan.role(j) == "the":
        j += 1
    move, unit = scan.w.which.get(scan.at(j)), scan.w.units.get(scan.at(j + 1))
    if move is None or unit is None or unit.name != "year" or unit.plural:
        return found
    phrase = found.phrase._replace(kind="in_year", step=move.step, base=move.base, unit="year")
    return Found(found.first, j + 2, phrase)


# -- "3 March 2019", "5-7 March", "19 and 20 November 2008"
def _day_first(scan: Scan, i: int) -> list[Found]:
    if scan.day_number(i) is None or scan.at(i - 1) in scan.w.months or scan.at(i - 1) in scan.w.not_before_year:
        return []
    if scan.at(i + 1) == "in":
        return []  # "killed 12 in March", "the third in March"
    rows, j, ranged = [i], i + 1, False
    while len(rows) < 8:
        dash = scan.at(j) in _RANGE_MARKS
        opener = scan.role(i - 1)
        if not (dash or scan.at(j) == "," or scan.role(j) in ("and", "to")) or ranged:
            break
        k = j + 1 + (scan.at(j) == "," and scan.role(j + 1) == "and")
        if scan.day_number(k) is None:
            break
        ranged = dash or scan.role(j) == "to" or (opener == "between" and scan.role(j) == "and")
        rows.append(k)
        j = k + 1
    j += scan.role(j) == "of"
    j += scan.role(j) == "the"
    month = scan.w.months.get(scan.at(j))
    if month is None or not (scan.is_name(j) or len(scan.at(j)) > 5):
        return []
    dotted = scan.at(j + 1) == "." and len(scan.at(j)) < 5 and scan.year(j + 2) is not None
    end, year = _year_after(scan, j + 1 + dotted)
    if year is None:
        end = j + 1
    return _listed(scan, rows, end, Phrase("calendar", year=year, month=month), ranged)


def _listed(scan: Scan, rows: list[int], end: int, phrase: Phrase, ranged: bool) -> list[Found]:
    days = [scan.day_number(k) or 0 for k in rows]
    if ranged:
        head = [Found(k, k + 1, phrase._replace(day=day)) for k, day in zip(rows[:-2], days, strict=False)]
        tail = phrase._replace(day=days[-2], to=(phrase.year, phrase.month, days[-1]))
        if days[-2] < days[-1] <= 31:
            return [*head, Found(rows[-2], end, tail)]
    found = [Found(k, k + 1, phrase._replace(day=day)) for k, day in zip(rows[:-1], days, strict=False)]
    last = Found(rows[-1], end, phrase._replace(day=days[-1]))
    return [*found, last if phrase.year is not None else _with_year_words(scan, last)]


# -- "2020-10-17", "17/10/2020", "17.10.2020", "17-Oct-2020"
def _numeric(scan: Scan, i: int) -> list[Found]:
    token, mark = scan.at(i), scan.at(i + 1)
    if token.count(".") == 2 and not scan.joined(i):
        return _parted(i, i + 1, token.split("."))
    if mark in ("-", "/") and scan.joined(i + 1) and scan.joined(i + 2):
        if scan.at(i + 3) == mark and scan.joined(i + 3) and scan.joined(i + 4):
            if scan.at(i + 5) in ("-", "/") and scan.joined(i + 5):
                return []
            last = scan.at(i + 4)
            if mark == "-" and len(last) == 3 and last[2] == "t":  # "2020-10-17T06:00"
                last = last[:2]
            return _parted(i, i + 5, [token, scan.at(i + 2), last])
        month = token.split("-")[-1]
        if month in scan.w.months and scan.year(i + 2) is not None:
            return [Found(i, i + 3, Phrase("rest", text=scan.doc.slice(i, i + 3)))]
    return []


def _parted(first: int, last: int, parts: list[str]) -> list[Found]:
    """Read three numbers; ``unit`` "order" marks a date whose day and month might change places."""
    if not all(p.isascii() and p.isdecimal() and len(p) in (1, 2, 4) for p in parts):
        return []
    if len(parts[2]) == 2 and len(parts[0]) < 3:
        parts[2] = ("20" if int(parts[2]) < 50 else "19") + parts[2]  # 7/4/16
    a, b, c = (int(p) for p in parts)
    if len(parts[0]) == 4 and len(parts[2]) != 4:
        year, month, day, open_order = a, b, c, False
    elif len(parts[2]) == 4 and len(parts[0]) != 4:
        year, month, day = (c, b, a) if a > 12 else (c, a, b)
        open_order = a <= 12 and b <= 12 and a != b
    else:
        return []
    if not (1000 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return []
    kind: Kind = "either" if open_order else "calendar"
    return [Found(first, last, Phrase(kind, year=year, month=month, day=day))]


def match_month(scan: Scan, i: int) -> list[Found]:
    return widen_first(scan, _month_first(scan, i))


def match_day(scan: Scan, i: int) -> list[Found]:
    """Match a number of one or two digits: "5 March", "10 a.m.", not "12 people" or "Smith, 22, of Lisbon"."""
    following = scan.lower[i + 1] if i + 1 < scan.high else ""
    if following not in scan.w.after_day and scan.lower[i - 1] != "'":
        return []  # as most numbers
    if scan.at(i - 1) == "'" and scan.joined(i) and len(scan.at(i)) == 2 and scan.at(i - 2) in scan.w.before_short:
        short = int(scan.at(i))
        return [Found(i - 1, i + 1, Phrase("calendar", year=short + (2000 if short < _SHORT else 1900)))]  # "in '88"
    if following not in scan.w.after_day:
        return []
    if following in scan.w.clocks:
        return match_clock(scan, i)
    if following == ",":
        after = scan.at(i + 2)
        if after[:1] not in DIGITS and after not in scan.w.ordinals and scan.role(i + 2) != "and":
            return []
    return match_number(scan, i)


def match_number(scan: Scan, i: int) -> list[Found]:
    """Match a trigger of digits: a date, a year, years, a decade or a clock time."""
    token = scan.at(i)
    found = calendar_at(scan, i)
    if found:
        return widen_first(scan, found)
    year = scan.plain_year(i)
    led = _year_first(scan, i, year) if year is not None and i - scan.low < 2 else None
    if led is not None:
        return [led]
    if year is not None and not _clock_follows(scan, i):
        last, to = i + 1, None
        if scan.at(i + 1) in _RANGE_MARKS and scan.joined(i + 1) and scan.ends_years(i):
            tail = scan.at(i + 2)
            to = (int(tail) if len(tail) == 4 else year // 100 * 100 + int(tail), None, None)
            last = i + 3
        return [widen(scan, Found(i, last, Phrase("calendar", year=year, to=to)))]
    if token[-1] == "s" and token[:-1].isdecimal() and len(token) in (3, 5) and token[-2] == "0":
        number = int(token[:-1])
        short = len(token) == 3
        if short and scan.role(i - 1) not in ("apostrophe", "the"):
            return []  # "in their 20s"
        if short and scan.role(i - 1) == "the" and number < 50:
            return []
        first = i - (short and scan.role(i - 1) == "apostrophe")
        year = number if not short else number + (1900 if number > 20 else 2000)
        return [widen(scan, Found(first, i + 1, Phrase("decade", year=year)))] if 1000 <= year < 2200 else []
    return _day_alone(scan, i) or match_clock(scan, i)


def _year_first(scan: Scan, i: int, year: int) -> Found | None:
    """Return the date of a line that opens with its year: "2011, 26 August: ..."."""
    first = scan.doc.sentences[scan.doc.sentence_of[i]].first
    k = i + 1 + (scan.at(i + 1) == ",")
    rows = calendar_at(scan, k) if not any(map(str.isalnum, scan.lower[first:i])) else []
    if len(rows) != 1 or rows[0].first != k or rows[0].phrase.kind != "calendar":
        return None
    phrase = rows[0].phrase
    if phrase.year is not None or phrase.day is None or phrase.to is not None:
        return None
    return Found(i, rows[0].last, phrase._replace(year=year))


def _day_alone(scan: Scan, i: int) -> list[Found]:
    """Match "on the 5th" and "on the 5th of next month", not "on the 5th floor"."""
    day = scan.day_number(i)
    if day is None or day > 31 or scan.role(i - 1) != "the" or scan.at(i - 2) not in scan.w.before_day:
        return []
    if scan.role(i + 1) == "of":
        move, unit = scan.w.which.get(scan.at(i + 2)), scan.w.units.get(scan.at(i + 3))
        if move is None or unit is None or unit.name != "month" or unit.plural or move.base == "text":
            return []
        return [Found(i - 1, i + 4, Phrase("monthday", day=day, unit="month", step=move.step))]
    joint = scan.role(i + 1) == "and" and not (scan.day_number(i + 2) and not scan.closes(i + 3))
    if not (joint or scan.closes(i + 1)) or scan.at(i + 1) in _RANGE_MARKS:
        return []
    return [Found(i - 1, i + 1, Phrase("monthday", day=day))]


def match_ordinal(scan: Scan, i: int) -> list[Found]:
    """Match a day whose number is a word: "the third of March", "the twenty first of March"."""
    found = _day_first(scan, i) if scan.role(i + 1) == "of" or scan.at(i + 1) in scan.w.months else []
    if found and scan.w.counts.get(scan.at(i - 1)) in (20, 30) and (found[0].phrase.day or 10) < 10:
        day = scan.w.counts[scan.at(i - 1)] + (found[0].phrase.day or 0)
        found[0] = Found(i - 1, found[0].last, found[0].phrase._replace(day=day))
    return widen_first(scan, found)


def match_clock(scan: Scan, i: int) -> list[Found]:
    """Match a clock time; ``find_dates`` ties it to the day beside it."""
    read = clock_at(scan, i)
    return [Found(i, read[0], Phrase("moment", clock=read[1]))] if read else []
