"""Voices to the parties that they belong to, where the claims, the outlet registry or a person says so.

Only in an event that someone brought about. A belligerent is a country that denies having
done it or whom the reports name ("Armenian missiles"); the country that was hit is the
victims' side, unless its own forces deny too. A state's outlet speaks for its state where
that is a party, and an institution that the hit country's own outlets name without a
country is that country's. Neutral are the United Nations, aid groups and outlets of no state whose country
is no party. Everyone else stays unknown until a person says otherwise, and what a person
said is never overruled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from claimtrack.compare.kinds import kind_of
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import Voice, institution
from claimtrack.lexicon.single import country_names, event_kinds, nations, outlet_facts, sided_kinds

_NEUTRAL = ("un", "ngo")
_OFFICIAL = ("official", "military", "government", "police", "emergency", "armed_group")
_WORD = re.compile(r"[^\W\d_]+")
_WEAPONS = ("strike", "attack")  # kinds of event whose words name a deed: "Armenian missiles", "Israeli air strike"


class Facts(NamedTuple):
    """What the registry knows of an outlet: its country, whether it is its state's, and what that is known by."""

    name: str
    country: str
    owner: Literal["state", "public", "private"]
    basis: str

    @property
    def words(self) -> str:
        return f"{self.owner}, {country_names().get(self.country, self.country)}: {self.basis}"


class Sides(NamedTuple):
    """The voice of each claim by its id, its party known where anything says so; ``bases`` says what, by voice key."""

    voices: dict[str, Voice]
    bases: dict[str, str]


def facts_of(outlet: str | None) -> Facts | None:
    """Return what the registry knows of ``outlet``, ``None`` for one that is not in it."""
    row = outlet_facts().get((outlet or "").casefold())
    return Facts(row["lemma"], row["country"], row["owner"], row["basis"]) if row else None  # type: ignore[arg-type]


def infer_parties(rows: Iterable[Row], voices: Mapping[str, Voice], country: str | None) -> Sides:
    """Return ``voices`` with country and party where these are known.

    Args:
        country: of the place that was hit.
    """
    rows = list(rows)
    outlets: dict[str, set[str | None]] = defaultdict(set)
    for row in rows:
        outlets[voices[row.claim_id].key].add(row.outlet)
    where: dict[str, str] = {}
    placed = {row.claim_id: _with_country(voices[row.claim_id], row, outlets, country, where) for row in rows}
    sides = _belligerents(rows, placed, country)
    # who rejects a toll among its own people is not plainly on the victims' side
    rejects = any(row.stance == "denied" and row.figure_id and row.kind in _OFFICIAL
                  and placed[row.claim_id].country == country for row in rows)  # fmt: skip
    result: dict[str, Voice] = {}
    whose: dict[str, str] = {}
    for row in rows:
        party, basis = _party(placed[row.claim_id], row, sides, country, rejects)
        result[row.claim_id] = voice = placed[row.claim_id]._replace(party=party)
        if basis:
            whose[voice.key] = basis
    known = {voice.key: voice.party for voice in result.values() if voice.party}  # one report may not say whose side
    result = {claim: voice._replace(party=known.get(voice.key)) for claim, voice in result.items()}
    keys = dict.fromkeys((*whose, *where))
    return Sides(result, {key: "; ".join(dict.fromkeys(b[key] for b in (whose, where) if key in b)) for key in keys})


def _own_outlet(row: Row) -> Facts | None:
    """Return the outlet that speaks here itself: in its own voice, or quoted by another."""
    if row.mode == "narrated":
        return facts_of(row.outlet)
    return facts_of(row.name or row.speaker) if row.kind == "media" else None


def _with_country(
    voice: Voice, row: Row, outlets: Mapping[str, set[str | None]], country: str | None, where: dict[str, str]
) -> Voice:
    """Return the voice with the country that the registry tells, where the text tells none."""
    if voice.country:
        return voice
    own = _own_outlet(row)
    if own:
        where[voice.key] = own.words
        return voice._replace(country=own.country)
    known = [facts_of(outlet) for outlet in outlets[voice.key]]
    own_state = country and all(f and f.owner == "state" and f.country == country for f in known)
    if own_state and (institution(voice.label)[0] or (row.kind in _OFFICIAL and not row.name)):
        where[voice.key] = f"named without a country by the state's own outlet ({row.outlet})"
        return voice._replace(country=country)
    return voice


def _belligerents(rows: Iterable[Row], voices: Mapping[str, Voice], country: str | None) -> dict[str, str]:
    """Return what makes each country a belligerent, by its code; none for an event that nobody brought about."""
    rows = list(rows)
    kind = kind_of(rows)
    if kind is not None and kind not in sided_kinds():
        return {}
    found: dict[str, str] = {}
    for row in rows:
        voice = voices[row.claim_id]
        denies = row.stance == "denied" and not row.figure_id and row.kind not in (*_NEUTRAL, "media")
        if denies and voice.country and (voice.country != country or row.kind == "military"):
            found.setdefault(voice.country, f"{voice.label} denies it")
    for code, words in accused(rows):
        if code != country:
            found.setdefault(code, f"named in the reports: “{words}”")
    return found


def accused(rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
    """Yield the countries to whom reports lay an attack, each with the words: ``AM``, "Armenian missiles"."""
    kinds, known = event_kinds(), nations()
    for text in dict.fromkeys(text for row in rows for text in (row.title or "", row.claim_text)):
        words = _WORD.findall(text)
        low = [word.casefold() for word in words]
        for i, word in enumerate(low[:-1]):
            if word in known and words[i][0].isupper():
                end = i + 2 if low[i + 1] == "air" else i + 1
                if end < len(low) and kinds.get(low[end]) in _WEAPONS:
                    yield known[word], " ".join(words[i : end + 1])


def _party(
    voice: Voice, row: Row, sides: Mapping[str, str], country: str | None, rejects: bool
) -> tuple[str | None, str | None]:
    """Return the party of a voice and by what it is known."""
    if voice.party:
        return voice.party, "said by a person"
    own = _own_outlet(row)
    if row.kind in _NEUTRAL and row.mode != "narrated":
        return "neutral", {"un": "United Nations", "ngo": "an aid or human rights group"}[row.kind]
    if not sides or not voice.country:
        return None, None
    if own and own.owner != "state":
        third = own.country not in sides and own.country != country
        return ("neutral", own.words) if third else (None, None)
    if own or row.kind in _OFFICIAL or institution(voice.label)[0]:
        if voice.country in sides:
            return "belligerent", sides[voice.country]
        if voice.country == country and not rejects:
            return "victims", "of the country that was hit"
    return None, None
