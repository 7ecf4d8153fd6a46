"""Fates told around those they befell: "a search for two divers", "cost 14 soldiers their lives"."""

from __future__ import annotations

from claimtrack.extract.clause import Trigger
from claimtrack.extract.series import Series

_REACH = 5  # tokens from "search" to "for"


class Fates(Series):
    """The rules for words that take their victims after a preposition or before what they lost."""

    def _link_search(self, trigger: Trigger) -> None:
        """ "Divers were searching for two of the crew": those whom rescuers, not police, seek are missing."""
        begins = self.lower[max(self.first, trigger.first - 12) : trigger.first]
        if self.words.marks["searchers"].isdisjoint(begins):
            return
        for i in range(trigger.last, min(self.last - 1, trigger.last + _REACH)):
            if self.lower[i] == "for":
                i += 1 + (self.lower[i + 1] in self.words.definite and i + 1 not in self.starts)
                phrase = self.starts.get(i)
                wanted = phrase is not None and phrase.noun is not None and phrase.noun.get("wanted")
                if phrase is not None and not wanted and self._fits(phrase, trigger):
                    phrases, uncounted = self._list_right(phrase, trigger, False)
                    self._add_list(phrases, uncounted, trigger, "object", False)
                return
            if i in self.starts or i in self.trigger_tokens:
                return

    def _link_cost(self, trigger: Trigger) -> None:
        """ "The attack cost 14 soldiers *their lives*"."""
        phrase = self.starts.get(trigger.last)
        if phrase is None or phrase.noun is None or "unit" in phrase.noun:
            return
        own = self._after(phrase.last) in self.words.marks["possessive"]
        if own and self._after(phrase.last + 1) in self.words.marks["lives"]:
            self._add(phrase, trigger, "object", False)
