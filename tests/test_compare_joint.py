"""A disaster in two places: tolls by place and joint, told apart (the figures of ``data/disaster/``)."""

from __future__ import annotations

import pytest

from claimtrack.compare.incidents import link
from claimtrack.compare.joint import find_joint
from claimtrack.compare.matrix import compare
from claimtrack.compare.relations import make_sayings, relate
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import voices
from tests.figures import row

MARTY, RIEUX, FERRAND, CAUSSE = "Hélène Marty", "Paul Rieux", "Luc Ferrand", "Odile Causse"


def said(day: int, name: str | None, value: int, place: str | None = "Millau", outlet="Northgate", **fields) -> Row:
    published = f"2019-05-{day:02}"
    told = {"event": "2019-05-07"} if day == 7 else {}
    mode = "indirect" if name else "narrated"
    return row(value, published=published, name=name, place=place, country="FR", outlet=outlet, mode=mode,
               article_id=f"{outlet}-{day}", **{**told, **fields})  # fmt: skip


R = {
    "07 N Marty": said(7, MARTY, 9, modifier="at_least"),
    "07 R Marty": said(7, MARTY, 9, modifier="at_least", outlet="Rouergue"),
    "07 N missing": said(7, MARTY, 30, outcome="missing"),
    "07 R missing": said(7, MARTY, 30, outcome="missing", outlet="Rouergue"),
    "07 Rieux": said(7, RIEUX, 0, "Albi"),
    "08 N both": said(8, "civil protection", 17, claim_text="The bursting dam has killed 17 people in Millau and Albi"),
    "08 C both": said(8, "civil protection", 17, outlet="Courier",
                      claim_text="The bursting dam has killed 17 people in Millau and Albi"),
    "08 N Marty": said(8, MARTY, 14), "08 C Marty": said(8, MARTY, 14, outlet="Courier"),
    "08 was": said(8, MARTY, 9, modifier="at_least", relation="previous"),
    "08 Rieux": said(8, RIEUX, 3, "Albi"), "08 C Rieux": said(8, RIEUX, 3, "Albi", outlet="Courier"),
    "09 Marty": said(9, MARTY, 16, outlet="Rouergue"),
    "09 Belgians": said(9, "Belgian foreign ministry", 4, outlet="Rouergue", relation="subset", group="other",
                        victims="Belgian"),
    "09 Roux": said(9, "Serge Roux", 15, modifier="more_than", outlet="Courier"),
    "10 both": said(10, FERRAND, 24, claim_id="x", claim_text="24 have died: 19 in Millau and five in Albi"),
    "10 Ferrand": said(10, FERRAND, 19, claim_id="x", claim_text="24 have died: 19 in Millau and five in Albi"),
    "10 Ferrand Albi": said(10, FERRAND, 5, "Albi", claim_id="x",
                            claim_text="24 have died: 19 in Millau and five in Albi"),
    "10 missing both": said(10, FERRAND, 12, None, outcome="missing",
                            claim_text="Twelve people were still missing and 88 had been injured in the two towns"),
    "10 Causse": said(10, CAUSSE, 8, "Albi", outlet="Rouergue"),
    "10 Marty": said(10, MARTY, 19, outlet="Rouergue"),
    "11 Marty": said(11, MARTY, 21, outlet="Courier"),
    "11 two more": said(11, MARTY, 2, outlet="Courier", relation="increment"),
    "12 Courier": said(12, None, 19, outlet="Courier"),
    "12 two": said(12, MARTY, 2, relation="increment"),
    "13 Marty": said(13, MARTY, 20, outlet="Rouergue"),
    "13 was": said(13, MARTY, 23, outlet="Rouergue", relation="previous"),
    "14 Rieux": said(14, RIEUX, 6, "Albi"), "14 Causse": said(14, CAUSSE, 6, "Albi"), "14 Marty": said(14, MARTY, 20),
    "15 1934": said(15, None, 66, "Albi", outlet="Courier", event="1934-03-15", scope="background"),
    "16 both": said(16, FERRAND, 26, claim_id="y", outlet="Rouergue"),
    "16 Millau": said(16, FERRAND, 20, claim_id="y", outlet="Rouergue", claim_text="26 by the flood: 20 in Millau"),
    "16 Albi": said(16, FERRAND, 6, "Albi", claim_id="y", outlet="Rouergue", claim_text="26 by the flood"),
}  # fmt: skip
R["16 both"] = R["16 both"]._replace(claim_text="26 by the flood: 20 in Millau and six in Albi")
# what data/README.md says of each two
PAIRS = [
    ("07 N Marty", "07 R Marty", "same"), ("07 N missing", "07 R missing", "same"),
    ("07 N Marty", "07 Rieux", "other scope"), ("07 N Marty", "08 N Marty", "update"),
    ("08 was", "07 N Marty", "restated"), ("07 Rieux", "08 Rieux", "update"), ("08 N both", "08 C both", "same"),
    ("08 N Marty", "08 C Marty", "same"), ("08 N both", "08 N Marty", "other scope"),
    ("08 N both", "08 Rieux", "other scope"), ("08 N Marty", "09 Marty", "update"),
    ("09 Belgians", "09 Marty", "subset"), ("09 Roux", "09 Marty", "compatible"), ("09 Marty", "10 Ferrand", "update"),
    ("09 Marty", "10 Marty", "update"), ("10 Ferrand", "10 Marty", "same"), ("08 Rieux", "10 Ferrand Albi", "update"),
    ("10 Ferrand Albi", "10 Causse", "contradiction"), ("08 N both", "10 both", "update"),
    ("10 both", "10 Ferrand", "other scope"), ("10 both", "10 Ferrand Albi", "other scope"),
    ("07 N missing", "10 missing both", "other scope"), ("10 Marty", "11 Marty", "update"),
    ("11 two more", "11 Marty", "increment"), ("11 Marty", "12 Courier", "restated"),
    ("12 two", "11 Marty", "increment"),
    ("11 Marty", "13 Marty", "revision down"), ("13 was", "13 Marty", "revision down"),
    ("10 Ferrand Albi", "14 Rieux", "update"), ("10 Causse", "14 Causse", "revision down"),
    ("14 Rieux", "14 Causse", "same"), ("13 Marty", "14 Marty", "restated"), ("15 1934", "14 Rieux", "other scope"),
    ("10 both", "16 both", "update"), ("14 Marty", "16 Millau", "restated"), ("14 Rieux", "16 Albi", "restated"),
]  # fmt: skip


@pytest.fixture(scope="module")
def incident():
    return next(i for i in link(R.values()) if i.scope == "incident")


def test_a_joint_toll_is_told_from_those_of_its_places():
    assert {key for key, r in R.items() if r.figure_id in find_joint([*R.values()])} == {
        "08 N both", "08 C both", "10 both", "10 missing both", "16 both",
    }  # fmt: skip


def test_two_places_named_apart_or_with_tolls_of_their_own_are_not_joint():
    apart = said(8, MARTY, 10, claim_text="10 died in Millau when rain fell over the hills above Albi")
    one, two = (said(8, MARTY, v, p, claim_id="z", claim_text="10 in Millau and 3 in Albi")
                for v, p in ((10, "Millau"), (3, "Albi")))  # fmt: skip
    assert find_joint([apart, R["08 Rieux"]]) == {}
    assert find_joint([one, two]) == {}


def test_a_town_with_its_region_beside_it_is_one_place():
    one = said(8, MARTY, 10, claim_text="10 died in Millau, Aveyron, near Albi")
    others = [R["08 Rieux"]._replace(article_id=one.article_id, place=place) for place in ("Aveyron", "Albi")]
    assert find_joint([one, *others]) == {}
    joined = one._replace(claim_text="10 died in Millau, Aveyron and Albi")
    assert find_joint([joined, *others]) == {joined.figure_id: ("Millau", "Aveyron", "Albi")}


def test_both_places_are_one_incident_with_a_block_each(incident):
    assert incident.id == "millau-fr-2019-05-07"
    (page,) = [p for p in compare([incident]) if p.incident is incident]
    titles = [block.title for block in page.blocks]
    assert titles[:3] == ["killed, Millau", "killed, Albi", "killed, Millau and Albi"]


@pytest.mark.parametrize(("first", "second", "kind"), PAIRS)
def test_each_difference_gets_the_right_relation(first, second, kind, incident):
    tied = {r.figure_id: r for r in incident.rows}
    rows = {key: tied.get(r.figure_id, r) for key, r in R.items()}
    every = make_sayings(rows.values(), voices(rows.values()), 737186)
    of = {s.row.figure_id: s for s in every}
    verdict = relate(of[R[first].figure_id], of[R[second].figure_id], every)
    assert verdict.kind == kind, verdict.reason


def test_the_stale_copy_is_named_as_such(incident):
    every = [s for s in make_sayings(incident.rows, voices(incident.rows)) if s.row.outcome == "killed"]
    of = {s.row.figure_id: s for s in every}
    verdict = relate(of[R["11 Marty"].figure_id], of[R["12 Courier"].figure_id], every)
    assert verdict.stale
    assert verdict.reason == "stale copy: repeats 19 though Courier had passed it with 21 on 11 May"
