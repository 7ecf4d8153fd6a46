"""Paths to the files behind them, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from claimtrack.errors import Problem

STDIN = "-"
KINDS = {
    ".txt": "text", ".md": "text", ".markdown": "text", ".jsonl": "lines", ".ndjson": "lines", ".html": "html",
    ".htm": "html", ".xhtml": "html",
}  # fmt: skip
KINDS_HINT = "claimtrack reads .txt, .md, .jsonl, .ndjson and .html"


class Input(NamedTuple):
    """A file, its kind (``text``, ``lines``, ``html``, or ``unknown``: look at how it begins) and its size in bytes."""

    path: Path
    kind: str
    size: int


def find_inputs(paths: Sequence[str]) -> Iterator[Input | Problem]:
    """Yield the files of ``paths``, folders with all that is below them, or what is wrong with a path.

    In a folder the dot-files, the READMEs and the files of other kinds are passed over.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield Input(path, "unknown", 0)
        elif path.is_dir():
            empty = True
            for file in _below(name):
                empty = False
                yield file
            if empty:
                yield Problem(name, "holds no file to read", KINDS_HINT)
        elif not path.exists():
            yield Problem(name, "no such file or folder", "check the path")
        elif path.suffix.lower() in KINDS:
            yield Input(path, KINDS[path.suffix.lower()], path.stat().st_size)
        elif path.suffix and path.is_file():
            yield Problem(name, f"is of a kind that is not read ({path.suffix})", KINDS_HINT)
        else:
            yield Input(path, "unknown", path.stat().st_size)


def _below(folder: str) -> Iterator[Input | Problem]:
    unreadable: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            kind = KINDS.get(path.suffix.lower())
            if kind and not name.startswith(".") and path.stem.lower() != "readme" and path.is_file():
                yield Input(path, kind, path.stat().st_size)
        while unreadable:
            error = unreadable.pop()
            yield Problem(str(error.filename), error.strerror or "cannot be read", "check its permissions")
