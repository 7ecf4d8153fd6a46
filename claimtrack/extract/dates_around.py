"""The words around a date that bear on it: "late", "last", "the end of", "the night of"."""

from __future__ import annotations

from claimtrack.extract.dates_scan import Found, Scan
from claimtrack.extract.dates_words import Unit
from claimtrack.normalize.dates_phrase import Phrase

_MOST = 60  # days or weeks counted from a date


def widen_first(scan: Scan, found: list[Found]) -> list[Found]:
    """Take in the words around the first of some dates."""
    if not found:
        return found
    first = widen(scan, found[0], right=len(found) == 1)
    return [first, *found[1:]]


def widen(scan: Scan, found: Found, right: bool = True) -> Found:
    """Take in the words around a date that bear on it: "late", "last", "the end of", "morning"."""
    first, last, phrase = found
    w = scan.w
    if right and phrase.kind != "decade" and scan.at(last) in w.day_tails:
        first, last, phrase = _day_part_after(scan, found)
    for _ in range(4):
        before = scan.at(first - 1)
        if before not in w.widening or (before in w.plain_on and scan.at(first - 2) not in w.edges):
            break
        step = _before(scan, first, phrase)
        if step is None:
            break
        first, phrase = step
    return found if first == found.first and last == found.last else Found(first, last, phrase)


def _is_day_phrase(phrase: Phrase) -> bool:
    if phrase.kind in ("calendar", "in_year"):
        return phrase.day is not None and phrase.to is None
    return phrase.kind in ("weekday", "holiday") or (phrase.kind == "unit" and phrase.unit == "day")


def _day_part_after(scan: Scan, found: Found) -> Found:
    """Take in "night", "in the morning" behind a day."""
    if not _is_day_phrase(found.phrase):
        return found
    j = found.last
    if scan.role(j) == "of" and scan.role(j + 1) == "the":
        j += 2
    j += scan.at(j) in scan.w.edges
    if scan.at(j) in scan.w.parts and scan.w.parts[scan.at(j)] is None:
        return Found(found.first, j + 1, found.phrase._replace(grain="part_of_day"))
    return found


def _before(scan: Scan, first: int, phrase: Phrase) -> tuple[int, Phrase] | None:
    """Return the date grown by what stands right before token ``first``."""
    w, token = scan.w, scan.at(first - 1)
    if token in w.edges or (scan.role(first - 1) == "on" and scan.at(first - 2) in w.edges):
        at = first - 1 if token in w.edges else first - 2
        mod = w.edges.get(scan.at(at))
        if _is_day_phrase(phrase) or phrase.kind == "moment":
            return at, phrase._replace(grain="part_of_day")
        return at, phrase._replace(mod=phrase.mod or mod)
    if token in w.every:
        return None
    if token in w.which and phrase.kind in ("weekday", "calendar", "holiday", "season") and phrase.year is None:
        return _with_which(scan, first, phrase)
    role = scan.role(first - 1)
    if role == "the" and scan.at(first - 2) in w.which and phrase.kind == "weekday":
        return None
    if role == "of" or (role == "the" and scan.role(first - 2) == "of"):
        return _edge_of(scan, first - 1 - (role == "the"), phrase)
    if token in w.about and _takes_about(scan, first, phrase):
        return first - 1, phrase._replace(mod=phrase.mod or "APPROX")
    if role == "fiscal" and phrase.kind == "calendar":
        return first - 1, phrase
    if token in w.asides and (_is_day_phrase(phrase) or phrase.kind == "unit"):
        return first - 1, phrase
    if token in w.shifts and _is_day_phrase(phrase):
        return _day_before(scan, first, phrase)
    return _counted_from(scan, first, phrase) if role == "from" and _is_day_phrase(phrase) else None


def _counted_from(scan: Scan, first: int, phrase: Phrase) -> tuple[int, Phrase] | None:
    """Return "a week from Friday", "two days from today"."""
    unit, count = scan.w.units.get(scan.at(first - 2)), scan.count(first - 3)
    if unit is None or unit.name not in ("day", "week") or count is None or count > _MOST or phrase.step < 0:
        return None
    if phrase.kind == "weekday":
        phrase = phrase._replace(step=1, unit="coming")
    elif phrase.kind != "unit":
        return None
    return first - 3, phrase._replace(nudge=count * unit.times * (7 if unit.name == "week" else 1))


def _takes_about(scan: Scan, first: int, phrase: Phrase) -> bool:
    """Whether "around" before a date blurs it ("around Nov. 1"); "some" and "nearly" count people."""
    return scan.role(first - 1) == "at" and phrase.mod is None and phrase.kind == "calendar"


def _with_which(scan: Scan, first: int, phrase: Phrase) -> tuple[int, Phrase] | None:
    move = scan.w.which[scan.at(first - 1)]
    if phrase.kind == "weekday" and scan.at(first - 1) in scan.w.coming:
        return first - 1 - (scan.at(first - 2) in scan.w.which), phrase._replace(step=1, unit="coming")
    if move == (1, "text") and scan.role(first - 2) != "the":
        return None  # "following Monday's debate"
    if phrase.step or (phrase.kind == "calendar" and phrase.day is not None and move == (0, "anchor")):
        return None
    at = first - 1
    if scan.at(at) in scan.w.which and scan.w.which.get(scan.at(at - 1)) == (0, "anchor"):
        at -= 1  # "this past Sunday"
    if phrase.kind == "weekday" and move == (0, "anchor") and scan.at(at) == scan.at(first - 1):
        return at, phrase._replace(unit="this")
    if phrase.kind == "weekday" and move.step == 0 and move.base == "text":
        return at, phrase
    return at, phrase._replace(step=move.step, base=move.base)


def _edge_of(scan: Scan, of: int, phrase: Phrase) -> tuple[int, Phrase] | None:
    """Return "the end of ...", "the week of ...", "the night of ..." with the token of "of" given."""
    noun = scan.at(of - 1)
    start = of - 1 - (scan.role(of - 2) == "the")
    if noun in scan.w.edge_nouns and scan.at(of) == "in" and start == of - 1:
        return None  # "will start in February"
    if noun in scan.w.edge_nouns and phrase.kind in ("calendar", "unit", "decade", "season", "in_year", "weekend"):
        return start, phrase._replace(mod=phrase.mod or scan.w.edge_nouns[noun])
    if noun in scan.w.edges and not _is_day_phrase(phrase) and phrase.kind != "weekday":
        return of - 1, phrase._replace(mod=phrase.mod or scan.w.edges[noun])
    unit = scan.w.units.get(noun)
    if unit and unit.name == "week" and not unit.plural and _is_day_phrase(phrase) and scan.role(of - 2) == "the":
        return start, phrase._replace(grain="week")
    if noun in scan.w.parts and _is_day_phrase(phrase):
        start -= start == of - 1 and scan.at(of - 2) in scan.w.edges
        return start, phrase._replace(grain="part_of_day")
    return None


def _day_before(scan: Scan, first: int, phrase: Phrase) -> tuple[int, Phrase] | None:
    """Return "the day before yesterday", "day before last Tuesday", "four days before Christmas"."""
    unit = scan.w.units.get(scan.at(first - 2))
    if unit is None or unit.name not in ("day", "week") or scan.w.shifts[scan.at(first - 1)].base != "text":
        return None
    if unit.name == "week" and not unit.plural and scan.count(first - 3) is None:
        return None
    step = scan.w.shifts[scan.at(first - 1)].step
    if unit.plural or scan.count(first - 3) == 1:
        return _days_before(scan, first, phrase, unit, step)
    return first - 2 - (scan.role(first - 3) == "the"), phrase._replace(nudge=step)


def _days_before(scan: Scan, first: int, phrase: Phrase, unit: Unit, step: int) -> tuple[int, Phrase] | None:
    """Return "four days before Christmas"; "two days after Friday's raid" speaks of the Friday."""
    count = scan.count(first - 3)
    if phrase.kind != "holiday" or count is None or count > _MOST or scan.at(first - 1) not in scan.w.roles:
        return None
    return first - 3, phrase._replace(nudge=step * count * unit.times * (7 if unit.name == "week" else 1))
