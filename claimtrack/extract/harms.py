"""Tokens to injuries told by what was suffered: "suffered a broken leg", "with burns", "hit in the chest".

The harm is met first, a word such as "burns" or "leg"; before it must stand one that bears it, with no more between
than describes the harm. What bears which is the lexicon's table of bearers, whose ``reaches`` names the mark that
holds the harms.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from claimtrack.lexicon import Entry

_REACH = 7  # tokens from the harm back to the end of the words that bear it
_JOINS = frozenset(("and", "or", ","))


class Harms:
    """The bearers and the harms of a language."""

    __slots__ = ("_articles", "_bearers", "_marks", "_stops", "words")

    def __init__(
        self,
        forms: Mapping[str, Entry],
        marks: Mapping[str, frozenset[str]],
        determiners: AbstractSet[str],
        stops: AbstractSet[str],
    ) -> None:
        self._bearers: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for form, entry in sorted(forms.items(), key=lambda row: -len(row[0])):
            tokens = tuple(form.split())
            self._bearers.setdefault(tokens[-1], []).append((tokens, entry))
        self._marks = marks
        self.words = marks["harm"] | marks["body"] | marks["limb"]
        self._articles = marks["possessive"] | {"a", "an", "the"}
        self._stops = stops - _JOINS - (determiners - {"no"})

    def find(self, lower: list[str], at: list[int]) -> list[tuple[int, int, Entry]]:
        """Return first token, token after the last and entry of the injuries ``at`` these harms, in order."""
        found: list[tuple[int, int, Entry]] = []
        for i in at:
            hit = self._borne(lower, i)
            if hit is None:
                continue
            if found and found[-1][1] > hit[0]:
                found.pop()  # "suffered cuts and bruises"
            found.append((hit[0], i + 1, hit[1]))
        return found

    def _borne(self, lower: list[str], i: int) -> tuple[int, Entry] | None:
        """Return where the words begin that bear the harm at token ``i``, and their entry."""
        fatal = False
        for j in range(i - 1, max(-1, i - 1 - _REACH), -1):
            word = lower[j]
            for tokens, entry in self._bearers.get(word, ()):
                first = j - len(tokens) + 1
                if first < 0 or tuple(lower[first : j + 1]) != tokens or not self._is_harm(lower, i, entry["reaches"]):
                    continue
                if word in self._marks["broken"] and lower[j + 1] not in self._articles:
                    break  # "a broken leg" describes the harm, "broke a leg" bears it
                return first, {**entry, "outcome": "killed"} if fatal else entry
            sided = word == "left" and lower[j - 1] in self._articles  # "in the left leg"
            if word in self._stops and not sided and not (word == "of" and lower[j - 1] in self._marks["extent"]):
                return None
            fatal = fatal or word in self._marks["fatal"]
        return None

    def _is_harm(self, lower: list[str], i: int, kind: str) -> bool:
        if kind == "harm" and lower[i] in self._marks["body"]:
            return lower[i - 1] in self._marks["broken"]  # "a broken leg"
        return lower[i] in self._marks[kind]
