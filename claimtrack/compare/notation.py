"""Bounds to a short sign: ``≥10``, ``>40``, ``~35``, ``20–30``, ``<12``, ``0``, ``+1``.

The sign is of the number as stated, never of a sum or a mean. A vague word stays
the word where it can be found in the figure's own text.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.compare.rows import Row
from claimtrack.lexicon.single import vague_words

_SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "fewer_than": "<", "about": "~", "nearly": "≲"}


def number(value: int | None) -> str:
    """Return ``value`` with its thousands apart, or ``?``."""
    return "?" if value is None else f"{value:,}"


def sign(row: Row) -> str:
    """Return the bounds that the figure of ``row`` states, without its relation."""
    if row.modifier == "between":
        return f"{number(row.low)}–{number(row.high)}"
    if row.modifier == "vague":
        return _vague(row)
    value = row.value if row.value is not None else row.low if row.low is not None else row.high
    return _SIGNS.get(row.modifier or "", "") + number(value)


def _vague(row: Row) -> str:
    """Return the vague word itself ("dozens", "tens of thousands") where the figure's text holds it, else ``≥24``."""
    text = f" {(row.text or '').lower()} "
    held = [word for word in vague_words() if f" {word} " in text]
    return max(held, key=len) if held else f"≥{number(row.low)}"


def marked(row: Row) -> str:
    """Return the sign with its relation: ``+1`` for an increment, ``was 9`` for a toll that was replaced."""
    if row.relation == "increment":
        return "+" + sign(row)
    if row.relation == "previous":
        return "was " + sign(row)
    return sign(row)


def low_end(rows: Sequence[Row]) -> str | None:
    """Return the lowest low of ``rows`` in words, ``None`` where one of them is open below: a vague word stays one."""
    if any(row.low is None for row in rows):
        return None
    lowest = min(rows, key=lambda row: (row.low or 0, row.modifier == "vague"))
    return sign(lowest) if lowest.modifier == "vague" else number(lowest.low)


def high_end(rows: Sequence[Row]) -> tuple[str, bool]:
    """Return the highest high of ``rows`` in words and whether it is open; a vague word says that itself."""
    top = max(_top(row) for row in rows)
    highest = [row for row in rows if _top(row) == top]
    if all(row.modifier == "vague" for row in highest):
        return sign(highest[0]), False
    return number(top), any(row.high is None for row in highest)


def _top(row: Row) -> int:
    return row.high if row.high is not None else row.low or 0


def span_of(rows: Sequence[Row]) -> str:
    """Return the lowest low and the highest high of ``rows``: ``10 to 13 or more``; empty for no rows.

    An open upper end anywhere leaves the whole open; an open lower end reads ``up to``.
    """
    if not rows:
        return ""
    low, (high, is_open) = low_end(rows), high_end(rows)
    end = f"{high} or more" if is_open else high
    if low is None:
        return f"up to {end}"
    return end if low == high else f"{low} to {end}"
