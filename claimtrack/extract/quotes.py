"""Quotations as content: which pieces a stretch of text holds, and speech that runs on over sentences.

A quotation without a reporting word goes to the speaker of its paragraph, or, where
the paragraph before left its quotation open, to the speaker of that one.
"""

from __future__ import annotations

from bisect import bisect_left

from claimtrack.extract.mentions import Attribution, Range
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.classes import COMMA, PUNCTUATION, QUOTE, TERMINATOR


def pieces_of(c: Clauses, first: int, last: int, own: int) -> tuple[list[Range], int]:
    """Return the pieces of content in tokens ``first`` to ``last`` and how many are whole quotations.

    A stretch that begins or ends within a quotation takes all of it, unless the reporting word stands in that
    quotation too (``own``, -1 for none).
    """
    doc, flags = c.doc, c.flags
    quote_of, quotations = doc.quote_of, doc.quotations
    if first >= last:
        return [], 0
    inside = quote_of[first]
    if inside >= 0 and inside != own:
        first = quotations[inside].opening
    inside = quote_of[last - 1]
    if inside >= 0 and inside != own:
        last = max(last, quotations[inside].last)
    while first < last and flags[first] & PUNCTUATION and not flags[first] & QUOTE and c.words[first] not in ("(", "[", "‘", "'"):
        first += 1
    while last > first and flags[last - 1] & PUNCTUATION and c.words[last - 1] not in (")", "]") and not _closing(c, last - 1):
        if flags[last - 1] & TERMINATOR and c.dot_inside(last - 1):
            break
        last -= 1
    if first >= last:
        return [], 0
    whole = _whole(c, first, last)
    if whole:
        return whole, len(whole)
    return [(first, last)], 0


def _closing(c: Clauses, k: int) -> bool:
    n = bisect_left(c.doc.quotations, (k + 1,)) - 1
    return n >= 0 and c.doc.quotations[n].closing == k


def _whole(c: Clauses, first: int, last: int) -> list[Range]:
    """Return the quotations that make up all of tokens ``first`` to ``last``, or none."""
    quotations = c.doc.quotations
    n = bisect_left(quotations, (first,))
    found: list[Range] = []
    k = first
    while n < len(quotations) and quotations[n].opening == k:
        q = quotations[n]
        stop = q.last
        while stop > q.first and c.flags[stop - 1] & COMMA:
            stop -= 1
        if stop > q.first:
            found.append((q.first, stop))
        k = (q.closing if q.closing >= 0 else q.last - 1) + 1
        while k < last and c.flags[k] & PUNCTUATION and not c.flags[k] & QUOTE:
            k += 1
        n += 1
        if k >= last:
            return found
    return []


def run_on(c: Clauses, found: list[Attribution]) -> None:
    """Give every quotation that stands free the speaker of its paragraph, or of the open one before."""
    doc = c.doc
    quotations = doc.quotations
    if not quotations or not found:
        return
    owner: dict[int, Attribution] = {}
    by_paragraph: dict[int, list[Attribution]] = {}
    for a in found:
        for first, last in a.content:
            n = bisect_left(quotations, (first - 1,))
            while n < len(quotations) and quotations[n].opening < last:
                if quotations[n].last > first:
                    owner.setdefault(n, a)
                n += 1
        anchor = a.cue[0] if a.cue else a.content[0][0]
        by_paragraph.setdefault(doc.sentences[doc.sentence_of[anchor]].paragraph, []).append(a)
    for n, q in enumerate(quotations):
        if n in owner:
            continue
        sentence = doc.sentences[doc.sentence_of[q.opening]]
        a = None
        if n and quotations[n - 1].continues and n - 1 in owner:
            a = owner[n - 1]
        elif _stands_free(c, n):
            mates = by_paragraph.get(sentence.paragraph, ())
            before = [m for m in mates if m.cue and m.cue[0] < q.opening]
            before = [m for m in before if m.mode != "indirect"]
            if before:
                a = before[-1]
            elif not before and mates and mates[0].mode == "direct":
                a = mates[0]
        if a is not None:
            owner[n] = a
            stop = q.last
            while stop > q.first and c.flags[stop - 1] & COMMA:
                stop -= 1
            if stop > q.first:
                a.content.append((q.first, stop))
                a.content.sort()


def _stands_free(c: Clauses, n: int) -> bool:
    """Whether the quotation is whole sentences of its own."""
    q = c.doc.quotations[n]
    sentence = c.doc.sentences[c.doc.sentence_of[q.opening]]
    if sentence.first != q.opening:
        return False
    end = q.closing if q.closing >= 0 else q.last - 1
    tail = c.doc.sentences[c.doc.sentence_of[end]].last
    return tail - end <= 2
