"""Tokens to place mentions: "the village of Zarmina in southern Lebanon" holds two.

Looks only at capitalised tokens. One walk over them finds the names and how surely each is a place
(``places_scan``); here the places of one name are told apart by what else the article names, and the mentions made.
Which figure a place belongs to is left to the assembly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimtrack.extract.mentions import PlaceMention
from claimtrack.extract.places_scan import scan
from claimtrack.extract.places_unknown import Candidate
from claimtrack.extract.places_words import NO_REGION, place_words
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon
from claimtrack.models import Place
from claimtrack.normalize.places import COUNTRY, DISTRICT, REGION, GazetteerPlace, choose, gazetteer

_RANK_OF_KIND = {COUNTRY: 0, REGION: 1}
_CLEARLY = 0.3  # by which evidence for one country beats that for another
_NEAR = 0.5  # of evidence for the region of a small town that nothing but "to" or "from" brings


def find_places(doc: Document, lexicon: Lexicon) -> list[PlaceMention]:
    """Return the places named in ``doc``, in order, non-overlapping.

    Names of persons and bodies that hold a place's name ("Paris Hilton", "Houston police") are none. A place that the
    gazetteer does not know is found where the text says that it is one ("the village of Zarmina"); its ``name`` is
    ``None``. ``country`` is ``None`` too where several places share the name and nothing tells which is meant.
    """
    return read_places(doc, lexicon)[0]


def read_places(doc: Document, lexicon: Lexicon) -> tuple[list[PlaceMention], list[PlaceMention]]:
    """Return the places named in ``doc``, and those whose police or officials alone are: "Houston police"."""
    found = scan(doc, place_words(lexicon))
    if not found:
        return [], []
    evidence = _evidence(found)
    settled = {c.form: choose(c.places, evidence) for c in found if c.within != NO_REGION and c.places}
    mentions, of_bodies = [], []
    for candidate in found:
        if candidate.shown:
            # "Madison" is where "Madison, N.C." was
            place = settled.get(candidate.form) or choose(candidate.places, evidence)
            if candidate.if_near and not (place and evidence.get(place.region, 0) >= _NEAR):
                if not candidate.sure:
                    continue
                candidate.places, place = (), None
            if candidate.rank is not None and place is not None and _is_astray(place, evidence):
                candidate.places, place = (), None
            mentions.append(_mention(doc, candidate, place, evidence))
        elif candidate.of_body:
            place = settled.get(candidate.form) or choose(candidate.places, evidence)
            of_bodies.append(_mention(doc, candidate, place, evidence))
    return mentions, of_bodies


def _is_astray(place: GazetteerPlace, evidence: Mapping[int, float]) -> bool:
    """Whether "the Kuibyshev district" would be a town of a country that the article hardly speaks of."""
    return place.kind != COUNTRY and evidence.get(gazetteer().country_regions[place.region], 0.0) < _NEAR


def _evidence(found: Sequence[Candidate]) -> dict[int, float]:
    """How strongly the article speaks of each country and region, 0 to 1.

    A region named counts one. A name that several regions have counts for each of them in part, once, so that Wellston,
    Sayre and Lincoln County together speak for Oklahoma.
    """
    counts: dict[int, float] = {}
    seen: set[str] = set()
    country_of = gazetteer().country_regions
    for candidate in found:
        if candidate.within != NO_REGION:
            _count(candidate.within, country_of[candidate.within], 1.0, counts)
        elif candidate.places and candidate.form not in seen and not (candidate.sure or candidate.of_venue):
            if candidate.rank is not None and candidate.places[0].alias:
                continue  # "the Kuibyshev district" says nothing of Samara
            seen.add(candidate.form)
            regions = {place[5] for place in candidate.places}
            regions.discard(NO_REGION)
            for region in regions:
                _count(region, country_of[region], 1.0 / len(regions), counts)
    most = max(counts.values(), default=0.0)
    return {region: min(1.0, 2 * count / most) for region, count in counts.items()}


def _count(region: int, country: int, share: float, counts: dict[int, float]) -> None:
    counts[country] = counts.get(country, 0.0) + share
    if region != country:
        counts[region] = counts.get(region, 0.0) + share


def _mention(
    doc: Document, candidate: Candidate, place: GazetteerPlace | None, evidence: Mapping[int, float]
) -> PlaceMention:
    first, last = candidate.first, candidate.last
    name = country = None
    spot: tuple[float | None, float | None] = (None, None)
    if place is not None:
        name, country, spot = place.name, place.country or None, (place.latitude, place.longitude)
    elif candidate.places:
        name = candidate.places[0].name
        country = _common_country(candidate.places, evidence)
    elif candidate.within != NO_REGION:
        country = gazetteer().country_of(candidate.within)
    named = Place(doc.slice(first, last), doc.span(first, last), name, country, *spot)
    return tuple.__new__(PlaceMention, (first, last, named, _rank(candidate, place)))


def _common_country(places: Sequence[GazetteerPlace], evidence: Mapping[int, float]) -> str | None:
    """The country where the text leaves only the town open: Wellston is in Ohio, Missouri or Oklahoma."""
    country_of = gazetteer().country_regions
    strongest = max((evidence.get(country_of[p.region], 0.0) for p in places), default=0.0)
    countries = {p.country for p in places if evidence.get(country_of[p.region], 0.0) >= strongest - _CLEARLY}
    return countries.pop() if len(countries) == 1 else None


def _rank(candidate: Candidate, place: GazetteerPlace | None) -> int:
    if candidate.rank is not None:
        return candidate.rank
    if place is None:
        place = candidate.places[0] if candidate.places else None
    kind = DISTRICT if place is None else place.kind
    return _RANK_OF_KIND.get(kind, 2)
