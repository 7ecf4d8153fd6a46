"""Whether the words around a date point forward: "will meet Monday" or "met Monday"."""

from __future__ import annotations

from typing import Literal

from claimtrack.extract.dates_words import TenseWords, Words
from claimtrack.extract.segment import Document

Tense = Literal["ahead", "open", "unknown", "past"]
_REACH = 14


def tense_around(doc: Document, words: Words, first: int, last: int) -> Tense:
    """Return where the verb that governs tokens ``first`` to ``last`` points.

    The nearest telling word before the date decides; a modal right behind it ("on Monday will meet") goes first.
    ``open`` is a word that allows either: "by Jan. 14", an infinitive ("called to testify on Feb. 10").
    """
    w = words.tense
    sentence = doc.sentences[doc.sentence_of[first]]
    lower = doc.lower
    behind = _behind_date(w, lower, last, min(last + 4, sentence.last))
    if behind is not None:
        return behind
    tense: Tense = "open" if first > sentence.first and lower[first - 1] in w.limits else "unknown"
    weak = False
    for k in range(first - 1, max(sentence.first, first - _REACH) - 1, -1):
        token = lower[k]
        following = lower[k + 1] if k + 1 < first else ""
        if token in w.clause_ends and weak:
            break
        if token in w.ahead or f"{token} {following}" in w.ahead:
            return "ahead"
        if token in w.modals_open and not any(t in w.perfect for t in lower[k + 1 : k + 3]):
            return "open" if "," in lower[k:first] else "ahead"
        if lower[k - 1] in w.passive and k > sentence.first:
            continue
        if token in w.behind or (k > first - 3 and _is_past(w, token)):
            return "past" if tense != "open" else "open"
        if _is_past(w, token):
            weak = True  # or a participle: "will redeem the preferred shares on Oct. 31"
        elif token in w.infinitive and tense == "unknown" and not weak and _is_verb(w, doc.words[k + 1], following):
            tense = "open"
    return "past" if weak and tense != "open" else tense


def _is_past(w: TenseWords, token: str) -> bool:
    return token.endswith(w.past_endings) and len(token) > 4 and not token.endswith(w.not_past)


def _is_verb(w: TenseWords, word: str, lower: str) -> bool:
    """Whether the word after "to" may be an infinitive: no name, number or article."""
    return word == lower and lower.isalpha() and lower not in w.articles


def _behind_date(w: TenseWords, lower: list[str], last: int, high: int) -> Tense | None:
    """Return what the words right behind a date tell: "Monday will", "Monday issued", "Saturday was canceled"."""
    if last >= high:
        return None
    if lower[last] in w.modals:
        return "ahead"
    if any(token in w.called_off for token in lower[last:high]):
        return "past"
    return "past" if _is_past(w, lower[last]) else None
