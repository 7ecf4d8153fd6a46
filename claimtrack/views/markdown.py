"""Grids to Markdown tables (GitHub's), every sign that Markdown or HTML would act on escaped."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import TextIO

from claimtrack.views.clean import printable
from claimtrack.views.grid import Grid

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def write_markdown(grids: Iterable[Grid], stream: TextIO | None = None) -> None:
    """Write each grid as a heading, a table and a list of its notes."""
    stream = stream or sys.stdout
    for i, grid in enumerate(grids):
        if i:
            stream.write("\n")
        if grid.title:
            aside = f" ({escape(grid.aside)})" if grid.aside else ""
            stream.write(f"### {escape(grid.title)}{aside}\n\n")
        if grid.columns:
            marks = ["---:" if c.kind == "number" else "---" for c in grid.columns]
            for row in ([c.name for c in grid.columns], marks, *grid.rows):
                cells = row if row is marks else [escape(word) for word in row]
                stream.write(f"| {' | '.join(cells)} |\n")
        if grid.notes:
            stream.write("\n" + "".join(f"- {escape(note)}\n" for note in grid.notes))


def escape(text: str) -> str:
    """Return ``text`` on one line with nothing in it that Markdown acts on."""
    return _ACTIVE.sub(r"\\\1", printable(text))
