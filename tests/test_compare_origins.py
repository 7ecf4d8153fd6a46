"""Where a claim came from; and what could be known when."""

from __future__ import annotations

import json

import pytest

from claimtrack.compare.clock import known_by, not_after
from claimtrack.compare.origins import Ends, Text, credit, origins
from tests.figures import row

WORDS = "Rescue crews were still pulling people out of the debris, Hajiyev wrote"


def text(n: int, outlet: str, words: str, voice: str = "hajiyev", published: str = "2020-10-17", chain=()) -> Text:
    return Text(f"c{n}", f"a-{outlet}", outlet, published, voice, words, json.dumps(list(chain)))


def test_an_outlet_that_repeats_paragraphs_is_no_origin_for_their_speaker_but_is_for_others():
    texts = [
        text(1, "Anadolu Agency", WORDS, published="2020-10-16"), text(2, "Daily Pakistan", WORDS),
        text(3, "Daily Pakistan", "around 20 houses were destroyed"),
        text(4, "Daily Pakistan", "Twelve people were killed", "prosecutors"),
    ]  # fmt: skip
    found = origins(texts, {})
    assert [found[f"c{n}"].label for n in (1, 2, 3, 4)] == ["Anadolu", "Anadolu", "Anadolu", "Daily Pakistan"]
    assert found["c3"].reason == "repeats the words of Anadolu Agency"


def test_short_claims_alike_are_no_copy():
    texts = [text(1, "Trend", "12 people were killed"), text(2, "TASS", "12 people were killed")]
    assert {o.label for o in origins(texts, {}).values()} == {"Trend", "TASS"}


def test_a_medium_in_the_chain_is_the_origin():
    chain = [{"name": "Prosecutors", "kind": "official"}, {"name": "Echo of Moscow", "kind": "media"}]
    assert origins([text(1, "Caucasian Knot", WORDS, chain=chain)], {})["c1"].label == "Echo of Moscow"


@pytest.mark.parametrize(("head", "foot", "agency"), [
    ("BAKU (Reuters) - At least 13", "", "Reuters"), ("", "condemned it. (Anadolu Agency)", "Anadolu"),
    ("", "Reporting with AFP", "AFP"), ("KABUL, March 3 (AP) -", "", "AP"), ("The (old) town", "(see below)", None),
    ("", "", None),
])  # fmt: skip
def test_an_agency_is_credited_at_the_head_or_the_foot(head, foot, agency):
    assert credit(Ends(head, foot)) == agency


def test_five_outlets_with_one_agencys_claim_are_one_origin():
    texts = [text(n, f"Outlet {n}", f"some words of their own {n}") for n in range(5)]
    ends = {t.article_id: Ends("CITY (Reuters) - ", "") for t in texts}
    assert {o.label for o in origins(texts, ends).values()} == {"Reuters"}


@pytest.mark.parametrize(("one", "moment", "expect"), [
    ("2020-10-17", "2020-10-17", True), ("2020-10-17T23:00:00+04:00", "2020-10-17", True),
    ("2020-10-18", "2020-10-17", False), ("2020-10-17T10:00:00+04:00", "2020-10-17T07:00:00+00:00", True),
    ("2020-10-17T12:00:00+04:00", "2020-10-17T07:00:00+00:00", False), ("2020-10", "2020-10-17", True),
    ("2020-10-17", "2020-10", True), ("2021", "2020-12-31", False),
])  # fmt: skip
def test_a_moment_without_a_clock_time_is_the_end_of_its_day(one, moment, expect):
    assert not_after(one, moment) is expect


def test_what_was_stated_earlier_but_published_later_was_not_known():
    late = row(10, stated="2020-10-11", published="2020-10-19")
    assert known_by([late], "2020-10-12") == []
    assert known_by([late], "2020-10-19") == [late]
    assert known_by([late], "2020-10-19", {late.article_id: "2026-11-22T00:00:00Z"}) == []
