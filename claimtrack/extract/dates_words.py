"""The date words of a lexicon, made ready for look-up by token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from claimtrack.extract.segment import segment
from claimtrack.lexicon import Entry, Lexicon
from claimtrack.models import DateMod
from claimtrack.normalize.dates_phrase import Base

Trigger = Literal["month", "weekday", "phrase", "unit", "part", "season", "compound", "spoken", "clock", "ordinal"]
Tokens = tuple[str, ...]
Compound = tuple[DateMod | None, str, int]
_YEARS = range(1900, 2100)
_CENTURIES = range(17, 21)


class Unit(NamedTuple):
    name: str
    times: int
    plural: bool


class Move(NamedTuple):
    """How far a word like "last" or "later" goes, and from where."""

    step: int
    base: Base


@dataclass(frozen=True, slots=True)
class TenseWords:
    """What tells whether a date lies ahead."""

    ahead: frozenset[str]
    behind: frozenset[str]
    modals: frozenset[str]
    modals_open: frozenset[str]
    perfect: frozenset[str]
    passive: frozenset[str]
    infinitive: frozenset[str]
    limits: frozenset[str]
    called_off: frozenset[str]
    not_ahead: frozenset[str]
    present: frozenset[str]
    unplanned: frozenset[str]
    past_future: frozenset[str]
    clause_ends: frozenset[str]
    articles: frozenset[str]
    past_endings: Tokens
    not_past: Tokens


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of ``dates.toml`` by lower-case token; ``triggers`` tells which tokens may open a date."""

    triggers: dict[str, Trigger]
    months: dict[str, int]
    doubtful: frozenset[str]
    given_names: frozenset[str]
    weekdays: dict[str, int]
    phrases: dict[str, list[tuple[Tokens, Entry]]]
    traps: dict[str, list[Tokens]]
    parts: dict[str, int | None]
    units: dict[str, Unit]
    which: dict[str, Move]
    shifts: dict[str, Move]
    edges: dict[str, DateMod]
    edge_nouns: dict[str, DateMod]
    asides: frozenset[str]
    about: frozenset[str]
    sums: frozenset[str]
    sum_ends: frozenset[str]
    year_names: dict[Tokens, int]
    every: frozenset[str]
    counts: dict[str, int]
    ordinals: dict[str, int]
    vague: frozenset[str]
    seasons: dict[str, int]
    zones: dict[str, int]
    meridiem: dict[str, int]
    local: list[Tokens]
    roles: dict[str, str]
    with_number: frozenset[str]
    before_month: frozenset[str]
    articles: frozenset[str]
    before_year: frozenset[str]
    surely_year: frozenset[str]
    not_before_year: frozenset[str]
    not_after_number: frozenset[str]
    not_after_year: frozenset[str]
    streets: frozenset[str]
    tense: TenseWords
    cues: frozenset[str]
    agencies: dict[Tokens, str]
    not_places: frozenset[str]
    compounds: dict[str, Compound]


_made: dict[int, tuple[Lexicon, Words]] = {}


def date_words(lexicon: Lexicon) -> Words:
    """Return the date words of ``lexicon``, made once for each."""
    known = _made.get(id(lexicon))
    if known is None or known[0] is not lexicon:
        known = _made[id(lexicon)] = (lexicon, _make(lexicon))
    return known[1]


def _make(lexicon: Lexicon) -> Words:
    forms = lexicon.forms
    months, seasons = _numbers(lexicon, "month", "number"), _numbers(lexicon, "season", "month")
    weekdays, ordinals = _numbers(lexicon, "weekday", "number"), _numbers(lexicon, "date_ordinal", "value")
    units = {
        form: Unit(entry["unit"], entry.get("times", 1), form != entry["lemma"])
        for form, entry in lexicon.table("time_unit").items()
    }
    counts = _numbers(lexicon, "cardinal", "value") | _numbers(lexicon, "date_count", "value")
    parts = {form: entry.get("hour") for form, entry in lexicon.table("day_part").items()}
    phrases, compounds = _phrases(lexicon), _compounds(lexicon, months)
    meridiem, zones = _numbers(lexicon, "meridiem", "add"), _numbers(lexicon, "time_zone", "minutes")
    roles = {form: entry["role"] for form, entry in lexicon.table("date_glue").items()}
    kinds: dict[Trigger, Iterable[str]] = {
        "month": months, "weekday": weekdays, "ordinal": ordinals, "phrase": phrases, "unit": units,
        "part": parts, "season": seasons, "compound": compounds,
        "clock": [form for form, hour in parts.items() if hour is not None],
        "spoken": [form for form, value in counts.items() if value in _CENTURIES],
    }  # fmt: skip
    return Words(
        triggers={form: kind for kind, row in kinds.items() for form in row}, months=months,
        doubtful=_flagged(lexicon, "month", "doubtful"), given_names=_flagged(lexicon, "month", "name"),
        weekdays=weekdays, phrases=phrases, traps=_traps(lexicon), parts=parts, units=units,
        which=_moves(lexicon, "date_which"), shifts=_moves(lexicon, "shift_word"), edges=_mods(lexicon, "edge"),
        edge_nouns=_mods(lexicon, "edge_noun"), asides=forms("edge_aside"), about=forms("about_date"),
        sums=forms("year_sum"), sum_ends=forms("year_sum_end"),
        year_names={_cut(lexicon, form): n for form, n in _numbers(lexicon, "year_name", "value").items()},
        every=forms("every"), counts=counts, ordinals=ordinals, vague=forms("vague_count"), seasons=seasons,
        zones=zones, meridiem=meridiem,
        local=sorted((_cut(lexicon, form) for form in forms("local_time")), key=len, reverse=True),
        roles=roles,
        with_number=frozenset((*months, *meridiem, *zones, *roles)), before_month=forms("in_before"),
        articles=forms("date_article"), before_year=forms("before_old_year"),
        surely_year=_flagged(lexicon, "before_old_year", "sure"),
        not_before_year=_trapping(lexicon, "before"), not_after_number=_trapping(lexicon, "after"),
        not_after_year=_trapping(lexicon, "after") | _trapping(lexicon, "after_year"),
        streets=forms("street"), tense=_tense(lexicon),
        cues=frozenset(form for form in forms("cue") if " " not in form),
        agencies={_cut(lexicon, form): entry["lemma"] for form, entry in lexicon.table("agency").items()},
        not_places=forms("not_dateline"), compounds=compounds,
    )  # fmt: skip


def _tense(lexicon: Lexicon) -> TenseWords:
    forms = lexicon.forms
    return TenseWords(
        ahead=forms("ahead"), behind=forms("behind"), modals=forms("tense_modal"), modals_open=forms("open_modal"),
        perfect=forms("perfect"), passive=forms("passive"), infinitive=forms("infinitive"), limits=forms("time_limit"),
        called_off=forms("called_off"), not_ahead=forms("not_ahead"), present=forms("present_be"),
        unplanned=forms("unplanned"), past_future=forms("past_future"),
        clause_ends=forms("clause_opener") | {",", ";", ":"},
        articles=forms("date_article"), past_endings=tuple(forms("past_ending")),
        not_past=tuple(forms("not_past_ending")),
    )  # fmt: skip


def _cut(lexicon: Lexicon, form: str) -> Tokens:
    return tuple(segment(form, lexicon).lower)


def _numbers(lexicon: Lexicon, table: str, key: str) -> dict[str, int]:
    return {form: entry[key] for form, entry in lexicon.table(table).items()}


def _moves(lexicon: Lexicon, table: str) -> dict[str, Move]:
    return {form: Move(entry["step"], entry["base"]) for form, entry in lexicon.table(table).items()}


def _mods(lexicon: Lexicon, table: str) -> dict[str, DateMod]:
    return {form: entry["mod"] for form, entry in lexicon.table(table).items()}


def _flagged(lexicon: Lexicon, table: str, key: str) -> frozenset[str]:
    return frozenset(form for form, entry in lexicon.table(table).items() if entry.get(key))


def _trapping(lexicon: Lexicon, side: str) -> frozenset[str]:
    return frozenset(form for form, entry in lexicon.table("year_trap").items() if entry["side"] == side)


def _phrases(lexicon: Lexicon) -> dict[str, list[tuple[Tokens, Entry]]]:
    """Return the day words and holidays by their first token, the longest first."""
    found: dict[str, list[tuple[Tokens, Entry]]] = {}
    for table in ("day_word", "holiday"):
        for form, entry in lexicon.table(table).items():
            tokens = _cut(lexicon, form)
            found.setdefault(tokens[0], []).append((tokens, entry))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


def _traps(lexicon: Lexicon) -> dict[str, list[Tokens]]:
    """Return names that hold a date word ("Sunday Times") by each of their tokens."""
    found: dict[str, list[Tokens]] = {}
    for form in lexicon.forms("name_trap"):
        tokens = _cut(lexicon, form)
        for token in tokens:
            found.setdefault(token, []).append(tokens)
    return found


def _compounds(lexicon: Lexicon, months: dict[str, int]) -> dict[str, Compound]:
    """Return the hyphened tokens: "mid-November", "late-2019", "pre-2001", "year-end", "year-earlier"."""
    prefixes: dict[str, DateMod] = _mods(lexicon, "edge") | _mods(lexicon, "date_prefix")
    found: dict[str, Compound] = {}
    for prefix, mod in prefixes.items():
        found |= {f"{prefix}-{form}": (mod, "month", number) for form, number in months.items()}
        found |= {f"{prefix}-{year}": (mod, "year", year) for year in _YEARS}
        found |= {f"{prefix}-{year}s": (mod, "decade", year) for year in _YEARS if year % 10 == 0}
    for form, entry in lexicon.table("year_compound").items():
        found[form] = (entry.get("mod"), "step", entry["step"])
    return found
