"""Pronouns, surnames and descriptions to one speaker: the corpus, and the words of the lexicon."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.extract.attributions import find_attributions
from claimtrack.extract.segment import segment
from claimtrack.extract.speakers import resolve_speakers
from claimtrack.lexicon import Entry, load
from claimtrack.models import Source

LEXICON = load("en")
CORPUS = Path(__file__).parent / "corpus" / "en" / "speakers.jsonl"


def known_miss(row: dict[str, Any]) -> Any:
    return pytest.mark.xfail(reason=row["xfail"], strict=True) if "xfail" in row else ()


def cases() -> list[Any]:
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row["id"], marks=known_miss(row)) for row in rows]


def speakers_of(text: str) -> list[tuple[Source, ...]]:
    doc = segment(text, LEXICON)
    return resolve_speakers(doc, find_attributions(doc, LEXICON), LEXICON)


@pytest.mark.parametrize("case", cases())
def test_corpus(case: dict[str, Any]) -> None:
    sources = [source.as_dict() for chain in speakers_of(case["text"]) for source in chain]
    assert len(sources) == len(case["expect"]), [s["text"] for s in sources]
    assert [{key: s[key] for key in want} for s, want in zip(sources, case["expect"], strict=True)] == case["expect"]


@pytest.mark.parametrize("table", ["role", "organization"])
def test_every_noun_gives_its_kind(table: str) -> None:
    wrong = []
    for entry in LEXICON.entries[table]:
        kinds = [source.kind for chain in speakers_of(entry["example"]) for source in chain]
        if kinds != [entry["kind"]]:
            wrong.append((entry["lemma"], kinds))
    assert wrong == []


@pytest.mark.parametrize("entry", LEXICON.entries["title"], ids=lambda entry: str(entry["lemma"]))
def test_a_title_is_no_part_of_the_name(entry: Entry) -> None:
    assert [source.name for chain in speakers_of(entry["example"]) for source in chain] == ["Smith"]


WORDS = [
    "he", "said", "that", "“", "”", ",", ".", "police", "Ali", "Khan", "(", ")", "AK", "who", "the", "minister", "of",
    "told", "Reuters", "and", "\n\n", "they", "'", "A.", "his", "'s",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)))
def test_the_text_of_a_source_is_the_text_of_its_span(text: str) -> None:
    doc = segment(text, LEXICON)
    found = find_attributions(doc, LEXICON)
    chains = resolve_speakers(doc, found, LEXICON)
    assert len(chains) == len(found)
    for chain in chains:
        for source in chain:
            assert text[source.span.start : source.span.end] == source.text
