"""Figures of one incident to whom they count: only figures of one population are set against each other.

A population is a group that the text names (soldiers, children, miners) and, where the text
names it, a nation other than the place's own. A text that names no group means people at
large. Civilians are people at large as long as nobody reports that others than civilians
were hit; once someone does, they are a population of their own. So no range is widened
by a figure that counts other people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from claimtrack.compare.days import iso_day
from claimtrack.compare.rows import Row, said_on
from claimtrack.lexicon.single import count_words, country_names, nations

ARMED = ("soldiers", "police", "militants")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_AFTER = re.compile(r" (?:of|from|in|at|on|who|that|with|aboard) ")


class Population(NamedTuple):
    """Who is counted: ``group`` in words and ``nation`` (ISO 3166), both ``None`` for people at large.

    ``attacker`` says that those who attacked are counted among their victims; ``area`` names countries that are counted
    together, "Turkey and Syria".
    """

    group: str | None = None
    nation: str | None = None
    attacker: bool = False
    area: str | None = None

    @property
    def words(self) -> str:
        """``soldiers``, ``children of Belgium``, ``people of Kenya``; empty for people at large."""
        words = self.group or ""
        if self.nation:
            words = f"{self.group or 'people'} of {country_names().get(self.nation, self.nation)}"
        more = (words, "the attacker included" if self.attacker else "", self.area or "")
        return ", ".join(word for word in more if word)


EVERYONE = Population()


class Populations:
    """The populations of one incident's figures: how one is read depends on what the others say."""

    def __init__(self, rows: Iterable[Row], country: str | None = None) -> None:
        """Look through ``rows``; ``country`` is that of the incident, where a row has none of its own."""
        rows = [row for row in rows if row.stance == "asserted" and row.outcome]
        self._country = country
        self._mixed = {row.outcome for row in rows if row.group in ARMED}
        self._common = _common_nouns(rows) if any(row.group == "other" for row in rows) else {}

    def of(self, row: Row) -> Population:
        """Return who is counted by ``row``."""
        if row.unit not in (None, "person"):
            return EVERYONE
        group = row.group.replace("_", " ") if row.group else None
        if group == "other":
            group = _noun(row.victims)
            group = None if self._common.get(row.outcome or "") == group else group
        elif group == "civilians" and row.outcome not in self._mixed:
            group = None
        whole = (row.place or "").casefold() in nations()
        area = _countries(row.text, row.claim_text) if whole and row.text else None
        return Population(group, self._nation(row), _with_attacker(row.text, row.claim_text), area)

    @staticmethod
    def with_attacker(row: Row) -> bool:
        """Return whether those who attacked are counted by ``row`` too."""
        return row.unit in (None, "person") and _with_attacker(row.text, row.claim_text)

    def _nation(self, row: Row) -> str | None:
        """Return the nation that is named, of people only where it is not that of the place."""
        nation = nation_of(row.victims)
        home = row.country or self._country
        return nation if nation and (row.group in ARMED or (home and nation != home)) else None


def _common_nouns(rows: Sequence[Row]) -> dict[str, str]:
    """Return, by outcome, the noun under which all victims were counted first, and others without one after that.

    After "four miners were killed" a toll of 12 counts miners too; not where some are said to be only a part.
    """
    first: dict[str, tuple[str, set[str | None]]] = {}
    plain: set[str] = set()
    parts: set[tuple[str, str]] = set()
    for row in rows:
        outcome, noun = row.outcome or "", _noun(row.victims) if row.group == "other" else None
        if row.relation == "subset" and noun:
            parts.add((outcome, noun))
        if row.relation != "total" or row.unit not in (None, "person") or row.scope not in (None, "incident"):
            continue
        if row.group is None:
            plain.add(outcome)
        day = said_on(row) or "" if isinstance(row, Row) else iso_day(row.said or 1)  # a mark knows its day by number
        if outcome not in first or day < first[outcome][0]:
            first[outcome] = day, {noun}
        elif day == first[outcome][0]:
            first[outcome][1].add(noun)
    return {
        outcome: noun for outcome, (_, nouns) in first.items() if len(nouns) == 1 and outcome in plain
        for noun in nouns if noun and noun != "others" and (outcome, noun) not in parts
    }  # fmt: skip


@lru_cache(maxsize=4096)
def _countries(text: str, claim: str) -> str | None:
    """Return the countries named in one breath behind a figure and before the next: "5,000 in Turkey and Syria"."""
    behind = re.split(r"\d", claim.partition(text)[2])[0]
    found = _pair().search(behind)
    return found[0] if found and nations().get(found[1].casefold()) != nations().get(found[2].casefold()) else None


@cache
def _pair() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, country_names().values()), key=len, reverse=True))
    return re.compile(rf"\b({names})(?:, (?:{names}))*,? and ({names})\b")


@lru_cache(maxsize=4096)
def _with_attacker(text: str | None, claim: str) -> bool:
    """Return whether the words of a figure, or those right behind it, count the attacker among the victims."""
    if not text or not _attacked().search(claim):
        return False
    behind = claim.partition(text)[2].lstrip(" ,")
    return bool(_attacked().search(text) or _attacked().match(behind))


@cache
def _attacked() -> re.Pattern[str]:
    including, attackers = ("|".join(map(re.escape, count_words(table))) for table in ("including", "attacker"))
    return re.compile(rf"\b(?<!not )(?:{including}) (?:the |a |one |two |both |its )?(?:{attackers})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def counts_bodies(text: str | None) -> bool:
    """Return whether a figure counts bodies, of which one place may hold but a part of all dead."""
    return any(word in count_words("body") for word in _WORD.findall((text or "").casefold()))


@lru_cache(maxsize=4096)
def nation_of(victims: str | None) -> str | None:
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
