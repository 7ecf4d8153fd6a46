"""Kinds of article that are told in words of war: sport, markets, elections, plots of films and novels, games, drills.

An article is of such a kind where it holds many of its words and few that go with real victims. Of a plot, a game, a
drill no figure is kept; of the others those by words that mean something else there are dropped, and plain deaths stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from claimtrack.extract.clause import FigureMention
from claimtrack.extract.segment import Document
from claimtrack.extract.words import Words

_ENOUGH = 5  # different words of a kind that make an article of it
_DRILL = 3  # of those of a drill, beside any number of ambulances
_GROUNDS = 2  # times as many as words that go with real victims
_LOOSE = frozenset(("missing", "captured", "rescued", "neutralized", "abducted", "dead_or_missing"))


def literal(doc: Document, figures: Sequence[FigureMention], words: Words) -> list[FigureMention]:
    """Return the figures that the kind of article does not make a way of speaking."""
    if not figures:
        return []
    told = frozenset(doc.lower)
    enough = max(_ENOUGH, _GROUNDS * len(told & words.marks["grounds"]) + 1)
    if _is_of(told, words, ("about fiction", "about games"), enough) or _is_of(told, words, ("about drills",), _DRILL):
        return []
    if _is_of(told, words, ("about sport", "about markets"), enough):
        return [m for m in figures if m.outcome not in _LOOSE and not m.shot and not _is_weak(m)]
    if _is_of(told, words, ("about elections",), enough):
        return [m for m in figures if not _is_weak(m)]
    return list(figures)


def _is_of(told: AbstractSet[str], words: Words, kinds: Sequence[str], enough: int) -> bool:
    return any(len(told & words.marks[kind]) >= enough for kind in kinds)


def _is_weak(mention: FigureMention) -> bool:
    return mention.trigger is not None and bool(mention.trigger.entry.get("weak"))
