"""Grids to one HTML page that needs nothing else: no script, no font, no picture from anywhere.

Every word from outside is escaped. The number of a cell leads to the first note that
quotes what it stands for: "[3]" to "[3] Trend, said 17 Oct: ...".
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TextIO

from claimtrack.views.clean import printable
from claimtrack.views.grid import Grid

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1a1a1a }
h2 { font-size: 1.15rem; margin: 2rem 0 .2rem } h2 small { font-weight: normal; color: #666; margin-left: 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0;
border-bottom: 1px solid #ddd } tr.head td { font-weight: bold; padding-top: .8rem } tr.quiet { color: #666 }
a { color: inherit; text-decoration-color: #999 } li:target { background: #8884 }
td.number { text-align: right } td.figures { font-variant-numeric: tabular-nums } ul { color: #555; font-size: .9rem }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #e8e8e8 } th, td { border-color: #444 } }
"""
_NUMBER = re.compile(r"\[(\d+)\]")
_OF_ONE = re.compile(r"\[(\d+)\] (?!\[)")  # "[1] [2] contradiction" is no note of 1


def write_html(grids: Iterable[Grid], stream: TextIO | None = None, *, title: str = "claimtrack") -> None:
    """Write a page with a table for each grid."""
    stream = stream or sys.stdout
    stream.write(
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{_safe(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f"<h1>{_safe(title)}</h1>\n"
    )
    for i, grid in enumerate(grids):
        stream.writelines(_table(grid, f"n{i}-"))
    stream.write("</body>\n</html>\n")


def _table(grid: Grid, prefix: str) -> Iterable[str]:
    first = _first_notes(grid.notes)
    anchors = {number: f"{prefix}{number}" for number in first}
    if grid.title:
        yield f"<h2>{_safe(grid.title)} <small>{_safe(grid.aside)}</small></h2>\n"
    if grid.columns:
        yield "<table>\n<thead><tr>" + "".join(f"<th>{_safe(c.name)}</th>" for c in grid.columns) + "</tr></thead>\n"
        spans = grid.spans
        for i, row in enumerate(grid.rows):
            kind = ' class="head"' if i in grid.heads else ' class="quiet"' if i in grid.quiet else ""
            cells = "".join(
                f'<td class="{c.kind}">{_linked(_safe(word), anchors)}</td>'
                for word, c in zip(row, grid.columns, strict=True)
            )
            if i in spans:
                cells = f'<td colspan="{len(grid.columns)}">{_safe(row[0])}</td>'
            yield f"<tr{kind}>{cells}</tr>\n"
        yield "</table>\n"
    if grid.notes:
        ids = {i: f' id="{anchors[number]}"' for number, i in first.items()}
        yield "<ul>\n" + "".join(f"<li{ids.get(i, '')}>{_safe(n)}</li>\n" for i, n in enumerate(grid.notes)) + "</ul>\n"


def _first_notes(notes: Sequence[str]) -> dict[str, int]:
    """Return, by number, where the last run of notes that bear it begins: the words stand after what they amount to."""
    found: dict[str, int] = {}
    before = ""
    for i, note in enumerate(notes):
        mark = _OF_ONE.match(note)
        number = mark[1] if mark else ""
        if number and number != before:
            found[number] = i
        before = number
    return found


def _linked(words: str, anchors: Mapping[str, str]) -> str:
    """Return escaped ``words`` with a link for each number that a note explains."""
    return _NUMBER.sub(lambda m: f'<a href="#{anchors[m[1]]}">{m[0]}</a>' if m[1] in anchors else m[0], words)


def _safe(text: str) -> str:
    return escape(printable(text))
