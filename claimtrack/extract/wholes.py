"""Wholes that a part is told of: the 18 of "four of the 18 killings", the "21 victims" of a toll given before."""

from __future__ import annotations

from claimtrack.extract.clause import FigureMention, Trigger
from claimtrack.extract.fates import Fates
from claimtrack.extract.noun_phrase import Counted
from claimtrack.normalize.numbers import bounds

_HARMED = ("killed", "injured", "casualties")


class Wholes(Fates):
    """The rules for wholes; they run after those for parts."""

    def _link_wholes(self) -> None:
        """Give the number after "of the" the outcome that it has by itself, and make the one before it a part."""
        if "where" in self.here:
            self._settle_where_died()
        for phrase in self.counted:
            if phrase.whole_at < 0 or phrase.kind == "zero" or phrase.unit != "person":
                continue
            parts = self.linked.get(phrase.first, [])
            behind = [m for m in parts if m.rule == "object" and m.trigger and m.trigger.first > phrase.last]
            trigger = behind[0].trigger if behind else self._outcome_of_whole(phrase, parts)
            if trigger is None:
                continue
            whole = self._add(self._whole_of(phrase), trigger, "whole", False)
            whole.first, whole.last = phrase.whole_at, max(phrase.last, trigger.last)
            self._drop(behind, whole)  # "freed 28 of the 121 pupils *they seized*"
            for part in parts:
                if part.relation != "increment":
                    part.relation, part.parent = "subset", whole
            if parts and phrase.quantity.value == 1 and self.lower[phrase.first - 1] in self.words.be:
                self._drop(list(parts), whole)  # "she was one of 22 people killed"

    def _link_alternatives(self) -> None:
        """ "300 dead, missing or injured": one number for all that its outcome words tell."""
        for mention in self.mentions:
            if mention.trigger is None or mention.rule not in ("subject", "object") or mention.phrase.kind == "zero":
                continue
            outcomes = {mention.outcome}
            i, chosen = mention.trigger.last, False
            while self._after(i) in (",", "or"):
                chosen = chosen or self.lower[i] == "or"
                other = self.trigger_tokens.get(i + 1)
                if self._after(i) == "," and self._after(i + 1) == "or":
                    i += 1
                    continue
                if other is None or other.linked or other.first != i + 1:
                    break
                outcomes.add(other.outcome)
                i = other.last
            if chosen and {"killed", "injured"} <= outcomes:
                mention.outcome, mention.last = "casualties", max(mention.last, i)
            elif chosen and outcomes == {"killed", "missing"}:
                mention.outcome, mention.last = "dead_or_missing", max(mention.last, i)

    def _whole_of(self, phrase: Counted) -> Counted:
        at = phrase.whole_at
        return Counted(
            at, at, phrase.last, bounds(phrase.whole_number or 0, "exact"), "count", phrase.head, phrase.noun,
            phrase.outcome_noun, group=phrase.group, noun_from=at + 1, definite=True,
        )  # fmt: skip

    def _outcome_of_whole(self, phrase: Counted, parts: list[FigureMention]) -> Trigger | None:
        """Return what all of the whole met: "of the 24 *dead*", "of the 18 *killings*", "of the eight *killed*"."""
        entry = phrase.whole_outcome or phrase.outcome_noun
        if entry is not None:
            return Trigger(phrase.last - 1, phrase.last, entry)
        for part in parts:
            if part.trigger is None:
                continue
            if phrase.noun is not None and phrase.noun["lemma"] == "victim" and part.outcome in _HARMED:
                return part.trigger
            if self._in_relative(phrase.first, phrase.last, part.trigger):
                return part.trigger
        return None

    def _settle_where_died(self) -> None:
        """ "Two were taken to a hospital *where they were pronounced dead*": killed."""
        for trigger in self.triggers:
            if trigger.outcome != "injured" or not trigger.linked:
                continue
            death = next((t for t in self.triggers if t.first >= trigger.last), None)
            if death is None or death.outcome != "killed" or death.linked:
                continue
            between = self.lower[trigger.last : death.first]
            where = next((k for k, word in enumerate(between) if word == "where"), len(between))
            if where < len(between) and all(map(self._may_tell_fate, between[where + 1 :])):
                for mention in self.mentions:
                    if mention.trigger is trigger:
                        mention.outcome, mention.last = "killed", max(mention.last, death.last)

    def _may_tell_fate(self, word: str) -> bool:
        words = self.words
        return word in words.pronouns or word in words.auxiliaries or word in words.be or word in words.adverbs

    def _said_of_one(self) -> list[FigureMention]:
        """Return those that only say who one counted before is: "One of the victims was *a woman* who had burns"."""
        again: list[FigureMention] = []
        for mention in self.mentions:
            i = mention.phrase.first - 1
            if mention.phrase.kind == "indefinite" and i > self.first and self.lower[i] in self.words.be:
                if mention.rule == "inner" and self.lower[i - 1] in self.words.agents:
                    again.append(mention)  # "I was a dead man"
                    continue
                one = self.ends.get(i - 1)
                if one is not None and one.whole and one.quantity.value == 1 and self.linked.get(one.first):
                    again.append(mention)
        return again

    def _in_relative(self, first: int, i: int, trigger: Trigger) -> bool:
        """Whether the outcome describes the noun of the phrase from ``first`` to ``i``, and another verb is theirs."""
        if self._after(i) in self.words.relatives:
            i += 1
            while self._after(i) in self.words.be or self._after(i) in self.words.auxiliaries:
                i += 1
        if i != trigger.first or trigger.kind not in ("verb", "participle"):
            return False
        words = self.words
        if self.lower[first - 1] in words.be:
            return True  # "she was one of 22 people killed"
        for k in range(trigger.last, self.last):
            if self.lower[k] in (";", ":"):
                return False
            told = self.trigger_tokens.get(k)
            dies = told is not None and told.kind == "intransitive"
            if dies or self.lower[k] in words.be or self.lower[k] in words.auxiliaries:
                return True
        return False

    def _is_supposed(self, mention: FigureMention) -> bool:
        """ "If a driver kills two people", "Imagine that 40 people die in a fire"."""
        trigger, marks = mention.trigger, self.words.marks
        if trigger is None or not (trigger.kind == "present" or self.lower[trigger.first] in marks["dies"]):
            return False
        return not marks["supposing"].isdisjoint(self.lower[self.first : trigger.first])

    def _is_rate(self, mention: FigureMention) -> bool:
        """ "40 deaths per 1,000 births", "deaths per 100,000 inhabitants fell to nine", "two died for every 100"."""
        if self._after(mention.phrase.last) == "in" and self._is_share(mention.phrase):
            return True
        ends = [mention.phrase.last, mention.last, *([mention.trigger.last] if mention.trigger is not None else ())]
        return any(
            (self._after(i) == "per" and not self._names_source(i + 1))
            or (self._after(i) in ("for", "in") and self._after(i + 1) == "every")
            for i in ends
        )

    def _names_source(self, i: int) -> bool:
        """Whether "per" at the token before leads to who says it: "5 dead per @albapolice", "per Alba police"."""
        return i < self.last and (self.lower[i] == "@" or self.doc.words[i][0].isupper())

    def _settle_helpless(self) -> None:
        """ "36 wounded *prisoners* were shot": those in the hands of who shoots them die."""
        for mention in self.mentions:
            noun, trigger = mention.phrase.noun, mention.trigger
            if not mention.shot or noun is None or trigger is None:
                continue
            wounded = self._after(trigger.last) in ("at", "in") and not self._place_of_harm(trigger.last)
            if noun["lemma"] in self.words.marks["in their hands"] and not wounded and self._verb_group(trigger)[0]:
                mention.outcome, mention.shot = "killed", False

    def _place_of_harm(self, i: int) -> bool:
        """Whether "in the churchyard", not "in the leg", stands at token ``i``."""
        return self.words.marks["body"].isdisjoint(self.lower[i : min(self.last, i + 4)]) and self._after(i) == "in"
