"""What some figures speak of: an event, a period or a past event, with the figures tied to it."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.compare.joint import join_words
from claimtrack.compare.rows import Row
from claimtrack.compare.ties import Tie


@dataclass(frozen=True, slots=True)
class Incident:
    """What some figures speak of.

    ``start`` and ``end`` are ISO days; ``inferred`` says that no figure states them. ``fits`` names the incidents
    between which an ambiguous one could not choose; ``name`` is one that a person gave, ``decided`` who decided what.
    """

    id: str
    scope: str
    place: str | None
    country: str | None
    start: str | None
    end: str | None
    inferred: bool
    ties: tuple[Tie, ...] = ()
    fits: tuple[str, ...] = ()
    name: str | None = None
    decided: tuple[str, ...] = ()

    @property
    def rows(self) -> list[Row]:
        return [tie.row for tie in self.ties]


def together(place: str | None) -> str:
    """Return the reason of what belongs to an incident of another place."""
    return f"counted together with {place or 'another place'}"


def with_places(row: Row, joint: str) -> Row:
    """Return ``row`` as one of all places that it counts together."""
    return row._replace(place=join_words(joint.split("|"))) if joint else row
