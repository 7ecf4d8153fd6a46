"""Phrases of several words, found by their first word at a token.

A table of a lexicon holds forms such as "no fewer than"; ``PhraseTable`` answers
which of them, the longest first, stands at a place of a token list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class PhraseTable(Generic[T]):
    """Forms of one or more lower-case words, each with a value."""

    __slots__ = ("first",)

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for form, value in forms:
            tokens = tuple(form.split())
            first.setdefault(tokens[0], []).append((tokens, value))
        for rows in first.values():
            rows.sort(key=lambda row: -len(row[0]))
        self.first: Mapping[str, list[tuple[tuple[str, ...], T]]] = first

    def match(self, lower: Sequence[str], i: int, end: int) -> tuple[int, T] | None:
        """Return the token after the longest form at ``i`` and its value, or ``None``."""
        rows = self.first.get(lower[i])
        if rows is None:
            return None
        for tokens, value in rows:
            n = len(tokens)
            if n == 1 or (i + n <= end and all(lower[i + k] == tokens[k] for k in range(1, n))):
                return i + n, value
        return None
