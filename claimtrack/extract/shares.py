"""Parts of a total that are told later, in sentences of their own: "Six were wounded. … A 21-year-old man was shot".

A reader takes them for some of those counted before, unless the text leads to another scene: a day or an hour of its
own, "in a separate shooting", a total of several shootings.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from claimtrack.extract.clause import FigureMention
from claimtrack.extract.segment import Document
from claimtrack.extract.shapes import age_of
from claimtrack.extract.words import Words

_REACH = 12  # sentences from a total to the last of its parts
_TAKEN, _STAYING = 8, 4  # sentences from the injured to where some of them were taken, to how some are
_AGO = 2  # sentences from a total to "one … another"
_NEAR = 4  # figures back from the parts to the total
_OTHERS = frozenset(("another", "second", "third"))
_HARMS = ("killed", "injured", "casualties", "missing")


def settle_shares(doc: Document, figures: Sequence[FigureMention], words: Words, dated: AbstractSet[int]) -> None:
    """Make the figures parts of the totals before them, in place.

    Args:
        dated: tokens that belong to dates.
    """
    _settle_fates_of_shot(doc, figures)
    _settle_told_apart(doc, figures, words)
    _settle_cared_for(doc, figures, words, dated)
    _settle_aged(doc, figures, words, dated)
    _settle_others(figures)


def _settle_fates_of_shot(doc: Document, figures: Sequence[FigureMention]) -> None:
    """ "Shot 14 people, *killing nine*": those killed are some of those shot."""
    for whole, figure in pairwise(figures):
        some = figure.outcome in ("killed", "injured") and whole.outcome == "casualties" and whole.shot
        doing = figure.trigger is not None and figure.trigger.kind == "ing"
        here = whole.sentence == figure.sentence and figure.relation == "total"
        if some and doing and here and _is_larger(whole, figure):
            figure.relation, figure.parent = "subset", whole


def _settle_told_apart(doc: Document, figures: Sequence[FigureMention], words: Words) -> None:
    """ "Five were hurt. *One* was shot in the leg, *another* in the arm": each is one of the five."""
    whole: FigureMention | None = None
    for figure in figures:
        if figure.outcome not in ("injured", "casualties") or figure.relation not in ("total", "increment"):
            continue
        first, last, _ = doc.sentences[figure.sentence]
        here = doc.lower[first:last]
        word = doc.lower[figure.phrase.first]
        apart = ("one" in here and not words.marks["the other one"].isdisjoint(here)) and word in ("one", "another")
        near = whole is not None and 0 < figure.sentence - whole.sentence <= _AGO and whole.outcome == figure.outcome
        if apart and near and figure.quantity.value == 1 and whole is not None and _is_larger(whole, figure):
            figure.relation, figure.parent = "subset", whole
        elif figure.relation == "total":
            whole = figure


def _settle_others(figures: Sequence[FigureMention]) -> None:
    """ "Four were shot. One of them died. *Three other victims* are in hospital": the rest of the four."""
    for k, (before, figure) in enumerate(pairwise(figures)):
        if before.relation != "subset" or figure.relation != "total" or not figure.phrase.other:
            continue
        told = (before.quantity.value or 0) + (figure.quantity.value or 0)
        if before.sentence + 1 != figure.sentence:
            continue
        for whole in reversed(figures[max(0, k - _NEAR) : k]):
            if whole.quantity.value == told and whole.relation == "total" and _counts(whole, figure):
                figure.relation, figure.parent = "subset", whole
                break


def _settle_cared_for(doc: Document, figures: Sequence[FigureMention], words: Words, dated: AbstractSet[int]) -> None:
    """ "14 were injured. … *Two were taken to hospital*, three *remain in hospital*": some of the 14."""
    whole: FigureMention | None = None
    before: FigureMention | None = None
    for figure in figures:
        if figure.outcome != "injured" or figure.relation != "total":
            before = figure if figure.outcome == "injured" and figure.relation == "subset" else None
            continue
        if before is not None and _go_together(doc, before, figure, words):
            figure.relation, figure.parent = "subset", before.parent
            continue
        before = None
        if (
            whole is not None
            and whole.sentence < figure.sentence
            and _is_larger(whole, figure)
            and not (figure.phrase.other or figure.quantity.modifier == "at_most")
            and figure.sentence - whole.sentence < _cared_for(doc, figure, words)
            and not (_has_own_scene(doc, figure, words, dated) or _of_scenes(doc, whole, words))
        ):
            figure.relation, figure.parent = "subset", whole
        else:
            whole = figure


def _go_together(doc: Document, before: FigureMention, figure: FigureMention, words: Words) -> bool:
    """ "Five of the victims were driven to a clinic. *A boy* was airlifted to another": one more of the victims."""
    single = figure.quantity.value == 1 and not (figure.phrase.extra or figure.phrase.other)
    taken = _cared_for(doc, before, words) == _cared_for(doc, figure, words) == _TAKEN
    return single and taken and figure.sentence == before.sentence + 1


def _cared_for(doc: Document, figure: FigureMention, words: Words) -> int:
    """Return how far back those may stand of whom some are told to be taken to hospital, or to be there."""
    trigger = figure.trigger
    if trigger is None:
        return 0
    stays = not words.marks["stays"].isdisjoint(doc.lower[figure.phrase.last : trigger.first + 1])
    return _TAKEN if trigger.kind == "goal" else _STAYING if stays or trigger.entry.get("condition") else 0


def _counts(whole: FigureMention, figure: FigureMention) -> bool:
    """Whether the outcome of the one holds that of the other: those killed and injured are casualties."""
    if whole.outcome == figure.outcome:
        return True
    return whole.outcome == "casualties" and figure.outcome in ("killed", "injured")


def _is_larger(whole: FigureMention, figure: FigureMention) -> bool:
    value = figure.quantity.value or 0
    return whole.relation == "total" and 0 < value < (whole.quantity.value or 0)


def _is_next(aged: FigureMention, figure: FigureMention) -> bool:
    """ "A 40-year-old man died. *Another 40-year-old man* was wounded": another than the one before."""
    return figure.relation == "increment" and figure.phrase.extra and figure.sentence <= aged.sentence + 2


def _settle_aged(doc: Document, figures: Sequence[FigureMention], words: Words, dated: AbstractSet[int]) -> None:
    """ "Six were wounded. … *A 21-year-old man* was shot in the leg": one of the six."""
    told: dict[str, FigureMention] = {}  # the latest total of each outcome
    aged: FigureMention | None = None  # the last of those told of by their age
    left: dict[int, int] = {}  # how many of a total are not told of yet
    for figure in figures:
        goes_on = figure.relation == "total" or (aged is not None and _is_next(aged, figure))
        if not goes_on or figure.outcome not in _HARMS:
            continue
        value, whole = figure.quantity.value or 0, _whole_of(figure, told)
        if (
            whole is not None
            and value <= left[id(whole)]
            and 0 < figure.sentence - whole.sentence < _REACH
            and _is_aged(doc, figure)
            and not _has_own_scene(doc, figure, words, dated)
            and not _of_scenes(doc, whole, words)
        ):
            figure.relation, figure.parent = "subset", whole
            left[id(whole)] -= value
            aged = figure
            continue
        if figure.relation != "total":
            continue
        aged = figure if _is_aged(doc, figure) else None
        told[figure.outcome] = figure
        left[id(figure)] = value


def _whole_of(figure: FigureMention, told: dict[str, FigureMention]) -> FigureMention | None:
    """Return the total told last that the figure may be a part of: its own, or that of all who were shot."""
    whole, shot = told.get(figure.outcome), told.get("casualties")
    if shot is not None and (whole is None or whole.phrase.first < shot.phrase.first):
        whole = shot
    return whole if whole is not None and _is_larger(whole, figure) else None


def _is_aged(doc: Document, figure: FigureMention) -> bool:
    """Whether those counted are told by their age: "a 21-year-old man", "three 14-year-old boys"."""
    phrase, lower = figure.phrase, doc.lower
    after = lower[phrase.last : phrase.last + 2]
    ages = lower[phrase.last : phrase.last + 4]
    if phrase.kind == "count" and _is_age(ages) and ages[2:3] == ["and"] and ages[3].isdigit():
        return True  # "two men, 18 and 19, were shot"
    if phrase.kind == "indefinite" and (after == ["in", "his"] or after == ["in", "her"] or _is_age(after)):
        return True  # "a man in his 50s", "a man, 40, was shot"
    return any(age_of(word) is not None for word in lower[phrase.first : phrase.last])


def _is_age(after: list[str]) -> bool:
    return len(after) > 1 and after[0] == "," and after[1].isdigit() and len(after[1]) < 3


def _has_own_scene(doc: Document, figure: FigureMention, words: Words, dated: AbstractSet[int]) -> bool:
    first, last, _ = doc.sentences[figure.sentence]
    if not dated.isdisjoint(range(first, last)):
        return True
    own = words.marks["own scene"]
    for i in range(first, last):
        if doc.lower[i] in own and not (doc.lower[i] in _OTHERS and _opens_person(doc, i + 1, last, words)):
            return True
    return False


def _opens_person(doc: Document, i: int, last: int, words: Words) -> bool:
    """Whether "another", "a second" before token ``i`` is someone else, not elsewhere: "another 20-year-old man"."""
    if age_of(doc.lower[i]) is not None:
        return True
    for k in range(i, min(last, i + 3)):
        noun = words.nouns.get(doc.lower[k])
        if noun is not None:
            return "unit" not in noun
    return False


def _of_scenes(doc: Document, figure: FigureMention, words: Words) -> bool:
    """Whether the total is one of several scenes: "in separate shootings"."""
    first, last, _ = doc.sentences[figure.sentence]
    return not words.marks["several scenes"].isdisjoint(doc.lower[first:last])
