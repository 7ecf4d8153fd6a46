"""Calendar arithmetic: the days of weeks, months, years, seasons and holidays.

Pure functions of ``datetime.date``; each returns ``None`` where the calendar ends (years 1 to 9999) or has no such day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

Days = tuple[date, date]
"""The first and the last day of a stretch, both inclusive."""


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or ``None`` for one like February 30."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_days(year: int, month: int) -> Days | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(first: int, last: int | None = None) -> Days | None:
    """Return January 1 of year ``first`` to December 31 of year ``last`` (or of ``first``)."""
    last = first if last is None else last
    if not 1 <= first <= last <= 9999:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def add_days(day: date, count: int) -> date | None:
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(day: date, count: int) -> date | None:
    """Return ``day`` moved by ``count`` months; the 31st becomes the last day of a shorter month."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, count: int) -> date | None:
    """Return ``day`` moved by ``count`` days, weeks, months, years or decades."""
    if abs(count) > 200_000:
        return None
    if unit == "week":
        return add_days(day, 7 * count)
    if unit == "month":
        return add_months(day, count)
    if unit == "year":
        return add_months(day, 12 * count)
    if unit == "decade":
        return add_months(day, 120 * count)
    return add_days(day, count)


def containing(day: date, unit: str) -> Days | None:
    """Return the calendar day, week (from Monday), month, year or decade that ``day`` lies in."""
    if unit == "week":
        monday = add_days(day, -day.weekday())
        sunday = add_days(day, 6 - day.weekday())
        return (monday, sunday) if monday and sunday else None
    if unit == "month":
        return month_days(day.year, day.month)
    if unit == "year":
        return year_days(day.year)
    if unit == "decade":
        first = day.year // 10 * 10
        return year_days(first, first + 9)
    return day, day


def weekday_by(day: date, weekday: int, step: int) -> date | None:
    """Return the nearest ``weekday`` (Monday is 0): on or before ``day`` for step 0, strictly before for -1,
    on or after for 1, strictly after for 2."""
    behind = (day.weekday() - weekday) % 7
    if step <= 0:
        return add_days(day, -(behind or (7 if step < 0 else 0)))
    ahead = -behind % 7
    return add_days(day, ahead or (7 if step > 1 else 0))


def season_days(year: int, month: int) -> Days | None:
    """Return the three months from ``month`` of ``year``: a season as meteorologists have it."""
    first = month_days(year, month)
    last = first and add_months(first[0], 2)
    end = last and month_days(last.year, last.month)
    return (first[0], end[1]) if first and end else None


def holiday(rule: Mapping[str, Any], year: int) -> date | None:
    """Return the day of a holiday in ``year``.

    Args:
        rule: ``month`` and ``day``; or ``month``, ``weekday`` and ``nth`` (-1 is the last), at least ``after`` days
            into the month; or ``easter``, the days from Easter Sunday.
    """
    if "easter" in rule:
        sunday = _easter(year)
        return sunday and add_days(sunday, rule["easter"])
    if "day" in rule:
        return make_day(year, rule["month"], rule["day"])
    days = month_days(year, rule["month"])
    if not days:
        return None
    if rule["nth"] < 0:
        return weekday_by(days[1], rule["weekday"], 0)
    begin = add_days(days[0], rule.get("after", 0))
    first = begin and weekday_by(begin, rule["weekday"], 1)
    return first and add_days(first, 7 * (rule["nth"] - 1))


def _easter(year: int) -> date | None:
    """Return Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm of Meeus, "Astronomical Algorithms" (1991), chapter 8.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return make_day(year, month, day + 1)
