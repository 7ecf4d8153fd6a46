"""Numbers that count what was counted before: "the UN put the figure at 12", "So was a nurse"."""

from __future__ import annotations

from claimtrack.extract.clause import THINGS, FigureMention, Trigger
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.parts import Parts
from claimtrack.extract.words import PUNCTUATION
from claimtrack.normalize.numbers import read_number

_AGO = 12  # figures back to those who "the five victims" may be
_BESIDE = 4  # tokens from what befell someone to "so were"
_FATES = ("adjective", "intransitive", "verb", "participle")
_LABEL = 6  # tokens of the name before an answer
_REACH = 12  # tokens from "the figure" to its number
_AGO = 6  # sentences back to the dead that "the count stands at" goes on counting


class Anaphora(Parts):
    """The rules for words that stand for an outcome named before."""

    @property
    def _openers(self) -> frozenset[str]:
        """Words that may stand before any such number: a quotation mark, "could be"."""
        return self.words.marks["quote"] | self.words.be

    def _last_counted(self, i: int) -> FigureMention | None:
        """Return the figure of people last stated before token ``i``, here or in the sentence before."""
        here = [m for m in self.mentions if m.phrase.first < i and m.outcome not in THINGS]
        if here:
            return max(here, key=lambda m: m.phrase.first)
        people = [m for m in self.before if m.outcome not in THINGS]
        named = [t.outcome for t in self.triggers if t.first < i and t.kind in ("noun", "toll", "group")]
        if named:
            people = [m for m in people if m.outcome == named[-1]]
        if not self.before and self._resumes(i):
            people = [m for m in self.earlier if m.outcome == "killed" and m.sentence >= self.number - _AGO]
        wholes = [m for m in people if m.relation != "subset"]
        last = (wholes or people)[-1] if people else None
        return next((m for m in reversed(wholes) if m.phrase.kind == "count"), last)

    def _resumes(self, i: int) -> bool:
        """Whether token ``i`` is that of "the count stands at", which needs no number in the sentence before."""
        hit = self.words.trigger_at(self.lower, i)
        definite = self.lower[i - 1] in self.words.definite or self.lower[i - 1] in self.words.marks["another count"]
        return hit is not None and hit[1]["kind"] == "recount" and definite

    def _link_answer(self, asked: Trigger) -> None:
        """ "How many died in Alba? *Eight*, the mayor said": the number that a question has asked for."""
        i = self.first
        if ":" in self.here and self.lower[i - 1] not in PUNCTUATION - {"?"}:
            i = self.lower.index(":", i) + 1 if self.lower.index(":", i) - i < _LABEL else i  # "RUIZ: Eight, sadly."
        while i < self.last and self.lower[i] in PUNCTUATION:
            i += 1
        phrase = self.starts.get(i)
        if phrase is None or self.linked.get(i) or phrase.whole or not self._fits(phrase, asked):
            return
        after = self._after(phrase.last)
        if not after or after in PUNCTUATION or (after in self.words.prepositions and after != "of"):
            self._add(phrase, asked, "answer", False)

    def _link_so(self) -> None:
        """ "Both drivers were killed. *So was a 12-year-old pupil*"."""
        for i in range(self.first, self.last - 2):
            if self.lower[i] != "so" or self.lower[i + 1] not in self.words.be | {"did"}:
                continue
            phrase, last = self.starts.get(i + 2), self._last_counted(i)
            if phrase is not None and self.lower[i - 1] in ("and", ","):
                fate = next((t for t in reversed(self.triggers) if i - _BESIDE <= t.last <= i - 1), None)
                if fate is not None and not fate.linked and fate.kind in _FATES and self._fits(phrase, fate):
                    self._add(phrase, fate, "so", False)
                    continue
            if phrase is None or last is None or last.trigger is None or self.linked.get(phrase.first):
                continue
            phrases, uncounted = self._list_right(phrase, last.trigger, False)
            count = len(self.mentions)
            self._add_list(phrases, uncounted, last.trigger, "so", False)
            for mention in self.mentions[count:]:
                mention.outcome = last.outcome
                mention.first = max(mention.first, i)
            return

    def _link_counts(self) -> None:
        """ "the figure stood at 74", "an earlier count of 13", "That compares with 16 last year"."""
        marks = self.words.marks
        for i in range(self.first, self.last):
            word = self.lower[i]
            if word in marks["count noun"] and i not in self.trigger_tokens and self._stands_for_count(i):
                self._link_count(i, marks["to"])
            elif word in ("compares", "accounted") and self._after(i + 1) in ("with", "to", "for"):
                self._link_count(i, frozenset((self._after(i + 1),)))

    def _link_told(self) -> None:
        """ "Parents had counted around 190", "the minister spoke of sixty": a number said of those counted before."""
        telling = self.words.marks["telling"]
        for phrase in self.counted:
            i = phrase.first - 1
            if i > self.first and self.lower[i] in self.words.marks["quote"]:
                i -= 1
            begin = max(self.first, i - 2)
            if not any(" ".join(self.lower[k : i + 1]) in telling for k in range(begin, i + 1)):
                continue
            last = self._last_counted(phrase.first)
            if last is None or not self._may_count(phrase) or not self._ends_clause(phrase.last):
                continue
            if phrase.quantity == last.quantity or last.quantity.value == 0:
                continue
            mention = self._add(phrase, last.trigger, "count", last.irrealis)
            mention.outcome, mention.shot, mention.antecedent = last.outcome, last.shot, last.phrase
            mention.first, mention.last = i, phrase.last

    def _link_loose(self, loose: list[Counted]) -> None:
        """Link the phrases that no other rule could: what may be, names on a list, a second party's number."""
        if not loose:
            return
        may = not self.words.modals.isdisjoint(self.here)
        for phrase in loose:
            if phrase.head >= 0 and self.lower[phrase.head] == "names":
                self._link_names(phrase)
            elif may and phrase.kind == "count":
                self._link_possible(phrase)
            elif phrase.noun is not None and phrase.noun["lemma"] == "victim":
                self._link_victims(phrase)
            if phrase.elliptical and self._after(phrase.last) == "of" and self._after(phrase.last + 1) == "the":
                self._link_some_of(phrase)
            if phrase.elliptical and self.mentions and not self.linked.get(phrase.first):
                self._link_gap(phrase)

    def _link_possible(self, phrase: Counted) -> None:
        """ "It could be twelve", "another 500,000 could follow": what may become of those counted."""
        lower, words, i = self.lower, self.words, phrase.first - 1
        if self._after(phrase.last) in words.modals and self._after(phrase.last + 1) == "follow":
            self._tell(phrase, phrase.first, irrealis=True, relation="increment")
        elif lower[i] == "be" and self._ends_clause(phrase.last):
            subject = range(max(self.first, i - 4), i)
            if any(lower[k] in words.modals and lower[k - 1] in ("it", "that") for k in subject):
                self._tell(phrase, i, irrealis=True)

    def _link_some_of(self, phrase: Counted) -> None:
        """ "Thirteen were hurt. *Eleven of the 13* were students": some of as many as were told before."""
        number = read_number(self.lower, phrase.last + 2, self.last, self.words.numbers)
        if number is None or self._after(number[1]) not in self.words.be:
            return
        same = (m for m in reversed([*self.earlier[-_AGO:], *self.mentions]) if m.quantity.value == number[0])
        whole = next((m for m in same if m.outcome not in THINGS and m.phrase.unit == "person"), None)
        if whole is None or whole.trigger is None:
            return
        mention = self._add(phrase, whole.trigger, "of them", whole.irrealis)
        mention.outcome, mention.relation, mention.parent, mention.shot = whole.outcome, "subset", whole, whole.shot
        mention.first, mention.last = phrase.first, number[1]
        noun = self.words.nouns.get(self._after(number[1] + 1))
        phrase.group = str(noun["group"]) if noun is not None and noun.get("group") else whole.phrase.group

    def _link_victims(self, phrase: Counted) -> None:
        """ "The five victims were standing on a porch": as many as were told to be dead or hurt before."""
        same = (m for m in reversed([*self.earlier[-_AGO:], *self.mentions]) if m.quantity == phrase.quantity)
        told = next((m for m in same if m.outcome in ("killed", "injured", "casualties")), None)
        if phrase.quantity.value in (None, 1) or phrase.whole or phrase.extra:
            return
        if told is None or told.relation == "previous":
            return
        mention = self._add(phrase, told.trigger, "count", told.irrealis)
        mention.outcome, mention.shot, mention.relation = told.outcome, told.shot, told.relation
        mention.first, mention.last = phrase.first, phrase.last

    def _link_joined(self) -> None:
        """ "Ada Moreau was killed, *along with two other men*": some of those whom the word before is about."""
        for phrase in self.counted:
            i = phrase.first - 2
            if i <= self.first or self.lower[i] not in self.words.marks["along"] or self.linked.get(phrase.first):
                continue
            told = [t for t in self.triggers if t.last <= i and t.kind in ("verb", "participle", "intransitive")]
            if told and any(
                t.outcome == "injured" != told[-1].outcome and told[-1].last <= t.first < i for t in self.triggers
            ):
                continue  # "killed her baby and left her *in hospital*, along with four others"
            if told and not told[-1].linked and phrase.unit == "person" and self._fits(phrase, told[-1]):
                self._add(phrase, told[-1], "subject", False).relation = "subset"

    def _link_names(self, phrase: Counted) -> None:
        """ "a list of 91 names", "the roll of the dead has 14 names": those counted, or those of the list."""
        listed = not self.words.marks["list"].isdisjoint(self.lower[self.first : phrase.first])
        if listed and self._after(phrase.last) != "of":
            self._tell(phrase, phrase.first, irrealis=False)

    def _link_gap(self, phrase: Counted) -> None:
        """ "Guatemala reported 29 dead, and *El Salvador 47*", "the army said 52, *a camp manager 55*"."""
        if self._may_count(phrase) and self._ends_clause(phrase.last):
            whole = next((m for m in self.mentions if m.phrase.first < phrase.first), None)
            if whole is not None and whole.relation == "total" and self._names_party(phrase.first - 1):
                self._tell(phrase, phrase.first, irrealis=False)

    def _names_party(self, i: int) -> bool:
        """Whether only a name or "the separatists" stands between a comma or "and" and the number after ``i``."""
        lower, k = self.lower, i
        if lower[i] in self.words.marks["numbered"]:
            return False
        if any(self._is_age(n) and lower[n - 1] == "," for n in range(max(self.first + 1, i - 7), i)):
            return False  # "Ada Moreau, 44, and Jean Causse 45"
        while k > i - 4 and k > self.first and lower[k] not in (",", ";", "and", "but"):
            if lower[k] in self.words.stops and lower[k] not in self.words.determiners:
                return False
            k -= 1
        if k == i or lower[k] not in (",", ";", "and", "but"):
            return False
        named = all(self.doc.words[n][0].isupper() for n in range(k + 1, i + 1))
        known = lower[k + 1] in self.words.definite or lower[k + 1] in ("a", "an")
        return (named and not self._title_case()) or (known and not self.doc.words[i][0].isupper())

    def _tell(self, phrase: Counted, first: int, *, irrealis: bool, relation: str = "total") -> None:
        """Add a number of those counted before."""
        last = self._last_counted(phrase.first)
        again = last is not None and phrase.quantity == last.quantity and relation == "total"
        if last is None or again or self.linked.get(phrase.first) or phrase.kind != "count":
            return
        if last.quantity.value == 0 or (phrase.elliptical and not self._may_stand_alone(phrase)):
            return
        mention = self._add(phrase, last.trigger, "count", irrealis or last.irrealis)
        mention.outcome, mention.shot, mention.antecedent = last.outcome, last.shot, last.phrase
        mention.first, mention.last, mention.relation = first, phrase.last, relation
        if phrase.noun is None and last.phrase.group is not None:
            phrase.group = last.phrase.group

    def _ends_clause(self, i: int) -> bool:
        after = self._after(i)
        return not after or after in PUNCTUATION or (after in self.words.prepositions and after != "of")

    def _stands_for_count(self, i: int) -> bool:
        """Whether "figure" or "number" at token ``i`` has a determiner and counts nothing of its own."""
        lower, marks = self.lower, self.words.marks
        if self._after(i + 1) == "of" and i + 2 not in self.starts:
            return False
        for k in range(i - 1, max(self.first, i - 4) - 1, -1):
            if lower[k] in self.words.definite or lower[k] in ("that", "this", "whose", "'s"):
                return True
            if lower[k] in ("a", "an"):
                return any(word in marks["earlier"] or word in marks["another count"] for word in lower[k + 1 : i])
            if lower[k] in self.words.stops:
                return False
        return False

    def _link_count(self, i: int, openers: frozenset[str]) -> None:
        last = self._last_counted(i)
        if last is None or last.quantity.value == 0:
            return
        for k in range(i + 1, min(self.last, i + _REACH)):
            if k in self.trigger_tokens or self.lower[k] in (";", ":", "$"):
                return
            phrase = self.starts.get(k)
            if phrase is None:
                continue
            relation = self._relation_of_count(i, phrase)
            if relation != "previous" and phrase.quantity == last.quantity:
                return
            if self._may_count(phrase) and self.lower[k - 1] in (openers | self._openers):
                mention = self._add(phrase, last.trigger, "count", last.irrealis)
                mention.outcome, mention.shot, mention.antecedent = last.outcome, last.shot, last.phrase
                mention.first, mention.last = i, phrase.last
                mention.quantity, mention.relation = self._reached(phrase), relation
                if relation != "total":
                    mention.parent = last
                elif not self.words.marks["correcting"].isdisjoint(self.lower[i:k]) and last.relation == "total":
                    last.relation, last.parent = "previous", mention  # "the figure was later corrected to 28"
            return

    def _may_count(self, phrase: Counted) -> bool:
        if self.linked.get(phrase.first) or phrase.kind != "count" or phrase.outcome_noun is not None:
            return False
        return phrase.elliptical and self._may_stand_alone(phrase)

    def _relation_of_count(self, i: int, phrase: Counted) -> str:
        if self.lower[i] == "accounted":
            return "subset"
        if self.lower[i] == "compares":
            return "total"
        around = self.lower[max(self.first, i - 3) : i] + self.lower[phrase.last : min(self.last, phrase.last + 4)]
        earlier = not self.words.marks["earlier"].isdisjoint(around) or self._is_previous(phrase.first)
        earlier = earlier or self.lower[i - 1 : i + 2] == ["last", self.lower[i], "had"]
        return "previous" if earlier else "total"
