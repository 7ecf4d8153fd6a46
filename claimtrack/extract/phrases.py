"""Subjects and what is set beside a name, on top of noun phrases.

"Marta Ruiz, the mayor of Alba, who …," is one speaker. The phrases themselves are walked
by ``claimtrack.extract.nominals``.
"""

from __future__ import annotations

from claimtrack.extract.classes import (
    ADVERB,
    ADVERBIAL,
    AUX,
    BODY,
    CHANNEL,
    COMMA,
    CUE_NOUN,
    CUE_VERB,
    DASHES,
    DET,
    ORGANIZATION,
    PAUSE,
    PLAIN_VERB,
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
from claimtrack.extract.nominals import LONGEST, Nominals

_WITHIN_NAMES = ("&", "/", "-", "(", ")", "'")
_HARD = frozenset((";", ":", "—"))
_APPOSED = DET | ROLE | TITLE | ORGANIZATION
_NO_NAME = QUOTE | SUBJECT | TIME
_NO_SPEAKER = TIME | SUBJECT
_CIRCUMSTANCE = ADVERB | SUBORDINATOR | PREP
_DETERMINING = DET | RELATIVE
_TITLED = TITLE | ROLE
_FRONTED = ("at", "during", "in", "on")
_NO_NAME_HEAD = DET | PREP


class Clauses(Nominals):
    """The walks over the tokens of a document."""

    __slots__ = ()

    def appositive(self, k: int, end: int) -> int:
        """Return the token after ", the mayor of X" or ", 35," or ", who …" that follows a name ending at ``k``."""
        last = k
        for _ in range(4):
            if last + 1 >= end or self.lower[last] != "," or not self._apposed(last + 1):
                break
            last = self.to_mark(last + 1, end)
        return last

    def _apposed(self, k: int) -> bool:
        """Whether what begins at ``k``, after a comma, tells who the person before it is."""
        f, word = self.flags[k], self.lower[k]
        if f & RELATIVE:
            return word != "that"
        if word[0].isdigit():  # an age, not "according to the data, 17 people"
            return "-" in word or (word.isdigit() and self.lower[k + 1 : k + 2] in ([","], ["."]))
        if f & _APPOSED or word == "of":
            return True
        if self.capital(k):
            return not f & _NO_NAME
        small = PUNCTUATION | PREP | SUBORDINATOR | ADVERB | AUX | TIME | SUBJECT | VERB | CUE_VERB
        return not f & small and not word.endswith(("ing", "ed"))

    def to_mark(self, k: int, end: int) -> int:
        """Return the next mark after ``k`` that is not part of a name."""
        stop = min(end, k + LONGEST)
        while k < stop:
            if self.flags[k] & PUNCTUATION and self.words[k] not in _WITHIN_NAMES and not self.dot_inside(k):
                break
            k += 1
        return k

    def subject(self, verb: int, floor: int) -> tuple[int, int, int] | None:
        """Return (first, last, head_last) of the subject of the verb group that begins at ``verb``.

        ``last`` runs over appositives, ``head_last`` is the end of the name itself.
        """
        k = verb - 1
        if k < floor:
            return None
        if self.words[k] in DASHES or (self.words[k] == "-" and self.doc.starts[k] > self.doc.ends[k - 1]):
            return self._between_dashes(k, floor)
        if self.flags[k] & TIME:
            k = self._before_time(k, floor)
        if not self.flags[k] & COMMA:
            k = verb - 1
            first = self.left(verb, floor)
            if first > floor and self.lower[first] == "'s" and self.flags[first - 1] & SUBJECT:
                return None  # "she's tired of hearing people say"
            last = self.before_day(first, verb) if self.flags[k] & TIME else verb
            if last - first > 2:
                first = self._past_front(first, last, floor)
            if verb - first == 1 and self.lower[first] in ("both", "all", "each") and first > floor:
                last, first = first, self.left(first, floor)  # "the mission and the minister both | denied it"
                return (first, last, last) if first < last else (last, verb, verb)
            return (first, last, last) if first < verb else None
        best: tuple[int, int, int] | None = None
        right = k
        for _ in range(5):
            comma = right - 1
            stop = max(floor, right - LONGEST)
            while comma >= stop and not self.flags[comma] & PAUSE and self.words[comma] not in _HARD:
                comma -= 1
            if comma < stop or not self.flags[comma] & COMMA:
                break
            f = self.flags[comma + 1]
            if f & SUBORDINATOR and not f & RELATIVE and self.lower[comma + 1] != "where":
                break
            first = self.left(comma, floor)
            if first < comma and self._beside(first, comma, verb):
                right = comma
                continue
            if first < comma and not self.flags[first] & (PREP | RELATIVE):
                named = self._ends_name(comma) and not self.flags[comma - 1] & _NO_SPEAKER
                if best is None or named:
                    best = (first, self._told_apart(comma, k), comma)
                if named and (first == floor or self.flags[first - 1] & PUNCTUATION):
                    return self._told_of(first, comma, k, floor) or best
            elif best is not None:
                break
            right = comma
        return best

    def _past_front(self, first: int, last: int, floor: int) -> int:
        """Return where who speaks begins behind words that are no part of the name.

        "At a meeting on Friday | Superintendent Ada Lowe said", "the lawsuit that day, a charge | Lowe denied".
        """
        words, start = self.words, last - 1
        if words[start] == ")" and "(" in words[first + 1 : start]:
            start = words.index("(", first + 1) - 1  # "Sen. Ada Lowe (D-Alba)"
        if not self.capital(start):
            return first
        while start > first and (self.capital(start - 1) or (words[start - 1] == "." and self.dot_inside(start - 1))):
            start -= 1
        if start == first or not words[start - 1][0].islower():
            return first
        front = self.flags[first] & PREP or (first > floor and self.lower[first - 1] in self.classes.frame_prepositions)
        if front and last - start > 1 and self.has_any(start, last - 1, _TITLED):
            said_at = self.lower[first - (not self.flags[first] & PREP)] in _FRONTED
            past = self.flags[start - 1] & (TIME | CHANNEL) or (said_at and self.flags[first] & _NO_NAME_HEAD)
            return start if past and not self.flags[start - 1] & _TITLED else first
        thing = self.flags[start - 1] & CUE_NOUN or self.lower[start - 1] in self.classes.things
        thing = thing or (self.lower[start - 1] in self.classes.documents and self.lower[start - 2] not in ("'s", "'"))
        return start if thing and self.flags[first] & DET else first

    def _beside(self, first: int, comma: int, verb: int) -> bool:
        """Whether what ends at ``comma`` belongs to another verb: "whose head, Jan Kos, | had left, said"."""
        after = self.flags[comma + 1]
        if comma + 1 < verb and after & PLAIN_VERB and not after & RELATIVE and not self.capital(comma + 1):
            return True
        word = self.flags[first]
        if (word & CUE_VERB and not word & (ROLE | ORGANIZATION) and self.words[first].islower()) or (
            self.flags[first - 1] & PLAIN_VERB and not self.flags[first - 1] & COMMA
        ):
            return True  # ", which | had reported 76 dead, including …, said"
        return self.words[first].endswith("ing") and self.words[first].islower() and bool(self.flags[first - 1] & COMMA)

    def _ends_name(self, end: int) -> bool:
        """Whether a name ends before token ``end``: "Jan Kos", "the Alban Relief Agency (ARA)"."""
        return self.capital(end - 1) or (self.words[end - 1] == ")" and end > 2 and self.capital(end - 2))

    def _told_of(self, first: int, comma: int, end: int, floor: int) -> tuple[int, int, int] | None:
        """Return "Jan Kos" in "Jan Kos, president of the Alban Union, which …, said", where an office stands first."""
        if first - 1 <= floor or not self.flags[first - 1] & COMMA or self.words[first][0].isupper():
            return None
        if not (self.flags[first] & (DET | ROLE) and self.flags[comma + 1] & (RELATIVE | DET)):
            return None
        start = self.left(first - 1, floor)
        if start + 1 >= first - 1 or any(w[0].islower() for w in self.words[start : first - 1]):
            return None
        if self.flags[first - 2] & (_NO_SPEAKER | PREP) or (start > floor and self.flags[start - 1] & PREP):
            return None
        return start, end, first - 1

    def _before_time(self, k: int, floor: int) -> int:
        """Return the comma of "the mayor, Jan Kos, | on Monday said" where such words end at ``k``, else ``k``."""
        start = k
        while start > floor and self.flags[start] & ADVERBIAL:
            start -= 1
        if self.lower[start] in ("on", "in"):
            start -= 1
        return start if start > floor and self.flags[start] & COMMA else k

    def before_day(self, first: int, last: int) -> int:
        """Return where "Police | on Sunday", "The ministry | late Sunday" end before the day that they spoke."""
        k = last - 1
        while k > first and self.flags[k] & ADVERBIAL and not self.flags[k - 1] & DET:
            k -= 1
        if k > first and self.lower[k] == "on":
            return k
        named = self.capital(k) and self.names_time(k + 1 if k + 1 < last else k)
        if k == first or self.flags[k - 1] & PREP:
            named = named and k == first and not self.capital(k + 1 if k + 1 < last else k)  # "Alba Sunday"
        return k + 1 if k + 1 < last and (self.flags[k] & BODY or named) else last

    def _between_dashes(self, k: int, floor: int) -> tuple[int, int, int] | None:
        """Smith -- the mayor of the town -- said."""
        for back in range(k - 1, max(floor, k - LONGEST), -1):
            if self.words[back] == self.words[k]:
                first = self.left(back, floor)
                return self._told_of(first, back, k, floor) or ((first, back, back) if first < back else None)
        return None

    def _told_apart(self, comma: int, end: int) -> int:
        """Return where the source ends: after "the mayor of X" and an age, before "speaking in …"."""
        nxt = comma + 1
        f = self.flags[nxt]
        if f & _CIRCUMSTANCE and not f & _DETERMINING and self.lower[nxt] != "of":
            return comma
        if nxt + 1 < end and self.flags[nxt + 1] & _TITLED:
            return end  # "their chairman, retired General Paul Essien,"
        return comma if self.words[nxt].endswith(("ing", "ed")) and self.words[nxt].islower() else end
