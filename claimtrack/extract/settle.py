"""Figures in the light of the article's others: what became of those shot, which numbers are parts of a total.

Looks at the whole list once; the rules of a single sentence are in ``figures``.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.extract.figures import THINGS, FigureMention
from claimtrack.extract.segment import Document
from claimtrack.extract.words import Words

_NEAR = 12  # figures back to a total that later ones may be parts of


def settle(doc: Document, figures: Sequence[FigureMention], words: Words) -> None:
    """Settle the outcomes of those shot or stabbed and the relation of parts to a total, in place."""
    _settle_shot(doc, figures, words)
    _settle_parts(figures)


def _settle_shot(doc: Document, figures: Sequence[FigureMention], words: Words) -> None:
    """ "Shot" is injured where the text shows that they lived, killed where it shows that they died."""
    fates: dict[int | None, set[str]] = {}
    for figure in figures:
        if not figure.shot and figure.outcome in ("killed", "injured"):
            fates.setdefault(figure.quantity.low, set()).add(figure.outcome)
    for figure in figures:
        if not figure.shot or figure.outcome != "casualties":
            continue
        low = figure.quantity.low
        known = fates.get(low, set()) if low != 1 else set()
        if len(known) == 1:
            figure.outcome = next(iter(known))
            continue
        sentence = doc.sentences[figure.sentence]
        tokens = set(doc.lower[sentence.first : sentence.last])
        if low == 1 and figure.sentence + 1 < len(doc.sentences):
            after = doc.sentences[figure.sentence + 1]
            tokens.update(doc.lower[after.first : after.last])
        if tokens & words.marks["lived"] and not tokens & words.marks["died"]:
            figure.outcome = "injured"
        elif low == 1 and tokens & words.marks["died"] and not tokens & words.marks["lived"]:
            figure.outcome = "killed"


def _settle_parts(figures: Sequence[FigureMention]) -> None:
    """Numbers of one sentence that add up to a total stated shortly before are its parts, not new tolls."""
    by_sentence: dict[tuple[int, str], list[FigureMention]] = {}
    for figure in figures:
        if figure.relation == "total" and figure.outcome not in THINGS and figure.quantity.value:
            by_sentence.setdefault((figure.sentence, figure.outcome), []).append(figure)
    seen: list[FigureMention] = []
    for (number, outcome), parts in by_sentence.items():
        if len(parts) > 1:
            total = sum(p.quantity.value or 0 for p in parts)
            whole = next(
                (m for m in reversed(seen[-_NEAR:]) if m.sentence < number and m.outcome == outcome and m.quantity.value == total),
                None,
            )
            if whole is not None:
                for part in parts:
                    part.relation, part.parent = "subset", whole
        seen += parts
