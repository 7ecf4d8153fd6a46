"""Grids to text: within the width of a terminal, or through a pipe whole and without colour.

What a terminal shows is the work of ``claimtrack.views.terminal``; a pipe needs no more than columns, and so no rich.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO
from unicodedata import category, east_asian_width

from claimtrack.views.clean import printable
from claimtrack.views.grid import Column, Grid

_FLAT = ("Mn", "Me", "Cf")  # signs that take no room of their own


def width_of(stream: TextIO) -> int | None:
    """Return the columns of the terminal behind ``stream``, ``None`` where nothing is to be cut (a pipe, a file)."""
    if not stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) else shutil.get_terminal_size().columns


def write_grids(grids: Iterable[Grid], stream: TextIO | None = None, width: int | None = None) -> None:
    """Write ``grids`` to ``stream`` (standard output), one after the other with an empty line between titled ones."""
    stream = stream or sys.stdout
    width = width or width_of(stream)
    if width:
        from claimtrack.views import terminal

        terminal.write_grids(grids, stream, width)
        return
    for i, grid in enumerate(grids):
        if i and grid.title:
            stream.write("\n")
        stream.writelines(f"{line.rstrip()}\n" for line in _lines(grid))


def _lines(grid: Grid) -> Iterator[str]:
    if grid.title:
        yield "   ".join(printable(words) for words in (grid.title, grid.aside) if words)
    heads, spans = [printable(column.name) for column in grid.columns], grid.spans
    rows = [[printable(word) for word in row] for row in grid.rows]
    body = [heads, *(row for i, row in enumerate(rows) if i not in spans)]
    wide = [max(map(_width, column)) for column in zip(*body, strict=True)] if heads else []
    if heads:
        yield _line(heads, grid.columns, wide)
    for i, row in enumerate(rows):
        yield row[0] if i in spans else _line(row, grid.columns, wide)
    yield from map(printable, grid.notes)


def _line(words: Sequence[str], columns: Sequence[Column], wide: Sequence[int]) -> str:
    cells = []
    for word, column, width in zip(words, columns, wide, strict=True):
        room = " " * (width - _width(word))
        cells.append(room + word if column.kind == "number" else word + room)
    return "  ".join(cells)


def _width(text: str) -> int:
    """Return how many columns ``text`` takes: a wide letter takes two."""
    if text.isascii():
        return len(text)
    return sum(0 if category(sign) in _FLAT else 2 if east_asian_width(sign) in ("W", "F") else 1 for sign in text)
