"""An article to its claims and dates: a pure function, no database, no clock, no network, no printing."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.extract.assemble import assemble, date_list
from claimtrack.extract.attributions import find_attributions
from claimtrack.extract.context import Context
from claimtrack.extract.dateline import find_dateline, told_on
from claimtrack.extract.dates import find_dates
from claimtrack.extract.figures import find_figures
from claimtrack.extract.mentions import Dateline
from claimtrack.extract.places import read_places
from claimtrack.extract.scene_grounds import Findings
from claimtrack.extract.segment import segment
from claimtrack.extract.settle import settle
from claimtrack.extract.speakers import resolve_speakers
from claimtrack.extract.words import words_of
from claimtrack.lexicon import Lexicon, load
from claimtrack.models import Article, Extraction

__all__ = ["extract"]


def extract(article: Article, lexicon: Lexicon | None = None) -> Extraction:
    """Return the claims of ``article`` in the order of their spans, and all its date mentions in order."""
    lexicon = lexicon or load()
    words = words_of(lexicon.language)
    doc = segment(article.text, lexicon)
    if not doc.words:
        return Extraction(article, (), ())
    dateline = find_dateline(doc, lexicon, article.published)
    told = told_on(article.published, dateline)
    dates = find_dates(doc, lexicon, told)
    article = _with_dateline(article, dateline)
    places, of_bodies = read_places(doc, lexicon)
    attributions = find_attributions(doc, lexicon)
    chains = resolve_speakers(doc, attributions, lexicon)
    blocked: set[int] = set()
    for date in dates:
        blocked.update(range(date.first, date.last))
    figures = find_figures(doc, words, blocked, article.title)
    settle(doc, figures, words, blocked)
    found = Findings(doc, lexicon, dates, places, of_bodies, dateline, attributions, figures, told, article.title)
    context = Context(found)
    claims = assemble(article, doc, attributions, chains, figures, context, words)
    return Extraction(article, claims, date_list(dates))


def _with_dateline(article: Article, dateline: Dateline | None) -> Article:
    """Let the head of a wire report give the day and the agency where nothing better did; the id stays."""
    if dateline is None:
        return article
    date = dateline.date.date if dateline.date is not None else None
    if article.published is None and date is not None and date.start is not None and date.start == date.end:
        article = replace(article, published=date.start, published_from="dateline")
    if article.outlet is None and dateline.agency is not None:
        article = replace(article, outlet=dateline.agency)
    return article
