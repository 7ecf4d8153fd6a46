"""A date mention and what it is for, and the days that a text counts back to: "Six days after soldiers entered Kolwe".

Which role a date has is decided in ``when``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from claimtrack.extract.mentions import DateMention
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Entry, load
from claimtrack.models import Date

FINE = frozenset(("day", "part_of_day", "hour", "minute"))
HEAD = 3  # sentences


@dataclass(slots=True)
class DateUse:
    """A date mention and what it is for.

    ``role`` is ``event``, ``said``, ``toll`` (the day a toll stood at its number) or ``other``; ``since`` is the token
    of the "since" that opens a period, -1 without one; ``linked`` says that the word of an event stands beside it,
    ``counted`` that it was counted back from another day.
    """

    mention: DateMention
    role: str
    start: date | None
    end: date | None
    since: int = -1
    linked: bool = False
    counted: bool = False
    fine: bool = field(init=False)

    def __post_init__(self) -> None:
        self.fine = self.mention.date.grain in FINE

    @property
    def first(self) -> int:
        return self.mention.first

    @property
    def value(self) -> Date:
        return self.mention.date


def parse_day(text: str | None) -> date | None:
    """Return the day of an ISO date or date-time, ``None`` for what holds no full date."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def count_back(
    doc: Document, language: str, published: date | None, uses: Mapping[int, Sequence[DateUse]]
) -> list[DateMention]:
    """Return the days that the head of an article counts back to: "Six days after soldiers entered Kolwe", "ten years
    to the day after a dam burst".

    Years and months count only "to the day". The day counted from is that of the sentence's statement, or publication.
    """
    lexicon = load(language)
    units, numbers = lexicon.table("time_unit"), lexicon.table("cardinal")
    found = []
    lower = doc.lower
    for number, (first, last, _) in enumerate(doc.sentences[:HEAD]):
        reach = min(last, first + 60)
        if "after" not in lower[first:reach]:
            continue
        for after in range(first + 2, reach):
            if lower[after] != "after":
                continue
            exact = lower[after - 3 : after] == ["to", "the", "day"]
            k, j = after - (4 if exact else 1), after
            entry = units.get(lower[k]) if k > first else None
            if entry is None or not (exact or k == first + 1 or lower[k - 2] != "and"):
                continue
            amount = amount_of(lower[k - 1], numbers)
            dated = [u for n in range(number + 1) for u in uses.get(n, ()) if u.fine and u.start and u.first < after]
            behind = [u for u in uses.get(number, ()) if u.fine and u.start and u.first > after]
            origin = dated[-1].start if dated else behind[-1].start if behind else published
            day = day_back(origin, amount, str(entry["unit"]), exact) if origin and 0 < amount < 1000 else None
            if day is not None:
                iso = day.isoformat()
                found.append(DateMention(k - 1, j, Date(doc.slice(k - 1, j), doc.span(k - 1, j), iso, iso, "day")))
    return found


def amount_of(word: str, numbers: Mapping[str, Entry]) -> int:
    if word in ("a", "an"):
        return 1
    known = numbers.get(word)
    return int(known["value"]) if known else int(word) if word.isdecimal() and len(word) < 4 else 0


def day_back(origin: date, amount: int, unit: str, exact: bool) -> date | None:
    try:
        if unit in ("day", "week"):
            return origin - timedelta(amount * (7 if unit == "week" else 1))
        if exact and unit in ("month", "year"):
            months = origin.year * 12 + origin.month - 1 - amount * (12 if unit == "year" else 1)
            return origin.replace(year=months // 12, month=months % 12 + 1)
    except (ValueError, OverflowError):
        return None
    return None


def part_of_year(
    doc: Document, mention: DateMention, units: Mapping[str, Entry], numbers: Mapping[str, Entry]
) -> DateMention | None:
    """Return the part of a year that the words before it name: "the first seven months of this year"."""
    lower, k = doc.lower, mention.first - 1
    if mention.date.grain != "year" or k < 3 or lower[k] not in ("of", "in"):
        return None
    start = parse_day(mention.date.start)
    if start is None or (start.month, start.day) != (1, 1):
        return None
    unit = units.get(lower[k - 1])
    if lower[k - 1] == "half" and lower[k - 2] in ("first", "second"):
        first, months = k - 2, 6
        later = lower[k - 2] == "second"
    elif unit is not None and unit["unit"] == "month" and lower[k - 3] in ("first", "last"):
        first, months = k - 3, amount_of(lower[k - 2], numbers)
        later = lower[k - 3] == "last"
    else:
        return None
    if not 0 < months < 12:
        return None
    begin = start.replace(month=13 - months) if later else start
    end = (start.replace(year=start.year + 1) if later else start.replace(month=months + 1)) - timedelta(1)
    text, span = doc.slice(first, mention.last), doc.span(first, mention.last)
    date_ = Date(text, span, begin.isoformat(), end.isoformat(), "month", mention.date.mod)
    return DateMention(first, mention.last, date_)
