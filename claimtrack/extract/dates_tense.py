"""Whether the words around a date point forward: "will meet Monday" or "met Monday"."""

from __future__ import annotations

from typing import Literal

from claimtrack.extract.dates_words import (
    AHEAD,
    BEHIND,
    BEHIND_PAIR,
    CALLED_OFF,
    CLAUSE_END,
    INFINITIVE,
    MODAL,
    OPEN,
    PAST,
    TenseWords,
    Words,
)
from claimtrack.extract.segment import Document

Tense = Literal["ahead", "either", "open", "limit", "onset", "unknown", "loose", "past"]
_REACH = 14


def tense_around(doc: Document, words: Words, first: int, last: int) -> Tense:
    """Return where the verb that governs tokens ``first`` to ``last`` points.

    The nearest telling word before the date decides; a modal right behind it ("on Monday will meet") goes first.
    Where a date opens its clause ("On Tuesday, the court will sit"), the first telling word behind it does.
    ``either`` is a future seen from the past ("was due in court Friday", "would speak Friday"), which may be over.
    ``open`` is a word that allows both: "by Jan. 14", an infinitive ("called to testify on Feb. 10"). ``limit`` is
    such a "by" with no past tense about, ``onset`` "starting Monday". ``loose`` is a past verb further off, which
    need not govern the date: "called its holders to a meeting in Ohio on Nov. 9".
    """
    w = words.tense
    sentence = doc.sentences[doc.sentence_of[first]]
    lower = doc.lower
    behind = _behind_date(w, lower, last, min(last + 4, sentence.last))
    if behind is not None:
        return behind
    tense = _before_date(doc, w, first, sentence.first)
    following = lower[last] if last < sentence.last else ""
    modifies = first > sentence.first and lower[first - 1] in w.articles and lower[last - 1] not in words.months
    if modifies and tense in ("past", "loose") and following.isalpha() and following not in w.clause_ends:
        return "ahead" if following in w.ahead else "unknown"  # "gave no reason for the Jan. 14 deadline"
    if tense in ("unknown", "limit") and _opens_clause(words, lower, first - 1, sentence.first):
        if following == "'s":
            return "unknown" if tense == "unknown" else "open"
        after = _after_date(doc, w, last, min(last + _REACH, sentence.last))
        return after if tense == "unknown" else "open" if after == "past" else "limit" if after == "unknown" else after
    return tense


def _before_date(doc: Document, w: TenseWords, first: int, low: int) -> Tense:
    """Return what the nearest telling word before token ``first`` says."""
    lower = doc.lower
    before = lower[first - 1] if first > low else ""
    tense: Tense = "limit" if before in w.deadlines else "open" if before in w.limits else "unknown"
    if before in w.onsets and before not in w.deadlines:
        return "onset"
    weak = False
    for k in range(first - 1, max(low, first - _REACH) - 1, -1):
        token = lower[k]
        bits = w.bits[token]
        if not bits:
            continue
        following = lower[k + 1] if k + 1 < first else ""
        if bits & CLAUSE_END and (weak or token == ";"):
            break
        if bits & BEHIND_PAIR and f"{token} {following}" in w.behind:
            return "past"  # "could not be reached for comment Sunday"
        if bits & AHEAD and _is_ahead(doc, w, k, following):
            return "ahead" if w.past_future.isdisjoint(lower[max(low, k - 3) : k + 1]) else "either"
        if bits & OPEN and doc.words[k] == token and not any(t in w.perfect for t in lower[k + 1 : k + 3]):
            return "open" if "," in lower[k:first] else "either" if token in w.past_future else "ahead"
        if k > low and (lower[k - 1] in w.passive or (k > first - 3 and lower[k - 1] in w.present)):
            continue
        if bits & BEHIND or (k > first - 3 and bits & PAST):
            if tense == "unknown":
                return "past" if k > first - 3 else "loose"
            return "onset" if before in w.onsets else "open"
        if bits & PAST:
            weak = True  # or a participle: "will redeem the preferred shares on Oct. 31"
        elif bits & INFINITIVE and tense == "unknown" and not weak and _is_verb(w, doc.words[k + 1], following):
            tense = "open"
    return tense if not weak or tense == "open" else "open" if tense == "limit" else "loose"


def _after_date(doc: Document, w: TenseWords, last: int, high: int) -> Tense:
    """Return what the first telling word behind a date that opens its clause says."""
    lower = doc.lower
    for k in range(last, high):
        bits = w.bits[lower[k]]
        if bits & CLAUSE_END and k > last:
            break
        if bits & MODAL or (bits & AHEAD and _is_ahead(doc, w, k, lower[k + 1] if k + 1 < high else "")):
            return "ahead"
        if bits & (BEHIND | PAST):
            return "past"
    return "unknown"


def _opens_clause(words: Words, lower: list[str], k: int, low: int) -> bool:
    """Whether only "on", "in" or "over" stands between token ``k`` and the start of its clause."""
    k -= k >= low and (words.roles.get(lower[k]) in ("on", "of") or lower[k] in words.before_month)
    k -= k >= low and words.roles.get(lower[k]) == "and"
    return k < low or lower[k] in words.tense.clause_ends


def _is_ahead(doc: Document, w: TenseWords, k: int, following: str) -> bool:
    """Whether token ``k`` points forward; "due to wounds" does not, nor does a name ("Planned Parenthood")."""
    token = doc.lower[k]
    pair = f"{token} {following}"
    if token not in w.ahead and pair not in w.ahead:
        return False
    if pair in w.not_ahead or (k and f"{doc.lower[k - 1]} {token}" in w.not_ahead):
        return False
    if doc.words[k] == token or k == doc.sentences[doc.sentence_of[k]].first:
        return True
    return doc.quote_of[k] >= 0 and doc.quotations[doc.quote_of[k]].first == k


def _is_verb(w: TenseWords, word: str, lower: str) -> bool:
    """Whether the word after "to" may be an infinitive: no name, number or article."""
    return word == lower and lower.isalpha() and lower not in w.articles


def _behind_date(w: TenseWords, lower: list[str], last: int, high: int) -> Tense | None:
    """Return what the words right behind a date tell: "Monday will", "Monday issued", "Saturday was canceled".

    "Sunday's deadly shooting" is past: nobody announces one.
    """
    if last >= high:
        return None
    if lower[last] in w.unplanned or (lower[last] == "'s" and not w.unplanned.isdisjoint(lower[last + 1 : last + 3])):
        return "past"
    if lower[last] in w.modals:
        return "ahead"
    for k in range(last, min(high, len(lower) - 1)):
        if w.bits[lower[k]] & CALLED_OFF and not w.called_off.isdisjoint((lower[k], f"{lower[k]} {lower[k + 1]}")):
            return "past"
    return "past" if w.bits[lower[last]] & PAST else None
