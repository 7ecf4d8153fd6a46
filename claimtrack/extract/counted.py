"""Tokens to counted noun phrases: "at least 12 Afghan soldiers", "three of them", "another woman", "no one".

Finds what is counted and how it is called, not what happened to it: that is
``claimtrack.extract.figures``. A number without a noun ("and 222 injured") is a
phrase too, with ``head`` -1.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set as AbstractSet

from claimtrack.extract.countable import counts_people, is_age_in_commas, unless_rising
from claimtrack.extract.noun_heads import LONGEST_HEAD, REJECTED, NounHeads
from claimtrack.extract.noun_phrase import Counted, finish, set_group, times
from claimtrack.extract.segment import Document
from claimtrack.extract.shapes import age_of
from claimtrack.extract.vocabulary import COUNT
from claimtrack.extract.word_roles import (
    AFTER_ARTICLE,
    ARTICLE,
    BOUND_FOLLOWS,
    BOUND_LEAD,
    DIGIT,
    FOLLOWS,
    LEAD,
    NOUN,
    OPENS,
    OUTCOME,
    STOP,
    THING,
    THINGS,
    UNCOUNTED,
)  # fmt: skip
from claimtrack.extract.words import Words
from claimtrack.normalize.numbers import Reading, bounds, read_number, read_quantity

_CLAUSE_ENDS = frozenset((".", ";", ",", "?", "!", '"', "“", "”", "—", "and", "but"))
_ONE = bounds(1, "exact")
_NONE = bounds(0, "exact")
_BOTH = bounds(2, "exact")
_IDIOMS = frozenset(("every", "but"))
_IDIOM_ENDS = frozenset(("too", "another", "after", "by"))
_OLDEST = 115


class CountedPhrases(NounHeads):
    """Finds the counted phrases of a document, sentence by sentence."""

    def __init__(self, doc: Document, words: Words, blocked: AbstractSet[int]) -> None:
        super().__init__(doc, words, blocked)
        self.openers = doc.noted(COUNT)

    def find(self, first: int, last: int) -> list[Counted]:
        """Return the counted phrases of a sentence, tokens ``first`` to ``last``, in order, none inside another."""
        found: list[Counted] = []
        after = first
        lower, roles, blocked, count = self.lower, self.roles, self.blocked, len(self.roles)
        openers = self.openers
        for i in openers[bisect_left(openers, first) : bisect_left(openers, last)]:
            if i < after or i in blocked:
                continue
            role = roles[i]
            if role & LEAD and not (i + 1 < count and roles[i + 1] & FOLLOWS):
                continue
            if role & BOUND_LEAD and (i + 1 == last or not roles[i + 1] & BOUND_FOLLOWS or not self._leads(i, last)):
                continue
            if role & ARTICLE and (i + 1 == last or not roles[i + 1] & AFTER_ARTICLE):
                phrase = self._indefinite(i, last)
            elif role & DIGIT and i - 2 >= first and is_age_in_commas(self.doc, i):
                continue
            else:
                phrase = self._phrase_at(i, last)
            if phrase is not None:
                after = phrase.last
                follows = lower[after] if after < count else ""
                if not (lower[i - 1] in _IDIOMS or follows in _IDIOM_ENDS) or not self._is_idiom(i, after):
                    found.append(phrase)
                if follows == "and" and (phrase.kind == "indefinite" or lower[after - 1] == "couple"):
                    kin = self._kin(after, last) or self._bare_second(after, last)
                    if kin is not None:
                        found.append(kin)
                        after = kin.last
        return found

    def _is_idiom(self, i: int, last: int) -> bool:
        """ "all but two of the hostages", "every one of them", "one too many", "one another", "one after another"."""
        lower = self.lower
        after = lower[last : last + 2]
        if lower[last - 1] == "one" and (after[:1] == ["another"] or after in (["after", "another"], ["by", "one"])):
            return True
        if i and (lower[i - 1] == "every" or (lower[i - 1] == "but" and i > 1 and lower[i - 2] == "all")):
            return True
        return last + 1 < len(lower) and lower[last] == "too" and lower[last + 1] == "many"

    def _leads(self, i: int, end: int) -> bool:
        """Whether a number can go on after token ``i``, a word such as "at"."""
        if i + 1 == end or not self.roles[i + 1] & BOUND_FOLLOWS:
            return False
        return self.words.numbers.modifier.match(self.lower, i, end) is not None

    def _opens_number(self, i: int, end: int) -> bool:
        role = self.roles[i]
        return bool(role & OPENS) and self.lower[i] != "no" and not (role & BOUND_LEAD and not self._leads(i, end))

    def _phrase_at(self, i: int, end: int) -> Counted | None:
        lower, words = self.lower, self.words
        word = lower[i]
        if word == "another":
            return self._after_another(i, end)
        if word == "both":
            reading: Reading | None = Reading(i, i, i + 1, _BOTH)
        else:
            reading = read_quantity(lower, i, end, words.numbers)
        if reading is None:
            if word == "no":
                return self._negated(i, end)
            return self._indefinite(i, end) if self.roles[i] & ARTICLE else None
        if reading.quantity.modifier == "between" and i and lower[i - 1] == "from":
            reading = unless_rising(lower, i, reading, end, words)
        if word == "over" and i and lower[i - 1] in words.marks["over verb"]:
            return None
        if reading is None or reading.number in self.blocked:
            return self._indefinite(i, end) if self.roles[i] & ARTICLE else None
        if reading.last - 1 in self.blocked or not counts_people(self.doc, self.roles, reading, words):
            return None
        phrase = self._count(i, end, reading)
        if word == "both":
            phrase.definite = True
            if phrase.head < 0:
                phrase.other = True
                if not (i + 1 < end and lower[i + 1] in words.be and lower[i - 1] in _CLAUSE_ENDS):
                    return None  # "Both were treated", not "were both treated"
        return phrase if phrase.noun is not REJECTED else None

    def _count(self, i: int, end: int, reading: Reading) -> Counted:
        lower, words = self.lower, self.words
        _, number, last, quantity = reading
        phrase = Counted(i, number, last, quantity, "zero" if quantity.value == 0 else "count", noun_from=last)
        before = lower[i - 1] if i else ""
        phrase.definite = before in words.definite
        if before == "not" and quantity.value == 1:
            phrase.quantity, phrase.kind = _NONE, "zero"  # "not one of them has died"
        if number > i or self.roles[i] & ARTICLE:
            phrase.extra = lower[i] in words.extra or f"{lower[i]} {lower[i + 1]}" in words.extra
        self.read_head(phrase, last, end)
        if phrase.elliptical and lower[last - 1] == "couple":
            phrase.quantity, phrase.other = _BOTH, True  # "a couple, 61 and 58, were found"
            phrase.noun = words.nouns["people"]
        return phrase

    def _after_another(self, i: int, end: int) -> Counted | None:
        """ "another six bodies", "another man"; "another" alone is nobody counted."""
        if i + 1 >= end:
            return None
        lower, words = self.lower, self.words
        reading = read_quantity(lower, i + 1, end, words.numbers) if i + 1 not in self.blocked else None
        hit = words.trigger_at(lower, i + 1) if reading is None else None
        if hit is not None and hit[0] < end and self._opens_number(hit[0], end):
            return None  # "another killed at least 81"
        if hit is not None and hit[1]["kind"] in ("adjective", "verb") and not self.noun_within(hit[0], end):
            return Counted(i, i, i + 1, _ONE, "count", other=True)  # "one dead and another injured"
        if reading is None and lower[i + 1] in words.be:
            return Counted(i, i, i + 1, _ONE, "count", other=True)  # "and another was hurt"
        if reading is None:
            phrase = self._indefinite(i, end)
        elif not counts_people(self.doc, self.roles, reading, words):
            return None
        else:
            phrase = Counted(i, reading.number, reading.last, reading.quantity, "count")
            phrase.noun_from = reading.last
            self.read_head(phrase, reading.last, end)
            if phrase.noun is REJECTED:
                return None
        if phrase is not None:
            phrase.extra = True
        return phrase

    def _negated(self, i: int, end: int) -> Counted | None:
        """ "no casualties", "no reports of injuries", "no other passengers"."""
        lower, words, roles = self.lower, self.words, self.roles
        phrase = Counted(i, i, i + 1, _NONE, "zero", noun_from=i + 1)
        report = False
        for k in range(i + 1, min(end, i + 7)):
            word = lower[k]
            if word in words.nouns:
                phrase.head, phrase.noun, phrase.last = k, words.nouns[word], k + 1
                finish(self.doc, phrase, words)
                return phrase
            hit = words.trigger_at(lower, k)
            if hit is not None and hit[0] < end and roles[hit[0]] & (THING | THINGS) and word[-1] != "s":
                return None  # "no homicide statute"
            if hit is not None and hit[1]["kind"] in ("noun", "present"):  # "no deaths", "no arrests"
                phrase.head, phrase.outcome_noun, phrase.last = k, hit[1], hit[0]
                set_group(self.doc, phrase, words)
                return phrase
            if word in words.marks["report"]:
                report = True
            elif (word in words.stops and not (report and word == "of")) or hit is not None:
                break
        return None

    def _indefinite(self, i: int, end: int) -> Counted | None:
        """ "a 34-year-old man": one, where the noun is a known one in the singular."""
        lower, words, roles = self.lower, self.words, self.roles
        inner = -1
        for k in range(i + 1, min(end, i + 1 + LONGEST_HEAD)):
            role = roles[k]
            if role & NOUN:
                noun = words.nouns[lower[k]]
                joined = k + 1 < end and (
                    roles[k + 1] & NOUN or self._is_adjective(k, end) or self.describes_thing(k, False)
                )  # fmt: skip
                if lower[k] != noun["lemma"]:
                    if not joined:
                        return None
                elif not joined and not (k + 1 < end and lower[k + 1] == "'s" and not self._has_body(k + 2, end)):
                    if k + 2 < end and lower[k + 1] == "of" and lower[k] in words.marks["collective"]:
                        reading = read_quantity(lower, k + 2, end, words.numbers)
                        if reading is not None and (reading.last >= end or not roles[reading.last] & NOUN):
                            return self._members(i, k, reading)
                    phrase = Counted(i, i, k + 1, _ONE, "indefinite", k, noun, noun_from=i + 1)
                    self._set_inner(phrase, inner)
                    return self._aged(times(phrase), end) if finish(self.doc, phrase, words) else None
            elif role & STOP or (role & UNCOUNTED and not self.noun_next(k, end)):
                return None if role & UNCOUNTED and not role & OUTCOME else self._one_of_age(i, k, inner)
            elif role & OUTCOME:
                hit = words.trigger_at(lower, k)
                if hit is not None:
                    if hit[1]["kind"] == "noun" and k == i + 2 and lower[i + 1] in words.marks["sole"]:
                        return Counted(i, i, hit[0], _ONE, "count", k, None, hit[1], noun_from=k)  # "a single death"
                    if not self.noun_within(hit[0], end):
                        return self._one_of_age(i, k, inner)
                    if hit[1]["kind"] in ("verb", "adjective", "participle"):  # not "a shooting victim"
                        inner = k
        return None

    def _is_adjective(self, k: int, end: int) -> bool:
        """Whether a people's name at token ``k`` describes the word behind it: "a *Ukrainian* battalion"."""
        if not self.doc.words[k][0].isupper() or not self.lower[k].endswith(("an", "i", "ese", "ish")):
            return False
        word, role = self.lower[k + 1], self.roles[k + 1]
        if role or not word.isalpha() or word.endswith(("ed", "ing", "ly")):
            return bool(role & UNCOUNTED)
        return word not in self.words.adverbs and word not in self.words.be and word not in self.words.times

    def _has_body(self, k: int, end: int) -> bool:
        """Whether "body" or "death" follows "a woman's"."""
        hit = self.words.trigger_at(self.lower, k) if k < end else None
        return hit is not None and hit[1]["kind"] == "noun" and hit[1]["outcome"] == "killed"

    def _aged(self, phrase: Counted, end: int) -> Counted:
        """Take the age into "a girl of 8"; not the "two" of "a mother of two boys"."""
        i = phrase.last
        if i + 1 < end and self.lower[i] == "of" and phrase.unit == "person" and not phrase.plural:
            age = read_number(self.lower, i + 1, end, self.words.numbers)
            if age is not None and age[0] <= _OLDEST and (age[1] == end or not self.roles[age[1]] & NOUN):
                phrase.last = age[1]
        return phrase

    def _kin(self, i: int, end: int) -> Counted | None:
        """ "a cleric *and his driver*": one more, counted only with the one before."""
        lower, roles = self.lower, self.roles
        if i + 2 >= end or lower[i] != "and" or lower[i + 1] not in self.words.marks["possessive"]:
            return None
        k = i + 2 if roles[i + 2] & NOUN else i + 3
        noun = self.words.nouns.get(lower[k]) if k < end else None
        if noun is None or "unit" in noun or lower[k] != noun["lemma"] or "forms" not in noun:
            return None
        if k + 1 < end and (roles[k + 1] & NOUN or lower[k + 1] == "'s"):
            return None
        return Counted(i + 1, i + 1, k + 1, _ONE, "indefinite", k, noun, definite=True, known=True)

    def _bare_second(self, i: int, end: int) -> Counted | None:
        """ "A 19-year-old man *and 18-year-old girl*", "a man *and woman*": the second takes the first's article."""
        aged = i + 2 < end and age_of(self.lower[i + 1]) is not None
        k = i + 1 + aged
        if k >= end or not self.roles[k] & NOUN or self.lower[i - 1] not in self.words.nouns:
            return None
        noun = self.words.nouns[self.lower[k]]
        if "unit" in noun or self.lower[k] != noun["lemma"] or (k + 1 < end and self.roles[k + 1] & NOUN):
            return None
        sexes = self.words.marks["man or woman"]
        pair = self.lower[i - 1] in sexes and self.lower[k] in sexes and self.lower[i - 1] != self.lower[k]
        plural = k + 1 < end and self.lower[k + 1] in self.words.marks["plural"]
        if not (aged or pair or plural):
            return None
        phrase = Counted(i + 1, i + 1, k + 1, _ONE, "indefinite", k, noun, noun_from=i + 1)
        set_group(self.doc, phrase, self.words)
        return phrase

    def _members(self, i: int, k: int, reading: Reading) -> Counted:
        """ "a family of six": as many people as the number says."""
        people = self.words.nouns["people"]
        number, last = reading.number, reading.last
        return Counted(i, number, last, reading.quantity, "count", k, people, noun_from=last)

    def _one_of_age(self, i: int, k: int, inner: int) -> Counted | None:
        """ "a 17-year-old was killed": the age before token ``k`` stands for the person."""
        if k <= i + 1 or age_of(self.lower[k - 1]) is None:
            return None
        phrase = Counted(i, i, k, _ONE, "indefinite", k - 1, self.words.nouns["people"], noun_from=i + 1)
        self._set_inner(phrase, inner)
        finish(self.doc, phrase, self.words)
        return phrase

    def _set_inner(self, phrase: Counted, inner: int) -> None:
        hit = self.words.trigger_at(self.lower, inner) if inner >= 0 else None
        if hit is not None:
            phrase.inner, phrase.inner_at = hit[1], inner
