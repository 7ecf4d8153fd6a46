"""What the words of a date say, what they count from, and the interval they come to: plain values."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from claimtrack.models import DateMod, Grain
from claimtrack.normalize.dates_calendar import make_day, month_days, year_days

Kind = Literal[
    "calendar", "in_year", "either", "weekday", "unit", "past", "weekend", "season", "decade", "holiday", "moment",
    "rest", "vague", "monthday",
]  # fmt: skip
Base = Literal["anchor", "text"]
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Anchor(NamedTuple):
    """The publication date: its last day and how fine it is known (``day``, ``month`` or ``year``)."""

    day: date
    grain: str
    moment: datetime | None = None


class Clock(NamedTuple):
    """A time of day; ``offset`` are minutes east of Greenwich, ``None`` where no zone is stated."""

    hour: int
    minute: int
    offset: int | None
    grain: Grain


class Phrase(NamedTuple):
    """What the words of a date say, before it is known when they were written.

    ``kind`` tells which fields count. A ``calendar`` phrase may lack year, month or day; ``to`` is the end of a range
    as (year, month, day). ``in_year`` is one whose year is relative ("October last year"), ``either`` one whose day
    and month may change places ("4/10/2020"), ``monthday`` one that names no month ("the 5th"; ``unit`` is "month"
    where ``step`` tells which), ``vague`` one that cannot be told ("several years ago"). ``step`` moves a weekday, a
    month or a unit back or forth from ``base``: the anchor, or what the text has just spoken of. ``nudge`` are days to
    add at the end ("the day before ...").
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to: tuple[int | None, int | None, int | None] | None = None
    weekday: int | None = None
    unit: str = "day"
    step: int = 0
    base: Base = "anchor"
    mod: DateMod | None = None
    grain: Grain | None = None
    clock: Clock | None = None
    rule: tuple[tuple[str, int], ...] = ()
    nudge: int = 0
    text: str = ""


class Interval(NamedTuple):
    """The days a phrase means, inclusive; both ``None`` while it cannot be told."""

    start: date | None
    end: date | None
    grain: Grain
    mod: DateMod | None = None
    moment: str | None = None


class Setting(NamedTuple):
    """What surrounds a phrase.

    ``last`` is the date that the text spoke of just before; ``near`` a day whose year a partial date shares;
    ``ahead`` says that the tense points forward, ``close`` how many days ahead it allows where it does not tell;
    ``order`` is ``DMY`` or ``MDY`` where the text shows which it uses.
    """

    last: Interval | None = None
    near: date | None = None
    ahead: bool = False
    close: int = 0
    order: str | None = None


@lru_cache(maxsize=4096)
def parse_anchor(published: str | None) -> Anchor | None:
    """Return the anchor that ``published`` (a date, a date-time, ``2021-01`` or ``2021``) gives, or ``None``."""
    m = _PUBLISHED.match(published or "")
    if not published or not m:
        return None
    year, month = int(m[1]), int(m[2]) if m[2] else None
    if month is None:
        days = year_days(year)
        return Anchor(days[1], "year") if days else None
    if m[3] is None:
        days = month_days(year, month)
        return Anchor(days[1], "month") if days else None
    day = make_day(year, month, int(m[3]))
    if day is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        moment = None
    return Anchor(day, "day", moment if moment and moment.tzinfo else None)
