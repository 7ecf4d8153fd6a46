"""Tokens to the words of events, periods and directions among them, read sentence by sentence as they are asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from claimtrack.extract.segment import Document
from claimtrack.extract.vocabulary import EVENT
from claimtrack.lexicon.phrases import PhraseTable

_NONE: frozenset[str] = frozenset()


class Hit(NamedTuple):
    """A word or phrase in tokens ``first`` to ``last`` and the tables that hold it."""

    first: int
    last: int
    tags: frozenset[str]


class Hits:
    """The words of one document by the number of their sentence."""

    __slots__ = ("_doc", "_found", "_noted", "_phrases", "_tags")

    def __init__(self, doc: Document, phrases: PhraseTable[frozenset[str]]) -> None:
        self._doc, self._phrases = doc, phrases
        self._noted = doc.noted(EVENT)
        self._found: dict[int, Sequence[Hit]] = {}
        self._tags: dict[int, frozenset[str]] = {}

    def of(self, number: int) -> Sequence[Hit]:
        """Return the words of a sentence in order."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = self._read(number)
        return found

    def tags(self, number: int) -> frozenset[str]:
        """Return what a sentence's words are, all together."""
        tags = self._tags.get(number)
        if tags is None:
            tags = self._tags[number] = _NONE.union(*[hit.tags for hit in self.of(number)])
        return tags

    def _read(self, number: int) -> Sequence[Hit]:
        lower, nodes, noted = self._doc.lower, self._phrases.first, self._noted
        first, last, _ = self._doc.sentences[number]
        found = []
        for i in noted[bisect_left(noted, first) : bisect_left(noted, last)]:
            single, longer = nodes[lower[i]]
            if longer and i + 1 < len(lower) and lower[i + 1] in longer:
                hit = self._phrases.match(lower, i, len(lower))
                if hit is not None:
                    found.append(Hit(i, hit[0], hit[1]))
            elif single is not None:
                found.append(Hit(i, i + 1, single[0]))
        return found
