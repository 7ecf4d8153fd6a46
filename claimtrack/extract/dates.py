"""Tokens to date mentions: which words are a date, and what they mean from the anchor."""

from __future__ import annotations

from claimtrack.extract.mentions import DateMention
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon
from claimtrack.models import Date


def find_dates(doc: Document, lexicon: Lexicon, published: str | None) -> list[DateMention]:
    """Return the date mentions of ``doc`` in order; they never overlap."""
    return []


def period_of(doc: Document, mention: DateMention, lexicon: Lexicon) -> Date:
    """Return ``mention`` read as a period: "since Sept. 27" is open (``end`` is ``None``)."""
    return mention.date
