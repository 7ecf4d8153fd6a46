"""From a number to the noun that it counts: "12 *Afghan soldiers*", "six of *the wounded*", "35 *others*"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from claimtrack.extract.noun_phrase import Counted, finish
from claimtrack.extract.segment import Document
from claimtrack.extract.shapes import age_of, is_plural
from claimtrack.extract.word_roles import (
    DIGIT,
    JOIN,
    NOUN,
    OPENS,
    OTHER,
    OUTCOME,
    STOP,
    THING,
    THINGS,
    UNCOUNTED,
)  # fmt: skip
from claimtrack.extract.words import Words
from claimtrack.lexicon import Entry
from claimtrack.normalize.numbers import read_number

_STATES = frozenset(("verb", "adjective", "participle"))
LONGEST_HEAD = 8  # tokens from the number to its noun
REJECTED: Entry = {"lemma": ""}  # the noun of a phrase that counts nobody


class NounHeads:
    """Reads what stands after a number in one document."""

    def __init__(self, doc: Document, words: Words, blocked: AbstractSet[int]) -> None:
        self.doc, self.words, self.blocked = doc, words, blocked
        self.lower = doc.lower
        self.roles = doc.roles

    def noun_next(self, k: int, end: int) -> bool:
        return k + 1 < end and bool(self.roles[k + 1] & NOUN)

    def noun_within(self, k: int, end: int) -> bool:
        """Whether a known noun follows within a few words that may stand before one."""
        for j in range(k, min(end, k + 4)):
            role = self.roles[j]
            if role & NOUN:
                return True
            if role & (STOP | OPENS) or (role & DIGIT and age_of(self.lower[j]) is None):
                return False
        return False

    def read_head(self, phrase: Counted, k: int, end: int) -> None:
        """Find the noun after the number and set the phrase's end; leaves it elliptical where there is none."""
        lower = self.lower
        of = k < end and lower[k] == "of"
        if (of or (k < end and lower[k - 1] == "of")) and (self._read_whole(phrase, k + 1 if of else k, end) or of):
            return
        if not self._read_noun(phrase, k, end):
            return
        if phrase.head < 0:
            phrase.inner = None
            if phrase.quantity.value == 1 and k < end and self._is_unknown(k):
                phrase.noun = REJECTED  # "one town": nobody counted
        if not finish(self.doc, phrase, self.words):
            phrase.noun = REJECTED

    def _read_noun(self, phrase: Counted, begin: int, end: int) -> bool:
        """Go on to the noun; ``False`` where the phrase is complete or rejected."""
        lower, roles, words = self.lower, self.roles, self.words
        stop = min(end, begin + LONGEST_HEAD)
        unknown = adjective = thing = -1
        plural = phrase.plural
        k, closing = begin, -1
        quote = words.marks["quote"]
        if k + 1 < stop and lower[k] in quote:
            if lower[phrase.first - 1] in quote:
                k += 1  # "at most 300" civilians
                begin = k
            closing = self._closing(k, stop) if k + 2 < stop and lower[k] in quote else -1
            k += closing > 0  # 20 "terrorists"
        while k < stop and k not in self.blocked:
            if k == closing and phrase.head < 0:
                k += 1  # 20 "excess" deaths
                continue
            role = roles[k]
            if role & NOUN and role & OUTCOME and self._is_phrase_of_outcome(phrase, k):
                break  # "14 prisoners of war"
            if role & NOUN:
                noun = words.nouns[lower[k]]
                if not self._describes(k, stop, plural):
                    singular = lower[k] == noun["lemma"]
                    if not (plural and singular and "forms" in noun and noun["lemma"] != "people"):
                        if plural or singular or noun["lemma"] == "person":
                            phrase.head, phrase.noun, phrase.last = k, noun, k + 1
                        break
                    adjective = k if adjective < 0 else adjective  # "two Cuban exile leaders"
                k += 1
            elif role & OTHER:
                if self._read_other(phrase, k, end):
                    return False
                if phrase.head >= 0:
                    break
                k += 1
            elif role & OUTCOME and (hit := words.trigger_at(lower, k)) is not None:
                if not self._passes(phrase, begin, k, hit, stop, end):
                    break
                k = hit[0]
            elif role & THINGS and not plural:
                break  # "one claims"
            elif role & UNCOUNTED and not (role & THINGS and self._is_name(phrase, k)):
                if not self.noun_next(k, stop) or (k == begin and lower[k].endswith("-old")):
                    phrase.noun = REJECTED
                    return False
                k += 1
            elif role & THING:
                thing = k  # "12 school pupils"
                k += 1
            elif role & JOIN:
                if k == begin or not (k + 2 < stop and self._joins_adjectives(k, stop)):
                    break
                k += 1
            elif role & STOP:
                break
            else:
                if unknown < 0 and plural and is_plural(self.doc.words[k]):
                    unknown = k
                k += 1
        fresh = begin < end and lower[begin] in ("new", "fresh") and phrase.outcome_noun is not None
        if fresh and (phrase.outcome_noun or {}).get("outcome") == "killed":
            phrase.extra = True  # "two fresh deaths"
        if phrase.last > begin and lower[begin] in quote:
            phrase.last += phrase.last < end and lower[phrase.last] in quote
        if plural and phrase.last < end and lower[phrase.last] == "or" and self._or_others(phrase, phrase.last, end):
            phrase.last += 2  # "nine judges or lawyers"
        if phrase.head < 0 and unknown >= 0:
            self._take_unknown(phrase, unknown)
            if phrase.doubtful and 0 <= thing < unknown:
                phrase.noun = REJECTED  # "19 shell casings"
        elif phrase.head < 0 and thing >= 0:
            phrase.noun = REJECTED
        elif phrase.head < 0 and adjective >= 0:
            phrase.head, phrase.noun, phrase.last = adjective, words.nouns[lower[adjective]], adjective + 1
        return True

    def _take_unknown(self, phrase: Counted, k: int) -> None:
        """Let the unknown plural at token ``k`` be what is counted; doubtful where it does not look like people."""
        phrase.head, phrase.last = k, k + 1
        phrase.doubtful = not self._may_be_people(k)

    def _may_be_people(self, k: int) -> bool:
        return age_of(self.lower[k]) is not None or self.words.may_be_people(self.doc.words[k])

    def _is_name(self, phrase: Counted, k: int) -> bool:
        """Whether a word for things is in capitals, the words around not: "45 *Tigers*", "two Navy *SEALs*"."""
        words = self.doc.words
        return words[k][0].isupper() and phrase.first > 0 and words[phrase.first - 1].islower()

    def _closing(self, k: int, stop: int) -> int:
        """Return the mark that closes the one at token ``k`` a word or two on, or -1: 20 "excess" deaths."""
        closing = next((j for j in range(k + 2, min(stop, k + 4)) if self.lower[j] in self.words.marks["quote"]), -1)
        plain = not any(self.roles[j] & (STOP | OPENS) for j in range(k + 1, closing))
        return closing if plain else -1

    def _or_others(self, phrase: Counted, k: int, end: int) -> bool:
        if phrase.noun is None or k + 1 >= end or not self.roles[k + 1] & NOUN:
            return False
        noun = self.words.nouns[self.lower[k + 1]]
        return "unit" not in noun and self.lower[k + 1] != noun["lemma"]

    def _is_phrase_of_outcome(self, phrase: Counted, k: int) -> bool:
        hit = self.words.trigger_at(self.lower, k)
        if hit is None or hit[0] == k + 1 or hit[1]["kind"] != "noun":
            return False
        phrase.head, phrase.outcome_noun, phrase.last = k, hit[1], hit[0]
        return True

    def _describes(self, k: int, stop: int, plural: bool) -> bool:
        """Whether the noun at token ``k`` describes another: "12 *police* officers", "two *French* and British men"."""
        lower, words = self.lower, self.words
        if k + 1 >= stop:
            return False
        if lower[k + 1] in words.marks["held as"] and is_plural(lower[k]):
            return False  # "took four soldiers prisoner"
        if self.roles[k + 1] & NOUN and lower[k + 1] not in words.verbs:
            return True
        if self.describes_thing(k, plural):
            return True
        near = k + 2 < stop and lower[k + 1] in ("and", "or") and lower[k + 2] in words.demonym_like
        return near and lower[k] in words.demonym_like

    def describes_thing(self, k: int, plural: bool) -> bool:
        """Whether the noun at ``k`` tells what kind of thing follows: "a *tourist* attraction", "12 *police* dogs"."""
        lemma = self.words.nouns[self.lower[k]]["lemma"]
        thing = THING | THINGS if plural else THING
        return self.lower[k] == lemma != "people" and bool(self.roles[k + 1] & thing)

    def _read_other(self, phrase: Counted, k: int, end: int) -> bool:
        """Read "more", "other"; whether the phrase is complete with it: "one more of the injured"."""
        word = self.lower[k]
        phrase.other = True
        if word in ("more", "additional", "further"):
            phrase.extra, phrase.other = True, False
            phrase.last = k + 1
        if k + 2 < end and self.lower[k + 1] == "of" and self._read_whole(phrase, k + 2, end):
            return True
        if word == "others" or (k + 1 < end and self._ends_other(k + 1)):
            phrase.head, phrase.last = k, k + 1
        return False

    def _passes(self, phrase: Counted, begin: int, k: int, hit: tuple[int, Entry], stop: int, end: int) -> bool:
        """Whether the noun is looked for beyond the outcome at token ``k``: "two *injured* officers", "two killed"."""
        after, entry = hit
        kind = entry["kind"]
        if kind == "noun" and not self.lower[k].endswith("s") and self._modifies(after, end):
            return True  # "23 evacuation centres"
        if kind == "noun" or (kind == "present" and phrase.plural and self.lower[k] in self.words.marks["noun too"]):
            phrase.head, phrase.outcome_noun, phrase.last = k, entry, after
            if phrase.plural and self._is_single(k, after, entry):
                phrase.noun = REJECTED  # "12 death claims"
            return False
        if kind in ("base", "present", "ing") and k > begin and not self.noun_within(after, end):
            return False
        if kind in _STATES and after < stop and self.roles[after] & THINGS and not self._is_name(phrase, after):
            phrase.noun = REJECTED  # "two missing documents"
            return False
        if entry.get("weak") or not self.noun_within(after, stop) or not self._premodifies(after):
            return False
        if kind in _STATES:  # not "rescue workers"
            phrase.inner, phrase.inner_at = entry, k
        return True

    def _is_single(self, k: int, after: int, entry: Entry) -> bool:
        """Whether a noun of outcome stands in the singular though it has a plural."""
        form = " ".join(self.lower[k:after])
        return form + "s" in entry["forms"] or form[:-1] + "ies" in entry["forms"]

    def _modifies(self, after: int, end: int) -> bool:
        return after < end and bool(self.roles[after] & (NOUN | UNCOUNTED | THING))

    def _premodifies(self, after: int) -> bool:
        """ "two wounded men" but not "two killed men": a participle before its noun, not a verb before its object."""
        return self.lower[after] not in self.words.determiners and not self.roles[after] & DIGIT

    def _is_unknown(self, k: int) -> bool:
        word, words = self.lower[k], self.words
        if self.roles[k] & STOP or word in words.adverbs or word.endswith("ly") or word in words.marks["status"]:
            return False
        return not self.roles[k] & OUTCOME or words.trigger_at(self.lower, k) is None

    def _ends_other(self, k: int) -> bool:
        if self.roles[k] & NOUN:
            return False
        hit = self.words.trigger_at([self.lower[k]], 0)
        if self.lower[k] in self.words.marks["noun too"] or (hit is not None and hit[1]["kind"] == "noun"):
            return False  # "two more arrests", "nine more lives"
        return bool(self.roles[k] & STOP) or (hit is not None and hit[1]["kind"] not in ("noun", "base"))

    def _joins_adjectives(self, k: int, stop: int) -> bool:
        """ "12 Afghan and Pakistani soldiers": after the "and" a word and then the noun, nothing counted."""
        role = self.roles[k + 1]
        if not (role & NOUN and self.lower[k + 1] in self.words.demonym_like) and role & (NOUN | STOP | OPENS | DIGIT):
            return False
        return any(self.roles[j] & NOUN for j in range(k + 2, min(stop, k + 4)))

    def _read_whole(self, phrase: Counted, k: int, end: int) -> bool:
        """Read what follows "N of": a pronoun, a group such as "the wounded", or a noun with its determiner."""
        lower, words = self.lower, self.words
        if k >= end:
            return False
        those = words.trigger_at(lower, k)
        if lower[k] in words.whole_pronouns and (those is None or those[1]["kind"] != "group"):
            phrase.whole, phrase.last = "pronoun", k + 1
            return True
        start = k
        while k < end and k < start + 4 and (
            lower[k] in words.determiners or self.roles[k] & DIGIT or lower[k] == "first"
            or (k == start and lower[k] in words.numbers.cardinal)
        ):  # fmt: skip
            k += 1
        if k == start + 1 and "." in lower[start] and self.roles[start] & DIGIT:
            phrase.noun = REJECTED  # "a second one of 6.6"
            return True
        if k > start and k < end and lower[k] == "own":
            phrase.head, phrase.last = k, k + 1  # "four of their own"
            return True
        if k == start and phrase.quantity.modifier != "vague":
            hit = words.trigger_at(lower, k)
            if hit is None or hit[1]["kind"] != "group":
                return False
        inner = ((j, n[0]) for j in range(start, k) if (n := read_number(lower, j, end, words.numbers)) is not None)
        phrase.whole_at, phrase.whole_number = next(inner, (-1, None))
        return self._read_group(phrase, start, k, end) or self._read_noun_of(phrase, start, k, end)

    def _read_group(self, phrase: Counted, start: int, k: int, end: int) -> bool:
        lower, words = self.lower, self.words
        hit = words.trigger_at(lower, start) if lower[start] in words.determiners else None
        if hit is None or hit[1]["kind"] != "group":
            hit = words.trigger_at(lower, k) if k < end else None
        if hit is None or hit[1]["kind"] not in ("group", "verb", "adjective"):
            return False
        if self.noun_within(hit[0], min(end, hit[0] + 2)):
            return False
        phrase.whole, phrase.whole_outcome, phrase.last = "group", hit[1], hit[0]
        return True

    def _read_noun_of(self, phrase: Counted, start: int, k: int, end: int) -> bool:
        lower, roles, words = self.lower, self.roles, self.words
        unknown = -1
        for j in range(k, min(end, k + 6)):
            if roles[j] & NOUN and not (
                j + 1 < end and (roles[j + 1] & NOUN or lower[j + 1] == "'s" or self.describes_thing(j, True))
            ):  # fmt: skip
                phrase.head, phrase.noun, phrase.last = j, words.nouns[lower[j]], j + 1
                phrase.whole = "noun" if k > start and lower[start] not in words.marks["possessive"] else ""
                if not finish(self.doc, phrase, words):
                    phrase.noun = REJECTED
                return True
            hit = words.trigger_at(lower, j)
            if hit is not None and hit[1]["kind"] == "noun":
                phrase.head, phrase.outcome_noun, phrase.last = j, hit[1], hit[0]
                phrase.whole = "noun" if k > start else ""
                return True
            victims = hit is not None and hit[0] < end and lower[hit[0]] in words.marks["victim"]
            if hit is not None and (victims or hit[1]["kind"] in _STATES) and self.noun_within(hit[0], end):
                phrase.whole_outcome = hit[1]
            elif roles[j] & DIGIT and phrase.whole_number is None and age_of(lower[j]) is None:
                number = read_number(lower, j, end, words.numbers)
                phrase.whole_at, phrase.whole_number = (j, number[0]) if number is not None else (-1, None)
            elif lower[j] == "'s":
                phrase.definite = True
            elif roles[j] & STOP or hit is not None:
                break
            elif roles[j] & UNCOUNTED and not self.noun_next(j, end):
                phrase.noun = REJECTED  # "one of the biggest challenges"
                return True
            elif unknown < 0 and is_plural(self.doc.words[j]):
                unknown = j
        vague = phrase.quantity.modifier == "vague" and k < end and k == start
        if vague and is_plural(self.doc.words[k]) and not roles[k] & UNCOUNTED:
            self._take_unknown(phrase, k)
            return finish(self.doc, phrase, words)
        if k > start and unknown >= 0 and not self._may_be_people(unknown):
            phrase.noun = REJECTED  # "one of the biggest headaches"
            return True
        return False
