"""``claimtrack show``: one claim, with its parts marked in the sentence."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from claimtrack.cli.options import DEFAULT_DB, Db


def show(
    claim: Annotated[str, typer.Argument(metavar="ID", help="A claim or a figure: its id, or the beginning of it.")],
    db: Db = DEFAULT_DB,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to write it.")] = "text",
) -> None:
    """Show one claim, its parts marked in the sentence.

    Source, cue, figures, dates and places are marked (with colours on a terminal, else with brackets); beneath stand
    the chain of speakers, the article, and the rules that found it.

    \b
    Example:
      claimtrack list
      claimtrack show 3f2a
    """
    from claimtrack.store import read
    from claimtrack.views.claim import write_claim
    from claimtrack.views.export import write_json

    conn = read.connect(db)
    claim_id, figure_id = read.find_claim(conn, claim)
    record = read.claim_record(conn, claim_id)
    assert record is not None
    if format_ == "json":
        write_json(record)
        return
    text = read.article_text(conn, record["article"]["id"])
    write_claim(record, text, _window(text, record), figure_id=figure_id)


def _window(text: str, record: dict[str, Any]) -> tuple[int, int]:
    """Return the sentences that hold the claim, its cue and its figures."""
    from claimtrack.extract.segment import segment
    from claimtrack.lexicon import load

    spans = [record["span"], *(figure["span"] for figure in record["figures"])]
    if record["cue_span"]:
        spans.append(record["cue_span"])
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    document = segment(text, load())
    held = [
        document.span(sentence.first, sentence.last)
        for sentence in document.sentences
        if document.starts[sentence.first] < end and document.ends[sentence.last - 1] > start
    ]
    return min([start, *(s.start for s in held)]), max([end, *(s.end for s in held)])
