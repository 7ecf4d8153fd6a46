"""ISO dates to day numbers and to the short forms that a table's head can hold."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=65536)
def ordinal(iso: str | None, *, last: bool = False) -> int | None:
    """Return the number of the day of ``iso`` (a date, a date-time, a month or a year), or ``None`` if it is none.

    Args:
        last: take the last day of a month or year, not its first.
    """
    if not iso:
        return None
    try:
        if len(iso) >= 10:
            return date.fromisoformat(iso[:10]).toordinal()
        if len(iso) == 7:
            year, month = int(iso[:4]), int(iso[5:])
            if not last:
                return date(year, month, 1).toordinal()
            return date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        return date(int(iso), 12, 31).toordinal() if last else date(int(iso), 1, 1).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def iso_day(day: int) -> str:
    """Return the ISO date of a day number."""
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=65536)
def short_day(iso: str, *, year: bool = False) -> str:
    """Return ``17 Oct`` (with ``year``, ``17 Oct 2020``) for a date; a month keeps its year, a year is itself."""
    try:
        if len(iso) >= 10:
            day = f"{int(iso[8:10])} {_MONTHS[int(iso[5:7]) - 1]}"
            return f"{day} {iso[:4]}" if year else day
        if len(iso) == 7:
            return f"{_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"
    except (ValueError, IndexError):
        pass
    return iso


def day_range(start: str | None, end: str | None) -> str:
    """Return the words for a closed interval: ``17 Oct 2020``, ``10–11 Oct 2020``, ``October 2020`` as ``Oct 2020``."""
    if not start:
        return f"until {short_day(end, year=True)}" if end else "date not known"
    if not end:
        return f"since {short_day(start, year=True)}"
    start, end = start[:10], end[:10]
    if start == end:
        return short_day(start, year=True)
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start[:7] == end[:7]:
        if start[8:] == "01" and int(end[8:10]) >= 28:
            return short_day(start[:7])
        return f"{int(start[8:10])}–{short_day(end, year=True)}"
    return f"{short_day(start, year=start[:4] != end[:4])} – {short_day(end, year=True)}"
