"""``claimtrack ingest``: reads, extracts and stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.options import (
    DEFAULT_DB,
    Author,
    Db,
    Language,
    Outlet,
    Paths,
    Published,
    Title,
    Url,
    make_defaults,
)

if TYPE_CHECKING:
    from claimtrack.pipeline import Report


def ingest(
    paths: Paths,
    db: Db = DEFAULT_DB,
    outlet: Outlet = None,
    published: Published = None,
    url: Url = None,
    title: Title = None,
    author: Author = None,
    language: Language = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> int:
    """Read articles, find who said what, and store it.

    PATH is a file (.txt and .md, with YAML front matter or without, .jsonl, .ndjson, .html), a folder, or - for
    standard input. The options fill what the input does not say. The same article again changes nothing.

    \b
    Example:
      claimtrack ingest seeds
      claimtrack ingest report.txt --outlet Reuters --published 2020-10-17
    """
    defaults = make_defaults(outlet, published, url, title, author, language)
    from claimtrack import pipeline
    from claimtrack.cli import complain, tell
    from claimtrack.errors import Problem
    from claimtrack.readers.walk import find_inputs
    from claimtrack.store.read import connect
    from claimtrack.views.progress import progress

    conn = connect(db, create=True)
    try:
        inputs = list(find_inputs(paths))
        total = sum(0 if isinstance(item, Problem) else item.size for item in inputs)
        with progress(total, show=not quiet) as count:
            report = pipeline.ingest(paths, conn, defaults, inputs=inputs, tell=tell, count=count)
    finally:
        conn.close()
    if not quiet:
        typer.echo(summary(report))
    if report.undated:
        names = "; ".join(f"{id_} ({label})" for id_, label in report.undated_first)
        more = f" and {report.undated - len(report.undated_first)} more" if report.undated > 5 else ""
        complain(f"warning: without a publication date, so their relative dates stay open: {names}{more}",
                 f"claimtrack articles set {report.undated_first[0][0]} --published 2020-10-17")  # fmt: skip
    return 1 if report.problems else 0


def summary(report: Report) -> str:
    """Return the one line that an ingest ends with."""
    again = f", {report.updated} extracted again" if report.updated else ""
    return (
        f"articles: {report.new} new{again}, {report.unchanged} unchanged, {report.failed} failed; "
        f"{report.claims} claims, {report.figures} figures, {report.dates_unresolved} dates unresolved"
    )
