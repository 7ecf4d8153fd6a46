"""Date phrases to intervals: "last Monday" and an anchor give a day.

Pure functions of a ``Phrase`` (what the words say), an ``Anchor`` (the publication date) and what the text has just
spoken of. Finding the words is the work of ``claimtrack.extract.dates``; the calendar is in ``dates_calendar``, the
values are in ``dates_phrase``. Neither the machine's clock nor its time zone is ever read.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from claimtrack.models import Grain
from claimtrack.normalize.dates_calendar import (
    Days,
    add_days,
    add_months,
    containing,
    holiday,
    make_day,
    month_days,
    season_days,
    shift,
    weekday_by,
    year_days,
)
from claimtrack.normalize.dates_phrase import Anchor, Interval, Phrase, Setting

_FRESH = 45  # days that a story goes back without a new month being named
_GRAINS: dict[str, Grain] = {
    "hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade",
    "season": "season", "weekend": "week",
}  # fmt: skip


@lru_cache(maxsize=16384)
def resolve(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Interval:
    """Return the interval that ``phrase`` means; unresolved where the anchor or the calendar does not give one."""
    days = _DAYS[phrase.kind](phrase, anchor, setting)
    if days and phrase.nudge:
        first = add_days(days[0], phrase.nudge)
        days = (first, first) if first else None
    if days and phrase.grain == "week":
        days = containing(days[0], "week")
    grain = phrase.grain or _grain(phrase)
    clock = phrase.clock
    if days is None:
        return Interval(None, None, clock.grain if clock else grain, phrase.mod)
    if clock is None:
        return Interval(*days, grain, phrase.mod)
    moment = None
    if clock.offset is not None and days[0] == days[1]:
        moment = f"{days[0].isoformat()}T{clock.hour:02}:{clock.minute:02}{_offset(clock.offset)}"
    return Interval(*days, clock.grain, phrase.mod, moment)


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _grain(phrase: Phrase) -> Grain:
    if phrase.kind in ("calendar", "in_year", "monthday"):
        return "day" if phrase.day else "month" if phrase.month else "year"
    if phrase.kind in ("unit", "past", "vague"):
        return _GRAINS.get(phrase.unit, "day")
    return _GRAINS.get(phrase.kind, "day")


def _calendar(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    if phrase.step and phrase.month and phrase.year is None:
        return _last_or_next(phrase, anchor, setting)
    first = _stretch(phrase.year, phrase.month, phrase.day, phrase.weekday, anchor, setting)
    if phrase.to is None or first is None:
        return first
    year, month, day = phrase.to
    last = _stretch(year or first[0].year, month or phrase.month, day, None, anchor, setting)
    if last and year is None and last[1] < first[0]:
        last = _stretch(first[0].year + 1, month or phrase.month, day, None, anchor, setting)
    if last and last[1] < first[0] and phrase.year is None:  # "from 28 December to 3 January 2021"
        first = _stretch(last[0].year - 1, phrase.month, phrase.day, None, anchor, setting)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _last_or_next(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    """Return the month (or day of it) strictly before or after the month of the anchor: "last October"."""
    origin = _origin(phrase._replace(unit="month"), anchor, setting)
    here = origin and (month_days(origin.year, origin.month) if phrase.day is None else (origin, origin))
    edge = here and add_days(here[0], -1) if phrase.step < 0 else here and add_days(here[1], 1)
    return _by_tense(phrase.month or 1, phrase.day, Anchor(edge, "day"), phrase.step > 0) if edge else None


def _in_year(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    origin = _origin(phrase, anchor, setting)
    if origin is None:
        return None
    return _calendar(phrase._replace(kind="calendar", year=origin.year + phrase.step, step=0), anchor, setting)


def _either(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    """Read "4/10/2020" in the order that the text uses elsewhere; with none shown it stays unresolved."""
    year, month, day = phrase.year or 0, phrase.month or 0, phrase.day or 0
    if setting.order is None:
        return None
    return _single(make_day(year, day, month) if setting.order == "DMY" else make_day(year, month, day))


def _stretch(
    year: int | None, month: int | None, day: int | None, weekday: int | None, anchor: Anchor | None, setting: Setting
) -> Days | None:
    """Return the days of a year, a month or a day; a missing year is told from what surrounds it."""
    if year is not None:
        if month is None:
            return year_days(year)
        return month_days(year, month) if day is None else _single(make_day(year, month, day))
    if month is None:
        return None
    if setting.near:
        return _nearest(month, day, setting.near)
    if anchor is None:
        return None
    if weekday is not None and day is not None:
        fitting = [d for y in (-1, 0, 1) if (d := make_day(anchor.day.year + y, month, day)) and d.weekday() == weekday]
        if len(fitting) == 1:
            return _single(fitting[0])
    behind = _by_tense(month, day, anchor, ahead=False)
    if not (setting.ahead or setting.close):
        return behind
    ahead = _by_tense(month, day, anchor, ahead=True)
    if setting.ahead or not ahead or not behind:
        return ahead or behind
    # a year is left out of a day that is soon to come, not of one eleven months ago
    return ahead if (ahead[0] - anchor.day).days < setting.close and behind[1] < anchor.day else behind


def _by_tense(month: int, day: int | None, anchor: Anchor, ahead: bool) -> Days | None:
    """Return the latest such day or month on or before the anchor; the next one where the tense points forward."""
    # February 29 may lie eight years off (1896 to 1904)
    for away in range(9):
        year = anchor.day.year + (away if ahead else -away)
        days = month_days(year, month) if day is None else _single(make_day(year, month, day))
        if days and (days[1] >= anchor.day if ahead else days[0] <= anchor.day):
            return days
    return None


def _nearest(month: int, day: int | None, near: date) -> Days | None:
    found = [
        days
        for year in (near.year - 1, near.year, near.year + 1)
        if (days := month_days(year, month) if day is None else _single(make_day(year, month, day)))
    ]
    return min(found, key=lambda days: abs((days[0] - near).days), default=None)


def _single(day: date | None) -> Days | None:
    return (day, day) if day else None


def _weekday(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    assert phrase.weekday is not None
    if phrase.base == "text" and setting.last and setting.last.start and phrase.step:
        step = 2 if phrase.step > 0 else -1
        return _single(weekday_by(setting.last.start, phrase.weekday, step))
    if anchor is None or anchor.grain != "day":
        return None
    if phrase.step > 0 and phrase.unit != "coming":  # of the week to come, for this week's needs no "next"
        return _single(add_days(anchor.day, 7 + phrase.weekday - anchor.day.weekday()))
    away = (phrase.weekday - anchor.day.weekday()) % 7
    step = 2 if phrase.step > 0 else -1 if phrase.step else 1 if setting.ahead or away <= setting.close else 0
    return _single(weekday_by(anchor.day, phrase.weekday, step))


def _monthday(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    """Return "the 5th": the latest on or before the anchor, or of the month long gone that the text speaks of."""
    if phrase.weekday is not None:
        return _fitting(phrase.day or 0, phrase.weekday, anchor, 1 if setting.ahead else -1)
    last = setting.last
    told = last.start if last and last.start and last.end and (last.end - last.start).days < 31 else None
    if told and not phrase.step and not (anchor and 0 <= (anchor.day - told).days < _FRESH):
        return _single(make_day(told.year, told.month, phrase.day or 0))
    if anchor is None or anchor.grain != "day":
        return None
    here = add_months(anchor.day, phrase.step)
    day = here and make_day(here.year, here.month, phrase.day or 0)
    if phrase.unit != "month" and (day is None or (day < anchor.day if setting.ahead else day > anchor.day)):
        other = add_months(anchor.day, 1 if setting.ahead else -1)
        day = other and make_day(other.year, other.month, phrase.day or 0)
    return _single(day)


def _origin(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> date | None:
    """Return the day that a phrase counts from, or ``None`` where it is not known finely enough."""
    if phrase.base == "text":
        last = setting.last
        if last is None or last.start is None:
            return None
        coarse = last.grain in ("decade", "season") or (last.grain == "year" and phrase.unit != "year")
        if coarse or (last.grain == "month" and phrase.unit in ("day", "week")):
            return None
        return last.start
    if anchor is None or (anchor.grain != "day" and phrase.unit not in ("month", "year", "decade")):
        return None
    if anchor.grain == "year" and phrase.unit == "month":
        return None
    return anchor.day


def _unit(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    origin = _origin(phrase, anchor, setting)
    moved = origin and shift(origin, phrase.unit, phrase.step)
    if moved and origin and phrase.unit == "week" and abs(phrase.step) == 1 and origin.weekday() == 6:
        # on a Sunday "last week" is the one that ends today, "next week" the one that begins tomorrow
        moved = origin if phrase.step < 0 else moved
    return containing(moved, phrase.unit) if moved else None


def _past(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    """Return the stretch of ``step`` units that ends (or, for a positive step, begins) at the anchor."""
    origin = _origin(phrase, anchor, setting)
    if origin is None:
        return None
    if phrase.unit == "hour":
        days = -(-abs(phrase.step) // 24)
        moved = add_days(origin, -days if phrase.step < 0 else days)
    else:
        moved = shift(origin, phrase.unit, phrase.step)
    return (min(moved, origin), max(moved, origin)) if moved else None


def _weekend(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    """Return a Saturday and Sunday: "last weekend", "this weekend", "the weekend" (the one begun last)."""
    if anchor is None or anchor.grain != "day":
        return None
    day = anchor.day
    if phrase.step > 0 or setting.ahead:
        saturday = weekday_by(day, 5, 2 if phrase.step > 0 else 1)
    else:
        saturday = weekday_by(day, 5, 0)
        if phrase.step < 0 and saturday and (day - saturday).days < 2:
            saturday = add_days(saturday, -7)
    sunday = saturday and add_days(saturday, 1)
    return (saturday, sunday) if saturday and sunday else None


def _season(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    month = phrase.month or 3
    if phrase.year is not None:
        # "winter of 2014" may be either of two
        return season_days(phrase.year, month) if month < 12 or phrase.to else None
    if anchor is None:
        return None
    found = [days for away in (-2, -1, 0, 1, 2) if (days := season_days(anchor.day.year + away, month))]
    if phrase.step < 0:
        return max((d for d in found if d[1] < anchor.day), default=None)
    if phrase.step > 0 or setting.ahead:
        return min((d for d in found if d[0] > anchor.day or (not phrase.step and d[1] >= anchor.day)), default=None)
    return max((d for d in found if d[0] <= anchor.day), default=None)


def _decade(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    return year_days(phrase.year, phrase.year + 9) if phrase.year else None


def _fitting(day: int, weekday: int, anchor: Anchor | None, step: int) -> Days | None:
    """Return the nearest such weekday with that number: "Friday the 13th"."""
    for away in range(40 if anchor and anchor.grain == "day" else 0):
        month = anchor and add_months(anchor.day.replace(day=1), step * away)
        found = month and make_day(month.year, month.month, day)
        if found and anchor and found.weekday() == weekday and (found - anchor.day).days * step >= 0:
            return _single(found)
    return None


def _holiday(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    rule = dict(phrase.rule)
    if phrase.year is not None:
        return _single(holiday(rule, phrase.year)) if 1583 <= phrase.year <= 9999 else None
    if anchor is None or not 1584 <= anchor.day.year <= 9997:
        return None
    near = [d for away in (-1, 0, 1) if (d := holiday(rule, anchor.day.year + away))]
    behind = max((d for d in near if d <= anchor.day), default=None)
    ahead = min((d for d in near if d >= anchor.day), default=None)
    if phrase.step or not behind or not ahead:
        return _single(ahead if phrase.step > 0 else behind)
    soon = (ahead - anchor.day).days <= min(setting.close, (anchor.day - behind).days)
    return _single(ahead if setting.ahead or soon else behind)


def _moment(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    """Return the day of a clock time that names none: the latest such moment that the publication allows."""
    last = setting.last
    if last and last.start and last.start == last.end:
        return _single(last.start)
    if anchor is None or anchor.grain != "day" or phrase.clock is None or phrase.clock.offset is None:
        return None
    if anchor.moment is None:
        return _single(anchor.day)
    zone = timezone(timedelta(minutes=phrase.clock.offset))
    try:
        here = anchor.moment.astimezone(zone)
        at = here.replace(hour=phrase.clock.hour, minute=phrase.clock.minute, second=0, microsecond=0)
        return _single((at if at <= here else at - timedelta(days=1)).date())
    except OverflowError:
        return None


def _rest(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    return _single(parse_rest(phrase.text, anchor.day if anchor else None, setting.order or "MDY"))


def _vague(phrase: Phrase, anchor: Anchor | None, setting: Setting) -> Days | None:
    return None


_DAYS = {
    "calendar": _calendar, "in_year": _in_year, "either": _either, "weekday": _weekday, "unit": _unit, "past": _past,
    "weekend": _weekend, "season": _season, "decade": _decade, "holiday": _holiday, "moment": _moment, "rest": _rest,
    "vague": _vague, "monthday": _monthday,
}  # fmt: skip


@lru_cache(maxsize=4096)
def parse_rest(text: str, base: date | None, order: str, language: str = "en") -> date | None:
    """Return the day that dateparser reads in ``text``, a date and nothing else, or ``None``.

    Only full dates come here (day, month and year all written), in forms our own rules leave out: "17-Oct-2020".
    """
    import dateparser  # slow to import, and hardly ever needed

    moment = datetime(base.year, base.month, base.day) if base else datetime(2000, 1, 1)
    settings = {"RELATIVE_BASE": moment, "DATE_ORDER": order, "STRICT_PARSING": True, "TIMEZONE": "UTC",
                "PARSERS": ["absolute-time"]}  # fmt: skip
    try:
        found = dateparser.parse(text, languages=[language], settings=settings)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None
