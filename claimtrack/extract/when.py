"""Which of the dates of its sentence is a figure's: the nearest by clause; days of counts and trials are none.

What the article as a whole is dated by is decided in ``main_day``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from claimtrack.extract.date_roles import DateRoles
from claimtrack.extract.date_uses import DateUse, amount_of, day_back
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.nearness import AFTERMATH, FAR, around, core_of, nearness
from claimtrack.models import Date

_RECENT = 31  # days before publication
NEAR = 6  # sentences below the first victims within which any dated event is theirs
_AFTER = 16  # tokens from "a week after" to its figure
CLAUSE = 30  # tokens
_MIDDLE = 12  # what a month or year counts that neither leads nor follows: "last year's report of nine deaths"
_BESIDE = 6  # tokens from a figure to the day that is plainly its own
_UNRESOLVED = 20  # what a date counts whose day is not known: "that afternoon, 6 June 1987"
_COUNTS = frozenset(("toll", "count"))
BODIES = frozenset(("bodies", "body", "remains", "corpses"))
UNHARMED = frozenset(("detained", "captured", "rescued", "neutralized"))


class When(DateRoles):
    """Chooses among the dates of one article."""

    # -- one figure --------------------------------------------------------------------------------------------

    def own(self, figure: FigureMention, end: int, taken: DateUse | None = None) -> DateUse | None:
        """Return the date that the figure's own sentence gives it before token ``end``.

        Args:
            taken: a date that belongs to another figure: "found three more bodies Monday, taking the toll to 24".
        """
        best: DateUse | None = None
        least = FAR
        core = core_of(figure)
        for use in around(self.uses.get(figure.sentence, ()), figure.first):
            if use.role != "event" or use is taken or use.first >= end or self._is_not_of(figure, use, core):
                continue
            cost = self._cost(figure, use, core)
            if cost < least:
                best, least = use, cost
        if best is not None and best.fine and best.mention.last <= core[0] and AFTERMATH <= least < FAR - 15:
            self.late.add(id(figure))
        return self._counted(best, figure.sentence) if best is not None and least > _BESIDE else best

    def _is_not_of(self, figure: FigureMention, use: DateUse, core: tuple[int, int]) -> bool:
        """Whether a date is not that of victims, however near: that of a count, of another event, of a state."""
        behind = use.first >= core[1]
        if figure.outcome in UNHARMED:
            if use.counted:
                return True  # "Two days after the quake, three people were pulled out"
            if figure.outcome == "detained" and behind:
                why = not self.words.arrested_for.isdisjoint(self.doc.lower[figure.phrase.last : use.first])
                if why or (use.linked and not self._is_raid(use)):
                    return True  # "arrested a man accused of killing two people Monday night"
        if use.since >= 0 and figure.relation == "increment" and not 0 <= use.since - figure.last < 2:
            return True  # not "half a million more have been uprooted since Jan. 1"
        if not use.fine:
            return False
        tried = figure.outcome not in UNHARMED and behind and not use.linked
        if tried and not self.words.court.isdisjoint(self.doc.lower[use.first - 2 : use.first]):
            return True  # "the man accused of shooting four people appeared in court Monday"
        if figure.outcome == "missing" and figure.first <= use.first < figure.last and use.since < 0:
            return True  # "gave up the search on Wednesday for 18 pickers"
        if figure.rule in _COUNTS and not use.linked and use.since < 0 and not use.counted:
            return True  # "On Monday its figure was 1,744"
        number = figure.phrase.last
        if (
            figure.rule == "toll"
            and use.since < 0
            and use.first >= number
            and not (use.linked and use.first > number + 2)
        ):
            return True
        return behind and not use.linked and self._is_state(figure, use)

    def _cost(self, figure: FigureMention, use: DateUse, core: tuple[int, int]) -> int:
        """Return how far a date is from a figure, ``FAR`` where a date before it belongs to what comes first."""
        cost = nearness(self.doc, self.words, core, use.mention[:2])
        if use.since >= 0:
            cost += 2
        if use.mention.date.start is None:
            cost += _UNRESOLVED
        if use.linked:
            return cost - 3
        if use.mention.last > core[0] or use.since >= 0:
            return cost
        if self.is_when(use) and not (use.fine and self._is_of_death(use)):
            return cost
        leads = self._leads(use.mention.first)
        if leads == "sentence":
            return min(cost, FAR - 15)
        if self._is_later(use, core[0]):
            return FAR
        if leads or core[0] - use.mention.last < 2:
            return cost
        if use.fine and "where" not in self.doc.lower[use.mention.last : core[0]] and not self._is_of_death(use):
            return FAR  # "Authorities on Tuesday released the names of six people slain"
        return FAR if figure.rule in _COUNTS or self._is_begun(use) else cost + _MIDDLE

    def is_when(self, use: DateUse) -> bool:
        """Whether a clause tells what happened then: "a list that he began in 1994, when cholera killed 800"."""
        behind = self.doc.lower[use.mention.last : use.mention.last + 2]
        return behind[:1] == ["when"] or behind == [",", "when"]

    def _is_begun(self, use: DateUse) -> bool:
        """Whether something began then: "The floods, which began in May, have destroyed 680 houses"."""
        hits = self.hits.of(self.doc.sentence_of[use.first])
        return any("begin" in hit.tags and 0 <= use.first - hit.last < 4 for hit in hits)

    def _is_state(self, figure: FigureMention, use: DateUse) -> bool:
        """Whether a day is one on which victims are still what they became before: "eleven remained in hospital on
        Thursday", "19 were still being held on Wednesday"."""
        return not self.words.still.isdisjoint(self.doc.lower[figure.phrase.last : use.first])

    def _is_of_death(self, use: DateUse) -> bool:
        """Whether a day stands right behind the word of an outcome: "The mayor was killed Sunday; three more died"."""
        lower, k = self.doc.lower, use.first - 1
        while lower[k] in self.words.leads:
            k -= 1
        return lower[k] in self.words.outcomes

    def _counted(self, best: DateUse, number: int) -> DateUse:
        """Return the day counted back to from one of another thing: "the last of the 13 wounded in the shooting went
        home Tuesday, 33 days after a boy opened fire"."""
        for use in self.uses.get(number, ()):
            if use.counted and 0 < use.first - best.mention.last < NEAR:
                return use
        return best

    def _is_later(self, use: DateUse, figure: int) -> bool:
        """Whether a day is that of a vigil or a trial: "Lanterns rose on Thursday, one for each of the five ..."."""
        number = self.doc.sentence_of[use.first]
        if "aftermath" not in self.hits.tags(number):
            return False
        near = use.first - (CLAUSE if "," in self.doc.lower[use.mention.last : figure] else NEAR)
        return any("aftermath" in hit.tags and near <= hit.first < use.first for hit in self.hits.of(number))

    def _leads(self, first: int) -> str:
        """Whether the date opens its sentence or clause: "On Tuesday six people ...", "...: on Monday a guide ..."."""
        floor = self.doc.sentences[self.doc.sentence_of[first]].first
        words, lower = self.doc.words, self.doc.lower
        for k in range(first, max(first - 10, floor - 1), -1):
            if lower[k] == ",":
                break
            if (k == floor and k == first) or (lower[k] in self.words.leads and words[k] != lower[k] and k < first):
                return "sentence"
        k = first - 1
        while k > floor and self.doc.lower[k] in self.words.leads:
            k -= 1
        return "clause" if self.doc.lower[k] in self.words.openers else ""

    def after(self, figure: FigureMention) -> tuple[int, str] | None:
        """Return how long before the event of its sentence the figure's own was, as a number and a unit: "a week after
        gunmen killed seven"; ``None`` where it was not."""
        lower = self.doc.lower
        floor = self.doc.sentences[figure.sentence].first
        if "after" not in lower[max(figure.phrase.first - _AFTER, floor) : figure.phrase.first]:
            return None
        for k in range(figure.phrase.first - 1, max(figure.phrase.first - _AFTER, floor + 1), -1):
            if lower[k] in (";", ":", ".", ","):
                return None
            if lower[k] == "after":
                unit = self.units.get(lower[k - 1])
                if unit is None or k - 2 < floor or unit["unit"] == "minute":
                    return None
                amount = amount_of(lower[k - 2], self.numbers)
                if unit["unit"] == "hour":  # "hours after another shooting" is on the same day
                    return (amount // 24, "day") if amount > 23 else None
                return amount, str(unit["unit"])
        return None

    def day_before(self, figure: FigureMention, main: date | None) -> Date | None:
        """Return the day that ``after`` counts back to from the date of the sentence, or from ``main``."""
        known = self.after(figure)
        if known is None or not known[0]:
            return None
        dated = [
            u
            for u in around(self.uses.get(figure.sentence, ()), figure.first)
            if u.role == "event" and u.fine and u.start and not u.counted
        ]
        origin = dated[0].start if dated else main
        day = day_back(origin, known[0], known[1], False) if origin else None
        if day is None:
            return None
        lower, k = self.doc.lower, figure.phrase.first - 1
        while lower[k] != "after":
            k -= 1
        iso = day.isoformat()
        return Date(self.doc.slice(k - 2, k + 1), self.doc.span(k - 2, k + 1), iso, iso, "day")

    def day_after(self, figure: FigureMention, main: date | None) -> Date | None:
        """Return the day that a sentence counts on to from ``main``: "Two days after the quake, seven were saved"."""
        lower, first = self.doc.lower, self.doc.sentences[figure.sentence].first
        if main is None or lower[first + 2] != "after":
            return None
        unit, count = self.units.get(lower[first + 1]), amount_of(lower[first], self.numbers)
        if unit is None or unit["unit"] not in ("day", "week") or not count:
            return None
        iso = (main + timedelta(count * (7 if unit["unit"] == "week" else 1))).isoformat()
        return Date(self.doc.slice(first, first + 3), self.doc.span(first, first + 3), iso, iso, "day")

    def closed(self, period: Date, number: int) -> Date:
        """Return an open period with the day that its sentence counts to: "as of 18 October, 209 since 14 June"."""
        for use in self.uses.get(number, ()):
            if use.fine and use.start is not None and use.value.start and (period.start or "") < use.value.start:
                before = self.doc.lower[max(0, use.first - 2) : use.first]
                if before[-1:] == ["through"] or before == ["as", "of"]:
                    return Date(period.text, period.span, period.start, use.value.start[:10], period.grain, period.mod)
        return period

    def opens(self, use: DateUse) -> bool:
        """Whether a date opens its sentence, prepositions aside."""
        return self._leads(use.first) == "sentence"

    def mark_tolls(self, figures: Sequence[FigureMention]) -> None:
        """Give dates right after a toll's number ("rose to 87 on Monday") or a former one's their role."""
        for figure in figures:
            if figure.sentence in self.uses and "tally" in self.hits.tags(figure.sentence):
                self._mark_count(figure)
            if figure.rule != "toll" and figure.relation != "previous":
                continue
            for use in around(self.uses.get(figure.sentence, ()), figure.first):
                gap = use.mention.first - figure.phrase.last
                if use.role == "event" and (use.fine or figure.relation == "previous") and 0 <= gap <= 2:
                    use.role = "toll" if figure.relation != "previous" else "other"

    def _mark_count(self, figure: FigureMention) -> None:
        """Give the day of an earlier count its role: "On Sunday the toll had stood at 39", "spoken on Sunday of 7"."""
        first, number = self.doc.sentences[figure.sentence].first, figure.phrase.first
        had = "had" in self.doc.lower[first:number]
        for use in around(self.uses.get(figure.sentence, ()), figure.first):
            plain = use.role == "event" and use.fine and not use.linked and use.first < number
            if plain and (had or self._is_of_count(use, number)):
                use.role = "toll"

    def _is_of_count(self, use: DateUse, number: int) -> bool:
        """Whether a day is that of a count: "The figure on Thursday was 529", "On Monday its figure was 12 dead"."""
        lower, copulas = self.doc.lower, self.words.copulas
        for hit in self.hits.of(self.doc.sentence_of[use.first]):
            if "tally" in hit.tags and hit.last <= number:
                behind = 0 <= use.first - hit.last < 2 and lower[use.mention.last] in copulas
                if behind or (use.mention.last <= hit.first and lower[hit.last] in copulas):
                    return True
        return False

    def is_recovery(self, figure: FigureMention, use: DateUse) -> bool:
        """Whether a figure is of dead who were found or buried on a day: "six bodies were found on Sunday"."""
        if figure.outcome != "killed" or not use.fine or use.linked:
            return False
        lower, found = self.doc.lower, self.words.recovery
        bodies = not BODIES.isdisjoint(lower[max(0, figure.first - 1) : figure.last + 1])
        if not bodies and (figure.quantity.low or 2) < 2:
            return False  # "A woman was found dead on Sunday" is a death of its own
        if not found.isdisjoint(lower[use.first - 4 : use.first]) or not found.isdisjoint(
            lower[figure.last : figure.last + 3]
        ):
            return True
        near = 3 if bodies else 2  # "crews found nine people dead on Wednesday"
        return not found.isdisjoint(lower[max(0, figure.phrase.first - near) : figure.phrase.first + 3 * bodies])

    def _is_raid(self, use: DateUse) -> bool:
        """Whether a day is that of the arrests themselves: "detained in raids on Monday", not "over Monday's blast"."""
        number = self.doc.sentence_of[use.first]
        return "raid" in self.hits.tags(number) and any(
            "raid" in hit.tags and -NEAR - 2 < hit.first - use.first < NEAR for hit in self.hits.of(number)
        )

    def recent(self, use: DateUse, days: int = _RECENT) -> bool:
        return self.published is None or use.start is None or (self.published - use.start).days <= days


def is_week(use: DateUse) -> bool:
    """Whether a date is a whole week: "in the past week", not a weekend."""
    if use.value.grain != "week" or use.start is None or use.end is None:
        return False
    return (use.end - use.start).days > 2
