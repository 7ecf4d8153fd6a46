"""The claims of an incident to the kind of event that they speak of: a strike, a flood, a crash."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from claimtrack.compare.rows import Row
from claimtrack.lexicon.single import event_kinds

_WORD = re.compile(r"[^\W\d_]+")


def kind_of(rows: Iterable[Row]) -> str | None:
    """Return the kind that articles name most, a title counting twice; ``None`` where none or two come out on top."""
    titles: dict[str, str] = {}
    claims: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        titles[row.article_id] = row.title or ""
        claims[row.article_id].update(_kinds(row.claim_text))
    found = Counter(kind for kinds in claims.values() for kind in kinds)
    for title in titles.values():
        found.update(dict.fromkeys(_kinds(title), 2))
    top = found.most_common(2)
    return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None


def _kinds(text: str) -> set[str]:
    kinds = event_kinds()
    return {kinds[word] for word in _WORD.findall(text.casefold()) if word in kinds}
