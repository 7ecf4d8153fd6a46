"""Lines that open with who wrote them and when: "[@albawatch, 11 Feb, 20:15] 22 rescued", "Ada Kos (14:05): Two dead".

A head is a handle, or a name with a clock time, at the beginning of a line; what follows it is the post, to the next
head where the head is a line of its own. Transcripts and announced statements are read in ``claimtrack.extract.turns``.
"""

from __future__ import annotations

from claimtrack.extract.classes import BODY, CUE_VERB, PREP, QUOTE, SUBJECT, TIME, TITLE, VERB
from claimtrack.extract.mentions import Range
from claimtrack.extract.phrases import Clauses

Post = tuple[Range, Range, Range]  # who writes, the rest of the head, what is written

_LONGEST_HEAD = 16  # tokens
_LONGEST_NAME = 6  # tokens
_LONGEST_POST = 8  # paragraphs below a head
_OPENS = ("[", "(", "•", "*", "-", "–", "·", "►", "▪", "🔹", "|")
_ENDS_HEAD = (":", "—", "–", "-", "--", "·", "|", "]")
_BETWEEN = ("·", "|", ",", "—", "–", "-", "/", "(", ")", ".", "•")
_ZONES = ("utc", "gmt", "cet", "est", "edt", "pst", "am", "pm", "a.m", "p.m", "h", "hrs", "at", "on", "local", "time")
_NO_NAME = QUOTE | SUBJECT | CUE_VERB | VERB
_NAMED = BODY | TITLE | PREP


def find_posts(c: Clauses) -> list[Post]:
    """Return the posts of a document in their order; a bare handle, or a name with a time, only beside another."""
    found = []
    for n, (first, last) in enumerate(c.doc.paragraphs):
        head = _head(c, first, last)
        if head is not None:
            found.append((n, head))
    if len(found) < 2 and not any(c.words[who[0]] == "@" and stop > who[1] for _, (who, stop) in found):
        return []  # a handle alone on a line is that of the writer
    heads = {n for n, _ in found}
    posts = []
    for n, (who, stop) in found:
        end = c.doc.paragraphs[n][1]
        if stop >= end:
            end = _below(c, n, heads)
        if end > stop:
            posts.append((who, (who[1], stop), (stop, end)))
    return posts


def _head(c: Clauses, first: int, last: int) -> tuple[Range, int] | None:
    """Return who writes, and the token after the head, where one opens the line in tokens ``first`` to ``last``."""
    k = first
    while k < last and c.words[k] in _OPENS:
        k += 1
    if k >= last:
        return None
    if c.words[k] == "@":
        stop = handle_end(c, k)
        return ((k, stop), end) if stop > k + 1 and (end := _past_time(c, stop, last)) else None
    if not c.words[k][0].isupper():
        return None
    stop = k
    while stop < last and stop - k < _LONGEST_NAME and (c.words[stop][0].isupper() or c.flags[stop] & _NAMED):
        stop += 1
    if not (_clock_near(c, stop, last) and (stop - k > 1 or c.has_any(k, stop, BODY))):
        return None
    if c.has_any(k, stop, _NO_NAME) or any(c.names_time(j) for j in range(k, stop)):
        return None
    end = _past_time(c, stop, last)
    return ((k, stop), end) if end and c.words[end - 1] in (":", "]") else None


def handle_end(c: Clauses, k: int) -> int:
    """Return the token after the handle whose "@" stands at ``k``: "@alba_watch" is four tokens."""
    stop = k + 1
    while stop < c.size and c.doc.starts[stop] == c.doc.ends[stop - 1]:
        if not (c.words[stop] == "_" or c.words[stop][0].isalnum()):
            break
        stop += 1
    return stop


def _clock_near(c: Clauses, k: int, last: int) -> bool:
    """Whether a time such as 14:05 stands within a few tokens from ``k``."""
    stop = min(last - 2, k + _LONGEST_NAME)
    return any(c.lower[j + 1] == ":" and c.lower[j].isdigit() and c.lower[j + 2].isdigit() for j in range(k, stop))


def _past_time(c: Clauses, k: int, last: int) -> int:
    """Return the token after the times and marks that end a head and which begin at ``k``; 0 where it goes on."""
    start = k
    stop = min(last, k + _LONGEST_HEAD)
    while k < stop:
        word = c.lower[k]
        clock = word == ":" and 0 < k < last - 1 and c.lower[k - 1].isdigit() and c.lower[k + 1].isdigit()
        if not (clock or word[0].isdigit() or c.flags[k] & TIME or word in _ZONES or word in _BETWEEN):
            break
        if word[0].isdigit() and k > start and c.words[k - 1] in ("]", "—", "–", "--"):
            break
        k += 1
    if k < last and c.words[k] in _ENDS_HEAD:
        return k + 1
    return k if k >= last or (k > start and c.words[k - 1] in _ENDS_HEAD) else 0


def _below(c: Clauses, n: int, heads: set[int]) -> int:
    """Return where the post ends whose head is the whole paragraph ``n``."""
    paragraphs = c.doc.paragraphs
    end = paragraphs[n][1]
    for m in range(n + 1, min(len(paragraphs), n + 1 + _LONGEST_POST)):
        first, last = paragraphs[m]
        gap = c.doc.text.count("\n", c.doc.ends[first - 1], c.doc.starts[first]) > 1
        if m in heads or (gap and m > n + 1):
            break
        end = last
    return end
