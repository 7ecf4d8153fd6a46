"""Words of the lexicons of numbers, outcomes, nouns and things: each example holds a figure, each trap none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from claimtrack.extract import extract
from claimtrack.lexicon import TABLES, load
from claimtrack.models import make_article

FILES = ("numbers", "outcomes", "nouns", "things")
# known misses, strict: the word and what its sentence should give
MISSES = {
    "He had four injuries to his head.": "injuries to a part of the body are read as injured people",
}


def sentences(key: str) -> Iterator[Any]:
    for file in FILES:
        for table in TABLES[file]:
            for entry in load().entries[table]:
                texts = entry.get(key, ())
                for text in [texts] if isinstance(texts, str) else texts:
                    marks = [pytest.mark.xfail(reason=MISSES[text], strict=True)] if text in MISSES else []
                    yield pytest.param(text, id=f"{table} {entry['lemma']}", marks=marks)


def count_figures(text: str) -> int:
    return sum(len(claim.figures) for claim in extract(make_article(text)).claims)


@pytest.mark.parametrize("text", list(sentences("example")))
def test_example_holds_a_figure(text: str) -> None:
    assert count_figures(text), text


@pytest.mark.parametrize("text", list(sentences("not_in")))
def test_trap_holds_none(text: str) -> None:
    assert not count_figures(text), text
