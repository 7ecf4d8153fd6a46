"""Text to tokens: what stands where, what each token looks like, and what a language knows of its word.

Most of a text is words met before. It is cut at its blanks, and each stretch between two is looked up whole, with the
tokens in it and all that is known of them; only a new one is taken apart. What is kept is bounded, and depends on
nothing but the stretch and the language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

# Initials and "U.S.", "a.m." keep their full stops; "1,204", "34-year-old", "2100GMT" and "S-300" are one token each;
# a possessive 's is a token of its own, so that a name is found with or without it. The first line says nothing that
# the fourth does not, but most words are found there without asking whether each letter is one. White space is taken
# in behind each token, so that the pieces make up the text and their lengths tell where each begins.
_PIECE = re.compile(
    r"(?:[A-Za-z]{2,}+[^\W\d_]*+(?:(?:'(?![sS]\b)|-)[^\W_]++)*+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[0-9]+(?:[.,][0-9]+)*(?:(?:-[^\W\d_]+)+|[^\W\d_]+)?"
    r"|[^\W\d_]+(?:(?:'(?![sS]\b)|-)[^\W_]+)*"
    r"|``|''|--+|\.\.\.|'[sS]\b|\S)\s*"
)
_MOST_REMEMBERED, _LONGEST_REMEMBERED = 60_000, 40

TERMINATORS = frozenset((".", "!", "?", "…", "...", "。"))
OPENING_MARKS = frozenset(("“", "``", "«", "„"))
CLOSING_MARKS = frozenset(("”", "''", "»"))
QUOTE_MARKS = OPENING_MARKS | CLOSING_MARKS | {'"'}
_PAIRED = QUOTE_MARKS | {"'", "‘"}
_DIGITS = frozenset("0123456789")
_MARKS = frozenset(",.;:?!")

# What a token looks like, as bits: a head that lower case changes, a digit at its head, a mark that may end a sentence
# or initials that may, a quotation mark, a capital at its head, a capital anywhere, a line that ends behind it, a blank
# line behind it. Most tokens have none.
CAPITAL, DIGIT, STOP, QUOTE, UPPER, MIXED, LINE_END, BLANK_LINE = (1 << n for n in range(8))

Known = tuple[Any, Any, Any, Any]  # integers: what a language knows of a word: its flags, places, roles and notes


class Token:
    """A word with the ``gap`` behind it, in code points: one value for all the places where it stands so.

    ``word`` has straight apostrophes and is otherwise the text. ``flags``, ``places``, ``roles`` and ``notes`` are
    bits that ``claimtrack.extract.vocabulary`` tells of; like ``shape`` they go into lists as they are, and ``Any``
    spares the compiled code a new integer for each.
    """

    __slots__ = ("flags", "gap", "known", "length", "lower", "notes", "places", "roles", "shape", "word")

    def __init__(self, word: str, lower: str, shape: int, gap: int, known: Known) -> None:
        self.word, self.lower, self.gap, self.length = word, lower, gap, len(word)
        self.known = known
        self.shape: Any = shape
        self.flags: Any
        self.places: Any
        self.roles: Any
        self.notes: Any
        self.flags, self.places, self.roles, self.notes = known


class Chunks:
    """The tokens of each stretch between two blanks, and of a new one when it is asked for."""

    def __init__(self, read: Callable[[str], Known]) -> None:
        """Take what tells of a word in lower case all that its language knows of it."""
        self._known: Callable[[str], Known] = read
        self._words: dict[str, Token] = {}  # each with one blank behind it
        self._single: dict[str, Token] = {}  # stretches that are one token, as most are
        self._several: dict[str, list[Token]] = {}

    def tokens_of(self, text: str) -> list[Token]:
        """Return the tokens of ``text``, which begins with one or is empty; a word is one string wherever it stands."""
        if len(self._words) + len(self._single) + len(self._several) > _MOST_REMEMBERED:
            self._words, self._single, self._several = {}, {}, {}
        if " \n" in text:
            return self._cut(text)
        single, several = self._single, self._several
        tokens: list[Token] = []
        for chunk in text.replace("\n", "\n ").replace(" \n", "\n").split(" "):
            token = single.get(chunk)
            if token is not None:
                tokens.append(token)
                continue
            if not chunk or chunk[0].isspace():  # white space that is neither one blank nor the end of a line
                return self._cut(text)
            tokens += several.get(chunk) or self._read_chunk(chunk)
        return tokens

    def _read_chunk(self, chunk: str) -> list[Token]:
        if chunk.isalpha() and chunk.isascii():
            tokens = [self._words.get(chunk) or self._read(chunk)]
            chunk = tokens[0].word  # one string for both: it is met again in a moment
        elif chunk[-1] in _MARKS and (word := chunk[:-1]).isalpha() and word.isascii():
            token = self._words.get(word) or self._read(word)
            mark = self._words.get(chunk[-1]) or self._read(chunk[-1])
            tokens = [Token(token.word, token.lower, token.shape, 0, token.known), mark]
        else:
            tokens = self._cut(chunk if chunk[-1] == "\n" else chunk + " ")
        if len(chunk) <= _LONGEST_REMEMBERED:
            if len(tokens) == 1:
                self._single[chunk] = tokens[0]
            else:
                self._several[chunk] = tokens
        return tokens

    def _cut(self, text: str) -> list[Token]:
        """Return the tokens of ``text``, each stretch taken apart."""
        tokens: list[Token] = []
        for piece in _PIECE.findall(text):
            word = piece.rstrip()
            token = self._words.get(word) or self._read(word)
            gap = len(piece) - len(word)
            lines = piece.count("\n") if gap else 0
            if gap != 1 or lines:
                shape = token.shape | (0 if not lines else LINE_END if lines == 1 else BLANK_LINE)
                token = Token(token.word, token.lower, shape, gap, token.known)
            tokens.append(token)
        return tokens

    def _read(self, word: str) -> Token:
        small = word.lower()
        if small == word:
            small = word
        token = Token(word, small, _shape(word, small), 1, self._known(small))
        if len(word) <= _LONGEST_REMEMBERED:
            self._words[word] = token
        return token


def edges_of(plain: str, tokens: list[Token]) -> tuple[list[int], list[int]]:
    """Return where each of the ``tokens`` of ``plain`` begins and where it ends."""
    starts: list[int] = []
    ends: list[int] = []
    at = plain.index(tokens[0].word) if tokens else 0
    for token in tokens:
        starts.append(at)
        at += token.length
        ends.append(at)
        at += token.gap
    return starts, ends


def _shape(word: str, small: str) -> int:
    if word.isalpha():
        shape = 0
    elif small[0] in _DIGITS:
        shape = DIGIT
    elif word in TERMINATORS or (len(word) > 3 and word[-1] == "."):
        shape = STOP
    else:
        shape = QUOTE if word in _PAIRED else 0
    if word[0].isupper():
        shape |= UPPER
    if small == word:
        return shape
    return shape | MIXED | CAPITAL if word[0] != small[0] else shape | MIXED
