"""Paths to stored claims: joins readers, extraction and store, batch by batch, so that memory stays flat.

Prints nothing: what goes wrong is handed to a callback as it comes, and what was done is in the ``Report``.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from claimtrack import __version__, linking
from claimtrack.errors import ClaimtrackError, Problem, UsageError
from claimtrack.extract import extract
from claimtrack.models import Article, Extraction
from claimtrack.readers import Defaults, iter_articles
from claimtrack.readers.walk import Input
from claimtrack.store import write

BATCH = 250

Tell = Callable[[Problem], None]


@dataclass(slots=True)
class Report:
    """What an ingest did.

    ``new``, ``updated`` (stored before, extracted again), ``unchanged`` and ``failed`` count articles, and so does
    ``undated``: those without a day of publication, of which ``undated_first`` has some ids with their titles.
    ``problems`` counts what failed in whole or in part. ``claims``, ``figures`` and ``dates_unresolved`` are those
    of new and updated articles.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    problems: int = 0
    claims: int = 0
    figures: int = 0
    dates_unresolved: int = 0
    undated: int = 0
    undated_first: list[tuple[str, str]] = field(default_factory=list)

    def add(self, extraction: Extraction) -> None:
        self.claims += len(extraction.claims)
        self.figures += sum(len(claim.figures) for claim in extraction.claims)
        self.dates_unresolved += sum(date.start is None and date.end is None for date in extraction.dates)
        if extraction.article.published is None:
            self.add_undated(extraction.article)

    def add_undated(self, article: Article) -> None:
        self.undated += 1
        if len(self.undated_first) < 5:
            label = article.title or article.outlet or article.url or article.text.strip()[:60].split("\n")[0]
            self.undated_first.append((article.id, label))


def iter_extractions(
    paths: Sequence[str], defaults: Defaults | None = None, *, tell: Tell = lambda problem: None
) -> Iterator[Extraction]:
    """Yield the extraction of every article of ``paths``; problems go to ``tell``."""
    for item in iter_articles(paths, defaults):
        if isinstance(item, Problem):
            tell(item)
        elif (extraction := extract_article(item, tell)) is not None:
            yield extraction


def extract_article(article: Article, tell: Tell) -> Extraction | None:
    """Return what is found in ``article``; ``None`` where our own rules fail on it, which ``tell`` is told."""
    try:
        return extract(article)
    except ClaimtrackError:
        raise
    except Exception as error:  # a fault in our own rules costs this article, never the others
        name = article.title or article.url or article.id
        tell(Problem(name, f"extraction failed ({type(error).__name__}: {error})",
                     "this is a fault of claimtrack; please report it with the article"))  # fmt: skip
        return None


def extraction_version() -> str:
    """Return a name for the rules and words at work, which changes with any of them.

    Stored articles that another version extracted are extracted again when they are next ingested.
    """
    root = resources.files("claimtrack")
    hasher = hashlib.sha256((root / "models.py").read_bytes())
    for folder in ("extract", "normalize", "lexicon"):
        for data in _contents(root / folder):
            hasher.update(data)
    return f"{__version__}+{hasher.hexdigest()[:8]}"


def _contents(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _contents(entry)
        elif entry.name.endswith((".py", ".toml")):
            yield entry.name.encode() + b"\0" + entry.read_bytes()


def ingest(
    paths: Sequence[str],
    conn: sqlite3.Connection,
    defaults: Defaults | None = None,
    *,
    inputs: Iterable[Input | Problem] | None = None,
    tell: Tell = lambda problem: None,
    count: Callable[[int], None] = lambda size: None,
) -> Report:
    """Read, extract and store every article of ``paths``, then link what they hold to incidents.

    Args:
        conn: a connection for writing, as ``store.read.connect(…, create=True)`` gives it.
        inputs: what ``find_inputs(paths)`` gave, if it was called before.
        tell: told every problem as it comes.
        count: told how many bytes were read, each time some were.
    """
    work = _Ingest(conn, tell)
    for item in iter_articles(paths, defaults, inputs=inputs, count=count):
        if isinstance(item, Problem):
            work.problem(item)
        else:
            work.add(item)
    work.flush()
    linking.update(conn)
    return work.report


class _Ingest:
    """One run: the articles that wait to be extracted, and how those met so far were stored."""

    def __init__(self, conn: sqlite3.Connection, tell: Tell) -> None:
        self.report = Report()
        self._conn = conn
        self._tell = tell
        self._version = extraction_version()
        self._run_id: int | None = None
        self._waiting: dict[str, Article] = {}
        self._texts: set[str] = set()
        self._new: set[str] = set()
        self._by_hand: dict[str, frozenset[str]] = {}
        self._met: set[int] = set()

    def problem(self, problem: Problem) -> None:
        self.report.problems += problem.kind != "note"
        self.report.failed += problem.kind == "failed"
        self._tell(problem)

    def add(self, article: Article) -> None:
        """Put ``article`` in line unless it is stored as it is; what it adds to a stored one is filled in."""
        if article.sha256 in self._texts:
            self.flush()  # the same text is waiting; once it is stored, the two can be compared
        stored = write.find_same(self._conn, article)
        if stored is None:
            self._new.add(article.id)
            self._wait(article)
            return
        # of two copies in one run the first counts, else they would replace each other for ever
        fill_only = int(stored.article.id, 16) in self._met
        merged = write.merge(stored.article, article, stored.by_hand, fill_only=fill_only)
        if merged == stored.article and stored.version == self._version:
            self._met.add(int(merged.id, 16))
            self.report.unchanged += 1
            if not stored.dated:
                self.report.add_undated(merged)
        else:
            self._by_hand[merged.id] = stored.by_hand
            self._wait(merged)

    def _wait(self, article: Article) -> None:
        self._met.add(int(article.id, 16))
        self._texts.add(article.sha256)
        self._waiting[article.id] = article
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Extract and store what waits."""
        waiting = list(self._waiting.values())
        extractions = [done for article in waiting if (done := extract_article(article, self.problem)) is not None]
        if extractions:
            if self._run_id is None:
                started = datetime.now(UTC).isoformat(timespec="seconds")
                self._run_id = write.start_run(self._conn, self._version, started)
            write.add_extractions(self._conn, extractions, self._run_id, self._by_hand)
        for extraction in extractions:
            self.report.add(extraction)
        new = sum(extraction.article.id in self._new for extraction in extractions)
        self.report.new += new
        self.report.updated += len(extractions) - new
        self._waiting.clear()
        self._new.clear()
        self._texts.clear()
        self._by_hand.clear()


def set_fields(conn: sqlite3.Connection, article_id: str, changes: Mapping[write.Field, str]) -> Extraction:
    """Set what is known about a stored article by hand, and extract it again.

    Returns:
        What is stored now; its id is the one it had.

    Raises:
        UsageError: there is no article of that id.
    """
    stored = write.get_article(conn, article_id)
    if stored is None:
        raise UsageError(f"no article has the id {article_id!r}", "'claimtrack articles' shows ids")
    values: dict[str, Any] = {str(name): value for name, value in changes.items()}
    if "published" in changes:
        values["published_from"] = "option"
    extraction = extract(replace(stored.article, **values))
    started = datetime.now(UTC).isoformat(timespec="seconds")
    run_id = write.start_run(conn, extraction_version(), started)
    write.add_extractions(conn, [extraction], run_id, {article_id: stored.by_hand | set(changes)})
    linking.update(conn)
    return extraction
