"""Words to what every stage knows of them: a word of a language is looked up in all tables once, when first met.

The tokens of ``claimtrack.extract.tokens`` bear the answer, so that no stage walks the words of a text to find those
that concern it. What the bits of a field mean is told where they are named.
"""

from __future__ import annotations

from claimtrack.extract.classes import classes_of
from claimtrack.extract.dates_words import date_words
from claimtrack.extract.places_words import place_words
from claimtrack.extract.scope_words import scope_words
from claimtrack.extract.tokens import Chunks, Known
from claimtrack.extract.word_roles import OPENS
from claimtrack.extract.words import words_of
from claimtrack.lexicon import Lexicon

# Notes: a word that may open a date; one by which an outcome is found; one that an attribution or a hedge begins at;
# one that may open a counted phrase; one of an event, a period or a direction.
DATE, OUTCOME, REPORT, COUNT, EVENT = (1 << n for n in range(5))


class Vocabulary:
    """What one language knows of words, and in ``chunks`` the tokens met so far."""

    def __init__(self, lexicon: Lexicon) -> None:
        words, self._triggers = words_of(lexicon.language), date_words(lexicon).triggers
        self._flags, self._places, self._roles = classes_of(lexicon).flags, place_words(lexicon).part, words.roles
        self._notes: dict[str, int] = {}
        for note, noted in (
            (OUTCOME, words.outcomes.anchors), (REPORT, classes_of(lexicon).marked),
            (EVENT, scope_words(lexicon.language).phrases.first),
        ):  # fmt: skip
            for word in noted:
                self._notes[word] = self._notes.get(word, 0) | note
        self.chunks = Chunks(self.read)

    def read(self, word: str) -> Known:
        """Return the flags of ``claimtrack.extract.classes``, what the word does beside a place, its roles, its notes.

        Args:
            word: in lower case.
        """
        roles, notes = self._roles.of(word), self._notes.get(word, 0)
        if roles & OPENS:
            notes |= COUNT
        if self._triggers.read(word) is not None:
            notes |= DATE
        return self._flags.get(word, 0), self._places.get(word, 0), roles, notes


_made: dict[int, Vocabulary] = {}


def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """Return the vocabulary of ``lexicon``, made at the first call."""
    made = _made.get(id(lexicon))
    if made is None:
        made = _made[id(lexicon)] = Vocabulary(lexicon)
    return made
