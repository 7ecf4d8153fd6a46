"""Hand-made rows, and a database made of the gold records, for tests of comparing."""

from __future__ import annotations

import json
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from claimtrack.compare.rows import Row
from claimtrack.models import Article, Claim, Date, Extraction, Figure, Place, Source, Span, digest, make_article
from claimtrack.store.read import connect
from claimtrack.store.write import add_extractions, start_run

GOLD = Path(__file__).parent.parent / "data" / "gold" / "ganja.jsonl"
COUNTRIES = {"Ganja": "AZ", "Azerbaijan": "AZ", "Khojali": "AZ", "Tartar": "AZ"}
_BOUNDS = {
    "exact": lambda n: (n, n), "at_least": lambda n: (n, None), "more_than": lambda n: (n + 1, None),
    "at_most": lambda n: (None, n), "fewer_than": lambda n: (None, n - 1), "about": lambda n: (n, n),
    "nearly": lambda n: (n, n), "vague": lambda n: (n, None),
}  # fmt: skip
_next = count(1)


def row(value: int | None = None, **fields: Any) -> Row:
    """Return a row with ids of its own: killed, total, incident, at Ganja, unless told otherwise."""
    n = next(_next)
    modifier = fields.setdefault("modifier", "exact")
    if value is not None and modifier in _BOUNDS:
        fields.setdefault("low", _BOUNDS[modifier](value)[0])
        fields.setdefault("high", _BOUNDS[modifier](value)[1])
    day = fields.pop("event", None)
    if day:
        fields |= {"event_start": day, "event_end": day, "event_grain": "day", "event_text": day}
    said = fields.pop("stated", None)
    if said:
        fields |= {"stated_start": said, "stated_end": said, "stated_grain": "day", "stated_text": said}
    base: dict[str, Any] = {
        "figure_id": f"f{n}", "claim_id": f"c{n}", "article_id": f"a{n}", "outlet": "Trend", "published": "2020-10-17",
        "mode": "indirect", "outcome": "killed", "unit": "person", "relation": "total", "scope": "incident",
        "place": "Ganja", "country": "AZ", "value": value, "start": n, "confidence": 0.9,
    }  # fmt: skip
    fields.setdefault("speaker", fields.get("name"))
    fields.setdefault("text", f"{value} killed")
    return Row(**{**base, **fields})


def denial(**fields: Any) -> Row:
    """Return a denial without a figure."""
    empty = {"figure_id": None, "outcome": None, "relation": None, "scope": None, "unit": None, "modifier": None}
    return row(None, **{**empty, "stance": "denied", "text": None, "claim_text": "the city was shelled", **fields})


def gold_extractions(path: Path = GOLD) -> list[Extraction]:
    """Return what a perfect extraction of the gold articles would store."""
    return [_extraction(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def store_gold(db: Path, path: Path = GOLD) -> Path:
    """Make a database of the gold records; return its path."""
    with closing(connect(db, create=True)) as conn:
        add_extractions(conn, gold_extractions(path), start_run(conn, "test", "2026-11-22T00:00:00Z"))
    return db


def _extraction(case: dict[str, Any]) -> Extraction:
    article = make_article(
        case["text"], outlet=case["outlet"], url=f"https://example.org/{case['id']}", title=case["title"],
        published=case["published"], published_from="metadata", language="en",
    )  # fmt: skip
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for record in case["gold"]["records"]:
        if not record.get("unsure"):
            source = record.get("source")
            source = max(source, key=len) if isinstance(source, list) else source
            groups.setdefault((source, record["stance"], record.get("stated")), []).append(record)
    return Extraction(article, tuple(_claim(article, key, records) for key, records in groups.items()), ())


def _claim(article: Article, key: tuple[Any, ...], records: list[dict[str, Any]]) -> Claim:
    source, stance, stated = key
    spans = [_span(article.text, record["quote"]) for record in records]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    claim_id = digest(article.id, span, *key)
    figures = tuple(_figure(claim_id, n, r, s) for n, (r, s) in enumerate(zip(records, spans, strict=True)))
    chain = (Source(0, source, span, source, None, None, "official", "name"),) if source else ()
    return Claim(
        claim_id, article.text[span.start : span.end], span, (span,), "indirect" if source else "narrated",
        "said" if source else None, None, stance, (), chain, source, None, _date(stated, stated, span), None,
        figures[0].place, figures, (), 0.9,
    )  # fmt: skip


def _figure(claim_id: str, n: int, record: dict[str, Any], span: Span) -> Figure:
    low, high, modifier = record["low"], record["high"], record["modifier"]
    value = {"more_than": (low or 1) - 1, "fewer_than": (high or 0) + 1, "between": None}.get(
        modifier, low if low is not None else high)  # fmt: skip
    event = record.get("event") or [None, None]
    place = record.get("place")
    return Figure(
        digest(claim_id, span, record["outcome"], n), record["outcome"],
        "building" if record["outcome"] in ("destroyed", "damaged") else "person", None, record.get("group"),
        record["quote"], span, value, modifier, low, high, record["relation"], None, record["scope"],
        _date(event[0], event[1], span), Place(place, span, place, COUNTRIES.get(place), None, None) if place else None,
        (), 0.9,
    )  # fmt: skip


def _date(start: str | None, end: str | None, span: Span) -> Date | None:
    if start is None:
        return None
    grain = {4: "year", 7: "month"}.get(len(start), "day")
    whole = f"{start}-01-01" if grain == "year" else start
    return Date(start, span, whole, f"{end}-12-31" if grain == "year" else end, grain, None)  # type: ignore[arg-type]


def _span(text: str, quote: str) -> Span:
    start = max(text.find(quote), 0)
    return Span(start, start + len(quote))
