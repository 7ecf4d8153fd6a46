"""Tokens as they are read: the classes of each, and whether its capital means a name.

Phrases and clauses around a token are walked by ``claimtrack.extract.phrases``.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimtrack.extract.classes import (
    AUX,
    DET,
    OBJECT,
    ORGANIZATION,
    PREP,
    PUNCTUATION,
    QUOTE,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TITLE,
    Classes,
)
from claimtrack.extract.segment import UPPER, Document, Sentence
from claimtrack.extract.vocabulary import REPORT

_OPENS_PHRASE = DET | SUBJECT | OBJECT | ROLE | ORGANIZATION | TITLE
_NO_OPENING = PUNCTUATION | AUX | PREP | SUBORDINATOR


class Reading:
    """A document with the classes of its tokens and the sentence being read."""

    __slots__ = (
        "_headline", "classes", "doc", "flags", "lower", "marked", "sentence", "size", "words",
    )  # fmt: skip

    def __init__(self, doc: Document, classes: Classes) -> None:
        self.doc = doc
        self.classes = classes
        self.words = doc.words
        self.lower = doc.lower
        self.flags = doc.flags
        self.size = len(doc.words)
        single = [q for q in doc.quotations if not self.flags[q.opening] & QUOTE]  # ‘…’ are apostrophes elsewhere
        if single:
            self.flags = self.flags[:]
            for quote in single:
                self.flags[quote.opening] |= QUOTE
                self.flags[quote.closing] |= QUOTE
        self.marked = doc.noted(REPORT)
        self.sentence = doc.sentences[0] if doc.sentences else None  # the one being read
        self._headline: bool | None = None

    def enter(self, sentence: Sentence) -> None:
        """Begin to read ``sentence``."""
        self.sentence = sentence
        self._headline = None

    def headline(self) -> bool:
        """Whether the sentence being read is capitalised throughout, so that capitals tell nothing."""
        if self._headline is None:
            self._headline = False
            first, last, _ = self.sentence or Sentence(0, 0, 0)
            uppers = 0
            for shape in self.doc.shapes[first : last if last < first + 6 else first + 6]:
                if shape & UPPER:
                    uppers += 1
            if uppers > 2:
                heads = [w[0] for w in self.words[first : min(last, first + 40)] if len(w) > 3 and w[0].isalpha()]
                self._headline = len(heads) > 2 and sum(map(str.isupper, heads)) > 0.7 * len(heads)
        return self._headline

    def capital(self, i: int) -> bool:
        """Whether token ``i`` opens with a capital letter that means a name."""
        if not self.words[i][0].isupper():
            return False
        return not (self.headline() if self._headline is None else self._headline)

    def every(self, word: str) -> Iterator[int]:
        """Yield the tokens that are ``word`` in lower case."""
        k = -1
        for _ in range(self.lower.count(word)):
            k = self.lower.index(word, k + 1)
            yield k

    def paragraph(self, k: int) -> int:
        """Return the number of the paragraph that token ``k`` stands in."""
        return self.doc.sentences[self.doc.sentence_of[k]].paragraph

    def has_any(self, first: int, last: int, wanted: int) -> bool:
        """Whether one of tokens ``first`` to ``last`` is of a class in ``wanted``."""
        met = 0
        for f in self.flags[first:last]:
            met |= f
        return bool(met & wanted)

    def starts_phrase(self, i: int) -> bool:
        """Whether a noun phrase can begin at token ``i``."""
        flags = self.flags[i]
        if flags & _OPENS_PHRASE:
            return True
        return not flags & _NO_OPENING or self.words[i] == "@"

    def names_time(self, i: int) -> bool:
        """Whether token ``i`` is a word of time and not a given name ("Jan Kos", "April Jones")."""
        f = self.flags[i]
        if not f & TIME or f & DET:
            return False
        return self.lower[i] not in self.classes.given_names or not (
            i + 1 < self.size and self.words[i][0].isupper() and self.words[i + 1][0].isupper()
        )

    def dot_inside(self, i: int) -> bool:
        """Whether token ``i`` is the full stop of an abbreviation or initial within a name."""
        doc = self.doc
        return (
            doc.words[i] == "."
            and 0 < i < self.size - 1
            and doc.starts[i] == doc.ends[i - 1]
            and doc.sentence_of[i] == doc.sentence_of[i + 1]
        )
