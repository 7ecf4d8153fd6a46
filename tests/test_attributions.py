"""Who is quoted with which words: the corpus, every word of the lexicon, and texts that nobody would write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimtrack.extract.attributions import find_attributions
from claimtrack.extract.mentions import Attribution
from claimtrack.extract.segment import Document, segment
from claimtrack.lexicon import Entry, load

LEXICON = load("en")
CORPUS = Path(__file__).parent / "corpus" / "en" / "attributions.jsonl"


def known_miss(row: dict[str, Any]) -> Any:
    return pytest.mark.xfail(reason=row["xfail"], strict=True) if "xfail" in row else ()


def cases() -> list[Any]:
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row["id"], marks=known_miss(row)) for row in rows]


def found_in(text: str) -> tuple[Document, list[Attribution]]:
    doc = segment(text, LEXICON)
    return doc, find_attributions(doc, LEXICON)


def as_row(doc: Document, a: Attribution) -> dict[str, Any]:
    return {
        "content": [doc.slice(*piece) for piece in a.content],
        "cue": doc.slice(*a.cue) if a.cue else None,
        "sources": [[doc.slice(m.first, m.last), m.depth] for m in a.sources],
        "mode": a.mode,
        "stance": a.stance,
        "via": a.via,
        "hedges": [doc.slice(*h) for h in a.hedges],
    }


@pytest.mark.parametrize("case", cases())
def test_corpus(case: dict[str, Any]) -> None:
    doc, found = found_in(case["text"])
    rows = [as_row(doc, a) for a in found]
    assert [{key: row[key] for key in want} for row, want in zip(rows, case["expect"], strict=False)] == case["expect"]
    assert len(rows) == len(case["expect"])


def entries(table: str, key: str) -> list[Any]:
    made = []
    for entry in LEXICON.entries[table]:
        sentences = entry.get(key, ())
        listed = [sentences] if isinstance(sentences, str) else sentences
        made += [pytest.param(entry, sentence, id=f"{entry['lemma']}: {sentence}") for sentence in listed]
    return made


@pytest.mark.parametrize(
    ("entry", "sentence"), [r for table in ("cue", "preposition_cue", "noun_cue") for r in entries(table, "example")]
)
def test_every_cue_fires_on_its_example(entry: Entry, sentence: str) -> None:
    assert entry["lemma"] in [a.rules[-1] for a in found_in(sentence)[1]]


@pytest.mark.parametrize(("entry", "sentence"), entries("cue", "not_in"))
def test_no_cue_fires_where_it_must_not(entry: Entry, sentence: str) -> None:
    assert entry["lemma"] not in [a.rules[-1] for a in found_in(sentence)[1]]


@pytest.mark.parametrize(("entry", "sentence"), entries("label", "example"))
def test_a_label_is_no_speaker(entry: Entry, sentence: str) -> None:
    assert ":" not in [a.rules[-1] for a in found_in(sentence)[1]]


@pytest.mark.parametrize(("entry", "sentence"), entries("channel", "example"))
def test_every_channel_is_the_via_of_its_example(entry: Entry, sentence: str) -> None:
    assert [a.via for a in found_in(sentence)[1]] == [entry["lemma"]]


@pytest.mark.parametrize(("entry", "sentence"), entries("hedge", "example"))
def test_every_hedge_weakens_its_example(entry: Entry, sentence: str) -> None:
    doc, found = found_in(sentence)
    assert entry["lemma"] in [doc.slice(*h).lower() for a in found for h in a.hedges]


WORDS = [
    "he", "said", "that", "“", "”", '"', ",", ".", "police", "Smith", "the", "mayor", "of", "according", "to", "and",
    "adding", "who", "told", "Reuters", ":", "\n\n", "was", "quoted", "as", "saying", "by", "''", "(", ")", "-", "'s",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)))
@example("Quoted, as saying 0")
def test_any_text_gives_ranges_within_it(text: str) -> None:
    doc, found = found_in(text)
    size = len(doc.words)
    for a in found:
        assert a.content == sorted(a.content)
        ranges = [*a.content, *a.frame, *a.hedges, *((m.first, m.last) for m in a.sources), *([a.cue] if a.cue else [])]
        assert all(0 <= first < last <= size for first, last in ranges)
    assert [a.content[0] for a in found] == sorted(a.content[0] for a in found)


def test_a_long_text_takes_time_in_proportion() -> None:
    _, found = found_in("Police said two men died. " * 2000 + '"a" ' * 20_000 + "he said that " * 2000)
    assert len(found) >= 2000
