"""Figures of one incident to whom they count: only figures of one population are set against each other.

A population is a group that the text names (soldiers, children, miners) and, where the text
names it, a nation other than the place's own. A text that names no group means people at
large. Civilians are people at large as long as nobody reports that others than civilians
were hit; once someone does, they are a population of their own. So no range is widened
by a figure that counts other people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from claimtrack.compare.rows import Row
from claimtrack.lexicon.single import country_names, nations

ARMED = ("soldiers", "police", "militants")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_AFTER = re.compile(r" (?:of|from|in|at|on|who|that|with|aboard) ")


class Population(NamedTuple):
    """Who is counted: ``group`` in words and ``nation`` (ISO 3166), both ``None`` for people at large."""

    group: str | None = None
    nation: str | None = None

    @property
    def words(self) -> str:
        """``soldiers``, ``children of Belgium``, ``people of Kenya``; empty for people at large."""
        if self.nation:
            return f"{self.group or 'people'} of {country_names().get(self.nation, self.nation)}"
        return self.group or ""


EVERYONE = Population()


class Populations:
    """The populations of one incident's figures: how one is read depends on what the others say."""

    def __init__(self, rows: Iterable[Row], country: str | None = None) -> None:
        """Look through ``rows``; ``country`` is that of the incident, where a row has none of its own."""
        self._country = country
        self._mixed = {row.outcome for row in rows if row.group in ARMED and row.stance == "asserted"}

    def of(self, row: Row) -> Population:
        """Return who is counted by ``row``."""
        if row.unit not in (None, "person"):
            return EVERYONE
        group = row.group.replace("_", " ") if row.group else None
        if group == "other":
            group = _noun(row.victims)
        elif group == "civilians" and row.outcome not in self._mixed:
            group = None
        return Population(group, self._nation(row))

    def _nation(self, row: Row) -> str | None:
        """Return the nation that is named, of people only where it is not that of the place."""
        nation = _named(row.victims)
        home = row.country or self._country
        return nation if nation and (row.group in ARMED or (home and nation != home)) else None


@lru_cache(maxsize=4096)
def _named(victims: str | None) -> str | None:
    """Return the country whose people ``victims`` names ("12 Americans")."""
    words = [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall((victims or "").casefold())]
    for size in (2, 1):
        for i in range(len(words) - size + 1):
            form = " ".join(words[i : i + size])
            code = nations().get(form) or nations().get(form.removesuffix("s"))
            if code:
                return code
    return None


@lru_cache(maxsize=4096)
def _noun(victims: str | None) -> str:
    """Return the noun of ``victims`` in the plural ("a young miner" -> "miners"), ``others`` for none."""
    words: list[str] = _WORD.findall(_AFTER.split((victims or "").casefold())[0])
    if not words:
        return "others"
    noun = words[-1]
    if noun.endswith("man"):
        return noun.removesuffix("man") + "men"
    if noun.endswith(("s", "men", "people", "crew", "staff")):
        return noun
    return noun.removesuffix("y") + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"
