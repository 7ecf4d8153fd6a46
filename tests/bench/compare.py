"""How fast comparing is: one incident of 200 claims against a list of them, and a database of many incidents.

Run: python tests/bench/compare.py [FIGURES]. Prints seconds; nothing here is pinned, machines differ. Whole processes
are measured, as they are when their modules are compiled; a million figures take some minutes to make.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from claimtrack import linking
from claimtrack.models import Claim, Date, Extraction, Figure, Place, Source, Span, digest, make_article
from claimtrack.store.read import connect
from claimtrack.store.write import add_extractions, start_run

BASE = [sys.executable, "-m", "claimtrack"]


def extraction(n: int) -> Extraction:
    """Return one of many reports on one strike."""
    text = f"At least {n % 30 + 1} people were killed in Ganja on 17 October, Police of District {n % 40} said. No {n}."
    article = make_article(text, outlet=f"Outlet {n % 25}", published=f"2020-10-{17 + n % 9}")
    return Extraction(article, (claim(article.id, 0, text[:30], f"Police of District {n % 40}", "Ganja", "2020-10-17",
                                      n % 30 + 1),), ())  # fmt: skip


def claim(article: str, n: int, text: str, name: str, town: str, day: str | None, value: int) -> Claim:
    span = Span(n, n + 30)
    id_ = digest(article, n)
    event = Date(day, span, day, day, "day") if day else None
    place = Place(town, span, town, "AZ", 40.68, 46.36)
    figure = Figure(
        digest(id_), "killed", "person", "people", None, text, span, value, "at_least", value, None,
        "total", None, "incident", event, place, ("subject",), 0.9,
    )  # fmt: skip
    source = Source(0, name, span, name, None, None, "police", "name")
    return Claim(
        id_, text, span, (span,), "indirect", "said", span, "asserted", (), (source,), name, None, None, event,
        place, (figure,), ("say",), 0.9,
    )  # fmt: skip


def many(count: int) -> Iterator[Extraction]:
    """Yield articles with ``count`` figures of some 2,000 towns, three each, a third without a date of the event."""
    rng = random.Random(7)
    for n in range(count // 3):
        town, day = f"Town {rng.randrange(2000)}", f"2020-{rng.randrange(1, 11):02}-{rng.randrange(1, 3) * 14:02}"
        article = make_article(f"Some people were killed in {town}. No {n}.", outlet=f"Outlet {n % 97}", published=day)
        yield Extraction(article, tuple(
            claim(article.id, k, "Some people were killed on Monday", f"Police {(n + k) % 50}", town,
                  day if rng.random() < 0.66 else None, rng.randrange(90))
            for k in range(3)
        ), ())  # fmt: skip


def store(db: Path, extractions: Iterator[Extraction]) -> float:
    """Store and link ``extractions``; return how long linking them took."""
    with closing(connect(db, create=True)) as conn:
        run = start_run(conn, "bench", "2026-01-01T00:00:00Z")
        batch = []
        for one in extractions:
            batch.append(one)
            if len(batch) == 250:
                add_extractions(conn, batch, run)
                batch.clear()
        add_extractions(conn, batch, run)
        begin = time.perf_counter()
        linking.update(conn)
        return time.perf_counter() - begin


def once(*args: str | Path) -> float:
    """Return how long the command takes."""
    begin = time.perf_counter()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([*BASE, *map(str, args)], check=True, capture_output=True, env=environment)
    return time.perf_counter() - begin


def one_incident(db: Path) -> None:
    store(db, map(extraction, range(200)))
    once("list", "--db", db), once("compare", "--db", db)
    pairs = [(once("list", "--db", db), once("compare", "--db", db)) for _ in range(11)]
    listed, compared = (statistics.median(times) for times in zip(*pairs, strict=True))
    times = statistics.median(two / one for one, two in pairs)
    print(f"one incident of 200 claims: list {listed:.3f} s, compare {compared:.3f} s, {times:.2f} times")


def all_incidents(db: Path, count: int) -> None:
    begin = time.perf_counter()
    linked = store(db, many(count))
    print(f"{count:,} figures: stored in {time.perf_counter() - begin - linked:.1f} s, linked in {linked:.1f} s")
    print(f"one more article is linked in {store(db, iter([extraction(1)])):.3f} s")
    with closing(connect(db)) as conn:
        found, largest = conn.execute("SELECT count(*), max(figures) FROM incidents").fetchone()
        key = conn.execute("SELECT key FROM incidents WHERE figures = ?", (largest,)).fetchone()[0]
    print(f"{found:,} incidents listed in {once('incidents', 'list', '--format', 'csv', '--db', db):.1f} s")
    print(f"the five with most sources compared in {once('compare', '--db', db):.2f} s")
    print(f"one of {largest} figures compared in {once('compare', '--incident', key, '--db', db):.2f} s")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        one_incident(Path(folder) / "one.db")
        all_incidents(Path(folder) / "all.db", count)


if __name__ == "__main__":
    main()
