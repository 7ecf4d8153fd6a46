"""Kinds of article that are told in words of war: sport, markets, elections, plots of films and novels, games, drills.

An article is of such a kind where it and its title hold many of its words and few that go with real victims. Of a plot,
a game, a drill only those figures are kept beside which a day or police, hospitals, soldiers stand; of the others those
that count people in so many words. Where an article shows no sign of a real event, or leans to a kind, its figures are
doubted (``claimtrack.extract.confidence``).
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from claimtrack.extract.clause import THINGS, FigureMention
from claimtrack.extract.segment import Document
from claimtrack.extract.words import Words

_ENOUGH = 3  # different words of a kind that make an article of it
_MORE = 4  # beyond those that go with real victims, if there are any
_PLOT = 4  # of a plot or a game, which have police and hospitals of their own
_SIGNS = 3  # words that may go with real victims weigh as one that does
_DRILL = 3  # of those of a drill, beside any number of ambulances
_LONG = 60  # tokens of an article that would name who says so
_FEW = 1  # signs of a real event with which a number without a noun is doubted
_TITLE = 2  # what a word of the title counts
_LOOSE = frozenset(("missing", "captured", "rescued", "neutralized", "abducted", "dead_or_missing", "displaced"))
_BODILY = frozenset(("killed", "injured", "casualties"))
_LED = frozenset(("goal", "stays"))  # "put 24 people to death", unlike "lost 24 people"
_UNREAL = frozenset(("about fiction", "about games"))
_PLAIN = frozenset(("about travel", "about elections"))  # where captured and rescued may be meant so


def literal(
    doc: Document, figures: Sequence[FigureMention], words: Words, blocked: AbstractSet[int], title: str | None = None
) -> list[FigureMention]:
    """Return the figures that the kind of article does not make a way of speaking, the doubtful ones marked."""
    if not figures:
        return []
    told = frozenset(doc.lower)
    if len(told & words.marks["about drills"]) >= _DRILL:
        return []
    named = frozenset(title.lower().replace(",", " ").replace(":", " ").split()) if title else frozenset[str]()
    signs = len(told & words.marks["signs"])
    grounds = len(told & words.marks["grounds"])
    weight = grounds + signs // _SIGNS
    kind, count = _kind(told, named, words)
    enough = max(_PLOT, weight + 2) if kind in _UNREAL else weight + _MORE if weight else _ENOUGH
    kept = [m for m in figures if m.outcome not in _BODILY or m.phrase.unit != "building"]  # "31 dead plants"
    if count >= enough:
        kept = [m for m in kept if _is_meant(doc, m, kind, words, blocked)]
    if len(kept) < len(figures):
        kept = _with_wholes(kept)
    if count >= max(_ENOUGH, weight + 1):
        _doubt(kept, "kind")
    elif weight <= _FEW and len(told) > _LONG:
        _doubt([m for m in kept if not weight or not (m.phrase.noun or m.phrase.outcome_noun)], "signs")
    return kept


def _kind(told: AbstractSet[str], named: AbstractSet[str], words: Words) -> tuple[str, int]:
    """Return the kind with the most words, and how many."""
    hits = told & words.registers.keys()
    titles = named & words.registers.keys()
    if len(hits) + _TITLE * len(titles) < _ENOUGH:
        return "", 0
    counts: dict[str, int] = {}
    for found, weight in ((hits - titles, 1), (titles, _TITLE)):
        for word in found:
            for kind in words.registers[word]:
                counts[kind] = counts.get(kind, 0) + weight
    return max(sorted(counts.items()), key=lambda item: item[1])


def _with_wholes(figures: list[FigureMention]) -> list[FigureMention]:
    """Return the figures whose wholes are kept too."""
    ids = {id(m) for m in figures}
    kept = [m for m in figures if m.parent is None or id(m.parent) in ids]
    return kept if len(kept) == len(figures) else _with_wholes(kept)


def _doubt(figures: Sequence[FigureMention], reason: str) -> None:
    for mention in figures:
        mention.doubt = reason


def _is_meant(doc: Document, m: FigureMention, kind: str, words: Words, blocked: AbstractSet[int]) -> bool:
    """Whether a figure in an article of a kind is of real people."""
    first, last, _ = doc.sentences[m.sentence]
    here = doc.lower[first : m.first] + doc.lower[m.last : last]
    dated = not blocked.isdisjoint(range(first, last))
    sure = not words.marks["grounds"].isdisjoint(here) or (dated and not words.marks["disaster"].isdisjoint(here))
    if kind in _UNREAL:
        return (dated or sure) and not _in_present(doc, m, words) and _counts_people(doc, m, words)
    if m.outcome in THINGS:
        return True
    if kind not in _PLAIN and ((m.shot and kind == "about sport") or (m.outcome in _LOOSE and not sure)):
        return False
    if m.trigger is not None and m.trigger.entry.get("weak") and not sure:
        noun = m.phrase.noun
        return m.trigger.kind in _LED and noun is not None and noun["lemma"] in words.marks["plain people"]
    if kind == "about animals" and m.phrase.head >= 0 and doc.lower[m.phrase.head] in words.marks["animal too"]:
        return sure
    return sure or _counts_people(doc, m, words)


def _in_present(doc: Document, m: FigureMention, words: Words) -> bool:
    """ "Five guests *are murdered*", "eight *die*": as plots are told."""
    trigger = m.trigger
    if trigger is None:
        return False
    before = doc.lower[max(0, trigger.first - 2) : trigger.first]
    word = doc.lower[trigger.first]
    return trigger.kind == "present" or word in words.marks["dies"] or "is" in before or "are" in before


def _counts_people(doc: Document, m: FigureMention, words: Words) -> bool:
    """Whether a noun for people or their deaths is what the number counts, or stood above for those it counts."""
    phrase = m.phrase
    if phrase.outcome_noun is not None:
        return doc.lower[phrase.head] not in words.marks["counted loosely"]
    if phrase.noun is not None:
        return phrase.unit != "building" and phrase.inner is None
    if phrase.kind == "zero":
        return m.outcome == "injured"
    return m.antecedent is not None and m.antecedent.noun is not None
