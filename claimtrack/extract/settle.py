"""Figures in the light of the article's others: what became of those shot, which numbers are parts of a total.

Looks at the whole list once; the rules of a single sentence are in ``figures``.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from claimtrack.extract.figures import THINGS, FigureMention
from claimtrack.extract.segment import Document
from claimtrack.extract.shares import settle_shares
from claimtrack.extract.shot import settle_shot
from claimtrack.extract.words import Words

_AGO = 4  # sentences back to a total that "both" or "the other eight" may be parts of
_OF_WOUNDS = 5  # tokens from "died" to "of the wounds"
_BESIDE = 4  # tokens from "figure" to the day that it is of
_NEAR = 12  # figures back to a total that later ones may be parts of


def settle(doc: Document, figures: Sequence[FigureMention], words: Words, dated: AbstractSet[int]) -> None:
    """Settle the outcomes of those shot or stabbed and the relations between numbers, in place.

    Args:
        dated: tokens that belong to dates.
    """
    if not figures:
        return
    settle_shot(doc, figures, words)
    _settle_late_deaths(doc, figures)
    _settle_partitives(doc, figures)
    _settle_increments(figures)
    _settle_one_more(doc, figures, words)
    if len(figures) < 2:
        return  # the others are about two figures
    _settle_rest(doc, figures)
    _settle_named_parts(doc, figures)
    _settle_tallies(doc, figures, words)
    _settle_previous(doc, figures, words)
    _settle_told_again(figures)
    _settle_parts(doc, figures)
    _settle_conditions(figures)
    settle_shares(doc, figures, words, dated)
    _settle_wholes(figures)


def _settle_late_deaths(doc: Document, figures: Sequence[FigureMention]) -> None:
    """ "Raising the toll to six after a woman died" adds one to it."""
    tolls = {f.sentence: f for f in figures if f.rule == "toll" and f.outcome == "killed"}
    for figure in figures if tolls else ():
        toll = tolls.get(figure.sentence)
        if toll is not None and figure.outcome == "killed" and figure.relation == "total" and figure.rule == "subject":
            between = doc.lower[toll.phrase.last : figure.phrase.first]
            if "after" in between and figure.quantity.value != toll.quantity.value:
                figure.relation = "increment"


def _settle_partitives(doc: Document, figures: Sequence[FigureMention]) -> None:
    """ "23 of the 25 people on board were killed" is a total, unless the 25 are themselves a figure of the article.

    So is "two of the kidnappers" where none was counted before: attackers are no part of those they hit.
    """
    seen: dict[str, set[int | None]] = {}
    nouns: set[str] = set()
    for figure in figures:
        phrase = figure.phrase
        known = seen.setdefault(figure.outcome, set())
        loose = figure.relation == "subset" and figure.parent is None and figure.rule != "predicate"
        noun = phrase.noun or {}
        if loose and phrase.whole:
            whole_known = phrase.whole_number in known if phrase.whole_number else bool(known)
            whole_known = whole_known and not (noun.get("wanted") and noun["lemma"] not in nouns)
            those = phrase.whole == "pronoun" and doc.lower[phrase.last - 1] == "those"  # "a dozen of those who stayed"
            those = those or (phrase.whole == "pronoun" and figure.rule == "object" and figure.outcome == "killed")
            figure.parent = _hurt_before(figure, figures) if noun.get("lemma") == "victim" else None
            alone = figure.parent is None and (phrase.kind == "zero" or not whole_known)
            if alone and (phrase.whole == "noun" or those):
                figure.relation = "total"
        known.add(figure.quantity.value)
        nouns.add(noun.get("lemma", ""))


def _hurt_before(figure: FigureMention, figures: Sequence[FigureMention]) -> FigureMention | None:
    """Return those hurt of whom "one of the victims" is told next to have died."""
    value = figure.quantity.value
    if figure.outcome != "killed" or not value:
        return None
    near = [m for m in figures if m.phrase.first < figure.phrase.first and m.sentence >= figure.sentence - 2]
    hurt = [m for m in near if m.outcome in ("injured", "casualties") and m.relation == "total"]
    known = any(m.outcome == "killed" for m in near)
    return next((m for m in reversed(hurt) if (m.quantity.value or 0) > value), None) if not known else None


def _settle_increments(figures: Sequence[FigureMention]) -> None:
    """ "Eight were killed; nine more were wounded": more people, but the first of this outcome."""
    before: FigureMention | None = None
    seen: set[str] = set()
    for figure in figures:
        if figure.relation == "increment" and figure.rule != "part of group" and before is not None:
            near = before.sentence >= figure.sentence - 1
            first = (near and before.outcome != figure.outcome) or figure.outcome not in seen
            if first and not figure.phrase.whole:
                figure.relation = "total"
        before = figure
        seen.add(figure.outcome)


def _settle_one_more(doc: Document, figures: Sequence[FigureMention], words: Words) -> None:
    """ "*A sixth person* has died", "a man has died *of injuries* suffered on Friday": one more than were dead."""
    for figure in figures:
        phrase, trigger = figure.phrase, figure.trigger
        died = figure.outcome == "killed" and trigger is not None and trigger.kind == "intransitive"
        if not died or phrase.kind != "indefinite" or figure.relation != "total" or figure.parts:
            continue
        assert trigger is not None
        lately = "has" in doc.lower[phrase.last : trigger.first] or doc.lower[trigger.first] == "dies"
        after = doc.lower[trigger.last : trigger.last + _OF_WOUNDS]
        nth = doc.lower[phrase.first + 1] in words.marks["nth"] and phrase.last > phrase.first + 2
        if lately and (nth or (after[:1] in (["of"], ["from"]) and not words.marks["wounds"].isdisjoint(after))):
            figure.relation = "increment"
            phrase.noun_from += nth  # the victim is a miner, no "16th miner"


def _settle_rest(doc: Document, figures: Sequence[FigureMention]) -> None:
    """ "19 died. … *The other eight* were drivers", "*Both* drivers were killed": parts of a larger number before."""
    for position, figure in enumerate(figures):
        value, first = figure.quantity.value, figure.phrase.first
        the_other = first > 1 and doc.lower[first - 2 : first] == ["the", "other"]
        if figure.relation != "total" or not value or not (the_other or doc.lower[first] == "both"):
            continue
        before = figures[position - 1] if position else None
        one_more = before is not None and before.relation == "increment" and before.outcome == figure.outcome
        if the_other and one_more and before is not None and before.sentence >= figure.sentence - 1:
            figure.relation = "subset"  # "A 16th miner has died. The other 15 were killed in the blast"
        for whole in reversed(figures[max(0, position - _NEAR) : position]):
            if whole.sentence < figure.sentence - _AGO:
                break
            if whole.outcome == figure.outcome and whole.relation == "total" and (whole.quantity.value or 0) > value:
                figure.relation, figure.parent = "subset", whole
                break


def _settle_named_parts(doc: Document, figures: Sequence[FigureMention]) -> None:
    """ "Four were arrested: three men, who remain in custody, and a girl": what a colon opens are the parts."""
    for whole, part in pairwise(figures):
        if whole.sentence != part.sentence or whole.outcome != part.outcome or part.outcome in THINGS:
            continue
        values = whole.quantity.value, part.quantity.value
        smaller = None not in values and (values[0] or 0) > (values[1] or 0)
        between = doc.lower[whole.phrase.last : part.phrase.first]
        colon = ":" in between and ";" not in between  # not "Alba: three dead; Oslo: one dead"
        if doc.lower[part.phrase.last : part.phrase.last + 1] in (["in"], ["at"]):
            continue  # "24 died: 19 in Millau and five in Albi"
        if smaller and colon and whole.relation == part.relation == "total":
            part.relation, part.parent = "subset", whole


def _settle_tallies(doc: Document, figures: Sequence[FigureMention], words: Words) -> None:
    """ "Another 25 soldiers were killed. That brings its losses since 27 September to 429": one more of that tally."""
    for figure, after in pairwise(figures):
        if figure.relation != "increment" or figure.outcome != after.outcome or after.relation != "total":
            continue
        sentence = doc.sentences[after.sentence]
        begins = doc.lower[sentence.first : after.phrase.first]
        if after.sentence == figure.sentence + 1 and not words.marks["bringing"].isdisjoint(begins):
            figure.parent = after
            after.antecedent = after.antecedent or figure.phrase


def _settle_previous(doc: Document, figures: Sequence[FigureMention], words: Words) -> None:
    """ "The office had previously counted 37 dead": a toll that the text says is replaced, where it states another."""
    tolls: dict[str, set[int | None]] = {}
    for figure in figures:
        if figure.relation == "total":
            tolls.setdefault(figure.outcome, set()).add(figure.quantity.low)
    before: FigureMention | None = None
    largest: dict[str, int] = {}
    for figure in figures:
        first = doc.sentences[figure.sentence].first
        value = figure.quantity.value or 0
        if figure.relation == "total" and value < largest.get(figure.outcome, 0) and _was_count(doc, figure, words):
            figure.relation = "previous"
        elif figure.relation == "total" and figure.outcome not in THINGS:
            largest[figure.outcome] = max(value, largest.get(figure.outcome, 0))
        if before is not None and before.sentence == figure.sentence and before.phrase.last <= figure.phrase.first:
            joined = before.relation == "previous" and figure.phrase.first - before.last <= 2  # "37 dead and 68 hurt"
            first = first if joined else before.phrase.last
        if (
            figure.relation == "total"
            and len(tolls[figure.outcome]) > 1
            and _is_earlier_count(doc, figure, first, words)
        ):
            figure.relation = "previous"
        before = figure


def _settle_told_again(figures: Sequence[FigureMention]) -> None:
    """ "The toll rose to 10 from nine. Four of *the first nine* were women": nine is replaced there as well."""
    if not [figure for figure in figures if figure.rule == "whole"]:
        return
    replaced: dict[tuple[str, int | None], FigureMention] = {}
    for figure in figures:
        key = figure.outcome, figure.quantity.value
        if figure.relation == "previous":
            replaced[key] = figure
        elif figure.rule == "whole" and key in replaced:
            figure.relation, figure.parent = "previous", replaced[key].parent
            for part in figures:
                if part.parent is figure:
                    part.parent = replaced[key]


def _was_count(doc: Document, figure: FigureMention, words: Words) -> bool:
    """Whether it was the count of an earlier day: "On Sunday it *had put* the toll at 231", "Its figure *was* 529"."""
    first = doc.sentences[figure.sentence].first
    begins = doc.lower[first : figure.phrase.first]
    if "had" not in begins and words.marks["count noun"].isdisjoint(begins):
        return False
    days = [k for k, word in enumerate(begins) if _is_weekday(word, words)]
    after = any(_is_weekday(word, words) for word in doc.lower[figure.last : figure.last + 3])
    if not (days or after):
        return False
    if any(a == "had" and b in words.marks["counting"] for a, b in pairwise(begins)):
        return True
    counts = [k for k, word in enumerate(begins) if word in words.marks["count noun"]]
    if figure.rule not in ("count", "toll", "subject") or not counts:
        return False
    near = after or any(abs(day - counts[-1]) < _BESIDE for day in days)
    return near and not words.marks["stood"].isdisjoint(begins[counts[-1] :])


def _is_weekday(word: str, words: Words) -> bool:
    return word.endswith("day") and word in words.times and word not in ("day", "today")


def _is_earlier_count(doc: Document, figure: FigureMention, first: int, words: Words) -> bool:
    """Whether the sentence says that it is an earlier count: "had first put", "had said a day earlier"."""
    earlier, counting = words.marks["earlier"], words.marks["counting"]
    sentence = doc.sentences[figure.sentence]
    lower = doc.lower
    for i in range(max(first, figure.phrase.first - 14), figure.phrase.first):
        if lower[i] in earlier and any(word in counting for word in lower[i + 1 : i + 3]):
            return (
                lower[i] not in ("first", "before")
                or lower[i - 1] in ("had", "at", "they", "who", "it")
                or i == sentence.first
            )
    for i in range(max(first, figure.phrase.first - 10), figure.phrase.first - 1):
        if lower[i] == "had" and lower[i + 1] in ("spoken", "stood"):
            return True  # "The governor had spoken on Sunday of seven dead"
    if "first" in lower[first : figure.phrase.first] and any(w in counting for w in lower[first : figure.phrase.first]):
        after = lower[figure.last : sentence.last]
        if "then" in after or "later" in after or "finally" in after:
            return True
    for i in range(figure.last, sentence.last - 2):
        if lower[i] == "had" and lower[i + 1] in counting and any(word in earlier for word in lower[i + 2 : i + 6]):
            return True
    return False


def _has_place(doc: Document, figure: FigureMention) -> bool:
    """Whether "in Alba" follows: a part with a place of its own is the total there."""
    i = figure.last
    return doc.lower[i : i + 1] in (["in"], ["at"]) and i + 1 < len(doc.words) and doc.words[i + 1][0].isupper()


def _settle_parts(doc: Document, figures: Sequence[FigureMention]) -> None:
    """Numbers of one sentence that add up to a total stated shortly before are its parts, not new tolls."""
    by_sentence: dict[tuple[int, str], list[FigureMention]] = {}
    for figure in figures:
        alone = figure.relation == "total" and figure.rule != "count"
        if alone and figure.outcome not in THINGS and figure.quantity.value:
            by_sentence.setdefault((figure.sentence, figure.outcome), []).append(figure)
    seen: list[FigureMention] = []
    for (number, outcome), parts in by_sentence.items():
        if len(parts) > 2 and not any(_has_place(doc, part) for part in parts[1:]):
            rest = sum(p.quantity.value or 0 for p in parts[1:])
            if rest == parts[0].quantity.value:  # "44 homicides, 39 of men, five of women"
                for part in parts[1:]:
                    part.relation, part.parent = "subset", parts[0]
                continue
        if len(parts) > 1:
            total = sum(p.quantity.value or 0 for p in parts)
            whole = _whole_of(total, outcome, [m for m in seen[-_NEAR:] if m.sentence < number])
            if whole is not None and not all(_has_place(doc, part) for part in parts):
                for part in parts:
                    part.relation, part.parent = "subset", whole
        seen += parts


def _settle_wholes(figures: Sequence[FigureMention]) -> None:
    """ "24 have died: 19 in Alba and five in Oslo. *Four of the dead* were nurses": of all 24, not of the last five."""
    totals: dict[str, list[FigureMention]] = {}
    for figure in figures:
        told = totals.setdefault(figure.outcome, [])
        if figure.relation == "total":
            if told and told[0].sentence != figure.sentence:
                told.clear()
            told.append(figure)
        elif figure.relation == "subset" and figure.parent is None and len(told) > 2:
            whole = max(told, key=_value)
            near = 0 <= figure.sentence - whole.sentence < _AGO
            if near and _value(figure) < _value(whole) and 2 * _value(whole) == sum(map(_value, told)):
                figure.parent = whole


def _value(figure: FigureMention) -> int:
    return figure.quantity.value or 0


def _whole_of(total: int, outcome: str, seen: Sequence[FigureMention]) -> FigureMention | None:
    outcomes = (outcome, "casualties") if outcome == "injured" else (outcome,)  # "five were shot; two men were taken"
    return next((m for m in reversed(seen) if m.outcome in outcomes and m.quantity.value == total), None)


def _settle_conditions(figures: Sequence[FigureMention]) -> None:
    """ "68 were hurt; 15 are in intensive care", "34 were saved, several with burns": a condition of those counted."""
    whole: FigureMention | None = None
    for figure in figures:
        condition = figure.trigger is not None and figure.trigger.entry.get("condition")
        if condition and figure.outcome == "injured" and whole is not None:
            reach = 0 if whole.outcome == "rescued" else 1
            alike = whole.outcome != "rescued" or figure.phrase.elliptical
            if figure.relation == "total" and alike and whole.sentence >= figure.sentence - reach:
                value = figure.quantity.value or figure.quantity.low or 0
                if value < (whole.quantity.value or whole.quantity.low or 0):
                    figure.relation, figure.parent = "subset", whole
            continue
        if figure.relation == "total" and figure.outcome in ("injured", "rescued", "casualties"):
            whole = figure
