"""Two figures of one incident to how they stand to each other, with the reason in words.

A difference is explained before it is called a contradiction: by whom is counted
(a subset, another scope), by time (an update, a revision, a stale copy), by open
bounds (compatible). Only what none of these explains contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from claimtrack.compare.cells import group_words
from claimtrack.compare.days import ordinal, short_day
from claimtrack.compare.notation import marked, sign
from claimtrack.compare.populations import EVERYONE, Population, Populations, counts_bodies
from claimtrack.compare.rows import Row, clock, links, moment, said_on
from claimtrack.compare.sources import Voice

Kind = Literal[
    "same", "restated", "subset", "other scope", "update", "revision down", "compatible", "increment", "denial",
    "contradiction",
]  # fmt: skip

_ABOUT = 0.1  # "about 40" is taken to allow 36 to 44 when two figures are held against each other
_ACUTE = 2  # days after an event in which counts of one day may differ because they grew in between
_GROWTH = 1.25
_OPEN = float("inf")
_DENIED = 80  # characters of what is denied that a reason quotes


_EACH_ONCE = ("rescued", "detained")  # counts of two days are of two rescues
# what goes down as people are found, freed or return: a lower count is news, no correction
_FALLING = ("missing", "dead_or_missing", "abducted", "captured", "detained", "displaced")


class Saying(NamedTuple):
    """A figure with the voice that said it, whom it counts, the day of the incident's begin and its table's title."""

    row: Row
    voice: Voice
    began: int | None = None
    who: Population = EVERYONE
    series: str = ""


def make_sayings(
    rows: Iterable[Row], voices: Mapping[str, Voice], began: int | None = None, among: Populations | None = None
) -> list[Saying]:
    """Return the figures of one incident as sayings, in order; ``among`` holds more of its figures than are shown."""
    rows = list(rows)
    among = among or Populations(rows)
    return [Saying(row, voices[row.claim_id], began, among.of(row)) for row in rows]


class Verdict(NamedTuple):
    """How two figures stand to each other: ``reason`` is one clause, without a full stop.

    ``stale`` says that the later one repeats what its outlet had already passed; ``pair`` are two of one day that
    exclude each other, the lower first.
    """

    kind: Kind
    reason: str
    stale: bool = False
    pair: tuple[Saying, Saying] | None = None


def relate(one: Saying, other: Saying, history: Sequence[Saying] = ()) -> Verdict:
    """Return how two figures of one incident and one outcome stand to each other, the earlier first where known.

    Args:
        history: all figures of the incident and outcome; by them a stale copy is known.
    """
    first, second = (other, one) if order(other.row, one.row) < 0 else (one, other)
    a, b = first.row, second.row
    return (
        _denial(first, second)
        or _increment(first, second, history)
        or _scope(first, second)
        or _replaced(a, b)
        or _numbers(first, second, history)
    )


def order(a: Row, b: Row) -> int:
    """Return -1 or 1 where ``a`` was said before or after ``b``, 0 where the day is one and a clock time is lacking."""
    at_a, at_b = clock(a), clock(b)
    if at_a and at_b and at_a.kind == at_b.kind:
        return (at_a > at_b) - (at_a < at_b)
    day_a, day_b = said_on(a), said_on(b)
    if not day_a or not day_b:
        return 0
    n = min(len(day_a), len(day_b))
    return (day_a[:n] > day_b[:n]) - (day_a[:n] < day_b[:n])


def _denial(first: Saying, second: Saying) -> Verdict | None:
    denials = [s for s in (first, second) if s.row.stance == "denied"]
    if not denials:
        return None
    if len(denials) == 2:
        return Verdict("same", "both deny")
    return Verdict("denial", f"{denials[0].voice.label} {denial_words(denials[0].row)}")


def denial_words(row: Row) -> str:
    """Return ``denies 15``, or where no figure is denied the words that are: ``denies “having shelled Ganja”``."""
    if row.figure_id:
        return f"denies {sign(row)}"
    words = " ".join(row.claim_text.split())
    if " " not in words:
        return f"denies {words or 'it'}"
    return f"denies “{words if len(words) <= _DENIED else words[:_DENIED].rsplit(' ', 1)[0] + ' …'}”"


def _increment(first: Saying, second: Saying, history: Sequence[Saying]) -> Verdict | None:
    if _apart(first.row, second.row):
        return None
    for saying in (second, first):
        row = saying.row
        if row.relation == "increment":
            totals = [s for s in (first, second, *history)
                      if s.row.relation == "total" and (s.voice.key == saying.voice.key or s.row.mode == "narrated")
                      and (s.row.article_id, s.row.outcome, s.row.unit) == (row.article_id, row.outcome, row.unit)
                      and _population(saying._replace(who=s.who), s) is None]  # fmt: skip
            if totals:
                new = sign(totals[-1].row)
                return Verdict("increment", f"{marked(row)} is counted in the {new} of the same report")
            return Verdict("increment", f"{marked(row)} is added to a toll; no new total is stated")
    return None


def _scope(first: Saying, second: Saying) -> Verdict | None:
    """Return a verdict where the two do not count the same people."""
    a, b = first.row, second.row
    if a.scope != b.scope:
        return Verdict("other scope", f"{a.scope} against {b.scope}")
    if (a.outcome, a.unit) != (b.outcome, b.unit):
        return Verdict("other scope", f"{_what(a)} against {_what(b)}")
    if a.outcome in _EACH_ONCE and a.event_start and b.event_start and a.event_start[:10] != b.event_start[:10]:
        days = " and ".join(short_day(row.event_start[:10]) for row in (a, b) if row.event_start)
        return Verdict("other scope", f"{a.outcome} on {days}")
    for part, whole in ((a, b), (b, a)):
        if part.part_of and part.part_of == whole.figure_id and part.relation != "previous":
            return Verdict("subset", f"{_part(part)}: a part of the {sign(whole)}")
    if (a.relation == "subset") != (b.relation == "subset") and not _apart(a, b):
        part, whole = (a, b) if a.relation == "subset" else (b, a)
        if not _exceeds(part, whole):
            return Verdict("subset", f"{_part(part)}: a part, {sign(whole)} is all")
        return Verdict("other scope", f"{_part(part)} only, against all")
    return _population(first, second)


def _apart(a: Row, b: Row) -> bool:
    """Return whether two are counted at places of which neither holds the other, as "Millau and Albi" holds "Albi"."""
    one, other = (a.place or "").casefold(), (b.place or "").casefold()
    return bool(one and other) and one not in other and other not in one


def _population(first: Saying, second: Saying) -> Verdict | None:
    one, two = first.who, second.who
    if one != two:
        if one.attacker != two.attacker:
            more, less = (first, second) if one.attacker else (second, first)
            return Verdict("other scope", f"{sign(more.row)} counts the attacker too, {sign(less.row)} does not")
        if one.area != two.area:
            both, alone = (first, second) if one.area else (second, first)
            where = alone.who.area or alone.row.place or "one place"
            return Verdict("other scope", f"{sign(both.row)} in {both.who.area}, {sign(alone.row)} in {where}")
        if EVERYONE in (one, two):
            part = two if one == EVERYONE else one
            return Verdict("other scope", f"{part.words} only, against all")
        return Verdict("other scope", f"{one.words} against {two.words}")
    a, b = first.row, second.row
    if a.place and b.place and a.place.casefold() != b.place.casefold():
        return Verdict("other scope", f"{a.place} against {b.place}")
    return None


def _replaced(a: Row, b: Row) -> Verdict | None:
    """Return a verdict where the text itself says that one toll replaced the other."""
    for old, new in ((a, b), (b, a)):
        if old.relation == "previous" and new.relation == "total" and old.article_id == new.article_id:
            kind: Kind = "revision down" if _exceeds(old, new) and new.outcome not in _FALLING else "update"
            if not excluded(old, new) and sign(old) == sign(new):
                return Verdict("restated", "the article gives the same toll as before")
            return Verdict(kind, f"{sign(old)} is said to be replaced by {sign(new)}")
    return None


def _numbers(first: Saying, second: Saying, history: Sequence[Saying]) -> Verdict:
    a, b = first.row, second.row
    same_voice, ordered = _same_source(first, second), order(a, b) != 0
    by = "the same source" if first.voice.key == second.voice.key else f"{second.voice.label}, resting on it"
    if (a.low, a.high, a.modifier) == (b.low, b.high, b.modifier):
        passed = passed_by(second, history)
        if ordered and passed:
            return Verdict("restated", passed, stale=True)
        if same_voice:
            if ordered or a.article_id == b.article_id:
                return Verdict("restated", f"repeats {sign(a)}")
            return Verdict("same", f"{sign(a)} as in {_where(first)}")
        return Verdict("restated" if ordered else "same", f"agrees with {first.voice.label}")
    if not excluded(a, b):
        if same_voice and ordered and _grew(a, b):
            return Verdict("update", f"from {sign(a)}, {_gap(a, b)}, by {by}")
        return Verdict("compatible", _within(a, b))
    if not same_voice and counts_bodies((a if _exceeds(b, a) else b).text):
        few, many = (a, b) if _exceeds(b, a) else (b, a)
        if not ordered or few is b:
            return Verdict("other scope", f"{sign(few)} bodies, against a toll of {sign(many)}")
    if not ordered:
        return _one_day(first, second, same_voice)
    gap = _gap(a, b)
    came = f"from {sign(a)}, {gap}, by {by}" if same_voice else f"from the {sign(a)} of {first.voice.label}, {gap}"
    if a.outcome in _FALLING and not _exceeds(b, a):
        return Verdict("update", f"{came}; the number falls as people are found")
    if _exceeds(b, a):
        return Verdict("update", came)
    passed = passed_by(second, history)
    rival = f"the {sign(a)} of {first.voice.label}"
    if passed:
        return Verdict("restated", passed, stale=True)
    if same_voice:
        return Verdict("revision down", came)
    if _is_near(first, second):
        return Verdict("compatible", f"{sign(b)} is {gap} and near {rival}: counts differ while they grow")
    return _given_up(first, second, history) or Verdict("contradiction", f"{sign(b)} is {gap} and yet below {rival}")


def _given_up(first: Saying, second: Saying, history: Sequence[Saying]) -> Verdict | None:
    """Return a verdict where one of two was no longer said: replaced, or its source had come to another by then."""
    for old, new in ((first, second), (second, first)):
        if old.row.relation == "previous":
            return Verdict("update", f"{sign(old.row)} is a toll that was replaced, {sign(new.row)} is not")
    for s in history:
        later = s.voice.key == first.voice.key and _precedes(first, s) and order(s.row, second.row) <= 0
        if later and s.row.stance == "asserted" and not excluded(s.row, second.row):
            return Verdict("update", f"{first.voice.label} had come from {sign(first.row)} to {sign(s.row)} by then")
    return None


def _one_day(first: Saying, second: Saying, same_voice: bool) -> Verdict:
    a, b = first.row, second.row
    few, many = (second, first) if _exceeds(a, b) else (first, second)
    low, high = sign(few.row), sign(many.row)
    if same_voice:
        return Verdict("update", f"{low} and {high} by the same source on one day, order not told")
    if _is_near(first, second):
        return Verdict("compatible", f"{low} and {high} on one day, order not told: the count may have grown")
    if (gone := _given_up(first, second, ())) is not None:
        return gone
    words = f"{low} of {few.voice.label} and {high} of {many.voice.label}"
    return Verdict("contradiction", f"{words} exclude each other, on one day", pair=(few, many))


def _is_near(first: Saying, second: Saying) -> bool:
    """Return whether two counts of the first days differ by so little that growth may explain it."""
    a, b = first.row, second.row
    low, high = sorted(max(r.low or 0, r.high or 0) for r in (a, b))
    days = [ordinal(said_on(s.row)) for s in (first, second)]
    acute = first.began is None or all(day is None or day - first.began <= _ACUTE for day in days)
    same_day = said_on(a) == said_on(b)
    return same_day and acute and a.value != b.value and (high - low <= 2 or high <= _GROWTH * low)


def _same_source(first: Saying, second: Saying) -> bool:
    """Return whether both come from one voice, or the later names the earlier in its chain."""
    if first.voice.key == second.voice.key:
        return True
    names = {(link.get("name") or link.get("text") or "").casefold() for link in links(second.row.chain)[1:]}
    return bool(first.voice.label and first.voice.label.casefold() in names)


def passed_by(copy: Saying, history: Sequence[Saying]) -> str:
    """Return why ``copy`` is stale, nothing where it is not: its outlet (or source) had given a higher toll before.

    What an outlet tells in its own voice is stale also where others had passed it.
    """
    row = copy.row
    if row.stated_start and (said_on(row) or "") >= (row.published or "")[:10] and row.mode != "narrated":
        # the source itself says so on that day: no copy
        return ""
    narrated = row.mode == "narrated"
    low, high, top = row.low, row.high, bounds(row)[1]
    old = [s for s in history if s.row.low == low and s.row.high == high and _precedes(s, copy)]
    # what an outlet tells in its own voice it has from others, so what these have passed is old too
    above = [s for s in history if (s.voice.key == copy.voice.key or (
        s.row.kind != "witness" and (narrated or s.row.outlet == row.outlet)))
        and bounds(s.row)[0] > top and _precedes(s, copy)] if old and top < _OPEN else []  # fmt: skip
    if not any(order(o.row, n.row) < 0 for o in old for n in above):
        return ""
    own = [s for s in above if s.row.outlet == row.outlet]
    last = max(own or above, key=lambda s: moment(s.row))
    who = last.row.outlet if last.row.outlet == row.outlet else last.voice.label
    day = short_day(said_on(last.row) or "")
    return f"stale copy: repeats {sign(row)} though {who} had passed it with {sign(last.row)} on {day}"


def _precedes(one: Saying, other: Saying) -> bool:
    """Return whether ``one`` is a total of the same people as ``other``, said before it."""
    return one.row.relation == "total" and order(one.row, other.row) < 0 and _comparable(one, other)


def _comparable(one: Saying, other: Saying) -> bool:
    a, b = one.row, other.row
    alike = (a.outcome, a.unit, a.scope, a.relation) == (b.outcome, b.unit, b.scope, b.relation)
    return alike and _population(one, other) is None


def bounds(row: Row) -> tuple[float, float]:
    """Return the closed interval that the words leave open, with the slack of "about" and "nearly"."""
    low = float(row.low) if row.low is not None else 0.0
    high = float(row.high) if row.high is not None else _OPEN
    if row.modifier == "about":
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    if row.modifier == "nearly":
        return low * (1 - _ABOUT), high - 1
    return low, high


def excluded(a: Row, b: Row) -> bool:
    """Return whether no number satisfies both."""
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    return high_a < low_b or high_b < low_a


def _exceeds(a: Row, b: Row) -> bool:
    """Return whether every reading of ``a`` is above every reading of ``b``."""
    return bounds(a)[0] > bounds(b)[1]


def _grew(a: Row, b: Row) -> bool:
    return (b.low or 0) > (a.low or 0) or (b.high is not None and a.high is None)


def _within(a: Row, b: Row) -> str:
    if a.high is None and b.high is None:
        agree = f"{sign(b)} agrees with {sign(a)}"
        return agree if a.low == b.low else f"{sign(b)} and {sign(a)} are both lower bounds"
    inner, outer = (b, a) if bounds(a)[0] <= bounds(b)[0] and bounds(b)[1] <= bounds(a)[1] else (a, b)
    return f"{sign(inner)} lies within {sign(outer)}"


def _gap(a: Row, b: Row) -> str:
    first, last = ordinal(said_on(a)), ordinal(said_on(b))
    days = (last or 0) - (first or 0)
    if first is None or last is None:
        return "later"
    if days == 0:
        return "later that day"
    return f"{days} day{'s' if days > 1 else ''} later"


def _where(saying: Saying) -> str:
    return saying.row.outlet or "another article"


def _what(row: Row) -> str:
    words = (row.outcome or "").replace("_", " ")
    return f"{words} {row.unit}s" if row.unit not in (None, "person", "other") else words


def _part(row: Row) -> str:
    """Return ``2 children``, ``4 of them``, as a cell shows a part."""
    return f"{sign(row)} {group_words(row)}"
