"""The lexicon's words about places, sorted for one look-up a token.

``place_words`` compiles a lexicon once; ``PlaceWords.part`` says what a lower-case word can do beside a place's name,
``PlaceWords.names`` what the lexicon and the gazetteer know under a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from claimtrack.lexicon import Lexicon
from claimtrack.lexicon.single import country_names, nations
from claimtrack.normalize.places import (
    COUNTRY,
    REGION,
    SETTLEMENT,
    Entry,
    GazetteerPlace,
    fold,
    fold_first,
    gazetteer,
    look_up,
)  # fmt: skip

# What a word can do: bits of ``PlaceWords.part``.
BRINGS, BRINGS_UNKNOWN, REGION_WORD, REGION_BEFORE, TOWN_NOUN, DIRECTION, VENUE = (1 << i for i in range(7))
OWNER, PERSON, TITLE, NOT, CUE, DEMONYM, PLACE_NOUN = (1 << i for i in range(7, 14))
FEATURE, FEATURE_BEFORE, OPENING, VERB_SURE, VERB, PLACE_OF, HAS, EVENT_SURE, EVENT = (1 << i for i in range(14, 23))
NOT_AT, GOES, BETWEEN, DISTANCE, ROLE, PARTICLE, DAY, LINK, LEAD, NARROW, NOT_HEAD, STREET = (
    1 << i for i in range(23, 35)
)
NO_NAME = (
    NOT | VENUE | OWNER | TITLE | REGION_WORD | REGION_BEFORE | TOWN_NOUN | DIRECTION | BRINGS | CUE | FEATURE
    | FEATURE_BEFORE | VERB | VERB_SURE
)  # fmt: skip
_CUTS = NOT | DEMONYM | BRINGS | VERB | VERB_SURE
GOES_ON, ALONE, PERHAPS = 0, 1, 2  # what a capitalised word does to the stretch of capitals that it stands in
_TABLES = {
    "region_word": REGION_WORD, "region_word_before": REGION_BEFORE, "town_noun": TOWN_NOUN, "direction": DIRECTION,
    "venue": VENUE, "place_noun": PLACE_NOUN,
    "place_owner": OWNER, "person_name": PERSON, "person_title": TITLE, "title": TITLE,
    "not_place": NOT, "month": NOT | DAY, "weekday": NOT | DAY, "cue": CUE,
    "feature": FEATURE, "feature_before": FEATURE_BEFORE, "place_opening": OPENING, "place_of": PLACE_OF,
    "place_has": HAS, "not_at": NOT_AT, "goes_from": GOES, "between_places": BETWEEN, "distance": DISTANCE,
    "role": ROLE, "name_particle": PARTICLE, "place_lead": LEAD, "not_head": NOT_HEAD, "preposition": LINK,
}  # fmt: skip
_RANKS = (COUNTRY, REGION, SETTLEMENT)
_LARGE = 5.5  # logarithm of people
_MOST_REMEMBERED = 50_000
NO_REGION = -1
WELL_PEOPLED = 9.0  # an alias of the lexicon outweighs any namesake


class Head(NamedTuple):
    """What a word as it is written can do at the head of a name.

    ``most_words`` is the length of the longest name that begins with it.
    ``places`` and ``region`` are what it names by itself: places, or for a demonym the region alone. ``cuts`` tells
    whether it ends a stretch of capitals: ``ALONE`` always, ``PERHAPS`` where no longer name begins there.
    """

    cuts: int
    most_words: int
    places: tuple[GazetteerPlace, ...]
    region: int


class Heads(dict[str, Head]):
    """The head of every word met so far; that of a new one is read when it is asked for."""

    __slots__ = ("known",)

    def __init__(self, known: PlaceWords) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, word: str) -> Head:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        head = self[word] = self.known.head_of(word)
        return head


@dataclass(slots=True)
class PlaceWords:
    """One language's words about places. ``demonyms`` and ``states`` map a lower-case form to a region number."""

    part: dict[str, int]
    aliases: dict[str, GazetteerPlace]
    alias_words: dict[str, int]
    demonyms: dict[str, int]
    states: dict[str, int]
    ranks: dict[str, int]
    endings: tuple[str, ...]
    known: dict[str, Entry] = field(default_factory=dict)
    heads: Heads = field(init=False)

    def __post_init__(self) -> None:
        self.heads = Heads(self)

    def look_up(self, form: str) -> Entry:
        """Return the places called ``form`` (lower case, words joined by one space) and the longest name begun so."""
        entry = self.known.get(form)
        if entry is None:
            if len(self.known) >= _MOST_REMEMBERED:
                self.known.clear()
            entry = self.known[form] = self._find(form)
        return entry

    def head_of(self, word: str) -> Head:
        """Return what ``word``, as it is written, can do at the head of a name."""
        form = word.lower()
        entry, bits, region = self.look_up(form), self.part.get(form, 0), self.demonyms.get(form, NO_REGION)
        places = entry.places
        if region != NO_REGION or bits & NO_NAME:
            places = ()
        elif len(word) < 4 and word.isupper() and form not in self.aliases:
            places = ()  # "US", but not "IMP"
        elif len(word) < 3 and not word.isupper():
            places = ()  # and not "Us"
        cuts = GOES_ON
        if bits & _CUTS or ("-" in form and _is_compound(word)):
            cuts = PERHAPS if places or bits & DEMONYM or entry.most_words > 1 else ALONE
        return Head(cuts, entry.most_words, places, region)

    def _find(self, form: str) -> Entry:
        words = self.alias_words.get(form, 0)
        alias = self.aliases.get(form)
        found = gazetteer().look_up(fold(form))
        if " " not in form and (first := fold_first(form)) != form:  # "Fort Wayne" is indexed as "ft wayne"
            words = max(words, gazetteer().look_up(first).most_words)
        if alias is not None:
            return Entry((alias,), max(words, found.most_words))
        return Entry(found.places, words) if words > found.most_words else found


def _is_compound(word: str) -> bool:
    """Whether only the first part of a hyphened word is a name: "Kabul-based"."""
    return word[word.rindex("-") + 1].islower() if not word.endswith("-") else True


_compiled: dict[str, tuple[Lexicon, PlaceWords]] = {}


def place_words(lexicon: Lexicon) -> PlaceWords:
    """Return the words of ``lexicon``, compiled at the first call."""
    kept = _compiled.get(lexicon.language)
    if kept is None or kept[0] is not lexicon:
        kept = _compiled[lexicon.language] = (lexicon, _compile(lexicon))
    return kept[1]


def _compile(lexicon: Lexicon) -> PlaceWords:
    part: dict[str, int] = {}
    for table, bit in _TABLES.items():
        for form in lexicon.forms(table):
            part[form] = part.get(form, 0) | bit
    for form, entry in lexicon.table("locative").items():
        part[form] = part.get(form, 0) | BRINGS | (BRINGS_UNKNOWN if entry.get("unknown") else 0)
    for table, (sure, other) in {"place_verb": (VERB_SURE, VERB), "place_event": (EVENT_SURE, EVENT)}.items():
        for form, entry in lexicon.table(table).items():
            part[form] = part.get(form, 0) | (sure if entry.get("sure") else other)
    for form, entry in lexicon.table("region_word").items():
        part[form] |= NARROW if entry.get("narrow") else 0
    for form, entry in lexicon.table("venue").items():
        part[form] |= STREET if entry.get("street") else 0
    aliases = _aliases(lexicon)
    alias_words: dict[str, int] = {}
    for form in aliases:
        words = form.split()
        for i in range(1, len(words) + 1):
            begun = " ".join(words[:i])
            alias_words[begun] = max(alias_words.get(begun, 0), len(words))
    number = gazetteer().country_number
    demonyms = {f: number(code) for f, code in nations(lexicon.language).items() if f not in aliases}
    demonyms |= {f + "s": n for f, n in demonyms.items()}
    for form in list(demonyms):
        namesakes = gazetteer().look_up(form).places
        if any(p.kind in (COUNTRY, REGION) and not p.alias and p.size > _LARGE for p in namesakes):
            del demonyms[form]  # "England" is a place
    for form in demonyms:
        part[form] = part.get(form, 0) | DEMONYM
    states = {f: _state(entry["lemma"]) for f, entry in lexicon.table("state_abbreviation").items()}
    ranks = {f: entry["rank"] for t in ("region_word_before", "region_word") for f, entry in lexicon.table(t).items()}
    ranks |= dict.fromkeys(lexicon.forms("feature"), 1)
    endings = tuple(sorted(lexicon.forms("place_ending")))
    return PlaceWords(part, aliases, alias_words, demonyms, states, ranks, endings)


def _aliases(lexicon: Lexicon) -> dict[str, GazetteerPlace]:
    """The names of ``place_alias`` and of nations.toml as places."""
    number = gazetteer().country_number
    found = {}
    for code, name in country_names(lexicon.language).items():
        found[name.lower()] = GazetteerPlace(name, COUNTRY, False, WELL_PEOPLED, code, number(code), None, None)
    del found["georgia"]  # the gazetteer has the American state too
    for entry in lexicon.entries["place_alias"]:
        for form in entry.get("forms", [entry["lemma"]]):
            found[form.lower()] = _alias(entry, form)
    return found


def _alias(entry: Mapping[str, Any], form: str) -> GazetteerPlace:
    code = entry.get("country", "")
    region = gazetteer().country_number(code) if code else NO_REGION
    kind = _RANKS[entry.get("rank", 0)]
    spot: Sequence[float | None] = (entry.get("latitude"), entry.get("longitude"))
    name = entry.get("name", form)
    if code and kind != COUNTRY:
        region = next((p.region for p in look_up(name) if p.country == code and p.kind == kind), region)
    return GazetteerPlace(name, kind, False, WELL_PEOPLED, code, region, spot[0], spot[1])


def _state(name: str) -> int:
    return next((p.region for p in look_up(name) if p.kind == REGION and p.country == "US"), NO_REGION)
