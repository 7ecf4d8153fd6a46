"""Which figures go on with a tally above: its period, its share of a month, its number told again.

What else a figure's scene is made of is decided in ``scenes``.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.extract.date_uses import DateUse
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.scene_grounds import Findings, Grounds
from claimtrack.extract.scope import Scope
from claimtrack.models import Date, Place

_TALLY = 20  # dead from which a number told again is the same tally


@dataclass(slots=True)
class Scene:
    """What is settled of one figure."""

    scope: Scope
    event: Date | None
    place: Place | None
    own: bool = False


class Tallies(Grounds):
    """Knows the tallies of one article as far as it has been settled."""

    def __init__(self, found: Findings) -> None:
        super().__init__(found)
        self.scenes: dict[int, Scene] = {}
        self.cumulative: Scene | None = None
        self.before: FigureMention | None = None

    def _counted_above(self, figure: FigureMention) -> Scene | None:
        """Return the scene of the tally whose number is told again ("Of the 163 arrested, 58 were released"), or of the
        figure before where both are of one time ("over the same period 48 bodies were recovered")."""
        before = self.before
        first, last, _ = self.doc.sentences[figure.sentence]
        lower = self.doc.lower[first:last]
        if before is not None and before is not figure and figure.sentence - before.sentence < 2 and "same" in lower:
            for k, word in enumerate(lower):
                if word == "same" and k + 1 < len(lower) and lower[k + 1] in self.look.same_period:
                    return self.scenes[id(before)]
        if self.cumulative is None or (figure.quantity.low or 0) < _TALLY or figure.relation != "total":
            return None
        same = (f for f in self.figures if f.outcome == figure.outcome and f.quantity == figure.quantity)
        return next((s for f in same if (s := self.scenes.get(id(f))) and s.scope == "cumulative"), None)

    def _is_entry(self, figure: FigureMention, use: DateUse) -> bool:
        return use is self.entries.get(self.doc.sentences[figure.sentence].paragraph)

    def _is_share(self, use: DateUse | None) -> bool:
        """Whether a month or year belongs to what an article of tallies counts: "140 of the deaths were in June"."""
        if use is None or use.fine or self.cumulative is None or (self.main is not None and self.main.fine):
            return False
        whole = self.cumulative.event
        return whole is not None and whole.start is not None and (use.value.start or "") >= whole.start[:7]

    def _goes_on(self, figure: FigureMention) -> bool:
        """Whether a figure without a date goes on with the period of the figure before."""
        if self.cumulative is None or self.before is None or self.before is figure:
            return False
        number = figure.sentence
        paragraph = self.doc.sentences[number].paragraph
        same = self.doc.sentences[self.before.sentence].paragraph == paragraph
        if self.main is not None and self.main.fine:
            near = same and number - self.before.sentence < 2 and self._lasts(figure)
        else:
            near = same or number - self.before.sentence < 2
        return near and self.scenes[id(self.before)].scope == "cumulative"
