"""What an outcome word says of the words before it: "12 people in the village were killed", "20 dead"."""

from __future__ import annotations

from claimtrack.extract.clause import ACTIVE, Trigger
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.objects import Objects
from claimtrack.extract.shapes import age_of
from claimtrack.extract.word_roles import STOP
from claimtrack.extract.words import PUNCTUATION

_CLAUSES = frozenset((";", ":", '"', "“", "”", "who", "which", "whose", "that", "after", "when"))
_ASIDE = 12  # tokens of an aside in brackets
_REACH = 30  # tokens from an outcome word back to its subject


class Subjects(Objects):
    """The rule for subjects, and for those that stand after the verb: "Dead: 58", "Also injured were three men"."""

    def _link_subject(self, trigger: Trigger) -> None:
        """ "12 were killed", "four people died", "20 dead"; in a list "Dead: 20"."""
        if self._is_active(trigger) or (self.lower[trigger.first - 1] == "be" and self._is_demanded(trigger)):
            return
        if trigger.outcome == "missing" and self._misses(trigger):
            return
        told = self.trigger_tokens.get(trigger.first - 1)
        if trigger.outcome == "detained" and told is not None and told.outcome == "killed":
            return  # "died in custody"
        found = self._subject(trigger)
        if found is None and self._link_postposed(trigger):
            return
        if found is None and ("and" in self.here or "but" in self.here):
            found = self._shared_subject(trigger)
        if found is None:
            self._link_list(trigger)
            return
        phrases, uncounted, modal = found
        if self.lower[trigger.first] == "fatally" and trigger.last == trigger.first + 1 and self.mentions:
            whole = self.mentions[-1]
            mention = self._add(phrases[-1], trigger, "subject", modal)
            mention.relation, mention.parent = "subset", whole  # "two men were shot, one fatally"
            return
        if self._only_grave(phrases[0], trigger.last):
            return
        self._add_list(phrases, uncounted, trigger, "subject", modal)

    def _misses(self, trigger: Trigger) -> bool:
        """ "The side had lost four of six and were missing *seven of its team*"."""
        i = trigger.last
        if self.lower[trigger.first - 1] not in self.words.be or self.lower[i - 1] != "missing":
            return False
        if i in self.starts:
            return self._after(self.starts[i].last) not in self.words.marks["time noun"]
        return self._after(i) in self.words.marks["possessive"]

    def _is_demanded(self, trigger: Trigger) -> bool:
        """ "ordered that 45,000 inhabitants *be evacuated*"."""
        i = trigger.first - 1
        before = self.lower[max(self.first, i - 4) : i]
        return i > self.first and "to" not in before and self.words.modals.isdisjoint(before)

    def _is_active(self, trigger: Trigger) -> bool:
        """Whether the words before the verb are those who did it: "Two gunmen killed *the mayor*", "took *him*"."""
        if trigger.kind not in ("verb", "goal") and trigger.outcome != "captured":
            return False
        if self._verb_group(trigger)[0]:
            return False
        if trigger.kind == "goal" and self.lower[trigger.first] in self.words.marks["active"]:
            return True
        i = trigger.last
        while i < self.last and self.lower[i].endswith("ly"):
            i += 1
        if "things" in trigger.entry and i < self.last and not self.doc.roles[i] & STOP:
            return True  # "61 homes lost power"
        word = self._after(i)
        if age_of(word) is not None and i + 1 < self.last and self._is_name(i + 1):
            return True  # "killed 2-year-old Ada Moreau"
        if word in self.words.marks["object opener"]:
            i += self._after(i + 1) in self.words.other_times  # "killed the last hill"
            return self._after(i + 1) not in self.words.marks["time noun"]  # "two shot the day before"
        if i >= self.last or word in self.words.times:
            return False
        return self._is_name(i) and not self._title_case()

    def _link_list(self, trigger: Trigger) -> None:
        """ "Dead: 58", "Completely destroyed housing: 146", a line of a table; "Also injured were three men"."""
        if self._link_inverted(trigger):
            return
        before = self.lower[max(self.first, trigger.first - 2) : trigger.first]
        starts = self._starts_line(trigger.first) or ";" in before
        starts = starts or (before[1:] == [","] and trigger.first - 2 in self.ends)
        if not starts and (self.last - self.first > 12 or trigger.kind == "intransitive"):
            return  # not "died on Friday at 91"
        for i in range(trigger.last, min(self.last, trigger.last + 5)):
            if i in self.trigger_tokens or self.lower[i] in self.words.verbs:
                return
            phrase = self.starts.get(i)
            if phrase is None:
                continue
            colon = i <= trigger.last + 2 and self.lower[i - 1] == ":"
            if colon and self._governed_after(phrase):
                return  # "Casualties: 34 dead, 120 injured"
            if not (starts or colon or i == trigger.last or trigger.kind == "adjective"):
                return  # "lost three primaries before winning one"
            fits = phrase.elliptical or self._fits(phrase, trigger)
            if fits and (
                colon or (phrase.elliptical and (phrase.last >= self.last - 1 or self._after(phrase.last) == "("))
                or (phrase.elliptical and self._after(phrase.last) in (",", ";") and i == trigger.last
                    and phrase.last + 1 in self.trigger_tokens)
            ):  # fmt: skip
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
            for k in (*range(trigger.last, phrase.first), *range(self.first, trigger.first)):
                phrase.noun = phrase.noun or self.words.nouns.get(self.lower[k])

    def _subject(self, trigger: Trigger) -> tuple[list[Counted], bool, bool] | None:
        """Walk left from the verb group to the phrase that it is about.

        Returns the phrases of a list, whether someone uncounted stands among them, and whether the verb has a modal.
        """
        i, plural, modal, negated, auxiliary = self._pass_verb_group(trigger)
        if i < self.first:
            return None
        direct = self.ends.get(i) or (self._before_brackets(i) if self.lower[i] == ")" else None)
        if direct is None and not auxiliary and self._is_attribute(trigger):
            return None
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
                fits = (
                    self._fits(phrase, trigger)
                    and (self._agrees(phrase, plural) or self._of_collective(phrase))
                    and not self._taken(phrase, trigger)
                )
                before = self.lower[phrase.first - 1] if phrase.first > self.first else ""
                if before in self.words.definite and phrase.first - 1 > self.first:
                    before = self.lower[phrase.first - 2]
                doing = before.endswith("ing") and before != "remaining"
                inside = (before in self.words.prepositions or doing) and not related
                inside = inside and not self._of_collective(phrase)
                related = False
                if (
                    fits
                    and self._after_including(phrase)
                    and not (j == i and self.lower[phrase.first - 1] in self.words.relatives)
                ):
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
                step = self._over_relative(j, begin) if self.lower[j] not in self.words.marks["anyone"] else None
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

    def _before_brackets(self, i: int) -> Counted | None:
        """Return the phrase before an aside that ends at token ``i``: "six others (*aged 6 to 32*) sustained"."""
        for k in range(i - 1, max(self.first, i - _ASIDE), -1):
            if self.lower[k] == "(":
                return self.ends.get(k - 1)
        return None

    def _is_attribute(self, trigger: Trigger) -> bool:
        """ "Hundreds gathered to mourn *slain* officers": the outcome is that of the noun behind it."""
        after = self.words.nouns.get(self._after(trigger.last))
        return trigger.kind in ("verb", "adjective") and after is not None and trigger.last not in self.starts

    def _shared_subject(self, trigger: Trigger) -> tuple[list[Counted], bool, bool] | None:
        """ "*A man* fell from a roof and was killed": the subject of the verb before is that of this one too."""
        i, plural, modal, negated, _ = self._pass_verb_group(trigger)
        if negated or i <= self.first or self.lower[i] not in ("and", "but"):
            return None
        for phrase in reversed(self.counted):
            if phrase.last >= i or phrase.whole == "pronoun" or not self._opens_sentence(phrase):
                continue
            phrases, more = self._list_right(phrase, trigger, False)
            if not self._goes_on(phrases[-1].last, i):
                return None
            if len(phrases) > 1:
                return (phrases, more, modal) if plural is not False else None
            if self._fits(phrase, trigger) and self._agrees(phrase, plural) and not self._taken(phrase, trigger):
                return [phrase], False, modal
            return None
        return None

    def _goes_on(self, i: int, end: int) -> bool:
        """Whether a verb follows the subject that ends at token ``i``, and no other subject before token ``end``."""
        lower, words = self.lower, self.words
        for k in range(i, end):
            again = lower[k] == "," and lower[k + 1] in words.coordinators
            if again or lower[k] in _CLAUSES or (lower[k] in words.agents and lower[k - 1] not in ("as", "while")):
                return False
        for k in range(i, min(end, i + 7)):
            if lower[k] in words.verbs or lower[k] in words.be or lower[k].endswith("ed"):
                return True
            if lower[k] in words.stops and lower[k] not in words.prepositions and lower[k] not in words.determiners:
                return False
        return False

    def _opens_sentence(self, phrase: Counted) -> bool:
        return phrase.first == self.first or self.lower[phrase.first - 1] in (",", ";", ":", "—", "–", '"', "“", "that")

    def _pass_verb_group(self, trigger: Trigger) -> tuple[int, bool | None, bool, bool, bool]:
        marks, words = self.words.marks, self.words
        i = trigger.first - 1
        plural: bool | None = None
        modal = negated = auxiliary = False
        if self.lower[i] in marks["quote"] and i - 1 in self.ends:
            i -= 1  # "not less than 150" drowned
        while i >= self.first and i > trigger.first - 10 and i not in self.ends:
            word = self.lower[i]
            if word in marks["singular"] or word in marks["plural"]:
                plural = word in marks["plural"]
                auxiliary = True
            elif word in words.auxiliaries or word in words.be:
                auxiliary = True
                modal = modal or word in words.modals
            elif word == "feared":
                modal = True
            elif word in words.modals or word == "to":
                modal = modal or word != "to"
                negated = negated or (word == "to" and self._may_refuse(trigger) and self._unmoved(i))
            elif word in ("either", "each") or (word == "as" and self.lower[i - 1] in marks["status"]):
                pass
            elif not (word in words.adverbs or word.endswith("ly") or word in marks["status"]):
                break
            negated = negated or word in words.negations or word == "never"
            i -= 1
        return i, plural, modal, negated, auxiliary

    def _may_refuse(self, trigger: Trigger) -> bool:
        """Whether people can be told to do it or refuse: to leave, to be taken to hospital."""
        return trigger.outcome == "displaced" or (trigger.kind == "goal" and trigger.outcome == "injured")

    def _unmoved(self, i: int) -> bool:
        """Whether "to" at token ``i`` follows an order or a refusal: "were told to leave", "refused to leave"."""
        return any(word in self.words.marks["unmoved"] for word in self.lower[max(self.first, i - 3) : i])

    def _of_collective(self, phrase: Counted) -> bool:
        """Whether the number is that of a family, a crew, a team: "a crew of nine"."""
        i = phrase.first
        if 0 <= phrase.head < phrase.number:
            return True
        return i - 2 >= self.first and self.lower[i - 1] == "of" and self.lower[i - 2] in self.words.marks["collective"]

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
        if word in words.marks["anyone"]:
            return None
        if word in (",", ")", "—", "–", "--", "-", "_", "]"):
            opener = "(" if word == ")" else "[" if word == "]" else word
            for k in range(j - 1, begin - 1, -1):
                if self.lower[k] == opener:
                    inner = self.ends.get(j - 1)  # "Ten, maybe more, are missing"
                    return j - 1 if inner is not None and inner.first < k else k - 1
            return j - 1 if word == "," and self.lower[j - 1] not in words.stops and j - 1 in self.ends else None
        if word == "'" and self.lower[j - 1].endswith("s"):
            return j - 1  # "12 militants of the Workers' Party were killed"
        if word in self.words.other and word == "others":
            return None  # "15 were killed and an unknown number of others abducted"
        if word.isdigit():
            for k in range(j - 1, max(begin, j - 10), -1):
                if self.lower[k] in words.marks["age"]:
                    return k - 1  # "three children aged 4, 6 and 9 died"
                if not (self.lower[k].isdigit() or self.lower[k] in (",", "and", "to", "between", "from", "-")):
                    break
        if word in words.relatives:
            if self.lower[j - 1] == "of" and self.lower[j - 2] == "all":
                j -= 2  # "30 houses, all of which were flattened"
            return j - 2 if j - 1 >= begin and self.lower[j - 1] == "," else j - 1
        if word == "and" and self.lower[j + 1] in words.definite and j - 2 in self.ends and not self.doc.roles[j - 1]:
            return None if self.lower[j - 1].isalpha() and self.doc.words[j - 1].islower() else j - 1
        if word in ("and", "or") or word in words.prepositions:
            return j - 1
        trigger = self.trigger_tokens.get(j)
        if trigger is not None and trigger.kind != "adjective" and trigger.first > self.first:
            joined = (
                j + 1 < self.last
                and self.lower[j + 1] in ("and", "or", ",")
                and trigger.kind in ("verb", "intransitive", "participle")
            )
            if joined:
                return trigger.first - 1  # "were shot, and later died"
            if trigger.kind == "verb" and self._skip_back(trigger.first - 1) in self.ends:
                return trigger.first - 1  # "one of two men injured in the crash has died"
            if trigger.kind in ACTIVE and self._is_noun_like(trigger):
                return trigger.first - 1  # "people involved in a shooting"
            return None if trigger.kind in ACTIVE or trigger.kind == "verb" else trigger.first - 1
        if word in words.determiners:
            before = self.lower[j - 1] if j > begin else ""
            joined = before in words.prepositions or before in ("and", "or", ",") or before.endswith("ing")
            return j - 1 if joined else None
        if word == "being" and j > begin and self.lower[j - 1] in words.prepositions:
            return j - 1  # "three men suspected of being the skippers"
        if word in words.be and self.lower[min(j + 2, self.last - 1)] in ("and", "or"):
            return j - 1  # "were affected and evacuated"
        if word in words.be or word in words.auxiliaries:
            return j - 1 if j + 1 < self.last and self._may_be_outcome(j + 1) else None
        if word in words.pronouns or word in words.subordinators or word in PUNCTUATION or word in words.verbs:
            return None
        return j - 1

    def _is_noun_like(self, trigger: Trigger) -> bool:
        before = self.lower[max(self.first, trigger.first - 3) : trigger.first]
        return any(w in self.words.determiners or w in self.words.prepositions for w in before)

    def _agrees(self, phrase: Counted, plural: bool | None) -> bool:
        if plural is None or phrase.kind == "zero":
            return True
        if phrase.kind == "indefinite" or phrase.quantity.value == 1:
            return not plural or self.lower[phrase.first - 1] in ("and", ",")
        return plural
