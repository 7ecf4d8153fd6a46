"""What the words around a name say of it: that it is a place, a body's, or part of a longer name.

Tests of one token or two, over the lists of a document; what follows from them is decided in ``places_scan``.
"""

from __future__ import annotations

from bisect import bisect_right

from claimtrack.extract.places_names import Name
from claimtrack.extract.places_words import (
    BRINGS,
    BRINGS_UNKNOWN,
    CUE,
    DEMONYM,
    DIRECTION,
    EVENT_SURE,
    FEATURE_BEFORE,
    LEAD,
    NOT,
    OWNER,
    PARTICLE,
    PLACE_OF,
    REGION_BEFORE,
    REGION_WORD,
    TITLE,
    TOWN_NOUN,
    VENUE,
    PlaceWords,
)
from claimtrack.extract.segment import Document

_HEADLINE_SHARE = 0.6  # of the words of a line capitalised: capitals tell nothing there
_SHOUTED_SHARE = 0.95  # the same, where a full stop ends the line
_STOPS = frozenset((".", "!", "?", '"', "”"))
_DATELINE_END = frozenset(("(", "-", "--", "–", "—", "/"))


class Surroundings:
    """The tokens of one document; ``part`` has for each what it can do beside a name, bits of ``PlaceWords.part``.

    ``shown_to`` is the end of the last name taken for a place, ``shown_by`` what the word before it can do.
    """

    __slots__ = (
        "capitals", "doc", "headlines", "known", "lower", "part", "sentence_of", "shown_by", "shown_to", "small",
        "words",
    )  # fmt: skip

    def __init__(self, doc: Document, known: PlaceWords) -> None:
        self.doc, self.known = doc, known
        self.words, self.lower, self.sentence_of = doc.words, doc.lower, doc.sentence_of
        self.part = [*doc.places, 0, 0, 0]
        self.capitals = doc.capitals()
        late = [i for i in doc.late_capitals() if is_article_name(doc.words[i])]
        if late:
            self.capitals = sorted(self.capitals + late)
        capitals = [*map(doc.sentence_of.__getitem__, self.capitals)]
        sentences = doc.sentences
        self.headlines: set[int] = set()
        begin = 0
        while begin < len(capitals):
            number = capitals[begin]
            end = bisect_right(capitals, number, begin)
            first, last, _ = sentences[number]
            if (end - begin) * 3 >= last - first and self._is_headline(first, last):
                self.headlines.add(number)
            begin = end
        self.small: set[str] | None = None
        self.shown_to = -1
        self.shown_by = 0

    def bringer(self, first: int) -> int:
        """What the words before token ``first`` do to make it a place: bits of ``PlaceWords.part``, 0 for nothing."""
        lower, part = self.lower, self.part
        if self.opens_paragraph(first) and not _DATELINE_END.isdisjoint(self.words[first + 1 : first + 9]):
            return BRINGS_UNKNOWN
        before = first - 1
        if before < 0 or self.sentence_of[before] != self.sentence_of[first]:
            return 0
        if before > 0 and (lower[before] == "the" or part[before] & LEAD):
            before -= 1
        word = lower[before]
        bits = part[before]
        if bits & (BRINGS | TOWN_NOUN):
            if word == "to" and lower[before - 1] == "according":
                return 0
            return bits if bits & BRINGS else BRINGS_UNKNOWN
        if word == "for" and lower[before - 1] == "toll":  # "the death toll for Zarmina"
            return BRINGS
        if word == "," and part[before - 1] & TOWN_NOUN:
            return BRINGS_UNKNOWN
        if word in (",", "and", "or") and (before == self.shown_to or (before - 1 == self.shown_to and word != ",")):
            return BRINGS
        if word == "'s" and before == self.shown_to:  # "in Jhansi's Talbehat"
            return self.shown_by & BRINGS
        if word == "of" and part[before - 1] & (REGION_BEFORE | PLACE_OF):
            return BRINGS_UNKNOWN if part[before - 1] & REGION_BEFORE else BRINGS
        return 0

    def is_owned(self, end: int) -> bool:
        """Whether tokens from ``end`` on make the place's name that of a body: "police", "'s health ministry"."""
        lower, part = self.lower, self.part
        if end >= len(lower) or self.sentence_of[end - 1] != self.sentence_of[end]:
            return False
        if lower[end] != "'s":
            bits = part[end]
            if bits & OWNER and part[end + 1] & REGION_WORD:
                return False  # "Luebo health zone"
            if bits & EVENT_SURE:  # "the Zarmina fire", but "Zarmina fire officials"
                return end + 1 < len(lower) and bool(part[end + 1] & OWNER)
            return bool(bits & OWNER)
        return bool((part[end + 1] | part[end + 2]) & OWNER)

    def is_of_body(self, first: int) -> bool:
        """Whether the name ends that of a body or an office: "University of Alabama", "mayor of Ganja"."""
        if first < 2 or self.lower[first - 1] != "of" or not self.same_sentence(first - 2, first):
            return False
        before = self.part[first - 2]
        if before & (REGION_BEFORE | DIRECTION):
            return False
        return bool(before & (OWNER | TITLE)) or (bool(before & VENUE) and self.words[first - 2][0].isupper())

    def is_open(self, i: int, name: Name) -> bool:
        """Whether a name in capitals is one: in a dateline, a line of capitals, or one like "UK"."""
        word = self.words[i]
        if not word.isupper() or len(word) < 2 or "." in word or self.lower[i] in self.known.aliases:
            return True
        return (len(word) > 3 or name.end > i + 1) and self.opens_paragraph(i)

    def _is_headline(self, first: int, last: int) -> bool:
        heads = [w[0] for w in self.words[first:last] if len(w) > 3 and w[0].isalpha()]
        if len(heads) < 4 or "|" in self.words[first:last]:
            return False  # as what heads a note: "Case 7 | Colombia, Cauca, Zarmina Vieja."
        share = _HEADLINE_SHARE if self.words[last - 1] not in _STOPS else _SHOUTED_SHARE
        return sum(map(str.isupper, heads)) >= share * len(heads)

    def is_name_word(self, i: int) -> bool:
        return self.words[i][0].isupper() and not self.part[i] & (NOT | DEMONYM)

    def word(self, i: int) -> str:
        return self.words[i] if i < len(self.words) else ""

    def same_sentence(self, i: int, j: int) -> bool:
        return self.sentence_of[i] == self.sentence_of[j]

    def any(self, first: int, last: int, bits: int) -> bool:
        """Whether a word from token ``first`` to ``last`` has any of ``bits``."""
        all_bits = 0
        for part in self.part[max(0, first) : last]:
            all_bits |= part
        return bool(all_bits & bits)

    def opens_paragraph(self, i: int) -> bool:
        sentence = self.doc.sentences[self.doc.sentence_of[i]]
        return i == self.doc.paragraphs[sentence.paragraph][0]

    def is_small(self, first: int, end: int) -> bool:
        """Whether the word that opens a sentence is written small elsewhere: "Split" and "split"."""
        if end - first > 1 or self.doc.sentences[self.doc.sentence_of[first]].first != first:
            return False
        word = self.lower[first]
        if "'" not in word and word not in self.doc.text:
            return False
        if self.small is None:
            self.small = set(self.words)
        return word in self.small

    def is_initial(self, gap: int, i: int) -> bool:
        """Whether a name goes on after token ``gap``: "Jeremiah E. Burke", "St. Mary", "Mary's Hospital"."""
        if i != gap + 1:
            return False
        if self.words[gap] == "'s":
            return bool(self.part[i] & VENUE)
        if self.words[gap] == "of":  # "Strait of Zarmina"
            return bool(self.part[gap - 1] & FEATURE_BEFORE)
        if self.known.part.get(self.words[gap], 0) & PARTICLE:
            return True
        return self.words[gap] == "." and len(self.words[gap - 1]) < 3

    def follows_cue(self, first: int) -> bool:
        """Whether the name may be a speaker's: "said Durham"."""
        return first > 0 and bool(self.part[first - 1] & CUE)


def is_article_name(word: str) -> bool:
    """Whether a name begins with a small Arabic article: "al-Rawda", "ez-Zor"."""
    return word[2:3] == "-" and word[3:4].isupper() and word[0] in "ae"
