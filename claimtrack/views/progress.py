"""A progress bar on a terminal's stderr, and nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LEAST = 200_000  # bytes: about a second's work


@contextmanager
def progress(total: int, *, show: bool = True) -> Iterator[Callable[[int], None]]:
    """Give a function to call with every number of bytes done, of ``total``; what is done at once shows no bar."""
    if not show or total < LEAST or not sys.stderr.isatty():
        yield lambda size: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda size: bar.advance(task, size)
