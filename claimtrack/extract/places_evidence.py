"""How much the words around an unknown name say that it is a place: "entered Zarmina", "the Zarmina blast".

Points: ``SURE`` make a place of it, fewer count together with those of its other mentions. Whether the name is a
person's or a body's is asked first.
"""

from __future__ import annotations

from claimtrack.extract.places_around import Surroundings
from claimtrack.extract.places_names import match_container
from claimtrack.extract.places_words import (
    BETWEEN,
    BRINGS,
    BRINGS_UNKNOWN,
    CUE,
    DAY,
    DIRECTION,
    DISTANCE,
    EVENT,
    EVENT_SURE,
    FEATURE,
    GOES,
    HAS,
    LEAD,
    LINK,
    NO_REGION,
    NOT,
    NOT_AT,
    NOT_HEAD,
    OPENING,
    OWNER,
    PERSON,
    PLACE_NOUN,
    PLACE_OF,
    REGION_BEFORE,
    ROLE,
    TITLE,
    TOWN_NOUN,
    VENUE,
    VERB,
    VERB_SURE,
)  # fmt: skip
from claimtrack.extract.word_roles import NOUN, OTHER, OUTCOME, THING, THINGS

SURE = 2
NO_PLACE = -9
_REACH = 5  # tokens from a comma or a verb to the noun that tells what the name is
_SHORTEST_HEAD = 5  # letters; "NYPD:"
_HEAD_PARAGRAPHS = 2  # in which a name with a colon may head the article
_BE = frozenset(("is", "was", "are", "were", "remains", "became"))
_THE = frozenset(("the", "a", "an", "this", "that", "since", "deadly"))
_LINKS = frozenset((",", ".", ";", "(", ")", "where", "that", "which", "and"))
_LIST = frozenset((",", "and", "or"))
_TELLS_BEFORE = BRINGS | VERB | VERB_SURE | DIRECTION | LINK | LEAD | TITLE | ROLE
_TELLS_AFTER = EVENT | EVENT_SURE | CUE | OWNER | NOT | VENUE
_TELLS = _BE | {"'s", ",", "where", "who", "whose"}
_WHO = frozenset(("who", "whose", "whom"))
_DASHES = frozenset(("-", "--", "–", "—", "/"))


_TABLE = 400  # tokens to each side of a row in which another one is looked for
_ROW_MARKS = frozenset((":", "/", "|"))
_ROW_OPENS = frozenset((";", "•", "-", "–", "*", "|"))
_COUNTED = NOUN | OTHER | OUTCOME | THING | THINGS  # "Soldiers: 3 killed"


class Evidence(Surroundings):
    """Weighs the surroundings of names."""

    __slots__ = ()

    def weigh(self, first: int, last: int) -> int:
        """Return the points for tokens ``first`` to ``last`` as a place, ``NO_PLACE`` for another's name."""
        if self.words[first].isupper() and self._is_headed(first, last):
            return SURE
        if self.is_row(first, last):
            return SURE
        if not self._is_marked(first, last):
            return self._looks(first, last)
        before = self._before(first, last)
        if before and self.lower[last : last + 1] == ["'s"] and not self.any(last + 1, last + 3, HAS):
            before = 0  # "in Smith's car"
        if self._is_other(first, last, before):
            return NO_PLACE
        points = before + self._after(first, last)
        return points + self._looks(first, last)

    def is_row(self, first: int, last: int) -> bool:
        """Whether a name heads a row of a table, one of several: "Zarmina / 3 dead", "Bolaqi Norte: 2 dead"."""
        words, roles = self.words, self.doc.roles
        if last + 2 >= len(words) or words[last] not in _ROW_MARKS or not words[last + 1].isdecimal():
            return False
        if not (self.opens_paragraph(first) or words[first - 1] in _ROW_OPENS) or roles[last - 1] & _COUNTED:
            return False
        if not (roles[last + 2] & OUTCOME or words[last + 2] in _ROW_MARKS):
            return False
        near = words[max(0, first - _TABLE) : last + _TABLE]
        rows = zip(near, near[1:], near[2:], strict=False)
        return sum(m == words[last] and n.isdecimal() and w[0].isupper() for w, m, n in rows) > 1

    def _is_marked(self, first: int, last: int) -> bool:
        """Whether the word before or after a name tells anything of it; most names of persons stand bare."""
        lower, part = self.lower, self.part
        b = first - 1
        if part[b] & _TELLS_BEFORE or (b - self.shown_to < 2 and (lower[b] in _LIST or lower[b] == "'s")):
            return True
        after = lower[last] if last < len(lower) else ""
        return after in _TELLS or after[:1].isdigit() or bool(part[last] & _TELLS_AFTER)

    # ---- whose name it is ----

    def _is_other(self, first: int, last: int, before: int) -> bool:
        lower, part, words = self.lower, self.part, self.words
        if words[first].isupper() and len(words[first]) > 1:
            return True  # "FIFA"
        after, bits = "", 0
        if last < len(lower) and self.sentence_of[first] == self.sentence_of[last]:
            after, bits = lower[last], part[last]
        if bits & NOT and not bits & DAY and words[last][0].isupper():
            return True  # "Pan Am"
        brought = first > 0 and bool(part[first - 1] & BRINGS_UNKNOWN)
        if after[:1].isdigit() or after in _WHO:
            return True  # "Height 410", "Zarmina, who"
        if bits & CUE and not bits & (PLACE_NOUN | EVENT | EVENT_SURE) and not (brought and last - first == 1):
            return True
        if bits & OWNER and self.is_owned(last):
            return True
        if after == "," and last + 1 < len(lower):
            nearer = lower[last + 1]
            if nearer in _WHO or (nearer[:1].isdigit() and lower[last + 2 : last + 3] == [","]):
                return True
        if part[first] & PERSON and (last - first > 1 or before < SURE or not brought):
            return True
        if first == 0 or not self.same_sentence(first - 1, first):
            return False
        return bool(part[first - 1] & (TITLE | ROLE)) or self.is_of_body(first)

    # ---- before the name ----

    def _before(self, first: int, last: int) -> int:
        lower, part = self.lower, self.part
        b = first - 1
        if b > 0 and part[b] & LEAD:
            b -= 1
        if b < 0 or self.sentence_of[b] != self.sentence_of[first]:
            return 0
        word, bits = lower[b], part[b]
        if word == "the":
            return 0
        if bits & BRINGS_UNKNOWN or bits & VERB_SURE:
            return SURE
        if bits & DIRECTION and self.words[b] == word:
            return SURE if word.endswith("ern") or word in ("central", "downtown", "rural") else 1
        if word == "of":
            return self._before_of(b)
        if word == "at":
            return 0 if self.any(b - 3, b, NOT_AT) else SURE
        if word == "on":
            return SURE if self.any(b - 1, b, EVENT | EVENT_SURE) else 0
        if word in ("from", "to", "into", "toward", "towards", "off"):
            before = part[b - 1] if b else 0
            if word == "off" or (before & DISTANCE):
                return SURE
            if word == "to":
                return 1 if before & GOES else 0
            return SURE if self.any(b - 3, b, GOES) else int(word != "to")
        if word in ("between", "with"):
            return SURE if self.any(b - 2, b, BETWEEN) else int(word == "between")
        if word in (",", "and", "or"):
            return self._in_list(b, last)
        if word == "'s" and b == self.shown_to:  # "in Jhansi's Talbehat", not "in London's Smith"
            return SURE if self.shown_by & BRINGS_UNKNOWN else 0
        if bits & VERB:  # "left Zarmina on Friday"
            return SURE if self.any(last, last + 2, DAY) else 1
        return 0

    def _before_of(self, b: int) -> int:
        if b == 0:
            return 0
        bits = self.part[b - 1]
        if bits & (PLACE_OF | REGION_BEFORE | DISTANCE):
            return SURE
        return SURE if bits & DIRECTION and not self.lower[b - 1].endswith("ern") else 0

    def _in_list(self, b: int, last: int) -> int:
        """The points of a name that stands beside a place: "in Zarmina and Bolaqi", "between Zarmina and Bolaqi"."""
        lower, part = self.lower, self.part
        word = lower[b]
        if word == ",":
            if b > 0 and part[b - 1] & TOWN_NOUN:
                return SURE  # "his home town, Zarmina"
            if b != self.shown_to:
                return 0
            goes_on = last + 1 < len(lower) and lower[last] in (",", "and") and self.words[last + 1][0].isupper()
            return SURE if goes_on and last == b + 2 else 1
        if b == self.shown_to or (b - 1 == self.shown_to and lower[b - 1] == ","):
            return 1 if lower[b - 1] == "," else SURE
        return int(self.any(b - 4, b, BETWEEN) and "between" in lower[max(0, b - 4) : b])

    # ---- after the name ----

    def _after(self, first: int, last: int) -> int:
        lower, part = self.lower, self.part
        if last >= len(lower) or self.sentence_of[first] != self.sentence_of[last]:
            return 0
        word, bits = lower[last], part[last]
        if word == "'s":
            return SURE if self.any(last + 1, last + 3, HAS) else 0
        if word == "," or word in _BE:
            return self._explained(last)
        if word == "where":
            return SURE if first > self.doc.sentences[self.doc.sentence_of[first]].first else 0
        if bits & (EVENT | EVENT_SURE) and first > 0 and lower[first - 1] in _THE:
            return SURE if bits & EVENT_SURE else 1
        if bits & VENUE and first > 0 and lower[first - 1] in _THE and self.any(last + 1, last + 2, EVENT | EVENT_SURE):
            return SURE  # "the Zarmina mine disaster"
        return 0

    def _explained(self, last: int) -> int:
        """The points of "Zarmina, a town near", "Zarmina, 40 km from", "Zarmina, where", "Zarmina is the town"."""
        lower, part = self.lower, self.part
        end = min(last + 1 + _REACH, len(lower) - 1)
        i = last + 1
        if i >= end or not self.same_sentence(last, i):
            return 0
        if lower[last] == ",":
            if lower[i] == "where":
                return SURE
            container = match_container(self.doc, self.known, last)
            if container is not None and container.region != NO_REGION:
                return SURE
        for k in range(i, end):
            bits = part[k]
            if lower[k] in (",", "."):
                return 0
            if bits & DISTANCE and lower[last] == ",":
                return SURE
            if bits & DIRECTION and lower[k + 1] == "of":
                return SURE
            if (bits & (TOWN_NOUN | REGION_BEFORE | FEATURE) or lower[k] == "country") and self._is_link(k + 1):
                return SURE if self.words[k][0].islower() else 0
        return 0

    def _is_link(self, i: int) -> bool:
        return self.lower[i] in _LINKS or bool(self.part[i] & (LINK | DIRECTION))

    # ---- the name itself ----

    def _looks(self, first: int, last: int) -> int:
        word = self.lower[last - 1]
        if word.endswith(self.known.endings) and word not in self.known.endings:
            return 1
        if word[2:3] == "-" and word[0] in "ae" and last - first == 1:
            return 1  # "Al-Zarmina"
        return int(last - first > 1 and bool(self.part[first] & OPENING))

    def _is_headed(self, first: int, last: int) -> bool:
        """Whether a name in capitals heads a brief or a report: "ZARMINA.", "ZARMINA:", "ZARMINA, Oct 7 (AP) -"."""
        words = self.words
        if not self.opens_paragraph(first) or self.any(first, last, NOT_HEAD):
            return False
        if not all(words[i].isupper() or not words[i].isalpha() for i in range(first, last)):
            return False
        if last - first == 1 and len(words[first]) < _SHORTEST_HEAD:
            return False
        paragraph = self.doc.sentences[self.doc.sentence_of[first]].paragraph
        end = self.doc.paragraphs[paragraph][1]
        if last + 1 >= end:
            return False
        if words[last] == ":":
            return paragraph < _HEAD_PARAGRAPHS
        if words[last] == ".":
            return not self.is_small(first, last)
        marked = words[last] in ("(", ",") or words[last] in _DASHES
        return marked and not _DASHES.isdisjoint(words[last : min(last + 14, end)])
