"""``claimtrack extract``: the same as ingest without a database, as JSON Lines."""

from __future__ import annotations

import json
import sys

from claimtrack.cli.options import Author, Language, Outlet, Paths, Published, Title, Url, make_defaults


def extract(
    paths: Paths,
    outlet: Outlet = None,
    published: Published = None,
    url: Url = None,
    title: Title = None,
    author: Author = None,
    language: Language = None,
) -> int:
    """Write what is found in articles as JSON Lines.

    One object an article: the article, its claims with sources and figures, and its dates. PATH and the options are
    those of ingest; nothing is stored.

    \b
    Example:
      claimtrack extract report.txt --published 2020-10-17 | jq .claims
      cat report.txt | claimtrack extract -
    """
    defaults = make_defaults(outlet, published, url, title, author, language)
    from claimtrack import pipeline
    from claimtrack.cli import complain, tell
    from claimtrack.errors import Problem

    failed = undated = 0
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def note(problem: Problem) -> None:
        nonlocal failed
        failed += problem.kind != "note"
        tell(problem)

    for extraction in pipeline.iter_extractions(paths, defaults, tell=note):
        undated += extraction.article.published is None
        sys.stdout.buffer.write(f"{encode(extraction.as_dict())}\n".encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    if undated:
        complain(f"warning: {undated} without a publication date; relative dates stay open", "give it with --published")
    return 1 if failed else 0
