"""Noun phrases around a token, without a parser.

A phrase is walked token by token from its known edge (the verb that it is the
subject of, the preposition before it) until a word that cannot stand in it. All
walks are bounded, so that the work is linear in the length of the text.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    ADVERBIAL,
    ANY_VERB,
    ATTACH,
    AUX,
    BODY,
    CLAUSAL,
    COORDINATOR,
    CUE_PREPOSITION,
    CUE_VERB,
    DET,
    OBJECT,
    OPENER,
    PERSONAL,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    ROLE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TITLE,
    VERB,
)
from claimtrack.extract.reading import Reading

LONGEST = 40
_HALVES = frozenset(("a.m", "a.m.", "am", "p.m", "p.m.", "pm"))
_STOPS = AUX | SUBORDINATOR | VERB | QUOTE | SUBJECT
_VERBAL = _STOPS | RELATIVE | CUE_VERB
_NOT_PLAIN = _VERBAL | PUNCTUATION | COORDINATOR | PREP | CUE_PREPOSITION | DET
_ENDS_PLAIN = _STOPS | PUNCTUATION | COORDINATOR | PREP | DET | OPENER | TIME | ADVERB
_NO_LIST = ANY_VERB | PUNCTUATION | PREP | SUBORDINATOR | TIME
_BEFORE_NOUN = PREP | DET
_PARTING = PUNCTUATION | COORDINATOR
_CLAUSE_END = PUNCTUATION | SUBORDINATOR
_NO_ANTECEDENT = PUNCTUATION | PREP | SUBORDINATOR | AUX
_NAMING = BODY | TITLE
_NEVER_NAME = SUBJECT | QUOTE | RELATIVE
_NO_ADJECTIVE = DET | SUBJECT | OBJECT | PREP
_NO_HEAD = PUNCTUATION | PREP
_LEADS_ON = PREP | DET | COORDINATOR
_BREAKS = _STOPS | OPENER
_NO_ATTACHED = TIME | PUNCTUATION | PREP
_KEPT_TITLE = TITLE | ROLE
_SHORT_DAYS = ("sun", "sat", "mon", "wed", "fri", "mar", "jan")
_KEPT = ROLE | OBJECT
_NOMINAL = DET | BODY | TITLE
_OPENS_NOUN = SUBJECT | DET
_NOUN_OR_DET = BODY | DET


class Nominals(Reading):
    """The walks over noun phrases."""

    __slots__ = ()

    def left(self, end: int, floor: int) -> int:
        """Return where the noun phrase that ends before token ``end`` begins (``end`` where there is none)."""
        flags, times = self.flags, self.classes.time_units
        if floor < end - LONGEST:
            floor = end - LONGEST
        start, k = end, end - 1
        if k < floor:
            return end
        if flags[k] & SUBJECT:
            return k
        while k >= floor:
            f = flags[k]
            if not f & _NOT_PLAIN:
                start = k
                k -= 1
                continue
            if f & PUNCTUATION:
                over = self._left_over_mark(k, floor)
                if over is None:
                    break
                k = over
                continue
            if f & COORDINATOR:
                if start == end or not self._joins(k, floor):
                    break
                k -= 1
                continue
            if f & RELATIVE and start < end and self.lower[k] == "that" and (
                self.lower[k + 1] in times or (k > floor and flags[k - 1] & PREP)
            ):
                k -= 1  # "who sold tickets that day"
                continue
            if f & _VERBAL and self._stops(k, end):
                over = self._over_relative(k, floor) if start < end or not f & RELATIVE else None
                if over is None and start < end:
                    over = self._over_participle(k, floor)
                if over is None:
                    break
                start = k = over
                continue
            if f & PREP and not (start < end and self.capital(k) and self.capital(start) and self._in_name(k)):
                if not f & ATTACH or k == floor or start == end:
                    break
                k -= 1
                continue
            if f & CUE_PREPOSITION:  # "according to preliminary reports"
                break
            start = k
            if f & DET and (k == floor or not flags[k - 1] & _BEFORE_NOUN) and not self._goes_on_left(k, floor):
                break
            k -= 1
        owned = flags[start - 1] & COORDINATOR and self.lower[start] in self.classes.possessives
        if floor < start < end and flags[start] & DET and (owned or not flags[start - 1] & _PARTING):
            start = self._before_relative(start, floor)
        while start < end and (f := flags[start]) & ADVERBIAL and not f & DET:
            if not f & ADVERB and not self.names_time(start):
                break
            if start + 1 < end and self._names_on(start, end):
                break
            start += 1
        if start < end and start > floor and self.words[start - 1] == "@":
            return start - 1
        return self._past_clock(start, end) if start + 1 < end else start

    def _names_on(self, k: int, end: int) -> bool:
        """Whether a name or an owner begins with the word of time at ``k``: "First of Alba", "last year's count"."""
        after = self.lower[k + 1]
        if after in ("'s", "of") or (after in self.classes.time_units and self.lower[k + 2 : k + 3] == ["'s"]):
            return True
        if self.lower[k] == "first":
            return bool(self.flags[k + 1] & _KEPT_TITLE) and self.words[k + 1].islower() and k + 2 < end
        short = len(self.words[k]) == 3 and self.lower[k] in _SHORT_DAYS
        return short and self.capital(k) and self.capital(k + 1) and not self.flags[k + 1]

    def _past_clock(self, start: int, end: int) -> int:
        """Return where "1 a.m. | police" and "an hour later | police" begin to name someone."""
        for k in range(start + 1, min(end - 1, start + 5)):
            word = self.lower[k]
            lag = word in self.classes.lags and self.lower[k - 1] in self.classes.time_units
            if lag or (word in _HALVES and self.words[k - 1][0].isdigit()):
                return k + 2 if self.words[k + 1] == "." and k + 2 < end else k + 1
        return start

    def _before_relative(self, start: int, floor: int) -> int:
        """Return where "militants who control | the desert" begins for the object at ``start``, or ``start``."""
        for k in range(start - 1, max(floor, start - 6), -1):
            f = self.flags[k]
            if f & _CLAUSE_END and not f & RELATIVE and not (f & COORDINATOR and k == start - 1):
                break
            if f & CUE_VERB and ((met := self.classes.cues.match(self.lower, k, k + 1)) is None or met[1].speech):
                break
            if f & RELATIVE:
                opens = self.lower[k] == "who" and not self.flags[k - 1] & _NO_ANTECEDENT
                return self.left(k, floor) if opens else start
        return start

    def _stops(self, k: int, end: int) -> bool:
        """Whether token ``k``, a verb or a word that opens a clause, is no part of a name or noun phrase."""
        f = self.flags[k]
        if f & _NAMING or self._in_name(k):
            return False
        owner = self.lower[k + 1 : k + 2] == ["'s"]
        if f & CUE_VERB and (owner or (k > 0 and self.lower[k - 1] in self.classes.articles)):
            return False  # "the suspect's lawyer"
        return not (f & CUE_VERB and self._adjectival(k, end))

    def _goes_on_left(self, k: int, floor: int) -> bool:
        """Whether a phrase that opens at ``k`` is the second of "the police and the army"."""
        return bool(k > floor and self.flags[k - 1] & COORDINATOR and self._joins(k - 1, floor))

    def _in_name(self, k: int) -> bool:
        """A capital within a sentence makes a noun of a verb ("Human Rights Watch", "Will Smith")."""
        return k > 0 and self.capital(k) and not self.flags[k] & _NEVER_NAME and (
            self.doc.sentence_of[k] == self.doc.sentence_of[k - 1]
        )

    def _adjectival(self, k: int, end: int) -> bool:
        """Whether the form at ``k`` stands before its noun ("registered voters", "the ruling party")."""
        if k + 1 >= end or self.flags[k + 1] & _NO_ADJECTIVE:
            return False
        word = self.lower[k]
        return word.endswith("ed") or (
            word.endswith("ing") and k > 0 and (self.lower[k - 1] == "'s" or bool(self.flags[k - 1] & DET))
        )

    def _left_over_mark(self, k: int, floor: int) -> int | None:
        word = self.words[k]
        if word == "." and self.dot_inside(k):
            return k - 1
        if word in ("&", "/", "-", "–", "_") or (word == "'" and k > floor and self.lower[k - 1].endswith("s")):
            return k - 1
        if word == ")":
            for back in range(k - 1, max(floor, k - 12) - 1, -1):
                if self.words[back] == "(":
                    return back - 1
        return None

    def _over_participle(self, k: int, floor: int) -> int | None:
        """Return the noun before "quoted by state media" or "set up by the family", whose participle is at ``k``."""
        after = k + 1
        if after < self.size and self.lower[after] in ("up", "out"):
            after += 1
        by = after < self.size and self.lower[after] == "by"
        if not by or k <= floor or self.flags[k - 1] & (_NO_HEAD | _STOPS) or self.lower[k].endswith(("ing", "s")):
            return None
        return k - 1

    def _over_relative(self, k: int, floor: int) -> int | None:
        """Return the noun before a relative clause that token ``k``, "who" or a verb after it, stands in."""
        if self.flags[k] & RELATIVE:
            opens = self.lower[k] == "who" and k > floor and not self.flags[k - 1] & _NO_HEAD
            told = self.flags[k + 1] & (BODY | SUBJECT) or self.capital(k + 1)  # "a man who | police say shot three"
            return k - 1 if opens and not told else None
        for back in range(k - 1, max(floor, k - 7), -1):
            if self.flags[back] & RELATIVE and self.lower[back] != "that":
                if back > floor and not self.flags[back - 1] & _NO_ANTECEDENT:
                    return back - 1
                return None
            if self.flags[back] & PUNCTUATION:
                return None
        return None

    def _joins(self, k: int, floor: int) -> bool:
        """Whether the "and" at ``k`` joins two nouns of one phrase rather than two clauses."""
        if k <= floor or k + 1 >= self.size or self.lower[k] not in ("and", "or", "&"):
            return False
        before, after = self.flags[k - 1], self.flags[k + 1]
        if before & PUNCTUATION:
            return False
        if self.capital(k - 1) and self.capital(k + 1):
            return True
        if k - floor <= 6 and not any(self.flags[j] & CLAUSAL for j in range(floor, k)):
            return True
        if not before & BODY:
            plain = not (before or after) and k + 2 < self.size and k - floor > 2
            # "the search and rescue agency"
            return plain and bool(self.flags[k + 2] & BODY and (self.flags[k - 2] | self.flags[k - 3]) & DET)
        if after & BODY or (k + 2 < self.size and self.flags[k + 2] & BODY and not after & _NO_LIST):
            return True
        k += 1  # "prosecutors and Alba County homicide detectives"
        while self.capital(k) and k + 3 < self.size:
            k += 1
        return self.capital(k - 1) and bool((self.flags[k] | self.flags[k + 1]) & BODY) and not self.flags[k] & _NO_LIST

    def right(self, start: int, end: int) -> int:
        """Return the token after the noun phrase that begins at ``start`` (``start`` where there is none)."""
        flags = self.flags
        if end > start + LONGEST:
            end = start + LONGEST
        k = start
        if k < end and flags[k] & PERSONAL and not flags[k] & DET:
            return k + 1
        while k < end:
            f = flags[k]
            if not f & _ENDS_PLAIN:
                if k > start and self._is_verb(k, start):
                    break
                k += 1
                continue
            previous = flags[k - 1] if k > start else 0
            if f & PUNCTUATION:
                after = self._right_over_mark(k, end)
                if after is None:
                    break
                k = after
                continue
            if f & DET and k > start and not previous & _LEADS_ON:
                break
            if f & COORDINATOR:
                if k == start or not self._joins_right(k, end):
                    break
            elif f & _BREAKS and not (k > start and self.capital(k) and not f & SUBJECT):
                break
            elif f & PREP:
                if k == start or not f & ATTACH or k + 1 >= end or flags[k + 1] & _NO_ATTACHED:
                    break
                if self.lower[k + 1] in self.classes.counts and self.lower[k] != "of":
                    break  # "said in a statement at least 14 died"
            elif f & ADVERBIAL:
                if k > start and self._ends_right(k, start, end):
                    break
            elif k > start and self._is_verb(k, start):
                break
            k += 1
        while k > start and flags[k - 1] & _LEADS_ON and not flags[k - 1] & _KEPT:
            k -= 1
        return k

    def _ends_right(self, k: int, start: int, end: int) -> bool:
        """Whether the phrase ends before the time or adverb at ``k``; not in "a first assessment"."""
        f, previous = self.flags[k], self.flags[k - 1]
        if self.lower[k] in self.classes.given_names and self.capital(k) and self.capital(k - 1) and not previous:
            return self.words[min(k + 1, self.size - 1)][0].isdigit()  # "Dan May, the attorney"
        if f & ADVERB and k == start + 1 and previous & DET and not previous & TIME:
            return False
        return not (self.capital(k) and k + 1 < end and self.capital(k + 1) and self.capital(k - 1))

    def _is_verb(self, k: int, start: int) -> bool:
        f = self.flags[k]
        if self.words[k][0].isupper() or f & _NOMINAL or self.words[k] == "'s":
            return False
        if self.lower[k - 1] in self.classes.articles:
            return False  # "the tweet", "a detailed investigation"
        if self.lower[k] == "named" and k + 1 < self.size and self.capital(k + 1):
            return False  # "a woman named Brenda"
        return bool(f & CUE_VERB) or self._verb_like(k, start)

    def _verb_like(self, k: int, start: int) -> bool:
        """A small word straight after a name is its verb; a past form after a noun most often is one too."""
        word = self.lower[k]
        if self.capital(k - 1) and not self.flags[k - 1] & DET:
            if word.isdigit() and (self.doc.starts[k] == self.doc.ends[k - 1] or self.lower[k + 1 : k + 2] == ["that"]):
                return False  # "ABC7", "told News 9 that"
            named = k + 1 < self.size and self.words[k + 1][0].isupper() and not word.endswith(("ed", "s"))
            named = named or (self.lower[start] in ("a", "an") and k == start + 2 and not word.endswith("ed"))
            named = named or (word in self.classes.particles and self._capital_soon(k)) or self._compound(k)
            return not named  # "Virginia delegate Beau Correll", "a Zamboanga shopkeeper"
        return word.endswith("ed") and not self.flags[k - 1] & _BEFORE_NOUN and k > start + 1

    def _compound(self, k: int) -> bool:
        """Whether the word at ``k`` stands before an office: "MSF | emergency coordinator", "US | army officials"."""
        if self.flags[k] or len(self.words[k]) < 4 or self.lower[k] in self.classes.outcomes:
            return False
        for j in range(k + 1, min(k + 3, self.size)):
            if self.flags[j] & BODY and self.words[j].islower():
                return not self.lower[k].endswith("ed")
            if self.flags[j] or not self.words[j].islower():
                return False
        return False

    def _capital_soon(self, k: int) -> bool:
        """Whether a capital follows the particles that begin at ``k``: "Marie | van der Berg"."""
        while k < self.size and self.lower[k] in self.classes.particles and self.words[k].islower():
            k += 1
        return k < self.size and self.words[k][0].isupper()

    def _right_over_mark(self, k: int, end: int) -> int | None:
        word = self.words[k]
        if word == "." and self.dot_inside(k):
            return k + 1
        joined = k > 0 and self.doc.starts[k] == self.doc.ends[k - 1]
        if word == "@":
            return k + 1 if k + 1 < end and self.doc.starts[k + 1] == self.doc.ends[k] else None
        if joined and (word in ("&", "/", "-", "–", "_") or (word == "'" and self.lower[k - 1].endswith("s"))):
            return k + 1
        if word == "(":
            for after in range(k + 1, min(end, k + 12)):
                if self.words[after] == ")":
                    return after + 1
        return None

    def _joins_right(self, k: int, end: int) -> bool:
        if self.lower[k] not in ("and", "or", "&") or k + 1 >= end:
            return False
        after = self.flags[k + 1]
        if self.capital(k - 1) and self.capital(k + 1) and not after & _OPENS_NOUN:
            return True
        return bool(self.flags[k - 1] & BODY and after & _NOUN_OR_DET)
