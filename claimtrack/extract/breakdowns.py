"""Lines of a list that divide a total told before: "52 civilians killed … - Army: 33 civilians - Rebels: 19 civilians".

No outcome word stands in such lines: it is the sum that tells what they count. Parts told in a sentence are found in
``claimtrack.extract.parts``.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.extract.clause import THINGS, FigureMention
from claimtrack.extract.counted import CountedPhrases
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.segment import Document
from claimtrack.extract.words import PUNCTUATION

_LONGEST = 14  # tokens of a line
_BACK = 8  # figures back to the total
_FEWEST = 2  # lines
_NOUN_TOO = 3  # tokens of "33 local civilians"


def find_breakdowns(doc: Document, phrases: CountedPhrases, figures: Sequence[FigureMention]) -> list[FigureMention]:
    """Return the parts that lines below a total state, where together they are that total."""
    if not figures or doc.lower.count(":") < _FEWEST:
        return []
    found: list[FigureMention] = []
    told = {figure.sentence for figure in figures}
    lines: list[tuple[int, Counted]] = []
    for number, sentence in enumerate(doc.sentences):
        first, last = doc.paragraphs[sentence.paragraph]
        line = None
        if (first, last) == (sentence.first, sentence.last) and last - first <= _LONGEST and number not in told:
            line = _counted(doc, phrases, first, last)
        if line is not None:
            lines.append((number, line))
            continue
        found += _parts(lines, figures)
        lines = []
    return found + _parts(lines, figures)


def _counted(doc: Document, phrases: CountedPhrases, first: int, last: int) -> Counted | None:
    """Return the one number of a line such as "- Army: 33 civilians", "January: 33"."""
    lower = doc.lower
    colon = next((k for k in range(first + 1, last) if lower[k] == ":"), -1)
    if colon < 0 or colon + 1 >= last or not (lower[colon + 1][0].isdigit() or phrases.roles[colon + 1]):
        return None
    counted = [phrase for phrase in phrases.find(colon + 1, last) if phrase.first == colon + 1]
    phrase = counted[0] if counted else None
    if phrase is None or phrase.unit != "person" or phrase.outcome_noun is not None or phrase.quantity.value is None:
        return None
    if phrase.last - phrase.first > _NOUN_TOO:
        return None
    return phrase if all(lower[k] in PUNCTUATION for k in range(phrase.last, last)) else None


def _parts(lines: Sequence[tuple[int, Counted]], figures: Sequence[FigureMention]) -> list[FigureMention]:
    if len(lines) < _FEWEST:
        return []
    total = sum(phrase.quantity.value or 0 for _, phrase in lines)
    before = [f for f in figures if f.sentence < lines[0][0]][-_BACK:]
    alike = (f for f in reversed(before) if f.quantity.value == total and f.outcome not in THINGS)
    whole = next((f for f in alike if f.relation == "total"), None)
    if whole is None:
        return []
    return [
        FigureMention(
            phrase, phrase.quantity, whole.outcome, phrase.first, phrase.last, number, "including", "subset", whole,
            trigger=whole.trigger, antecedent=None if phrase.noun is not None else whole.phrase,
        )
        for number, phrase in lines
    ]  # fmt: skip
