"""The flat row that every comparison works on: one figure with its claim, speaker and article.

The columns of the view ``figure_rows``, in a tuple that cannot change. A denial
that holds no figure is a row too, with the figure's own columns empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, Literal, NamedTuple, Protocol


class Row(NamedTuple):
    """One figure, or one claim without a figure; see RECORDS for the fields (JSON arrays stay text until asked for).

    A named tuple, not a dataclass: a million of them are made in a comparison of everything.
    """

    figure_id: str | None = None
    claim_id: str = ""
    article_id: str = ""
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None
    speaker: str | None = None
    name: str | None = None
    role: str | None = None
    organization: str | None = None
    kind: str | None = None
    resolved_from: str | None = None
    chain: str = "[]"
    mode: str = "narrated"
    cue: str | None = None
    stance: str = "asserted"
    hedges: str = "[]"
    via: str | None = None
    stated_text: str | None = None
    stated_start: str | None = None
    stated_end: str | None = None
    stated_grain: str | None = None
    outcome: str | None = None
    unit: str | None = None
    victims: str | None = None
    group: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    value: int | None = None
    modifier: str | None = None
    low: int | None = None
    high: int | None = None
    relation: str | None = None
    part_of: str | None = None
    scope: str | None = None
    event_text: str | None = None
    event_start: str | None = None
    event_end: str | None = None
    event_grain: str | None = None
    event_mod: str | None = None
    place_text: str | None = None
    place: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    claim_text: str = ""
    rules: str = "[]"
    confidence: float | None = None
    claim_confidence: float | None = None


class Record(Protocol):
    """A dictionary, or a row of the database: values by column name, the database's also by position."""

    def keys(self) -> Iterable[str]: ...

    def __getitem__(self, key: Any, /) -> Any: ...


def make_rows(records: Iterable[Record]) -> Iterator[Row]:
    """Yield a row for each record, in order, all of them with the same keys.

    Keys that are no column are left aside, missing columns are empty.
    """
    pick: Callable[[Any], tuple[Any, ...]] | None = None
    names: list[str] = []
    for record in records:
        if not names:
            have = set(record.keys())
            names = [name for name in Row._fields if name in have]
            if len(names) == len(Row._fields):
                # a row of the database finds a value by its name only after looking through all names before it
                at = {name: i for i, name in enumerate(record.keys())}
                pick = itemgetter(*(names if isinstance(record, Mapping) else map(at.__getitem__, names)))
        yield Row._make(pick(record)) if pick else Row(**{name: record[name] for name in names})


def row_id(row: Row) -> str:
    """Return the figure's id, or the claim's where there is no figure."""
    return row.figure_id or row.claim_id


def said_on(row: Row) -> str | None:
    """Return the day (or ``2021-01``) on which it was said: stated, else published, else ``None``."""
    said = row.stated_end or row.stated_start or row.published
    return said[:10] if said else None


def said_at(row: Row) -> str | None:
    """Return the most exact moment known for the saying, ISO 8601: the day stated wins over the hour published.

    Where the day stated is that of publication, the hour of publication is the latest that it can have been said.
    """
    stated, published = row.stated_start, row.published
    if stated and published and len(stated) == 10 and published[:10] == stated and row.stated_end in (None, stated):
        return published
    return stated or published


class Clock(NamedTuple):
    """A moment of the day in UTC, and whether it is that of the saying or of its publication."""

    utc: str
    kind: Literal["stated", "published"]


def clock(row: Row) -> Clock | None:
    """Return the moment of the saying where a clock time is known: a moment without a zone is no moment."""
    at = said_at(row)
    if at is None or len(at) <= 10:
        return None
    utc = _utc(at)
    return Clock(utc, "published" if at == row.published else "stated") if utc else None


@lru_cache(maxsize=65536)
def _utc(at: str) -> str | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else None


def moment(row: Row) -> tuple[str, str, str]:
    """Return a key to sort by: the day of the saying, its clock time where known, the day of publication."""
    at = clock(row)
    return said_on(row) or "", at.utc if at else "", row.published or ""


@lru_cache(maxsize=65536)
def links(chain: str) -> tuple[dict[str, Any], ...]:
    """Return the sources in ``chain``, nearest speaker first."""
    return tuple(json.loads(chain)) if chain != "[]" else ()
