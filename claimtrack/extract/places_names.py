"""The longest name of a place that begins at a token, and the region named after it ("Birmingham, Ala.").

Says nothing yet about whether the words mean a place here: that is for ``places_scan``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimtrack.extract.places_words import NO_REGION, REGION_WORD, PlaceWords
from claimtrack.extract.segment import Document
from claimtrack.extract.tokens import MIXED
from claimtrack.normalize.places import COUNTRY, REGION, GazetteerPlace, fold, gazetteer

_MOST_TOKENS = 8  # of a name, full stops and 's among them


class Name(NamedTuple):
    """Tokens up to ``end`` name one of ``places``; ``region`` is set where they stand for a region or country only."""

    end: int
    places: Sequence[GazetteerPlace]
    region: int = NO_REGION


def match_name(doc: Document, known: PlaceWords, i: int) -> Name | None:
    """Return the longest name that begins at token ``i``; a demonym has a region and no places."""
    head = known.heads[doc.words[i]]
    if head[1] > 1 and goes_on(doc, i + 1):
        found = _long_name(doc, known, i, head[1])
        if found is not None:
            return found
    if head[2] or head[3] != NO_REGION:
        return tuple.__new__(Name, (i + 1, head[2], head[3]))
    return None


def goes_on(doc: Document, i: int) -> bool:
    """Whether token ``i`` or one of the two after it has a capital, as the end of a name must."""
    shapes = doc.shapes
    if i + 2 < len(shapes):
        return bool((shapes[i] | shapes[i + 1] | shapes[i + 2]) & MIXED)
    return any(shape & MIXED for shape in shapes[i:])


def _long_name(doc: Document, known: PlaceWords, i: int, most: int) -> Name | None:
    lower, words = doc.lower, doc.words
    form, found, seen = lower[i], None, 1
    for j in range(i + 1, min(i + _MOST_TOKENS, doc.sentences[doc.sentence_of[i]].last)):
        word = lower[j]
        if word == ".":
            if len(form) > 3 or doc.starts[j] != doc.ends[j - 1]:
                break  # "St." and "Mt.", but not a sentence
            continue
        if word == "'s":
            form += "s"
        elif word[0].isalpha() and seen < most:
            form = f"{form} {word}"
            seen += 1
        else:
            break
        if words[j] == word:
            continue  # a name does not end on a small letter
        places = (known.known.get(form) or known.look_up(form))[0]
        if places:
            found = Name(j + 1, places)
    return found


def match_container(doc: Document, known: PlaceWords, end: int) -> Name | None:
    """Return the state, region or country named from the comma at token ``end`` on, its full stop included."""
    words, lower = doc.words, doc.lower
    i = end + 1
    if i >= len(words) or words[end] != "," or not words[i][0].isupper():
        return None
    state = known.states.get(lower[i])
    if state is not None and (len(lower[i]) > 2 or words[i].isupper() or is_dotted(doc, i + 1)):
        return Name(i + 2 if is_dotted(doc, i + 1) else i + 1, (), state)
    name = match_name(doc, known, i)
    if name is None or not name.places:
        return None
    key = fold(doc.slice(i, name.end))
    regions = [p for p in (*name.places, *gazetteer().look_up(key).places) if p.kind in (COUNTRY, REGION)]
    end = name.end
    if end < len(words) and words[end][0].isupper() and known.part.get(lower[end], 0) & REGION_WORD:
        end += 1  # "Fujinomiya, Shizuoka Prefecture"
    return Name(end, regions, NO_REGION) if regions else None


def is_dotted(doc: Document, i: int) -> bool:
    """Whether token ``i`` is the full stop of the abbreviation before it."""
    return i < len(doc.words) and doc.words[i] == "." and doc.starts[i] == doc.ends[i - 1]


def within(places: Sequence[GazetteerPlace], container: Name) -> tuple[Sequence[GazetteerPlace], int]:
    """Return those of ``places`` that lie in ``container``, and its number; none where it holds none of them."""
    table = gazetteer()
    if container.region != NO_REGION:
        return [p for p in places if p.region == container.region], container.region
    for outer in container.places:
        if outer.region == NO_REGION:
            continue
        if outer.kind == COUNTRY:
            inside = [p for p in places if p.country == outer.country and p.kind != COUNTRY]
        else:
            inside = [p for p in places if p.region == outer.region and p.kind != REGION]
        if inside:
            return inside, outer.region
    best = next((p.region for p in container.places if p.region != NO_REGION), NO_REGION)
    return (), best if best == NO_REGION or table.country_of(best) else NO_REGION
