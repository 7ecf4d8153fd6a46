"""Names of places to where they are: "Kiev" is Kyiv, UA, 50.45, 30.52.

Looks names up in ``data/gazetteer.bin``, made from GeoNames (geonames.org, CC BY 4.0) by
``claimtrack.normalize.build_gazetteer``, and chooses among places of one name. Finding names in a text is the work
of ``claimtrack.extract.places``.

The file is a hash table read where it lies, so that opening it costs no parsing: magic, notice, counts, country codes,
the country of each region, the offsets of the buckets, then the entries: a folded name, the most words of any name
that begins with it, and one record for each place so called, the most populous first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from math import log10
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

MAGIC = b"claimtrack gazetteer 1\nPlaces: GeoNames, https://www.geonames.org, CC BY 4.0.\n\x00"
HEAD = Struct("<IHH")  # buckets, countries, regions (the first of which are the countries themselves)
OFFSET = Struct("<I")
ENTRY = Struct("<BBB")  # length of the key, most words, records
RECORD = Struct("<BBHhhB")  # kind, logarithm of people, region, latitude, longitude, length of the name

COUNTRY, REGION, SETTLEMENT, DISTRICT = 0, 1, 2, 3
ALIAS = 0x80  # added to the kind where the record stands under another of its names
NOWHERE = 0x7FFF  # for a coordinate that is not known
PEOPLE_STEPS = 30  # steps of the logarithm of people in one power of ten
_FOLDS = (("saint ", "st "), ("sainte ", "ste "), ("mount ", "mt "), ("fort ", "ft "))
_FIRST_FOLDS = {long.strip(): short.strip() for long, short in _FOLDS}
_MOST_REMEMBERED = 50_000


class GazetteerPlace(NamedTuple):
    """A place of the gazetteer; coordinates in degrees WGS 84, to a hundredth.

    ``region`` numbers its first-level subdivision: two places of one region have the same. A country's own number
    stands where the subdivision is not known. ``size`` is the logarithm to base 10 of the people living there.
    """

    name: str
    kind: int
    alias: bool
    size: float
    country: str
    region: int
    latitude: float | None
    longitude: float | None


class Entry(NamedTuple):
    """The places of one name, and the most words of any name that begins with the words looked up."""

    places: tuple[GazetteerPlace, ...]
    most_words: int


NO_ENTRY = Entry((), 0)


def fold(name: str) -> str:
    """Return ``name`` as the gazetteer indexes it.

    Examples:
        >>> fold("Dar-es-Salaam"), fold("Sana'a"), fold("St. Louis"), fold("Győr")
        ('dar es salaam', 'sanaa', 'st louis', 'gyor')
    """
    name = name.lower()
    if name.isalpha() and name.isascii():
        return name
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isalnum() or c in " -'")
        name = name.replace("ı", "i").replace("ə", "a").replace("ł", "l").replace("ø", "o").replace("đ", "d")
    name = " ".join(name.replace("-", " ").replace(".", " ").replace("'", "").split())
    for long, short in _FOLDS:
        if name.startswith(long):
            return short + name[len(long) :]
    return name


def fold_first(word: str) -> str:
    """Return the first word of the names that begin with ``word``, which is one token, as the gazetteer indexes them.

    Examples:
        >>> fold_first("fort"), fold_first("dar-es-salaam"), fold_first("new")
        ('ft', 'dar', 'new')
    """
    if word.isalpha() and word.isascii():
        return _FIRST_FOLDS.get(word, word)
    return fold(word + " x").partition(" ")[0]


class Gazetteer:
    """The opened file; every answer is remembered.

    ``country_regions`` has for each region number the one that stands for the whole country which it lies in.
    """

    __slots__ = ("_countries", "_data", "_remembered", "_table", "buckets", "country_regions")

    def __init__(self, data: bytes | mmap) -> None:
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError("not a gazetteer of this version")
        at = len(MAGIC)
        self.buckets, countries, regions = HEAD.unpack_from(data, at)
        at += HEAD.size
        codes = data[at : at + 2 * countries].decode("ascii")
        self._countries = [codes[i : i + 2] for i in range(0, len(codes), 2)]
        at += 2 * countries
        self.country_regions = bytes(data[at : at + regions])
        self._table = at + regions
        self._data = data
        self._remembered: dict[str, Entry] = {}

    def look_up(self, name: str) -> Entry:
        """Return what the gazetteer has under ``name``, which is folded already."""
        entry = self._remembered.get(name)
        if entry is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            entry = self._remembered[name] = self._read(name)
        return entry

    def country_number(self, code: str) -> int:
        """Return the region number that stands for the whole country."""
        return self._countries.index(code)

    def country_of(self, region: int) -> str:
        """Return the ISO 3166 code of the country that region number ``region`` lies in."""
        return self._countries[self.country_regions[region]]

    def _read(self, name: str) -> Entry:
        key = name.encode("utf-8", "replace")
        if not 0 < len(key) < 256:
            return NO_ENTRY
        data = self._data
        slot = self._table + OFFSET.size * (crc32(key) % self.buckets)
        (at,) = OFFSET.unpack_from(data, slot)
        (end,) = OFFSET.unpack_from(data, slot + OFFSET.size)
        if data.find(key, at, end) < 0:
            return NO_ENTRY  # as most words
        while at < end:
            length, most_words, count = ENTRY.unpack_from(data, at)
            at += ENTRY.size
            if length == len(key) and data[at : at + length] == key:
                return Entry(self._records(name, at + length, count), most_words)
            at += length
            for _ in range(count):
                at += RECORD.size + data[at + RECORD.size - 1]
        return NO_ENTRY

    def _records(self, key: str, at: int, count: int) -> tuple[GazetteerPlace, ...]:
        places = []
        for _ in range(count):
            kind, people, region, latitude, longitude, length = RECORD.unpack_from(self._data, at)
            at += RECORD.size
            name = self._data[at : at + length].decode() if length else key.title()
            at += length
            known = latitude != NOWHERE
            places.append(
                GazetteerPlace(
                    name, kind & ~ALIAS, bool(kind & ALIAS), people / PEOPLE_STEPS, self.country_of(region), region,
                    latitude / 100 if known else None, longitude / 100 if known else None,
                )
            )  # fmt: skip
        return tuple(places)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that is shipped, mapped into memory: only the pages looked at are read."""
    with (Path(__file__).parent / "data" / "gazetteer.bin").open("rb") as file:
        return Gazetteer(mmap(file.fileno(), 0, access=ACCESS_READ))


def look_up(name: str) -> tuple[GazetteerPlace, ...]:
    """Return the places called ``name``, the most populous first; spelling is folded.

    Examples:
        >>> [(p.name, p.country) for p in look_up("Kiev")][:1]
        [('Kyiv', 'UA')]
    """
    return gazetteer().look_up(fold(name)).places


# How far evidence moves a candidate, in powers of ten of people: a town of 3,000 in the state that the article names
# beats a city of a million elsewhere.
_COUNTRY_NAMED, _REGION_NAMED, _IS_ALIAS, _CLEAR, _TOWN = 2.5, 2.5, -1.5, 0.6, 3.5
_LEAST = 2.5  # of the logarithm of people, where nobody has counted


def choose(places: Sequence[GazetteerPlace], evidence: Mapping[int, float]) -> GazetteerPlace | None:
    """Return the place of ``places`` that is meant, or ``None`` where two are about as likely.

    Args:
        evidence: how strongly the article speaks of each region number, 0 to 1; a country's own number for the country.
    """
    if len(places) == 1:
        return places[0]
    if not places:
        return None
    country_of = gazetteer().country_regions
    weights = []
    for place in places:
        size, region = place[3], place[5]
        weight = (size if size > _LEAST else _LEAST) + (_IS_ALIAS if place[2] else 0)
        country = country_of[region]
        if country in evidence:
            weight += _COUNTRY_NAMED * evidence[country]
        if region in evidence:
            weight += _REGION_NAMED * evidence[region]
        weights.append(weight)
    most = max(weights)
    best = places[weights.index(most)]
    if most - sorted(weights)[-2] < _CLEAR:
        for place, weight in zip(places, weights, strict=True):
            if most - weight < _CLEAR and place is not best and not _same_spot(best, place):
                return None
    if best.kind in (REGION, DISTRICT):  # "in Kabul" is the town rather than its province
        towns = (p for p in places if p.kind == SETTLEMENT and p.region == best.region and p.size >= _TOWN)
        best = next(towns, best)
    return best


def _same_spot(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two records are a town and its district, or a town entered twice."""
    if one.region != other.region:
        return False
    if None in (one.latitude, other.latitude):
        return True
    return abs((one.latitude or 0) - (other.latitude or 0)) + abs((one.longitude or 0) - (other.longitude or 0)) < 0.7


def people(place: GazetteerPlace) -> int:
    """Return about how many live there, 0 where nobody has counted."""
    return round(10**place.size) - 1


def size_of(count: int) -> int:
    """Return the byte that stands for ``count`` people in the file."""
    return min(255, round(log10(count + 1) * PEOPLE_STEPS))
