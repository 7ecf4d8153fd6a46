"""Number phrases to bounds: ``corpus/en/numbers.jsonl``, and whatever else anyone may write."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.lexicon import load
from claimtrack.models import Quantity
from claimtrack.normalize.numbers import bounds, number_words, parse_quantity
from tests.conftest import ROOT

LEXICON = load()
CORPUS = ROOT / "tests" / "corpus" / "en" / "numbers.jsonl"
_WORDS = number_words("en")
_PIECES = st.sampled_from(
    (
        *sorted(_WORDS.cardinal), *sorted(_WORDS.scale), *sorted(_WORDS.starts), "and", "or", "to", "-", "–", "plus",
        "more", "half", "a", "of", "between", "1,204", "12", "000", "1.2", "7m", "20-plus", "-plus", "+", ",", ".", "'",
    )
)  # fmt: skip


def cases() -> list[Any]:
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [
        pytest.param(row, id=row["phrase"] or "nothing",
                     marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else [])
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("case", cases())
def test_bounds_of_a_phrase(case: dict[str, Any]) -> None:
    expect = case["expect"] and Quantity(**case["expect"])
    assert parse_quantity(case["phrase"], LEXICON) == expect


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(_PIECES, max_size=8).map(" ".join), st.lists(_PIECES, max_size=8).map("".join)))
def test_any_words_are_a_quantity_or_none(phrase: str) -> None:
    quantity = parse_quantity(phrase, LEXICON)
    if quantity is None:
        return
    assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    assert quantity.modifier != "vague" or quantity.value is None
    assert quantity == parse_quantity(phrase.upper(), LEXICON) or not phrase.isascii()


@given(st.integers(0, 10**9))
def test_a_number_is_read_as_it_is_written(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        assert parse_quantity(written, LEXICON) == bounds(number, "exact")
