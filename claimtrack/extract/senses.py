"""Words of outcome that tell nothing where they stand: a shot taken, a round of golf, shops hurt by a tax, a plot.

The words themselves are told from others by the lexicon ("other sense"); here it is the sentence around them that
tells. What the figures of a sentence are is left to ``claimtrack.extract.figures``.
"""

from __future__ import annotations

from claimtrack.extract.segment import Document
from claimtrack.extract.words import Words

_BY_POLICY = 8  # tokens from "hurt" back to the tax that does it
_PLOT = 14  # tokens from "the film tells" to the murder in it


def means_otherwise(doc: Document, first: int, last: int, words: Words) -> bool:
    """Whether the outcome in tokens ``first`` to ``last`` has another sense: "*shot* 67 to lead by a stroke"."""
    word = doc.lower[last - 1]
    if word == "shot":
        return _is_stroke(doc, first, words)
    return word in words.marks["hurt"] and _is_harmed(doc, first, last, words)


def _is_stroke(doc: Document, i: int, words: Words) -> bool:
    """ "had no *shot* with them", "took one *shot* at the title", "*shot* two under par"."""
    lower, number = doc.lower, doc.sentence_of[i]
    start, end, _ = doc.sentences[number]
    before = lower[i - 1] if i > start else ""
    if before in words.marks["before a noun"]:
        return True
    if i - 2 >= start and before in words.numbers.cardinal and lower[i - 2] in words.marks["takes a shot"]:
        return True
    return not words.marks["score"].isdisjoint(lower[start:end])


def _is_harmed(doc: Document, first: int, last: int, words: Words) -> bool:
    """ "The tax *hurt* thousands of shops", "robots *displaced* 40": no bodies are hurt, nor millions."""
    lower = doc.lower
    start = doc.sentences[doc.sentence_of[first]].first
    many = lower[last : last + 1] == ["millions"] or lower[last + 1 : last + 2] == ["million"]
    if many and lower[last - 1].startswith("hurt"):
        return True
    return not words.marks["policy"].isdisjoint(lower[max(start, first - _BY_POLICY) : first]) and (
        not any(word in words.be for word in lower[max(start, first - 3) : first])
    )


def is_generic(lower: list[str], i: int, kind: str) -> bool:
    """Whether the verb at token ``i`` tells of whoever may do it: "A driver *who kills* a child can get ten years"."""
    return kind == "present" and lower[i - 1] in ("who", "whoever")


def tells_a_plot(doc: Document, number: int, first: int, kind: str, words: Words) -> bool:
    """Whether what stands at token ``first`` happens in a work of fiction: "The film is about a murder"."""
    lower, start, end = doc.lower, doc.sentences[number].first, doc.sentences[number].last
    works = words.marks["fiction"]
    if kind == "present":  # "The sheriff in the film shoots three outlaws"
        return any(word == "credits" or (word in works and _is_head(lower, start + k, words))
                   for k, word in enumerate(lower[start : end - 1]))
    for i in range(max(start, first - _PLOT), first):
        word = lower[i]
        if word in works and _is_head(lower, i, words):
            opens = lower[start] == "in" and i - start < 5
            if opens or not words.marks["tells a plot"].isdisjoint(lower[i + 1 : first]):
                return True
        elif word in words.marks["plays a role"] and lower[i + 1] in ("a", "an") and _is_part(lower, i + 2, words):
            return True
    return False


def _is_head(lower: list[str], i: int, words: Words) -> bool:
    """Whether the work is what is spoken of: not "a film crew", "a series of attacks", "a scene of chaos"."""
    after = lower[i + 1]
    stops = after in words.stops or after in words.marks["tells a plot"] or after.endswith("s")
    return stops and after != "of"


def _is_part(lower: list[str], i: int, words: Words) -> bool:
    return any("unit" not in words.nouns.get(word, {"unit": ""}) for word in lower[i : i + 3])
