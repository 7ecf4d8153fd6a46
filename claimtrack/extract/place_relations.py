"""What one place is to another: the same, a quarter of it, in it or beyond it.

By the gazetteer's regions and coordinates, of places as they were read; which of two is a figure's is decided in
``where`` and ``scenes``.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.models import Place
from claimtrack.normalize.places import REGION, GazetteerPlace, look_up

_SMALL = 5.0  # logarithm of people
_SUBURB = 0.4  # degrees from the middle of a town to its quarters
_SPOT = 0.02  # degrees within which two records are one place


def are_one(places: Sequence[Place]) -> bool:
    """Return whether all of ``places`` bear one name."""
    return len({place.name or place.text for place in places}) == 1


def same(one: Place, other: Place) -> bool:
    """Return whether two places bear one name."""
    return (one.name or one.text).lower() == (other.name or other.text).lower()


def is_scene(town: Place, region: Place) -> bool:
    """Return whether a report is datelined from where it happened: from a small town of the region that it names."""
    known = [place for place in look_up(town.name or town.text.partition(",")[0]) if place.country == town.country]
    small = not known or known[0].size < _SMALL
    return small and town.country == region.country and not is_beyond(town, region)


def is_beyond(town: Place, region: Place) -> bool:
    """Return whether a town lies elsewhere in a country than the region that is named by its point of the compass."""
    if None in (town.latitude, region.latitude, town.longitude, region.longitude) or town.country != region.country:
        return False
    if region.name is not None and region.text.lower().startswith(region.name.lower()):
        return False  # South Carolina is the whole of it
    north, east = (town.latitude or 0) - (region.latitude or 0), (town.longitude or 0) - (region.longitude or 0)
    word = region.text.lower().split()[0]
    return (
        ("north" in word and north < 0) or ("south" in word and north > 0)
        or ("east" in word and east < 0) or ("west" in word and east > 0)
    )  # fmt: skip


def is_part(part: Place, town: Place) -> bool:
    """Return whether one place may be a quarter or a suburb of the other: Queens of New York."""
    return 0 <= _degrees(part, town) < _SUBURB


def may_hold(region: Place, town: Place) -> bool:
    """Return whether a town may lie in a region or country: Khost not in Helmand, of the same country."""
    if region.country is None or town.country != region.country:
        return False
    known = [p for p in look_up(region.name or region.text) if p.kind == REGION and p.country == region.country]
    towns = {place.region for place in _records(town)} if known else ()
    return not towns or known[0].region in towns


def _records(place: Place) -> list[GazetteerPlace]:
    """Return what the gazetteer has of a place that was read from it."""
    if place.name is None or place.latitude is None or place.longitude is None:
        return []
    return [
        known
        for known in look_up(place.name)
        if known.country == place.country
        and abs((known.latitude or 0) - place.latitude) + abs((known.longitude or 0) - place.longitude) < _SPOT
    ]


def _degrees(one: Place, other: Place) -> float:
    """Return how far two places lie apart, north and east together; -1 where that is not known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return -1.0
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude)
