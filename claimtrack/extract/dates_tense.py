"""Whether the tense around a date points forward: "will meet Monday" or "met Monday"."""

from __future__ import annotations

from claimtrack.extract.dates_words import Words
from claimtrack.extract.segment import Document

_REACH = 14


def points_ahead(doc: Document, w: Words, first: int, last: int) -> bool | None:
    """Return whether the verb that governs tokens ``first`` to ``last`` lies ahead, ``None`` where none tells.

    The nearest telling word before the date decides; a modal right behind it ("on Monday will meet") goes first.
    """
    sentence = doc.sentences[doc.sentence_of[first]]
    lower = doc.lower
    if last < sentence.last and lower[last] in w.modals:
        return True
    for k in range(first - 1, max(sentence.first, first - _REACH) - 1, -1):
        token = lower[k]
        if token in w.ahead:
            return True
        if token in w.behind:
            return False
        if token.endswith(w.past_endings) and len(token) > 4 and k > sentence.first and lower[k - 1] not in w.passive:
            return False
    return None
