"""Counted phrases and outcome words to figures: who of them died, was hurt, went missing, had to flee.

Works sentence by sentence around the outcome words. Every rule looks from such
a word for the phrase it governs: its object, its subject, the number a toll
stands at. Which claim a figure belongs to is decided in ``assemble``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from claimtrack.extract.breakdowns import find_breakdowns
from claimtrack.extract.clause import ACTIVE, THINGS, FigureMention, Trigger
from claimtrack.extract.counted import CountedPhrases
from claimtrack.extract.goals import settle_entry
from claimtrack.extract.headlines import add_bare, ends_as_sentence
from claimtrack.extract.named import Named
from claimtrack.extract.registers import literal
from claimtrack.extract.segment import Document
from claimtrack.extract.senses import is_generic, means_otherwise, tells_a_plot
from claimtrack.extract.vocabulary import OUTCOME
from claimtrack.extract.word_roles import OBJECT, OPENS, STOP
from claimtrack.extract.words import Words
from claimtrack.lexicon import Entry

__all__ = ["THINGS", "FigureMention", "Trigger", "find_figures", "find_triggers"]

Told = tuple[int, int, Entry]  # first token, token after the last and entry of an outcome
_TAKES_OBJECT = ACTIVE | {"verb", "goal", "fatal", "lives"}
_HAS_SUBJECT = frozenset(("verb", "participle", "adjective", "intransitive", "goal", "stays"))
_SETTLED = frozenset(("goal", "stays"))  # what they mean is told by where they lead
_ALTERNATIVES = {
    frozenset(("destroyed", "damaged")): "damaged_or_destroyed",
    frozenset(("killed", "missing")): "dead_or_missing",
    frozenset(("killed", "injured")): "casualties",
}


def find_triggers(doc: Document, told: Sequence[Told], harmed: list[int], words: Words) -> list[Trigger]:
    """Return the outcome words of a sentence, in order, none inside another, as they are meant there.

    Args:
        told: the phrases of outcomes in it, and in ``harmed`` the words that may tell an injury.
    """
    harms = words.harms.find(doc.lower, harmed) if harmed else []
    if harms:
        within = {k for first, last, _ in harms for k in range(first, last)}
        told = sorted([*harms, *(hit for hit in told if within.isdisjoint(range(hit[0], hit[1])))], key=itemgetter(0))
    found: list[Trigger] = []
    lower, quote = doc.lower, words.marks["quote"]
    for first, last, entry in told:
        depends = "agents" in entry or entry["kind"] in _SETTLED
        settled = settle_entry(doc, first, last, entry, words) if depends else entry
        if lower[last - 1] in words.marks["of two senses"] and means_otherwise(doc, first, last, words):
            continue
        if settled is not None and settled["kind"] != "recount" and not is_generic(lower, first, settled["kind"]):
            if "splits" in settled and last < len(lower) and lower[last] in words.numbers.starts:
                found += [Trigger(k, k + 1, single) for k in (first, last - 1) if (single := words.alone(lower[k]))]
                continue
            if first and lower[first - 1] in quote:
                first, last = _with_quotes(lower, first, last, words)
            found.append(Trigger(first, last, settled))
    return found


def _with_quotes(lower: list[str], first: int, last: int, words: Words) -> tuple[int, int]:
    """Take in the marks around a word behind one, if it is quoted alone: the army "neutralized" 12."""
    marks = words.marks["quote"]
    if last < len(lower):
        if lower[last] in marks:
            return first - 1, last + 1
        if lower[last] in (",", ".") and last + 1 < len(lower) and lower[last + 1] in marks:
            return first - 1, last
    return first, last


def find_figures(
    doc: Document, words: Words, blocked: AbstractSet[int], title: str | None = None
) -> list[FigureMention]:
    """Return the figures in the order of their first tokens.

    Args:
        blocked: tokens that belong to dates.
    """
    phrases = CountedPhrases(doc, words, blocked)
    roles = phrases.roles
    found: list[FigureMention] = []
    before: list[FigureMention] = []
    told_in, harmed_in = _by_sentence(doc, words)
    lower, outcome_at = doc.lower, -1
    for number, sentence in enumerate(doc.sentences):
        above = outcome_at == number - 1
        near = bool(before) and before[-1].sentence == number - 1
        if number in told_in or number in harmed_in:
            outcome_at = number
        elif not (above or near):
            continue
        first, last, _ = sentence
        asked = _asked(doc, told_in, number, words) if above and lower[first - 1] == "?" else None
        if outcome_at != number and asked is None and not near:
            continue
        told, harmed = told_in.get(number, ()), harmed_in.get(number, [])
        goes_on = (
            asked is not None
            or (near and not words.part_signs.isdisjoint(lower[first:last]))
            or (bool(found and harmed) and "victims" in [lower[i] for i in harmed])
            or "recount" in [hit[2]["kind"] for hit in told]
        )
        if not (goes_on or harmed or _may_govern(lower, roles, last, [(hit[1], hit[2]["kind"]) for hit in told])):
            continue
        counted = phrases.find(first, last)
        headline = not ends_as_sentence(doc, sentence)
        if not (counted or headline):
            continue
        triggers = find_triggers(doc, told, harmed, words)
        if triggers and not words.marks["fiction or role"].isdisjoint(lower[first:last]):
            triggers = [t for t in triggers if not tells_a_plot(doc, number, t.first, t.kind, words)]
        if not (goes_on or _may_govern(lower, roles, last, [(t.last, t.kind) for t in triggers])):
            continue
        if headline:
            add_bare(doc, sentence, triggers, counted, words)
        if counted:
            linker = _Linker(doc, words, sentence, number, triggers, counted, before if near else [], found, asked)
            mentions = linker.link(goes_on)
            if mentions:
                before = mentions
                found += mentions
    found += find_breakdowns(doc, phrases, found)
    found.sort(key=lambda m: (m.first, m.last))
    return literal(doc, found, words, blocked, title)


def _asked(doc: Document, told_in: Mapping[int, Sequence[Told]], number: int, words: Words) -> Trigger | None:
    """Return the outcome of which the question before a sentence asks the number: "How many died in Alba?"."""
    told, lower = told_in.get(number - 1), doc.lower
    if not told:
        return None
    begin = doc.sentences[number - 1].first
    for i in range(begin, told[-1][0]):
        if lower[i : i + 2] == ["how", "many"]:
            triggers = find_triggers(doc, [hit for hit in told if hit[0] > i + 1], [], words)
            if triggers and triggers[0].kind in _HAS_SUBJECT and _asks_of(lower[i + 2 : triggers[0].first], words):
                return triggers[0]
    if "many" in lower[begin : told[0][0]] or words.numbers.starts.isdisjoint(lower[begin : told[0][0]]):
        return None
    triggers = find_triggers(doc, told, [], words)  # "Is it still seven people killed?"
    return triggers[0] if len(triggers) == 1 and triggers[0].kind in _HAS_SUBJECT else None


def _asks_of(between: Sequence[str], words: Words) -> bool:
    """Whether "how many" asks of people with these words before its outcome: "how many *people have* died"."""
    people = words.nouns.get(between[0]) if between else None
    rest = between[1:] if people is not None and "unit" not in people else between
    return all(word in words.be or word in words.auxiliaries or word in words.adverbs for word in rest)


def _by_sentence(doc: Document, words: Words) -> tuple[dict[int, list[Told]], dict[int, list[int]]]:
    """Return the outcomes and the harms by the sentences that they stand in."""
    of = doc.sentence_of
    told, harmed = words.outcomes.find(doc.lower, doc.noted(OUTCOME))
    told_in: dict[int, list[Told]] = {}
    harmed_in: dict[int, list[int]] = {}
    for hit in told:
        number = of[hit[0]]
        if number in told_in:
            told_in[number].append(hit)
        else:
            told_in[number] = [hit]
    for i in harmed:
        harmed_in.setdefault(of[i], []).append(i)
    return told_in, harmed_in


def _may_govern(lower: list[str], roles: list[int], end: int, outcomes: list[tuple[int, str]]) -> bool:
    """Whether one of the outcome words, told by where and as what they end, can govern a number: not "shooting in"."""
    for i, kind in outcomes:
        if kind not in ACTIVE or kind == "present" or i >= end:
            return True
        role = roles[i]
        if not role & STOP or role & (OPENS | OBJECT) or lower[i] == "of":
            return True
    return False


class _Linker(Named):
    """All the rules, in their order, for one sentence; their rooms build upon one another."""

    def link(self, goes_on: bool) -> list[FigureMention]:
        here, words = self.here, self.words
        if "," in here:
            self._drop_named()
            if not self.counted:
                return []
        right = self.counted[-1].first
        for trigger in self.triggers:  # objects first: a subject must not take what another word governs
            if right >= trigger.last and trigger.kind in _TAKES_OBJECT and not self._is_inner(trigger):
                self._link_object(trigger)
        for trigger in self.triggers:
            self._link_other(trigger)
        if "number" in here:
            self._link_number_of()
        self._link_nouns()
        self._link_inner()
        if self.asked is not None:
            self._link_answer(self.asked)
        if not words.marks["along"].isdisjoint(here):
            self._link_joined()
        if "so" in here:
            self._link_so()
        if not (goes_on or self.mentions or self.before):
            return []
        if "(" in here:
            self._link_equivalents()
        self._link_apposed()
        self._link_parts()
        if not words.count_signs.isdisjoint(here):
            self._link_counts()
        if len(self.linked) < len(self.counted):
            if not words.telling.isdisjoint(here):
                self._link_told()
            self._link_loose([phrase for phrase in self.counted if not self.linked.get(phrase.first)])
            self._link_gapped()
        self._link_wholes()
        if "or" in here:
            self._link_alternatives()
        if not self.mentions:
            return []
        self._find_antecedents()
        return self._settled()

    def _is_inner(self, trigger: Trigger) -> bool:
        """Whether the word describes a noun that is counted: "212 *damaged* homes"."""
        return trigger.kind == "verb" and trigger.first in [phrase.inner_at for phrase in self.counted]

    def _link_other(self, trigger: Trigger) -> None:
        kind = trigger.kind
        if kind in ACTIVE:
            if self._after(trigger.last) == "of":
                self._link_of(trigger)
            elif not trigger.linked and self.lower[trigger.first] in self.words.marks["noun too"]:
                self._link_list(trigger)
        elif kind in _HAS_SUBJECT:
            if not trigger.linked and (kind != "verb" or not self._link_relative(trigger)):
                self._link_subject(trigger)
        elif kind in _RULES:
            _RULES[kind](self, trigger)

    def _merge_alternatives(self) -> None:
        """ "12,400 homes collapsed or were badly damaged" is one number for both."""
        for mentions in self.linked.values():
            outcomes = frozenset(m.outcome for m in mentions)
            both = _ALTERNATIVES.get(outcomes)
            presumed = any(m.trigger and self.lower[m.trigger.first] in self.words.marks["presumed"] for m in mentions)
            if outcomes == {"killed", "missing"} and presumed:
                for mention in mentions:
                    mention.outcome = "dead_or_missing"  # "a boy remained missing and was presumed dead"
            if both is not None and mentions[0].phrase.kind != "zero" and all(m.trigger is not None for m in mentions):
                first, last = sorted(m.trigger.first for m in mentions if m.trigger is not None)[:2]
                if "or" in self.lower[first:last]:
                    for mention in mentions:
                        mention.outcome = both

    def _settled(self) -> list[FigureMention]:
        """Drop doubles and read what stands around those kept."""
        self._settle_helpless()
        doubled = len(self.linked) < len(self.mentions)
        if doubled:
            self._merge_alternatives()
        dead = [m for m in self.mentions if m.outcome == "killed"]
        alive = [m for m in dead if self._found_alive(m.last) or self._once_listed(m)]
        rates = () if self.words.marks["rate"].isdisjoint(self.here) else [m for m in self.mentions if self._is_rate(m)]
        for mention in {id(m): m for m in (*alive, *rates, *self._said_of_one())}.values():
            self.mentions.remove(mention)
            self.linked[mention.phrase.first].remove(mention)
        supposed = not self.words.marks["supposing"].isdisjoint(self.here)
        for mention in self.mentions:
            first = mention.phrase.first
            mention.irrealis = mention.irrealis or (supposed and self._is_supposed(mention))
            if first > self.first and self.lower[first - 1] == "not" and mention.quantity.value != 0:
                mention.negated = True  # "not 40 dead"
        kept = self._without_doubles() if doubled else self.mentions
        if doubled:
            self._mark_late_deaths()
        self._mark_included(kept)
        if doubled:
            self._mend_parents(kept)
        for mention in kept:
            condition = mention.trigger is not None and mention.trigger.entry.get("condition")
            of_them = mention.relation == "subset" and mention.phrase.whole == "pronoun" and not condition
            if of_them and mention.outcome not in THINGS and self._place_follows(mention.last):
                mention.relation, mention.parent = "total", None  # "14 of them died in Millau"
        return kept

    def _found_alive(self, i: int) -> bool:
        """Whether "had been found alive" follows: "two listed as dead were found alive"."""
        k = i
        while k < self.last and (self.lower[k] in self.words.be or self.lower[k] in self.words.auxiliaries):
            k += 1
        return k > i and self.lower[k : k + 2] == ["found", "alive"]

    def _once_listed(self, mention: FigureMention) -> bool:
        """Whether they only had been counted so: "two whom it *had listed as dead* were in a hospital"."""
        trigger = mention.trigger
        if trigger is None or trigger.kind != "adjective" or self.lower[trigger.first - 1] != "as":
            return False
        before = self.lower[max(self.first, trigger.first - 5) : trigger.first - 1]
        listed = "had" in before and before[-1] in self.words.marks["status"]
        return listed and self._after(trigger.last) in self.words.be

    def _without_doubles(self) -> list[FigureMention]:
        """Return one mention a phrase and outcome; "shot" gives way to what came of it."""
        kept: list[FigureMention] = []
        seen: set[tuple[int, str, int | None, str]] = set()
        for mention in self.mentions:
            others = self.linked[mention.phrase.first]
            if mention.shot and any(not m.shot and m.outcome in ("killed", "injured") for m in others):
                continue
            died = any(m.outcome == "killed" and m.quantity == mention.quantity for m in others)
            if mention.outcome == "missing" and any(m.outcome == "rescued" for m in others):
                continue  # "Rescuers freed four men who had been trapped underground"
            if mention.outcome == "displaced" and any(m.outcome == "injured" for m in others):
                continue  # "A boy with burns was evacuated"
            if mention.outcome in ("injured", "missing") and died and mention.phrase.kind != "zero":
                continue
            key = (mention.phrase.first, mention.outcome, mention.quantity.low, mention.relation)
            if key not in seen and not self._is_said_closer(mention, others):
                seen.add(key)
                kept.append(mention)
        return kept

    def _is_said_closer(self, mention: FigureMention, others: list[FigureMention]) -> bool:
        """Whether the same number is said to be a part or one more: "Of those injured, nine required surgery"."""
        if mention.relation != "total" or mention.parts:
            return False
        alike = (m for m in others if m.outcome == mention.outcome and m.quantity == mention.quantity)
        return any(m.relation != "total" for m in alike)

    def _mark_late_deaths(self) -> None:
        """ "A boy who was wounded in the strike has died": one more of the dead, once counted among the wounded."""
        for mentions in self.linked.values():
            wounded = [m.trigger.first for m in mentions if m.outcome == "injured" and m.trigger is not None]
            for mention in mentions:
                died = mention.trigger is not None and mention.trigger.kind == "intransitive"
                if died and mention.outcome == "killed" and wounded and mention.quantity.value == 1:
                    late = mention.trigger is not None and min(wounded) < mention.trigger.first
                    mention.relation = "increment" if late else mention.relation

    def _mark_included(self, kept: list[FigureMention]) -> None:
        """ "A million are displaced, *of whom* 34,000 are in camps": a part, though it has a word of its own."""
        for k, mention in enumerate(kept):
            if mention.relation == "total" and self._after_including(mention.phrase):
                before = (m for m in kept[:k] if m.outcome == mention.outcome and m.phrase.last < mention.phrase.first)
                whole = next(before, None)
                if whole is not None:
                    mention.relation, mention.parent = "subset", whole

    def _mend_parents(self, kept: list[FigureMention]) -> None:
        """Lead parts whose whole was dropped as a double to the mention that stands for it, or to none."""
        here = {id(m) for m in kept}
        dropped = {id(m) for m in self.mentions} - here
        for mention in kept:
            if mention.parent is not None and id(mention.parent) in dropped:
                stand_ins = (m for m in self.linked[mention.parent.phrase.first] if id(m) in here and m is not mention)
                mention.parent = next(stand_ins, None)


_RULES: dict[str, Callable[[_Linker, Trigger], None]] = {
    "noun": _Linker._link_of,
    "toll": _Linker._link_toll,
    "group": _Linker._link_group,
    "survive": _Linker._link_survived,
    "search": _Linker._link_search,
    "lives": _Linker._link_cost,
    "unknown": _Linker._link_unknown,
    "none left": _Linker._link_none_left,
    "care": _Linker._link_care,
    "helped": _Linker._link_helped,
}
