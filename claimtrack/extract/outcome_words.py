"""Tokens to outcome words: where a text says "killed", "the dead", "had to flee", and with which entry.

Most phrases open with a word that stands everywhere ("the", "in", "had"). Each is looked for by its first word that
does not, its anchor, and matched from where it would begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress

from claimtrack.lexicon import Entry
from claimtrack.lexicon.phrases import PhraseTable


class OutcomeWords:
    """The outcome phrases of a language."""

    __slots__ = ("_anchors", "table")

    def __init__(self, forms: Mapping[str, Entry], grammar: AbstractSet[str], common: AbstractSet[str]) -> None:
        """Take the outcomes by form, the words of grammar, and others that stand in many texts ("police", "hit")."""
        self.table = PhraseTable(forms.items())
        anchors: dict[str, dict[int, set[str]]] = {}
        for form in forms:
            tokens = form.split()
            own = [k for k, token in enumerate(tokens) if token not in grammar]
            offset = next((k for k in own if tokens[k] not in common), own[0] if own else len(tokens) - 1)
            anchors.setdefault(tokens[offset], {}).setdefault(offset, set()).add(tokens[0])
        # by anchor, farthest first: how far before it a phrase begins, and with which words
        self._anchors = {word: tuple(sorted(begins.items(), reverse=True)) for word, begins in anchors.items()}

    def find(self, lower: Sequence[str]) -> list[tuple[int, int, Entry]]:
        """Return first token, token after the last and entry of each phrase, in order, none inside another."""
        anchors, match, count = self._anchors, self.table.match, len(lower)
        found: list[tuple[int, int, Entry]] = []
        after = 0
        for i in compress(range(count), map(anchors.__contains__, lower)):
            for offset, openers in anchors[lower[i]]:
                first = i - offset
                if first >= after and lower[first] in openers and (hit := match(lower, first, count)) is not None:
                    after = hit[0]
                    found.append((first, after, hit[1]))
                    break
        return found
