"""What the finders hand to the assembly: spans of tokens with what stands in them.

Token ranges are half-open indices into the lists of one ``Document``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from claimtrack.models import Date, Mode, Place, Source, SourceKind, Stance

Range = tuple[int, int]


class DateMention(NamedTuple):
    """A date in tokens ``first`` to ``last``."""

    first: int
    last: int
    date: Date


class PlaceMention(NamedTuple):
    """A place in tokens ``first`` to ``last``.

    ``rank`` orders places by how specific they are: 0 country or larger, 1 region or state, 2 settlement,
    3 street or venue.
    """

    first: int
    last: int
    place: Place
    rank: int


class Dateline(NamedTuple):
    """The head of a wire report ("KABUL, March 3 (AP) -"), tokens ``first`` to ``last``."""

    first: int
    last: int
    agency: str | None
    place: Range | None
    date: DateMention | None


class SourceMention(NamedTuple):
    """The words that name a speaker, and the link's depth (0 is nearest to the content)."""

    first: int
    last: int
    depth: int


@dataclass(slots=True)
class Speaker:
    """Someone who speaks in the article, as far as it has been read; ``gender`` is the pronoun first used."""

    name: str | None
    role: str | None
    organization: str | None
    kind: SourceKind
    person: bool
    plural: bool
    place: int
    body: bool = False  # a ministry, a report: "it"
    gender: str | None = None
    stands_for: Speaker | None = None
    words: str | None = None  # how one who is never named was described


@dataclass(slots=True)
class Attribution:
    """One attributed statement.

    ``content`` are the pieces of what is said, without quotation marks; ``frame`` is the attribution clause (sources,
    cue, channel, "on Saturday"), in pieces that do not overlap the content. ``via`` is the channel as RECORDS says.
    """

    content: list[Range]
    cue: Range | None
    sources: list[SourceMention]
    frame: list[Range]
    mode: Mode
    stance: Stance = "asserted"
    hedges: list[Range] = field(default_factory=list)
    via: str | None = None
    rules: tuple[str, ...] = ()
    confidence: float = 1.0
    chain: tuple[Source, ...] = ()


def merged(ranges: list[Range]) -> list[Range]:
    """Return the pieces that ``ranges`` make up together, in order."""
    ranges.sort()
    if len(ranges) == 2:  # most often: who speaks, and the verb
        before, after = ranges
        if before[1] < after[0]:
            return ranges
        return [(before[0], after[1] if after[1] > before[1] else before[1])]
    merged: list[Range] = []
    start, stop = ranges[0]
    for first, last in ranges:
        if first > stop:
            merged.append((start, stop))
            start, stop = first, last
        elif last > stop:
            stop = last
    merged.append((start, stop))
    return merged
