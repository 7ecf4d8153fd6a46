"""Phrases of several words, found by their first two words at a token.

A table of a lexicon holds forms such as "no fewer than"; ``PhraseTable`` answers
which of them, the longest first, stands at a place of a token list, or at any place
of a stretch of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import Generic, TypeVar

T = TypeVar("T")

# longer forms by their second word: what follows it, the length of the whole and the value, longest first
_BySecond = dict[str, list[tuple[tuple[str, ...], int, T]]]
# the value of the form that is the first word alone, and the longer forms that it opens
_Node = tuple[tuple[T] | None, _BySecond[T]]


class PhraseTable(Generic[T]):
    """Forms of one or more lower-case words, each with a value.

    ``first`` maps each word that opens a form to the forms it opens. Most tokens open none: where one token is asked
    for, ``lower[i] in table.first`` tells so without a call; for all those of a stretch there is ``find``.
    """

    __slots__ = ("first",)

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        single: dict[str, tuple[T]] = {}
        longer: dict[str, _BySecond[T]] = {}
        for form, value in forms:
            tokens = tuple(form.split())
            by_second = longer.setdefault(tokens[0], {})
            if len(tokens) == 1:
                single[tokens[0]] = (value,)
            else:
                by_second.setdefault(tokens[1], []).append((tokens[2:], len(tokens), value))
        for by_second in longer.values():
            for rows in by_second.values():
                rows.sort(key=lambda row: -row[1])
        self.first: dict[str, _Node[T]] = {word: (single.get(word), rest) for word, rest in longer.items()}

    def match(self, lower: list[str], i: int, end: int) -> tuple[int, T] | None:
        """Return the token after the longest form at ``i`` and its value, or ``None``."""
        node = self.first.get(lower[i])
        if node is None:
            return None
        single, by_second = node
        if by_second and i + 1 < end and (rows := by_second.get(lower[i + 1])) is not None:
            for rest, size, value in rows:
                if not rest or (i + size <= end and tuple(lower[i + 2 : i + size]) == rest):
                    return i + size, value
        return None if single is None else (i + 1, single[0])

    def find(self, lower: list[str], first: int = 0, end: int | None = None) -> list[tuple[int, int, T]]:
        """Return what ``match`` gives at each token from ``first`` to ``end``: first token, token after, value.

        In order; forms may overlap. One pass with no call for a token that opens nothing, or opens only longer forms.
        """
        nodes = self.first
        end = len(lower) if end is None else end
        words = lower if not first and end == len(lower) else lower[first:end]
        found: list[tuple[int, int, T]] = []
        for i in compress(range(first, end), map(nodes.__contains__, words)):
            single, by_second = nodes[lower[i]]
            if by_second and i + 1 < end:
                for rest, size, value in by_second.get(lower[i + 1], ()):
                    if not rest or (i + size <= end and tuple(lower[i + 2 : i + size]) == rest):
                        found.append((i, i + size, value))
                        break
                else:
                    if single is not None:
                        found.append((i, i + 1, single[0]))
            elif single is not None:
                found.append((i, i + 1, single[0]))
        return found
