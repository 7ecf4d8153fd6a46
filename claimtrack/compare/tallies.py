"""The figures of an incident to what a list says of it: how many of whom, what kind of event, how many killed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

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
    told = {(mark.voice, mark.voice_country, mark.named) for mark in marks}
    said_by = settle(
        ((" ".join(map(str, key)), Voice(key[0], key[0], key[1]), bool(key[2])) for key in sorted(told, key=str)), book
    )
    # a mark has the columns that a range is made of
    killed = [mark._replace(country=None) if mark.borrowed and mark.victims else mark for mark in marks if mark.outcome]
    return Tally(
        top_kind(claims.values(), titles.values()), len(claims), len({voice.key for voice in said_by.values()}),
        len({mark.claim_id for mark in marks}), sum(mark.figure for mark in marks),
        killed_range(cast("list[Row]", killed), country), len({mark.voice for mark in marks}),
    )  # fmt: skip


def killed_range(rows: Sequence[Row], country: str | None) -> str:
    """Return the range of the totals of the killed by whom they count: ``10 to 13 or more; soldiers 2``."""
    populations = Populations(rows, country)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if (row.outcome, row.relation, row.stance) == ("killed", "total", "asserted"):
            groups[populations.of(row).words].append(row)
    return "; ".join(f"{words} {span_of(found)}".lstrip() for words, found in sorted(groups.items()))
