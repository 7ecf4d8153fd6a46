"""How far a date or a place stands from a figure of its sentence, in tokens and in clauses.

A separator between the two counts as several tokens, so that each clause keeps its own: "In 2008 a ferry sank with
150 lives, and last May fewer than twenty drowned".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

from claimtrack.extract.figures import FigureMention
from claimtrack.extract.scope_words import ScopeWords
from claimtrack.extract.segment import Document

FAR = 60  # nothing beyond belongs to a figure
_OPENS = 25  # a date or place that opens the next clause
AFTERMATH = 30  # "hunted a man on Monday after he shot two"

_MANY = 24  # rows of one sentence from which only those around a token are looked at
_AROUND = 150  # tokens


class Placed(Protocol):
    """What stands at a token."""

    @property
    def first(self) -> int: ...


P = TypeVar("P", bound=Placed)
_first = attrgetter("first")


def around(rows: Sequence[P], token: int) -> Sequence[P]:
    """Return the rows near ``token``: all of a sentence of any usual length, so that no text costs its square."""
    if len(rows) <= _MANY:
        return rows
    low = bisect_left(rows, token - _AROUND, key=_first)
    return rows[low : bisect_left(rows, token + _AROUND, key=_first)]


def core_of(figure: FigureMention) -> tuple[int, int]:
    """Return the tokens that a date or a place is near to: the number alone where the outcome word is another's."""
    phrase = figure.phrase
    if figure.rule == "ellipsis":
        return phrase.first, phrase.last
    first = figure.first if figure.first < phrase.first else phrase.first
    return first, figure.last if figure.last > phrase.last else phrase.last


def nearness(doc: Document, words: ScopeWords, figure: tuple[int, int], other: tuple[int, int]) -> int:
    """Return the cost of tying ``other`` to ``figure``, both token ranges of one sentence; 0 where they overlap."""
    lower = doc.lower
    if other[0] >= figure[1]:
        first, last = figure[1], other[0]
        cost = _OPENS if opens_clause(doc, words, other[0]) else 0
    elif other[1] <= figure[0]:
        first, last = other[1], figure[0]
        cost = AFTERMATH if "after" in lower[first:last] else 1
    else:
        return 0
    if last - first > FAR:
        return 2 * FAR
    between = lower[first:last]
    if words.dividers.keys().isdisjoint(between):
        return cost + (last - first)
    step = words.dividers.get
    steps = [step(word, 0) for word in between]
    if "." in between:  # "on Jan. 24"
        steps = [0 if lower[k] == "." and lower[k + 1][:1].isdigit() else steps[k - first] for k in range(first, last)]
    return cost + (last - first) + sum(steps)


def opens_clause(doc: Document, words: ScopeWords, i: int) -> bool:
    """Whether a clause begins at token ``i``, prepositions aside: "..., and on Monday", "...; in Kabul"."""
    first = doc.sentences[doc.sentence_of[i]].first
    lower = doc.lower
    k = i - 1
    while k > first and lower[k] in words.leads:
        k -= 1
    if k < first:
        return False
    return lower[k] in (";", ":") or (lower[k] in words.joints and k > first and lower[k - 1] == ",")
