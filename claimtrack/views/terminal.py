"""Grids to text within the width of a terminal, in colour where it has any.

The only user of rich. Words from articles are ``Text``, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from claimtrack.views.clean import printable
from claimtrack.views.grid import Column, Grid

_NOTE = re.compile(r"\[\d+\]")
_DENIAL = re.compile(r"✗[^,\[]*")
_WAS = re.compile(r"was [^,(\[]+|[^ ,]+(?=→)")
_INNER = re.compile(r"(?<![,;]) ")  # the spaces inside a figure with its parts and its number
_GLUE = "\u2800"  # stands for a space at which rich must not break: it breaks at a no-break space too
_LABEL_MIN, _TEXT_MIN = 18, 12
_FOLD = {"prose": 34, "text": 24}  # with less room than this the last column goes beneath its row
_WEIGHT = {"prose": 3}  # sentences may be this many times as wide as names before they give way


def write_grids(grids: Iterable[Grid], stream: TextIO, width: int) -> None:
    """Write ``grids`` to ``stream``, one after the other with an empty line between titled ones."""
    console = Console(
        file=stream, width=width, color_system="auto" if stream.isatty() else None, highlight=False, markup=False,
        emoji=False, soft_wrap=False, legacy_windows=False,
    )  # fmt: skip
    for i, grid in enumerate(grids):
        if i and grid.title:
            console.print()
        _write(console, grid, width)


def _write(console: Console, grid: Grid, width: int) -> None:
    if grid.title:
        _write_title(console, grid, width)
    parts = _split(grid, width)
    if len(parts) > 1 and grid.narrow:
        parts = _split(grid.narrow, width)
    folded = any(_is_cramped(part, width) for part in parts)
    for i, part in enumerate(parts):
        if i:
            console.print()
        if part.columns:
            _write_rows(console, part, width, folded)
    for note in grid.notes:
        _print(console, Text(printable(note), "dim"), width)


def _write_rows(console: Console, grid: Grid, width: int, folded: bool) -> None:
    """Write the rows, each head on a line of its own; where ``folded``, the last column's words beneath each row."""
    last = len(grid.columns) - 1
    columns = grid.columns[:-1] if folded else grid.columns
    wide = _widths(Grid(columns, tuple(row[: len(columns)] for row in _body(grid))), width)
    waiting: list[int] = []
    header, spans = True, grid.spans

    def flush() -> None:
        nonlocal header
        if header or waiting:
            rows = tuple(grid.rows[i][: len(columns)] for i in waiting)
            heads, quiet = (frozenset(n for n, i in enumerate(waiting) if i in s) for s in (grid.heads, grid.quiet))
            table = _table(Grid(columns, rows, heads=heads, quiet=quiet), wide)
            table.show_header = header
            _print(console, table, width)
        header = False
        waiting.clear()

    for i, row in enumerate(grid.rows):
        if i in spans:
            flush()
            _print(console, Text(printable(row[0]), "bold"), width)
            continue
        waiting.append(i)
        words = printable(row[last]) if folded else ""
        if words:
            flush()
            _print(console, Padding(Text(words, "dim"), (0, 0, 0, 4)), width)
    flush()


def _body(grid: Grid) -> tuple[tuple[str, ...], ...]:
    spans = grid.spans
    return tuple(row for i, row in enumerate(grid.rows) if i not in spans)


def _is_cramped(grid: Grid, width: int) -> bool:
    """Return whether the words that close a row would get so little room that a line of their own reads better."""
    if len(grid.columns) < 3 or grid.columns[-1].kind not in _FOLD:
        return False
    bare = Grid(grid.columns, _body(grid))
    return _widths(bare, width)[-1] < min(_FOLD[grid.columns[-1].kind], _natural(bare, len(grid.columns) - 1))


def _write_title(console: Console, grid: Grid, width: int) -> None:
    title, aside = printable(grid.title), printable(grid.aside)
    text = Text.assemble((title, "bold"))
    room = width - cell_len(title) - cell_len(aside)
    if aside:
        text.append(" " * room if 2 <= room <= 60 else "\n" if room < 2 else "   ").append(aside, "dim")
    _print(console, text, width)


def _print(console: Console, thing: Table | Text | Padding, width: int) -> None:
    """Print without the spaces that rich fills lines up with."""
    with console.capture() as capture:
        console.print(thing, crop=False)
    text = capture.get().replace(_GLUE, " ")
    console.file.write("\n".join(line.rstrip() for line in text.split("\n")))


def _table(grid: Grid, widths: Sequence[int]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_footer=False)
    for column, wide in zip(grid.columns, widths, strict=True):
        # rich's own sharing-out of room would break figures; ours has set each width before
        table.add_column(Text(printable(column.name)), width=wide, overflow="fold",
                         justify="right" if column.kind == "number" else "left")  # fmt: skip
    for i, row in enumerate(grid.rows):
        style = "bold" if i in grid.heads else "dim" if i in grid.quiet else None
        table.add_row(*(_cell(word, c) for word, c in zip(row, grid.columns, strict=True)), style=style)
    return table


def _cell(words: str, column: Column) -> Text:
    text = Text(_words(words, column))
    if column.kind == "figures":
        text.highlight_regex(_NOTE, "dim")
        text.highlight_regex(_DENIAL, "red")
        text.highlight_regex(_WAS, "dim")
    return text


def _words(words: str, column: Column) -> str:
    """Return the words made safe; a figure's spaces do not break, nor those of a solid column."""
    if column.kind == "solid":
        return printable(words).replace(" ", _GLUE)
    return _INNER.sub(_GLUE, printable(words)) if column.kind == "figures" else printable(words)


def _widths(grid: Grid, width: int) -> list[int]:
    """Return the width of each column: natural where all fit, else the widest texts give way first."""
    natural = [_natural(grid, i) for i in range(len(grid.columns))]
    least = [min(natural[i], _least(grid, i)) for i in range(len(grid.columns))]
    room = width - 2 * (len(grid.columns) - 1)
    while sum(natural) > room:
        slack = [(natural[i] // _WEIGHT.get(grid.columns[i].kind, 1), i) for i in range(len(natural))
                 if natural[i] > least[i]]  # fmt: skip
        if not slack:
            break
        natural[max(slack)[1]] -= 1
    return natural


def _natural(grid: Grid, i: int) -> int:
    words = [grid.columns[i].name, *(row[i] for row in grid.rows)]
    return max(cell_len(printable(word)) for word in words)


def _least(grid: Grid, i: int) -> int:
    """Return the width below which column ``i`` would break a word or a figure."""
    column = grid.columns[i]
    kind = column.kind
    words = [column.name, *(row[i] for row in grid.rows)]
    longest = max((cell_len(part) for word in words for part in _words(word, column).split(" ")), default=1)
    if kind in ("figures", "number", "solid"):
        return longest
    return min(_natural(grid, i), _LABEL_MIN) if kind == "label" else min(longest, _TEXT_MIN)


def _split(grid: Grid, width: int) -> list[Grid]:
    """Return ``grid`` in as many tables, one under the other, as its figures need to fit ``width``.

    The first column and the last text columns stand in each; only columns of figures are dealt out.
    """
    if not grid.columns:
        return [grid]
    bare = Grid(grid.columns, _body(grid))
    least = [_least(bare, i) for i in range(len(grid.columns))]
    dealt = [i for i, c in enumerate(grid.columns) if c.kind == "figures"]
    fixed = [i for i in range(len(grid.columns)) if i not in dealt]
    if grid.columns[-1].kind in _FOLD and sum(least) + 2 * len(least) - 2 > width:
        least[-1] = -2  # it goes beneath its row
    base = sum(least[i] + 2 for i in fixed)
    if base + sum(least[i] + 2 for i in dealt) - 2 <= width or len(dealt) < 2:
        return [grid]
    parts: list[list[int]] = [[]]
    for i in dealt:
        if parts[-1] and base + sum(least[k] + 2 for k in [*parts[-1], i]) - 2 > width:
            parts.append([])
        parts[-1].append(i)
    told: set[int] = set()
    return [_chosen(grid, sorted([*fixed, *part]), part, told) for part in parts]


def _chosen(grid: Grid, columns: Sequence[int], dealt: Sequence[int], told: set[int]) -> Grid:
    """Return the columns of one part, with the rows that have a figure in it and the heads of their sections.

    What closes a row is said once, in the first part that holds it; ``told`` keeps these.
    """
    kept: list[int] = []
    spans = grid.spans
    for i, row in enumerate(grid.rows):
        if i in spans:
            if kept and kept[-1] in spans:
                kept.pop()
            kept.append(i)
        elif any(row[k] for k in dealt):
            kept.append(i)
    if kept and kept[-1] in spans:
        kept.pop()
    last = len(grid.columns) - 1
    words = grid.columns[last].kind in _FOLD
    rows = tuple(tuple("" if words and k == last and i in told else grid.rows[i][k] for k in columns) for i in kept)
    told.update(kept)
    return Grid(
        tuple(grid.columns[k] for k in columns), rows,
        heads=frozenset(n for n, i in enumerate(kept) if i in grid.heads),
        quiet=frozenset(n for n, i in enumerate(kept) if i in grid.quiet),
    )  # fmt: skip
