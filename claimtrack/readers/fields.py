"""What an input says about its article, checked, to an ``Article``; what it does not say is filled from options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from claimtrack.errors import Problem
from claimtrack.models import Article, PublishedFrom, make_article

KEYS = ("title", "outlet", "url", "published", "author", "language")
PUBLISHED_HINT = "write it as 2020-10-17, 2020-10-17T14:30+04:00 or 2020-10"

_ISO_DAY = re.compile(r"\d{4}-?\d\d-?\d\d(?:$|[T ])", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_WORDED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%B %d %Y", "%b %d %Y", "%d %b. %Y")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_YEAR, _LAST_YEAR = 1600, 2999


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the options say of every article read; ``published`` is one that ``parse_published`` returned."""

    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None


def parse_published(value: str) -> str | None:
    """Return ``value`` as a date-time with offset, a date or a month in ISO 8601; ``None`` if it is none of them.

    A clock time without its zone names no moment, so only its day is kept. Days in words ("17 Oct 2020") are taken
    where they can be read in one way only; "10/11/2020" cannot.
    """
    value = " ".join(value.split())
    if month := _MONTH.fullmatch(value):
        return value if _known_year(int(month[1])) and 1 <= int(month[2]) <= 12 else None
    moment = _moment(value)
    if moment is None or not _known_year(moment.year):
        return None
    if moment.tzinfo is None or len(value) <= 10:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def _known_year(year: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR


def _moment(value: str) -> datetime | None:
    try:
        if _ISO_DAY.match(value):
            return datetime.fromisoformat(value)
        if ":" in value:
            from email.utils import parsedate_to_datetime

            return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    bare = re.sub(r"^[^\W\d]+, ", "", value)  # "Saturday, 17 October 2020"
    for form in _WORDED:
        try:
            return datetime.strptime(bare, form)
        except ValueError:
            continue
    return None


def published_in_url(url: str) -> str | None:
    """Return the day, or else the month, that the path of ``url`` spells ("/2020/10/17/")."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for year, month, day in _URL_DAY.findall(path):
        try:
            whole = date(int(year), int(month), int(day or 1))
        except ValueError:
            continue
        return whole.isoformat() if day else f"{whole:%Y-%m}"
    return None


def build(text: str, said: Mapping[str, object], where: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Yield what is wrong with what the input says, then the article; no article if ``text`` holds no word."""
    if not text.strip():
        yield Problem(where, "holds no text", "give it text, or leave it out")
        return
    known: dict[str, str | None] = {}
    for key in KEYS:
        value = _words(said.get(key))
        if isinstance(value, Problem):
            yield Problem(where, f"'{key}' is {value.what}, not words", f"write {key} as text", "partial")
            value = None
        known[key] = value
    published, published_from = None, None
    if known["published"]:
        published = parse_published(known["published"])
        if not published:
            shown = known["published"][:60]
            yield Problem(where, f"published is no date: {shown!r}; read without it", PUBLISHED_HINT, "partial")
    if published:
        published_from = "metadata"
    yield _article(text, known, published, published_from, defaults)


def _article(
    text: str, known: Mapping[str, str | None], published: str | None, said_by: str | None, defaults: Defaults
) -> Article:
    url = known["url"] or defaults.url
    published_from: PublishedFrom | None = "metadata" if said_by else None
    if not published and defaults.published:
        published, published_from = defaults.published, "option"
    if not published and url:
        published = published_in_url(url)
        published_from = "url" if published else None
    return make_article(
        text, outlet=known["outlet"] or defaults.outlet, url=url, title=known["title"] or defaults.title,
        author=known["author"] or defaults.author, published=published, published_from=published_from,
        language=known["language"] or defaults.language,
    )  # fmt: skip


def _words(value: object) -> str | Problem | None:
    """Return ``value`` as one line of text; several authors become one line, anything else a problem."""
    if value is None:
        return None
    if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        return Problem("", {dict: "a mapping", list: "a list", bool: "a truth value"}.get(type(value), "a number"))
    return " ".join(_SURROGATE.sub("\ufffd", value).split()) or None


class KeyWatch:
    """Tells of every key that is not ours once in a run: a mistyped one would else be lost in silence."""

    def __init__(self, *known: str) -> None:
        self.seen = {*KEYS, *known}

    def unknown(self, keys: Iterable[object], where: str) -> Iterator[Problem]:
        """Yield a note on each of ``keys`` that is neither ours nor told of before."""
        for key in keys:
            if key not in self.seen and len(self.seen) < 200:
                self.seen.add(str(key))
                hint = f"keys that are: {', '.join(KEYS)}"
                yield Problem(where, f"the key {str(key)[:60]!r} is not used (told once)", hint, "note")
