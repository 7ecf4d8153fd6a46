"""Text to tokens: what stands where, and what each token looks like.

Most of a text is words met before. It is cut at its blanks, and each stretch between two is looked up whole, with the
tokens in it and all that is known of them; only a new one is taken apart. What is kept is bounded, and depends on
nothing but the stretch.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import accumulate, chain
from typing import Any, NamedTuple

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

# What a token looks like, as bits: a head that lower case changes, a digit at its head, a mark that may end a sentence
# or initials that may, a quotation mark, a capital at its head, a capital anywhere, a line that ends behind it, a blank
# line behind it. Most tokens have none.
CAPITAL, DIGIT, STOP, QUOTE, UPPER, MIXED, LINE_END, BLANK_LINE = (1 << n for n in range(8))

_Known = tuple[str, str, int, int]  # a word, its lower case, its shape, its length


class Tokens(NamedTuple):
    """The tokens of a text in parallel lists; ``words`` have straight apostrophes and are otherwise the text."""

    words: list[str]
    lower: list[str]
    shapes: list[int]
    starts: list[int]
    ends: list[int]


class _Chunks(dict[str, tuple[Any, ...]]):
    """The tokens of each stretch between two blanks, and of a new one when it is asked for; see ``fields_of``.

    A stretch that ends with a line has its blank there; one that does not begin with a token is a ``KeyError``.
    """

    def __init__(self) -> None:
        self.words: dict[str, _Known] = {}

    def __missing__(self, chunk: str) -> tuple[Any, ...]:
        if chunk.isalpha() and chunk.isascii():
            known = self.words.get(chunk) or self._read(chunk)
            chunk = known[0]  # one string for both: it is met again in a moment
            tokens: tuple[Any, ...] = (*known, 1)
        elif not chunk or chunk[0].isspace():
            raise KeyError(chunk)
        else:
            fields = self.fields_of(chunk)
            fields[-1] += chunk[-1] != "\n"
            tokens = tuple(fields)
        if len(chunk) <= _LONGEST_REMEMBERED:
            self[chunk] = tokens
        return tokens

    def fields_of(self, text: str) -> list[Any]:
        """Return the tokens of ``text``, which begins with one; a word is one string wherever it stands.

        Five fields each, one after the other: word, lower case, shape, length, and how far behind it the next begins.
        """
        fields: list[Any] = []
        for piece in _PIECE.findall(text):
            word = piece.rstrip()
            fields += self.words.get(word) or self._read(word)
            fields.append(len(piece) - len(word))
            if word != piece and (lines := piece.count("\n")):
                fields[-3] |= LINE_END if lines == 1 else BLANK_LINE
        return fields

    def _read(self, word: str) -> _Known:
        small = word.lower()
        if small == word:
            small = word
        known = (word, small, _shape(word, small), len(word))
        if len(word) <= _LONGEST_REMEMBERED:
            self.words[word] = known
        return known


_chunks = _Chunks()


def tokens_of(plain: str) -> Tokens:
    """Return the tokens of ``plain``, whose apostrophes are straight."""
    text = plain.strip()
    fields = _fields(text)
    widths = [plain.index(text[0]) if text else 0] * (len(fields) // 5 * 2 + 1)
    widths[1::2], widths[2::2] = fields[3::5], fields[4::5]
    edges = list(accumulate(widths))
    return Tokens(fields[::5], fields[1::5], fields[2::5], edges[:-1:2], edges[1::2])


def _fields(text: str) -> list[Any]:
    if len(_chunks) + len(_chunks.words) > _MOST_REMEMBERED:
        _chunks.clear()
        _chunks.words.clear()
    if " \n" not in text:
        with suppress(KeyError):  # white space that is neither one blank nor the end of a line
            cut = text.replace("\n", "\n ").replace(" \n", "\n").split(" ")
            return list(chain.from_iterable(map(_chunks.__getitem__, cut)))
    return _chunks.fields_of(text)


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
