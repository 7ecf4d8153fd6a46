"""Counted phrases and outcome words to figures: who of them died, was hurt, went missing, had to flee.

Works sentence by sentence around the outcome words. Every rule looks from such
a word for the phrase it governs: its object, its subject, the number a toll
stands at. Which claim a figure belongs to is decided in ``assemble``.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from claimtrack.extract.counted import Counted, find_counted, is_age, set_group
from claimtrack.extract.segment import Document, Sentence
from claimtrack.extract.words import PUNCTUATION, Words
from claimtrack.lexicon import Entry
from claimtrack.models import Quantity
from claimtrack.normalize.numbers import read_quantity

_REACH = 30  # tokens from an outcome word back to its subject
_ACTIVE = frozenset(("ing", "present", "base"))
_ALTERNATIVES = {
    frozenset(("destroyed", "damaged")): "damaged_or_destroyed",
    frozenset(("killed", "missing")): "dead_or_missing",
    frozenset(("killed", "injured")): "casualties",
}
THINGS = frozenset(("destroyed", "damaged", "damaged_or_destroyed"))


@dataclass(slots=True)
class Trigger:
    """An outcome word or phrase in tokens ``first`` to ``last``."""

    first: int
    last: int
    entry: Entry

    @property
    def kind(self) -> str:
        return str(self.entry["kind"])

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


def find_triggers(doc: Document, words: Words) -> list[Trigger]:
    """Return the outcome words of the whole document, in order, none inside another."""
    lower, first = doc.lower, words.outcomes.first
    found: list[Trigger] = []
    after = 0
    for i in [i for i, word in enumerate(lower) if word in first]:
        if i < after:
            continue
        hit = words.trigger_at(lower, i)
        if hit is not None:
            found.append(Trigger(i, hit[0], hit[1]))
            after = hit[0]
    return found


def find_figures(doc: Document, words: Words, blocked: AbstractSet[int]) -> list[FigureMention]:
    """Return the figures in the order of their first tokens.

    Args:
        blocked: tokens that belong to dates.
    """
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in find_triggers(doc, words):
        by_sentence.setdefault(doc.sentence_of[trigger.first], []).append(trigger)
    found: list[FigureMention] = []
    before: list[FigureMention] = []
    for number in sorted({n + step for n in by_sentence for step in (0, 1)}):
        if number >= len(doc.sentences):
            break
        sentence = doc.sentences[number]
        triggers = by_sentence.get(number, [])
        near = bool(before) and before[-1].sentence == number - 1
        if not triggers and not near:
            continue
        counted = find_counted(doc, sentence.first, sentence.last, words, blocked)
        _add_bare(doc, sentence, triggers, counted, words)
        if counted:
            mentions = _Linker(doc, words, sentence, number, triggers, counted, before if near else []).link()
            if mentions:
                before = mentions
                found += mentions
    found.sort(key=lambda m: (m.first, m.last))
    return found


def _add_bare(doc: Document, sentence: Sentence, triggers: list[Trigger], counted: list[Counted], words: Words) -> None:
    """Add the nouns of headlines that drop their article: "Woman shot dead", "Blast leaves man dead, 3 hurt"."""
    lower = doc.lower
    if lower[sentence.last - 1] in (".", "!", "?") or sentence.last - sentence.first > 25:
        return
    for trigger in triggers:
        k = trigger.first - 1
        while k > sentence.first and (lower[k] in words.adverbs or lower[k] in words.be):
            k -= 1
        for head in (k, trigger.last) if trigger.kind == "present" else (k,):
            while True:
                phrase = _bare(doc, sentence, head, trigger, words)
                if phrase is None or any(c.first < phrase.last and phrase.first < c.last for c in counted):
                    break
                counted.append(phrase)
                head = phrase.first - 2
                if head < sentence.first or lower[head + 1] not in (",", "and", "&"):
                    break
    counted.sort(key=lambda c: c.first)


def _bare(doc: Document, sentence: Sentence, head: int, trigger: Trigger, words: Words) -> Counted | None:
    """Return the singular noun at or, before an outcome word, ending at token ``head`` if nothing but a headline's
    start or "leaves" stands before it."""
    lower = doc.lower
    if not sentence.first <= head < sentence.last:
        return None
    first = head
    if head > trigger.first:
        while head < sentence.last - 1 and head < first + 3 and not _is_bare_noun(lower[head], words):
            head += 1
    if not _is_bare_noun(lower[head], words):
        return None
    if first < trigger.first:
        while first > sentence.first and lower[first - 1] not in words.stops and lower[first - 1] not in words.marks["leaving"]:
            first -= 1
        if first > sentence.first and not (
            lower[first - 1] in words.marks["leaving"] or lower[first - 1] in (",", ";", ":", "and", "-", "–", "—", "|")
        ):
            return None
    phrase = Counted(first, head, head + 1, Quantity(1, 1, 1, "exact"), "indefinite", head=head, noun=words.nouns.get(lower[head]))
    phrase.noun_from = first
    set_group(doc, phrase, words)
    return phrase


def _is_bare_noun(word: str, words: Words) -> bool:
    noun = words.nouns.get(word)
    return is_age(word) if noun is None else word == noun["lemma"] and "unit" not in noun


class _Linker:
    """The rules for one sentence; holds where phrases begin and end and what has been linked."""

    def __init__(
        self,
        doc: Document,
        words: Words,
        sentence: Sentence,
        number: int,
        triggers: list[Trigger],
        counted: list[Counted],
        before: list[FigureMention],
    ) -> None:
        self.doc, self.words, self.number, self.before = doc, words, number, before
        self.first, self.last = sentence.first, sentence.last
        self.lower = doc.lower
        self.triggers, self.counted = triggers, counted
        self.starts = {c.first: c for c in counted}
        self.ends = {c.last - 1: c for c in counted}
        self.trigger_tokens = {k: t for t in triggers for k in range(t.first, t.last)}
        self.mentions: list[FigureMention] = []
        self.linked: dict[int, list[FigureMention]] = {}

    def link(self) -> list[FigureMention]:
        self._drop_named()
        for trigger in self.triggers:  # objects first: a subject must not take what another word governs
            if trigger.kind in _ACTIVE or trigger.kind in ("verb", "hospital"):
                self._link_object(trigger)
        for trigger in self.triggers:
            self._link_other(trigger)
        self._link_nouns()
        self._link_inner()
        self._link_apposed()
        self._link_parts()
        self._find_antecedents()
        return self._settled()

    def _drop_named(self) -> None:
        """Leave out single persons whose name stands beside them: "a mother of two, Ada Moreau, died"."""
        for phrase in [c for c in self.counted if c.kind == "indefinite" and self._is_named(c)]:
            self.counted.remove(phrase)
            del self.starts[phrase.first]
            del self.ends[phrase.last - 1]

    def _is_named(self, phrase: Counted) -> bool:
        i = phrase.last
        while i < self.last and i < phrase.last + 4 and self.lower[i] != ",":
            if self.lower[i] in self.words.be or self.lower[i] in self.words.auxiliaries or i in self.trigger_tokens:
                return False
            i += 1
        if i + 1 >= self.last or self.lower[i] != ",":
            return False
        i += 1
        if is_age(self.lower[i]) or self.lower[i] in ("named", "called"):
            i += 1
        return i + 1 < self.last and self._is_name(i) and (self._is_name(i + 1) or self.lower[i + 1] == ",")

    def _is_name(self, i: int) -> bool:
        word = self.doc.words[i]
        return word[0].isupper() and word[-1].islower() and self.lower[i] not in self.words.stops

    # -- one trigger -------------------------------------------------------------------------------------------

    def _link_other(self, trigger: Trigger) -> None:
        kind = trigger.kind
        if kind == "toll":
            self._link_toll(trigger)
        elif kind == "group":
            self._link_group(trigger)
        elif kind == "survive":
            self._link_survived(trigger)
        elif kind == "noun" or (kind in _ACTIVE and self._after(trigger.last) == "of"):
            self._link_of(trigger)
        elif kind in ("verb", "participle", "adjective", "intransitive") or (kind == "hospital" and self._near_hospital(trigger)):
            if not any(m.trigger is trigger for m in self.mentions):
                self._link_subject(trigger)

    def _link_object(self, trigger: Trigger) -> None:
        """ "killed 12", "wounding six others", "could kill 10,000"."""
        if trigger.kind == "hospital" and not self._near_hospital(trigger):
            return
        passive, modal, negated, bound = self._verb_group(trigger)
        if passive or (trigger.kind == "base" and not bound and not negated and not self._is_verb(trigger)):
            return
        found = self._object(trigger)
        if found is None:
            return
        phrases, uncounted = found
        if trigger.kind == "verb" and not uncounted:
            left = self.ends.get(self._skip_back(trigger.first - 1))
            first = phrases[0]
            if left is not None and left.kind != "indefinite" and (first.elliptical or first.kind == "indefinite"):
                if first.elliptical:
                    return
        self._add_list(phrases, uncounted, trigger, "object", modal, negated)

    def _link_subject(self, trigger: Trigger) -> None:
        """ "12 were killed", "four people died", "20 dead"; in a list "Dead: 20"."""
        found = self._subject(trigger)
        if found is None:
            self._link_list(trigger)
            return
        phrases, uncounted, modal = found
        if self.lower[trigger.first] == "fatally" and trigger.last == trigger.first + 1 and self.mentions:
            self._add(phrases[-1], trigger, "subject", modal).relation = "subset"  # "two men were shot, one fatally"
            return
        if phrases[0].kind == "zero" and any(self.lower[k] in self.words.marks["grave"] for k in range(phrases[0].last, trigger.first)):
            return  # "no one was seriously hurt" does not say that none was hurt
        self._add_list(phrases, uncounted, trigger, "subject", modal)

    def _link_list(self, trigger: Trigger) -> None:
        """ "Dead: 58", "Completely destroyed housing: 146", a line of a table; "Also injured were three men"."""
        if self._link_inverted(trigger):
            return
        if not self._starts_line(trigger.first) and self.last - self.first > 12:
            return
        for i in range(trigger.last, min(self.last, trigger.last + 5)):
            phrase = self.starts.get(i)
            if phrase is not None:
                if (i == trigger.last + 1 and self.lower[i - 1] == ":") or (phrase.elliptical and phrase.last >= self.last - 1):
                    if phrase.elliptical or self._fits(phrase, trigger):
                        self._take_noun(phrase, trigger)
                        self._add(phrase, trigger, "list", False)
                return

    def _link_inverted(self, trigger: Trigger) -> bool:
        """ "Also injured in the shooting were three men"."""
        if trigger.first - self.first > 3 or trigger.kind not in ("verb", "adjective", "participle"):
            return False
        for i in range(trigger.last, min(self.last - 1, trigger.last + 8)):
            if i in self.starts or self.lower[i] in (",", ";"):
                return False
            if self.lower[i] in self.words.be:
                phrases = self._phrases_after(i + 1, 2)
                fitting = [p for p in phrases if self._fits(p, trigger)]
                if fitting and len(fitting) == len(phrases):
                    self._add_list(fitting, False, trigger, "inverted", False)
                return bool(fitting)
        return False

    def _take_noun(self, phrase: Counted, trigger: Trigger) -> None:
        """Let a number at the end of a line count the noun before it."""
        if phrase.noun is None:
            for k in range(trigger.last, phrase.first):
                phrase.noun = phrase.noun or self.words.nouns.get(self.lower[k])

    def _starts_line(self, i: int) -> bool:
        return i == self.first or (i == self.first + 1 and self.lower[self.first] in PUNCTUATION)

    def _is_verb(self, trigger: Trigger) -> bool:
        """Whether a base form such as "murder" or "arrest" can be the verb of its clause here."""
        before = self.lower[trigger.first - 1] if trigger.first > self.first else ""
        if before in self.words.determiners or before in self.words.prepositions or before == "'s" or not before:
            return False
        return trigger.last in self.starts or before in self.words.pronouns

    def _intends(self, i: int) -> bool:
        """Whether what "to" at token ``i`` leads to is only meant, tried or ordered: "vowed to kill", not "used to kill"."""
        return any(word in self.words.marks["intent"] for word in self.lower[max(self.first, i - 6) : i])

    def _verb_group(self, trigger: Trigger) -> tuple[bool, bool, bool, bool]:
        """Whether "be", a modal or an intention, a negation, and any modal or "to" stand before the trigger."""
        i = trigger.first - 1
        passive = modal = negated = bound = False
        while i >= self.first and i > trigger.first - 8:
            word = self.lower[i]
            if word in self.words.be:
                passive = passive or trigger.kind != "ing" or word == "being"
            elif word in self.words.modals or word == "to":
                modal = modal or word != "to" or self._intends(i)
                bound = True
            elif word in self.words.negations:
                negated = True
            elif word not in self.words.auxiliaries and word not in self.words.adverbs and not word.endswith("ly"):
                break
            i -= 1
        return passive, modal, negated, bound

    def _skip_back(self, i: int) -> int:
        while i >= self.first and (self.lower[i] in self.words.adverbs or self.lower[i].endswith("ly")) and i not in self.ends:
            i -= 1
        return i

    def _after(self, i: int) -> str:
        return self.lower[i] if i < self.last else ""

    def _near_hospital(self, trigger: Trigger) -> bool:
        marks = self.words.marks
        for i in range(trigger.last, min(self.last, trigger.last + 14)):
            word = self.lower[i]
            if word in marks["safety"]:
                trigger.entry = {**trigger.entry, "outcome": "rescued"}
                return True
            if word in marks["hospital"] or (i + 1 < self.last and f"{word} {self.lower[i + 1]}" in marks["hospital phrase"]):
                return True
            if word in (";", ".") or (i in self.trigger_tokens and self.trigger_tokens[i].kind != "adjective"):
                return False
        return False

    # -- objects -----------------------------------------------------------------------------------------------

    def _object(self, trigger: Trigger) -> tuple[list[Counted], bool] | None:
        i = trigger.last
        while i < self.last and i not in self.starts and (self.lower[i] in self.words.adverbs or self.lower[i].endswith("ly")):
            i += 1
        if i < self.last and i not in self.starts and self.lower[i] in self.words.definite:
            i += 1
        phrase = self.starts.get(i)
        uncounted = False
        if phrase is None and i < self.last and self._may_open_object(i):
            phrase = self._object_after_names(i)
            uncounted = True
        if phrase is None or not self._fits(phrase, trigger) or self._governed_after(phrase):
            return None
        return self._list_right(phrase, trigger, uncounted)

    def _may_open_object(self, i: int) -> bool:
        word = self.lower[i]
        return word not in self.words.stops or word in self.words.determiners or word in self.words.pronouns

    def _object_after_names(self, i: int) -> Counted | None:
        """ "killed his mother and 10 other people": the counted rest of a list that begins with someone known."""
        for k in range(i, min(self.last, i + 14)):
            word = self.lower[k]
            phrase = self.starts.get(k)
            if phrase is not None:
                before = self.lower[k - 1]
                return phrase if k > i and before in ("and", ",", "the") and phrase.unit == "person" else None
            if k in self.trigger_tokens or (
                word in self.words.stops
                and word not in self.words.determiners
                and word not in ("and", ",", "of", "her", "him", "(", ")")
            ):
                return None
        return None

    def _list_right(self, phrase: Counted, trigger: Trigger, uncounted: bool) -> tuple[list[Counted], bool]:
        """Go on over "two men, a woman and three children"."""
        phrases = [phrase]
        joined = 1  # up to the last member that an "and" joins
        while True:
            i = phrases[-1].last
            i = self._skip_age(i)
            if len(phrases) == 1 and self._after(i) == "," and self._after(i + 1) == "and":
                break
            while i < self.last and self.lower[i] in (",", "and", "or", "as", "well"):
                i += 1
            after = self.starts.get(i)
            if after is None and i < self.last and self.lower[i] in self.words.definite:
                after = self.starts.get(i + 1)
            if after is None or i == phrases[-1].last or not self._fits(after, trigger):
                break
            if self._governed_after(after) or after.elliptical or after.whole == "pronoun":
                break
            phrases.append(after)
            if any(word in ("and", "or", "&") for word in self.lower[i - 2 : i]):
                joined = len(phrases)
        phrases = phrases[:joined]
        i = phrases[-1].last
        known = self._after(i) == "and" and self._after(i + 1) in self.words.marks["possessive"]
        return phrases, uncounted or (known and self._after(i + 2) in self.words.nouns)

    def _skip_age(self, i: int) -> int:
        """Pass over ", 24," between the members of a list."""
        if i + 2 < self.last and self.lower[i] == "," and self.lower[i + 1].isdigit() and len(self.lower[i + 1]) < 3:
            return i + 2 if self.lower[i + 2] in (",", "and") else i
        return i

    def _governed_after(self, phrase: Counted) -> bool:
        """Whether a word after the phrase governs it: "killed three soldiers and 12 *were wounded*", "30 *wounded*"."""
        i = phrase.last
        moved = False
        while i < self.last and i < phrase.last + 6 and (
            self.lower[i] in self.words.auxiliaries or self.lower[i] in self.words.be
            or self.lower[i] in self.words.adverbs or self.lower[i].endswith("ly")
        ):  # fmt: skip
            moved = moved or self.lower[i] in self.words.auxiliaries or self.lower[i] in self.words.be
            i += 1
        trigger = self.trigger_tokens.get(i)
        if trigger is None or trigger.first != i:
            return moved and phrase.elliptical
        if moved:
            return True
        if trigger.kind == "adjective" and not trigger.entry.get("weak"):
            return i == phrase.last and phrase.elliptical
        return trigger.kind in ("verb", "intransitive", "participle") and (phrase.elliptical or trigger.kind == "intransitive")

    # -- subjects ----------------------------------------------------------------------------------------------

    def _subject(self, trigger: Trigger) -> tuple[list[Counted], bool, bool] | None:
        """Walk left from the verb group to the phrase that it is about.

        Returns the phrases of a list, whether someone uncounted stands among them, and whether the verb has a modal.
        """
        i, plural, modal, negated, auxiliary = self._pass_verb_group(trigger)
        if i < self.first:
            return None
        direct = self.ends.get(i)
        if direct is not None and not auxiliary and self._fits(direct, trigger) and not self._taken(direct, trigger):
            if negated and direct.kind != "zero":
                return None
            phrases, more = self._list_left(direct, trigger)
            return [direct] if self._after_including(phrases[0]) else phrases, more, modal
        fallback: Counted | None = None
        uncounted = related = False
        j, begin = i, max(self.first, i - _REACH)
        while j >= begin:
            phrase = self.ends.get(j)
            if phrase is not None:
                fits = self._fits(phrase, trigger) and self._agrees(phrase, plural) and not self._taken(phrase, trigger)
                before = self.lower[phrase.first - 1] if phrase.first > self.first else ""
                if before in self.words.definite and phrase.first - 1 > self.first:
                    before = self.lower[phrase.first - 2]
                inside = (before in self.words.prepositions or before.endswith("ing")) and not related
                related = False
                if fits and self._after_including(phrase) and not (j == i and self.lower[phrase.first - 1] in self.words.relatives):
                    j = self._before_including(phrase)
                    continue
                if fits and not inside:
                    if negated and phrase.kind != "zero":
                        return None
                    listed, more = self._list_left(phrase, trigger)
                    if self._after_including(listed[0]) and listed[0] is not phrase:
                        j = self._before_including(listed[0])
                        continue
                    return listed, uncounted or more, modal
                fallback = fallback or (phrase if fits and j == i else None)
                j = phrase.first - 1
                continue
            step = self._step_left(j, begin)
            if step is None:
                step = self._over_relative(j, begin)
                if step is None:
                    break
            related = self.lower[j] in self.words.relatives
            if self.lower[j] in self.words.prepositions:
                uncounted = False  # the "and" joined what stands after the preposition
            elif self.lower[j] == "and":
                uncounted = uncounted or self._opens_someone(j + 1)
            j = step
        if fallback is None or negated:
            return None
        return (*self._list_left(fallback, trigger), modal)

    def _pass_verb_group(self, trigger: Trigger) -> tuple[int, bool | None, bool, bool, bool]:
        marks, words = self.words.marks, self.words
        i = trigger.first - 1
        plural: bool | None = None
        modal = negated = auxiliary = False
        while i >= self.first and i > trigger.first - 10 and i not in self.ends:
            word = self.lower[i]
            if word in marks["singular"] or word in marks["plural"]:
                plural = word in marks["plural"]
                auxiliary = True
            elif word in words.auxiliaries or word in words.be:
                auxiliary = True
                modal = modal or word in words.modals
            elif word in words.modals or word == "to":
                modal = modal or word != "to"
            elif word == "either" or (word == "as" and self.lower[i - 1] in marks["status"]):
                pass
            elif not (word in words.adverbs or word.endswith("ly") or word in marks["status"]):
                break
            negated = negated or word in words.negations or word == "never"
            i -= 1
        return i, plural, modal, negated, auxiliary

    def _opens_someone(self, j: int) -> bool:
        """Whether a name or a description with its determiner begins at token ``j``: "and *the gunman* were killed"."""
        return self.lower[j] in self.words.definite or (self.doc.words[j][0].isupper() and j not in self.trigger_tokens)

    def _before_including(self, phrase: Counted) -> int:
        i = phrase.first - 1
        while i > self.first and self.lower[i] not in self.words.marks["including"] and i > phrase.first - 6:
            i -= 1
        i -= 1
        return i - 1 if i > self.first and self.lower[i] in (",", "—", "–", "--", "(") else i

    def _over_relative(self, j: int, begin: int) -> int | None:
        """Jump over a relative clause: "A man *who barricaded himself inside a home* is dead"."""
        for k in range(j, begin, -1):
            word = self.lower[k]
            if word in (";", ":", ".") or word in self.words.marks["quote"]:
                return None
            if word in self.words.marks["who"]:
                return k - 2 if self.lower[k - 1] == "," else k - 1
        return None

    def _step_left(self, j: int, begin: int) -> int | None:
        """Return the next token to look at, or ``None`` where the clause begins."""
        word = self.lower[j]
        words = self.words
        if word in (",", ")", "—", "–", "--", "-", "_", "]"):
            opener = "(" if word == ")" else "[" if word == "]" else word
            for k in range(j - 1, begin - 1, -1):
                if self.lower[k] == opener:
                    return k - 1
            return j - 1 if word == "," and self.lower[j - 1] not in words.stops and j - 1 in self.ends else None
        if word.isdigit():
            for k in range(j - 1, max(begin, j - 10), -1):
                if self.lower[k] in words.marks["age"]:
                    return k - 1  # "three children aged 4, 6 and 9 died"
                if not (self.lower[k].isdigit() or self.lower[k] in (",", "and", "to", "between", "from", "-")):
                    break
        if word in words.relatives:
            return j - 2 if j - 1 >= begin and self.lower[j - 1] == "," else j - 1
        if word in ("and", "or") or word in words.prepositions:
            return j - 1
        trigger = self.trigger_tokens.get(j)
        if trigger is not None and trigger.kind != "adjective" and trigger.first > self.first:
            joined = j + 1 < self.last and self.lower[j + 1] in ("and", "or", ",") and trigger.kind in ("verb", "intransitive", "participle")
            if joined:
                return trigger.first - 1  # "were shot, and later died"
            if trigger.kind == "verb" and self._skip_back(trigger.first - 1) in self.ends:
                return trigger.first - 1  # "one of two men injured in the crash has died"
            if trigger.kind in _ACTIVE and self._is_noun_like(trigger):
                return trigger.first - 1  # "people involved in a shooting"
            return None if trigger.kind in _ACTIVE or trigger.kind == "verb" else trigger.first - 1
        if word in words.determiners:
            before = self.lower[j - 1] if j > begin else ""
            return j - 1 if before in words.prepositions or before in ("and", "or", ",") or before.endswith("ing") else None
        if word in words.be or word in words.auxiliaries:
            return j - 1 if j + 1 < self.last and self.trigger_tokens.get(j + 1) is not None else None
        if word in words.pronouns or word in words.subordinators or word in PUNCTUATION or word in words.verbs:
            return None
        return j - 1

    def _is_noun_like(self, trigger: Trigger) -> bool:
        before = self.lower[max(self.first, trigger.first - 3) : trigger.first]
        return any(w in self.words.determiners or w in self.words.prepositions for w in before)

    def _list_left(self, phrase: Counted, trigger: Trigger) -> tuple[list[Counted], bool]:
        """Go on to the left over "a teacher, a driver and three pupils"."""
        phrases = [phrase]
        while True:
            i = phrases[0].first - 1
            if i >= self.first and self.lower[i] in self.words.definite:
                i -= 1
            begin = i
            while i >= self.first and self.lower[i] in (",", "and"):
                i -= 1
            if i == begin or i < self.first:
                return phrases, False
            if len(phrases) == 1 and begin - i > 1 and not self._in_series(i):
                return phrases, False  # ", and" between two begins a new clause
            if self.lower[i].isdigit() and self.lower[i - 1] == ",":
                i -= 2  # "a driver, 45, and"
            before = self.ends.get(i)
            if before is None:
                named = self.lower[begin] == "and" and self.doc.words[i][0].isalpha() and self._names_someone(i)
                return phrases, named
            if self._after_including(before):
                return [before, *phrases], False
            if before.elliptical or not self._fits(before, trigger) or self._taken(before, trigger) or before.whole:
                return phrases, False
            if phrases[0].elliptical and not phrases[0].other:
                return phrases, False
            phrases.insert(0, before)

    def _in_series(self, i: int) -> bool:
        """Whether the phrase that ends at token ``i`` follows another one and a comma: "a, b, and c"."""
        phrase = self.ends.get(i)
        return phrase is None or (phrase.first - 1 >= self.first and self.lower[phrase.first - 1] == ",")

    def _names_someone(self, i: int) -> bool:
        """Whether token ``i`` ends a name or a known person's description: "Fidel and", "his mother and"."""
        lower = self.lower
        if lower[i] in self.words.nouns:
            return any(lower[k] in self.words.marks["possessive"] for k in range(max(self.first, i - 5), i))
        return self.doc.words[i][0].isupper() and lower[i] not in self.words.stops and i > self.first and i - 1 not in self.trigger_tokens

    def _agrees(self, phrase: Counted, plural: bool | None) -> bool:
        if plural is None or phrase.kind == "zero":
            return True
        if phrase.kind == "indefinite" or phrase.quantity.value == 1:
            return not plural or self.lower[phrase.first - 1] in ("and", ",")
        return plural

    def _fits(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether the outcome can happen to what is counted: houses do not die."""
        thing = trigger.outcome in THINGS
        if phrase.outcome_noun is not None:
            return False
        if thing:
            if phrase.kind == "count" and phrase.noun is None and (
                phrase.other or phrase.extra or phrase.whole == "pronoun" or (phrase.elliptical and self._may_stand_alone(phrase))
            ):
                return self._thing_before(phrase)
            if trigger.entry.get("weak") and phrase.unit == "other":
                return False
            return phrase.noun is not None and "unit" in phrase.noun
        if phrase.noun is not None and "unit" in phrase.noun:
            return trigger.outcome == "displaced" and phrase.unit == "household"
        if trigger.entry.get("armed") and phrase.group not in self.words.marks["armed"]:
            return False
        named = phrase.noun is not None or phrase.whole or phrase.other or trigger.kind == "hospital"
        if trigger.entry.get("weak") and not named:
            return False
        return self._may_stand_alone(phrase) if phrase.elliptical and phrase.kind == "count" else True

    def _thing_before(self, phrase: Counted) -> bool:
        """Whether the last noun counted before an elliptical number is a thing: "18 flats destroyed and 60 damaged"."""
        before = [c for c in self.counted if c.first < phrase.first and c.noun is not None]
        return bool(before) and "unit" in (before[-1].noun or {})

    def _may_stand_alone(self, phrase: Counted) -> bool:
        """A number without a noun: not a year, not the number of a thing ("Flight 103")."""
        value = phrase.quantity.value
        token = self.lower[phrase.number]
        if value is not None and 1900 <= value <= 2100 and token.isdigit() and phrase.first == phrase.number:
            return False
        return not (
            phrase.first > self.first + 1 and phrase.first == phrase.number and token[0].isdigit()
            and self.doc.words[phrase.first - 1][0].isupper() and self.doc.words[phrase.first - 2][0].isupper()
            and phrase.first - 1 not in self.trigger_tokens and not self._title_case()
        )  # fmt: skip

    def _title_case(self) -> bool:
        capital = sum(w[0].isupper() for w in self.doc.words[self.first : self.last])
        return capital * 2 > self.last - self.first

    def _taken(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether another word already governs the phrase as its object."""
        return any(m.rule == "object" and m.trigger is not trigger for m in self.linked.get(phrase.first, ()))

    # -- nouns, tolls, groups ----------------------------------------------------------------------------------

    def _link_of(self, trigger: Trigger) -> None:
        """ "the deaths of 11 miners", "the slaying of a doctor", "bodies of two people"."""
        i = trigger.last
        if self._after(i) in ("toll", "count", "'s"):
            return
        if self._after(i) == "of" or self.lower[i - 1] == "to":
            i += self._after(i) == "of"
            if self._after(i) == ",":  # "the evacuation of, by the latest count, 17,000 people"
                i = next((k + 1 for k in range(i + 1, min(self.last, i + 10)) if self.lower[k] == ","), i)
            if i not in self.starts and self._after(i) in self.words.definite:
                i += 1
            phrase = self.starts.get(i)
            if phrase is not None and self._fits(phrase, trigger) and not self.linked.get(phrase.first):
                phrases, uncounted = self._list_right(phrase, trigger, False)
                before = self.lower[max(self.first, trigger.first - 5) : trigger.first]
                negated = any(word in self.words.negations or word == "nor" for word in before)
                self._add_list(phrases, uncounted, trigger, "of", False, negated)
            return
        if trigger.kind != "noun":
            return
        if trigger.first - 1 >= self.first and self.lower[trigger.first - 1] in ("'s", "'"):
            phrase = self.ends.get(trigger.first - 2)
            if phrase is not None and phrase.kind != "zero" and self._fits(phrase, trigger):
                self._add(phrase, trigger, "possessive", False)
            return
        if not any(c.outcome_noun is not None and c.last == trigger.last for c in self.counted) and trigger.entry["lemma"] != "death" or self._plural_noun(trigger):
            self._link_toll(trigger)

    def _plural_noun(self, trigger: Trigger) -> bool:
        return self.lower[trigger.last - 1].endswith(("s", "ies")) and not any(
            c.outcome_noun is not None and c.last == trigger.last for c in self.counted
        )

    def _link_toll(self, trigger: Trigger) -> None:
        """ "the death toll rose to 87 from 81", "deaths reached 12", "bringing the number of dead to nine"."""
        marks = self.words.marks
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
            before = self.lower[i - 1]
            if phrase.noun is not None and "unit" in phrase.noun:
                i = phrase.last
                continue
            if not self.linked.get(phrase.first) and not phrase.whole:
                if before in marks["from"] or self._is_previous(i):
                    mention = self._add(phrase, trigger, "toll", False)
                    mention.relation = "previous"
                    if new is not None:
                        mention.parent = new
                elif new is None and before in marks["to"] and not self._own_trigger(phrase, trigger):
                    new = self._add(phrase, trigger, "toll", False)
                    if before in marks["beyond"] and phrase.quantity.modifier == "exact":
                        value = phrase.quantity.value or 0
                        new.quantity = Quantity(value, value + 1, None, "more_than")
            i = max(phrase.last, i + 1)
        if new is None and trigger.kind == "toll":
            self._link_toll_left(trigger)
        for mention in self.mentions:
            if mention.relation == "previous" and mention.parent is None and mention.trigger is trigger:
                mention.parent = new

    def _own_trigger(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether another outcome word right after the phrase counts it: "was 12 killed", "to 12 dead and 4 wounded"."""
        other = self.trigger_tokens.get(phrase.last)
        return other is not None and other.outcome != trigger.outcome and not phrase.plural

    def _is_previous(self, i: int) -> bool:
        for size in (1, 2, 3):
            if i - size >= self.first and " ".join(self.lower[i - size : i]) in self.words.marks["previously"]:
                return True
        return i - 1 >= self.first and self.lower[i - 1] in ("an", "a", "the", "earlier") and i - 2 >= self.first and self.lower[i - 2] == "from"

    def _link_toll_left(self, trigger: Trigger) -> None:
        """ "brought to nine the number of people in custody", "a 12-strong toll" not."""
        i = trigger.first - 1
        if i >= self.first and self.lower[i] in self.words.definite:
            i -= 1
        phrase = self.ends.get(i)
        if phrase is not None and not self.linked.get(phrase.first) and phrase.first > self.first and self.lower[phrase.first - 1] == "to":
            self._add(phrase, trigger, "toll", False)

    def _link_survived(self, trigger: Trigger) -> None:
        """ "None of the nine people on board survived": nine killed."""
        found = self._subject(trigger)
        if found is None or found[0][0].kind != "zero":
            return
        phrase = found[0][0]
        for i in range(phrase.number + 1, phrase.last):
            reading = read_quantity(self.lower, i, phrase.last, self.words.numbers)
            if reading is not None:
                mention = self._add(phrase, trigger, "none survived", False)
                mention.quantity, mention.relation = reading.quantity, "total"
                return

    def _link_group(self, trigger: Trigger) -> None:
        """ "Two kids are among the dead", "Among the dead were two children", "The dead include a nurse"."""
        before = self.lower[trigger.first - 1] if trigger.first > self.first else ""
        phrases: list[Counted] = []
        if before in ("among", "amongst"):
            left = self._subject_of_among(trigger)
            phrases = [left] if left is not None else self._phrases_after(trigger.last, 8)
        elif self._after(trigger.last) in self.words.marks["including"]:
            phrases = self._phrases_after(trigger.last, 3)
        elif self._after(trigger.last) in self.words.marks["to"] and self._after(trigger.last) not in self.words.be:
            self._link_toll(trigger)
            return
        for phrase in phrases:
            if not self.linked.get(phrase.first) and phrase.unit == "person":
                mention = self._add(phrase, trigger, "among", False)
                mention.relation = "subset"

    def _subject_of_among(self, trigger: Trigger) -> Counted | None:
        i = trigger.first - 2
        while i >= self.first and (
            self.lower[i] in self.words.be or self.lower[i] in self.words.auxiliaries or self.lower[i] in self.words.adverbs
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

    def _phrases_after(self, i: int, reach: int) -> list[Counted]:
        for k in range(i, min(self.last, i + reach)):
            phrase = self.starts.get(k)
            if phrase is not None and phrase.outcome_noun is None:
                listed = [phrase]
                while True:
                    j = listed[-1].last
                    while j < self.last and self.lower[j] in (",", "and"):
                        j += 1
                    after = self.starts.get(j)
                    if after is None or j == listed[-1].last or after.elliptical or self._governed_after(after):
                        return listed
                    listed.append(after)
        return []

    def _link_nouns(self) -> None:
        """ "12 deaths", "45 bodies", "no casualties": the noun counted is the outcome itself."""
        for phrase in self.counted:
            if phrase.outcome_noun is None or self.linked.get(phrase.first):
                continue
            trigger = self.trigger_tokens.get(phrase.head) or Trigger(phrase.head, phrase.last, phrase.outcome_noun)
            if self.lower[phrase.last - 1] == "lives" and not self._lives_lost(phrase):
                continue
            if phrase.kind == "indefinite":
                continue
            self._add(phrase, trigger, "noun", False)
            if phrase.kind == "zero" and self._after(phrase.last) in ("or", "and", ","):
                self._link_second_zero(phrase)

    def _link_second_zero(self, phrase: Counted) -> None:
        """ "no deaths or injuries": the second noun is none as well."""
        hit = self.trigger_tokens.get(phrase.last + 1)
        if hit is not None and hit.kind == "noun" and hit.outcome != self.linked[phrase.first][0].outcome:
            self._add(phrase, hit, "noun", False)

    def _lives_lost(self, phrase: Counted) -> bool:
        around = range(max(self.first, phrase.first - 4), min(self.last, phrase.last + 3))
        return any(
            self.lower[k] in ("lost", "losing", "loss", "taken") or (k in self.trigger_tokens and self.trigger_tokens[k].kind == "lives")
            for k in around
        )

    def _link_inner(self) -> None:
        """ "two injured officers", "Two of the dead": the outcome stands inside the phrase."""
        for phrase in self.counted:
            mentions = self.linked.get(phrase.first, [])
            if phrase.inner is not None and not any(m.outcome in ("killed", phrase.inner["outcome"]) for m in mentions):
                self._add(phrase, Trigger(phrase.inner_at, phrase.inner_at + 1, phrase.inner), "inner", False)
            elif phrase.whole_outcome is not None and not mentions:
                trigger = Trigger(phrase.last - 1, phrase.last, phrase.whole_outcome)
                self._add(phrase, trigger, "part of group", False)

    # -- parts -------------------------------------------------------------------------------------------------

    def _link_parts(self) -> None:
        """Give the phrases that no outcome word governs to the figure that they are a part or the rest of."""
        for position, phrase in enumerate(self.counted):
            if self.linked.get(phrase.first) or phrase.outcome_noun is not None or phrase.unit != "person":
                continue
            whole = self._figure_before(phrase) or self._figure_among(phrase)
            if whole is None:
                continue
            if whole.phrase.first > phrase.first:
                self._add_part(phrase, whole, "among")
                continue
            if self._is_previous(phrase.first) and phrase.first > whole.phrase.first:
                mention = self._add(phrase, whole.trigger, "previous", False)
                mention.relation, mention.parent, mention.outcome = "previous", whole, whole.outcome
                mention.first, mention.last = phrase.first, phrase.last
            elif self._predicate(phrase) is not None and (phrase.elliptical or phrase.whole):
                self._add_part(phrase, whole, "predicate")
            elif self._after_including(phrase) or (position and self._goes_on_including(position)):
                self._add_part(phrase, whole, "including")
            elif phrase.whole == "pronoun" or (phrase.whole == "noun" and phrase.definite):
                self._add_part(phrase, whole, "of them")
            elif whole.sentence == self.number and phrase.elliptical and self._after(phrase.last) in self.words.marks["grave"]:
                self._add_part(phrase, whole, "of them")  # "wounded two teenagers, one critically"
            elif whole.sentence == self.number and self._opens_with_of(whole) and phrase.elliptical:
                self._add_part(phrase, whole, "of the")
            elif whole.sentence == self.number and phrase.elliptical and self._is_rest(phrase):
                mention = self._add(phrase, whole.trigger, "ellipsis", whole.irrealis)
                mention.relation = "subset" if whole.relation == "subset" else "total"
                mention.parent = whole.parent
                mention.antecedent = whole.phrase

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
            if mention.parts or i >= self.last or self.lower[i] not in PUNCTUATION:
                continue
            head = self.starts.get(i + 1)
            if head is None or mention.trigger is None or self.linked.get(head.first) or head.elliptical:
                continue
            parts, _ = self._list_right(head, mention.trigger, False)
            if len(parts) > 1 and sum(p.quantity.value or 0 for p in parts) == mention.quantity.value:
                for part in parts:
                    if not self.linked.get(part.first):
                        self._add_part(part, mention, "apposition")

    def _figure_before(self, phrase: Counted) -> FigureMention | None:
        best: FigureMention | None = None
        victims = phrase.noun is not None and phrase.noun["lemma"] == "victim"
        for mention in self.mentions:
            if mention.outcome in THINGS or (victims and mention.outcome not in ("killed", "injured", "casualties")):
                continue
            if mention.phrase.first < phrase.first and (best is None or mention.phrase.first >= best.phrase.first):
                best = mention
        if best is None and self.before and (phrase.whole or self._after_including(phrase) or self._predicate(phrase)):
            people = [m for m in self.before if m.outcome not in THINGS]
            if victims:
                people = [m for m in people if m.outcome in ("killed", "injured", "casualties")]
            best = next((m for m in reversed(people) if m.relation != "subset"), people[-1] if people else None)
        return best

    def _after_including(self, phrase: Counted) -> bool:
        i = phrase.first - 1
        if i >= self.first and self.lower[i] in self.words.definite:
            i -= 1
        marks = self.words.marks["including"]
        return any(i - n + 1 >= self.first and " ".join(self.lower[i - n + 1 : i + 1]) in marks for n in (1, 2, 3)) or (
            i > self.first and self.lower[i] in self.words.be and " ".join(self.lower[max(self.first, i - 2) : i]) in marks
        )

    def _goes_on_including(self, position: int) -> bool:
        before = self.counted[position - 1]
        mentions = self.linked.get(before.first, [])
        if not any(m.rule == "including" for m in mentions):
            return False
        between = self.lower[before.last : self.counted[position].first]
        return 0 < len(between) <= 8 and any(w in (",", "and") for w in between[-2:]) and not any(
            k in self.trigger_tokens for k in range(before.last, self.counted[position].first)
        )

    def _predicate(self, phrase: Counted) -> Entry | None:
        """Return the noun of "12 *are children*", "three of them *nurses*"."""
        i = phrase.last
        if i < self.last and self.lower[i] in self.words.be:
            i += 1
        elif phrase.whole != "pronoun":
            return None
        for k in range(i, min(self.last, i + 3)):
            noun = self.words.nouns.get(self.lower[k])
            if noun is not None and "unit" not in noun and not (k + 1 < self.last and self.lower[k + 1] in self.words.nouns):
                return noun
            if self.lower[k] in self.words.stops or k in self.trigger_tokens:
                return None
        return None

    def _opens_with_of(self, whole: FigureMention) -> bool:
        return whole.phrase.first - 2 >= self.first and self.lower[self.first] == "of" and whole.phrase.first <= self.first + 3

    def _is_rest(self, phrase: Counted) -> bool:
        """ "six died at the scene *and four in hospital*"."""
        before = self.lower[phrase.first - 1] if phrase.first > self.first else ""
        after = self._after(phrase.last)
        return before in ("and", ",") and (after in self.words.prepositions or after in ("later", "")) and self._may_stand_alone(phrase)

    def _add_part(self, phrase: Counted, whole: FigureMention, rule: str) -> None:
        mention = self._add(phrase, whole.trigger, rule, whole.irrealis)
        mention.outcome, mention.relation = whole.outcome, "subset"
        mention.parent = whole if whole.relation != "subset" or whole.parent is None else whole.parent
        mention.shot = whole.shot
        mention.first, mention.last = phrase.first, phrase.last

    # -- results -----------------------------------------------------------------------------------------------

    def _add_list(
        self, phrases: list[Counted], uncounted: bool, trigger: Trigger, rule: str, modal: bool, negated: bool = False
    ) -> None:
        count = len(self.mentions)
        self._add_members(phrases, uncounted, trigger, rule, modal)
        for mention in self.mentions[count:]:
            mention.negated = negated

    def _add_members(
        self, phrases: list[Counted], uncounted: bool, trigger: Trigger, rule: str, modal: bool
    ) -> None:
        if len(phrases) == 1 or uncounted or trigger.outcome in THINGS:
            for phrase in phrases:
                mention = self._add(phrase, trigger, rule, modal)
                if uncounted and mention.relation == "total":
                    mention.relation = "subset"
            return
        total = self._add(phrases[0], trigger, rule, modal)
        total.quantity = _sum([p.quantity for p in phrases])
        total.first = min(total.first, phrases[0].first)
        total.last = max(total.last, phrases[-1].last)
        total.relation = "total"
        total.parts = phrases
        for phrase in phrases:
            part = self._add(phrase, trigger, rule, modal)
            part.first, part.last = phrase.first, phrase.last
            part.relation, part.parent = "subset", total

    def _add(self, phrase: Counted, trigger: Trigger | None, rule: str, modal: bool) -> FigureMention:
        first, last = phrase.first, phrase.last
        if trigger is not None and self.first <= trigger.first < self.last:
            first, last = min(first, trigger.first), max(last, trigger.last)
        entry = trigger.entry if trigger is not None else {}
        relation = "total"
        if phrase.whole in ("pronoun", "group") or (phrase.whole == "noun" and phrase.quantity.modifier != "vague"):
            relation = "subset"
            if phrase.whole_outcome is not None and entry.get("outcome") == "killed" != phrase.whole_outcome["outcome"]:
                relation = "increment"  # "six of the wounded died"
        elif phrase.extra:
            relation = "increment"
        outcome = str(entry.get("outcome", "killed"))
        if outcome == "captured" and phrase.noun is not None and phrase.noun.get("wanted"):
            outcome = "detained"
        mention = FigureMention(
            phrase, phrase.quantity, outcome, first, last, self.number, rule, relation,
            irrealis=modal, shot=bool(entry.get("shot")), trigger=trigger,
        )  # fmt: skip
        self.mentions.append(mention)
        self.linked.setdefault(phrase.first, []).append(mention)
        return mention

    def _find_antecedents(self) -> None:
        """Let "35 others" and "222 injured" stand for the noun counted before them, "12 are children" for its own."""
        for mention in self.mentions:
            phrase = mention.phrase
            noun = self._predicate(phrase)
            if noun is not None and noun.get("group"):
                phrase.group = str(noun["group"])
            elif mention.antecedent is None and (phrase.head < 0 or phrase.other) and phrase.noun is None:
                nouns = [c for c in self.counted if c.first < phrase.first and c.noun is not None and "unit" not in c.noun]
                mention.antecedent = nouns[-1] if nouns and not phrase.whole else mention.parent.phrase if mention.parent else None

    def _merge_alternatives(self) -> None:
        """ "12,400 homes collapsed or were badly damaged" is one number for both."""
        for mentions in self.linked.values():
            outcomes = frozenset(m.outcome for m in mentions)
            both = _ALTERNATIVES.get(outcomes)
            if both is not None and all(m.trigger is not None for m in mentions):
                first, last = sorted(m.trigger.first for m in mentions if m.trigger is not None)[:2]
                if "or" in self.lower[first:last]:
                    for mention in mentions:
                        mention.outcome = both

    def _settled(self) -> list[FigureMention]:
        """Drop doubles: one phrase counts once for an outcome, and "shot" gives way to what came of it."""
        self._merge_alternatives()
        for mention in self.mentions:
            first = mention.phrase.first
            if first > self.first and self.lower[first - 1] == "not" and mention.quantity.value != 0:
                mention.negated = True  # "not 40 dead"
        kept: list[FigureMention] = []
        seen: dict[tuple[int, str, int | None, str], FigureMention] = {}
        for mention in self.mentions:
            others = self.linked[mention.phrase.first]
            if mention.shot and any(not m.shot and m.outcome in ("killed", "injured") for m in others):
                continue
            if mention.outcome == "injured" and any(m.outcome == "killed" and m.quantity == mention.quantity for m in others):
                continue
            key = (mention.phrase.first, mention.outcome, mention.quantity.low, mention.relation)
            if key in seen:
                continue
            seen[key] = mention
            kept.append(mention)
        self._mend_parents(kept)
        return kept

    def _mend_parents(self, kept: list[FigureMention]) -> None:
        """Lead parts whose whole was dropped as a double to the mention that stands for it, or to none."""
        here = {id(m) for m in kept}
        dropped = {id(m) for m in self.mentions} - here
        for mention in kept:
            if mention.parent is not None and id(mention.parent) in dropped:
                stand_ins = (m for m in self.linked[mention.parent.phrase.first] if id(m) in here and m is not mention)
                mention.parent = next(stand_ins, None)


def _sum(quantities: list[Quantity]) -> Quantity:
    """Return the bounds of a list of victims; open where one of them is open."""
    lows = [q.low for q in quantities]
    highs = [q.high for q in quantities]
    low = sum(n or 0 for n in lows)
    high = None if None in highs else sum(n or 0 for n in highs)
    if high == low:
        exact = all(q.modifier == "exact" for q in quantities)
        return Quantity(low, low, high, "exact" if exact else "about")
    vague = any(q.modifier == "vague" for q in quantities)
    if high is not None:
        return Quantity(None, low, high, "between")
    return Quantity(None if vague else low, low, None, "vague" if vague else "at_least")
