"""When and where: what the assembly asks about a figure, and about a claim that holds none.

The figures are settled in ``scenes``; here are the days on which something was said, and the date and the place that
a claim names itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import Attribution, Range
from claimtrack.extract.place_uses import PlaceUse
from claimtrack.extract.scene_tallies import Scene
from claimtrack.extract.scenes import Scenes
from claimtrack.extract.victim_groups import group_of
from claimtrack.models import Date, Place


class Context(Scenes):
    """Looks up the dates and places around a figure or a claim; built once an article."""

    def scene(self, mention: FigureMention) -> Scene:
        """Return what the figure counts, and when and where those people were killed or hurt."""
        return self.scenes.get(id(mention)) or Scene("incident", None, None)

    def stated(self, attribution: Attribution) -> Date | None:
        """Return the day on which the source said it, where the attribution clause or a toll's verb names one."""
        dated, sentence_of = self.when.uses, self.doc.sentence_of
        if not dated:
            return None
        framed: list[int] = []
        for first, _ in attribution.frame:
            number = sentence_of[first]
            if number in dated and number not in framed:
                framed.append(number)
        framed.sort()
        for number in framed:
            for use in dated[number]:
                if use.role == "said" and use.value.grain not in ("year", "decade", "season"):
                    return use.value
        spoken = attribution.cue[0] if attribution.cue else -1
        for first, last in attribution.content:
            for use in dated.get(sentence_of[first], ()):
                if use.role == "toll" and (first <= use.first < last or use.first < spoken):
                    return use.value
        for first, _ in attribution.frame if framed else ():
            for use in dated.get(sentence_of[first], ()):
                if use.role == "event" and use.fine and 0 <= first - use.mention.last < 2 and self.when.opens(use):
                    return use.value  # "On the afternoon of Feb. 15, the sheriff told reporters"
        return None

    def counted_on(self, figures: Sequence[FigureMention]) -> Date | None:
        """Return the day on which the outlet's own words say that a count stood at its number."""
        for figure in figures:
            for use in self.when.uses.get(figure.sentence, ()):
                if use.role == "toll" and figure.rule in ("toll", "count", "subject", "noun"):
                    return use.value
        return None

    def event_in(self, pieces: Sequence[Range]) -> Date | None:
        """Return when that happened which a claim without figures is about."""
        if not self.when.uses:
            return None
        for first, last in pieces:
            for use in self.when.uses.get(self.doc.sentence_of[first], ()):
                if first <= use.mention.first < last and use.role == "event":
                    return use.value
        return None

    def place_in(self, pieces: Sequence[Range]) -> Place | None:
        """Return where that happened which a claim without figures is about."""
        best: PlaceUse | None = None
        for first, last in pieces:
            for use in self.where.uses(self.doc.sentence_of[first]):
                if first <= use.mention.first < last and not use.away and (best is None or use.rank == 2 > best.rank):
                    best = use
        return best.mention.place if best is not None else None

    # -- groups ------------------------------------------------------------------------------------------------

    def group(self, mention: FigureMention) -> str | None:
        """Return the victims' group."""
        found = group_of(self.doc, self.words, self.look, mention)
        if found is None and mention.phrase.noun is None and id(mention) in self.wholes:
            return self.group(self.wholes[id(mention)])  # "Two of the wounded" of six soldiers
        return found
