"""Tokens to outcome words: where a text says "killed", "the dead", "had to flee", and with which entry.

Most phrases open with a word that stands everywhere ("the", "in", "had"). Each is looked for by its first word that
does not, its anchor, and matched from where it would begin.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

from claimtrack.lexicon import Entry
from claimtrack.lexicon.phrases import PhraseTable

# how far before a word a phrase begins and with which words, farthest first; the entry of the word alone and the words
# that may go on, where a phrase begins with it; whether it is noted
_Anchor = tuple[tuple[tuple[int, frozenset[str]], ...], Entry | None, Collection[str] | None, bool]


class OutcomeWords:
    """The outcome phrases of a language."""

    __slots__ = ("anchors", "table")

    def __init__(
        self, forms: Mapping[str, Entry], grammar: AbstractSet[str], common: AbstractSet[str], note: AbstractSet[str]
    ) -> None:
        """Take the outcomes by form, words of grammar, others that stand in many texts ("police"), words to note."""
        self.table = PhraseTable(forms.items())
        begins: dict[str, dict[int, set[str]]] = {word: {} for word in note}
        for form in forms:
            tokens = form.split()
            own = [k for k, token in enumerate(tokens) if token not in grammar]
            offset = next((k for k in own if tokens[k] not in common), own[0] if own else len(tokens) - 1)
            offset = next((k for k in range(1, offset) if tokens[k] in forms), offset)  # "got" in "never got up"
            begins.setdefault(tokens[offset], {}).setdefault(offset, set()).add(tokens[0])
        self.anchors = {word: self._anchor(word, rows, word in note) for word, rows in begins.items()}

    def _anchor(self, word: str, rows: Mapping[int, set[str]], noted: bool) -> _Anchor:
        begins = tuple((offset, frozenset(rows[offset])) for offset in sorted(rows, reverse=True) if offset)
        if 0 not in rows:
            return begins, None, None, noted
        single, longer = self.table.first[word]
        return begins, single[0] if single is not None else None, longer, noted

    def find(self, lower: list[str], at: list[int]) -> tuple[list[tuple[int, int, Entry]], list[int]]:
        """Return first token, token after the last and entry of each phrase, none inside another; the words noted.

        Args:
            at: the tokens that are anchors.
        """
        anchors, table, count = self.anchors, self.table, len(lower)
        found: list[tuple[int, int, Entry]] = []
        noted: list[int] = []
        after = 0
        for i in at:
            begins, alone, longer, note = anchors[lower[i]]
            if note:
                noted.append(i)
            for offset, openers in begins:
                first = i - offset
                if first < after or lower[first] not in openers:
                    continue
                hit = table.match(lower, first, count)
                if hit is not None:
                    after = hit[0]
                    found.append((first, after, hit[1]))
                    break
            else:
                if longer is None or i < after:
                    continue
                goes_on = longer and i + 1 < count and lower[i + 1] in longer
                if goes_on and (hit := table.match(lower, i, count)) is not None:
                    after = hit[0]
                    found.append((i, after, hit[1]))
                elif alone is not None:
                    after = i + 1
                    found.append((i, after, alone))
        return found, noted
