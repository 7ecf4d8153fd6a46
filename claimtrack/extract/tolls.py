"""Nouns of outcome: "the deaths of 11 miners", "45 bodies", tolls that rise to a number, "among the dead"."""

from __future__ import annotations

from claimtrack.extract.clause import THINGS, FigureMention, Trigger
from claimtrack.extract.noun_phrase import Counted, set_group
from claimtrack.extract.subjects import Subjects
from claimtrack.extract.words import PUNCTUATION
from claimtrack.normalize.numbers import read_quantity


class Tolls(Subjects):
    """The rules for nouns."""

    def _link_of(self, trigger: Trigger) -> None:
        """ "the deaths of 11 miners", "the slaying of a doctor", "bodies of two people"."""
        i = trigger.last
        if self._after(i) in ("toll", "count", "'s"):
            return
        if self._after(i) == "of" or self.lower[i - 1] in ("to", "with"):
            i += self._after(i) == "of"
            if self._after(i) == ",":  # "the evacuation of, by the latest count, 17,000 people"
                i = next((k + 1 for k in range(i + 1, min(self.last, i + 10)) if self.lower[k] == ","), i)
            if i not in self.starts and self._after(i) in self.words.definite:
                i += 1
            if i not in self.starts and self._after(i + 1) in self.words.marks["collective"]:
                i += 3  # "with a group of nine hikers"
            phrase = self.starts.get(i)
            if phrase is not None and self._fits(phrase, trigger) and not self.linked.get(phrase.first):
                if self.lower[trigger.last - 1] == "lives" and not self._lives_lost(phrase):
                    return  # "saved the lives of two men"
                if trigger.outcome == "missing" and (phrase.noun or {}).get("wanted"):
                    return  # "no sign of the two gunmen"
                phrases, uncounted = self._list_right(phrase, trigger, False)
                before = self.lower[max(self.first, trigger.first - 5) : trigger.first]
                negated = any(word in self.words.negations or word == "nor" for word in before)
                self._add_list(phrases, uncounted, trigger, "of", False, negated)
            return
        if trigger.kind != "noun":
            return
        owned = trigger.first - 1 >= self.first and self.lower[trigger.first - 1] in ("'s", "'")
        if owned and self._after(trigger.last) != "to":  # not "brings the year's road deaths to 41"
            phrase = self.ends.get(trigger.first - 2)
            if phrase is not None and phrase.kind != "zero" and self._fits(phrase, trigger):
                self._add(phrase, trigger, "possessive", False)
            return
        if (
            not any(c.outcome_noun is not None and c.last == trigger.last for c in self.counted)
            and trigger.entry["lemma"] != "death"
        ) or self._plural_noun(trigger):
            self._link_toll(trigger)

    def _plural_noun(self, trigger: Trigger) -> bool:
        return self.lower[trigger.last - 1].endswith(("s", "ies")) and not any(
            c.outcome_noun is not None and c.last == trigger.last for c in self.counted
        )

    def _link_toll(self, trigger: Trigger) -> None:
        """ "the death toll rose to 87 from 81", "deaths reached 12", "bringing the number of dead to nine"."""
        people = self.lower[trigger.last - 1] in self.words.marks["no toll"] and not (
            "armed" in trigger.entry and self._of_fighters()
        )  # fmt: skip
        new: FigureMention | None = None
        i, end = trigger.last, min(self.last, trigger.last + 26)
        while i < end:
            phrase = self.starts.get(i)
            if phrase is None:
                other = self.trigger_tokens.get(i)
                if other is not None and other.kind == "toll" and i > trigger.last:
                    return
                i += 1
                continue
            thing = phrase.noun is not None and "unit" in phrase.noun
            if thing or (trigger.kind == "noun" and trigger.outcome in THINGS):
                i = phrase.last  # "the collapse took the lives of 14"
                continue
            if people and phrase.noun is None and phrase.outcome_noun is None:
                i = phrase.last  # "remains one of the", "lives at 405", "losses of 40 cents"
                continue
            if not self.linked.get(phrase.first) and not phrase.whole:
                new = self._link_count_of_toll(trigger, phrase, new)
            i = max(phrase.last, i + 1)
        if new is None and trigger.kind == "toll":
            self._link_toll_left(trigger)
        for mention in self.mentions:
            if mention.trigger is trigger:
                self._name_counted(mention.phrase, trigger)
                if mention.relation == "previous" and mention.parent is None:
                    mention.parent = new

    def _link_count_of_toll(
        self, trigger: Trigger, phrase: Counted, new: FigureMention | None
    ) -> FigureMention | None:
        """Add what a toll stands at, or stood at before; return the one that it stands at now."""
        marks, i = self.words.marks, phrase.first
        before = self.lower[i - 1]
        arrives = before in marks["to"] or (before in marks["rise"] and phrase.quantity.modifier == "more_than")
        arrives = arrives or (i == trigger.last and self._stands_bare(phrase, trigger))
        if before in marks["from"] or self._is_previous(i):
            mention = self._add(phrase, trigger, "toll", False)
            if not (self.lower[i - 1] in ("with", "to", "against") and self._of_other_period(phrase)):
                mention.relation, mention.parent = "previous", new
        elif new is None and arrives and not self._own_trigger(phrase, trigger):
            if self.lower[i - 2 : i] == ["those", "of"] and trigger.outcome == "killed":
                return self._link_those(phrase, trigger)
            new = self._add(phrase, trigger, "toll", self._may_come(trigger.last, i))
            new.quantity = self._reached(phrase)
        elif new is not None and arrives and not marks["correcting"].isdisjoint(self.lower[new.phrase.last : i]):
            if not marks["earlier"].isdisjoint(self.lower[trigger.last : new.phrase.first]):
                new.relation, new.parent = "previous", self._add(phrase, trigger, "toll", False)
                return new.parent  # "first put at 31, then lowered to 27"
        elif new is not None and arrives and "when" in self.lower[new.phrase.last : i]:
            mention = self._add(phrase, trigger, "toll", False)
            mention.relation, mention.parent = "previous", new  # "has risen to 104 since Sunday, when it stood at 47"
        return new

    def _link_those(self, phrase: Counted, trigger: Trigger) -> FigureMention:
        """ "The bodies were *those of* a nurse and two of her pupils": all whose they are."""
        count = len(self.mentions)
        phrases, uncounted = self._list_right(phrase, trigger, False)
        self._add_members(phrases, uncounted, trigger, "toll", False)
        return self.mentions[count]

    def _stands_bare(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether a number stands right behind its toll: "three more bodies, *toll 8*", "the dead as high as 180"."""
        if not phrase.elliptical or trigger.kind not in ("toll", "group") or not self._ends_here(phrase.last):
            return False
        return trigger.kind == "toll" or self.lower[phrase.first] == "as"

    def _ends_here(self, i: int) -> bool:
        return not self._after(i) or self._after(i) in PUNCTUATION

    def _may_come(self, first: int, i: int) -> bool:
        """Whether the words from token ``first`` to ``i`` tell what may be: "could rise to", "is expected to reach"."""
        for k in range(first, i):
            if self.lower[k] in self.words.modals and self.doc.words[k] != "May":
                return True
            if self.lower[k] == "to" and k < i - 1 and self._intends(k):
                return True
        return False

    def _link_number_of(self) -> None:
        """ "the number of *volunteers lost* to three": what is counted stands between "number of" and its outcome."""
        for trigger in self.triggers:
            if trigger.kind not in ("verb", "adjective", "participle") or trigger.first - self.first < 3:
                continue
            for i in range(max(self.first, trigger.first - 7), trigger.first - 1):
                if self.lower[i] == "number" and self.lower[i + 1] == "of":
                    between = range(i + 2, trigger.last)
                    nouns = [n for k in between if (n := self.words.nouns.get(self.lower[k])) is not None]
                    thing = trigger.outcome in THINGS and not any("unit" in noun for noun in nouns)
                    if not thing and not any(k in self.starts or self.lower[k] in PUNCTUATION for k in between):
                        self._link_counted_toll(i, trigger)
                    break

    def _link_counted_toll(self, i: int, trigger: Trigger) -> None:
        """Read the outcome as a toll that begins at token ``i``."""
        self._link_toll(Trigger(i, trigger.last, {**trigger.entry, "kind": "toll"}))

    def _name_counted(self, phrase: Counted, trigger: Trigger) -> None:
        """Let "the number of wounded *civilians*" name those that its number counts."""
        if trigger.kind != "toll" or phrase.noun is not None or not phrase.elliptical:
            return
        last = trigger.last
        while last < self.last and self.lower[last] in self.words.nouns:
            last += 1
        nouns = (self.words.nouns.get(self.lower[k]) for k in range(last - 1, trigger.first, -1))
        phrase.noun = next((noun for noun in nouns if noun is not None), None)
        if phrase.noun is not None:
            set_group(self.doc, phrase, self.words)

    def _own_trigger(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether another outcome word right after the phrase counts it: "to 12 dead and 4 *wounded*"."""
        other = self.trigger_tokens.get(phrase.last)
        if other is None or other.outcome == trigger.outcome:
            return False
        return not phrase.plural or self.lower[phrase.first - 1] == ":"  # "Casualties: 34 dead"

    def _link_toll_left(self, trigger: Trigger) -> None:
        """ "brought to nine the number of people in custody", "a 12-strong toll" not."""
        i = trigger.first - 1
        if i >= self.first and self.lower[i] in self.words.definite:
            i -= 1
        phrase = self.ends.get(i)
        if (
            phrase is not None
            and not self.linked.get(phrase.first)
            and phrase.first > self.first
            and self.lower[phrase.first - 1] == "to"
        ):
            self._add(phrase, trigger, "toll", False)

    def _link_survived(self, trigger: Trigger) -> None:
        """ "None of the nine people on board survived": nine killed."""
        found = self._subject(trigger)
        if found is None or found[0][0].kind != "zero":
            return
        phrase = found[0][0]
        among = self.starts.get(trigger.last + 1 + (self._after(trigger.last + 1) in self.words.definite))
        if self._after(trigger.last) in ("among", "of") and among is not None and among.kind == "count":
            self._add(among, trigger, "none survived", False)  # "Nobody survived among the six people"
            return
        for i in range(phrase.number + 1, phrase.last):
            reading = read_quantity(self.lower, i, phrase.last, self.words.numbers)
            if reading is not None:
                mention = self._add(phrase, trigger, "none survived", False)
                mention.quantity, mention.relation = reading.quantity, "total"
                return

    def _link_group(self, trigger: Trigger) -> None:
        """ "Two kids are among the dead", "Among the dead were two children", "The dead include a nurse"."""
        before = self.lower[trigger.first - 1] if trigger.first > self.first else ""
        after, i = self._after(trigger.last), trigger.last
        phrases: list[Counted] = []
        if before in ("among", "amongst"):
            left = self._subject_of_among(trigger)
            phrases = self._list_left(left, trigger)[0] if left is not None else self._phrases_after(i, 8)
            if left is None and after in self.words.be:
                phrases = phrases or self._joined_phrases(i + 1)
        elif after in self.words.marks["including"]:
            phrases = self._phrases_after(i, 3)
        elif before == "of" and self._opens_clause(trigger.first - 1) and after == ",":
            listed = self._phrases_after(i + 1, 3)
            phrases = [phrase for phrase in listed if phrase.elliptical]  # "Of the dead, 31 are named"
        elif self._lists_all(trigger):
            self._link_all(trigger)
            return
        elif self._amounts(i + (after == ",")):
            self._link_toll(trigger)
            return
        self._link_members([p for p in phrases if not self.linked.get(p.first) and p.unit == "person"], trigger)

    def _amounts(self, i: int) -> bool:
        """Whether "reached", "who number" stands at token ``i``: "the wounded, who number 200"."""
        if self.lower[i - 1] != ",":
            if self._after(i) == "as" and i in self.starts:
                return True  # "put the dead as high as 180"
            return self._after(i) in self.words.marks["to"] and self._after(i) not in self.words.be
        return self._after(i + (self._after(i) in self.words.relatives)) in self.words.marks["amounting"]

    def _link_members(self, phrases: list[Counted], trigger: Trigger) -> None:
        """Add those named as some of a group; a list of them is one figure too."""
        count = len(self.mentions)
        if phrases:
            self._add_list(phrases, False, trigger, "among", False)
        for mention in self.mentions[count:]:
            mention.relation = "subset"

    def _lists_all(self, trigger: Trigger) -> bool:
        """Whether a sentence begins with the group and goes on to say who they are: "The dead were two brothers"."""
        after = self._after(trigger.last)
        return self._starts_line(trigger.first) and (after == ":" or after in self.words.be)

    def _link_all(self, trigger: Trigger) -> None:
        """ "The dead were two brothers and their aunt", "The injured: two women and a boy of 10"."""
        phrases = self._phrases_after(trigger.last + 1, 3)
        if phrases and phrases[0].first - trigger.last <= 2 and not any(self.linked.get(p.first) for p in phrases):
            known = self._after(phrases[-1].last) == "and" and self._after(phrases[-1].last + 1) not in self.words.be
            self._add_list(phrases, known, trigger, "among", False)

    def _joined_phrases(self, i: int) -> list[Counted]:
        """ "Among the dead were the officer at the gate, who had called for help, and *three brothers*"."""
        for k in range(i, min(self.last, i + 25)):
            if self.lower[k] in (";", ":") or k in self.trigger_tokens:
                return []
            if self.lower[k - 1] == "and" and k in self.starts and not self._governed_after(self.starts[k]):
                return [self.starts[k]]
        return []

    def _subject_of_among(self, trigger: Trigger) -> Counted | None:
        i = trigger.first - 2
        while i > self.first and self.lower[i] in self.words.be:
            i -= 1
        aged = self.lower[i] == "," and self._is_age(i - 1)
        i = self._skip_ages_back(i - 1) if aged else trigger.first - 2
        if aged and i in self.ends:
            return self.ends[i]  # "A student, 22, was among the dead"
        i = trigger.first - 2
        while i >= self.first and (
            self.lower[i] in self.words.be
            or self.lower[i] in self.words.auxiliaries
            or self.lower[i] in self.words.adverbs
        ):
            i -= 1
        if i == trigger.first - 2:
            return None
        begin = max(self.first, i - 8)
        while i >= begin:  # "Six children under the age of five were among the dead"
            if i in self.ends:
                return self.ends[i]
            if self.lower[i] in PUNCTUATION or self.lower[i] in self.words.coordinators or i in self.trigger_tokens:
                return None
            i -= 1
        return None

    def _link_nouns(self) -> None:
        """ "12 deaths", "45 bodies", "no casualties": the noun counted is the outcome itself."""
        for phrase in self.counted:
            if phrase.outcome_noun is None or self.linked.get(phrase.first):
                continue
            trigger = self.trigger_tokens.get(phrase.head) or Trigger(phrase.head, phrase.last, phrase.outcome_noun)
            if self.lower[phrase.last - 1] == "lives" and not self._lives_lost(phrase):
                continue
            if "armed" in trigger.entry and not self._of_fighters():
                continue  # "12 wins and nine losses"
            if self._is_share(phrase) or self._of_whoever(phrase.first):
                continue
            if phrase.kind == "indefinite" or (phrase.kind == "zero" and self.lower[phrase.first + 1] == "of"):
                continue  # "None of the injuries was serious" says something of those there are
            if self.lower[phrase.first] == "neither":
                continue  # "Neither death was linked to the drug"
            if self._only_grave(phrase, phrase.last) or self.lower[phrase.first + 1] in ("prior", "previous", "past"):
                pass  # "three prior arrests"
            else:
                self._add(phrase, trigger, "noun", False)
            if phrase.kind == "zero" and self._after(phrase.last) in ("or", "and", ","):
                self._link_second_zero(phrase)

    def _of_whoever(self, i: int) -> bool:
        """ "Anyone who commits *two murders*", "a man who is convicted of *two murders*"."""
        before = self.lower[max(self.first, i - 5) : i]
        return "who" in before and before[before.index("who") + 1 :][:1] in (["is"], ["commits"], ["has"])

    def _is_share(self, phrase: Counted) -> bool:
        """ "nine out of ten deaths", "one death in six"."""
        i = phrase.last
        if phrase.quantity.value == 1 and self._after(i) == "in" and self._after(i + 1) in self.words.numbers.cardinal:
            return self._after(i + 2) in self.words.stops and self._after(i + 2) != "of"
        i = phrase.first
        return self.lower[max(self.first, i - 2) : i] == ["out", "of"] and i - 3 in self.ends

    def _of_fighters(self) -> bool:
        """Whether the sentence speaks of soldiers, police, rebels: "The army suffered 12 losses"."""
        words, armed = self.words, self.words.marks["armed"]
        if self.before or not words.marks["fighting body"].isdisjoint(self.here):
            return True
        return any(word in words.doers or words.nouns.get(word, {}).get("group") in armed for word in self.here)

    def _link_second_zero(self, phrase: Counted) -> None:
        """ "no deaths or injuries": the second noun is none as well."""
        hit = self.trigger_tokens.get(phrase.last + 1)
        if hit is not None and hit.kind == "noun" and hit.outcome != (phrase.outcome_noun or {}).get("outcome"):
            self._add(phrase, hit, "noun", False)

    def _lives_lost(self, phrase: Counted) -> bool:
        with_it = self.lower[phrase.first - 1] == "with"  # "lost the ship in 1896 with 60 lives"
        around = range(max(self.first, phrase.first - (12 if with_it else 5)), min(self.last, phrase.last + 3))
        return any(
            self.lower[k] in self.words.marks["taking lives"]
            or (k in self.trigger_tokens and self.trigger_tokens[k].kind == "lives")
            for k in around
        )

    def _link_inner(self) -> None:
        """ "two injured officers", "Two of the dead": the outcome stands inside the phrase."""
        for phrase in self.counted:
            mentions = self.linked.get(phrase.first, [])
            if phrase.inner is not None and not any(
                m.outcome in ("killed", phrase.inner["outcome"])
                or (m.outcome == "rescued" and phrase.inner["outcome"] in ("abducted", "missing"))
                for m in mentions
            ):
                self._add(phrase, Trigger(phrase.inner_at, phrase.inner_at + 1, phrase.inner), "inner", False)
            elif phrase.whole_outcome is not None and not mentions and phrase.kind != "zero":
                if phrase.quantity.value == 1 and self.lower[phrase.first - 1] in self.words.prepositions:
                    continue  # "a sister of one of the dead"
                trigger = Trigger(phrase.last - 1, phrase.last, phrase.whole_outcome)
                self._add(phrase, trigger, "part of group", False)
