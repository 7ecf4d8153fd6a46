"""Single persons whose name stands beside them, who are no figures: "Ray Holt, a student", "a nurse, Ada Moreau"."""

from __future__ import annotations

from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.shapes import is_age
from claimtrack.extract.wholes import Wholes

_SHORTEST = 2  # words of a name, so that it is none of a place or a day: "In Oslo, a man", "On Monday, a nurse"


class Named(Wholes):
    """Finds the names beside counted phrases."""

    def _drop_named(self) -> None:
        """Leave out single persons whose name stands beside them: "a mother of two, Ada Moreau, died"."""
        for phrase in [c for c in self.counted if c.kind == "indefinite" and self._has_name(c)]:
            self.counted.remove(phrase)
            del self.starts[phrase.first]
            del self.ends[phrase.last - 1]

    def _is_named(self, phrase: Counted) -> bool:
        i = phrase.last
        if "," not in self.lower[i : i + 5]:
            return False
        while i < self.last and i < phrase.last + 4 and self.lower[i] != ",":
            if self.lower[i] in self.words.be or self.lower[i] in self.words.auxiliaries or i in self.trigger_tokens:
                return False
            i += 1
        if i + 1 >= self.last or self.lower[i] != ",":
            return False
        i += 1
        if is_age(self.lower[i]) or self.lower[i] in ("named", "called"):
            i += 1
        return i + 1 < self.last and self._is_name(i) and (self._is_name(i + 1) or self.lower[i + 1] == ",")

    def _has_name(self, phrase: Counted) -> bool:
        return self._is_named(phrase) or (
            self.lower[phrase.first - 1] == "," and phrase.unit == "person" and self._follows_name(phrase)
        )

    def _follows_name(self, phrase: Counted) -> bool:
        """ "Elena Petrova, a nurse who was hurt, spoke"; not "In New York, a man was hurt"."""
        lower, words = self.lower, self.words
        if not (self._after(phrase.last) in (",", ".", "") or self._after(phrase.last) in words.marks["who"]):
            return False
        k = last = phrase.first - 2
        while k >= self.first and self._is_name(k) and lower[k] not in words.times:
            k -= 1
        if last - k < _SHORTEST or self._in_title_case(k, last):
            return False
        if k < self.first:
            return True
        before = lower[k]
        if before == "of":
            return k - 1 in self.trigger_tokens or lower[k - 1] in words.marks["told of"]
        return not (before in words.prepositions or before in words.determiners or before in (",", "and", "'s"))

    def _in_title_case(self, k: int, last: int) -> bool:
        """Whether the capitals say nothing, or the words are known for other things: "White House"."""
        return self._title_case() or any(self.lower[i] in self.words.nouns for i in range(k + 2, last + 1))
