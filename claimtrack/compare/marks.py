"""The rows of one article to marks: where each is linked, when, of which kind, who the victims are.

Whatever depends on the rest of the article is settled here: the place of a figure that
names none, the total that a part follows, the places counted together. What depends on
other articles is left to the block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from claimtrack.compare.days import ordinal
from claimtrack.compare.joint import find_joint
from claimtrack.compare.kinds import divide, kinds_in, label, may_be, may_be_in
from claimtrack.compare.populations import Populations
from claimtrack.compare.rows import Row, row_id
from claimtrack.compare.sources import voice_of
from claimtrack.compare.ties import Mark, join_set, new_tuple, plain, word_set
from claimtrack.lexicon.single import nations, sided_kinds

NARROW = 3  # an event date of more days than this is no day to anchor on
_Spot = tuple[str | None, str | None]  # words and country; no words for a whole country
_LATER = ("rescued", "detained")  # their day is often a later one: it makes no event where a harm has made one
_NOWHERE: _Spot = (None, None)
_NOT_KILLED = (*(None,) * 11, "")


def make_marks(rows: Iterable[Row], lead: str = "") -> list[Mark]:
    """Return the marks of the rows of one article, in the order of the text.

    Args:
        lead: the first words of the article, read for the kind of event where the title names none.
    """
    rows = sorted(rows, key=lambda row: (row.start or 0, row_id(row)))
    if not rows:
        return []
    own = {row_id(row): _spot(row.place, row.place_text, row.country) for row in rows}
    main = _main(rows, own)
    roots = _roots(rows)
    joint = find_joint(rows) if len({row.place for row in rows}) > 1 else {}
    title = rows[0].title
    around = title if may_be(title) else lead
    places = {row_id(row): _settle(row, own[row_id(row)], main) for row in rows}
    first: list[Mark] = []
    for n, row in enumerate(rows):
        key = row_id(row)
        root = roots.get(key)
        (place, country), borrowed = places[root or key]
        first.append(_mark(row, n, place, country, borrowed, root, around or "", joint.get(key, ())))
    first = _one_attack(first)
    lost = [mark for mark in first if not mark.block]
    blocks = {"incident": _nowhere(lost), "denial": _nowhere(lost)} if lost else {}
    return [mark if mark.block else mark._replace(block=blocks.get(mark.scope, _own_block(mark))) for mark in first]


def _one_attack(marks: list[Mark]) -> list[Mark]:
    """Return the marks with one kind for what an article says of one place and day, where all of it is an attack.

    "Fifty rounds were fired and a boy was stabbed" is one event; "a shooting" and "an earthquake" are two.
    """
    attacks: dict[tuple[str | None, int | None], list[Mark]] = {}
    for mark in marks:
        if mark.kinds and mark.scope == "incident" and _is_attack(mark.kinds):
            attacks.setdefault((mark.place, mark.first), []).append(mark)
    every = {
        spot: join_set(frozenset[str]().union(*(word_set(mark.kinds) for mark in group)))
        for spot, group in attacks.items() if len(divide({word_set(mark.kinds) for mark in group})) > 1
    }  # fmt: skip
    if not every:
        return marks
    return [
        mark._replace(kinds=every[mark.place, mark.first])
        if (mark.place, mark.first) in every and mark.scope == "incident" and mark.kinds and _is_attack(mark.kinds)
        else mark for mark in marks
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _is_attack(kinds: str) -> bool:
    return word_set(kinds) <= sided_kinds()


def block_of(place: str | None, country: str | None) -> str:
    """Return the block of a place: its name alone, since a text may leave out the country."""
    return plain(place) if place else country or ""


def _mark(
    row: Row, n: int, place: str | None, country: str | None, borrowed: bool, root: str | None, around: str,
    joint: tuple[str, ...],
) -> Mark:  # fmt: skip
    scope = (row.scope or "incident") if row.figure_id else "denial"
    hidden = row.stance == "hypothetical"
    part = 2 if hidden else int(row.relation not in (None, "total") or row.outcome in _LATER)
    voice = voice_of(row.name, row.role, row.organization, row.speaker, row.outlet, row.mode)
    values = (
        row_id(row), row.claim_id, row.article_id, n, block_of(place, country), scope, place, country, int(borrowed),
        ordinal(row.event_start), ordinal(row.event_end, last=True),
        ordinal(row.stated_end or row.stated_start or row.published, last=True), row.event_grain, part, root,
        _kinds(row.claim_text, around), _who(row.group, row.victims), "|".join(joint), int(bool(row.figure_id)),
        int(hidden), voice.key, voice.country, int(bool(row.name)), _named_in(row.claim_text),
        _named_in(row.title), *(_killed(row) if row.outcome == "killed" else _NOT_KILLED),
    )  # fmt: skip
    return new_tuple(Mark, values)


def _killed(row: Row) -> tuple[Any, ...]:
    """Return what a range of the killed is made of; the words only where they say something that the rest does not."""
    telling = row.modifier == "vague" or Populations.with_attacker(row)
    words = (row.text, row.claim_text) if telling else (None, "")
    return (row.outcome, row.unit, row.relation, row.stance, row.group, row.victims, row.modifier, row.value, row.low,
            row.high, *words)  # fmt: skip


@lru_cache(maxsize=4096)
def _kinds(claim: str, around: str) -> str:
    return join_set(may_be_in(claim, around))


@lru_cache(maxsize=4096)
def _named_in(text: str | None) -> str:
    return "|".join(kinds_in(text))


@lru_cache(maxsize=4096)
def _who(group: str | None, words: str | None) -> str:
    """Return the group and the nations of the victims: "Afghan soldiers" are soldiers and of AF."""
    found = {group} if group and group != "other" else set()
    found |= {nations()[word] for word in (words or "").casefold().split() if word in nations()}
    return join_set(frozenset(found))


@lru_cache(maxsize=65536)
def _spot(place: str | None, text: str | None, country: str | None) -> _Spot:
    """Return the place that a row names; a whole country has no words."""
    words = place or text
    whole = nations().get((words or "").casefold())
    if whole is not None and whole == (country or whole):
        return None, whole
    return (words, country) if words and plain(words) else _NOWHERE


def _main(rows: Sequence[Row], own: Mapping[str, _Spot]) -> _Spot | None:
    """Return the place that most figures of the article name, the first of several; ``None`` where none does."""
    named = Counter(own[row_id(row)] for row in rows if row.scope == "incident" and own[row_id(row)][0])
    return named.most_common(1)[0][0] if named else None


def _settle(row: Row, spot: _Spot, main: _Spot | None) -> tuple[_Spot, bool]:
    """Return the place to which a row is counted, and whether the rest of the article gave it.

    A running tally that names no area is of the country, a past event without a place stands where it is.
    """
    if row.scope == "background" or spot[0] or main is None:
        return spot, False
    if row.scope == "cumulative":
        return (spot, False) if spot[1] else ((None, main[1]), True)
    return (main, True) if spot == _NOWHERE or spot[1] == main[1] else (spot, False)


def _roots(rows: Sequence[Row]) -> dict[str, str]:
    """Return, by the id of each part, the figure that it is in the end a part of."""
    of = {
        row.figure_id: row for row in rows
        if row.figure_id and row.scope in ("incident", None) and row.stance != "hypothetical"
    }  # fmt: skip
    found: dict[str, str] = {}
    for row in rows:
        if not row.part_of or not row.figure_id or row.scope not in ("incident", None):
            continue
        seen = {row.figure_id}
        root = row.part_of
        while root in of and root not in seen and of[root].part_of in of:
            seen.add(root)
            root = of[root].part_of or root
        if root in of and root != row.figure_id and root not in seen:
            found[row.figure_id] = root
    return found


def _nowhere(lost: Sequence[Mark]) -> str:
    """Return the block of what names no place: that of a day and a kind of event, if both are told, else its article's.

    Reports of "the crash" of one day may be of one crash; more than that nobody can tell.
    """
    lost = [mark for mark in lost if mark.scope == "incident" and not mark.part] or lost
    days = {m.first for m in lost if m.first is not None and (m.last or m.first) - m.first <= NARROW}
    kinds = divide(word_set(mark.kinds) for mark in lost)
    kind = label(kinds[0]) if len(kinds) == 1 else None
    return f"? {kind} {days.pop()}" if kind and len(days) == 1 else _own_block(lost[0])


def _own_block(mark: Mark) -> str:
    return f"? {mark.article_id}"
