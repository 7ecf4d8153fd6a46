"""Loads, checks and looks up the words: TOML files of one language into dictionaries by form.

Every entry is a table with ``lemma``, ``forms`` (the lemma alone if left out), an
``example`` that must fire and, where it tempts, ``not_in`` sentences that must not.
Each file's other keys are declared in ``TABLES``; an unknown key is an error.
What a stage does with a word is left to that stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from claimtrack.errors import LexiconError
from claimtrack.lexicon.rows import parse

Entry = Mapping[str, Any]

# file -> table -> the keys that it may hold besides lemma, forms, example and not_in, and their types
TABLES: dict[str, dict[str, dict[str, type]]] = {
    "sentences": {"abbreviation": {}, "opener": {}},
    "numbers": {
        "cardinal": {"value": int},
        "scale": {"value": int},
        "suffix": {"value": int},
        "vague": {"value": int},
        "zero": {},
        "modifier": {},
        "postmodifier": {},
        "plain": {},
    },
    "nouns": {
        "noun": {"group": str, "unit": str, "wanted": bool, "count": int},
        "uncounted": {},
        "compound": {"group": str},
    },
    "things": {"thing": {}, "things": {}},
    "marks": {"mark": {}},
    "outcomes": {
        "outcome": {
            "outcome": str, "person": str, "kind": str, "shot": bool, "weak": bool, "condition": bool, "armed": bool,
            "things": str, "who": str, "agents": list, "mourned": bool, "supposed": bool, "agent": bool,
            "being": str, "splits": bool,
        },
        "bearer": {"outcome": str, "kind": str, "shot": bool, "condition": bool, "reaches": str},
        "goal": {"outcome": str, "after": list, "direct": bool, "who": str},
    },
    "confidence": {"rule": {"share": float}, "doubt": {"share": float}},
    "grammar": {
        "determiner": {},
        "preposition": {},
        "attaching": {},
        "auxiliary": {},
        "modal": {},
        "future": {},
        "negation": {},
        "adverb": {},
        "subject_pronoun": {},
        "object_pronoun": {},
        "relative": {},
        "subordinator": {},
        "coordinator": {},
        "time_word": {},
        "clause_opener": {},
        "be": {},
        "catenative": {},
        "verb": {},
        "plural": {},
        "gender": {},
        "possessive": {},
        "participle_opener": {},
        "object_opener": {},
        "contrast": {},
        "question": {},
        "frame_preposition": {},
        "count_word": {},
        "given_name": {},
        "lag_unit": {},
        "lag": {},
        "counting": {},
        "toll_word": {},
        "whole": {},
        "quoting": {},
        "going_on": {},
        "falsity": {},
        "released": {},
        "perception": {},
        "perceived": {},
        "particle": {},
        "gendered": {},
        "part": {},
        "clause_of_time": {},
        "own_words": {},
        "standing": {},
        "told_of": {},
    },
    "cues": {
        "cue": {"takes": list, "stance": str, "noun": bool},
        "preposition_cue": {"stance": str},
        "noun_cue": {"stance": str},
        "label": {},
    },
    "roles": {
        "role": {"kind": str},
        "organization": {"kind": str, "proper": bool},
        "title": {"kind": str},
        "portfolio": {},
    },
    "channels": {"channel": {}},
    "hedges": {"hedge": {}},
    "dates": {
        "agency": {},
        "not_dateline": {},
        "month": {"number": int, "doubtful": bool, "name": bool},
        "weekday": {"number": int},
        "day_word": {"offset": int, "part": bool},
        "day_part": {"hour": int},
        "time_unit": {"unit": str, "times": int},
        "date_which": {"step": int, "base": str, "nearest": bool},
        "shift_word": {"step": int, "base": str},
        "edge_noun": {"mod": str},
        "edge": {"mod": str},
        "edge_aside": {},
        "about_date": {},
        "date_count": {"value": int},
        "date_ordinal": {"value": int},
        "vague_count": {},
        "season": {"month": int},
        "holiday": {"month": int, "day": int, "weekday": int, "nth": int, "after": int, "easter": int},
        "time_zone": {"minutes": int},
        "meridiem": {"add": int},
        "local_time": {},
        "date_glue": {"role": str},
        "date_prefix": {"mod": str},
        "year_compound": {"step": int, "mod": str},
        "before_old_year": {"sure": bool},
        "in_before": {},
        "date_article": {},
        "year_trap": {"side": str},
        "street": {},
        "date_name": {},
        "on_day": {},
        "name_trap": {},
        "ahead": {},
        "behind": {},
        "tense_modal": {},
        "past_ending": {},
        "passive": {},
        "not_past_ending": {},
        "open_modal": {},
        "perfect": {},
        "time_limit": {"deadline": bool},
        "onset": {},
        "infinitive": {},
        "called_off": {},
        "not_ahead": {},
        "present_be": {},
        "unplanned": {},
        "past_future": {},
        "every": {},
        "year_sum": {},
        "year_sum_end": {},
        "year_name": {"value": int},
    },
    "places": {
        "place_alias": {"country": str, "name": str, "rank": int, "latitude": float, "longitude": float},
        "state_abbreviation": {},
        "region_word": {"rank": int, "narrow": bool},
        "region_word_before": {"rank": int},
        "town_noun": {},
        "direction": {},
        "locative": {"unknown": bool},
        "venue": {"street": bool},
        "place_noun": {},
        "place_owner": {},
        "person_name": {},
        "person_title": {},
        "not_place": {},
        "feature": {},
        "feature_before": {},
        "place_opening": {},
        "place_ending": {},
        "name_particle": {},
        "place_verb": {"sure": bool},
        "place_of": {},
        "place_has": {},
        "place_event": {"sure": bool},
        "not_at": {},
        "goes_from": {},
        "between_places": {},
        "distance": {},
        "place_lead": {},
        "not_head": {},
    },
    "scope": {
        "event": {},
        "mass_event": {},
        "aftermath": {},
        "tally": {},
        "condition": {},
        "native": {},
        "another": {},
        "refuge": {},
        "in_charge": {},
        "now": {},
        "this_day": {},
        "same_period": {},
        "recovery": {},
        "reports": {},
        "area": {},
        "together": {},
        "losses": {},
        "conflict": {},
        "cumulative_cue": {},
        "superlative": {},
        "background_cue": {},
        "running_event": {},
        "wide_event": {},
        "raid": {},
        "hunt": {},
        "arrest": {},
        "arrested_for": {},
        "court": {},
        "force": {"group": str},
        "loss": {},
        "called": {},
        "still": {},
        "not_event_before": {},
        "away": {},
        "here": {},
        "during": {},
        "begin": {},
        "at": {},
        "divider": {"cost": int},
        "lead_word": {},
        "known_event": {},
        "new_event": {},
        "all_of": {},
        "lasting_verb": {},
    },
}

_COMMON: dict[str, type] = {"lemma": str, "forms": list, "example": str, "not_in": list}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words. ``entries[table]`` are in file order, ``by_form[table]`` maps a lower-case form to one."""

    language: str
    entries: Mapping[str, tuple[Entry, ...]]
    by_form: Mapping[str, Mapping[str, Entry]]
    abbreviations: frozenset[str] = field(default_factory=frozenset)
    openers: frozenset[str] = field(default_factory=frozenset)

    def table(self, name: str) -> Mapping[str, Entry]:
        """Return the entries of table ``name`` by lower-case form (several words joined by one space)."""
        return self.by_form.get(name, {})

    def forms(self, name: str) -> frozenset[str]:
        """Return every lower-case form of table ``name``."""
        return frozenset(self.by_form.get(name, {}))


def load(language: str = "en") -> Lexicon:
    """Return the lexicon of ``language``.

    Raises:
        LexiconError: a file is missing, malformed, holds an unknown key or the same form twice in one table.
    """
    return _load(language)  # a cache of its own would hold load() and load("en") apart


@cache
def _load(language: str) -> Lexicon:
    folder = Path(__file__).parent / language
    entries: dict[str, tuple[Entry, ...]] = {}
    by_form: dict[str, dict[str, Entry]] = {}
    for file, tables in TABLES.items():
        place = f"lexicon/{language}/{file}.toml"
        try:
            data = parse((folder / f"{file}.toml").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise LexiconError(f"{place}: missing", f"claimtrack has no lexicon for '{language}'") from error
        except ValueError as error:  # as tomllib raises it, which is slow to import
            raise LexiconError(f"{place}: {error}", "mend the file") from error
        for table in data:
            if table not in tables:
                raise LexiconError(f"{place}: unknown table [[{table}]]", f"known: {', '.join(tables)}")
        for table, keys in tables.items():
            rows = tuple(data.get(table, ()))
            entries[table] = rows
            by_form[table] = _index(rows, keys, f"{place} [[{table}]]", sets=table == "mark")
    return Lexicon(
        language, entries, by_form, frozenset(by_form["abbreviation"]), frozenset(by_form["opener"])
    )  # fmt: skip


def _index(rows: tuple[Entry, ...], keys: Mapping[str, type], place: str, *, sets: bool = False) -> dict[str, Entry]:
    """Check the entries and map each form to its entry; entries that are ``sets`` share forms and go by lemma."""
    index: dict[str, Entry] = {}
    for row in rows:
        lemma = row.get("lemma")
        if not isinstance(lemma, str):
            raise LexiconError(f"{place}: an entry has no lemma", "give each entry a lemma")
        for key, value in row.items():
            wanted = _COMMON.get(key) or keys.get(key)
            if wanted is None:
                raise LexiconError(f"{place} {lemma}: unknown key '{key}'", f"known: {', '.join([*_COMMON, *keys])}")
            if not isinstance(value, wanted):
                raise LexiconError(f"{place} {lemma}: '{key}' must be of type {wanted.__name__}", "mend the entry")
        for form in [lemma] if sets else row.get("forms", [lemma]):
            if index.setdefault(form.lower(), row) is not row:
                raise LexiconError(f"{place}: '{form}' stands twice", "keep one")
    return index
