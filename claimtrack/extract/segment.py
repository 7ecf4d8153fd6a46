"""Text to paragraphs, sentences, tokens and quotations, in one pass.

Every later stage looks tokens up in the ``Document`` made here; none scans the
text again. What the words mean is left to those stages.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from claimtrack.extract.tokens import (
    BLANK_LINE,
    CAPITAL,
    CLOSING_MARKS,
    DIGIT,
    LINE_END,
    MIXED,
    OPENING_MARKS,
    QUOTE,
    QUOTE_MARKS,
    STOP,
    TERMINATORS,
    UPPER,
    Token,
    edges_of,
)
from claimtrack.extract.vocabulary import vocabulary_of
from claimtrack.lexicon import Lexicon
from claimtrack.models import Span

__all__ = ["DIGIT", "MIXED", "QUOTE_MARKS", "UPPER", "Document", "Quotation", "Sentence", "segment"]

_LONGEST = 800  # tokens of a sentence
_LINE = LINE_END | BLANK_LINE
_ALL_LOOKS = range(256)
_LINES = bytes(look & _LINE for look in _ALL_LOOKS)
_STOPS = bytes(look & STOP for look in _ALL_LOOKS)
_MARKS = bytes(look & QUOTE for look in _ALL_LOOKS)
_MIXED = bytes(look & MIXED for look in _ALL_LOOKS)
_CAPITALS = bytes(look & CAPITAL for look in _ALL_LOOKS)
_LATE_CAPITALS = bytes(look & MIXED if not look & CAPITAL else 0 for look in _ALL_LOOKS)
_NOTES = {note: bytes(notes & note for notes in _ALL_LOOKS) for note in (1 << n for n in range(8))}
_AFTER_END = frozenset(("”", "''", "»", '"', "'", ")", "]", "’"))


class Sentence(NamedTuple):
    """Tokens ``first`` to ``last`` (half-open) and the index of the paragraph."""

    first: int
    last: int
    paragraph: int


class Quotation(NamedTuple):
    """The tokens between two marks.

    ``opening`` and ``closing`` are the tokens of the marks themselves; ``closing`` is -1 where the paragraph ends
    without one. ``continues`` says that the next paragraph opens the same speech anew.
    """

    opening: int
    closing: int
    first: int
    last: int
    continues: bool


@dataclass(slots=True)
class Document:
    """A text cut up. The lists ``words``, ``lower``, ``starts``, ``ends`` run in parallel, one entry a token.

    ``words`` hold straight apostrophes and are otherwise the text; ``lower`` are the same in lower case.
    ``sentence_of`` and ``quote_of`` map a token to its sentence and quotation (-1: outside any). ``shapes`` are the
    bits that ``claimtrack.extract.tokens`` names; most tokens have none, and ``shaped`` are the others in order,
    ``looks`` their bits. ``flags``, ``places`` and ``roles`` tell what a word is and does, bits of
    ``claimtrack.extract.classes``, ``places_words`` and ``word_roles``. A third of the tokens bear a note of
    ``claimtrack.extract.vocabulary``: ``marked`` are those in order, ``notes`` their bits. None of it ever changes.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    paragraphs: list[tuple[int, int]]
    sentences: list[Sentence]
    quotations: list[Quotation]
    sentence_of: list[int]
    quote_of: list[int]
    shapes: list[int]
    shaped: list[int]
    looks: bytes
    flags: list[int]
    places: list[int]
    roles: list[int]
    marked: list[int]
    notes: bytes

    def noted(self, note: int) -> list[int]:
        """Return the tokens with a ``note``, one bit that ``claimtrack.extract.vocabulary`` names, in order."""
        return list(compress(self.marked, self.notes.translate(_NOTES[note])))

    def mixed(self) -> list[int]:
        """Return the tokens with a capital anywhere, in order."""
        return list(compress(self.shaped, self.looks.translate(_MIXED)))

    def capitals(self) -> list[int]:
        """Return the tokens that begin with a capital, in order."""
        return list(compress(self.shaped, self.looks.translate(_CAPITALS)))

    def late_capitals(self) -> list[int]:
        """Return the tokens with a capital behind a head that has none ("al-Rawda"), in order."""
        return list(compress(self.shaped, self.looks.translate(_LATE_CAPITALS)))

    def span(self, first: int, last: int) -> Span:
        """Return the code points of tokens ``first`` to ``last``, half-open."""
        return tuple.__new__(Span, (self.starts[first], self.ends[last - 1]))

    def slice(self, first: int, last: int) -> str:
        """Return the text of tokens ``first`` to ``last``, half-open."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def token_at(self, offset: int) -> int:
        """Return the first token that ends after ``offset`` (``len(words)`` past the last)."""
        low = bisect_left(self.ends, offset)
        while low < len(self.ends) and self.ends[low] <= offset:
            low += 1
        return low


def segment(text: str, lexicon: Lexicon) -> Document:
    """Return ``text`` cut into paragraphs, sentences, tokens and quotations."""
    plain = text.replace("’", "'").replace("n`t", "n't")
    tokens = vocabulary_of(lexicon).chunks.tokens_of(plain.strip())
    starts, ends = edges_of(plain, tokens)
    words, lower = [token.word for token in tokens], [token.lower for token in tokens]
    shapes: list[int] = [token.shape for token in tokens]
    shaped, looks = _without_zeros(shapes)
    marked, notes = _without_zeros([token.notes for token in tokens])
    paragraphs = _paragraphs(text, words, list(compress(shaped, looks.translate(_LINES))), shapes)
    stops = list(compress(shaped, looks.translate(_STOPS)))
    sentences = _sentences(words, lower, starts, ends, shapes, paragraphs, stops, lexicon)
    sentence_of: list[int] = []
    for number, (first, last, _) in enumerate(sentences):
        sentence_of += [number] * (last - first)
    marks = list(compress(shaped, looks.translate(_MARKS)))
    quotations = _quotations(text, words, starts, ends, paragraphs, marks)
    quote_of = [-1] * len(words)
    for number, quote in enumerate(quotations):
        quote_of[quote.first : quote.last] = [number] * (quote.last - quote.first)
    return Document(
        text, words, lower, starts, ends, paragraphs, sentences, quotations, sentence_of, quote_of, shapes, shaped,
        looks, _flags(text, words, tokens), [token.places for token in tokens], [token.roles for token in tokens],
        marked, notes,
    )  # fmt: skip


def _without_zeros(bits: list[int]) -> tuple[list[int], bytes]:
    """Return the tokens whose ``bits`` are not zero, in order, and those bits."""
    return [i for i, bit in enumerate(bits) if bit], bytes(bits).translate(None, b"\0")


def _flags(text: str, words: list[str], tokens: list[Token]) -> list[int]:
    flags = [token.flags for token in tokens]
    if "WHO" in text:  # the World Health Organization, where the words about it are in small letters
        for i, word in enumerate(words):
            if word == "WHO" and not any(w.isupper() and len(w) > 3 for w in words[max(0, i - 1) : i + 2]):
                flags[i] = 0
    return flags


def _paragraphs(
    text: str, words: list[str], line_ends: list[int], shapes: list[int]
) -> list[tuple[int, int]]:
    """Cut at blank lines and, unless the text is wrapped at a fixed width, at line ends."""
    size = len(words)
    if not size:
        return []
    cuts = [0]
    wrapped: bool | None = None
    for i in line_ends:
        if i + 1 == size:
            break
        if not shapes[i] & BLANK_LINE:
            head = words[i + 1][0]
            wrapped = _is_wrapped(text) if wrapped is None else wrapped
            if wrapped or head.islower() or head == "(":
                continue
        cuts.append(i + 1)
    return list(zip(cuts, [*cuts[1:], size], strict=True))


def _is_wrapped(text: str) -> bool:
    """Whether most lines end at about one column, as in telegrams and plain-text mail."""
    lines = [len(line) for line in text[:20_000].split("\n") if line.strip()]
    if len(lines) < 4 or max(lines) > 100:
        return False
    full = [n for n in lines if n >= 50]
    return len(full) * 2 > len(lines) and max(full) - sorted(full)[len(full) // 4] < 20


def _sentences(
    words: list[str],
    lower: list[str],
    starts: list[int],
    ends: list[int],
    shapes: list[int],
    paragraphs: list[tuple[int, int]],
    stops: list[int],
    lexicon: Lexicon,
) -> list[Sentence]:
    """Cut paragraphs at those ``stops``, the tokens that may end a sentence, which do."""
    abbreviations, openers = lexicon.abbreviations, lexicon.openers
    found: list[Sentence] = []
    make = tuple.__new__  # what a named tuple does in the end
    at = 0
    for number, (first, last) in enumerate(paragraphs):
        begin = i = first
        below, at = at, bisect_left(stops, last, at)
        for stop in stops[below:at]:
            if stop < i:
                continue
            word = words[stop]
            i = stop + 1
            if word == "." and first < stop and i < last and shapes[i] & UPPER and starts[i] > ends[stop]:
                before = lower[stop - 1]
                if before not in abbreviations and len(words[stop - 1]) > 1:
                    found.append(make(Sentence, (begin, i, number)))  # as most sentences end
                    begin = i
                    continue
            if word in TERMINATORS:
                within = word == "." and i < last
                within = within and not _ends_sentence(words, lower, starts, ends, stop, abbreviations)
                if within and not (stop > 1 and lower[i] in openers and _ends_platform(words, lower, stop)):
                    continue
            elif i == last or not _ends_after_initials(words, lower, i, openers):
                continue
            while i < last and (words[i] in TERMINATORS or (words[i] in _AFTER_END and starts[i] == ends[i - 1])):
                i += 1
            if i < last and words[i] in CLOSING_MARKS and not _opens(words, starts, ends, i, last):
                i += 1
            if (i < last and words[i] in (",", ";")) or (i < last and lower[i] == words[i] and words[i].isalpha()):
                continue  # "Really?" she asked. / U.S., said: no sentence ends before a comma or a small letter
            found.append(make(Sentence, (begin, i, number)))
            begin = i
        if begin < last:
            found.append(make(Sentence, (begin, last, number)))
    if len(words) > _LONGEST and any(last - first > _LONGEST for first, last, _ in found):
        return [piece for sentence in found for piece in _pieces(sentence)]
    return found


def _pieces(sentence: Sentence) -> list[Sentence]:
    """Cut what has no end in sight (a table, a list, an attack), so that no later stage grows with its square."""
    first, last, number = sentence
    return [Sentence(k, min(k + _LONGEST, last), number) for k in range(first, last, _LONGEST)]


def _opens(words: list[str], starts: list[int], ends: list[int], i: int, last: int) -> bool:
    """Whether the mark '' at token ``i``, which some papers print on both sides, stands before a word."""
    return words[i] == "''" and i + 1 < last and starts[i + 1] == ends[i] and words[i + 1][0].isalnum()


def _ends_sentence(
    words: list[str],
    lower: list[str],
    starts: list[int],
    ends: list[int],
    dot: int,
    abbreviations: frozenset[str],
) -> bool:
    """Whether the full stop at token ``dot`` ends a sentence rather than an abbreviation."""
    if dot == 0 or starts[dot] != ends[dot - 1]:
        return True
    before = words[dot - 1]
    after = words[dot + 1]
    if starts[dot + 1] == ends[dot] and after[0].isalnum() and not after[0].isupper():
        return False  # "news.az", "3.p"
    if "-" in before and starts[dot + 1] == ends[dot] and (after == ")" or len(after) == 1):
        return False  # "(D-Va.)", "(D-N.C.)"
    if lower[dot - 1] in abbreviations:
        # "Sept. 27", "Gen. Smith", "No. 5"
        return False
    return not (len(before) == 1 and before.isupper() and before != "I" and after[0].isupper())


def _ends_platform(words: list[str], lower: list[str], dot: int) -> bool:
    """Whether a letter before the full stop is no initial: "a post on X. The", "hepatitis A. He"."""
    return len(words[dot - 1]) == 1 and words[dot - 2] == lower[dot - 2] and words[dot - 2].isalpha()


def _ends_after_initials(words: list[str], lower: list[str], i: int, openers: frozenset[str]) -> bool:
    """Whether "U.S." or "a.m." before token ``i`` also ends its sentence: only a word that opens one tells."""
    return (words[i][0].isupper() and lower[i] in openers) or words[i] in OPENING_MARKS


def _quotations(
    text: str,
    words: list[str],
    starts: list[int],
    ends: list[int],
    paragraphs: list[tuple[int, int]],
    marks: list[int],
) -> list[Quotation]:
    """Pair the marks paragraph by paragraph; a quotation never crosses one, but may go on in the next."""
    found: list[Quotation] = []
    at = 0
    for first, last in paragraphs:
        opening = -1
        inner = 0
        singles: list[int] = []
        below, at = at, bisect_left(marks, last, at)
        for i in marks[below:at]:
            word = words[i]
            if word == '"':
                if opening >= 0:
                    found.append(Quotation(opening, i, opening + 1, i, False))
                    opening = -1
                elif not (i > first and starts[i] == ends[i - 1] and words[i - 1][-1].isdigit()):
                    opening, inner = i, 0  # not the inches of 5'10"
            elif word in OPENING_MARKS:
                if opening < 0:
                    opening, inner = i, 0
                elif words[opening] == '"':
                    inner += 1  # "The law isn't about “justice” any more."
            elif word in CLOSING_MARKS:
                if opening >= 0 and inner:
                    inner -= 1
                elif opening >= 0:
                    found.append(Quotation(opening, i, opening + 1, i, False))
                    opening = -1
                elif _opens(words, starts, ends, i, last):
                    opening, inner = i, 0
            elif word in ("'", "‘") and opening < 0:
                singles.append(i)
        if opening >= 0:
            goes_on = last < len(words) and (words[last] in OPENING_MARKS or words[last] in ('"', "''"))
            found.append(Quotation(opening, -1, opening + 1, last, goes_on))
        if len(singles) > 1:
            _pair_singles(text, singles, starts, ends, found)
    found.sort()
    return _without_overlap(found)


def _pair_singles(
    text: str, marks: list[int], starts: list[int], ends: list[int], found: list[Quotation]
) -> None:
    """Pair 'single' marks; an apostrophe after a plural ("miners' families") opens nothing."""
    opening = -1
    for i in marks:
        before = text[starts[i] - 1 : starts[i]]
        after = text[ends[i] : ends[i] + 1]
        opens = (not before or before.isspace() or before in "([—–-:") and bool(after) and not after.isspace()
        closes = not opens and bool(before) and not before.isspace() and not after.isalnum()
        if opens and opening < 0:
            opening = i
        elif closes and opening >= 0 and (before in ",.?!…" or not before.endswith("s") or after in ",.?!;:"):
            if i > opening + 1:
                found.append(Quotation(opening, i, opening + 1, i, False))
            opening = -1


def _without_overlap(found: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quote in found:
        if quote.first < quote.last and (not kept or quote.opening >= kept[-1].last):
            kept.append(quote)
    return kept
