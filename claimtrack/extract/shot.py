"""What became of those shot, stabbed or hit: killed or injured where the article shows it of them all.

Looks from the figure to its own sentence, to the numbers told with a fate of their own, to sentences that go on about
the same people ("They", "The man") and, for an article that tells of no death, to all of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.extract.clause import FigureMention
from claimtrack.extract.segment import Document
from claimtrack.extract.shapes import age_of
from claimtrack.extract.words import Words

_ONWARD = 4  # sentences from "a man was shot" to those about "the man"
_OTHER = frozenset(("a", "an", "another", "one", "the", "three", "two"))  # they open someone else's clause
_NOT_DONE = 4  # tokens from "attempted" or "intent" to the "murder" that was not


def settle_shot(doc: Document, figures: Sequence[FigureMention], words: Words) -> None:
    """ "Shot" is injured where the text shows that they lived, killed where it shows that they died; in place."""
    shot = [figure for figure in figures if figure.shot and figure.outcome == "casualties"]
    if not shot:
        return
    fates: dict[tuple[int | None, str | None], set[str]] = {}
    for figure in figures:
        if not figure.shot and figure.outcome in ("killed", "injured"):
            for group in {figure.phrase.group, None}:
                fates.setdefault((figure.quantity.low, group), set()).add(figure.outcome)
    untold: list[FigureMention] = []
    for figure in shot:
        low = figure.quantity.low
        known = fates.get((low, figure.phrase.group), set()) if low != 1 else set()
        told = next(iter(known)) if len(known) == 1 else _told_near(doc, figure, words)
        if told is not None:
            figure.outcome = told
        else:
            untold.append(figure)
    if untold and _all_lived(doc, figures, words):
        for figure in untold:
            figure.outcome = "injured"
    _settle_lists(shot)


def _told_near(doc: Document, figure: FigureMention, words: Words) -> str | None:
    """Return what the sentence tells of them, or those that go on about them."""
    one, number = figure.quantity.low == 1, figure.sentence
    tokens = set(_sentence(doc, number))
    clause = set(_clause(doc, figure)) if one else set()
    if not words.marks["died"].isdisjoint(clause) and words.marks["lived on"].isdisjoint(clause):
        return "killed"  # "a man was shot and died in a hospital"
    own = _fate(clause, words)
    if own is not None:
        return own
    noun = figure.phrase.noun
    if one and noun is not None:
        told = _told_of_one(doc, figure, words)
        if told is not None:
            return told
    fate = _fate(tokens, words)
    if fate is None and number + 1 < len(doc.sentences):
        after = _sentence(doc, number + 1)
        other = figure.parent is not None and words.nouns.get(_who(after), noun) is not noun
        if (one and not other) or after[0] in words.marks["fate of all"]:
            fate = _fate(tokens.union(after), words)  # "Their injuries were not life-threatening"
    return fate if one or fate == "injured" else None


def _told_of_one(doc: Document, figure: FigureMention, words: Words) -> str | None:
    """ "A man and a girl were shot. *The girl* died on Saturday": what a sentence tells of the one it is about."""
    own = doc.lower[figure.phrase.first : figure.phrase.last]
    for number in range(figure.sentence + 1, min(len(doc.sentences), figure.sentence + _ONWARD)):
        told = _sentence(doc, number)
        who = _who(told)
        if words.nouns.get(who) is figure.phrase.noun or (who in own and age_of(who) is not None):
            fate = _fate(set(told[: told.index(";")] if ";" in told else told), words)
            if fate is not None:
                return fate
    return None


def _who(sentence: list[str]) -> str:
    """Return the "girl" of a sentence that begins with "The girl"."""
    if len(sentence) < 2 or sentence[0] not in ("the", "a"):
        return ""
    return sentence[1] if sentence[0] == "the" or age_of(sentence[1]) is not None else ""


def _fate(tokens: set[str], words: Words) -> str | None:
    lived, died = not words.marks["lived"].isdisjoint(tokens), not words.marks["died"].isdisjoint(tokens)
    return None if lived == died else "injured" if lived else "killed"


def _clause(doc: Document, figure: FigureMention) -> list[str]:
    """Return the words of the sentence from the figure on, as far as its clause reaches."""
    lower, last = doc.lower, doc.sentences[figure.sentence].last
    for i in range(figure.last, last - 1):
        joins = lower[i] in ("and", "but", "while")
        if lower[i] == ";" or (joins and (lower[i - 1] == "," or lower[i + 1] in _OTHER or lower[i + 1].isdigit())):
            last = i
            break
    return lower[figure.first : last]


def _sentence(doc: Document, number: int) -> list[str]:
    first, last, _ = doc.sentences[number]
    return doc.lower[first:last]


def _all_lived(doc: Document, figures: Sequence[FigureMention], words: Words) -> bool:
    """Whether the article tells of wounds, of a hospital, and of nobody's death."""
    if any(f.outcome in ("killed", "dead_or_missing") and f.quantity.value != 0 for f in figures):
        return False
    lower = doc.lower
    for died in (words.marks["died"], words.marks["death told"]):
        for word in died.intersection(lower):
            for i, other in enumerate(lower):
                if other == word and words.marks["not done"].isdisjoint(lower[max(0, i - _NOT_DONE) : i]):
                    return False
    hurt = any(f.outcome == "injured" for f in figures)
    return hurt or not words.marks["hurt told"].isdisjoint(lower)


def _settle_lists(shot: Sequence[FigureMention]) -> None:
    """ "A man and a girl were shot": a fate that befell every part befell all, one of some is not that of all."""
    for whole in shot:
        if not whole.parts:
            continue
        outcomes = {part.outcome for part in shot if part.parent is whole}
        if outcomes:
            whole.outcome = outcomes.pop() if len(outcomes) == 1 else "casualties"
