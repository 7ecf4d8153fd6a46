"""Tokens to place mentions: "the village of Zarmina in southern Lebanon" holds two.

Looks only at capitalised tokens. One walk over them finds the names and how surely each is a place
(``places_scan``); here the places of one name are told apart by what else the article names, and the mentions made.
Which figure a place belongs to is left to the assembly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimtrack.extract.mentions import PlaceMention
from claimtrack.extract.places_scan import Candidate, scan
from claimtrack.extract.places_words import NO_REGION, place_words
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon
from claimtrack.models import Place
from claimtrack.normalize.places import COUNTRY, DISTRICT, REGION, GazetteerPlace, choose, gazetteer

_RANK_OF_KIND = {COUNTRY: 0, REGION: 1}
_LEAST_WEIGHT = 0.4  # of evidence named once where other evidence is named often
_PLAIN_SIZE = 5.3  # logarithm of people from which an unambiguous town speaks for its country and region


def find_places(doc: Document, lexicon: Lexicon) -> list[PlaceMention]:
    """Return the places named in ``doc``, in order, non-overlapping.

    Names of persons and bodies that hold a place's name ("Paris Hilton", "Houston police") are none. A place that the
    gazetteer does not know is found where the text says that it is one ("the village of Zarmina"); its ``name`` is
    ``None``. ``country`` is ``None`` too where several places share the name and nothing tells which is meant.
    """
    found = scan(doc, place_words(lexicon))
    evidence = _evidence(found)
    return [_mention(doc, candidate, evidence) for candidate in found if candidate.shown]


def _evidence(found: Sequence[Candidate]) -> dict[int, float]:
    """How strongly the article speaks of each country and region, 0 to 1."""
    counts: dict[int, int] = {}
    for candidate in found:
        if candidate.within != NO_REGION:
            _count(candidate.within, counts)
    for candidate in found:
        places = candidate.places
        if candidate.within == NO_REGION and places and (place := _plain(places)):
            _count(place.region, counts)
    if not counts:
        return {}
    most = max(counts.values())
    return {region: _LEAST_WEIGHT + (1 - _LEAST_WEIGHT) * count / most for region, count in counts.items()}


def _count(region: int, counts: dict[int, int]) -> None:
    table = gazetteer()
    country = table.country_number(table.country_of(region))
    for number in {region, country}:
        counts[number] = counts.get(number, 0) + 1


def _plain(places: Sequence[GazetteerPlace]) -> GazetteerPlace | None:
    """The place that is meant whatever the article is about, if there is one."""
    if places[0].region == NO_REGION or places[0].size < _PLAIN_SIZE:
        return None
    return choose(places, {})


def _mention(doc: Document, candidate: Candidate, evidence: Mapping[int, float]) -> PlaceMention:
    first, last = candidate.first, candidate.last
    place = choose(candidate.places, evidence)
    name = country = None
    spot: tuple[float | None, float | None] = (None, None)
    if place is not None:
        name, country, spot = place.name, place.country or None, (place.latitude, place.longitude)
    elif candidate.places:
        name = candidate.places[0].name
        country = _common_country(candidate.places, evidence)
    elif candidate.within != NO_REGION:
        country = gazetteer().country_of(candidate.within)
    span = doc.span(first, last)
    text = doc.text[span.start : span.end]
    return PlaceMention(first, last, Place(text, span, name, country, *spot), _rank(candidate, place))


def _common_country(places: Sequence[GazetteerPlace], evidence: Mapping[int, float]) -> str | None:
    """The country where the text leaves only the town open: Wellston is in Ohio, Missouri or Oklahoma."""
    table = gazetteer()
    named = [p for p in places if evidence.get(table.country_number(p.country))] if places[0].country else []
    countries = {p.country for p in (named or places)}
    return countries.pop() or None if len(countries) == 1 else None


def _rank(candidate: Candidate, place: GazetteerPlace | None) -> int:
    if candidate.rank is not None:
        return candidate.rank
    if place is None:
        place = candidate.places[0] if candidate.places else None
    kind = DISTRICT if place is None else place.kind
    return _RANK_OF_KIND.get(kind, 2)
