"""Articles to speed: how many articles a second one core extracts, where the time goes, and that it grows no faster
than the text.

    python tests/bench/extract.py [GOLD.jsonl ...] [--rounds N] [--most SECONDS]

Reads JSON Lines with a ``text`` (by default ``data/gold`` and ``seeds`` of the project). Times are of the processor,
in process; the best of some rounds counts, since others use the machine too.
"""

from __future__ import annotations

import argparse
import gc
import inspect
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import claimtrack.extract as room
from claimtrack.lexicon import Lexicon, load
from claimtrack.models import Article, make_article
from claimtrack.readers.frontmatter import split

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = [*sorted((ROOT / "data" / "gold").glob("*.jsonl")), ROOT / "seeds"]
SMALL, STEPS = 20_000, (1, 5, 25, 250)  # characters of the small text, and how many times as long the others are
MARKS = 200_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=DEFAULT, metavar="GOLD.jsonl")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, default=60.0, metavar="SECONDS", help="for one long text")
    options = parser.parse_args()
    articles = [article for path in options.paths for article in read(path)]
    if not articles:
        parser.error("no articles with a text")
    gc.set_threshold(200_000, 20, 50)  # as the command line sets it
    lexicon = load()
    show_speed(articles, lexicon, options.rounds)
    show_stages(articles, lexicon)
    text = "\n\n".join(article.text for article in articles)
    show_growth("one article of repeated articles", text, lexicon, options.most)
    show_growth("quotation marks", '"', lexicon, options.most, last=MARKS)
    show_growth("opening and closing marks", "“ ”", lexicon, options.most, last=MARKS)


def read(path: Path) -> Iterator[Article]:
    """Return the articles of a JSON Lines file, or of the Markdown files of a folder."""
    if path.is_dir():
        for file in sorted(path.glob("*.md")):
            yield make_article(split(file.read_text(encoding="utf-8")).body, published="2020-10-17")
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("text"):
            yield make_article(row["text"], published=row.get("published"), outlet=row.get("outlet"))


def timed(articles: Sequence[Article], lexicon: Lexicon) -> float:
    began = time.process_time()
    for article in articles:
        room.extract(article, lexicon)
    return time.process_time() - began


def show_speed(articles: Sequence[Article], lexicon: Lexicon, rounds: int) -> None:
    size = sum(len(article.text.encode()) for article in articles)
    cold = timed(articles, lexicon)
    best = min(timed(articles, lexicon) for _ in range(rounds))
    plain = inspect.isfunction(room.extract)
    print(f"{len(articles)} articles of {size / len(articles) / 1e3:.1f} KB, {'plain Python' if plain else 'compiled'}")
    for name, took in (("first round", cold), (f"best of {rounds}", best)):
        print(f"  {name:<12} {len(articles) / took:8.0f} articles/s {size / took / 1e6:8.2f} MB/s")


def show_stages(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """Time every function of another module that ``claimtrack.extract`` calls by its own name, unless compiled."""
    spent: defaultdict[str, float] = defaultdict(float)
    kept = {name: f for name, f in vars(room).items() if inspect.isfunction(f) and f.__module__ != room.__name__}
    for name, function in kept.items():
        setattr(room, name, watch(name, function, spent))
    try:
        whole = timed(articles, lexicon)
    finally:
        for name, function in kept.items():
            setattr(room, name, function)
    print("stages, ms an article")
    for name, took in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:<20} {took * 1e3 / len(articles):7.3f} {took / whole:6.1%}")
    print(f"  {'all':<20} {whole * 1e3 / len(articles):7.3f}")


def watch(name: str, function: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    @wraps(function)
    def run(*args: Any, **known: Any) -> Any:
        began = time.process_time()
        try:
            return function(*args, **known)
        finally:
            spent[name] += time.process_time() - began

    return run


def show_growth(title: str, piece: str, lexicon: Lexicon, most: float, last: int | None = None) -> None:
    """Print the time per KB as one text grows: a line that climbs is not linear."""
    print(f"growth: {title}")
    sizes = [SMALL * step for step in STEPS] if last is None else [last // 100, last // 10, last]
    first = took = 0.0
    for i, size in enumerate(sizes):
        if i and took * size / sizes[i - 1] > most:
            print(f"  {size / 1e3:10.0f} KB   left out: it would take {took * size / sizes[i - 1]:.0f} s or more")
            continue
        text = (piece * (size // len(piece) + 1))[:size]
        took = timed([make_article(text, published="2020-10-17")], lexicon)
        each = took * 1e6 / size
        first = first or each
        print(f"  {size / 1e3:10.0f} KB {took:9.3f} s {each:8.3f} ms/KB   {each / first:5.2f} times the smallest")


if __name__ == "__main__":
    main()
