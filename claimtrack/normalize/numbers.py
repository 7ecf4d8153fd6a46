"""Number phrases to bounds: "at least two dozen" is 24 or more.

Pure functions over lower-case tokens and a lexicon. Finding where a phrase
begins in a sentence, and what it counts, is the work of ``claimtrack.extract``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from claimtrack.lexicon import Lexicon
from claimtrack.lexicon.phrases import PhraseTable
from claimtrack.models import Modifier, Quantity

_GROUPED = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d{1,12}")
_DECIMAL = re.compile(r"\d{1,6}[.,]\d{1,2}")
_SUFFIXED = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)([a-z]{1,2})")
_TAGGED = re.compile(r"(\d[\d.,]*)(-[a-z]+)")
_RANGES = frozenset(("to", "-", "–", "or"))
_MOST = 10**10  # more people than there are: a telephone number, an account


class Reading(NamedTuple):
    """A number phrase from token ``first`` to ``last``; ``number`` is where the modifiers end."""

    first: int
    number: int
    last: int
    quantity: Quantity


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """The tables of ``numbers.toml`` as the reader needs them."""

    cardinal: dict[str, int]
    scale: dict[str, int]
    suffix: dict[str, int]
    vague: PhraseTable[int]
    zero: PhraseTable[int]
    modifier: PhraseTable[Modifier | None]
    post: PhraseTable[Modifier]
    starts: frozenset[str]
    unlike_numbers: frozenset[str]  # "between", "dozens", "nobody": what else a number phrase may begin with
    plain: dict[str, Quantity]  # words and figures that are a number before any word that does not go on with it
    goes_on: frozenset[str]


@cache
def number_words(language: str) -> NumberWords:
    """Return the number tables of ``language``, built once."""
    from claimtrack.lexicon import load

    return _tables(load(language))


def _tables(lexicon: Lexicon) -> NumberWords:
    def phrases(table: str) -> list[tuple[str, Modifier]]:
        return [(form, entry["lemma"]) for form, entry in lexicon.table(table).items()]

    def values(table: str) -> dict[str, int]:
        return {form: int(entry["value"]) for form, entry in lexicon.table(table).items()}

    unhedged: list[tuple[str, Modifier | None]] = [(form, None) for form in lexicon.table("plain")]
    vague = PhraseTable(values("vague").items())
    zero = PhraseTable((form, 0) for form in lexicon.table("zero"))
    modifier = PhraseTable([*phrases("modifier"), *unhedged])
    cardinal, scale = values("cardinal"), values("scale")
    tens = {f"{a}-{b}" for a, n in cardinal.items() if n >= 20 for b, m in cardinal.items() if m < 10}
    tens |= {f"{a}-{b}" for a in cardinal for b in scale} | {f"{a}-odd" for a in (*cardinal, *scale)}
    starts = frozenset({*cardinal, *tens, *scale, *vague.first, *zero.first, *modifier.first, "half", "a", "between"})
    post = PhraseTable(phrases("postmodifier"))
    unlike = frozenset({"between", *vague.first, *zero.first})
    plain = {**cardinal, **{str(n): n for n in range(1000)}}
    alone = {word: bounds(n, "exact") for word, n in plain.items() if word not in modifier.first and word not in unlike}
    goes_on = frozenset({*cardinal, *scale, *post.first, *_RANGES, "and"})
    return NumberWords(cardinal, scale, values("suffix"), vague, zero, modifier, post, starts, unlike, alone, goes_on)


def parse_quantity(phrase: str, lexicon: Lexicon) -> Quantity | None:
    """Return the bounds that ``phrase`` states.

    Args:
        phrase: the number and its modifier, without the noun counted.

    Returns:
        Closed bounds in persons, or ``None`` when the phrase holds no number or more than the number.

    Source:
        RECORDS, "Figure"; TIMEX3 ``mod`` for the modifiers.

    Examples:
        >>> from claimtrack.lexicon import load
        >>> parse_quantity("more than two dozen", load())
        Quantity(value=24, low=25, high=None, modifier='more_than')
    """
    tokens = re.findall(
        r"\d[\d.,]*\d(?:-?[a-z]+)?|\d[a-z]*|[^\W\d_]+(?:[-'][^\W\d_]+)*|-[a-z]+|[^\w\s]", phrase.lower()
    )
    reading = read_quantity(tokens, 0, len(tokens), number_words(lexicon.language)) if tokens else None
    return reading.quantity if reading and reading.last == len(tokens) else None


def read_quantity(lower: list[str], i: int, end: int, words: NumberWords) -> Reading | None:
    """Return the number phrase that begins exactly at token ``i``, modifiers included, or ``None``."""
    first = i
    plain = words.plain.get(lower[i])
    if plain is not None and i + 1 < end and (after := lower[i + 1]).isalpha() and after not in words.goes_on:
        return Reading(i, i, i + 1, plain)
    modifier: Modifier | None = None
    modifiers = words.modifier.first
    if lower[i] in modifiers:
        for _ in range(3):  # "only about", "a total of at least"
            hit = words.modifier.match(lower, i, end) if lower[i] in modifiers else None
            if hit is None or hit[0] >= end:
                break
            i = hit[0]
            modifier = hit[1] or modifier
    if lower[i] in words.unlike_numbers:
        if lower[i] == "between":
            return _read_between(lower, first, i + 1, end, words)
        vague = words.vague.match(lower, i, end)
        if vague is not None:
            return Reading(first, i, vague[0], _vague(vague[1], modifier))
        zero = words.zero.match(lower, i, end)
        if zero is not None:
            return Reading(first, i, zero[0], Quantity(0, 0, 0, "exact"))
    number = read_number(lower, i, end, words)
    if number is None:
        return None
    value, last, tag = number
    if last < end:
        joint = lower[last]
        if joint in _RANGES and not (first and lower[first - 1] == "by"):
            ranged = _read_range(lower, last, end, words, value)
            if ranged is not None:
                low, high, last = ranged
                return Reading(first, i, last, Quantity(None, low, high, "between"))
        post = words.post.match(lower, last, end) if tag is None and joint in words.post.first else None
        if post is not None:
            last, tag = post
    return Reading(first, i, last, bounds(value, modifier or tag or "exact"))


@lru_cache(maxsize=4096)
def bounds(value: int, modifier: Modifier) -> Quantity:
    """Return the closed bounds that a modifier sets around ``value`` (RECORDS' table)."""
    low: int | None = value
    high: int | None = value
    if modifier == "at_least":
        high = None
    elif modifier == "more_than":
        low, high = value + 1, None
    elif modifier == "at_most":
        low = None
    elif modifier == "fewer_than":
        low, high = None, value - 1
    return Quantity(value, low, high, modifier)


def _vague(low: int, modifier: Modifier | None) -> Quantity:
    """A vague word never becomes a point; "up to dozens" has no bound below."""
    if modifier in ("at_most", "fewer_than"):
        return Quantity(None, None, None, "vague")
    return Quantity(None, low, None, "vague")


def _read_between(lower: list[str], first: int, i: int, end: int, words: NumberWords) -> Reading | None:
    low = read_number(lower, i, end, words) if i < end else None
    if low is None or low[1] + 1 >= end or lower[low[1]] != "and":
        return None
    high = read_number(lower, low[1] + 1, end, words)
    if high is None:
        return None
    small = _scaled(low[0], high[0], lower, low[1] + 1, high[1], words)
    if small >= high[0]:
        return None
    return Reading(first, i, high[1], Quantity(None, small, high[0], "between"))


def _scaled(low: int, high: int, lower: list[str], i: int, last: int, words: NumberWords) -> int:
    """In "two to three million" the scale serves both numbers."""
    scale = words.scale.get(lower[last - 1], 1)
    if scale >= 12 and last - i > 1 and low < scale and low * scale < high:
        return low * scale
    return low


def _read_range(lower: list[str], last: int, end: int, words: NumberWords, low: int) -> tuple[int, int, int] | None:
    """Read the rest of "20 to 30", "20-30", "two or three"; ``None`` where it is no range."""
    if last + 1 >= end:
        return None
    high = read_number(lower, last + 1, end, words)
    if high is None:
        return None
    scaled = _scaled(low, high[0], lower, last + 1, high[1], words)
    if high[0] <= scaled or (lower[last] == "or" and scaled == low and high[0] != low + 1):
        return None
    return scaled, high[0], high[1]


def read_number(lower: list[str], i: int, end: int, words: NumberWords) -> tuple[int, int, Modifier | None] | None:
    """Return the plain number at token ``i``, the token after it and what a tag says ("20-plus"), or ``None``."""
    if i >= end:
        return None
    token = lower[i]
    if token[0].isdigit():
        return _read_digits(lower, i, end, words)
    if token == "half" and i + 2 < end and lower[i + 1] in ("a", "an") and lower[i + 2] in words.scale:
        return words.scale[lower[i + 2]] // 2, i + 3, None
    if token in ("a", "an"):
        if i + 1 < end and lower[i + 1] in words.scale and (i + 2 >= end or lower[i + 2] != "or"):
            return _read_words(lower, i + 1, end, words, 1)
        if i + 2 < end and lower[i + 1] == "half" and lower[i + 2] in words.scale:
            return words.scale[lower[i + 2]] // 2, i + 3, None
        return None
    if token.endswith("-odd"):  # "sixty-odd"
        odd = words.cardinal.get(token[:-4], words.scale.get(token[:-4]))
        return None if odd is None else (odd, i + 1, "about")
    value = _cardinal(token, words)
    if value is None:
        return None
    if i + 4 < end and lower[i + 1] == "and" and lower[i + 3] == "half" and lower[i + 4] in words.scale:
        scale = words.scale[lower[i + 4]]
        return value * scale + scale // 2, i + 5, None
    return _read_words(lower, i + 1, end, words, value)


def _cardinal(token: str, words: NumberWords) -> int | None:
    value = words.cardinal.get(token)
    if value is not None or "-" not in token:
        return value
    tens, _, unit = token.partition("-")
    if unit in words.scale and tens in words.cardinal:
        return words.cardinal[tens] * words.scale[unit]  # "five-hundred"
    a, b = words.cardinal.get(tens), words.cardinal.get(unit)
    return a + b if a is not None and b is not None and a >= 20 and b < 10 else None


def _read_words(
    lower: list[str], i: int, end: int, words: NumberWords, value: int
) -> tuple[int, int, Modifier | None] | None:
    """Read on after a first number word: "two hundred and fifty thousand"."""
    total, part = 0, value
    while i < end:
        token = lower[i]
        scale = words.scale.get(token)
        if scale is not None:
            i += 1
            if scale == 12:  # "two dozen and one" are two counts
                return total + part * scale, i, None
            if scale >= 1000:
                total, part = total + part * scale, 0
            else:
                part *= scale
            continue
        step = i + 1 if token == "and" and i + 1 < end and (part >= 100 or (part == 0 and total)) else i
        unit = _cardinal(lower[step], words)
        if unit is None or (step > i and unit >= 100):
            break
        if not ((part == 0 and total) or part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and unit < 10)):
            break
        part += unit
        i = step + 1
    number = total + part
    return (number, i, None) if number < _MOST else None


def _read_digits(lower: list[str], i: int, end: int, words: NumberWords) -> tuple[int, int, Modifier | None] | None:
    token = lower[i]
    figures = _figures(token)
    if figures is None:
        return None
    value, whole, suffix, tail = figures
    tag: Modifier | None = None
    if tail:
        hit = words.post.match([tail], 0, 1)
        if hit is None:
            return None
        tag = hit[1]
    if suffix:
        scale = words.suffix.get(suffix)
        return (round(value * scale), i + 1, tag) if scale is not None else None
    i += 1
    if whole and value < 1000 and "," not in token:
        while i < end and len(lower[i]) == 3 and lower[i].isascii() and lower[i].isdigit() and value < _MOST:
            value = value * 1000 + int(lower[i])  # "9 300 households"
            i += 1
    scaled = False
    while i < end and lower[i] in words.scale:
        value *= words.scale[lower[i]]
        scaled = True
        i += 1
    if (not whole and not scaled) or value != int(value) or value >= _MOST:
        return None
    return int(value), i, tag


def may_be_number(token: str) -> bool:
    """Whether a token that begins with a figure can be a number at all: "1,204", "20-plus", not "9-year-old"."""
    return _figures(token) is not None


@lru_cache(maxsize=4096)
def _figures(token: str) -> tuple[float, bool, str, str] | None:
    """Return the value in figures, whether it is whole, its suffix ("3.5m") and its tail ("20-plus")."""
    tagged = _TAGGED.fullmatch(token)
    number, tail = tagged.groups() if tagged else (token, "")
    base = _digits(number)
    if base is not None:
        return (*base, "", tail)
    suffixed = _SUFFIXED.fullmatch(number)
    return (float(suffixed[1]), False, suffixed[2], tail) if suffixed else None


def _digits(token: str) -> tuple[float, bool] | None:
    """Return the number in figures and whether it is whole; grouping by commas, or by points in threes."""
    if _PLAIN.fullmatch(token):
        return int(token), True
    if _GROUPED.fullmatch(token):
        return int(token.replace(",", "").replace(".", "")), True
    if _DECIMAL.fullmatch(token):
        return float(token.replace(",", ".")), False
    return None


def add_up(quantities: list[Quantity]) -> Quantity:
    """Return the bounds of a list of victims; open where one of them is open."""
    lows = [q.low for q in quantities]
    highs = [q.high for q in quantities]
    low = sum(n or 0 for n in lows)
    high = None if None in highs else sum(n or 0 for n in highs)
    if high == low:
        exact = all(q.modifier == "exact" for q in quantities)
        return Quantity(low, low, high, "exact" if exact else "about")
    vague = any(q.modifier == "vague" for q in quantities)
    if high is not None:
        return Quantity(None, low, high, "between")
    return Quantity(None if vague else low, low, None, "vague" if vague else "at_least")
