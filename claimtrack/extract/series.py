"""Series of victims: "a teacher, a driver and three pupils", "his mother and 10 others"."""

from __future__ import annotations

from claimtrack.extract.clause import Trigger
from claimtrack.extract.fitting import Fitting
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.words import PUNCTUATION

_CLAUSE = 14  # tokens of a relative clause within a list


class Series(Fitting):
    """Finds how far a list of counted phrases runs, to the right and to the left."""

    def _list_right(self, phrase: Counted, trigger: Trigger, uncounted: bool) -> tuple[list[Counted], bool]:
        """Go on over "two men, a woman and three children"."""
        phrases = [phrase]
        joined = 1  # up to the last member that an "and" joins
        while True:
            i = phrases[-1].last
            aside = self._skip_aside(i)
            if aside == i and len(phrases) == 1 and self._after(i) == "," and self._after(i + 1) == "and":
                break
            i = aside
            while i < self.last and self.lower[i] in (",", "and", "or", "as", "well"):
                i += 1
            after = self.starts.get(i)
            if after is None and i < self.last and self.lower[i] in self.words.definite:
                after = self.starts.get(i + 1)
            if after is None and self.lower[i - 1] == "and" and self._after(i) in self.words.marks["possessive"]:
                joined = len(phrases)  # "a boy, a girl and their mother"
            if after is None or i == phrases[-1].last or not self._fits(after, trigger):
                break
            if self._governed_after(after) or after.elliptical or after.whole == "pronoun":
                break
            phrases.append(after)
            if any(word in ("and", "or", "&") for word in self.lower[i - 2 : i]):
                joined = len(phrases)
        phrases = phrases[:1] if self._names_all(phrases) else phrases[:joined]
        i = self._skip_aside(phrases[-1].last)
        i += i > phrases[-1].last and self._after(i) == ","
        known = self._after(i) == "and" and self._after(i + 1) in self.words.marks["possessive"]
        return phrases, uncounted or (known and self._after(i + 2) in self.words.nouns)

    def _names_all(self, phrases: list[Counted]) -> bool:
        """Whether a list says who the first are: "two people, a grandmother and her grandson"."""
        noun, value = phrases[0].noun, phrases[0].quantity.value
        if noun is None or noun["lemma"] not in self.words.marks["anyone counted"] or value is None:
            return False
        return len(phrases) > 2 and sum(p.quantity.value or 0 for p in phrases[1:]) == value

    def _skip_aside(self, i: int) -> int:
        """Pass over ", 24,", ", 4 and 6," and "from Bihar" between the members of a list."""
        k = i
        if self._after(k) == "from":
            k += 1
            while k < self.last and self.doc.words[k][0].isupper():
                k += 1
            return k if k > i + 1 else i
        k += self._after(k) == ","
        k += self._after(k) in self.words.marks["age"]
        begin = k
        while self._is_age(k):
            k += 1
            k += self._after(k) in (",", "and") and self._is_age(k + 1)
        return k if k > begin and self._after(k) in (",", "and") else i

    def _skip_included_back(self, i: int) -> int:
        """Pass back over the aside in "three women, *including Ada Moreau*, and two men"."""
        k = i
        while k > self.first + 1 and self.doc.words[k][0].isupper() and i - k < 4:
            k -= 1
        return k - 2 if k < i and self.lower[k] == "including" and self.lower[k - 1] == "," else i

    def _skip_relative_back(self, i: int) -> int:
        """Pass back over the clause in "a woman, *who was getting ready for bed*, and three men"."""
        for k in range(i, max(self.first + 1, i - _CLAUSE), -1):
            if self.lower[k] in PUNCTUATION or k in self.trigger_tokens:
                return i
            if self.lower[k] in ("who", "whose"):
                return k - 2 if self.lower[k - 1] == "," and k - 2 in self.ends else i
        return i

    def _skip_participle_back(self, i: int, phrase: Counted, trigger: Trigger) -> int:
        """Pass back over the clause in "a clerk *stacking shelves* and a shopper waiting in line were hit"."""
        before = self.lower[max(self.first, trigger.first - 3) : trigger.first]
        if phrase.kind != "indefinite" or i in self.ends or self.words.marks["plural"].isdisjoint(before):
            return i
        for k in range(i, max(self.first + 1, i - _CLAUSE), -1):
            if self.lower[k] in PUNCTUATION or k in self.trigger_tokens or self.lower[k] in self.words.be:
                return i
            whom = self.ends.get(k - 1)
            if whom is not None and whom.kind == "indefinite":
                return k - 1 if self.lower[k].endswith("ing") and whom.unit == "person" else i
        return i

    def _is_age(self, i: int) -> bool:
        word = self._after(i)
        return len(word) < 3 and word.isdigit()

    def _skip_ages_back(self, i: int) -> int:
        """Pass back over the ages in "two women, 33 and 41, and": from the last of them to the noun."""
        k = i
        while self._is_age(k) or (self.lower[k] in (",", "and") and self._is_age(k - 1) and self._is_age(k + 1)):
            k -= 1
        return k - 1 if k < i and self.lower[k] == "," else i

    def _governed_after(self, phrase: Counted) -> bool:
        """Whether a word after the phrase governs it: "killed three soldiers and 12 *were wounded*", "30 *wounded*"."""
        i = phrase.last
        moved = False
        while i < self.last and i < phrase.last + 6 and (
            self.lower[i] in self.words.auxiliaries or self.lower[i] in self.words.be
            or self.lower[i] in self.words.adverbs or self.lower[i].endswith("ly")
        ):  # fmt: skip
            moved = moved or self.lower[i] in self.words.auxiliaries or self.lower[i] in self.words.be
            i += 1
        trigger = self.trigger_tokens.get(i)
        if trigger is None or trigger.first != i:
            return moved and phrase.elliptical
        if moved:
            return True
        if trigger.kind == "adjective" and not trigger.entry.get("weak"):
            return i == phrase.last and phrase.elliptical
        return trigger.kind in ("verb", "intransitive", "participle") and (
            phrase.elliptical or trigger.kind == "intransitive"
        )

    def _phrases_after(self, i: int, reach: int) -> list[Counted]:
        for k in range(i, min(self.last, i + reach)):
            phrase = self.starts.get(k)
            if phrase is not None and phrase.outcome_noun is None:
                listed = [phrase]
                while True:
                    j = self._skip_aside(listed[-1].last)
                    while j < self.last and self.lower[j] in (",", "and"):
                        j += 1
                    after = self.starts.get(j)
                    if after is None or j == listed[-1].last or after.elliptical or self._governed_after(after):
                        return listed
                    listed.append(after)
        return []

    def _list_left(self, phrase: Counted, trigger: Trigger) -> tuple[list[Counted], bool]:
        """Go on to the left over "a teacher, a driver and three pupils"."""
        phrases = [phrase]
        while True:
            i = phrases[0].first - 1
            if i >= self.first and self.lower[i] in self.words.definite:
                i -= 1
            begin = i
            while i >= self.first and self.lower[i] in (",", "and"):
                i -= 1
            if i == begin or i < self.first:
                return phrases, False
            bare, i = i, self._skip_included_back(self._skip_relative_back(i))
            i = self._skip_participle_back(i, phrase, trigger) if i == bare else i
            aged, i = i, self._skip_ages_back(i)  # "a driver, 45, and"
            apart = len(phrases) == 1 and bare == aged == i and begin - i > 1 and not self._in_series(i)
            if apart and not self._are_two(self.ends.get(i), phrase):
                return phrases, False  # ", and" between two begins a new clause
            if len(phrases) == 1 and "and" not in self.lower[i + 1 : begin + 1] and self.lower[self.last - 1] == ".":
                return phrases, False  # "besides the ten dead, two children were hurt"
            before = self.ends.get(i)
            if before is None:
                named = self.lower[begin] == "and" and self.doc.words[i][0].isalpha() and self._names_someone(i)
                return phrases, named and not (begin - i > 1 and self._said_before(i))
            if self._after_including(before):
                return [before, *phrases], False
            alone = (before.elliptical and not before.other) or before.whole
            if alone or not self._fits(before, trigger) or self._taken(before, trigger):
                return phrases, False
            if phrases[0].elliptical and not phrases[0].other:
                return phrases, False
            phrases.insert(0, before)

    def _are_two(self, first: Counted | None, second: Counted) -> bool:
        """ "A 30-year-old nurse, and a porter *were* killed": two single persons that a plural verb joins."""
        if first is None or first.first != self.first or first.kind != "indefinite" or second.kind != "indefinite":
            return False
        return self._after(second.last) in self.words.marks["plural"]

    def _said_before(self, i: int) -> bool:
        """Whether an outcome is told before token ``i``, so that ", and" after it begins another clause."""
        return any(t.first < i and t.kind in ("verb", "intransitive", "adjective") for t in self.triggers)

    def _in_series(self, i: int) -> bool:
        """Whether the phrase that ends at token ``i`` follows another one and a comma: "a, b, and c"."""
        phrase = self.ends.get(i)
        return phrase is None or (phrase.first - 1 >= self.first and self.lower[phrase.first - 1] == ",")

    def _names_someone(self, i: int) -> bool:
        """Whether token ``i`` ends a name or a known person's description: "Fidel and", "his mother and"."""
        lower = self.lower
        if lower[i] in self.words.nouns:
            if lower[i] == self.words.nouns[lower[i]]["lemma"] and lower[i - 1] == "the":
                return True
            return any(lower[k] in self.words.marks["possessive"] for k in range(max(self.first, i - 5), i))
        k = i
        while k > self.first and (self.doc.words[k][0].isupper() or self._joins_names(k)):
            k -= 1
        if lower[k] in self.words.prepositions:
            return False  # "injured in Turkey and 12 houses collapsed"
        return (
            self.doc.words[i][0].isupper()
            and lower[i] not in self.words.stops
            and i > self.first
            and i - 1 not in self.trigger_tokens
            and not self._in_capitals(i)
        )

    def _joins_names(self, k: int) -> bool:
        """Whether "and" at token ``k`` joins two names, as those of places: "in Alba and Oslo and 12 were hurt"."""
        return self.lower[k] == "and" and self.doc.words[k - 1][0].isupper()

    def _in_capitals(self, i: int) -> bool:
        """Whether a word in capitals says nothing, since those around it are in capitals too."""
        words = self.doc.words
        return len(words[i]) > 1 and words[i].isupper() and words[self.first].isupper() and len(words[self.first]) > 1
