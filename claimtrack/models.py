"""The records: an article, the claims found in it, their sources, figures, dates and places.

Plain frozen values with no behaviour beyond turning themselves into JSON-able
dictionaries. A span is half-open, in code points of ``Article.text``, and
``text[span.start:span.end]`` is always exactly the ``text`` beside it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar, dataclass_transform

SCHEMA_VERSION = 1

Mode = Literal["direct", "indirect", "mixed", "narrated"]
Stance = Literal["asserted", "denied", "hypothetical"]
Outcome = Literal[
    "killed", "injured", "casualties", "missing", "dead_or_missing", "abducted", "captured", "detained",
    "displaced", "rescued", "neutralized", "destroyed", "damaged", "damaged_or_destroyed",
]  # fmt: skip
Unit = Literal["person", "household", "home", "building", "other"]
Modifier = Literal["exact", "at_least", "more_than", "at_most", "fewer_than", "about", "nearly", "between", "vague"]
Relation = Literal["total", "subset", "increment", "previous"]
Scope = Literal["incident", "cumulative", "background"]
Grain = Literal["minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "decade"]
DateMod = Literal["START", "MID", "END", "APPROX", "BEFORE", "AFTER", "SINCE"]
PublishedFrom = Literal["option", "metadata", "feed", "capture", "url", "dateline"]
SourceKind = Literal[
    "official", "military", "police", "medical", "emergency", "government", "armed_group", "un", "ngo", "media",
    "witness", "other",
]  # fmt: skip
ResolvedFrom = Literal["name", "pronoun", "description", "same"]

R = TypeVar("R")
_NO_BYTES = hashlib.sha256()  # a copy of it is made sooner than a new one


@dataclass_transform(frozen_default=True)
def _record(record: type[R]) -> type[R]:
    """Make a dataclass that the type checker holds to be frozen, and that is not at run time.

    A frozen value asks ``object.__setattr__`` for each of its fields, which is most of the time of making a claim.
    """
    return dataclass(slots=True, unsafe_hash=True)(record)


class Span(NamedTuple):
    """Half-open, in code points of the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as stated and the closed bounds it sets; ``None`` is an open end (or no stated value)."""

    value: int | None
    low: int | None
    high: int | None
    modifier: Modifier


@_record
class Date:
    """A date mention: ISO 8601 ``start`` and ``end``, inclusive; both ``None`` while unresolved."""

    text: str
    span: Span
    start: str | None
    end: str | None
    grain: Grain
    mod: DateMod | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "text": self.text, "span": list(self.span), "start": self.start, "end": self.end, "grain": self.grain,
            "mod": self.mod,
        }  # fmt: skip


@_record
class Place:
    """A place mention; ``name`` and ``country`` (ISO 3166 alpha-2) as the gazetteer has them, degrees WGS 84."""

    text: str
    span: Span
    name: str | None
    country: str | None
    latitude: float | None
    longitude: float | None

    def as_dict(self) -> dict[str, Any]:
        return {
            "text": self.text, "span": list(self.span), "name": self.name, "country": self.country,
            "latitude": self.latitude, "longitude": self.longitude,
        }  # fmt: skip


@_record
class Source:
    """One link of a chain of speakers; ``depth`` 0 is the nearest to the content."""

    depth: int
    text: str
    span: Span
    name: str | None
    role: str | None
    organization: str | None
    kind: SourceKind
    resolved_from: ResolvedFrom

    def as_dict(self) -> dict[str, Any]:
        return {
            "depth": self.depth, "text": self.text, "span": list(self.span), "name": self.name, "role": self.role,
            "organization": self.organization, "kind": self.kind, "resolved_from": self.resolved_from,
        }  # fmt: skip


@_record
class Figure:
    """A number of people (or homes) that a claim states."""

    id: str
    outcome: Outcome
    unit: Unit
    victims: str | None
    group: str | None
    text: str
    span: Span
    value: int | None
    modifier: Modifier
    low: int | None
    high: int | None
    relation: Relation
    part_of: str | None
    scope: Scope
    event: Date | None
    place: Place | None
    rules: tuple[str, ...]
    confidence: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "outcome": self.outcome, "unit": self.unit, "victims": self.victims, "group": self.group,
            "text": self.text, "span": list(self.span), "value": self.value, "modifier": self.modifier,
            "low": self.low, "high": self.high, "relation": self.relation, "part_of": self.part_of,
            "scope": self.scope, "event": self.event.as_dict() if self.event else None,
            "place": self.place.as_dict() if self.place else None, "rules": list(self.rules),
            "confidence": self.confidence,
        }  # fmt: skip


@_record
class Claim:
    """One thing said, by one speaker (or several jointly), at one place of the article."""

    id: str
    text: str
    span: Span
    spans: tuple[Span, ...]
    mode: Mode
    cue: str | None
    cue_span: Span | None
    stance: Stance
    hedges: tuple[str, ...]
    sources: tuple[Source, ...]
    speaker: str | None
    via: str | None
    stated: Date | None
    event: Date | None
    place: Place | None
    figures: tuple[Figure, ...]
    rules: tuple[str, ...]
    confidence: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "text": self.text, "span": list(self.span), "spans": [list(s) for s in self.spans],
            "mode": self.mode, "cue": self.cue, "cue_span": list(self.cue_span) if self.cue_span else None,
            "stance": self.stance, "hedges": list(self.hedges), "speaker": self.speaker, "via": self.via,
            "stated": self.stated.as_dict() if self.stated else None,
            "event": self.event.as_dict() if self.event else None,
            "place": self.place.as_dict() if self.place else None,
            "sources": [s.as_dict() for s in self.sources], "figures": [f.as_dict() for f in self.figures],
            "rules": list(self.rules), "confidence": self.confidence,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read; the text never changes from here on.

    ``published`` is ISO 8601: a date-time with offset, a date, or ``2021-01`` where no more is known.
    """

    id: str
    outlet: str | None
    url: str | None
    title: str | None
    author: str | None
    published: str | None
    published_from: PublishedFrom | None
    language: str | None
    sha256: str
    text: str

    def as_dict(self, *, text: bool = True) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": self.id, "outlet": self.outlet, "url": self.url, "title": self.title, "author": self.author,
            "published": self.published, "published_from": self.published_from, "language": self.language,
            "sha256": self.sha256,
        }  # fmt: skip
        if text:
            row["text"] = self.text
        return row


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one article: claims in the order of their spans, every date mention in order."""

    article: Article
    claims: tuple[Claim, ...]
    dates: tuple[Date, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "article": self.article.as_dict(),
            "claims": [c.as_dict() for c in self.claims],
            "dates": [d.as_dict() for d in self.dates],
        }


def digest(*parts: object) -> str:
    """Return a 16-digit hexadecimal id that depends on nothing but ``parts``."""
    if None in parts:
        parts = tuple(["" if part is None else part for part in parts])
    joined = "\x1f".join(map(str, parts))
    hasher = _NO_BYTES.copy()
    hasher.update(joined.encode("utf-8", "replace"))
    return hasher.hexdigest()[:16]


def make_article(
    text: str,
    *,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
    published_from: PublishedFrom | None = None,
    language: str | None = None,
) -> Article:
    """Return the article with its digests; lone surrogates in ``text`` become U+FFFD, one for one."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
        data = text.encode("utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    identity = (url, sha256) if url else (outlet, title, sha256)
    return Article(
        id=digest("article", *identity), outlet=outlet, url=url, title=title, author=author, published=published,
        published_from=published_from if published else None, language=language, sha256=sha256, text=text,
    )  # fmt: skip
