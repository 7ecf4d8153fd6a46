"""How sure a figure or a claim is: the share of its rule's finds that proved right on annotated articles."""

from __future__ import annotations

from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import Attribution
from claimtrack.models import Mode


def figure_confidence(mention: FigureMention, mode: Mode) -> float:
    """Return the confidence of a figure in [0, 1]."""
    return 0.9


def claim_confidence(attribution: Attribution | None) -> float:
    """Return the confidence of a claim's attribution in [0, 1]; narration needs none."""
    return attribution.confidence if attribution is not None else 1.0
