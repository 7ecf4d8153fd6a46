"""A web page to its article: the text through trafilatura, what is known about it from the page's own metadata.

The date is read here, not by trafilatura: it would take one from the text, or a copyright year, and look at the
machine's clock. Only what the page itself calls its publication counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from claimtrack.errors import Problem
from claimtrack.models import Article
from claimtrack.readers.fields import KEYS, Defaults, build, parse_published

MAX_CHARS = 16 * 1024 * 1024

# what pages call their day of publication, most telling first
_META = (
    "article:published_time", "og:published_time", "datepublished", "publishdate", "publish-date", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "date",
)  # fmt: skip


def read_html(
    page: str | bytes, said: Mapping[str, object], where: str, defaults: Defaults
) -> Iterator[Article | Problem]:
    """Yield the article of ``page``; ``said`` (the other keys of a JSON line) counts before the page's metadata."""
    if len(page) > MAX_CHARS:
        yield Problem(where, f"the page is larger than {MAX_CHARS >> 20} MB", "save the article alone")
        return
    try:
        found = _extract(page)
    except Exception as error:  # a page can break the parsers beneath in many ways; none may stop the others
        yield Problem(where, f"the page cannot be read ({type(error).__name__})", "save its text as .txt")
        return
    if found is None:
        yield Problem(where, "no article text found in the page", "save its text as .txt")
        return
    text, known = found
    for key in KEYS:
        if said.get(key) is not None:
            known[key] = said[key]
    yield from build(text, known, where, defaults)


def _extract(page: str | bytes) -> tuple[str, dict[str, object]] | None:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    if isinstance(page, str) and "<html" not in page[:2000].lower():
        page = f"<html><body><article>{page}</article></body></html>"  # a lone <p> would not be taken for HTML
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    published = _published(tree)
    language = (tree.get("lang") or "").partition("-")[0].lower() or None
    document: Any = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
    )  # fmt: skip
    text = document.text if document is not None else None
    if not text:
        return None
    return text, {
        "title": document.title, "outlet": document.sitename, "url": document.url, "author": document.author,
        "published": published, "language": language,
    }  # fmt: skip


def _published(tree: Any) -> str | None:
    """Return when the page says that it was published: its meta tags, its JSON-LD, its one ``<time>`` that says so."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        metas.setdefault(name.strip().lower(), element.get("content") or "")
    candidates = [metas[name] for name in _META if name in metas]
    for script in tree.xpath("//script[@type='application/ld+json']"):
        candidates.extend(_json_ld(script.text or ""))
    marked = tree.xpath("//*[@itemprop='datePublished' or (self::time and @pubdate)]")
    candidates.extend(element.get("datetime") or element.get("content") or "" for element in marked)
    beside = tree.xpath("//article//header//time | //h1/following::time[1]")
    times = {element.get("datetime") or "" for element in beside}
    if len(times) == 1:
        candidates.extend(times)
    return next((day for day in map(parse_published, candidates) if day), None)


def _json_ld(text: str) -> list[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return re.findall(r'"datePublished"\s*:\s*"([^"]{1,60})"', text)[:1]
    found: list[str] = []
    open_ = [data]
    while open_ and len(found) < 4:
        value = open_.pop()
        if isinstance(value, dict):
            if isinstance(value.get("datePublished"), str):
                found.append(value["datePublished"])
            open_.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            open_.extend(reversed(value))
    return found
