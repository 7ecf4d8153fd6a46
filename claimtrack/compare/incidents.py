"""Rows to incidents: which figures speak of one event, one period or one past event, with a score and the reasons.

Two figures belong to one incident when place, day and kind of event agree. A day that
is not stated is taken from the rest of the article, else from the day on which it
was said, and the tie says so. What fits two incidents joins neither: it stands in an
incident of its own that names both. Running tallies gather by area and start, past
events by place and date; neither ever mixes with an incident.

``link`` does in memory what a database keeps: articles to marks, blocks of marks to
drafts, and drafts of two places that a figure counts together to one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from claimtrack.compare.blocks import link_block
from claimtrack.compare.days import iso_day
from claimtrack.compare.incident import Incident, together, with_places
from claimtrack.compare.joint import Key, Node, merge_joint
from claimtrack.compare.kinds import label
from claimtrack.compare.marks import make_marks
from claimtrack.compare.rows import Row, row_id
from claimtrack.compare.ties import Draft, Link, Mark, Tie, new_tuple, plain, word_set


def link(rows: Iterable[Row], leads: Mapping[str, str] | None = None) -> list[Incident]:
    """Return the incidents of ``rows``, in no particular order; every row with a figure is in exactly one.

    A denial without a figure joins the incident that it is about, if one holds figures, and is left out otherwise.

    Args:
        leads: the first words of articles by id, which tell the kind of event where no title does.
    """
    by_key = {row_id(row): (n, row) for n, row in enumerate(rows)}
    by_article: dict[str, list[Row]] = defaultdict(list)
    for _, row in by_key.values():
        by_article[row.article_id].append(row)
    blocks: dict[str, list[Mark]] = defaultdict(list)
    for article, own in by_article.items():
        for mark in make_marks(own, (leads or {}).get(article, "")):
            blocks[mark.block].append(mark)
    drafts = {(block, d.id): d for block, marks in blocks.items() for d in link_block(block, marks)}
    nodes = [node for key, draft in drafts.items() if (node := node_of(key, draft))]
    into = follow_fits(merge_joint(nodes), {key: [(key[0], f.id) for f in d.fits] for key, d in drafts.items()})
    ties: dict[Key, list[tuple[int, Tie]]] = defaultdict(list)
    for key, draft in drafts.items():
        main = into.get(key, key)
        for one in draft.links:
            n, row = by_key[one.frame.mark.row_id]
            reasons = reasons_of(draft, one)
            if main != key:
                reasons = (*reasons, together(drafts[main].words))
            ties[main].append((n, new_tuple(Tie, (with_places(row, one.frame.mark.joint), one.score, reasons))))
    found = []
    for key, draft in drafts.items():
        if key not in into:
            surest = [tie for _, tie in sorted(ties[key], key=lambda t: (-t[1].score, t[0]))]
            fits = [(key[0], fit.id) for fit in draft.fits]
            found.append(draft_incident(draft, surest, tuple(dict.fromkeys(into.get(fit, fit)[1] for fit in fits))))
    return found


def draft_incident(draft: Draft, ties: Sequence[Tie] = (), fits: tuple[str, ...] = ()) -> Incident:
    """Return a draft as an incident with ``ties``."""
    place = draft.place
    return Incident(
        draft.id, draft.scope, draft.words if place and place.name else None, place.country if place else None,
        iso_day(draft.first) if draft.first else None, iso_day(draft.last) if draft.last else None, draft.inferred,
        tuple(ties), fits,
    )  # fmt: skip


def node_of(key: Key, draft: Draft) -> Node | None:
    """Return what decides whether a draft is one with those of other places."""
    if draft.scope != "incident" or draft.fits or not draft.place or not draft.place.name:
        return None
    joint = {one.frame.mark.joint for one in draft.links}
    names = frozenset[str]().union(*map(places_of, joint))
    return Node(key, *draft.place, draft.first or 0, len(draft.links), draft.may, names)


@lru_cache(maxsize=4096)
def places_of(joint: str) -> frozenset[str]:
    """Return the plain names of the places that a mark counts together."""
    return frozenset(map(plain, word_set(joint)))


def follow_fits(into: Mapping[Key, Key], fits: Mapping[Key, Sequence[Key]]) -> dict[Key, Key]:
    """Return ``into`` with the ambiguous incidents that fit but one, now that others are one."""
    found = dict(into)
    for key, between in fits.items():
        left = {into.get(fit, fit) for fit in between}
        if len(left) == 1:
            found[key] = left.pop()
    return found


def reasons_of(draft: Draft, one: Link) -> tuple[str, ...]:
    """Return why a figure belongs to a draft: place and day, the kind of event, the victims."""
    return _reasons(one.reasons, label(draft.may) if draft.may and one.frame.may and not draft.fits else None)


@lru_cache(maxsize=4096)
def _reasons(reasons: tuple[str, ...], kind: str | None) -> tuple[str, ...]:
    return (*reasons, f"kind of event: {kind}") if kind else reasons
