"""Speakers to the voices that a table has a row for: one institution, person, description or outlet each.

"Azerbaijan's Prosecutor General's Office", "the Prosecutor General of Azerbaijan" and
"prosecutors" are one voice; the defence ministries of two countries are two. A voice
whose country no article names is the one of that name, if there is just one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from claimtrack.compare.rows import Row
from claimtrack.lexicon.single import capitals, institutions, nations, offices, spare_words

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*\.?")


class Voice(NamedTuple):
    """Who said it, as compared: ``key`` tells voices apart, ``label`` is shown, ``country`` is ISO 3166 or ``None``.

    ``party`` is ``belligerent``, ``victims``, ``neutral`` or ``None``.
    """

    key: str
    label: str
    country: str | None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What people decided on sources: the one of several names by each key, and ``party`` and ``country`` by key.

    A key is that of a voice, followed by ``|`` and its country where the name tells it.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def voices(rows: Iterable[Row], book: Book | None = None) -> dict[str, Voice]:
    """Return the voice of each row by claim id."""
    rows = list(rows)
    office = [row for row in rows if row.role and row.name]
    heads, posts = _find_heads(office), _find_posts(office)
    told = ((r.claim_id, posts.get(h.name or "") or _voice(h, r.outlet), bool(h.name))
            for r in rows for h in (_head_of(r, heads) or r,))  # fmt: skip
    return settle(told, book)


def _voice(row: Row, outlet: str | None) -> Voice:
    return voice_of(row.name, row.role, row.organization, row.speaker, outlet, row.mode)


def _find_posts(rows: Iterable[Row]) -> dict[str, Voice]:
    """Return by name the one institution that a person speaks for: "minister Kaya" is Labour Minister Kaya."""
    found: dict[str, set[Voice]] = defaultdict(set)
    for row in rows:
        if row.name and institution(row.role or "")[0]:
            found[row.name].add(_voice(row, row.outlet))
    return {name: next(iter(posts)) for name, posts in found.items() if len({post.key for post in posts}) == 1}


def _find_heads(rows: Iterable[Row]) -> dict[tuple[str | None, str], Row]:
    """Return, by article and by place, and office in lower case, a row of the one person who holds the office there.

    "The prefecture lowered the toll" is the word of prefect Hélène Marty, quoted there or elsewhere on that place.
    """
    found: dict[tuple[str | None, str], Row] = {}
    several: set[tuple[str | None, str]] = set()
    for row in rows:
        for office in _offices(row.role or ""):
            for key in ((row.article_id, office), (row.place, office)):
                if found.setdefault(key, row).name != row.name:
                    several.add(key)
    return {key: row for key, row in found.items() if key not in several and key[0]}


def _head_of(row: Row, heads: Mapping[tuple[str | None, str], Row]) -> Row | None:
    """Return a row of the person for whom an office speaks in ``row``."""
    if not heads or row.name or not row.speaker or row.mode == "narrated":
        return None
    office = row.speaker.casefold().removeprefix("the ")
    return heads.get((row.article_id, office)) or heads.get((row.place, office))


@lru_cache(maxsize=4096)
def _offices(role: str) -> tuple[str, ...]:
    """Return the offices whose holder a role names, in lower case: "prefect of the Tarn" is of the prefecture."""
    return offices().get(re.split(r",| of | in ", role.casefold())[0].removeprefix("the "), ())


def settle(told: Iterable[tuple[str, Voice, bool]], book: Book | None = None) -> dict[str, Voice]:
    """Return the voice of each claim by its id, as the others around it make it known.

    Args:
        told: claim ids with their voices, each by itself, and whether it is one of a name.
    """
    book = book or Book()
    first: dict[str, Voice] = {}
    countries: dict[str, set[str]] = defaultdict(set)
    surnames: dict[str, set[str]] = defaultdict(set)
    for claim, voice, by_name in told:
        voice = _named(voice, book)
        first[claim] = voice
        if voice.country:
            countries[voice.key].add(voice.country)
        words = voice.key.split()
        if by_name and len(words) > 1:
            surnames[words[-1]].add(voice.key)
    labels = {voice.key: voice for voice in first.values()}
    result: dict[str, Voice] = {}
    for claim, voice in first.items():
        full = surnames.get(voice.key, ())
        if len(full) == 1:
            voice = labels[next(iter(full))]
        known = countries[voice.key]
        country = voice.country or (next(iter(known)) if len(known) == 1 else None)
        known_of = book.known.get(f"{voice.key}|{country}") or book.known.get(voice.key, {})
        party = known_of.get("party") or voice.party
        result[claim] = Voice(f"{voice.key}|{country or ''}", voice.label, country, party)
    return result


def _named(voice: Voice, book: Book) -> Voice:
    """Return the voice under the name and country that a person gave it."""
    name = book.aliases.get(f"{voice.key}|{voice.country}") or book.aliases.get(voice.key)
    if name:
        voice = voice_of(name, None, None, name, None, "indirect")._replace(country=voice.country)
    country = book.known.get(voice.key, {}).get("country")
    return voice._replace(country=country) if country else voice


def count_voices(rows: Iterable[Row]) -> int:
    """Return how many said it, without what other articles and people say of them: quick, for an order."""
    told = {row.speaker or row.outlet: row for row in rows}
    return len({voice_of(r.name, r.role, r.organization, r.speaker, r.outlet, r.mode).key for r in told.values()})


@lru_cache(maxsize=65536)
def voice_of(
    name: str | None, role: str | None, organization: str | None, speaker: str | None, outlet: str | None, mode: str
) -> Voice:
    """Return the voice of one speaker, without what other articles say of it."""
    if mode == "narrated" or not (name or speaker or organization):
        label = outlet or "outlet not known"
        return Voice(f"outlet {label.casefold()}", f"{label}, own account", None)
    country = None
    for words in (organization, name, role, speaker):
        found, code = institution(words) if words else (None, None)
        country = country or code
        if found:
            return Voice(found.casefold(), found, country)
    label = name or speaker or organization or ""
    return Voice(" ".join(_WORD.findall(label.casefold())) or label, label, country)


@lru_cache(maxsize=65536)
def institution(words: str) -> tuple[str | None, str | None]:
    """Return the institution that ``words`` name or stand for, and its country's code; ``None`` for what is not said.

    Examples:
        >>> institution("Azerbaijan's Ministry of Emergency Situations")
        ('Emergency Situations Ministry', 'AZ')
        >>> institution("Armenian Defence Ministry spokeswoman")
        ('Defence Ministry', 'AM')
        >>> institution("assistant to the Azerbaijani president")
        (None, 'AZ')
    """
    tokens = [re.sub(r"[’']s$|[’']$", "", word) for word in _WORD.findall(words.casefold())]
    kept: list[str] = []
    country: str | None = None
    i = 0
    while i < len(tokens):
        pair = " ".join(tokens[i : i + 2])
        if pair in nations() or tokens[i] in nations():
            country = country or nations().get(pair) or nations()[tokens[i]]
            i += 2 if pair in nations() else 1
            if kept and kept[-1] == "of":
                kept.pop()
            continue
        if tokens[i] in capitals() and i and tokens[i - 1] == "in":
            country = country or capitals()[tokens[i]]
        elif tokens[i] not in spare_words():
            kept.append({"minister": "ministry", "defense": "defence"}.get(tokens[i], tokens[i]))
        i += 1
    while kept and kept[0] == "of":
        kept.pop(0)
    if kept[:2] == ["ministry", "of"]:
        kept = [*[w for w in kept[2:] if w != "and"][:3], "ministry"]
    plain = " ".join(kept)
    if plain in institutions():
        return institutions()[plain], country
    if len(kept) in (2, 3, 4) and kept[-1] == "ministry" and kept[0] not in ("prime", "deputy"):
        return plain.title(), country
    return None, country
