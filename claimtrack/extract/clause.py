"""One sentence with its outcome words and counted phrases: what every rule asks of it.

The rules themselves stand in the modules beside this one and build on it:
``objects``, ``subjects``, ``tolls`` and ``parts``; ``figures`` joins them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.segment import Document, Sentence
from claimtrack.extract.words import PUNCTUATION, Words
from claimtrack.lexicon import Entry
from claimtrack.models import Quantity
from claimtrack.normalize.numbers import add_up

ACTIVE = frozenset(("ing", "present", "base"))
THINGS = frozenset(("destroyed", "damaged", "damaged_or_destroyed"))


@dataclass(slots=True, eq=False)
class Trigger:
    """An outcome word or phrase in tokens ``first`` to ``last``; ``linked`` once a figure has been found by it."""

    first: int
    last: int
    entry: Entry
    kind: str = field(init=False)
    linked: bool = False

    def __post_init__(self) -> None:
        self.kind = self.entry["kind"]

    @property
    def outcome(self) -> str:
        return str(self.entry["outcome"])


@dataclass(slots=True)
class FigureMention:
    """A number with its outcome. ``parent`` is the mention that it is a part of or that it replaces."""

    phrase: Counted
    quantity: Quantity
    outcome: str
    first: int
    last: int
    sentence: int
    rule: str
    relation: str = "total"
    parent: FigureMention | None = None
    irrealis: bool = False
    negated: bool = False
    shot: bool = False
    trigger: Trigger | None = None
    antecedent: Counted | None = None
    parts: list[Counted] = field(default_factory=list)
    doubt: str = ""  # why the article makes it doubtful, a row of ``confidence.toml``
    said_to_be: int = -1  # the noun of "three of the dead were *students*"

    @property
    def count(self) -> tuple[str, int | None, int | None]:
        """What is counted, and its bounds."""
        return self.outcome, self.quantity.low, self.quantity.high

    @property
    def is_many(self) -> bool:
        """Whether a total is of more than one, so that the same number again is that of the same event."""
        return self.relation == "total" and (self.quantity.low or 0) > 1


class Clause:
    """Holds where phrases and outcome words begin and end in one sentence, and what has been linked."""

    def __init__(
        self,
        doc: Document,
        words: Words,
        sentence: Sentence,
        number: int,
        triggers: list[Trigger],
        counted: list[Counted],
        before: list[FigureMention],
        earlier: list[FigureMention],
        asked: Trigger | None = None,
    ) -> None:
        self.earlier, self.asked = earlier, asked
        self.doc, self.words, self.number, self.before = doc, words, number, before
        self.first, self.last = sentence.first, sentence.last
        self.lower = doc.lower
        self.here = frozenset(doc.lower[sentence.first : sentence.last])  # the words of the sentence
        self.triggers, self.counted = triggers, counted
        self.starts: dict[int, Counted] = {}
        self.ends: dict[int, Counted] = {}
        for phrase in counted:
            self.starts[phrase.first] = self.ends[phrase.last - 1] = phrase
        self.trigger_tokens: dict[int, Trigger] = {}
        for trigger in triggers:
            for k in range(trigger.first, trigger.last):
                self.trigger_tokens[k] = trigger
        self.mentions: list[FigureMention] = []
        self.linked: dict[int, list[FigureMention]] = {}

    def _after(self, i: int) -> str:
        return self.lower[i] if i < self.last else ""

    def _is_name(self, i: int) -> bool:
        word = self.doc.words[i]
        return word[0].isupper() and word[-1].islower() and self.lower[i] not in self.words.stops

    def _may_be_outcome(self, i: int) -> bool:
        """Whether a word of outcome stands at token ``i``, even one of none here: "were *taken* home with burns"."""
        return i in self.trigger_tokens or self.words.trigger_at(self.lower, i) is not None

    def _skip_back(self, i: int) -> int:
        while (
            i >= self.first
            and (self.lower[i] in self.words.adverbs or self.lower[i].endswith("ly"))
            and i not in self.ends
        ):
            i -= 1
        return i

    def _place_follows(self, i: int) -> bool:
        """Whether "in" or "at" and a name stand at token ``i``."""
        return self._after(i) in ("in", "at") and self.doc.words[min(i + 1, self.last - 1)][0].isupper()

    def _opens_clause(self, i: int) -> bool:
        return i == self.first or self.lower[i - 1] in (";", "—", "–", "--", '"', "“", "and", "but")

    def _starts_line(self, i: int) -> bool:
        return i == self.first or (i == self.first + 1 and self.lower[self.first] in PUNCTUATION)

    def _intends(self, i: int) -> bool:
        """Whether what "to" at token ``i`` leads to is only meant or tried: "vowed to kill", not "used to kill"."""
        return any(word in self.words.marks["intent"] for word in self.lower[max(self.first, i - 6) : i])

    def _verb_group(self, trigger: Trigger) -> tuple[bool, bool, bool, bool]:
        """Whether "be", a modal or an intention, a negation, and any modal or "to" stand before the trigger."""
        i, lower, words = trigger.first - 1, self.lower, self.words
        doing = trigger.kind == "ing" or (trigger.kind == "goal" and lower[trigger.first].endswith("ing"))
        passive = modal = negated = bound = False
        while i >= self.first and i > trigger.first - 8:
            word = lower[i]
            if word in words.be:
                passive = passive or not doing or word == "being"
            elif word in words.modals or word == "to":
                modal = modal or word != "to" or self._intends(i)
                bound = True
            elif word in words.negations:
                negated = True
            elif word not in words.auxiliaries and word not in words.adverbs and not word.endswith("ly"):
                break
            i -= 1
        return passive, modal, negated, bound

    def _is_verb(self, trigger: Trigger) -> bool:
        """Whether a base form such as "murder" or "arrest" can be the verb of its clause here."""
        before = self.lower[trigger.first - 1] if trigger.first > self.first else ""
        if before in self.words.determiners or before in self.words.prepositions or before == "'s" or not before:
            return False
        return trigger.last in self.starts or before in self.words.pronouns

    def _taken(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether another word already governs the phrase as its object."""
        others = self.linked.get(phrase.first)
        if not others:
            return False
        return any(m.rule == "object" and m.trigger is not trigger for m in others)

    def _after_including(self, phrase: Counted) -> bool:
        lower, first = self.lower, self.first
        i = phrase.first - 1
        if i >= first and lower[i] in self.words.definite:
            i -= 1
        if i - 2 >= first and lower[i] == "of" and lower[i - 1] in ("those", "that", "bodies"):
            i -= 3 if lower[i - 2] == "the" else 2  # "26 bodies, among them those of five children"
        if i < first:
            return False
        if lower[i] in self.words.including_ends:
            marks = self.words.marks["including"]
            return any(i - n + 1 >= first and " ".join(lower[i - n + 1 : i + 1]) in marks for n in (1, 2, 3))
        be = i > first and lower[i] in self.words.be
        return be and " ".join(lower[max(first, i - 2) : i]) in self.words.marks["including"]

    def _is_previous(self, i: int) -> bool:
        for size in (1, 2, 3):
            if i - size >= self.first and " ".join(self.lower[i - size : i]) in self.words.marks["previously"]:
                return True
        return (
            i - 1 >= self.first
            and self.lower[i - 1] in ("an", "a", "the", "earlier")
            and i - 2 >= self.first
            and self.lower[i - 2] == "from"
        )

    def _of_other_period(self, phrase: Counted) -> bool:
        """ "23 this year, compared with 17 in the same months of 2018": another count, not one that is replaced."""
        after = self.lower[phrase.last : min(self.last, phrase.last + 7)]
        return any(w in self.words.marks["other period"] or (w.isdigit() and len(w) == 4) for w in after)

    def _only_grave(self, phrase: Counted, last: int) -> bool:
        """ "No one was seriously hurt", "no serious injuries": that does not say that none was hurt."""
        return phrase.kind == "zero" and not self.words.marks["grave"].isdisjoint(self.lower[phrase.first : last])

    def _predicate(self, phrase: Counted) -> Entry | None:
        """Return the noun of "12 *are children*", "three of them *nurses*"."""
        i = phrase.last
        if i < self.last and self.lower[i] in self.words.be:
            i += 1
            if self._after(i) in ("a", "an", "of"):
                i += 1  # "One of the dead was a 19-year-old woman"
        elif phrase.whole != "pronoun":
            return None
        elif self._after(i) in ("a", "an"):
            i += 1  # "one of them a policeman"
        for k in range(i, min(self.last, i + 3)):
            noun = self.words.nouns.get(self.lower[k])
            if (
                noun is not None
                and "unit" not in noun
                and not (k + 1 < self.last and self.lower[k + 1] in self.words.nouns)
            ):
                return noun
            if self.lower[k] in self.words.stops or k in self.trigger_tokens:
                return None
        return None

    def _add_list(
        self, phrases: list[Counted], uncounted: bool, trigger: Trigger, rule: str, modal: bool, negated: bool = False
    ) -> None:
        if len(phrases) == 1 and phrases[0].known:
            return
        count = len(self.mentions)
        self._add_members(phrases, uncounted, trigger, rule, modal)
        for mention in self.mentions[count:]:
            mention.negated = negated

    def _add_members(self, phrases: list[Counted], uncounted: bool, trigger: Trigger, rule: str, modal: bool) -> None:
        alike = len(phrases) > 1 and len({p.unit for p in phrases}) == 1
        alike = alike and not any(p.quantity.low is None for p in phrases)  # "30 rebels and up to seven villagers"
        if uncounted or not alike or trigger.outcome in THINGS:
            for phrase in phrases:
                mention = self._add(phrase, trigger, rule, modal)
                if uncounted and mention.relation == "total":
                    mention.relation = "subset"
            return
        total = self._add(phrases[0], trigger, rule, modal)
        total.quantity = add_up([p.quantity for p in phrases])
        total.first = min(total.first, phrases[0].first)
        total.last = max(total.last, phrases[-1].last)
        total.relation = "total"
        total.parts = phrases
        for phrase in phrases:
            if phrase.known:
                continue
            part = self._add(phrase, trigger, rule, modal)
            part.first, part.last = phrase.first, phrase.last
            part.relation, part.parent = "subset", total

    def _could_be(self, phrase: Counted) -> bool:
        """Whether the number only may be one: "there could be eighty dead", "it may well be 40 killed"."""
        i = phrase.first - 1
        if i <= self.first or self.lower[i] != "be":
            return False
        return any(word in self.words.modals for word in self.lower[max(self.first, i - 2) : i])

    def _reached(self, phrase: Counted) -> Quantity:
        """Return the quantity with what "passed 100", "did not exceed 100" makes of it."""
        quantity, i = phrase.quantity, phrase.first
        value = quantity.value
        if value is None or quantity.modifier != "exact" or self.lower[i - 1] not in self.words.marks["beyond"]:
            return quantity
        if self.lower[i - 2] in self.words.negations:
            return Quantity(value, None, value, "at_most")
        return Quantity(value, value + 1, None, "more_than")

    def _fights(self, phrase: Counted) -> bool:
        crew = phrase.noun is not None and phrase.noun["lemma"] in self.words.marks["crew"]
        return phrase.group in ("soldiers", "militants") and not crew

    def _add(self, phrase: Counted, trigger: Trigger | None, rule: str, modal: bool) -> FigureMention:
        first, last = phrase.first, phrase.last
        if trigger is not None and self.first <= trigger.first < self.last:
            first = trigger.first if trigger.first < first else first
            last = trigger.last if trigger.last > last else last
        entry = trigger.entry if trigger is not None else {}
        relation = "total"
        if phrase.whole in ("pronoun", "group") or (phrase.whole == "noun" and phrase.quantity.modifier != "vague"):
            relation = "subset"
            if phrase.whole_outcome is not None and entry.get("outcome") == "killed" != phrase.whole_outcome["outcome"]:
                relation = "increment"  # "six of the wounded died"
        elif phrase.extra:
            relation = "increment"
        outcome = str(entry.get("outcome", "killed"))
        if "things" in entry and phrase.unit in ("home", "building"):
            outcome = str(entry["things"])
        elif outcome == "captured" and phrase.noun is not None and phrase.noun.get("wanted"):
            outcome = "detained"
        elif "agents" in entry and outcome in ("detained", "abducted") and self._fights(phrase):
            outcome = "captured"
        mention = FigureMention(
            phrase, phrase.quantity, outcome, first, last, self.number, rule, relation,
            irrealis=modal or "supposed" in entry or (self.lower[phrase.first - 1] == "be" and self._could_be(phrase)),
            shot=bool(entry.get("shot")) and outcome == "casualties", trigger=trigger,
        )  # fmt: skip
        if trigger is not None:
            trigger.linked = True
        self.mentions.append(mention)
        self.linked.setdefault(phrase.first, []).append(mention)
        return mention
