"""The places that stand for more than their sentence: heads of briefs and rows, of dated entries, and "there".

What they are of is decided in ``where`` and ``scenes``.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimtrack.extract.figures import FigureMention
from claimtrack.extract.place_uses import SETTLEMENT, VENUE, PlaceUse, PlaceUses
from claimtrack.models import Place

HEAD_MARKS = frozenset((":", "/", "|"))
_THERE = 4  # tokens from a figure to its "there", and sentences from there to the place


class PlaceHeads(PlaceUses):
    """Finds what the heads of the paragraphs of one article say of where."""

    tabled = False  # rows of a table have each their place: none of them is that of all

    def _is_head(self, use: PlaceUse) -> bool:
        """Whether a colon follows a place, or the mark of a table's row: "Alba: 3 dead", "Alba / 3 dead"."""
        return not HEAD_MARKS.isdisjoint(self.doc.words[use.mention.last : use.mention.last + 1])

    def heads(self) -> Mapping[int, Place]:
        """Return the places that head the paragraphs of an article of several briefs: "COLOMBIA: ...", "MARAND."."""
        found: dict[int, Place] = {}
        rows = 0
        for number, mentions in self.mentions.items():
            first, last, paragraph = self.doc.sentences[number]
            if mentions[0].first != first or self.doc.paragraphs[paragraph][0] != first:
                continue
            use = self.uses(number)[0]
            opens = first == use.first and use.rank <= SETTLEMENT
            if opens and (self._is_head(use) or last - first < 4):
                inner = [u for u in self.uses(number)[1:] if u.linked and not (u.away or u.said) and u.rank in (1, 2)]
                found[paragraph] = inner[0].mention.place if inner else use.mention.place
                after = self.doc.words[use.mention.last + 1 : last]
                rows += bool(after) and after[0].isdecimal() and self._is_head(use)
        self.tabled = rows > 1
        return found if len(found) > 1 else {}

    def of_entry(self, paragraph: int) -> Place | None:
        """Return where a dated entry happened: the first settlement behind "in" or "near", else the narrowest place of
        its head ("Colombia, Cauca, San Bernabé."), else the only place that it names."""
        first, last = self.doc.paragraphs[paragraph]
        numbers = range(self.doc.sentence_of[first], self.doc.sentence_of[last - 1] + 1)
        uses = [use for number in numbers for use in self.uses(number) if not use.said and use.rank < VENUE]
        for use in uses:
            if use.linked and not use.away and use.rank == SETTLEMENT:
                return (use.inner or use).mention.place
        bare = [use for use in uses if not (use.linked or use.away) and use.rank > 0]
        if bare:
            return max(bare, key=lambda use: (use.rank, use.first)).mention.place
        return uses[0].mention.place if len(uses) == 1 else None

    def there(self, figure: FigureMention, main: Place | None) -> Place | None:
        """Return the place last named before a figure's "there", or ``main``: "In March, four gendarmes died there"."""
        lower, last = self.doc.lower, self.doc.sentences[figure.sentence].last
        start = max(figure.first - _THERE, self.doc.sentences[figure.sentence].first)
        if "there" not in lower[start : min(figure.last + _THERE, last)]:
            return None
        for k in range(start, min(figure.last + _THERE, last)):
            after = lower[k + 1] if k + 1 < last else ""
            if lower[k] == "there" and after not in self.words.copulas and after not in self.words.has:
                for number in range(figure.sentence, max(figure.sentence - _THERE, -1), -1):
                    for use in reversed(self.uses(number)):
                        if use.first < figure.first and use.rank <= SETTLEMENT and not (use.away or use.said):
                            return use.mention.place
                return main
        return None
