"""The figures of an incident to what a list says of it: how many of whom, what kind of event, how many killed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from claimtrack.compare.joint import join_words
from claimtrack.compare.kinds import top_kind
from claimtrack.compare.notation import span_of
from claimtrack.compare.populations import Populations
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import Book, Voice, settle
from claimtrack.compare.ties import Mark, word_set

_PLACES = 3  # of one incident whose ranges are told


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
    titles: dict[str, str] = {}
    for mark in marks:
        titles[mark.article_id] = mark.title_kinds
        if mark.said_kinds:
            claims[mark.article_id] |= word_set(mark.said_kinds)
    told = {(mark.voice, mark.voice_country, mark.named) for mark in marks}
    return Tally(
        top_kind(claims.values(), map(word_set, titles.values())), len(titles), _sources(told, book),
        len({mark.claim_id for mark in marks}), sum([mark.figure for mark in marks]),
        _killed([mark for mark in marks if mark.outcome], country), len({key for key, _, _ in told}),
    )  # fmt: skip


def _sources(told: set[tuple[str, str | None, int]], book: Book | None) -> int:
    """Return how many sources the voices are, each with its country and whether it has a name."""
    keys = {key for key, _, _ in told}
    surnames = {key.split()[-1] for key, _, named in told if named and len(key.split()) > 1}
    if len(keys) == len(told) and keys.isdisjoint(surnames) and book in (None, Book()):  # each is its own
        return len(told)
    said_by = settle(
        ((" ".join(map(str, key)), Voice(key[0], key[0], key[1]), bool(key[2])) for key in sorted(told, key=str)), book
    )
    return len({voice.key for voice in said_by.values()})


def _killed(marks: Sequence[Mark], country: str | None) -> str:
    """Return the range of the killed, of each place that has totals of its own: ``Millau 9 to 21; Albi 0 to 8``.

    A mark has the columns of a row that it is made of.
    """
    if len({(mark.place, mark.joint) for mark in marks}) < 2:
        return _range(marks, country)
    by_place: dict[str, list[Mark]] = defaultdict(list)
    main = Counter(mark.place for mark in marks if mark.place and not mark.joint).most_common(1)
    for mark in marks:
        if (mark.relation, mark.stance) == ("total", "asserted") and mark.scope == "incident":
            joint = join_words(mark.joint.split("|")) if mark.joint else ""
            by_place[joint or mark.place or (main[0][0] or "" if main else "")].append(mark)
    if len(by_place) < 2:
        return _range(marks, country)
    most = sorted(by_place, key=lambda place: (-len(by_place[place]), place))
    told = [f"{place} {_range(by_place[place], country)}" for place in most[:_PLACES]]
    return "; ".join([*told, "…"] if len(most) > _PLACES else told)


def _range(marks: Sequence[Mark], country: str | None) -> str:
    if any(mark.group or mark.victims or mark.claim_text for mark in marks):
        own = [mark._replace(country=None) if mark.borrowed and mark.victims else mark for mark in marks]
        return killed_range(cast("list[Row]", own), country)
    # where nobody says who they are, all are people at large
    return span_of(cast("list[Row]", [m for m in marks if m.relation == "total" and m.stance == "asserted"]))


def killed_range(rows: Sequence[Row], country: str | None) -> str:
    """Return the range of the totals of the killed by whom they count: ``10 to 13 or more; soldiers 2``."""
    populations = Populations(rows, country)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if (row.outcome, row.relation, row.stance) == ("killed", "total", "asserted"):
            groups[populations.of(row).words].append(row)
    return "; ".join(f"{words} {span_of(found)}".lstrip() for words, found in sorted(groups.items()))
