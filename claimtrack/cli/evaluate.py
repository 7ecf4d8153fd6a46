"""``claimtrack evaluate``: how much of what is found is right, measured on a gold file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimtrack.cli.options import Format
from claimtrack.errors import Problem, UsageError

if TYPE_CHECKING:
    from claimtrack.evaluation.answers import Answer
    from claimtrack.evaluation.gold import GoldArticle
    from claimtrack.evaluation.score import Score

By = Literal["modifier", "relation", "scope", "stance", "outcome"]
_DEFAULT = Path("data") / "gold"
_HINT = "name a gold file or a folder of them: claimtrack evaluate data/gold"


def evaluate(
    gold: Annotated[list[str] | None, typer.Argument(metavar="GOLD…", help="Gold files, or folders of them.")] = None,
    by: Annotated[By | None, typer.Option("--by", help="Also the recall by this category of the gold.")] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="Also the first N errors.")] = 0,
    predictions: Annotated[
        Path | None, typer.Option("--predictions", metavar="FILE", help="Score these, as 'extract' writes them.")
    ] = None,
    format: Format = "table",
) -> int:
    """Measure extraction on articles whose figures are known.

    GOLD is JSON Lines as data/README.md describes them; without it, data/gold of the current folder. A figure is right
    where outcome and bounds are the gold's and its span touches the gold's quote; a whole record, where source, stance,
    relation and scope are right too.

    \b
    Example:
      claimtrack evaluate
      claimtrack evaluate data/gold/crime.jsonl --by modifier --errors 20
      claimtrack extract articles.jsonl > found.jsonl
      claimtrack evaluate gold.jsonl --predictions found.jsonl
    """
    if by and errors and format in ("ndjson", "csv", "tsv"):
        raise UsageError(f"--format {format}: it holds one table at a time", "give --by or --errors, or --format json")
    from claimtrack.cli import tell

    failed = 0
    hints: set[str] = set()

    def note(problem: Problem) -> None:
        nonlocal failed
        failed += problem.kind != "note"
        # one hint serves all lines that break the form
        tell(replace(problem, hint="") if problem.hint in hints else problem)
        hints.add(problem.hint)

    files = list(find_gold(gold or [], note))
    answer = _predicted(predictions, note) if predictions else extracted(note)
    scores = {name: score for name, path in files if (score := score_file(path, answer, note)).articles}
    if scores:
        _write(scores, by, errors, format)
    return 1 if failed else 0


def find_gold(names: Sequence[str], tell: Callable[[Problem], None]) -> Iterator[tuple[str, Path]]:
    """Yield the gold files of ``names``, each with a short name of its own, or those of ``data/gold``.

    Raises:
        UsageError: nothing is named and there is no such folder.
    """
    if not names and not _DEFAULT.is_dir():
        raise UsageError("evaluate: no gold is named, and there is no folder data/gold here", _HINT)
    paths: list[Path] = []
    for name in names or [str(_DEFAULT)]:
        path = Path(name)
        if path.is_dir():
            below = sorted(path.glob("*.jsonl"))
            paths += below
            if not below:
                tell(Problem(name, "holds no .jsonl file", _HINT))
        elif path.exists():
            paths.append(path)
        else:
            tell(Problem(name, "no such file or folder", _HINT))
    paths = list(dict.fromkeys(paths))
    shared = len({path.name for path in paths}) < len(paths)
    for path in paths:
        yield (str(path) if shared else path.name), path


def score_file(path: Path, answer: Callable[[GoldArticle], Answer | None], tell: Callable[[Problem], None]) -> Score:
    """Return the score over the articles of one gold file; an article without an answer is left out."""
    from claimtrack.evaluation.gold import read_gold
    from claimtrack.evaluation.score import Score, score_article

    total = Score()
    for item in read_gold(_lines(path, tell), str(path)):
        if isinstance(item, Problem):
            tell(item)
        elif (found := answer(item)) is not None:
            total.add(score_article(item, found))
    return total


def _lines(path: Path, tell: Callable[[Problem], None]) -> Iterator[str]:
    from claimtrack.readers.decode import decode

    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            decoded = decode(line, f"{path}:{number}")
            if decoded.problem:
                tell(decoded.problem)
            # the numbers of the lines after one that cannot be read stay right
            yield decoded.text or ""


def extracted(tell: Callable[[Problem], None]) -> Callable[[GoldArticle], Answer | None]:
    """Return a function that answers by our own extraction."""
    from claimtrack.evaluation.answers import make_answer
    from claimtrack.models import Article
    from claimtrack.pipeline import extract_article
    from claimtrack.readers import Defaults
    from claimtrack.readers.fields import build

    def answer(gold: GoldArticle) -> Answer | None:
        for item in build(gold.text, gold.said, gold.where, Defaults()):
            if not isinstance(item, Article):
                tell(item)
            elif (extraction := extract_article(item, tell)) is not None:
                return make_answer(extraction.as_dict(), item.text)
        return None

    return answer


def _predicted(path: Path, tell: Callable[[Problem], None]) -> Callable[[GoldArticle], Answer | None]:
    """Return a function that answers from a file; articles are known by their text."""
    from claimtrack.evaluation.answers import Answer, read_predictions

    answers: dict[str, Answer] = {}
    for item in read_predictions(_lines(path, tell), str(path)):
        if isinstance(item, Problem):
            tell(item)
        else:
            answers.setdefault(*item)

    def answer(gold: GoldArticle) -> Answer:
        if gold.text not in answers:
            tell(Problem(gold.where, f"{path} has no line with the text of this article; nothing counts as found",
                         "articles are matched by article.text", "partial"))  # fmt: skip
        return answers.get(gold.text, Answer())

    return answer


def _write(scores: dict[str, Score], by: By | None, errors: int, format: str) -> None:
    from claimtrack.views import scores as views
    from claimtrack.views.export import write_csv, write_json, write_ndjson

    every = views.with_total(scores)
    total = every.get(views.TOTAL) or next(iter(scores.values()))
    first = total.errors[:errors]
    if format == "json":
        value: dict[str, Any] = {"files": {name: views.score_json(score) for name, score in scores.items()},
                                 "all": views.score_json(total)}  # fmt: skip
        if by:
            value["by"] = {by: views.category_records(total, by)}
        if errors:
            value |= {"errors": views.error_records(first), "more_errors": len(total.errors) - len(first)}
        write_json(value)
    elif format in ("ndjson", "csv", "tsv"):
        flat = [views.flat_score(name, score) for name, score in every.items()]
        rows = views.category_records(total, by) if by else views.error_records(first) if errors else flat
        names = views.ERROR_COLUMNS if errors else views.BY_COLUMNS if by else tuple(flat[0])
        if format == "ndjson":
            write_ndjson(rows)
        else:
            write_csv(names, ([row[name] for name in names] for row in rows), tabs=format == "tsv")
    else:
        grids = list(views.score_grids(every))
        if by:
            grids.append(views.category_grid(total, by))
        if errors:
            grids.append(views.error_grid(first, len(total.errors) - len(first)))
        if format == "markdown":
            from claimtrack.views.markdown import write_markdown

            write_markdown(grids)
        else:
            from claimtrack.views.table import write_grids

            write_grids(grids)
