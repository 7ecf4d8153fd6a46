"""The figures of an incident to what a list says of it: how many of whom, what kind of event, how many killed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claimtrack.compare.kinds import top_kind
from claimtrack.compare.notation import span_of
from claimtrack.compare.populations import Populations
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import Book, Voice, settle
from claimtrack.compare.ties import Mark


class Tally(NamedTuple):
    """Counts of one incident, without what only could happen; ``killed`` is the range of its totals, in words.

    ``voices`` counts who speaks, each by itself; ``sources`` what is left where others make two known as one.
    """

    kind: str | None
    articles: int
    sources: int
    claims: int
    figures: int
    killed: str
    voices: int


def tally(marks: Iterable[Mark], country: str | None, book: Book | None = None) -> Tally:
    """Return the counts of an incident in ``country``.

    Args:
        book: what people decided on sources.
    """
    marks = [mark for mark in marks if not mark.hidden]
    claims: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, list[str]] = {}
    for mark in marks:
        claims[mark.article_id].update(mark.said_kinds.split("|") if mark.said_kinds else ())
        titles[mark.article_id] = mark.title_kinds.split("|") if mark.title_kinds else []
    said_by = settle(
        ((mark.claim_id, Voice(mark.voice, mark.voice, mark.voice_country), bool(mark.named)) for mark in marks), book
    )
    return Tally(
        top_kind(claims.values(), titles.values()), len(claims), len({voice.key for voice in said_by.values()}),
        len(said_by), sum(mark.figure for mark in marks),
        killed_range([_row(mark) for mark in marks if mark.outcome], country), len({mark.voice for mark in marks}),
    )  # fmt: skip


def killed_range(rows: Sequence[Row], country: str | None) -> str:
    """Return the range of the totals of the killed by whom they count: ``10 to 13 or more; soldiers 2``."""
    populations = Populations(rows, country)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if (row.outcome, row.relation, row.stance) == ("killed", "total", "asserted"):
            groups[populations.of(row).words].append(row)
    return "; ".join(f"{words} {span_of(found)}".lstrip() for words, found in sorted(groups.items()))


def _row(mark: Mark) -> Row:
    return Row(
        outcome=mark.outcome, unit=mark.unit, relation=mark.relation, stance=mark.stance or "asserted",
        group=mark.group, victims=mark.victims, low=mark.low, high=mark.high,
        country=None if mark.borrowed else mark.country,
    )  # fmt: skip
