"""The shape of a word: an age that stands for a person, a plural."""

from __future__ import annotations

from functools import lru_cache


def is_age(token: str) -> bool:
    """Whether ``token`` is an age that can stand for a person: "17-year-old"."""
    return age_of(token) is not None


@lru_cache(maxsize=4096)
def age_of(token: str) -> int | None:
    """Years in "12-year-old"; a child under one year ("9-month-old") is 0."""
    number, _, rest = token.partition("-")
    if not number.isdigit() or len(number) > 3 or not rest:
        return None
    if rest.startswith("year-old"):
        return int(number)
    return 0 if rest.startswith(("month-old", "week-old", "day-old")) else None


def is_plural(word: str) -> bool:
    """Whether an unknown noun looks like more than one; only the shape of the word is known."""
    low = word.lower()
    if not low[-1:].isalpha() or low.endswith(("ss", "us", "is")):
        return False
    return low.endswith(("s", "men", "people", "women")) or (word[0].isupper() and low.endswith(("ese", "ish", "nch")))
