"""Figures that count two places together, told from those of one place.

"17 people in Millau and Albi" is the toll of both; "24 have died: 19 in Millau and five in
Albi" holds one of both and one of each. Set against a toll of one place they are another
scope, and they say that the two places belong to one event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claimtrack.compare.kinds import May, share
from claimtrack.compare.rows import Row
from claimtrack.lexicon.single import nations

Key = tuple[str, str]  # the block of an incident and its id
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def find_joint(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """Return, by figure id, the places that a figure counts together, in the order of the text."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for article, place in {(row.article_id, row.place) for row in rows if row.scope == "incident"}:
        if place:
            named[article][place.casefold()] = place
    known = {article: towns for article, names in named.items() if len(towns := _settled(names)) > 1}
    claims: dict[tuple[str, str], list[Row]] = defaultdict(list)
    homeless: list[Row] = []
    for row in rows if known else ():
        if row.relation == "total" and row.article_id in known and row.figure_id and row.scope == "incident":
            claims[row.claim_id, row.outcome or ""].append(row)
            if not row.place and not row.place_text:
                homeless.append(row)
    found: dict[str, tuple[str, ...]] = {}
    for group in claims.values():
        names = known[group[0].article_id]
        own = tuple(dict.fromkeys(row.place for row in group if row.place and row.place.casefold() in names))
        places = _side_by_side(group[0].claim_text, names) if len(group) == 1 else own
        whole = _whole(group)
        if whole is not None and whole.figure_id and len(places) > 1:
            found[whole.figure_id] = places
    first = {row.article_id: found[row.figure_id] for row in reversed(rows) if row.figure_id and row.figure_id in found}
    for row in homeless:
        if row.figure_id and row.article_id in first:
            found.setdefault(row.figure_id, first[row.article_id])
    return found


def _settled(names: Mapping[str, str]) -> dict[str, str]:
    """Return the places that are no whole country."""
    return {name: words for name, words in names.items() if name not in nations()}


def _side_by_side(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the known places that ``text`` joins: "Millau, Albi and Rodez", no town beside its region."""
    words = [word.casefold() for word in _WORD.findall(text)]
    longest = max(name.count(" ") for name in known) + 1
    found: list[str] = []
    last = -9
    joined = False
    for i in range(len(words)):
        for n in range(longest, 0, -1):
            name = known.get(" ".join(words[i : i + n]))
            if name is not None and i >= last:
                beside = i == last or (i == last + 1 and words[last] == "and")
                joined = beside and (joined or i > last)
                found = [*found, name] if beside else [name]
                last = i + n
                break
        if joined and i - last > 1:
            break
    return tuple(dict.fromkeys(found)) if joined else ()


def _whole(rows: Sequence[Row]) -> Row | None:
    """Return the toll of all places: the only one, or the one that the others add up to."""
    if len(rows) == 1:
        return rows[0]
    top = max(rows, key=lambda row: row.low or 0)
    parts = [row for row in rows if row is not top]
    return top if len(parts) > 1 and sum(row.low or 0 for row in parts) == top.low else None


class Node(NamedTuple):
    """An incident of one place and day, ``size`` figures strong, and the places that its figures count together."""

    key: Key
    name: str
    country: str | None
    first: int
    size: int
    may: May
    joint: frozenset[str]


def merge_joint(nodes: Iterable[Node]) -> dict[Key, Key]:
    """Return the incidents that are part of another, by key: those of one day whose places a figure counts together.

    The one of most figures takes in the others, and none that has taken in others is taken in itself.
    """
    at: dict[tuple[str, str | None], list[Node]] = defaultdict(list)
    naming: dict[tuple[str, str | None], list[Node]] = defaultdict(list)
    ordered = sorted(nodes, key=lambda node: (-node.size, str(node.key)))
    for node in ordered:
        at[node.name, node.country].append(node)
        for name in node.joint - {node.name}:
            naming[name, node.country].append(node)
    gone: dict[Key, Key] = {}
    mains: set[Key] = set()
    for node in ordered:
        if node.key in gone:
            continue
        others = [other for name in sorted(node.joint - {node.name}) for other in at.get((name, node.country), ())]
        for other in (*others, *naming.get((node.name, node.country), ())):
            if other.key not in gone and other.key not in mains and other.key != node.key and _one_event(node, other):
                gone[other.key] = node.key
                mains.add(node.key)
    return gone


def _one_event(one: Node, other: Node) -> bool:
    return abs(one.first - other.first) <= 1 and share(one.may, other.may)


def join_words(words: Sequence[str]) -> str:
    """Return ``Millau and Albi``, ``A, B and C``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def place_of(row: Row) -> str | None:
    """Return the place whose people the figure counts, ``None`` where it names none or the country alone."""
    if row.place and row.place.casefold() not in nations():
        return row.place
    return None
