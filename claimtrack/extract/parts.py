"""Numbers that no outcome word governs: parts of a figure, the rest of an ellipsis, tolls that are replaced."""

from __future__ import annotations

from claimtrack.extract.clause import THINGS, FigureMention
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.tolls import Tolls
from claimtrack.extract.words import PUNCTUATION

_FEWEST = 2  # parts that make up a total
_AGO = 6  # figures back to those whom "five of the victims" may be of


class Parts(Tolls):
    """The rules for parts; they run after all others."""

    def _link_parts(self) -> None:
        """Give the phrases that no outcome word governs to the figure that they are a part or the rest of."""
        for position, phrase in enumerate(self.counted):
            if self.linked.get(phrase.first) or phrase.outcome_noun is not None:
                continue
            if position and self.counted[position - 1].last == phrase.first and self.counted[position - 1].whole:
                continue  # "one of them a policeman" is one
            if phrase.unit != "person" or phrase.whole == "pronoun":
                things = self._things_before(phrase)
                if things is not None:
                    self._add_part(phrase, things, "including")
                if things is not None or phrase.unit != "person":
                    continue
            whole = self._figure_before(phrase) or self._figure_among(phrase)
            if whole is None or (phrase.kind == "zero" and not self._names_none(phrase)):
                continue
            if self.lower[phrase.last - 1] == "which" and whole.phrase.outcome_noun is None:
                continue  # "mortar rounds, one of which landed beside a queue"
            if whole.phrase.first > phrase.first:
                self._add_part(phrase, whole, "among")
                continue
            against = self.lower[phrase.first - 1] == "against" and self._of_other_period(phrase)
            if (against or self._is_previous(phrase.first)) and phrase.first > whole.phrase.first:
                mention = self._add(phrase, whole.trigger, "previous", False)
                mention.relation, mention.parent, mention.outcome = "previous", whole, whole.outcome
                if self._of_other_period(phrase):
                    mention.relation, mention.parent = "total", None
                mention.first, mention.last = phrase.first, phrase.last
            elif phrase.elliptical and self.lower[phrase.first - 2 : phrase.first] == ["of", "the"]:
                continue  # the 13 of "eleven of the 13 were students"
            elif self._predicate(phrase) is not None and (phrase.elliptical or phrase.whole):
                self._add_part(phrase, whole, "predicate")
            elif self._after_including(phrase) or (position and self._goes_on_including(position)):
                if not self._part_of_others(phrase, position):
                    self._add_part(phrase, whole, "including")
            elif phrase.whole == "pronoun" or (
                phrase.whole == "noun" and phrase.definite and phrase.whole_number in (None, whole.quantity.value)
            ):
                self._add_part(phrase, whole, "of them")
            elif (
                whole.sentence == self.number
                and phrase.elliptical
                and self._after(phrase.last) in self.words.marks["grave"]
            ):
                self._add_part(phrase, whole, "of them")  # "wounded two teenagers, one critically"
            elif whole.sentence == self.number and self._opens_with_of(whole) and phrase.elliptical:
                self._add_part(phrase, whole, "of the")
            elif (
                whole.sentence == self.number
                and phrase.elliptical
                and self._is_rest(phrase)
                and not self._rest_of_others(phrase, position)
            ):
                mention = self._add(phrase, whole.trigger, "ellipsis", whole.irrealis)
                mention.relation = "increment" if phrase.extra else "subset" if whole.relation == "subset" else "total"
                mention.parent = whole.parent
                mention.antecedent = whole.phrase
                if self._is_some_of(phrase, whole):
                    mention.relation, mention.parent = "subset", whole

    def _things_before(self, phrase: Counted) -> FigureMention | None:
        """Return the homes that "*13,000 of them*" or "including *two schools*" are some of."""
        before = [m for m in self.mentions if m.phrase.first < phrase.first and m.phrase.unit != "household"]
        whole = max(before, key=lambda m: m.phrase.first, default=None)
        if whole is None or whole.outcome not in THINGS or phrase.kind == "zero":
            return None
        if phrase.whole != "pronoun":
            return whole if self._after_including(phrase) and phrase.unit != "household" else None
        between = self.lower[whole.phrase.last : phrase.first]
        if any(word in self.words.things or word in self.words.nouns for word in between):
            return None  # "destroyed two barns and took down 60 trees, three of them"
        if phrase.noun is None:
            phrase.noun = whole.phrase.noun
        return whole if phrase.unit != "person" else None

    def _rest_of_others(self, phrase: Counted, position: int) -> bool:
        """ "Nine were held as 350 officers, several in helicopters, raided homes": of officers, not of those held."""
        before = self.counted[position - 1] if position else None
        if before is None or self.lower[phrase.first - 1] != "," or before.last != phrase.first - 1:
            return False
        return not self.linked.get(before.first)

    def _names_none(self, phrase: Counted) -> bool:
        """ "none of them Americans"; not "none of whom was being chased"."""
        return phrase.whole == "pronoun" and self._after(phrase.last) not in self.words.be

    def _is_some_of(self, phrase: Counted, whole: FigureMention) -> bool:
        """ "injured 11 people, eight from the same family"; not "six died at the scene, four in hospital"."""
        some, of_all = phrase.quantity.value, whole.quantity.value
        beside = whole.phrase.last == phrase.first - 1 and self.lower[phrase.first - 1] == ","
        return beside and some is not None and of_all is not None and some < of_all

    def _part_of_others(self, phrase: Counted, position: int) -> bool:
        """ "Of the survivors 79, including ten minors", "the rest, including three minors": no part of a figure."""
        i = phrase.first - 1
        while i > self.first and self.lower[i] not in self.words.including_ends and i > phrase.first - 4:
            i -= 1
        i -= 1
        while i > self.first and self.lower[i] in (",", "among", "—", "(", "–"):
            i -= 1
        if i < self.first or self.lower[i] in self.words.marks["rest"]:
            return i >= self.first
        before = self.counted[position - 1] if position else None
        return before is not None and before.last - 1 == i and before.elliptical and not self.linked.get(before.first)

    def _figure_among(self, phrase: Counted) -> FigureMention | None:
        """ "Three officers were *among the eight dead*"."""
        for i in range(phrase.last, min(self.last, phrase.last + 14)):
            if self.lower[i] in ("among", "amongst") and self.lower[i - 1] in self.words.be:
                return next((m for m in self.mentions if i < m.phrase.first <= i + 3), None)
        return None

    def _link_apposed(self) -> None:
        """ "The other three victims — a man and two women — were taken": a list in apposition gives the parts."""
        for mention in list(self.mentions):
            phrase = mention.phrase
            i = phrase.last
            if (
                i < self.last
                and self.lower[i] not in PUNCTUATION
                and self._after(mention.last) in (":", "—", "–", "--", "-")
            ):
                i = mention.last  # "Five people were killed: two men, two women and a child"
            if mention.parts or i >= self.last or self.lower[i] not in PUNCTUATION:
                continue
            head = self.starts.get(i + 1)
            if head is not None and head.elliptical and self.lower[i] != ",":
                self._link_divided(mention, head)
            if head is None or mention.trigger is None or self.linked.get(head.first) or head.elliptical:
                continue
            parts, _ = self._list_right(head, mention.trigger, False)
            if len(parts) == 1 and self._after(head.last) == ",":
                parts = self._row(head)
            last = parts[-1].last
            driver = self._after(last) == "and" and self._after(last + 1) in self.words.definite  # "and the driver"
            total = sum(p.quantity.value or 0 for p in parts) + driver
            known = any(p.known for p in parts)  # "two survivors, a grandmother and her grandson"
            if len(parts) + driver > 1 and not known and total == mention.quantity.value:
                for part in parts:
                    if not self.linked.get(part.first):
                        self._add_part(part, mention, "apposition")

    def _row(self, head: Counted) -> list[Counted]:
        """Return the phrases of a list without "and": "*61 men, 33 women, 25 children*"."""
        row = [head]
        while self._after(row[-1].last) in (",", "and"):
            after = self.starts.get(row[-1].last + 1)
            if after is None or after.noun is None or after.unit != head.unit or self.linked.get(after.first):
                break
            row.append(after)
        return row

    def _link_divided(self, mention: FigureMention, head: Counted) -> None:
        """ "15 were killed: *ten at the mill and five on the road*": numbers with their places that make up a total."""
        parts = []
        for phrase in self.counted:
            if phrase.first < head.first:
                continue
            joined = phrase is head or self.lower[phrase.first - 1] in (",", ";", "and")
            if not (joined and phrase.elliptical and self._after(phrase.last) in self.words.prepositions):
                break
            parts.append(phrase)
        if len(parts) < _FEWEST or sum(p.quantity.value or 0 for p in parts) != mention.quantity.value:
            return
        for part in parts:
            self._drop(list(self.linked.get(part.first, ())), mention)
            self._add_part(part, mention, "apposition")

    def _drop(self, mentions: list[FigureMention], whole: FigureMention) -> None:
        """Take mentions back; what was a part of them is one of ``whole``."""
        gone = {id(m) for m in mentions}
        for mention in mentions:
            self.mentions.remove(mention)
            self.linked[mention.phrase.first].remove(mention)
        for mention in self.mentions:
            if mention.parent is not None and id(mention.parent) in gone:
                mention.parent = whole if mention is not whole else None

    def _link_gapped(self) -> None:
        """ "Of the dead, seven were farmers and *five traders*": the verb of the first part holds for the next."""
        for mention in [m for m in self.mentions if m.relation == "subset" and m.outcome not in THINGS]:
            i = mention.phrase.last
            if self._after(i) not in self.words.be or self._predicate(mention.phrase) is None:
                continue
            for k in range(i + 2, min(self.last, i + 5)):
                after = self.starts.get(k + 1) if self.lower[k] in ("and", ",") else None
                if after is None or after.kind != "count" or self.linked.get(after.first) or after.noun is None:
                    continue
                ends = self._after(after.last)
                if after.unit == "person" and (not ends or ends in PUNCTUATION):
                    part = self._add(after, mention.trigger, mention.rule, mention.irrealis)
                    part.outcome, part.relation, part.parent = mention.outcome, "subset", mention.parent
                    part.first, part.last = after.first, after.last
                break

    def _figure_before(self, phrase: Counted) -> FigureMention | None:
        best: FigureMention | None = None
        victims = phrase.noun is not None and phrase.noun["lemma"] == "victim"
        for mention in self.mentions:
            if mention.outcome in THINGS or (victims and mention.outcome not in ("killed", "injured", "casualties")):
                continue
            if mention.phrase.first < phrase.first and (best is None or mention.phrase.first >= best.phrase.first):
                best = mention
        if best is None and victims and not self.before:
            return self._victims_of(phrase)
        if best is None and self.before and (phrase.whole or self._after_including(phrase) or self._predicate(phrase)):
            people = [m for m in self.before if m.outcome not in THINGS]
            if victims:
                people = [m for m in people if m.outcome in ("killed", "injured", "casualties")]
                people = people or [m for m in self.earlier if m.outcome in ("killed", "casualties")][-_AGO:]
            best = next((m for m in reversed(people) if m.relation != "subset"), people[-1] if people else None)
        return best

    def _victims_of(self, phrase: Counted) -> FigureMention | None:
        """ "13 were hurt. … *Six of the 13 victims* were women": the total told last that they can be some of."""
        value = phrase.quantity.value or 0
        hurt = [m for m in self.earlier if m.outcome in ("killed", "injured", "casualties") and m.relation == "total"]
        wholes = [m for m in hurt if (m.quantity.value or 0) > value]
        if phrase.whole_number is not None:
            return next((m for m in reversed(wholes) if m.quantity.value == phrase.whole_number), None)
        alike = {m.outcome for m in hurt} <= {"injured", "casualties"}
        return wholes[-1] if wholes and alike else None

    def _goes_on_including(self, position: int) -> bool:
        before = self.counted[position - 1]
        mentions = self.linked.get(before.first, [])
        if not any(m.rule == "including" for m in mentions):
            return False
        between = self.lower[before.last : self.counted[position].first]
        return (
            0 < len(between) <= 8
            and any(w in (",", "and") for w in between[-2:])
            and not any(k in self.trigger_tokens for k in range(before.last, self.counted[position].first))
        )

    def _opens_with_of(self, whole: FigureMention) -> bool:
        return (
            whole.phrase.first - 2 >= self.first
            and self.lower[self.first] == "of"
            and whole.phrase.first <= self.first + 3
        )

    def _is_rest(self, phrase: Counted) -> bool:
        """ "six died at the scene *and four in hospital*", "nine have died: *six in Alba* and three in Nord"."""
        before = self.lower[phrase.first - 1] if phrase.first > self.first else ""
        after = self._after(phrase.last)
        if before == ":":
            return self._place_follows(phrase.last) and self._may_stand_alone(phrase)
        return (
            before in ("and", ",")
            and (after in self.words.prepositions or after in ("later", "each", ""))
            and self._may_stand_alone(phrase)
        )

    def _add_part(self, phrase: Counted, whole: FigureMention, rule: str) -> None:
        mention = self._add(phrase, whole.trigger, rule, whole.irrealis)
        mention.outcome, mention.relation = whole.outcome, "subset"
        mention.parent = whole if whole.relation != "subset" or whole.parent is None else whole.parent
        mention.shot = whole.shot
        mention.first, mention.last = phrase.first, phrase.last
        if self._place_follows(phrase.last) and whole.outcome not in THINGS:
            mention.relation, mention.parent = "total", None  # "40 of them in Aksu": the total of that place

    def _link_equivalents(self) -> None:
        """ "61,000 people (9,800 households) have fled": the same told in another unit."""
        for mention in [m for m in self.mentions if m.outcome == "displaced"]:
            i = mention.phrase.last
            while i < self.last and i < mention.last and i not in self.starts and self.lower[i] != "(":
                i += 1
            other = self.starts.get(i + 1)
            if self._after(i) != "(" or other is None or self.linked.get(i + 1):
                continue
            if self._after(other.last) == ")" and {mention.phrase.unit, other.unit} == {"person", "household"}:
                again = self._add(other, mention.trigger, "equivalent", mention.irrealis)
                again.first, again.last, again.relation, again.parent = (
                    other.first, other.last, mention.relation, mention.parent
                )  # fmt: skip

    def _find_antecedents(self) -> None:
        """Let "35 others" and "222 injured" stand for the noun counted before them, "12 are children" for its own."""
        for mention in self.mentions:
            phrase = mention.phrase
            noun = self._predicate(phrase) if mention.rule != "whole" else None
            if noun is not None and noun.get("group"):
                phrase.group = str(noun["group"])
                named = (k for k in range(phrase.last, self.last) if self.words.nouns.get(self.lower[k]) is noun)
                mention.said_to_be = next(named, -1)
            elif mention.antecedent is None and phrase.noun is None and self._stands_for(phrase):
                nouns = [c for c in self.counted if c.first < phrase.first and self._may_stand_for_others(c)]
                alone = not phrase.whole or (phrase.whole == "pronoun" and mention.parent is None)
                mention.antecedent = (
                    nouns[-1] if nouns and alone else mention.parent.phrase if mention.parent else None
                )
                if mention.antecedent is None and phrase.whole == "group":
                    same = (m for m in reversed(self.earlier[-_AGO:]) if m.outcome == mention.outcome)
                    mention.antecedent = next((m.phrase for m in same if m.relation == "total"), None)
                if mention.antecedent is None and (phrase.other or phrase.extra) and not phrase.whole:
                    people = [m.phrase for m in self.before if self._may_stand_for_others(m.phrase)]
                    mention.antecedent = people[-1] if people else None
            if phrase.group is None and phrase.unit == "person":
                phrase.group = self._all_are(mention) or (self._group_beside(phrase) if phrase.noun is None else None)

    def _group_beside(self, phrase: Counted) -> str | None:
        """ "58 *civilian* deaths and 90 injuries": the group that stands beside it."""
        if phrase.elliptical and self._after(phrase.last) == "of":
            noun = self.words.nouns.get(self._after(phrase.last + 1), {})  # "44 homicides, five *of women*"
            ends = not self._after(phrase.last + 2) or self._after(phrase.last + 2) in PUNCTUATION
            return str(noun["group"]) if ends and "group" in noun else None
        if phrase.outcome_noun is not None and self.lower[phrase.first - 1] == "and":
            before = self.ends.get(phrase.first - 2)
            return before.group if before is not None and before.outcome_noun is not None else None
        return None

    def _stands_for(self, phrase: Counted) -> bool:
        return phrase.head < 0 or phrase.other or phrase.extra

    def _all_are(self, mention: FigureMention) -> str | None:
        """ "30 dead and 40 hurt, *all of them civilians*": the group of all that are counted."""
        if "all" not in self.here and "mostly" not in self.here:
            return None
        end = min(self.last - 2, mention.phrase.last + 12)
        for k in range(mention.phrase.last, end):
            if self.lower[k] == "," and self.lower[k + 1] in ("all", "mostly"):
                k += 2
                while k < self.last and self.lower[k] in ("of", "them", "whom", "were", "are"):
                    k += 1
                noun = self.words.nouns.get(self._after(k))
                return str(noun["group"]) if noun is not None and noun.get("group") else None
            if self.lower[k] in (".", ";", ":"):
                return None
        return None

    def _may_stand_for_others(self, phrase: Counted) -> bool:
        """Whether "35 others" can mean the phrase's noun: people, and not only a part of those counted."""
        if phrase.noun is None or "unit" in phrase.noun:
            return False
        return not any(m.relation == "subset" for m in self.linked.get(phrase.first, ()))
