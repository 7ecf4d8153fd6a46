"""Claims to where they first came from: an agency, another outlet whose words are repeated, or the outlet itself.

An origin is a matter of the claim, not of the article. Three signs are read, the
surest first: the chain ("quoted by TASS"), words shared with an earlier article (of
that source or its quotations), the credit of an agency at the head or the foot of the article.

Shared words are found exactly, by runs of six words and the first article that holds each:
linear in the text, and within the articles of one incident there is nothing to estimate.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claimtrack.compare.rows import links
from claimtrack.lexicon.single import agencies

_RUN = 6  # words in a row that two reporters do not write alike by chance
_SHARE = 0.6  # of a claim's runs that must stand in the earlier article
_DAY = 10  # characters of a date without its clock time
_HEAD, _FOOT = 160, 160  # characters in which a credit stands
_WORD = re.compile(r"\w+")
_CREDIT = re.compile(
    r"\(([^()]{2,40})\)|(?:^|\W)(?:with|via|source:)\s+([A-Z][\w .-]{1,30})|[-–—]\s*([A-Z][\w ]{1,30})\s*$"
)


class Text(NamedTuple):
    """A claim's words and where they stand; ``voice`` is the key of who says it."""

    claim_id: str
    article_id: str
    outlet: str | None
    published: str | None
    voice: str
    words: str
    chain: str = "[]"


class Ends(NamedTuple):
    """The first and the last characters of an article, where an agency is credited."""

    head: str
    foot: str


class Origin(NamedTuple):
    """Where a claim came from, and the sign by which it is known."""

    label: str
    reason: str


def origins(texts: Sequence[Text], ends: Mapping[str, Ends]) -> dict[str, Origin]:
    """Return the origin of each claim by its id.

    Args:
        texts: every claim of the articles compared, also those without a figure: a shared quotation tells of its
            speaker's figures too.
    """
    credits = {article: credit(end) for article, end in ends.items()}
    copied = _copied(texts)
    result: dict[str, Origin] = {}
    for text in sorted(texts, key=_age):
        outlet = text.outlet or "outlet not known"
        quoted = _quoted(text)
        earlier = copied.get((text.article_id, text.voice))
        agency = credits.get(text.article_id)
        if quoted:
            result[text.claim_id] = Origin(quoted, "named in the attribution")
        elif earlier:
            source = result.get(earlier.claim_id)
            label = source.label if source else agency_of(earlier.outlet or "outlet not known")
            result[text.claim_id] = Origin(label, f"repeats the words of {earlier.outlet or 'an earlier article'}")
        elif agency:
            result[text.claim_id] = Origin(agency, "credited in the article")
        else:
            result[text.claim_id] = Origin(agency_of(outlet), "own report")
    return result


def _age(text: Text) -> tuple[str, int, str, str]:
    """Return what sorts articles by who had it first: the day, within it the clock times; where one of two has none, an
    agency comes before those whom it serves."""
    published = text.published or "9999"
    agency = (text.outlet or "").casefold() in agencies()
    tier = 1 if len(published) > _DAY else 0 if agency else 2
    return published[:_DAY], tier, published, text.article_id


def _copied(texts: Sequence[Text]) -> dict[tuple[str, str], Text]:
    """Return, by article and voice, the earlier claim whose words are repeated there."""
    by_id = {text.claim_id: text for text in texts}
    first: dict[int, Text] = {}
    found: dict[tuple[str, str], Text] = {}
    by_article: dict[str, list[Text]] = defaultdict(list)
    for text in sorted(texts, key=_age):
        by_article[text.article_id].append(text)
    for group in by_article.values():
        runs = {text.claim_id: list(_runs(text.words)) for text in group}
        for text in group:
            seen = Counter(first[run].claim_id for run in runs[text.claim_id] if run in first)
            if seen and sum(seen.values()) >= _SHARE * len(runs[text.claim_id]):
                found.setdefault((text.article_id, text.voice), by_id[seen.most_common(1)[0][0]])
        for text in group:
            for run in runs[text.claim_id]:
                first.setdefault(run, text)
    return found


def _runs(words: str) -> Iterable[int]:
    """Yield a number for each run of words; a claim shorter than a run has none, and so is no sign of copying."""
    tokens = [word.casefold() for word in _WORD.findall(words)]
    for i in range(len(tokens) - _RUN + 1):
        yield hash(tuple(tokens[i : i + _RUN]))


def _quoted(text: Text) -> str | None:
    """Return the medium that the chain names behind the speaker ("as quoted by TASS")."""
    for link in links(text.chain)[1:]:
        name = link.get("name") or link.get("text") or ""
        if link.get("kind") == "media" or name.casefold() in agencies():
            return agency_of(name)
    return None


def credit(ends: Ends) -> str | None:
    """Return the agency that the head or the foot of an article credits, ``None`` for none that is known."""
    for text in (ends.head[:_HEAD], ends.foot[-_FOOT:]):
        for groups in _CREDIT.findall(text):
            for words in groups:
                name = agencies().get(words.strip(" .").casefold())
                if name:
                    return name
    return None


def agency_of(outlet: str) -> str:
    """Return the agency's one name where the outlet is an agency, else its own."""
    return agencies().get(outlet.casefold(), outlet)
