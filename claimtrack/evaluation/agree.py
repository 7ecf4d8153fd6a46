"""When two ways of saying the same thing count as the same: names by their words, dates by their days."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from functools import lru_cache

Days = tuple[str, str]

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# what may be in one name and not in the other: "the governor of Aksu" and "Aksu governor, his words"
_GLUE = frozenset(("a", "an", "and", "for", "her", "his", "in", "its", "of", "s", "said", "some", "the", "their", "to",
                   "who"))  # fmt: skip


def same_words(one: str, other: str) -> bool:
    """Tell whether all words of one name are in the other, but for accents, case, plurals and glue."""
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a)


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return frozenset(w[:-1] if len(w) > 4 and w[-1] == "s" else w for w in re.findall(r"\w+", bare)) - _GLUE


def days_of(start: object, end: object) -> Days | None:
    """Return the first and the last day of a period; a month or a year is all its days, an open end is the start.

    Examples:
        >>> days_of("2008-02", None), days_of("2009-12-07T21:00+04:00", "2010"), days_of(None, "2010")
        (('2008-02-01', '2008-02-29'), ('2009-12-07', '2010-12-31'), None)
    """
    first = _DAY.fullmatch(str(start)[:10]) if start else None
    last = _DAY.fullmatch(str(end or start)[:10])
    if first is None or last is None:
        return None
    month = int(last[2] or 12)
    if not 1 <= month <= 12:
        return None
    closing = int(last[3] or monthrange(max(int(last[1]), 1), month)[1])
    return f"{first[1]}-{first[2] or '01'}-{first[3] or '01'}", f"{last[1]}-{month:02d}-{closing:02d}"
