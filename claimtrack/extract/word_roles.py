"""Words to what each can do in a counted phrase, as bits: the finder looks a word up once and not in ten sets."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from claimtrack.lexicon.phrases import PhraseTable
from claimtrack.normalize.numbers import NumberWords, may_be_number

NOUN, OTHER, OUTCOME, UNCOUNTED, JOIN, STOP, OBJECT = (1 << n for n in range(7))
OPENS, LEAD, BOUND_LEAD, FOLLOWS, BOUND_FOLLOWS, ARTICLE, AFTER_ARTICLE, DIGIT = (1 << n for n in range(7, 15))
DOUBT_BEFORE, DOUBT_AFTER, THING, THINGS = (1 << n for n in range(15, 19))


class Roles:
    """What tells the roles of a word.

    ``OPENS`` is borne by the words that may open a counted phrase; ``LEAD`` by those of them that do so only before
    another word of a number ("about"), one that ``FOLLOWS``; ``BOUND_LEAD`` only before certain ones ("at least").
    Before ``AFTER_ARTICLE``, "a" opens a number ("a dozen"). ``OUTCOME`` is the first word of an outcome, ``OBJECT``
    may begin a verb's object. The doubts are whether a number counts people: "aged" before it, "%" after it. A
    ``THING`` is one that nobody counts as dead or destroyed ("ticket"); ``THINGS``, several, are ``UNCOUNTED`` too.
    """

    def __init__(self, known: Mapping[int, AbstractSet[str]]) -> None:
        self._roles: dict[str, int] = {}
        for bit, words in known.items():
            for word in words:
                self._roles[word] = self._roles.get(word, 0) | bit

    def of(self, word: str) -> int:
        """Return the roles of a word in lower case."""
        role = self._roles.get(word, 0)
        if word[0].isdigit():
            role |= DIGIT | FOLLOWS | DOUBT_BEFORE | (OPENS if may_be_number(word) else 0)
        return role


def bound_seconds(table: PhraseTable[Any]) -> dict[str, frozenset[str]]:
    """Return the second words by those first words of phrases that are none on their own."""
    return {word: frozenset(rest) for word, (alone, rest) in table.first.items() if alone is None}


def number_leads(numbers: NumberWords) -> frozenset[str]:
    """Return the words that open a number phrase only before another of its words: "about", "over"."""
    whole = {*numbers.cardinal, *numbers.scale, *numbers.vague.first, *numbers.zero.first, "half", "a", "an", "between"}
    return frozenset(word for word in numbers.starts - whole if "-" not in word)


def number_follows(numbers: NumberWords) -> frozenset[str]:
    """Return the words, figures apart, that can stand second in a number phrase."""
    seconds = {second for _, by_second in numbers.modifier.first.values() for second in by_second}
    return frozenset({*numbers.starts, *seconds})


def after_article(numbers: NumberWords) -> frozenset[str]:
    """Return the words before which "a" opens a number phrase ("a dozen"); before any other it opens a noun."""
    tables = (numbers.modifier.first, numbers.vague.first)
    seconds = {s for first in tables for word in ("a", "an") if word in first for s in first[word][1]}
    return frozenset({*seconds, *numbers.scale, "half"})
