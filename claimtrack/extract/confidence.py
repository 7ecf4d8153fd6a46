"""How sure a figure or a claim is: the share of such finds that proved right on annotated articles.

The shares stand in ``confidence.toml``; a figure's confidence is that of its rule
times those of the reasons to doubt it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import Attribution
from claimtrack.lexicon import load

_LONG = 12  # tokens of a figure's span beyond which subject and verb may have been joined wrongly


@cache
def _shares(language: str, table: str) -> dict[str, float]:
    return {row["lemma"]: float(row["share"]) for row in load(language).entries[table]}


@lru_cache(maxsize=1024)
def _rounded(share: float) -> float:
    return round(share, 2)


def figure_confidence(mention: FigureMention, language: str = "en") -> float:
    """Return the confidence of a figure in [0, 1], two decimals."""
    doubts = _shares(language, "doubt")
    share = _shares(language, "rule").get(mention.rule, 0.5)
    if mention.quantity.value == 1 and mention.quantity.modifier == "exact":
        share *= doubts["single"]
    if mention.shot and mention.outcome == "casualties":
        share *= doubts["shot"]
    if mention.last - mention.first > _LONG:
        share *= doubts["long"]
    if mention.trigger is not None and mention.trigger.entry.get("weak"):
        share *= doubts["weak"]
    if mention.doubt:
        share *= doubts[mention.doubt]
    return _rounded(share)


def claim_confidence(attribution: Attribution | None) -> float:
    """Return the confidence of a claim's attribution in [0, 1]; narration needs none."""
    return attribution.confidence if attribution is not None else 1.0
