"""A counted noun phrase, what it counts and to which group of victims it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimtrack.extract.segment import Document
from claimtrack.extract.shapes import age_of
from claimtrack.extract.words import Words
from claimtrack.lexicon import Entry
from claimtrack.models import Quantity
from claimtrack.normalize.numbers import bounds

Kind = Literal["count", "indefinite", "zero"]
Whole = Literal["", "pronoun", "group", "noun"]

_AGE_OF_MAJORITY = 18


@dataclass(slots=True)
class Counted:
    """A counted noun phrase in tokens ``first`` to ``last``.

    ``noun`` is the head's entry, ``None`` where the head is unknown or there is none; ``inner`` the trigger between
    number and noun ("two *injured* officers"); ``whole`` what an "of" after the number leads to, ``whole_outcome``
    the trigger of such a group ("of the *wounded*"); ``noun_from`` the token after the number;
    ``whole_number`` the 25 of "23 of the 25 people", at ``whole_at``;
    ``known`` someone who counts only with others ("and his driver");
    ``doubtful`` where the head does not look like people.
    """

    first: int
    number: int
    last: int
    quantity: Quantity
    kind: Kind
    head: int = -1
    noun: Entry | None = None
    outcome_noun: Entry | None = None
    inner: Entry | None = None
    inner_at: int = -1
    whole: Whole = ""
    whole_outcome: Entry | None = None
    extra: bool = False
    other: bool = False
    definite: bool = False
    group: str | None = None
    noun_from: int = -1
    whole_number: int | None = None
    whole_at: int = -1
    known: bool = False
    doubtful: bool = False

    @property
    def elliptical(self) -> bool:
        return self.head < 0 and not self.whole

    @property
    def unit(self) -> str:
        return self.noun.get("unit", "person") if self.noun else "person"

    @property
    def plural(self) -> bool:
        return self.kind == "count" and self.quantity.value != 1


def times(phrase: Counted) -> Counted:
    """Count the two people in "a couple"."""
    each, value = (phrase.noun or {}).get("count"), phrase.quantity.value
    if each and value and phrase.quantity.modifier == "exact":
        phrase.quantity, phrase.kind = bounds(each * value, "exact"), "count"
    return phrase


def set_group(doc: Document, phrase: Counted, words: Words) -> None:
    """Set the phrase's group from its noun and the age before it."""
    phrase.group = _group(doc, phrase, words)


def finish(doc: Document, phrase: Counted, words: Words) -> bool:
    """Set the group; ``False`` where the noun only describes another ("a woman's body", "two-men crew")."""
    end = phrase.last
    set_group(doc, phrase, words)
    if end + 1 >= len(doc.lower) or phrase.kind == "indefinite":
        return True
    if doc.lower[end] == "'" and _owns(doc, end):
        hit = words.trigger_at(doc.lower, end + 1)
        return hit is not None and hit[1]["kind"] == "noun"  # "three officers' deaths"
    return doc.lower[end] != "'s"


def _owns(doc: Document, i: int) -> bool:
    """Whether the apostrophe at token ``i`` makes a possessive: "six marshals' bibs"; not one that ends a quotation."""
    close = doc.starts[i] == doc.ends[i - 1] and doc.lower[i - 1].endswith("s") and doc.starts[i + 1] > doc.ends[i]
    first = doc.sentences[doc.sentence_of[i]].first
    return close and doc.words[i + 1].isalpha() and "'" not in doc.lower[first:i]


def _is_minor(doc: Document, phrase: Counted) -> bool:
    """ "a daughter, 15, died", "a girl of 8"."""
    lower, i = doc.lower, phrase.last
    if i + 1 >= len(lower) or lower[i] not in (",", "of") or not lower[i + 1].isdigit() or len(lower[i + 1]) > 2:
        return False
    closed = i + 2 >= len(lower) or lower[i + 2] in (",", ".", ";", "and", "was", "who", "—")
    return closed and int(lower[i + 1]) < _AGE_OF_MAJORITY


def _group(doc: Document, phrase: Counted, words: Words) -> str | None:
    """The victims' group: an age under 18 and compounds such as "rescue workers" go before the noun's own."""
    group = phrase.noun.get("group") if phrase.noun else None
    if phrase.kind == "indefinite" and phrase.noun is not None and "unit" not in phrase.noun and _is_minor(doc, phrase):
        return "children"
    if phrase.noun is not None and phrase.head == phrase.noun_from != phrase.number:
        return group  # nothing between the number and its noun
    if phrase.noun is not None and phrase.head > phrase.number:
        compound = words.compounds.get(f"{doc.lower[phrase.head - 1]} {phrase.noun['lemma']}")
        group = compound["group"] if compound else group
    elif phrase.outcome_noun is not None:  # "58 civilian deaths"
        before = [words.nouns.get(word) for word in doc.lower[phrase.number : phrase.last]]
        group = next((noun["group"] for noun in before if noun and "group" in noun), None)
    for word in doc.lower[phrase.number : phrase.last]:
        age = age_of(word) if "-" in word else None
        if age is not None:
            return (
                "children"
                if age < _AGE_OF_MAJORITY
                else ("women" if group == "women" else None if group == "children" else group)
            )
    return group
