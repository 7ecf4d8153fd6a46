"""What an outcome word governs after it: "killed 12", "wounding six others"."""

from __future__ import annotations

from claimtrack.extract.clause import Trigger
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.series import Series
from claimtrack.extract.words import PUNCTUATION


class Objects(Series):
    """The rule for objects."""

    def _link_object(self, trigger: Trigger) -> None:
        """ "killed 12", "wounding six others", "could kill 10,000"."""
        passive, modal, negated, bound = self._verb_group(trigger)
        if passive or (trigger.kind == "base" and not bound and not negated and not self._is_verb(trigger)):
            return
        found = self._object(trigger)
        if found is None:
            return
        phrases, uncounted = found
        told = self.trigger_tokens.get(phrases[-1].last)
        if told is not None and "armed" in trigger.entry and told.outcome != trigger.outcome:
            return  # "lost 3,450 men killed and wounded"
        if self._to_death(phrases[-1].last):
            trigger.entry = {**trigger.entry, "outcome": "killed", "shot": False}
        elif trigger.kind == "fatal":
            return
        if trigger.kind == "verb" and not uncounted:
            left = self.ends.get(self._skip_back(trigger.first - 1))
            two_numbers = left is not None and left.kind != "indefinite" and phrases[0].elliptical
            if left is not None and two_numbers and not self._is_rest_of(left):
                return  # "20 killed 30 wounded": the second number has its own word
        self._add_list(phrases, uncounted, trigger, "object", modal, negated)

    def _is_rest_of(self, phrase: Counted) -> bool:
        """ "The other two killed five": who did it, not whom it befell."""
        return phrase.definite or self.lower[phrase.first - 1] == "other"

    def _link_relative(self, trigger: Trigger) -> bool:
        """ "the five *he killed*", "12 people that they had shot": the number stands before the verb's subject."""
        i = trigger.first - 1
        while i > self.first and self.lower[i] in self.words.auxiliaries:
            i -= 1
        if i <= self.first or self.lower[i] not in self.words.agents or trigger.last in self.starts:
            return False
        i -= 1 + (self.lower[i - 1] in self.words.relatives)
        phrase = self.ends.get(i)
        if phrase is None or phrase.kind != "count" or not self._fits(phrase, trigger):
            return False
        self._add(phrase, trigger, "object", False)
        return True

    def _to_death(self, i: int) -> bool:
        """Whether an object ends at token ``i`` and "dead", "to death" or "to pieces" tells what came of it."""
        return self._after(i) == "dead" or (self._after(i) == "to" and self._after(i + 1) in self.words.marks["death"])

    def _object(self, trigger: Trigger) -> tuple[list[Counted], bool] | None:
        i = trigger.last
        if self._after(i) in self.words.marks["quote"]:
            i += 1  # killing "fourteen unbelievers"
        while (
            i < self.last
            and i not in self.starts
            and (self.lower[i] in self.words.adverbs or self.lower[i].endswith("ly"))
        ):
            i += 1
        if i < self.last and i not in self.starts and self.lower[i] in self.words.definite:
            i += 1
        uncounted = False
        if self._after(i) == "and" and self.lower[i - 1].endswith("self"):
            i += 1  # "killed himself and nine shoppers"
        phrase = self.starts.get(i)
        if phrase is None and i < self.last and self._may_open_object(i):
            phrase = self._object_after_names(i)
            uncounted = True
        if phrase is None or not self._fits(phrase, trigger) or self._governed_after(phrase):
            return None
        return self._list_right(phrase, trigger, uncounted)

    def _may_open_object(self, i: int) -> bool:
        word = self.lower[i]
        return word not in self.words.stops or word in self.words.determiners or word in self.words.pronouns

    def _object_after_names(self, i: int) -> Counted | None:
        """ "killed his mother and 10 other people": the counted rest of a list that begins with someone known."""
        for k in range(i, min(self.last, i + 14)):
            word = self.lower[k]
            phrase = self.starts.get(k)
            if phrase is not None:
                before = self.lower[k - 1]
                return phrase if k > i and before in ("and", ",", "the") and phrase.unit == "person" else None
            if self._may_be_outcome(k) or (
                word in self.words.stops
                and word not in self.words.determiners
                and word not in ("and", ",", "of", "her", "him", "(", ")")
            ):
                return None
        return None

    def _link_postposed(self, trigger: Trigger) -> bool:
        """ "In the blast have perished 17 people", "has been killed six miners": the number right behind its verb."""
        phrase = self.starts.get(trigger.last)
        if phrase is None or phrase.noun is None or phrase.kind != "count" or phrase.unit != "person":
            return False
        before = self.lower[trigger.first - 1]
        if trigger.first == self.first or (before not in self.words.be and before not in self.words.auxiliaries):
            return False
        if not self._fits(phrase, trigger) or self._governed_after(phrase) or self.linked.get(phrase.first):
            return False
        after = self._after(phrase.last)
        if after and after not in PUNCTUATION and after not in self.words.prepositions and after != "and":
            return False  # "when they were arrested two officers were there"
        begin = trigger.first - 1
        while begin > self.first and self.lower[begin - 1] not in PUNCTUATION:
            begin -= 1
        opens = self.lower[begin : trigger.first]
        fronted = opens[0] in self.words.prepositions and self.words.pronouns.isdisjoint(opens)
        if not fronted or any(k in self.trigger_tokens for k in range(begin, trigger.first)):
            return False
        modal, negated = self._verb_group(trigger)[1:3]
        self._add(phrase, trigger, "postposed", modal)
        return not negated
