"""What could be known at a moment: rows by when they were said and published, or by when they were stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from claimtrack.compare.rows import Row, said_at


def known_by(rows: Iterable[Row], moment: str, stored: Mapping[str, str] | None = None) -> list[Row]:
    """Return the rows that were said and published (with ``stored``, by article id: also stored) by ``moment``.

    A moment without a clock time is the end of its day. What bears no date at all is not known to be that old.
    """
    kept = []
    for row in rows:
        said, published = said_at(row), row.published
        moments = [published or said, stored.get(row.article_id) if stored is not None else published or said]
        if all(m is not None and not_after(m, moment) for m in moments):
            kept.append(row)
    return kept


def not_after(one: str, moment: str) -> bool:
    """Return whether ``one`` is at or before ``moment``, as far as both are known."""
    if len(one) > 10 and len(moment) > 10:
        a, b = _utc(one), _utc(moment)
        if a is not None and b is not None:
            return a <= b
    n = min(len(one), len(moment), 10)
    return one[:n] <= moment[:n]


def _utc(iso: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
