"""Lines of a gold file to articles with the figures that a careful reader finds in them.

The form is that of ``data/README.md``. A line that breaks it becomes a problem and the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from claimtrack.errors import Problem
from claimtrack.evaluation.agree import Days, days_of
from claimtrack.models import Modifier, Outcome, Relation, Scope, Stance

HINT = "data/README.md has the form of a gold file"
_WORDS: dict[str, tuple[str, ...]] = {
    "outcome": get_args(Outcome), "modifier": get_args(Modifier), "relation": get_args(Relation),
    "scope": get_args(Scope), "stance": get_args(Stance),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One figure of the gold; ``None`` in an attribute says that the text does not settle it.

    ``sources`` are names that are equally right, ``()`` for the outlet itself. Of an ``unsure`` record nothing is
    asked, and what is found there is not held against anyone.
    """

    outcome: str
    low: int | None
    high: int | None
    quote: str
    modifier: str | None
    relation: str | None
    scope: str | None
    stance: str
    group: str | None
    sources: tuple[str, ...] | None
    stated: Days | None
    event: Days | None
    place: str | None
    unsure: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and what there is to find in it; ``said`` is what its line says of it (outlet, title, published)."""

    id: str
    where: str
    text: str
    said: Mapping[str, Any]
    records: tuple[GoldRecord, ...]
    speakers: tuple[str, ...]
    traps: tuple[str, ...]


class _Wrong(ValueError):
    """What is wrong with a line."""


def read_gold(lines: Iterable[str], where: str) -> Iterator[GoldArticle | Problem]:
    """Yield the article of every line, or all that is wrong with it; an article with a faulty record is left out."""
    empty = True
    for number, line in enumerate(lines, 1):
        if line.strip():
            empty = False
            yield from _read_line(line, f"{where}:{number}")
    if empty:
        yield Problem(where, "holds no gold article", HINT)


def parse_object(line: str) -> dict[str, Any]:
    """Return the JSON object of ``line``.

    Raises:
        ValueError: it is none, with what is wrong as its message.
    """
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise _Wrong(f"is no JSON ({error.msg}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise _Wrong("is no JSON that can be read (nested too deep, or a number too long)") from None
    if not isinstance(row, dict):
        raise _Wrong("is no JSON object")
    return row


def _read_line(line: str, place: str) -> Iterator[GoldArticle | Problem]:
    try:
        row = parse_object(line)
        text, gold = _need(row, "text", str), _need(row, "gold", dict)
        found = _need(gold, "records", list, "gold.records")
        speakers, traps = _names(gold, "speakers"), _names(gold, "not_figures")
    except _Wrong as wrong:
        yield Problem(place, str(wrong), HINT)
        return
    records: list[GoldRecord] = []
    for n, record in enumerate(found, 1):
        try:
            records.append(_record(record, text))
        except _Wrong as wrong:
            yield Problem(place, f"record {n}: {wrong}; the article is left out", HINT)
    for trap in traps:
        if trap not in text:
            yield Problem(place, f"not_figures: {trap[:60]!r} is not in the text", HINT, "partial")
    if len(records) == len(found):
        name = row.get("id")
        said = {key: row.get(key) for key in ("outlet", "title", "published", "language")}
        yield GoldArticle(str(name or place), place, text, said, tuple(records), speakers,
                          tuple(t for t in traps if t in text))  # fmt: skip


def _need(row: Mapping[str, Any], key: str, kind: type, name: str = "") -> Any:
    if key not in row:
        raise _Wrong(f"has no '{name or key}'")
    if not isinstance(row[key], kind):
        raise _Wrong(f"'{name or key}' is not {'text' if kind is str else 'a list' if kind is list else 'an object'}")
    return row[key]


def _names(gold: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = gold.get(key) or []
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise _Wrong(f"'gold.{key}' is not a list of words")
    return tuple(names)


def _record(row: Any, text: str) -> GoldRecord:
    if not isinstance(row, dict):
        raise _Wrong("is no JSON object")
    quote = _need(row, "quote", str)
    if not quote or quote not in text:
        raise _Wrong(f"the quote {quote[:60]!r} is not in the text")
    low, high = (_bound(row, key) for key in ("low", "high"))
    words = {key: _word(row, key) for key in _WORDS}
    if words["outcome"] is None:
        raise _Wrong("has no 'outcome'")
    return GoldRecord(
        outcome=words["outcome"], low=low, high=high, quote=quote, modifier=words["modifier"],
        relation=words["relation"], scope=words["scope"], stance=words["stance"] or "asserted",
        group=_text(row, "group"), sources=_sources(row), stated=_days(row, "stated"), event=_days(row, "event"),
        place=_text(row, "place"), unsure=bool(row.get("unsure")),
    )  # fmt: skip


def _bound(row: Mapping[str, Any], key: str) -> int | None:
    if key not in row:
        raise _Wrong(f"has no '{key}'")
    value = row[key]
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise _Wrong(f"'{key}' is neither a whole number nor null")
    return value


def _word(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and value not in _WORDS[key]:
        raise _Wrong(f"{key} {value!r} is none of: {', '.join(_WORDS[key])}")
    return None if value is None else str(value)


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise _Wrong(f"'{key}' is not text")
    return value or None


def _sources(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    if "source" not in row:
        return None
    value = row["source"]
    names = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _Wrong("'source' is neither a name, a list of names nor null")
    return tuple(names)


def _days(row: Mapping[str, Any], key: str) -> Days | None:
    value = row.get(key)
    if not value:
        return None
    pair = [value, value] if isinstance(value, str) else value
    if isinstance(pair, list) and len(pair) == 2 and pair[0] is None:
        return None
    days = days_of(*pair) if isinstance(pair, list) and len(pair) == 2 else None
    if days is None:
        raise _Wrong(f"'{key}' is neither a day nor a first and a last day: {str(value)[:60]}")
    return days
