"""Scope, date and place of figures and claims; words of ``lexicon/en/scope.toml``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.extract import extract
from claimtrack.lexicon import TABLES, load
from claimtrack.models import Claim, Figure, make_article

CORPUS = Path(__file__).parent / "corpus" / "en"
LEXICON = load()
SCOPES = {
    "cumulative_cue": "cumulative", "conflict": "cumulative", "mass_event": "cumulative", "during": "cumulative",
    "begin": "cumulative", "superlative": "background", "background_cue": "background", "running_event": "incident",
}  # fmt: skip


def cases() -> list[dict[str, Any]]:
    with (CORPUS / "context.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def claims_of(text: str, published: str | None = "2020-10-17", title: str | None = None) -> tuple[Claim, ...]:
    return extract(make_article(text, published=published, title=title)).claims


def figures_of(text: str, published: str | None = "2020-10-17", title: str | None = None) -> list[Figure]:
    found = [figure for claim in claims_of(text, published, title) for figure in claim.figures]
    return sorted(found, key=lambda figure: (figure.span, figure.low or 0))


def settled(figure: Figure) -> list[Any]:
    event, place = figure.event, figure.place
    day = [event.start and event.start[:10], event.end and event.end[:10]] if event else [None, None]
    return [figure.low, figure.scope, *day, place.text if place else None]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["rule"])
def test_scope_event_and_place(case: dict[str, Any]) -> None:
    figures = figures_of(case["text"], case["published"], case.get("title"))
    found = sorted(figures, key=lambda f: case["text"].find(f.text))
    assert sorted(map(settled, found), key=str) == sorted(case["expect"], key=str)


ENTRIES = [(table, entry) for table in SCOPES for entry in LEXICON.entries[table]]


@pytest.mark.parametrize(("table", "entry"), ENTRIES, ids=lambda x: x if isinstance(x, str) else x["lemma"])
def test_word_gives_its_scope(table: str, entry: dict[str, Any]) -> None:
    assert figures_of(entry["example"])[-1].scope == SCOPES[table], entry["example"]
    for sentence in entry.get("not_in", ()):
        assert figures_of(sentence)[-1].scope != SCOPES[table], sentence


@pytest.mark.parametrize("table", TABLES["scope"])
def test_examples_hold_their_word(table: str) -> None:
    for entry in LEXICON.entries[table]:
        example = f" {entry['example'].lower()} ".replace(",", " ,").replace(".", " .").replace("'s", " 's")
        assert any(f" {form} " in example for form in entry.get("forms", [entry["lemma"]])), entry["lemma"]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Four people have died; one of them, a 28-year-old doctor, died in Kano.", [None, "medics"]),
        ("Two civilians were wounded, one of whom, a boy of nine, later died.", ["civilians", "children"]),
        ("Eight brave members of the National Police were killed.", ["police"]),
        ("Loyal forces had lost four men, the minister said.", ["soldiers"]),
        ("Six officers of the old army were executed in 1986.", ["soldiers"]),
        ("The police lost track of the van. Four men were killed.", [None]),
        ("Fourteen rebels were killed, including two commanders.", ["militants", "militants"]),
        ("Five Taliban were killed.", ["militants"]),
        ("Six soldiers were wounded. Two of the wounded were in critical condition.", ["soldiers", "soldiers"]),
    ],
)
def test_group_of_victims(text: str, groups: list[str | None]) -> None:
    assert [figure.group for figure in figures_of(text)] == groups


def test_place_of_an_attribution_comes_last() -> None:
    text = "Two people were shot dead in Visalia on Thursday, police in Tulare said."
    assert [f.place and f.place.text for f in figures_of(text)] == ["Visalia"]


def test_claim_without_figures_has_its_place() -> None:
    claims = claims_of("Armenia denied on Saturday that Ganja was shelled.")
    assert [claim.place.text for claim in claims if claim.place] == ["Ganja"]


def test_without_a_publication_date_nothing_is_resolved() -> None:
    figure = figures_of("Two people were killed in Oslo on Saturday.", published=None)[0]
    assert figure.event is not None and figure.event.start is None


@pytest.mark.parametrize("published", [None, "2021", "2021-01", "0001-01-01", "9999-12-31"])
def test_any_publication_date_will_do(published: str | None) -> None:
    for case in cases():
        figures_of(case["text"], published)
    figures_of("Two shot overnight\n\nTwo people were killed on Sunday.", published)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(" ".join(c["text"] for c in cases()).split()), max_size=60))
def test_never_raises(words: list[str]) -> None:
    claims_of(" ".join(words))


def test_takes_no_square_of_a_sentence() -> None:
    sentence = "At least 12 people were killed Tuesday in Kabul, police said, and 30 were wounded in Herat on Monday"
    took = []
    for times in (100, 400):
        began = time.perf_counter()
        claims_of(", and ".join([sentence] * times))
        took.append(time.perf_counter() - began)
    assert took[1] < 12 * took[0]
