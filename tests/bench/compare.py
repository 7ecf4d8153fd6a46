"""How fast comparing is: one incident of 200 claims against a list of them, and all incidents of a million figures.

Run: python tests/bench/compare.py [FIGURES]. Prints seconds; nothing here is pinned, machines differ.
"""

from __future__ import annotations

import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from claimtrack.compare.incidents import link
from claimtrack.compare.matrix import choose, make_pages
from claimtrack.compare.rows import Row
from claimtrack.models import Claim, Date, Extraction, Figure, Place, Source, Span, digest, make_article
from claimtrack.store.read import connect
from claimtrack.store.write import add_extractions, start_run


def extraction(n: int) -> Extraction:
    text = f"At least {n % 30 + 1} people were killed in Ganja on 17 October, Police of District {n % 40} said. No {n}."
    article = make_article(text, outlet=f"Outlet {n % 25}", published=f"2020-10-{17 + n % 9}")
    span = Span(0, 30)
    claim = digest(article.id, n)
    event = Date("17 October", span, "2020-10-17", "2020-10-17", "day")
    place = Place("Ganja", span, "Ganja", "AZ", 40.68, 46.36)
    figure = Figure(
        digest(claim), "killed", "person", "people", None, text[:30], span, n % 30 + 1, "at_least", n % 30 + 1, None,
        "total", None, "incident", event, place, ("subject",), 0.9,
    )  # fmt: skip
    name = f"Police of District {n % 40}"
    source = Source(0, name, span, name, None, None, "police", "name")
    return Extraction(article, (Claim(
        claim, text[:30], span, (span,), "indirect", "said", span, "asserted", (), (source,), name, None, None, event,
        place, (figure,), ("say",), 0.9,
    ),), ())  # fmt: skip


def rows(count: int) -> list[Row]:
    """Return ``count`` figures of some 20,000 incidents, a third of them without a date of the event."""
    rng = random.Random(7)
    places = [f"Town {n}" for n in range(2000)]
    made = []
    for n in range(count):
        if n % 3 == 0:  # three figures an article
            place, day = rng.choice(places), f"2020-{rng.randrange(1, 11):02}-{rng.randrange(1, 3) * 14:02}"
        event = day if rng.random() < 0.66 else None
        made.append(Row(
            figure_id=str(n), claim_id=str(n), article_id=str(n // 3), outlet=f"Outlet {n % 97}", published=day,
            speaker=f"Police {n % 50}", name=f"Police {n % 50}", mode="indirect", outcome="killed", unit="person",
            value=n % 90, low=n % 90, high=n % 90, modifier="exact", relation="total", scope="incident", text="killed",
            claim_text="Some people were killed in the town on Monday",
            event_start=event, event_end=event, event_grain="day", place=place, country="AZ", start=n,
        ))  # fmt: skip
    return made


def median(command: list[str], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "bench.db"
        conn = connect(db, create=True)
        add_extractions(conn, [extraction(n) for n in range(200)], start_run(conn, "bench", "2026-01-01T00:00:00Z"))
        conn.close()
        base = [sys.executable, "-m", "claimtrack"]
        listed = median([*base, "list", "--db", str(db)])
        compared = median([*base, "compare", "--db", str(db)])
        print(
            f"one incident of 200 claims: list {listed:.3f} s, compare {compared:.3f} s, {compared / listed:.2f} times"
        )
    gc.disable()  # as the command does
    every = rows(count)
    begin = time.perf_counter()
    incidents = link(every)
    linked = time.perf_counter()
    chosen = choose(incidents)
    ranked = time.perf_counter()
    make_pages(chosen[:5])
    done = time.perf_counter()
    print(
        f"{count:,} figures: linked to {len(incidents):,} incidents in {linked - begin:.1f} s, ranked in"
        f" {ranked - linked:.1f} s, five pages in {done - ranked:.2f} s"
    )


if __name__ == "__main__":
    main()
