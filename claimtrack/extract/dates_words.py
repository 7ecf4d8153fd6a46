"""The date words of a lexicon, made ready for look-up by token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from claimtrack.extract.segment import segment
from claimtrack.lexicon import Entry, Lexicon
from claimtrack.models import DateMod
from claimtrack.normalize.dates import Base

Trigger = Literal["month", "weekday", "phrase", "unit", "part", "season", "compound", "spoken", "clock", "ordinal"]
_YEARS = range(1900, 2100)


class Unit(NamedTuple):
    name: str
    times: int
    plural: bool


class Move(NamedTuple):
    step: int
    base: Base


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of ``dates.toml`` by lower-case token; ``triggers`` tells which tokens may open a date."""

    triggers: dict[str, Trigger]
    months: dict[str, int]
    doubtful: frozenset[str]
    given_names: frozenset[str]
    ordinals: dict[str, int]
    weekdays: dict[str, int]
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]]
    traps: dict[str, list[tuple[str, ...]]]
    parts: dict[str, int | None]
    units: dict[str, Unit]
    which: dict[str, Move]
    shifts: dict[str, Move]
    edges: dict[str, DateMod]
    edge_nouns: dict[str, DateMod]
    asides: frozenset[str]
    about: frozenset[str]
    counts: dict[str, int]
    vague: frozenset[str]
    seasons: dict[str, int]
    zones: dict[str, int]
    meridiem: dict[str, int]
    local: list[tuple[str, ...]]
    roles: dict[str, str]
    before_month: frozenset[str]
    articles: frozenset[str]
    before_year: frozenset[str]
    not_before_year: frozenset[str]
    not_after_year: frozenset[str]
    streets: frozenset[str]
    ahead: frozenset[str]
    behind: frozenset[str]
    modals: frozenset[str]
    past_endings: tuple[str, ...]
    passive: frozenset[str]
    not_past: tuple[str, ...]
    modals_open: frozenset[str]
    perfect: frozenset[str]
    limits: frozenset[str]
    infinitive: frozenset[str]
    called_off: frozenset[str]
    clause_ends: frozenset[str]
    every: frozenset[str]
    not_places: frozenset[str]
    cues: frozenset[str]
    agencies: dict[tuple[str, ...], str]
    compounds: dict[str, tuple[DateMod | None, str, int]]


_made: dict[int, tuple[Lexicon, Words]] = {}


def date_words(lexicon: Lexicon) -> Words:
    """Return the date words of ``lexicon``, made once for each."""
    known = _made.get(id(lexicon))
    if known is None or known[0] is not lexicon:
        known = _made[id(lexicon)] = (lexicon, _make(lexicon))
    return known[1]


def _make(lexicon: Lexicon) -> Words:
    def numbers(table: str, key: str) -> dict[str, int]:
        return {form: entry[key] for form, entry in lexicon.table(table).items()}

    def moves(table: str) -> dict[str, Move]:
        return {form: Move(entry["step"], entry["base"]) for form, entry in lexicon.table(table).items()}

    def cut(form: str) -> tuple[str, ...]:
        return tuple(segment(form, lexicon).lower)

    months, weekdays, seasons = numbers("month", "number"), numbers("weekday", "number"), numbers("season", "month")
    units = {
        form: Unit(entry["unit"], entry.get("times", 1), form != entry["lemma"])
        for form, entry in lexicon.table("time_unit").items()
    }
    ordinals = numbers("date_ordinal", "value")
    counts = numbers("cardinal", "value") | numbers("date_count", "value")
    edges = {form: entry["mod"] for form, entry in lexicon.table("edge").items()}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for table in ("day_word", "holiday"):
        for form, entry in lexicon.table(table).items():
            tokens = cut(form)
            phrases.setdefault(tokens[0], []).append((tokens, entry))
    for longest_first in phrases.values():
        longest_first.sort(key=lambda row: -len(row[0]))
    traps: dict[str, list[tuple[str, ...]]] = {}
    for form in lexicon.forms("name_trap"):
        for token in (tokens := cut(form)):
            traps.setdefault(token, []).append(tokens)
    parts = {form: entry.get("hour") for form, entry in lexicon.table("day_part").items()}
    compounds = _compounds(lexicon, months, edges)
    clocks = dict.fromkeys((form for form, hour in parts.items() if hour is not None), "clock")
    trap_sides: dict[str, set[str]] = {"before": set(), "after": set()}
    for form, entry in lexicon.table("year_trap").items():
        trap_sides[entry["side"]].add(form)
    triggers: dict[str, Trigger] = {}
    for kind, forms in (
        ("month", months), ("weekday", weekdays), ("phrase", phrases), ("unit", units), ("part", parts),
        ("season", seasons), ("compound", compounds), ("clock", clocks), ("ordinal", ordinals),
        ("spoken", [form for form, value in counts.items() if 17 <= value <= 20]),
    ):  # fmt: skip
        triggers.update(dict.fromkeys(forms, kind))  # type: ignore[arg-type]
    return Words(
        triggers=triggers, months=months,
        ordinals=ordinals, given_names=frozenset(form for form, entry in lexicon.table("month").items() if entry.get("name")),
        doubtful=frozenset(form for form, entry in lexicon.table("month").items() if entry.get("doubtful")), weekdays=weekdays, phrases=phrases, traps=traps, parts=parts, units=units,
        which=moves("date_which"), shifts=moves("shift_word"), edges=edges,
        edge_nouns={form: entry["mod"] for form, entry in lexicon.table("edge_noun").items()},
        asides=lexicon.forms("edge_aside"), about=lexicon.forms("about_date"), counts=counts,
        vague=lexicon.forms("vague_count"), seasons=seasons, zones=numbers("time_zone", "minutes"),
        meridiem=numbers("meridiem", "add"), local=[cut(form) for form in lexicon.forms("local_time")],
        roles={form: entry["role"] for form, entry in lexicon.table("date_glue").items()},
        before_month=lexicon.forms("in_before"), articles=lexicon.forms("date_article"), before_year=lexicon.forms("before_old_year"),
        not_before_year=frozenset(trap_sides["before"]), not_after_year=frozenset(trap_sides["after"]),
        streets=lexicon.forms("street"), ahead=lexicon.forms("ahead"), behind=lexicon.forms("behind"),
        modals=lexicon.forms("tense_modal"), past_endings=tuple(lexicon.forms("past_ending")),
        passive=lexicon.forms("passive"), not_past=tuple(lexicon.forms("not_past_ending")),
        modals_open=lexicon.forms("open_modal"), perfect=lexicon.forms("perfect"), limits=lexicon.forms("time_limit"),
        infinitive=lexicon.forms("infinitive"), called_off=lexicon.forms("called_off"),
        clause_ends=lexicon.forms("clause_opener") | {",", ";", ":"},
        every=lexicon.forms("every"), not_places=lexicon.forms("not_dateline"), cues=frozenset(form for form in lexicon.forms("cue") if " " not in form),
        agencies={cut(form): entry["lemma"] for form, entry in lexicon.table("agency").items()}, compounds=compounds,
    )  # fmt: skip


def _compounds(lexicon: Lexicon, months: dict[str, int], edges: dict[str, DateMod]) -> dict[str, tuple[DateMod | None, str, int]]:
    """Return the hyphened tokens: "mid-November", "late-2019", "pre-2001", "year-end", "year-earlier"."""
    prefixes: dict[str, DateMod | None] = dict(edges)
    prefixes |= {form: entry["mod"] for form, entry in lexicon.table("date_prefix").items()}
    found: dict[str, tuple[DateMod | None, str, int]] = {}
    for prefix, mod in prefixes.items():
        found |= {f"{prefix}-{form}": (mod, "month", number) for form, number in months.items()}
        found |= {f"{prefix}-{year}": (mod, "year", year) for year in _YEARS}
        found |= {f"{prefix}-{year}s": (mod, "decade", year) for year in _YEARS if year % 10 == 0}
    for form, entry in lexicon.table("year_compound").items():
        found[form] = (entry.get("mod"), "step", entry["step"])
    return found
