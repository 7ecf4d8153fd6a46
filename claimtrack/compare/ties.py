"""The working values of linking: a row with its keys, its tie to an incident, an incident in the making."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claimtrack.compare.days import ordinal
from claimtrack.compare.rows import Row
from claimtrack.lexicon.single import nations

_new = tuple.__new__  # a million frames: the named tuple's own constructor takes twice as long
_Spot = tuple[str | None, str | None, str | None]


class Place(NamedTuple):
    """A place to compare by: its name in small letters (empty for a whole country) and the country's code."""

    name: str
    country: str | None


class Frame(NamedTuple):
    """A row with its keys: the place it is counted to, the one it names, the event's days and the day it was said.

    Days are ordinals; ``borrowed`` says that the place comes from the rest of the article.
    """

    row: Row
    place: Place | None
    named: Place | None
    first: int | None
    last: int | None
    said: int | None
    borrowed: bool


class Tie(NamedTuple):
    """A row of an incident: how sure it belongs there, 0 to 1, and why, in words."""

    row: Row
    score: float
    reasons: tuple[str, ...]


def make_tie(parts: tuple[Row, float, tuple[str, ...]]) -> Tie:
    """Return a tie of its three parts, in less time than its own constructor takes."""
    return _new(Tie, parts)


class Draft:
    """An incident in the making; ``fits`` holds those between which it could not choose."""

    __slots__ = ("first", "fits", "inferred", "last", "place", "scope", "ties")

    def __init__(
        self,
        scope: str,
        place: Place | None,
        first: int | None,
        last: int | None,
        inferred: bool = False,
        *,
        fits: tuple[Draft, ...] = (),
    ) -> None:
        self.scope, self.place, self.first, self.last, self.inferred, self.fits = (
            scope, place, first, last, inferred, fits,
        )  # fmt: skip
        self.ties: list[Tie] = []


class _Days(dict[str | None, int | None]):
    """ISO dates to day numbers, each worked out once; a million look-ups are what it is for."""

    def __init__(self, *, last: bool) -> None:
        self.last = last

    def __missing__(self, iso: str | None) -> int | None:
        self[iso] = day = ordinal(iso, last=self.last)
        return day


def make_frames(rows: Sequence[Row]) -> list[Frame]:
    """Return each row with its place and days as keys; a row that names no place takes its article's main one."""
    spots: list[_Spot] = [(row.place, row.place_text, row.country) for row in rows]
    places = _places(set(spots))
    focus = _focus(rows, spots, places)
    begin, end = _Days(last=False), _Days(last=True)
    frames = []
    for row, spot in zip(rows, spots, strict=True):
        named = place = places[spot]
        borrowed = False
        if place is None or not place.name:
            own = focus.get(row.article_id)
            if own and (place is None or own.country == place.country):
                place, borrowed = own, True
            borrowed = borrowed or place is None
        said = row.stated_end or row.stated_start or row.published
        frames.append(_new(Frame, (row, place, named, begin[row.event_start], end[row.event_end], end[said], borrowed)))
    return frames


def _places(spots: Iterable[_Spot]) -> dict[_Spot, Place | None]:
    """Return the key of each place; a whole country has an empty name."""
    spots = list(spots)
    countries: dict[str, set[str]] = defaultdict(set)
    for place, _, country in spots:
        if place and country:
            countries[place.casefold()].add(country)
    found: dict[_Spot, Place | None] = {}
    for spot in spots:
        words, country = spot[0] or spot[1], spot[2]
        name = (words or "").casefold()
        if country is None and len(countries.get(name, ())) == 1:
            (country,) = countries[name]
        whole = nations().get(name)
        if whole is not None and whole == (country or whole):
            found[spot] = Place("", whole)
        else:
            found[spot] = Place(name, country) if words else None
    return found


def _focus(rows: Sequence[Row], spots: Sequence[_Spot], places: dict[_Spot, Place | None]) -> dict[str, Place]:
    """Return the place that most figures of an article name, for the articles in which some name none."""
    vague = {spot for spot, place in places.items() if place is None or not place.name}
    needy = {row.article_id for row, spot in zip(rows, spots, strict=True) if spot in vague}
    main: dict[str, Counter[Place]] = defaultdict(Counter)
    for row, spot in zip(rows, spots, strict=True):
        place = places[spot]
        if row.article_id in needy and spot not in vague and row.scope == "incident" and place:
            main[row.article_id][place] += 1
    return {article: counts.most_common(1)[0][0] for article, counts in main.items()}
