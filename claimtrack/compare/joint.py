"""Figures that count two places together, told from those of one place.

"17 people in Millau and Albi" is the toll of both; "24 have died: 19 in Millau and five in
Albi" holds one of both and one of each. Set against a toll of one place they are another
scope, and they say that the two places belong to one event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimtrack.compare.rows import Row
from claimtrack.compare.ties import Draft, Tie
from claimtrack.lexicon.single import nations

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def find_joint(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """Return, by figure id, the places that a figure counts together, in the order of the text."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for article, place in {(row.article_id, row.place) for row in rows if row.scope == "incident"}:
        if place:
            named[article][place.casefold()] = place
    known = {article: towns for article, names in named.items() if len(towns := _settled(names)) > 1}
    claims: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows if known else ():
        if row.relation == "total" and row.article_id in known and row.figure_id and row.scope == "incident":
            claims[row.claim_id, row.outcome or ""].append(row)
    found: dict[str, tuple[str, ...]] = {}
    for group in claims.values():
        names = known[group[0].article_id]
        own = tuple(dict.fromkeys(row.place for row in group if row.place and row.place.casefold() in names))
        places = _side_by_side(group[0].claim_text, names) if len(group) == 1 else own
        whole = _whole(group)
        if whole is not None and whole.figure_id and len(places) > 1:
            found[whole.figure_id] = places
    return found


def _settled(names: Mapping[str, str]) -> dict[str, str]:
    """Return the places that are no whole country."""
    return {name: words for name, words in names.items() if name not in nations()}


def _side_by_side(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the known places that ``text`` names in one breath, "Millau and Albi"; nothing where it does not."""
    words = [word.casefold() for word in _WORD.findall(text)]
    longest = max(name.count(" ") for name in known) + 1
    found: list[str] = []
    last = -9
    for i in range(len(words)):
        for n in range(longest, 0, -1):
            name = known.get(" ".join(words[i : i + n]))
            if name is not None and i >= last:
                found = [*found, name] if i - last <= 1 else [name]
                last = i + n
                break
        if len(found) > 1 and i - last > 1:
            break
    return tuple(dict.fromkeys(found))


def _whole(rows: Sequence[Row]) -> Row | None:
    """Return the toll of all places: the only one, or the one that the others add up to."""
    if len(rows) == 1:
        return rows[0]
    top = max(rows, key=lambda row: row.low or 0)
    parts = [row for row in rows if row is not top]
    return top if len(parts) > 1 and sum(row.low or 0 for row in parts) == top.low else None


def merge_joint(drafts: list[Draft], joint: Mapping[str, tuple[str, ...]]) -> list[Draft]:
    """Return ``drafts`` with those of one day made one whose places a figure counts together."""
    at: dict[tuple[str, str | None], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.place and not draft.fits and draft.scope == "incident":
            at[draft.place.name, draft.place.country].append(draft)
    gone: set[int] = set()
    for draft in sorted(drafts, key=lambda d: -len(d.ties)):
        if id(draft) in gone or not draft.place:
            continue
        for name in _others(draft, joint):
            for other in at.get((name.casefold(), draft.place.country), ()):
                if other is not draft and id(other) not in gone and abs((other.first or 0) - (draft.first or 0)) <= 1:
                    reason = "counted together with " + draft.place.name.title()
                    draft.ties += [Tie(t.row, t.score, (*t.reasons, reason)) for t in other.ties]
                    gone.add(id(other))
    for draft in drafts:
        draft.ties = [_renamed(tie, joint) for tie in draft.ties]
    return [draft for draft in drafts if id(draft) not in gone]


def _others(draft: Draft, joint: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    names = (name for tie in draft.ties for name in joint.get(tie.row.figure_id or "", ()))
    return [name for name in dict.fromkeys(names) if draft.place and name.casefold() != draft.place.name]


def _renamed(tie: Tie, joint: Mapping[str, tuple[str, ...]]) -> Tie:
    places = joint.get(tie.row.figure_id or "")
    if not places:
        return tie
    return Tie(tie.row._replace(place=join_words(places)), tie.score, tie.reasons)


def join_words(words: Sequence[str]) -> str:
    """Return ``Millau and Albi``, ``A, B and C``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def place_of(row: Row) -> str | None:
    """Return the place whose people the figure counts, ``None`` where it names none or the country alone."""
    if row.place and row.place.casefold() not in nations():
        return row.place
    return None
