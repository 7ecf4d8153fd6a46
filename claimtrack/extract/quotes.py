"""Quotations as content: which pieces a stretch of text holds, and speech that runs on over sentences.

A quotation without a reporting word goes to the speaker of its paragraph, or, where
the paragraph before left its quotation open, to the speaker of that one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from claimtrack.extract.classes import BODY, COMMA, COORDINATOR, PUNCTUATION, QUOTE, RELATIVE, SUBJECT, TERMINATOR
from claimtrack.extract.mentions import Attribution, Range
from claimtrack.extract.phrases import Clauses

_OPENING = ("(", "[", "‘", "'")
_MARK = PUNCTUATION | QUOTE
_CLOSING = (")", "]")


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
    while first < last and flags[first] & _MARK == PUNCTUATION and c.words[first] not in _OPENING:
        first += 1
    while last > first and (f := flags[last - 1]) & PUNCTUATION and c.words[last - 1] not in _CLOSING:
        if (f & QUOTE and _closing(c, last - 1)) or (f & TERMINATOR and c.dot_inside(last - 1)):
            break
        last -= 1
    while last > first + 1 and flags[last - 1] & COORDINATOR:
        last -= 1
    if first >= last:
        return [], 0
    if flags[first] & QUOTE:
        whole = _whole(c, first, last)
        if whole:
            return whole, len(whole)
    return [(first, last)], 0


def holds_quotation(c: Clauses, first: int, last: int) -> bool:
    """Whether a quotation begins within tokens ``first`` to ``last``, or they begin within one."""
    n = bisect_left(c.doc.quotations, (first,))
    return c.doc.quote_of[first] >= 0 or (n < len(c.doc.quotations) and c.doc.quotations[n].opening < last)


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
    owner = _owners(c, found)
    by_paragraph: dict[int, list[Attribution]] = {}
    for a in found:
        anchor = a.cue[0] if a.cue else a.content[0][0]
        by_paragraph.setdefault(doc.sentences[doc.sentence_of[anchor]].paragraph, []).append(a)
    for n, q in enumerate(quotations):
        if n in owner:
            continue
        speaker: Attribution | None = None
        told: Attribution | None = None
        if n and quotations[n - 1].continues:
            speaker = owner.get(n - 1)
        elif _stands_free(c, n):
            mates = by_paragraph.get(doc.sentences[doc.sentence_of[q.opening]].paragraph)
            speaker = _neighbour(mates, q.opening) if mates else None
            told = _told_right_before(c, mates, q.opening) if mates and speaker is None else None
            if not mates:
                speaker = _goes_on_below(c, n, by_paragraph, owner)
        stop = q.last
        while stop > q.first and c.flags[stop - 1] & COMMA:
            stop -= 1
        if speaker is not None and stop > q.first:
            owner[n] = speaker
            speaker.content.append((q.first, stop))
        elif told is not None and stop > q.first:
            owner[n] = replace(told, content=[(q.first, stop)], frame=[], mode="direct", stance="asserted", hedges=[])
            found.append(owner[n])
    for a in found:
        a.content.sort()


def count_on(c: Clauses, found: list[Attribution]) -> None:
    """Give "Another 41 were injured.", right after what someone said, to the same speaker."""
    doc = c.doc
    taken = {doc.sentence_of[a.cue[0]] for a in found if a.cue}
    for a in found:
        if a.cue is None or not a.sources or a.mode == "direct" or a.stance != "asserted":
            continue
        n = doc.sentence_of[a.cue[0]] + 1
        if n >= len(doc.sentences) or n in taken or doc.sentences[n].paragraph != doc.sentences[n - 1].paragraph:
            continue
        first, last = doc.sentences[n].first, doc.sentences[n].last
        opening = c.classes.going_on.match(c.lower, first, last)
        if opening is None or opening[0] >= last or not _number(c, opening[0]):
            continue
        stop = next((k for k in range(first, last - 1) if c.flags[k] & COMMA and c.flags[k + 1] & RELATIVE), last)
        while stop > first and c.flags[stop - 1] & PUNCTUATION:
            stop -= 1
        taken.add(n)
        a.content.append((first, stop))


def _number(c: Clauses, k: int) -> bool:
    return c.words[k][0].isdigit() or c.lower[k] in c.classes.counts


def _owners(c: Clauses, found: list[Attribution]) -> dict[int, Attribution]:
    """Return whose content each quotation stands in, by its number."""
    quotations = c.doc.quotations
    owner: dict[int, Attribution] = {}
    done = 0
    for first, last, k in sorted((first, last, k) for k, a in enumerate(found) for first, last in a.content):
        n = max(done, bisect_left(quotations, (first - 1,)))
        while n < len(quotations) and quotations[n].opening < last:
            if quotations[n].last > first:
                owner[n] = found[k]
            n += 1
            done = n
    return owner


def _neighbour(mates: list[Attribution], place: int) -> Attribution | None:
    """Return who speaks last before ``place`` in the paragraph, else who speaks first after it, of those quoted."""
    n = bisect_left(mates, place, key=lambda a: a.cue[0] if a.cue else 0)
    for a in reversed(mates[max(0, n - 8) : n]):
        if a.mode != "indirect":
            return a
    if n == 0 and mates[0].mode == "direct":
        return mates[0]
    return None


def _told_right_before(c: Clauses, mates: list[Attribution], place: int) -> Attribution | None:
    """Return what one person said in the sentence before: "He said two had died. “We did all we could.”" """
    n = bisect_left(mates, place, key=lambda a: a.cue[0] if a.cue else 0)
    before = c.doc.sentence_of[place] - 1
    told = [a for a in mates[max(0, n - 8) : n] if a.cue is not None and c.doc.sentence_of[a.cue[0]] == before]
    if not told or len(told[0].sources) != 1 or told[0].stance != "asserted":
        return None
    first, last, _ = told[0].sources[0]
    someone = c.flags[first] & SUBJECT and c.lower[first] not in ("it", "they")
    last = next((k for k in range(first, last) if c.flags[k] & COMMA), last)
    named = c.words[last - 1][0].isupper() and not c.flags[last - 1] & BODY
    return told[0] if someone or named else None


def _goes_on_below(
    c: Clauses, n: int, by_paragraph: dict[int, list[Attribution]], owner: dict[int, Attribution]
) -> Attribution | None:
    """Return who speaks on in a paragraph that is one quotation, right below one that he closed: “…,” he said."""
    q = c.doc.quotations[n]
    paragraph = c.doc.sentences[c.doc.sentence_of[q.opening]].paragraph
    first, last = c.doc.paragraphs[paragraph]
    end = q.closing if q.closing >= 0 else q.last - 1
    if q.opening != first or last - end > 2 or n == 0 or (n - 1) not in owner:
        return None
    before = c.doc.sentences[c.doc.sentence_of[c.doc.quotations[n - 1].opening]].paragraph
    a = owner[n - 1]
    alone = before == paragraph - 1 and all(b.sources == a.sources for b in by_paragraph.get(before, ()))
    return a if alone and len(a.sources) == 1 and a.mode == "direct" and a.stance == "asserted" else None


def _stands_free(c: Clauses, n: int) -> bool:
    """Whether the quotation is whole sentences of its own."""
    q = c.doc.quotations[n]
    sentence = c.doc.sentences[c.doc.sentence_of[q.opening]]
    if sentence.first != q.opening:
        return False
    end = q.closing if q.closing >= 0 else q.last - 1
    tail = c.doc.sentences[c.doc.sentence_of[end]].last
    return tail - end <= 2
