"""The lexicon as the context needs it: every word of events, periods and directions in one table.

Where they stand is found in ``scope_hits``; what they mean for a figure is decided in ``scope``, ``when``, ``where``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claimtrack.lexicon import load
from claimtrack.lexicon.phrases import PhraseTable

_TABLES = (
    "event", "mass_event", "conflict", "cumulative_cue", "superlative", "background_cue", "running_event", "wide_event",
    "during", "begin", "aftermath", "tally", "raid",
)  # fmt: skip
_MARKS = {";": 60, ":": 8, ",": 2, ".": 8, "—": 3, "--": 3, "–": 3}  # what they count as, in tokens
_APART = 10  # words that count as more join whole clauses


@dataclass(frozen=True, slots=True, eq=False)
class ScopeWords:
    """Look-ups by lower-case token, built once a language."""

    phrases: PhraseTable[frozenset[str]]
    not_event: frozenset[str]
    dividers: Mapping[str, int]
    joints: frozenset[str]
    leads: frozenset[str]
    openers: frozenset[str]
    known: frozenset[str]
    new: frozenset[str]
    all_of: frozenset[str]
    has: frozenset[str]
    away: frozenset[str]
    away_ends: frozenset[str]
    here: PhraseTable[None]
    locatives: frozenset[str]
    copulas: frozenset[str]
    areas: frozenset[str]
    together: frozenset[str]
    counts: frozenset[str]
    losses: frozenset[str]
    natives: frozenset[str]
    another: frozenset[str]
    now: frozenset[str]
    condition: frozenset[str]
    recovery: frozenset[str]
    reports: frozenset[str]
    refuge: frozenset[str]
    charge: frozenset[str]
    when: frozenset[str]
    still: frozenset[str]
    called: frozenset[str]
    hunting: frozenset[str]
    arrests: frozenset[str]
    arrested_for: frozenset[str]
    court: frozenset[str]
    outcomes: frozenset[str]
    lost: frozenset[str]
    this_day: frozenset[str]
    same_period: frozenset[str]
    forces: Mapping[str, str]

    def speaks_of_here(self, lower: list[str], first: int, last: int) -> bool:
        """Whether tokens ``first`` to ``last`` take up the place of the article: "in the same square"."""
        table = self.here
        if table.first.keys().isdisjoint(lower[first:last]):
            return False
        return any(lower[k] in table.first and table.match(lower, k, last) for k in range(first, last))


@cache
def scope_words(language: str) -> ScopeWords:
    """Return the look-ups of ``language``."""
    lexicon = load(language)
    tags: dict[str, set[str]] = {}
    for table in _TABLES:
        for form in lexicon.forms(table):
            tags.setdefault(form, set()).add(table)
    phrases = PhraseTable([(form, frozenset(names)) for form, names in tags.items()])
    forms = lexicon.forms
    dividers = {form: int(entry["cost"]) for form, entry in lexicon.table("divider").items()}
    joints = forms("coordinator") | frozenset(form for form in dividers if dividers[form] > _APART)
    return ScopeWords(
        phrases, forms("not_event_before"), {**_MARKS, **dividers}, joints,
        leads=forms("preposition") | forms("lead_word"),
        openers=forms("subordinator") | frozenset((",", ";", ":", "-", "–", "—", "of", "since")),
        known=forms("known_event"), new=forms("new_event"), all_of=forms("all_of"), has=forms("lasting_verb"),
        away=forms("away"), away_ends=frozenset(form.split()[-1] for form in forms("away")),
        here=PhraseTable([(form, None) for form in forms("here")]),
        locatives=forms("locative") | forms("at") | forms("place_verb"), copulas=forms("be"),
        areas=forms("area"), together=forms("together"), counts=forms("tally") | {"number", "total"},
        losses=forms("losses"), natives=forms("native"), another=forms("another"),
        now=forms("now"), condition=forms("condition"),
        recovery=forms("recovery"), reports=forms("reports"), refuge=forms("refuge"),
        charge=forms("in_charge"), when=forms("clause_of_time"), still=forms("still"),
        called=forms("called"), lost=forms("loss"), this_day=forms("this_day"),
        same_period=forms("same_period"), hunting=forms("hunt"),
        arrests=forms("arrest"), arrested_for=forms("arrested_for"),
        court=forms("court"),
        outcomes=frozenset(
            form for form, row in lexicon.table("outcome").items() if " " not in form and not row.get("weak")
        ),
        forces={form: str(entry["group"]) for form, entry in lexicon.table("force").items()},
    )  # fmt: skip
