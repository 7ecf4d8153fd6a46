"""Tokens to place mentions (first version: none found yet)."""

from __future__ import annotations

from claimtrack.extract.mentions import PlaceMention
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon


def find_places(doc: Document, lexicon: Lexicon) -> list[PlaceMention]:
    """Return the places named in ``doc``, in order, non-overlapping."""
    return []
