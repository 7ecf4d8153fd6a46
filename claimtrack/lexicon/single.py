"""Single tables of the lexicon, for rooms that read a few words and not the whole language.

``load`` in the package reads every file, which a comparison has no use for; the
format of the files is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from claimtrack.lexicon.rows import parse


@cache
def vague_words(language: str = "en") -> tuple[str, ...]:
    """Return the words that state no number ("dozens", "several")."""
    return tuple(entry["lemma"] for entry in _file(language, "numbers").get("vague", ()))


@cache
def nations(language: str = "en") -> Mapping[str, str]:
    """Return the ISO 3166 code by lower-case name or adjective of a country ("azerbaijani" -> "AZ")."""
    rows = _file(language, "nations").get("nation", ())
    return {form.lower(): row["code"] for row in rows for form in [row["lemma"], *row.get("forms", ())]}


@cache
def capitals(language: str = "en") -> Mapping[str, str]:
    """Return the ISO 3166 code by the lower-case name of a country's capital."""
    return {row["lemma"].lower(): row["code"] for row in _file(language, "nations").get("capital", ())}


@cache
def country_names(language: str = "en") -> Mapping[str, str]:
    """Return the name of a country by its ISO 3166 code."""
    return {row["code"]: row["lemma"] for row in _file(language, "nations").get("nation", ())}


@cache
def institutions(language: str = "en") -> Mapping[str, str]:
    """Return the name under which an institution is compared, by lower-case form."""
    rows = _file(language, "institutions").get("institution", ())
    return {form.lower(): row["lemma"] for row in rows for form in [row["lemma"], *row.get("forms", ())]}


@cache
def offices(language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """Return the offices by the role of who holds them, in lower case: the "prefecture" of a "prefect"."""
    rows = _file(language, "institutions").get("office", ())
    return {row["lemma"]: tuple(form.lower() for form in row["forms"]) for row in rows}


@cache
def spare_words(language: str = "en") -> frozenset[str]:
    """Return the words that make no difference to who an institution is ("the", "press service")."""
    rows = _file(language, "institutions").get("spare", ())
    return frozenset(form.lower() for row in rows for form in [row["lemma"], *row.get("forms", ())])


@cache
def agencies(language: str = "en") -> Mapping[str, str]:
    """Return the one name of a news agency by each lower-case form."""
    rows = _file(language, "agencies").get("agency", ())
    return {form.lower(): row["lemma"] for row in rows for form in [row["lemma"], *row.get("forms", ())]}


class EventWord(NamedTuple):
    """A word for an event: the kind that a heading names, all kinds that it may be, whether it counts only alone.

    Without a kind it is of no event. ``around`` tells words for what may hold other events, as a protest a shooting.
    """

    kind: str
    may_be: frozenset[str]
    weak: bool
    around: bool = False


class EventWords(NamedTuple):
    """The words for events by their lower-case forms, and the first word of each."""

    words: Mapping[str, EventWord]
    first: frozenset[str]


@cache
def outlet_facts(language: str = "en") -> Mapping[str, Mapping[str, str]]:
    """Return what is known of outlets by each lower-case form: ``lemma``, ``country``, ``owner`` and ``basis``."""
    rows = _file(language, "outlets").get("outlet", ())
    return {form.lower(): row for row in rows for form in row["forms"]}


@cache
def sided_kinds(language: str = "en") -> frozenset[str]:
    """Return the kinds of event that someone brought about, so that there are parties to them."""
    return frozenset(row["kind"] for row in _file(language, "events").get("event", ()) if row.get("sides"))


@cache
def event_words(language: str = "en") -> EventWords:
    """Return the words that tell what kind of event figures speak of ("shelling" is of a strike)."""
    words: dict[str, EventWord] = {}
    for row in _file(language, "events").get("event", ()):
        kinds, weak, around = frozenset(row.get("may_be", ())), row.get("weak", False), row.get("around", False)
        word = EventWord(row.get("kind", ""), kinds, weak, around)
        words |= {form.lower(): word for form in [row["lemma"], *row.get("forms", ())]}
    return EventWords(words, frozenset(form.split()[0] for form in words))


@cache
def count_words(table: str, language: str = "en") -> tuple[str, ...]:
    """Return the forms of a table of ``counts.toml``: ``including``, ``attacker`` or ``body``."""
    rows = _file(language, "counts").get(table, ())
    return tuple(form.lower() for row in rows for form in row["forms"])


@cache
def event_kinds(language: str = "en") -> Mapping[str, str]:
    """Return the kind of event by the lower-case words that name or imply it ("shelling" -> "strike")."""
    return {form: word.kind for form, word in event_words(language).words.items() if word.kind}


@cache
def _file(language: str, name: str) -> Mapping[str, Any]:
    path = Path(__file__).parent / language / f"{name}.toml"
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
