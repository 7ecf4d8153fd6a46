"""Figures under the name of who gives them: "KEY FIGURES (source: Relief Board)", "According to the army as of 3 May:".

A line that names the source of the lines beside it; what those count is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimtrack.extract.classes import CUE_VERB, PUNCTUATION, SUBJECT, TERMINATOR, VERB
from claimtrack.extract.mentions import Range
from claimtrack.extract.phrases import Clauses

Box = tuple[Range, Range, Range]  # who gives the numbers, the words that say so, the numbers

_LONGEST_NAME = 16  # tokens
_LONGEST_BOX = 16  # lines
_IN_NAME = ("&", "'", "-", "/")


def find_boxes(c: Clauses) -> Iterator[Box]:
    """Yield the boxes: below a heading, above "Source: Relief Board", or the sentence that "(Source: …)" closes."""
    for k in _sources(c):
        who = (k + 2, _name_end(c, k + 2))
        said = _said(c, k, who[1])
        if who[1] > who[0] and said is not None and said[0] < said[1]:
            yield who, (k, k + 2), said
    for k in _accordings(c):
        n = c.paragraph(k)
        below = _block(c, n, 1)
        stop = c.right(k + 2, c.doc.paragraphs[n][1] - 1)
        if below is not None and stop > k + 2:
            yield (k + 2, stop), (k, k + 2), below


def _sources(c: Clauses) -> Iterator[int]:
    """Yield the tokens of "source" before a colon and a name."""
    for word in ("source", "sources"):
        for k in c.every(word):
            if c.lower[k + 1 : k + 2] == [":"] and k + 2 < c.size and c.words[k + 2][0].isalpha():
                yield k


def _accordings(c: Clauses) -> Iterator[int]:
    """Yield the "according" that opens a line which a colon ends: "According to the Relief Board as of 3 May:"."""
    for k in c.every("according"):
        first, last = c.doc.paragraphs[c.paragraph(k)]
        if k == first and c.words[last - 1] == ":" and c.lower[k + 1] == "to":
            yield k


def _name_end(c: Clauses, k: int) -> int:
    stop, last = k, min(c.doc.paragraphs[c.paragraph(k)][1], k + _LONGEST_NAME)
    while stop < last and (not c.flags[stop] & PUNCTUATION or c.words[stop] in _IN_NAME or _goes_on(c, stop, last)):
        stop += 1
    return stop


def _goes_on(c: Clauses, k: int, last: int) -> bool:
    return c.words[k] == "," and k + 1 < last and c.words[k + 1][0].isupper()


def _said(c: Clauses, k: int, stop: int) -> Range | None:
    """Return the numbers of the source that "source" at token ``k`` names, up to token ``stop``."""
    n = c.paragraph(k)
    first, last = c.doc.paragraphs[n]
    bracket = c.words[k - 1] in ("(", "[") if k > first else False
    after = stop + bracket
    if after < last and not c.flags[after] & TERMINATOR and c.words[after] != ":":
        return None  # "the source: Lake Alba, 2,000 m above the sea"
    if k - bracket == first:
        return _block(c, n, -1)
    if not bracket:
        return None
    if _begins_line(c, k - 1):
        above = _block(c, n, -1)
        return (above[0] if above is not None else first), k - 1
    if _is_heading(c, first, k - 1):
        return _block(c, n, 1)
    return c.doc.sentences[c.doc.sentence_of[k]].first, k - 1


def _is_heading(c: Clauses, first: int, last: int) -> bool:
    """Whether the beginning of a line holds no number and no verb."""
    plain = not any(c.words[k][0].isdigit() for k in range(first, last))
    return plain and not c.has_any(first, last, CUE_VERB | VERB | SUBJECT | TERMINATOR)


def _begins_line(c: Clauses, k: int) -> bool:
    return "\n" in c.doc.text[c.doc.ends[k - 1] : c.doc.starts[k]]


def _block(c: Clauses, n: int, step: int) -> Range | None:
    """Return the lines right below paragraph ``n`` (right above it where ``step`` is -1) up to a blank one."""
    paragraphs, text, m = c.doc.paragraphs, c.doc.text, n
    while 0 <= m + step < len(paragraphs) and abs(m - n) < _LONGEST_BOX:
        upper = min(m, m + step)
        if text.count("\n", c.doc.ends[paragraphs[upper][1] - 1], c.doc.starts[paragraphs[upper + 1][0]]) > 1:
            break
        m += step
    if m == n:
        return None
    return (paragraphs[n + 1][0], paragraphs[m][1]) if step > 0 else (paragraphs[m][0], paragraphs[n - 1][1])
