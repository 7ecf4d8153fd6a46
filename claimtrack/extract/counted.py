"""Tokens to counted noun phrases: "at least 12 Afghan soldiers", "three of them", "another woman", "no one".

Finds what is counted and how it is called, not what happened to it: that is
``claimtrack.extract.figures``. A number without a noun ("and 222 injured") is a
phrase too, with ``head`` -1.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from claimtrack.extract.countable import counts_people, unless_rising
from claimtrack.extract.noun_phrase import Counted, finish, set_group
from claimtrack.extract.segment import Document
from claimtrack.extract.shapes import age_of, is_plural
from claimtrack.extract.words import Words
from claimtrack.lexicon import Entry
from claimtrack.models import Quantity
from claimtrack.normalize.numbers import Reading, bounds, read_number, read_quantity

_LONGEST_HEAD = 8  # tokens from the number to its noun


def find_counted(doc: Document, first: int, last: int, words: Words, blocked: AbstractSet[int]) -> list[Counted]:
    """Return the counted phrases among tokens ``first`` to ``last``, in order, none inside another.

    Args:
        blocked: tokens that belong to dates and count nobody.
    """
    lower = doc.lower
    found: list[Counted] = []
    i = first
    starts, leads = words.quantity_starts, words.leads
    while i < last:
        word = lower[i]
        if (word not in starts and not word[0].isdigit()) or i in blocked:
            i += 1
            continue
        if word in leads and not _opens_number(lower, i + 1, last, words):
            i += 1
            continue
        phrase = _phrase_at(doc, i, last, words, blocked)
        if phrase is None:
            i += 1
            continue
        found.append(phrase)
        i = max(phrase.last, i + 1)
    return found


def _opens_number(lower: list[str], i: int, end: int, words: Words) -> bool:
    """Whether a number can go on at token ``i`` after a word such as "about"."""
    return i < end and (lower[i] in words.follows or lower[i][0].isdigit())


def _phrase_at(doc: Document, i: int, end: int, words: Words, blocked: AbstractSet[int]) -> Counted | None:
    lower = doc.lower
    word = lower[i]
    if word in ("a", "an") and (i + 1 >= end or lower[i + 1] not in words.after_article):
        return _indefinite(doc, i, end, words)
    if word == "another":
        return _after_another(doc, i, end, words, blocked)
    if word == "both":
        reading: Reading | None = Reading(i, i, i + 1, Quantity(2, 2, 2, "exact"))
    else:
        reading = read_quantity(lower, i, end, words.numbers)
        if reading is not None and reading.quantity.modifier == "between" and i and lower[i - 1] == "from":
            reading = unless_rising(lower, i, reading, end, words)
        if reading is not None and word == "over" and i and lower[i - 1] in words.marks["over verb"]:
            return None
        if reading is None and word == "no":
            return _negated(doc, i, end, words)
    if reading is None or reading.number in blocked:
        return _indefinite(doc, i, end, words) if word in ("a", "an") else None
    if reading.last - 1 in blocked or not counts_people(doc, reading, words):
        return None
    phrase = Counted(
        i, reading.number, reading.last, reading.quantity, "zero" if reading.quantity.value == 0 else "count"
    )
    phrase.noun_from = reading.last
    before = lower[i - 1] if i else ""
    phrase.definite = before in words.definite or word == "both"
    if before == "not" and phrase.quantity.value == 1:
        phrase.quantity, phrase.kind = Quantity(0, 0, 0, "exact"), "zero"  # "not one of them has died"
    phrase.extra = word in words.extra or f"{word} {lower[i + 1] if i + 1 < end else ''}" in words.extra
    _read_head(doc, phrase, reading.last, end, words, blocked)
    if word == "both" and phrase.head < 0:
        return None
    return phrase if phrase.noun is not _REJECTED else None


_REJECTED: Entry = {"lemma": ""}


def _after_another(doc: Document, i: int, end: int, words: Words, blocked: AbstractSet[int]) -> Counted | None:
    """ "another six bodies", "another man"; "another" alone is nobody counted."""
    if i + 1 >= end:
        return None
    reading = read_quantity(doc.lower, i + 1, end, words.numbers) if i + 1 not in blocked else None
    hit = words.trigger_at(doc.lower, i + 1) if reading is None else None
    if hit is not None and hit[1]["kind"] in ("adjective", "verb") and not _noun_within(doc.lower, hit[0], end, words):
        return Counted(i, i, i + 1, bounds(1, "exact"), "count", other=True)  # "one dead and another injured"
    if reading is None:
        phrase = _indefinite(doc, i, end, words)
    elif not counts_people(doc, reading, words):
        return None
    else:
        phrase = Counted(i, reading.number, reading.last, reading.quantity, "count")
        phrase.noun_from = reading.last
        _read_head(doc, phrase, reading.last, end, words, blocked)
        if phrase.noun is _REJECTED:
            return None
    if phrase is not None:
        phrase.extra = True
    return phrase


def _negated(doc: Document, i: int, end: int, words: Words) -> Counted | None:
    """ "no casualties", "no reports of injuries", "no other passengers"."""
    phrase = Counted(i, i, i + 1, Quantity(0, 0, 0, "exact"), "zero", noun_from=i + 1)
    k = i + 1
    report = False
    while k < end and k < i + 7:
        word = doc.lower[k]
        if word in words.nouns:
            phrase.head, phrase.noun, phrase.last = k, words.nouns[word], k + 1
            finish(doc, phrase, words)
            return phrase
        hit = words.trigger_at(doc.lower, k)
        if hit is not None and hit[1]["kind"] in ("noun", "present"):  # "no deaths", "no arrests"
            phrase.head, phrase.outcome_noun, phrase.last = k, hit[1], hit[0]
            set_group(doc, phrase, words)
            return phrase
        if word in words.marks["report"]:
            report = True
            k += 1
            continue
        if (word in words.stops and not (report and word == "of")) or hit is not None:
            break
        k += 1
    return None


def _indefinite(doc: Document, i: int, end: int, words: Words) -> Counted | None:
    """ "a 34-year-old man": one, where the noun is a known one in the singular."""
    lower = doc.lower
    phrase = Counted(i, i, i + 1, bounds(1, "exact"), "indefinite", noun_from=i + 1)
    k = i + 1
    while k < end and k < i + 1 + _LONGEST_HEAD:
        word = lower[k]
        noun = words.nouns.get(word)
        if noun is not None:
            if word == noun["lemma"] and not (k + 1 < end and (lower[k + 1] in words.nouns or lower[k + 1] == "'s")):
                phrase.head, phrase.noun, phrase.last = k, noun, k + 1
                return phrase if finish(doc, phrase, words) else None
            if word != noun["lemma"] and (k + 1 >= end or lower[k + 1] not in words.nouns):
                return None
        elif word in words.stops or (word in words.uncounted and not _noun_next(lower, k, end, words)):
            if k > i + 1 and age_of(lower[k - 1]) is not None and word not in words.uncounted:
                phrase.head, phrase.last = k - 1, k  # "a 17-year-old was killed"
                finish(doc, phrase, words)
                return phrase
            return None
        else:
            hit = words.trigger_at(lower, k)
            if hit is not None:
                if not _noun_within(lower, hit[0], end, words):
                    if k > i + 1 and age_of(lower[k - 1]) is not None:
                        phrase.head, phrase.last = k - 1, k
                        finish(doc, phrase, words)
                        return phrase
                    return None
                if hit[1]["kind"] in ("verb", "adjective", "participle"):  # not "a shooting victim"
                    phrase.inner, phrase.inner_at = hit[1], k
        k += 1
    return None


def _noun_next(lower: list[str], k: int, end: int, words: Words) -> bool:
    return k + 1 < end and lower[k + 1] in words.nouns


def _noun_within(lower: list[str], k: int, end: int, words: Words) -> bool:
    """Whether a known noun follows within a few words that may stand before one."""
    for j in range(k, min(end, k + 4)):
        word = lower[j]
        if word in words.nouns:
            return True
        if word in words.stops or (word[0].isdigit() and age_of(word) is None) or word in words.quantity_starts:
            return False
    return False


def _read_head(doc: Document, phrase: Counted, k: int, end: int, words: Words, blocked: AbstractSet[int]) -> None:
    """Find the noun after the number and set the phrase's end; leaves it elliptical where there is none."""
    lower = doc.lower
    if k < end and (lower[k] == "of" or lower[k - 1] == "of") and phrase.kind != "indefinite":
        if _read_whole(doc, phrase, k + 1 if lower[k] == "of" else k, end, words):
            return
        if lower[k] == "of":
            return
    begin = k
    stop = min(end, k + _LONGEST_HEAD)
    unknown = adjective = -1
    while k < stop and k not in blocked:
        word = lower[k]
        noun = words.nouns.get(word)
        if noun is not None:
            if (k + 1 < stop and lower[k + 1] in words.nouns and lower[k + 1] not in words.verbs) or (
                word in words.demonym_like and k + 2 < stop and lower[k + 1] in ("and", "or")
                and lower[k + 2] in words.demonym_like
            ):  # fmt: skip
                k += 1
                continue
            singular = word == noun["lemma"]
            if phrase.plural and singular and "forms" in noun and noun["lemma"] != "people":
                adjective = k if adjective < 0 else adjective  # "two Cuban exile leaders"
                k += 1
                continue
            if phrase.plural or singular or noun["lemma"] == "person":
                phrase.head, phrase.noun, phrase.last = k, noun, k + 1
            break
        if word in words.other:
            phrase.other = True
            if word in ("more", "additional", "further"):
                phrase.extra, phrase.other = True, False
                phrase.last = k + 1
            if k + 2 < end and lower[k + 1] == "of" and _read_whole(doc, phrase, k + 2, end, words):
                return  # "one more of the injured"
            if word == "others" or (k + 1 < end and _ends_other(lower[k + 1], words)):
                phrase.head, phrase.last = k, k + 1
                break
            k += 1
            continue
        hit = words.trigger_at(lower, k)
        if hit is not None:
            entry = hit[1]
            if entry["kind"] == "noun" or (
                entry["kind"] in ("base", "present", "ing")
                and k > begin
                and not _noun_within(lower, hit[0], end, words)
            ):
                if entry["kind"] == "noun":
                    phrase.head, phrase.outcome_noun, phrase.last = k, entry, hit[0]
                break
            if (
                entry.get("weak")
                or not _noun_within(lower, hit[0], stop, words)
                or not _premodifies(lower, k, hit[0], words)
            ):
                break
            if entry["kind"] in ("verb", "adjective", "participle"):  # not "rescue workers"
                phrase.inner, phrase.inner_at = entry, k
            k = hit[0]
            continue
        if word in words.uncounted:
            if not _noun_next(lower, k, stop, words):
                phrase.noun = _REJECTED
                return
        elif word in ("and", "or", ","):
            if k == begin or not (k + 2 < stop and _joins_adjectives(lower, k, stop, words)):
                break
        elif word in words.stops:
            break
        elif unknown < 0 and is_plural(doc.words[k]) and phrase.plural:
            unknown = k
        k += 1
    if phrase.head < 0 and unknown >= 0:
        phrase.head, phrase.last = unknown, unknown + 1
    elif phrase.head < 0 and adjective >= 0:
        phrase.head, phrase.noun, phrase.last = adjective, words.nouns[lower[adjective]], adjective + 1
    if phrase.head < 0:
        phrase.inner = None
        if phrase.quantity.value == 1 and begin < end and _is_unknown(doc, begin, words):
            phrase.noun = _REJECTED  # "one town": nobody counted
    if not finish(doc, phrase, words):
        phrase.noun = _REJECTED


def _is_unknown(doc: Document, k: int, words: Words) -> bool:
    word = doc.lower[k]
    known = word in words.stops or word in words.adverbs or word.endswith("ly") or word in words.marks["status"]
    return not known and words.trigger_at(doc.lower, k) is None


def _ends_other(word: str, words: Words) -> bool:
    if word in words.nouns:
        return False
    hit = words.trigger_at((word,), 0)
    return word in words.stops or (hit is not None and hit[1]["kind"] not in ("noun", "base"))


def _premodifies(lower: list[str], k: int, after: int, words: Words) -> bool:
    """ "two wounded men" but not "two killed men": a participle before its noun, not a verb before its object."""
    return lower[after] not in words.determiners and not lower[after][0].isdigit()


def _joins_adjectives(lower: list[str], k: int, stop: int, words: Words) -> bool:
    """ "12 Afghan and Pakistani soldiers": after the "and" a word and then the noun, nothing counted."""
    after = lower[k + 1]
    if after in words.nouns and after in words.demonym_like:
        pass
    elif after in words.nouns or after in words.stops or after in words.quantity_starts or after[0].isdigit():
        return False
    return any(lower[j] in words.nouns for j in range(k + 2, min(stop, k + 4)))


def _read_whole(doc: Document, phrase: Counted, k: int, end: int, words: Words) -> bool:
    """Read what follows "N of": a pronoun, a group such as "the wounded", or a noun with its determiner."""
    lower = doc.lower
    if k >= end:
        return False
    those = words.trigger_at(lower, k)
    if lower[k] in words.whole_pronouns and (those is None or those[1]["kind"] != "group"):
        phrase.whole, phrase.last = "pronoun", k + 1
        return True
    start = k
    while k < end and k < start + 4 and (lower[k] in words.determiners or lower[k][0].isdigit() or lower[k] == "first"):
        k += 1
    if k == start and phrase.quantity.modifier != "vague":
        hit = words.trigger_at(lower, k)
        if hit is None or hit[1]["kind"] != "group":
            return False
    inner = next((n for j in range(start, k) if (n := read_number(lower, j, end, words.numbers)) is not None), None)
    phrase.whole_number = inner[0] if inner is not None else None
    hit = words.trigger_at(lower, start) if lower[start] in words.determiners else None
    hit = hit if hit is not None and hit[1]["kind"] == "group" else words.trigger_at(lower, k) if k < end else None
    if (
        hit is not None
        and hit[1]["kind"] in ("group", "verb", "adjective")
        and not _noun_within(lower, hit[0], min(end, hit[0] + 2), words)
    ):
        phrase.whole, phrase.whole_outcome, phrase.last = "group", hit[1], hit[0]
        return True
    for j in range(k, min(end, k + 6)):
        noun = words.nouns.get(lower[j])
        if noun is not None and not (j + 1 < end and (lower[j + 1] in words.nouns or lower[j + 1] == "'s")):
            phrase.head, phrase.noun, phrase.last = j, noun, j + 1
            phrase.whole = "noun" if k > start and lower[start] not in words.marks["possessive"] else ""
            if not finish(doc, phrase, words):
                phrase.noun = _REJECTED
            return True
        hit = words.trigger_at(lower, j)
        if hit is not None and hit[1]["kind"] == "noun":
            phrase.head, phrase.outcome_noun, phrase.last = j, hit[1], hit[0]
            phrase.whole = "noun" if k > start else ""
            return True
        if hit is not None and _noun_within(lower, hit[0], end, words):
            phrase.whole_outcome = hit[1]
        elif lower[j] == "'s":
            phrase.definite = True
        elif lower[j] in words.stops or hit is not None:
            break
        elif lower[j] in words.uncounted and not _noun_next(lower, j, end, words):
            return False
    if (
        phrase.quantity.modifier == "vague"
        and k < end
        and k == start
        and is_plural(doc.words[k])
        and lower[k] not in words.uncounted
    ):
        phrase.head, phrase.last = k, k + 1
        return finish(doc, phrase, words)
    return False
