"""What a table shows, before it is known whether a terminal, Markdown or a page shows it.

A grid is plain words in rows and columns with a title above and notes below. The
words may come from anyone's article: the formats clean and escape them, each for itself.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Column(NamedTuple):
    """A column: ``figures`` never wrap inside a figure, ``solid`` ones not at all, others at words, ``prose`` last."""

    name: str
    kind: Literal["label", "solid", "figures", "text", "prose", "number"] = "text"


class Grid(NamedTuple):
    """A table: a title with an aside at its right, columns, rows of words, lines of notes beneath.

    ``heads`` and ``quiet`` number the rows that stand out (a total) or open a section, and those that close one (a
    range). ``narrow`` holds the same in fewer columns, for a terminal on which these would not fit side by side.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    aside: str = ""
    notes: tuple[str, ...] = ()
    heads: frozenset[int] = frozenset()
    quiet: frozenset[int] = frozenset()
    narrow: Grid | None = None

    @property
    def spans(self) -> frozenset[int]:
        """The rows that are one cell, as wide as the table: the openings of sections."""
        return frozenset(i for i in self.heads if not any(self.rows[i][1:]))
