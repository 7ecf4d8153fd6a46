"""Fates told around those they befell: "a search for two divers", "cost 14 soldiers their lives"."""

from __future__ import annotations

from claimtrack.extract.anaphora import Anaphora
from claimtrack.extract.clause import Trigger
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.words import PUNCTUATION

_EACH = frozenset(("a", "each", "every", "per", "daily", "annually"))  # "treats 200 patients a day"
_REACH = 5  # tokens from "search" to "for"


class Fates(Anaphora):
    """The rules for words that take their victims after a preposition or before what they lost."""

    def _counted_at(self, i: int) -> Counted | None:
        """Return the phrase at token ``i``, or right after a "the" there."""
        return self.starts.get(i + (i not in self.starts and self._after(i) in self.words.definite))

    def _link_search(self, trigger: Trigger) -> None:
        """ "Divers were searching for two of the crew": those whom rescuers, or not only police, seek are missing."""
        begins = self.lower[max(self.first, trigger.first - 12) : trigger.first]
        rescuers = not self.words.marks["searchers"].isdisjoint(begins)
        for i in range(trigger.last, min(self.last - 1, trigger.last + _REACH)):
            if self.lower[i] == "for":
                rest = self._after(i + 1) == "the" and self._after(i + 2) in ("remaining", "other")
                phrase = self.starts.get(i + 3) if rest else self._counted_at(i + 1)
                noun = phrase.noun if phrase is not None and phrase.noun is not None else {}
                sought = rescuers or rest or noun.get("lemma") in self.words.marks["gets lost"]
                fits = phrase is not None and (rest or self._fits(phrase, trigger))
                if phrase is not None and fits and sought and not noun.get("wanted"):
                    phrases, uncounted = self._list_right(phrase, trigger, False)
                    self._add_list(phrases, uncounted, trigger, "object", False)
                return
            if i in self.starts or i in self.trigger_tokens:
                return

    def _link_unknown(self, trigger: Trigger) -> None:
        """ "The fate of 12 sailors remains *unknown*"."""
        phrase = self._counted_at(trigger.last + 1) if self._after(trigger.last) == "of" else None
        if phrase is None or (phrase.noun or {}).get("wanted") or not self._fits(phrase, trigger):
            return
        if not self.words.marks["unknown"].isdisjoint(self.lower[phrase.last : min(self.last, phrase.last + 5)]):
            self._add(phrase, trigger, "of", False)

    def _link_care(self, trigger: Trigger) -> None:
        """ "The hospital treated 30 people", "doctors had operated on two girls"."""
        begin = trigger.first - 1
        while begin > self.first and trigger.first - begin < 7 and self.lower[begin] not in PUNCTUATION:
            begin -= 1
        phrase = self.starts.get(trigger.last)
        if phrase is None or phrase.unit != "person" or self.linked.get(phrase.first) or phrase.kind == "zero":
            return
        operated = self.lower[trigger.first].startswith("operat") and phrase.elliptical and phrase.kind == "count"
        if phrase.noun is None and not (phrase.whole or phrase.other or operated):
            return
        if self._after(phrase.last) in _EACH:
            return
        cared = not self.words.marks["carer"].isdisjoint(self.lower[begin : trigger.first])
        if cared and self.lower[trigger.first] in self.words.marks["care"] and not self._verb_group(trigger)[0]:
            phrases, uncounted = self._list_right(phrase, trigger, False)
            self._add_list(phrases, uncounted, trigger, "object", False)

    def _link_helped(self, trigger: Trigger) -> None:
        """ "The Red Cross is helping 17 families, or about 40 people": those a fire put out of their homes."""
        if "cross" not in self.lower[max(self.first, trigger.first - 6) : trigger.first]:
            return
        phrase = self._counted_at(trigger.last)
        local = phrase is not None and (phrase.noun or {}).get("lemma") in self.words.marks["inhabitant"]
        if phrase is None or not local:
            return
        self._add(phrase, trigger, "object", False)
        again = self.starts.get(phrase.last + 2)
        if again is not None and self.lower[phrase.last : phrase.last + 2] == [",", "or"] and again.unit != phrase.unit:
            self._add(again, trigger, "equivalent", False)

    def _link_none_left(self, trigger: Trigger) -> None:
        """ "There were no survivors *among the 62 people* on board"."""
        for i in range(trigger.last, min(self.last - 2, trigger.last + 3)):
            if self.lower[i] in ("among", "of", "from"):
                phrase = self._counted_at(i + 1)
                if phrase is not None and phrase.kind == "count" and phrase.unit == "person":
                    self._add(phrase, trigger, "none survived", False)
                return

    def _link_cost(self, trigger: Trigger) -> None:
        """ "The attack cost 14 soldiers *their lives*", "cost *the rebels 20 men*"."""
        phrase = self.starts.get(trigger.last)
        if phrase is None and self.lower[trigger.first].startswith("cost"):
            self._link_price(trigger)
            return
        if phrase is None or phrase.noun is None or "unit" in phrase.noun:
            return
        if self._is_toll_of_nature(phrase, trigger):
            self._add(phrase, trigger, "object", self._verb_group(trigger)[1])
            return
        own = self._after(phrase.last) in self.words.marks["possessive"]
        claimed = self.lower[trigger.first].startswith("claim") and phrase.noun["lemma"] == "victim"
        if claimed or (own and self._after(phrase.last + 1) in self.words.marks["lives"]):
            self._add(phrase, trigger, "object", self._verb_group(trigger)[1])

    def _is_toll_of_nature(self, phrase: Counted, trigger: Trigger) -> bool:
        """ "A fire that *claimed three children*": what claims them claims no more than their lives."""
        lower, words, i = self.lower, self.words, trigger.first - 1
        if not lower[trigger.first].startswith("claim") or self._after(phrase.last) not in words.marks["after claimed"]:
            return False
        passed = words.auxiliaries | words.adverbs | words.relatives
        while i > self.first and lower[i] in passed:
            i -= 1
        return lower[i] in words.marks["doer: killed"]

    def _link_price(self, trigger: Trigger) -> None:
        """ "Had cost the rebels 20 men", "cost them nine dead": what stands behind those who paid it."""
        i = trigger.last
        if self._after(i) in self.words.pronouns:
            i += 1
        else:
            i += self._after(i) in self.words.definite
            while i < self.last and i not in self.starts and self.doc.words[i][0].isalpha() and i < trigger.last + 4:
                i += 1
        phrase = self.starts.get(i)
        if i == trigger.last or phrase is None or phrase.kind != "count" or phrase.unit != "person":
            return
        men = phrase.noun is not None and (phrase.noun["lemma"] == "man" or phrase.group in self.words.marks["armed"])
        if men and not self.linked.get(i):
            self._add(phrase, trigger, "object", self._verb_group(trigger)[1])
