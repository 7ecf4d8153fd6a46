"""Gold and answer to counts: which figures are right, which of their attributes, and what went wrong.

A figure is right where outcome and bounds are those of a record and its span touches the record's quote. A whole
record is right where source, stance, relation and scope are right too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimtrack.evaluation.agree import same_words
from claimtrack.evaluation.answers import Answer, Found
from claimtrack.evaluation.gold import GoldArticle, GoldRecord

ATTRIBUTES = ("source", "stance", "stated", "event", "place", "relation", "scope", "group", "modifier")
WHOLE = ("source", "stance", "relation", "scope")
CATEGORIES = ("modifier", "relation", "scope", "stance", "outcome")
BANDS = ("0.9", "0.8", "0")  # the least confidence of each, from the surest down
LONGEST = 300  # characters: a span is to be the smallest stretch, and a longer one touches nothing


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that is wrong: ``kind`` is ``missed``, ``spurious``, ``trap`` or ``wrong`` and the attribute."""

    article: str
    kind: str
    wanted: str
    found: str
    words: str


@dataclass(slots=True)
class Score:
    """What was counted over some articles; scores add up.

    ``asked`` and ``agreed`` count attributes of right figures, ``sure`` and ``sure_right`` figures by ``BANDS``,
    ``of_kind``, ``kind_right`` and ``kind_named`` records by category and value: those of the gold, those whose figure
    was found, and those of them whose category was right too.
    """

    articles: int = 0
    gold: int = 0
    found: int = 0
    right: int = 0
    whole: int = 0
    traps: int = 0
    sprung: int = 0
    speakers: int = 0
    heard: int = 0
    bad_spans: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)
    sure_right: Counter[str] = field(default_factory=Counter)
    of_kind: Counter[tuple[str, str]] = field(default_factory=Counter)
    kind_right: Counter[tuple[str, str]] = field(default_factory=Counter)
    kind_named: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count ``other`` in."""
        for name in ("articles", "gold", "found", "right", "whole", "traps", "sprung", "speakers", "heard",
                     "bad_spans"):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("asked", "agreed", "sure", "sure_right", "of_kind", "kind_right", "kind_named"):
            getattr(self, name).update(getattr(other, name))
        self.errors += other.errors

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return harmonic(self.right, self.found, self.gold)

    @property
    def whole_f1(self) -> float:
        return harmonic(self.whole, self.found, self.gold)


def harmonic(right: int, found: int, gold: int) -> float:
    """Return F1, the harmonic mean of precision and recall."""
    return 2 * right / (found + gold) if right else 0.0


def score_article(article: GoldArticle, answer: Answer) -> Score:
    """Return the counts of one article; its errors in the order of the records, then of the figures found."""
    score = Score(articles=1, bad_spans=answer.bad_spans)
    used: set[int] = set()
    for record in article.records:
        if not record.unsure:
            _score_record(article, record, answer, used, score)
    _score_rest(article, answer, used, score)
    _score_traps(article, answer, score)
    score.speakers = len(article.speakers)
    score.heard = sum(any(same_words(s, n) for names in answer.speakers for n in names) for s in article.speakers)
    return score


def _score_record(article: GoldArticle, record: GoldRecord, answer: Answer, used: set[int], score: Score) -> None:
    """Pair ``record`` with the first figure that is it and is not taken yet; count what is right about it."""
    kinds = [(name, value) for name in CATEGORIES if (value := getattr(record, name)) is not None]
    score.gold += 1
    score.of_kind.update(kinds)
    near = [i for i, f in enumerate(answer.figures) if i not in used and touches(record.quote, article.text, f)]
    hit = next((i for i in near if _key(answer.figures[i]) == _key(record)), None)
    if hit is None:
        there = ", ".join(figure_words(answer.figures[i]) for i in near)
        score.errors.append(Error(article.id, "missed", figure_words(record), there, record.quote))
        return
    used.add(hit)
    figure = answer.figures[hit]
    verdicts = {name: judge(name, record, figure) for name in ATTRIBUTES}
    score.right += 1
    score.whole += all(verdicts[name] is not False for name in WHOLE)
    score.kind_right.update(kinds)
    score.kind_named.update(kind for kind in kinds if verdicts.get(kind[0]) is not False)
    for name, verdict in verdicts.items():
        if verdict is not None:
            score.asked[name] += 1
            score.agreed[name] += verdict
            if not verdict:
                wanted, found = _wanted(name, record), _given(name, figure)
                score.errors.append(Error(article.id, f"wrong {name}", wanted, found, record.quote))


def _score_rest(article: GoldArticle, answer: Answer, used: set[int], score: Score) -> None:
    """Count the figures found, but those that answer to an unsure record alone."""
    unsure = [record.quote for record in article.records if record.unsure]
    for i, figure in enumerate(answer.figures):
        if i not in used and any(touches(quote, article.text, figure) for quote in unsure):
            continue
        score.found += 1
        band = next((b for b in BANDS if figure.confidence >= float(b)), BANDS[-1])
        score.sure[band] += 1
        score.sure_right[band] += i in used
        if i not in used:
            score.errors.append(Error(article.id, "spurious", "", figure_words(figure), figure.text))


def _score_traps(article: GoldArticle, answer: Answer, score: Score) -> None:
    """Count the tempting phrases, and those within which a figure was found."""
    for trap in article.traps:
        score.traps += 1
        inside = [f for f in answer.figures for start, end in places_of(trap, article.text)
                  if start <= f.span.start and f.span.end <= end]  # fmt: skip
        if inside:
            score.sprung += 1
            score.errors.append(Error(article.id, "trap", "", figure_words(inside[0]), trap))


def _key(figure: GoldRecord | Found) -> tuple[str, int | None, int | None]:
    return figure.outcome, figure.low, figure.high


def places_of(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where ``quote`` stands in ``text``, from left to right, none inside another."""
    start = text.find(quote)
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + len(quote))


def touches(quote: str, text: str, figure: Found) -> bool:
    """Tell whether the figure's span overlaps a place where ``quote`` stands."""
    if figure.span.end - figure.span.start > LONGEST:
        return False
    return any(start < figure.span.end and figure.span.start < end for start, end in places_of(quote, text))


def judge(name: str, record: GoldRecord, figure: Found) -> bool | None:
    """Tell whether attribute ``name`` is right; ``None`` where the gold does not settle it."""
    if name == "source":
        if record.sources is None:
            return None
        if not record.sources:
            return figure.narrated
        return any(same_words(wanted, given) for wanted in record.sources for given in figure.sources)
    wanted = getattr(record, name)
    if wanted is None:
        return None
    if name in ("place", "group"):
        given = figure.places if name == "place" else figure.groups
        return any(same_words(wanted, words) for words in given)
    return bool(wanted == getattr(figure, name))


def _wanted(name: str, record: GoldRecord) -> str:
    if name == "source":
        return " or ".join(record.sources or ()) or "the outlet"
    return _said(getattr(record, name))


def _given(name: str, figure: Found) -> str:
    if name == "source":
        return figure.sources[0] if figure.sources else "the outlet"
    names = {"place": "places", "group": "groups"}
    return _said(getattr(figure, names.get(name, name)))


def _said(value: object) -> str:
    """Return the words of an attribute; of two days, a period."""
    if isinstance(value, tuple) and value:
        return " to ".join(dict.fromkeys(value)) if value[0][:1].isdigit() else ", ".join(value)
    return str(value) if value else "none"


def figure_words(figure: GoldRecord | Found) -> str:
    """Return ``10 killed``, ``10 or more killed``, ``20 to 30 killed``."""
    low, high = figure.low, figure.high
    if low == high:
        number = "some" if low is None else str(low)
    elif high is None:
        number = f"{low} or more"
    else:
        number = f"up to {high}" if low is None else f"{low} to {high}"
    return f"{number} {figure.outcome.replace('_', ' ')}"
