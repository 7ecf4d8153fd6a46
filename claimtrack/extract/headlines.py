"""Headlines that drop their articles: "Woman shot dead", "Blast leaves man dead, 3 hurt"."""

from __future__ import annotations

from claimtrack.extract.clause import Trigger
from claimtrack.extract.noun_phrase import Counted, set_group
from claimtrack.extract.segment import Document, Sentence
from claimtrack.extract.shapes import is_age
from claimtrack.extract.words import Words
from claimtrack.models import Quantity


def ends_as_sentence(doc: Document, sentence: Sentence) -> bool:
    """Whether it is no headline."""
    return doc.lower[sentence.last - 1] in (".", "!", "?") or sentence.last - sentence.first > 25


def add_bare(doc: Document, sentence: Sentence, triggers: list[Trigger], counted: list[Counted], words: Words) -> None:
    """Add the nouns of headlines that drop their article: "Woman shot dead", "Blast leaves man dead, 3 hurt"."""
    lower = doc.lower
    for trigger in triggers:
        k = trigger.first - 1
        while k > sentence.first and (lower[k] in words.adverbs or lower[k] in words.be):
            k -= 1
        if lower[k] == "," and k - 2 > sentence.first and lower[k - 1].isdigit() and lower[k - 2] == ",":
            k -= 3  # "Boy, 9, killed"
        for head in (k, trigger.last) if trigger.kind in ("present", "fatal") else (k,):
            while True:
                phrase = _bare(doc, sentence, head, trigger, words)
                if phrase is None or any(c.first < phrase.last and phrase.first < c.last for c in counted):
                    break
                counted.append(phrase)
                head = phrase.first - 2
                if head < sentence.first or lower[head + 1] not in (",", "and", "&"):
                    break
    counted.sort(key=lambda c: c.first)


def _bare(doc: Document, sentence: Sentence, head: int, trigger: Trigger, words: Words) -> Counted | None:
    """Return the singular noun at or, before an outcome word, ending at token ``head`` if nothing but a headline's
    start or "leaves" stands before it."""
    lower = doc.lower
    if not sentence.first <= head < sentence.last:
        return None
    first = head
    if head > trigger.first:
        while head < sentence.last - 1 and head < first + 3 and not _is_bare_noun(lower[head], words):
            head += 1
    if not _is_bare_noun(lower[head], words):
        return None
    if first < trigger.first:
        while (
            first > sentence.first
            and lower[first - 1] not in words.stops
            and lower[first - 1] not in words.marks["leaving"]
        ):
            first -= 1
        if first > sentence.first and not (
            lower[first - 1] in words.marks["leaving"] or lower[first - 1] in (",", ";", ":", "and", "-", "–", "—", "|")
        ):
            return None
    phrase = Counted(
        first, head, head + 1, Quantity(1, 1, 1, "exact"), "indefinite", head=head, noun=words.nouns.get(lower[head])
    )
    phrase.noun_from = first
    set_group(doc, phrase, words)
    return phrase


def _is_bare_noun(word: str, words: Words) -> bool:
    noun = words.nouns.get(word)
    return is_age(word) if noun is None else word == noun["lemma"] and "unit" not in noun
