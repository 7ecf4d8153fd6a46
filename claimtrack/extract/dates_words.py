"""The date words of a lexicon, made ready for look-up by token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from claimtrack.extract.tokens import Chunks
from claimtrack.lexicon import Entry, Lexicon
from claimtrack.models import DateMod
from claimtrack.normalize.dates_phrase import Base

Trigger = Literal[
    "month", "weekday", "phrase", "unit", "part", "season", "compound", "spoken", "clock", "ordinal", "day", "number"
]
T = TypeVar("T")
Tokens = tuple[str, ...]
Compound = tuple[DateMod | None, str, int]
DIGITS = frozenset("0123456789")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_REMEMBERED = 50_000
_CHUNKS = Chunks(lambda word: (0, 0, 0, 0))
_AFTER_DAY = ("-", "–", "—", "/", ":", ",")
_BEFORE_DATE = ("edge", "date_which", "about_date", "edge_aside", "shift_word")
_JOINING = ("and", "to", "of", "the")

# What a word tells of the tense around a date (``TenseWords.bits``). ``AHEAD``, ``BEHIND_PAIR``
# and ``CALLED_OFF`` those of a word that opens a telling pair; ``PAST`` is a word with the ending of a past tense.
AHEAD, BEHIND, BEHIND_PAIR, MODAL, OPEN, INFINITIVE, CLAUSE_END, PAST, CALLED_OFF = (1 << n for n in range(9))

_YEARS = range(1900, 2100)
_CENTURIES = range(17, 21)


class Memo(dict[str, T]):
    """What ``read`` tells of each token, remembered; too much of it is forgotten at once."""

    def __init__(self, read: Callable[[str], T]) -> None:
        self.read = read

    def __missing__(self, token: str) -> T:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        told = self[token] = self.read(token)
        return told


class Unit(NamedTuple):
    name: str
    times: int
    plural: bool


class Move(NamedTuple):
    """How far a word like "last" or "later" goes, and from where."""

    step: int
    base: Base


@dataclass(frozen=True, slots=True, eq=False)
class TenseWords:
    """What tells whether a date lies ahead."""

    ahead: frozenset[str]
    behind: frozenset[str]
    modals: frozenset[str]
    perfect: frozenset[str]
    passive: frozenset[str]
    limits: frozenset[str]
    deadlines: frozenset[str]
    onsets: frozenset[str]
    called_off: frozenset[str]
    not_ahead: frozenset[str]
    present: frozenset[str]
    unplanned: frozenset[str]
    past_future: frozenset[str]
    clause_ends: frozenset[str]
    articles: frozenset[str]
    bits: Memo[int]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The tables of ``dates.toml`` by lower-case token; ``triggers`` tells which tokens may open a date."""

    triggers: Memo[Trigger | None]
    months: dict[str, int]
    doubtful: frozenset[str]
    given_names: frozenset[str]
    weekdays: dict[str, int]
    phrases: dict[str, list[tuple[Tokens, Entry]]]
    traps: dict[str, tuple[frozenset[str], list[Tokens]]]
    parts: dict[str, int | None]
    units: dict[str, Unit]
    which: dict[str, Move]
    coming: frozenset[str]
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
    local: dict[str, list[Tokens]]
    roles: dict[str, str]
    after_day: frozenset[str]
    after_weekday: frozenset[str]
    clocks: frozenset[str]
    widening: frozenset[str]
    plain_on: frozenset[str]
    day_tails: frozenset[str]
    before_month: frozenset[str]
    articles: frozenset[str]
    before_year: frozenset[str]
    surely_year: frozenset[str]
    not_before_year: frozenset[str]
    not_after_number: frozenset[str]
    not_after_year: frozenset[str]
    streets: frozenset[str]
    named_after: frozenset[str]
    titles: frozenset[str]
    before_day: frozenset[str]
    before_short: frozenset[str]
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
    words = {form: kind for kind, row in kinds.items() for form in row}
    return Words(
        triggers=Memo(_trigger_reader(words, months, (*meridiem, *zones), roles)), months=months,
        doubtful=_flagged(lexicon, "month", "doubtful"), given_names=_flagged(lexicon, "month", "name"),
        weekdays=weekdays, phrases=phrases, traps=_traps(lexicon), parts=parts, units=units,
        which=_moves(lexicon, "date_which"), coming=_flagged(lexicon, "date_which", "nearest"),
        shifts=_moves(lexicon, "shift_word"), edges=_mods(lexicon, "edge"),
        edge_nouns=_mods(lexicon, "edge_noun"), asides=forms("edge_aside"), about=forms("about_date"),
        sums=forms("year_sum"), sum_ends=forms("year_sum_end"),
        year_names={_cut(form): n for form, n in _numbers(lexicon, "year_name", "value").items()},
        every=forms("every"), counts=counts, ordinals=ordinals, vague=forms("vague_count"), seasons=seasons,
        zones=zones, meridiem=meridiem,
        local=_by_first(sorted((_cut(form) for form in forms("local_time")), key=len, reverse=True)),
        roles=roles,
        after_day=frozenset((*months, *meridiem, *_AFTER_DAY, *_with_role(roles, *_JOINING))),
        after_weekday=frozenset((*months, *parts, ",", ".", *_with_role(roles, "of", "the"))),
        clocks=frozenset((":", *meridiem)), widening=_widening(lexicon, roles),
        plain_on=frozenset(_with_role(roles, "on")).difference(*map(forms, _BEFORE_DATE)),
        day_tails=frozenset((*parts, *_with_role(roles, "of"), *forms("edge"))),
        before_month=forms("in_before"),
        articles=forms("date_article"), before_year=forms("before_old_year"),
        surely_year=_flagged(lexicon, "before_old_year", "sure"),
        not_before_year=_trapping(lexicon, "before"), not_after_number=_trapping(lexicon, "after"),
        not_after_year=_trapping(lexicon, "after") | _trapping(lexicon, "after_year"),
        streets=forms("street"), named_after=forms("date_name"), titles=forms("title"), before_day=forms("on_day"),
        before_short=forms("in_before") | forms("date_article") | frozenset(seasons),
        tense=_tense(lexicon),
        cues=frozenset(form for form in forms("cue") if " " not in form),
        agencies={_cut(form): entry["lemma"] for form, entry in lexicon.table("agency").items()},
        not_places=forms("not_dateline"), compounds=compounds,
    )  # fmt: skip


def _with_role(roles: Mapping[str, str], *wanted: str) -> list[str]:
    return [form for form, role in roles.items() if role in wanted]


def _widening(lexicon: Lexicon, roles: Mapping[str, str]) -> frozenset[str]:
    """Return the words before a date that may belong to it."""
    glue = _with_role(roles, "on", "of", "the", "fiscal", "from")
    return frozenset(glue).union(*map(lexicon.forms, _BEFORE_DATE))


def _trigger_reader(
    words: Mapping[str, Trigger], months: Mapping[str, int], clocks: tuple[str, ...], roles: Mapping[str, str]
) -> Callable[[str], Trigger | None]:
    """Return what tells the trigger that a token is: one of ``words``, or a number that may be of a date.

    "5", "1996" and "10pm" may, "350" and "34-year-old" not.
    """

    def read(token: str) -> Trigger | None:
        if token[0] not in DIGITS:
            return words.get(token)
        if token.isdecimal():
            return "day" if len(token) < 3 else "number" if len(token) == 4 else None
        digits = token.rstrip(_LETTERS)
        tail = token[len(digits) :]
        if tail == "s" or roles.get(tail) == "ordinal" or token[len(digits.rstrip(".")) :] in clocks:
            return "number"  # "1980s", "27th", "10pm", "2100gmt"
        dotted = digits.replace(".", "").isdecimal()
        return "number" if dotted or token.split("-")[-1] in months else None  # "10.30", "17.10.2020", "17-oct"

    return read


def _tense(lexicon: Lexicon) -> TenseWords:
    forms = lexicon.forms
    ends = forms("clause_opener") | {",", ";", ":"}
    return TenseWords(
        ahead=forms("ahead"), behind=forms("behind"), modals=forms("tense_modal"),
        perfect=forms("perfect"), passive=forms("passive"),
        called_off=forms("called_off"), not_ahead=forms("not_ahead"), present=forms("present_be"),
        unplanned=forms("unplanned"), past_future=forms("past_future"), limits=forms("time_limit"),
        deadlines=_flagged(lexicon, "time_limit", "deadline"), onsets=forms("onset"),
        clause_ends=ends, articles=forms("date_article"), bits=Memo(_tense_reader(lexicon, ends)),
    )  # fmt: skip


def _tense_reader(lexicon: Lexicon, clause_ends: frozenset[str]) -> Callable[[str], int]:
    """Return what tells the bits of a token that bear on the tense around a date; most words have none."""
    forms = lexicon.forms
    behind, endings, others = forms("behind"), tuple(forms("past_ending")), tuple(forms("not_past_ending"))
    classes = {
        AHEAD: frozenset(form.split()[0] for form in forms("ahead")), BEHIND: behind,
        BEHIND_PAIR: frozenset(form.split()[0] for form in behind if " " in form), MODAL: forms("tense_modal"),
        CALLED_OFF: frozenset(form.split()[0] for form in forms("called_off")),
        OPEN: forms("open_modal"), INFINITIVE: forms("infinitive"), CLAUSE_END: clause_ends,
    }  # fmt: skip

    def read(token: str) -> int:
        past = token.endswith(endings) and len(token) > 4 and not token.endswith(others)
        return sum(bit for bit, words in classes.items() if token in words) | (PAST if past else 0)

    return read


def _cut(form: str) -> Tokens:
    return tuple(token.lower for token in _CHUNKS.tokens_of(form))


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
            tokens = _cut(form)
            found.setdefault(tokens[0], []).append((tokens, entry))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


def _by_first(rows: Iterable[Tokens]) -> dict[str, list[Tokens]]:
    found: dict[str, list[Tokens]] = {}
    for tokens in rows:
        found.setdefault(tokens[0], []).append(tokens)
    return found


def _traps(lexicon: Lexicon) -> dict[str, tuple[frozenset[str], list[Tokens]]]:
    """Return names that hold a date word ("Sunday Times") by each of their tokens, and all words of those names."""
    found: dict[str, list[Tokens]] = {}
    for form in lexicon.forms("name_trap"):
        tokens = _cut(form)
        for token in tokens:
            found.setdefault(token, []).append(tokens)
    return {token: (frozenset(word for name in names for word in name), names) for token, names in found.items()}


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
