"""Places found in a text, told apart, and what the gazetteer knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.extract.mentions import PlaceMention
from claimtrack.extract.places import find_places
from claimtrack.extract.segment import segment
from claimtrack.lexicon import load
from claimtrack.normalize.places import choose, fold, gazetteer, look_up, people

LEXICON = load("en")
CORPUS = Path(__file__).parent / "corpus" / "en" / "places.jsonl"
TABLES = (
    "place_alias", "state_abbreviation", "region_word", "region_word_before", "town_noun", "direction", "locative",
    "venue", "place_noun", "place_owner", "person_name", "person_title", "not_place", "feature", "feature_before",
    "place_opening", "place_ending", "name_particle", "place_verb", "place_of", "place_has", "place_event", "not_at",
    "goes_from", "between_places", "distance", "place_lead", "not_head",
)  # fmt: skip
ENTRIES = [entry for table in TABLES for entry in LEXICON.entries[table]]


def cases() -> list[Any]:
    found = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        found.append(pytest.param(case, id=case["text"][:60], marks=marks))
    return found


def find(text: str) -> list[PlaceMention]:
    return find_places(segment(text, LEXICON), LEXICON)


def test_every_text_of_the_corpus_stands_once() -> None:
    texts = [json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("case", cases())
def test_places_of_a_text(case: dict[str, Any]) -> None:
    found = [[m.place.text, m.place.name, m.place.country, m.rank] for m in find(case["text"])]
    assert found == case["expect"]


def test_a_name_that_stays_open_has_no_coordinates() -> None:
    (mention,) = find("Two officers were shot near Wellston.")
    assert (mention.place.country, mention.place.latitude) == ("US", None)


def test_what_else_the_article_names_settles_a_name() -> None:
    found = find("Two officers were shot near Wellston. The gunman fled to Sayre, Oklahoma.")
    assert round(found[0].place.latitude or 0) == 36


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["lemma"]))
def test_example_of_the_lexicon_names_a_place(entry: dict[str, Any]) -> None:
    if "example" in entry:
        assert find(entry["example"]), entry["example"]
    for text in entry.get("not_in", ()):
        assert not find(text), text


_WORDS = st.sampled_from(
    (
        "Lake", "al-Qasr", "ZARMINA", ":", "at", "and", "entered", "410", "Co", "between", "off", "de", "who", "where",
        "in", "near", "the", "of", "village", "St", ".", ",", "Ala", "'s", "Kabul", "Jordan", "New", "York", "County",
        "Ganja", "Azerbaijan", "northern", "Northern", "Mr", "said", "Police", "Zarmina", "U.S.", "\n\n", "(", "-", "a",
    )
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(_WORDS).map(" ".join), st.lists(_WORDS).map("".join)))
def test_any_text_is_read_and_spans_are_their_text(text: str) -> None:
    doc = segment(text, LEXICON)
    end = 0
    for mention in find_places(doc, LEXICON):
        place = mention.place
        assert text[place.span.start : place.span.end] == place.text
        assert mention.first >= end
        assert 0 <= mention.rank <= 3
        end = mention.last
        assert mention.last > mention.first


def test_former_name_leads_to_the_present_one() -> None:
    assert [(p.name, p.country) for p in look_up("Kiev")][:1] == [("Kyiv", "UA")]


@pytest.mark.parametrize(
    ("one", "other"), [("Dar-es-Salaam", "Dar es Salaam"), ("Saint Louis", "St. Louis"), ("Sana'a", "Sanaa")]
)
def test_spellings_fold_into_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_unknown_name_has_no_places() -> None:
    assert look_up("Zarmina Bolaqi") == look_up("") == look_up("x" * 300) == ()


def test_namesakes_come_most_populous_first() -> None:
    sizes = [p.size for p in look_up("Birmingham") if not p.alias]
    assert sizes == sorted(sizes, reverse=True)
    assert people(look_up("Birmingham")[0]) > 1_000_000


def test_evidence_moves_the_choice() -> None:
    places = look_up("Birmingham")
    states = gazetteer().country_number("US")
    first, moved = choose(places, {}), choose(places, {states: 1.0})
    assert first and moved
    assert (first.country, moved.country) == ("GB", "US")


def test_nothing_is_chosen_among_none() -> None:
    assert choose((), {}) is None
