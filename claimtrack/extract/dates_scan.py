"""A text's tokens under one trigger of a date, and the small things read from them: numbers, years, clock times."""

from __future__ import annotations

from typing import NamedTuple

from claimtrack.extract.dates_words import DIGITS, Words
from claimtrack.extract.segment import Document
from claimtrack.normalize.dates_phrase import Clock, Phrase

_PLAIN_YEARS = range(1900, 2100)
_GLUED = frozenset(":-/@#_*+=")
_BEFORE_ZONE = ("(", "/", ",", "[")
_DAY_MINUTES = 24 * 60


class Found(NamedTuple):
    """Tokens ``first`` to ``last`` (half-open) and what they say."""

    first: int
    last: int
    phrase: Phrase


class Scan:
    """The tokens of a document with the bounds of the sentence at hand: nothing is read across them.

    ``low`` also stands behind the last date found, so that two never overlap.
    """

    __slots__ = ("doc", "ends", "high", "low", "lower", "starts", "w", "words")

    def __init__(self, doc: Document, w: Words) -> None:
        self.doc, self.w = doc, w
        self.lower, self.words, self.starts, self.ends = doc.lower, doc.words, doc.starts, doc.ends
        self.low, self.high = 0, len(doc.words)

    def at(self, i: int) -> str:
        """Return the lower-case token ``i``, or an empty string outside the bounds."""
        return self.lower[i] if self.low <= i < self.high else ""

    def role(self, i: int) -> str | None:
        return self.w.roles.get(self.lower[i]) if self.low <= i < self.high else None

    def joined(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it with no space."""
        return 0 < i < len(self.starts) and self.starts[i] == self.ends[i - 1]

    def is_name(self, i: int) -> bool:
        return self.low <= i < self.high and self.words[i][0].isupper()

    def closes(self, i: int) -> bool:
        """Whether the phrase before token ``i`` is at an end: no word or number follows."""
        token = self.at(i)
        return not token or not token[0].isalnum()

    def number(self, i: int) -> int | None:
        """Return the plain number (digits alone, at most four) at token ``i``."""
        token = self.at(i)
        return int(token) if 0 < len(token) < 5 and token.isascii() and token.isdecimal() else None

    def day_number(self, i: int) -> int | None:
        """Return the day of a month at token ``i``: "6", "06", "27th"."""
        token = self.at(i)
        if token in self.w.ordinals:
            return self.w.ordinals[token] if not self.is_name(i) else None
        if not 0 < len(token) < 5 or token[0] not in DIGITS:
            return None
        digits = token.rstrip("abcdefghijklmnopqrstuvwxyz")
        if not digits.isdecimal() or len(digits) > 2 or not int(digits):
            return None
        return int(digits) if digits == token or self.w.roles.get(token[len(digits) :]) == "ordinal" else None

    def year(self, i: int) -> int | None:
        """Return the year of four digits at token ``i``."""
        number = self.number(i)
        return number if number is not None and len(self.at(i)) == 4 and 1000 <= number < 2200 else None

    def stands_alone(self, i: int) -> bool:
        """Whether the year at token ``i`` is no price, flight, measure or house number, and no part of a longer one."""
        before, after = self.at(i - 1), self.at(i + 1)
        sure = before in self.w.surely_year or (
            before == "of" and self.at(i - 3) in ("the", "a")
        )  # "the storm of 1987"
        if before in self.w.not_before_year or f"{self.at(i - 2)} {before}" in self.w.not_before_year:
            return False
        if after in self.w.not_after_year and not sure:
            return False
        if i > 1 and self.lower[i - 1] == "." and self.lower[i - 2] in self.w.not_before_year:
            return False  # "Ext. 2002", where a sentence may seem to end
        if before in ("-", "–", "/", ".") and self.joined(i) and self.at(i - 2)[:1] in DIGITS and self.at(i - 2):
            return False  # a telephone number
        if self.joined(i) and before not in ("(", "[", "-", "–", "—", "/", '"', "“", "``", "'", "‘"):
            return False
        if self.joined(i + 1) and self.joined(i + 2) and after in _GLUED:
            following = self.at(i + 2)
            if after not in ("-", "/") or not following:
                return False
            return following[0] not in DIGITS or self.ends_years(i)
        if sure or before in self.w.articles or before in self.w.which or before == "'s" or not self.is_name(i + 1):
            return True  # "the 1973 Supreme Court ruling"
        return not any(self.at(k) in self.w.streets and self.is_name(k) for k in (i + 2, i + 3))

    def ends_years(self, i: int) -> bool:
        """Whether "1985-1987" or "2019-20" starts at token ``i``."""
        first, token = self.year(i), self.at(i + 2)
        if first is None or not token.isdecimal() or len(token) not in (2, 4):
            return False
        last = int(token) if len(token) == 4 else first // 100 * 100 + int(token)
        return 0 < last - first < 100 and not (self.at(i + 3) in ("-", "/") and self.joined(i + 3))

    def plain_year(self, i: int) -> int | None:
        """Return the year that stands by itself at token ``i``; one before 1900 needs a word like "in" before it."""
        year = self.year(i)
        if year is None or not self.stands_alone(i):
            return None
        return year if year in _PLAIN_YEARS or self.at(i - 1) in self.w.before_year else None

    def count(self, i: int) -> int | None:
        """Return the number at token ``i``, in digits or words: "10", "ten", "a", "thirty-four"."""
        token = self.at(i)
        if token in self.w.counts:
            return self.w.counts[token]
        tens, hyphen, ones = token.partition("-")
        if hyphen and tens in self.w.counts and ones in self.w.counts:
            return self.w.counts[tens] + self.w.counts[ones]
        return self.number(i)

    def has(self, i: int, tokens: tuple[str, ...]) -> bool:
        """Whether ``tokens`` stand from token ``i`` on."""
        return i + len(tokens) <= self.high and tuple(self.lower[i : i + len(tokens)]) == tokens


def clock_at(scan: Scan, i: int) -> tuple[int, Clock] | None:
    """Return the end and the clock time that starts at token ``i``: "10 p.m.", "7:15 pm EST", "2100GMT", "noon".

    "1 a.m. (2100GMT)" is one moment in two zones: the second tells the offset of the first.
    """
    read = _hour_at(scan, i)
    if read is None:
        return None
    end, minutes, grain_minute, offset, sure = read
    if offset is None:
        end, offset = _zone_at(scan, end)
    if offset is None:
        for tokens in scan.w.local.get(scan.at(end), ()):
            if scan.has(end, tokens):
                end, sure = end + len(tokens), True
                break
        if scan.at(end) in _BEFORE_ZONE:
            end, offset = _second_zone(scan, end, minutes)
    if not sure and offset is None:
        return None
    return end, Clock(minutes // 60, minutes % 60, offset, "minute" if grain_minute else "hour")


def _hour_at(scan: Scan, i: int) -> tuple[int, int, bool, int | None, bool] | None:
    """Return end, minutes of the day, whether minutes are stated, offset, and whether it is surely a clock time."""
    token = scan.at(i)
    if not token:
        return None
    if token[0] not in DIGITS:
        hour = scan.w.parts.get(token)
        return None if hour is None else (i + 1, hour * 60, False, None, True)
    digits = token.rstrip("abcdefghijklmnopqrstuvwxyz.")
    suffix, end, stated = token[len(digits) :], i + 1, False
    hours, _, minutes = digits.partition(".")
    if not suffix and scan.at(i + 1) == ":" and scan.joined(i + 1) and scan.joined(i + 2):
        token = scan.at(i + 2)
        minutes = token.rstrip("abcdefghijklmnopqrstuvwxyz.")
        suffix, end = token[len(minutes) :], i + 3
        if len(minutes) != 2:
            return None
    elif len(digits) == 4 and digits.isdecimal():
        hours, minutes = digits[:2], digits[2:]
    stated = bool(minutes)
    if not (hours.isdecimal() and len(hours) < 3 and (not minutes or (minutes.isdecimal() and len(minutes) == 2))):
        return None
    hour, minute = int(hours), int(minutes or 0)
    if hour > 24 or minute > 59:
        return None
    return _with_suffix(scan, end, hour, minute, stated, suffix)


def _with_suffix(
    scan: Scan, end: int, hour: int, minute: int, stated: bool, suffix: str
) -> tuple[int, int, bool, int | None, bool] | None:
    w = scan.w
    if suffix:
        if suffix in w.zones:
            return end, (hour * 60 + minute) % _DAY_MINUTES, stated, w.zones[suffix], True
        half = w.meridiem.get(suffix)
    else:
        half = w.meridiem.get(scan.at(end))
        end += half is not None
    if half is None:
        colon = scan.at(end - 2) == ":"
        if suffix or not (colon or (stated and _zone_at(scan, end)[1] is not None)):
            return None
        return end, (hour * 60 + minute) % _DAY_MINUTES, stated, None, colon
    if not 1 <= hour <= 12:
        return None
    return end, (hour % 12 + half) * 60 + minute, stated, None, True


def _zone_at(scan: Scan, i: int) -> tuple[int, int | None]:
    """Return the end and the offset of a zone at token ``i``, also in parentheses."""
    zone = scan.w.zones.get(scan.at(i))
    if zone is not None and scan.is_name(i):
        return i + 1, zone
    if scan.at(i) == "(" and scan.at(i + 2) == ")":
        zone = scan.w.zones.get(scan.at(i + 1))
        if zone is not None:
            return i + 3, zone
    return i, None


def _second_zone(scan: Scan, i: int, minutes: int) -> tuple[int, int | None]:
    """Return the offset that "(2100GMT)" or "/ 2100 GMT" at token ``i`` gives a local time of day."""
    other = _hour_at(scan, i + 1)
    if other is None:
        return i, None
    end, there, _, offset, _ = other
    if offset is None:
        end, offset = _zone_at(scan, end)
    if offset is None or (scan.at(i) in ("(", "[") and scan.at(end) not in (")", "]")):
        return i, None
    return end + (scan.at(i) in ("(", "[")), offset_from(minutes, there, offset)


def offset_from(here: int, there: int, offset: int) -> int:
    """Return the minutes east of Greenwich of the place where it is ``here`` while it is ``there`` at ``offset``.

    Both are minutes of the day.
    """
    return (here - there + offset + 12 * 60) % _DAY_MINUTES - 12 * 60
