"""The working values of linking: a row with its keys, its tie to an incident, an incident in the making."""

from __future__ import annotations

from typing import NamedTuple

from claimtrack.compare.rows import Row


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
