"""The working values of linking: what is known of a figure, its tie to an incident, an incident in the making."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from claimtrack.compare.kinds import NOTHING, May
from claimtrack.compare.rows import Row

new_tuple = tuple.__new__  # a million of them: a named tuple's own constructor takes twice as long


class Place(NamedTuple):
    """A place to compare by: its name in plain letters (empty for a whole country) and the country's code."""

    name: str
    country: str | None


class Mark(NamedTuple):
    """What linking and counting need of one figure (or denial), worked out from its article alone.

    ``block`` is the place that it is linked within: nothing in one block has to do with another. ``place`` are the
    words, ``None`` for a whole country; ``borrowed`` says that the text of the figure names none. Days are ordinals.
    ``part`` is 1 for what follows a total, 2 for what only could happen; ``whole`` the total it follows.
    ``kinds``, ``who`` (the victims' group and nations) and ``joint`` are words joined by ``|``. What follows is only
    counted, from ``outcome`` on for the killed alone, and the words only where they say who is counted.
    """

    row_id: str
    claim_id: str
    article_id: str
    position: int
    block: str
    scope: str
    place: str | None
    country: str | None
    borrowed: int
    first: int | None
    last: int | None
    said: int | None
    grain: str | None
    part: int
    whole: str | None
    kinds: str
    who: str
    joint: str
    figure: int
    hidden: int
    voice: str
    voice_country: str | None
    named: int
    said_kinds: str
    title_kinds: str
    outcome: str | None
    unit: str | None
    relation: str | None
    stance: str | None
    group: str | None
    victims: str | None
    modifier: str | None
    value: int | None
    low: int | None
    high: int | None
    text: str | None
    claim_text: str


class Frame(NamedTuple):
    """A mark with its place and kinds as keys."""

    mark: Mark
    place: Place | None
    article: str
    first: int | None
    last: int | None
    said: int | None
    may: May
    who: frozenset[str]


class Link(NamedTuple):
    """The tie of a frame to an incident in the making."""

    frame: Frame
    score: float
    reasons: tuple[str, ...]


class Tie(NamedTuple):
    """A row of an incident: how sure it belongs there, 0 to 1, and why, in words."""

    row: Row
    score: float
    reasons: tuple[str, ...]


class Draft:
    """An incident in the making; ``fits`` holds those between which it could not choose, ``may`` what it may be."""

    __slots__ = ("first", "fits", "id", "inferred", "last", "links", "may", "place", "scope", "who")

    def __init__(
        self,
        scope: str,
        place: Place | None,
        first: int | None,
        last: int | None,
        inferred: bool = False,
        *,
        may: May = NOTHING,
        fits: tuple[Draft, ...] = (),
    ) -> None:
        self.scope, self.place, self.first, self.last, self.inferred = scope, place, first, last, inferred
        self.may, self.fits = may, fits
        self.id = ""
        self.who: frozenset[str] = frozenset()
        self.links: list[Link] = []

    @property
    def words(self) -> str | None:
        """The place as its figures name it most, nothing for a whole country."""
        found = Counter([link.frame.mark.place for link in self.links if link.frame.place == self.place])
        del found[None]
        return min(found, key=lambda word: (-found[word], word or "")) if found else None


@lru_cache(maxsize=65536)
def plain(words: str) -> str:
    """Return ``words`` in small letters without accents, all that is no letter or digit as a hyphen.

    Examples:
        >>> plain("São Tomé"), plain("Тертер")
        ('sao-tome', 'тертер')
    """
    letters = (c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", "".join(letters)).strip("-")


@lru_cache(maxsize=4096)
def word_set(words: str) -> frozenset[str]:
    """Return the words that stand joined in a mark."""
    return frozenset(words.split("|")) if words else frozenset()


def join_set(words: frozenset[str]) -> str:
    """Return words as a mark keeps them."""
    return "|".join(sorted(words))
