"""Words to the kind of event that they speak of, a strike, a flood, a crash, and what can be one event.

A kind stands for all that an event so called can turn out to be: an "attack" may be a
shooting or a strike, a "shooting" is neither a strike nor an earthquake. Two texts can
speak of one event where what each may be has something in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from claimtrack.compare.rows import Row
from claimtrack.lexicon.single import EventWord, event_words

May = frozenset[str]  # the kinds that one event may be; empty where the text does not say

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
NOTHING: May = frozenset()


def kind_of(rows: Iterable[Row]) -> str | None:
    """Return the kind that articles name most, a title counting twice; ``None`` where none or two come out on top."""
    titles: dict[str, str] = {}
    claims: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        titles[row.article_id] = row.title or ""
        claims[row.article_id].update(kinds_in(row.claim_text))
    return top_kind(claims.values(), (kinds_in(title) for title in titles.values()))


def top_kind(claims: Iterable[Iterable[str]], titles: Iterable[Iterable[str]]) -> str | None:
    """Return the kind on top of those that the claims and the title of each article name."""
    found = Counter(kind for kinds in claims for kind in kinds)
    for kinds in titles:
        found.update(dict.fromkeys(kinds, 2))
    top = found.most_common(2)
    return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None


def kinds_in(text: str | None) -> tuple[str, ...]:
    """Return the kinds that ``text`` names, in the order of the alphabet."""
    return tuple(sorted({word.kind for word in _words_in(text or "")}))


def may_be(text: str | None) -> May:
    """Return what the event of ``text`` may be.

    Where it names several kinds, what they have in common, else, as in "gunmen came after the rockets", all; what
    happens at a protest is one event with it.
    """
    words = _words_in(text or "")
    if any(word.around for word in words):
        return frozenset().union(*(word.may_be for word in words))
    return _common([word.may_be for word in words])


def may_be_in(claim: str | None, around: str | None) -> May:
    """Return what the event of a claim may be; words around it (title, first lines) help where they do not differ."""
    said = may_be(claim)
    rest = may_be(around)
    if any(word.around for text in (claim, around) for word in _words_in(text or "")):
        return said | rest
    return said & rest or said or rest


def share(one: May, other: May) -> bool:
    """Return whether two can be one event: what is not said is no difference."""
    return not one or not other or not one.isdisjoint(other)


def label(kinds: May) -> str | None:
    """Return the one word for what may be several kinds, ``None`` where nothing is said or much is open."""
    return _labels().get(kinds) or (next(iter(kinds)) if len(kinds) == 1 else None)


def divide(every: Iterable[May]) -> list[May]:
    """Return the events that are told apart in what several texts of one place and time may speak of.

    The narrowest words come first: a shooting and an earthquake are two; an attack is the shooting. One that fits
    two of them adds none.
    """
    found: list[May] = []
    for kinds in sorted({kinds for kinds in every if kinds}, key=lambda k: (len(k), sorted(k))):
        fit = [i for i, other in enumerate(found) if not kinds.isdisjoint(other)]
        if not fit:
            found.append(kinds)
        elif len(fit) == 1:
            found[fit[0]] &= kinds
    return found


def _common(every: Sequence[May]) -> May:
    if not every:
        return NOTHING
    return frozenset.intersection(*every) or frozenset.union(*every)


@lru_cache(maxsize=65536)
def _words_in(text: str) -> tuple[EventWord, ...]:
    """Return the words of ``text`` that name an event: the longest phrases, weak ones only where there is no other."""
    known = event_words()
    words = [word.casefold() for word in _WORD.findall(text)]
    found: list[EventWord] = []
    i = 0
    while i < len(words):
        for n in range(4 if words[i] in known.first else 0, 0, -1):
            word = known.words.get(" ".join(words[i : i + n]))
            if word is not None:
                found.append(word)
                i += n - 1
                break
        i += 1
    found = [word for word in found if word.kind]
    return tuple([word for word in found if not word.weak] or found)


@lru_cache(maxsize=1)
def _labels() -> dict[May, str]:
    named: dict[May, set[str]] = defaultdict(set)
    for word in event_words().words.values():
        if word.kind and not word.weak:
            named[word.may_be].add(word.kind)
    return {kinds: " or ".join(sorted(names)) for kinds, names in named.items()}
