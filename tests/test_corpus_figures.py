"""Golden sentences for the figure finder: ``corpus/en/figures.jsonl``, one a line.

A figure is ``[outcome, low, high, modifier, relation, words]``; the words, where given, stand within the span found.
A case that carries ``xfail`` is a known miss: the day it comes right, its mark has to go.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from claimtrack.extract import extract
from claimtrack.models import Figure, make_article
from tests.conftest import ROOT

CORPUS = ROOT / "tests" / "corpus" / "en" / "figures.jsonl"
CASES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def params() -> list[Any]:
    return [
        pytest.param(case, id=case["text"][:70],
                     marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [])
        for case in CASES
    ]  # fmt: skip


def figures_of(text: str) -> list[Figure]:
    claims = extract(make_article(text, published="2020-10-17")).claims
    return sorted((f for claim in claims for f in claim.figures), key=as_key)


def as_key(figure: Figure) -> str:
    return repr([figure.outcome, figure.low, figure.high, figure.modifier, figure.relation])


def test_every_sentence_stands_once() -> None:
    texts = [case["text"] for case in CASES]
    assert len(texts) == len(set(texts)) >= 150


@pytest.mark.parametrize("case", params())
def test_figures_of_a_sentence(case: dict[str, Any]) -> None:
    wanted = sorted(case["figures"], key=lambda row: repr(row[:5]))
    found = figures_of(case["text"])
    assert [[f.outcome, f.low, f.high, f.modifier, f.relation] for f in found] == [row[:5] for row in wanted]
    for row, figure in zip(wanted, found, strict=True):
        assert row[5] is None or row[5] in figure.text
