"""Whether a number can count people at all: not money, a share, an age, a clock time, part of a name."""

from __future__ import annotations

from claimtrack.extract.segment import Document
from claimtrack.extract.word_roles import DOUBT_AFTER, DOUBT_BEFORE
from claimtrack.extract.words import PUNCTUATION, Words
from claimtrack.normalize.numbers import Reading, read_quantity


def counts_people(doc: Document, roles: list[int], reading: Reading, words: Words) -> bool:
    """Whether the number can count people at all: not money, a share, a clock time, part of a name."""
    i, last = reading.number, reading.last
    if i and doc.starts[i] == doc.ends[i - 1] and doc.words[i - 1][-1].isalpha():
        return False  # "Flight4", "News4"
    if not (i and roles[i - 1] & DOUBT_BEFORE) and not (last < len(roles) and roles[last] & DOUBT_AFTER):
        return True
    return _counts_people(doc, reading, words)


def _counts_people(doc: Document, reading: Reading, words: Words) -> bool:
    lower, i, last = doc.lower, reading.number, reading.last
    before = lower[i - 1] if i else ""
    after = lower[last] if last < len(lower) else ""
    if (
        before in words.money
        or after in words.share
        or (before in words.numbering and (not words.trigger_at(lower, i - 1) or _is_name_of(doc, i)))
    ):
        return False
    if (before == "of" or before in words.determiners) and any(
        word in words.share for word in lower[max(0, i - 4) : i]
    ):
        return False  # "60 per cent of the 5,000 inhabitants"
    if (
        after == "in"
        and last + 1 < len(lower)
        and (lower[last + 1] in words.numbers.cardinal or lower[last + 1].isdigit())
        and (lower[last + 2 : last + 3] == ["of"] or (reading.quantity.value == 1 and lower[last + 1].isalpha()))
    ):
        return False  # "one in five", "four in five of the inhabitants"
    if before == "in" and i > 1 and (
        lower[i - 2] == "one" or (after == "of" and lower[i - 2] in words.numbers.cardinal)
    ):  # fmt: skip
        return False
    if before == "," and i > 1 and last == i + 1 and _is_age_after_name(doc, i, after):
        return False
    if before == "of" and i > 1 and (lower[i - 2] in words.marks["age"] or _is_person_of_age(lower, i, words)):
        return False  # "under the age of five", "a woman of 81"
    if lower[i].isdigit() and len(lower[i]) < 3 and _follows_ages(lower, i, words):
        return False
    if after == "of" and last + 1 < len(lower) and lower[i].isdigit() and lower[last + 1].isdigit():
        return False  # "image 2 of 11"
    hangs = after == "-" and doc.starts[last] == doc.ends[last - 1]
    if hangs and last + 1 < len(lower) and lower[last + 1] in ("and", "or", "to", ","):
        return False  # "20- and 23-year-old women"
    beside = before in (":", "/", "-") or (before == "(" and after == ")")  # not "61,240 (10,890 households)"
    if beside and i > 1 and doc.starts[i] == doc.ends[i - 1] and lower[i - 2][-1].isdigit():
        return False
    if after in (":", "/", "-", "–") and last + 1 < len(lower) and doc.starts[last + 1] == doc.ends[last - 1] + 1:
        return not lower[last + 1][0].isdigit()
    return True


def _is_name_of(doc: Document, i: int) -> bool:
    """Whether the number at token ``i`` is in a name: "Level Five Hospital"."""
    return all(word[0].isupper() and not word.isupper() for word in doc.words[i - 1 : i + 2])


def unless_rising(lower: list[str], i: int, reading: Reading, end: int, words: Words) -> Reading | None:
    """Read "rose from 12 to 15" as two numbers, "from 12 to 15 people" as a range."""
    if any(word in words.marks["rise"] for word in lower[max(0, i - 5) : i - 1]):
        return read_quantity(
            lower, i, next((k for k in range(i, reading.last) if lower[k] == "to"), end), words.numbers
        )
    return reading


def _is_person_of_age(lower: list[str], i: int, words: Words) -> bool:
    noun = words.nouns.get(lower[i - 2])
    single = noun is not None and "unit" not in noun and lower[i - 2] == noun["lemma"]
    return single and lower[i - 2] not in words.marks["collective"] and len(lower[i]) < 12


def _follows_ages(lower: list[str], i: int, words: Words) -> bool:
    """Whether the figures go on a list of ages: "ages 19, 21 and 22"."""
    for k in range(i - 1, max(-1, i - 10), -1):
        word = lower[k]
        if word in words.marks["age"]:
            return True
        if not (word.isdigit() or word in (",", "and", "to", "between", "-", "from")):
            return False
    return False


def is_age_in_commas(doc: Document, i: int) -> bool:
    """Whether the figures at token ``i`` are an age between commas: "Ada Moreau, 36, died"."""
    lower = doc.lower
    if lower[i - 1] != "," or i + 1 >= len(lower) or lower[i + 1] not in (",", "."):
        return False
    return len(lower[i]) < 3 and lower[i].isdigit() and doc.words[i - 2][0].isalpha()


def _is_age_after_name(doc: Document, i: int, after: str) -> bool:
    """Whether the figures at token ``i`` are an age: "Ada Moreau, 36, died", "a driver, 45,"."""
    token = doc.lower[i]
    if not (token.isdigit() and len(token) < 3):
        return False
    if after in PUNCTUATION or after in ("", "and", "all", "both"):
        return doc.words[i - 2][0].isalpha()
    return after in ("of", "from") and doc.words[i - 2][0].isupper()
