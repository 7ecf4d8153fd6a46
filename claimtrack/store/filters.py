"""What an analyst asks for, to SQL conditions over the views ``claim_rows`` and ``figure_rows``.

Values only ever travel as parameters; the text of a search is quoted word by word, so nothing in it is syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.models import Mode, Outcome, Scope, Stance


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on claims and figures: any value of one field, and all of the fields.

    ``source`` is looked for in the words, name, role and organization of every link of the chain; ``place`` in the
    place's words and name, or is a country code; ``article`` is the beginning of an id, or a URL. ``since`` and
    ``until`` are ISO dates or months, inclusive, of the day stated, else published. Hypothetical claims are left out
    unless ``hypothetical`` is set or ``stance`` names them.
    """

    outcome: tuple[Outcome, ...] = ()
    group: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    stance: tuple[Stance, ...] = ()
    scope: tuple[Scope, ...] = ()
    mode: tuple[Mode, ...] = ()
    search: str | None = None
    article: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    hypothetical: bool = False
    min_confidence: float | None = None


class Condition:
    """SQL conditions and their parameters, gathered one at a time and joined by AND."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.params: list[str | float] = []

    def add(self, sql: str, *params: str | float) -> None:
        self.parts.append(sql)
        self.params.extend(params)

    def add_any(self, sql: str, values: tuple[str, ...], each: int = 1) -> None:
        """Add ``sql`` once for every value, joined by OR; each value is bound ``each`` times."""
        if values:
            self.add("(" + " OR ".join([sql] * len(values)) + ")", *(v for v in values for _ in range(each)))

    def add_in(self, column: str, values: tuple[str, ...]) -> None:
        if values:
            self.add(f"{column} IN ({', '.join('?' * len(values))})", *values)

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts) or "1"


def figure_condition(filters: Filters) -> Condition:
    """Return the conditions on rows of ``figure_rows``."""
    where = _common(filters)
    # the few places that fit, and the figures there, are found without a look at all the others
    where.add_any(
        "figure_id IN (SELECT f.id FROM places p JOIN figures f ON f.place_id = p.id"
        " WHERE contains(p.name, ?) OR contains(p.text, ?) OR p.country = upper(?))",
        filters.place,
        each=3,
    )
    where.add_in("outcome", filters.outcome)
    where.add_in('"group"', filters.group)
    where.add_in("scope", filters.scope)
    if filters.min_confidence is not None:
        where.add("confidence >= ?", filters.min_confidence)
    return where


def claim_condition(filters: Filters) -> Condition:
    """Return the conditions on rows of ``claim_rows``; those on figures ask for one figure that meets them all."""
    where = _common(filters)
    where.add_any("(contains(place, ?) OR contains(place_text, ?) OR country = upper(?))", filters.place, each=3)
    figure = Condition()
    figure.add_in("f.outcome", filters.outcome)
    figure.add_in('f."group"', filters.group)
    figure.add_in("f.scope", filters.scope)
    if figure.parts:
        where.add(f"EXISTS (SELECT 1 FROM figures f WHERE f.claim_id = claim_rows.claim_id AND {figure.sql})",
                  *figure.params)  # fmt: skip
    if filters.min_confidence is not None:
        where.add("claim_confidence >= ?", filters.min_confidence)
    return where


def _common(filters: Filters) -> Condition:
    where = Condition()
    where.add_any(
        "claim_id IN (SELECT claim_id FROM sources WHERE contains(name, ?) OR contains(text, ?) OR contains(role, ?)"
        " OR contains(organization, ?))",
        filters.source,
        each=4,
    )
    where.add_any("contains(outlet, ?)", filters.outlet)
    where.add_in("stance", filters.stance)
    where.add_in("mode", filters.mode)
    where.add_any("(substr(article_id, 1, length(?)) = ? OR url = ?)", filters.article, each=3)
    if filters.search:
        where.add(
            "claim_id IN (SELECT c.id FROM claims c JOIN claims_fts t ON t.rowid = c.rid WHERE t.claims_fts MATCH ?)",
            match_query(filters.search),
        )
    if filters.since:
        # "2021-01" counts as its last day here and as its first below: a month is kept if any of its days would be
        where.add("substr(coalesce(stated_end, stated_start, published) || '-31', 1, 10) >= ?", _first(filters.since))
    if filters.until:
        where.add("substr(coalesce(stated_start, published) || '-01-01', 1, 10) <= ?", _last(filters.until))
    if not filters.hypothetical and "hypothetical" not in filters.stance:
        where.add("stance <> 'hypothetical'")
    return where


def match_query(text: str) -> str:
    """Return an FTS5 query for every word of ``text``; words between quotation marks stand together.

    Each is quoted, so operators, column names and brackets are words like any other.
    """
    phrases = re.findall(r'"([^"]*)"|([^\s"]+)', text.replace("\0", " "))
    words = [(quoted or word).strip() for quoted, word in phrases]
    return " ".join(f'"{word}"' for word in words if any(c.isalnum() for c in word)) or '""'


def _first(day: str) -> str:
    return (day + "-01-01")[:10]


def _last(day: str) -> str:
    return day + {4: "-12-31", 7: "-31"}.get(len(day), "")
