"""Whom a figure counts; and that no range mixes two populations."""

from __future__ import annotations

import pytest

from claimtrack.compare.incidents import link
from claimtrack.compare.matrix import compare
from claimtrack.compare.populations import Populations
from claimtrack.compare.relations import make_sayings, relate
from tests.figures import row

DAY = "2020-10-17"


@pytest.mark.parametrize(("fields", "words"), [
    ({}, ""), ({"victims": "people"}, ""), ({"group": "civilians"}, ""), ({"group": "soldiers"}, "soldiers"),
    ({"group": "aid_workers"}, "aid workers"), ({"group": "other", "victims": "a young miner"}, "miners"),
    ({"group": "other", "victims": "the fisherman"}, "fishermen"), ({"group": "other"}, "others"),
    ({"group": "other", "victims": "workers of the company"}, "workers"),
    ({"victims": "Americans"}, "people of United States"), ({"victims": "Azerbaijani villagers"}, ""),
    ({"group": "soldiers", "victims": "Azerbaijani soldiers"}, "soldiers of Azerbaijan"),
    ({"outcome": "destroyed", "unit": "home", "victims": "houses"}, ""),
])  # fmt: skip
def test_a_population_is_a_group_or_a_nation_that_the_text_names(fields, words):
    one = row(3, **fields)
    assert Populations([one]).of(one).words == words


def test_civilians_are_people_at_large_until_others_were_hit():
    few, guards = row(3, group="civilians"), row(2, group="soldiers", relation="subset")
    assert Populations([few]).of(few).words == ""
    assert Populations([few, guards]).of(few).words == "civilians"


def test_no_nation_is_foreign_where_the_country_is_not_known():
    one = row(3, victims="Kenyans", country=None)
    assert Populations([one]).of(one).words == ""
    assert Populations([one], "SO").of(one).words == "people of Kenya"


def ranges(*rows):
    (page,) = compare(link(rows))
    return {block.title: block.ranges.get(DAY, "") for block in page.blocks}


def test_a_range_never_mixes_groups():
    said = [(12, "civilians"), (15, "civilians"), (31, "soldiers"), (40, None), (200, "militants"), (4, "children")]
    assert ranges(*(row(n, group=group, event=DAY, name=str(n)) for n, group in said)) == {
        "killed": "40", "killed (children)": "4", "killed (civilians)": "12 to 15", "killed (militants)": "200",
        "killed (soldiers)": "31",
    }  # fmt: skip


def test_a_range_never_mixes_nations():
    army = {"group": "soldiers", "event": DAY}
    assert ranges(
        row(31, victims="Russian soldiers", name="A", **army), row(9, victims="Ukrainian soldiers", name="B", **army),
        row(70, name="C", **army), row(3, victims="Germans", event=DAY, name="D"),
    ) == {
        "killed (people of Germany)": "3", "killed (soldiers)": "70", "killed (soldiers of Russia)": "31",
        "killed (soldiers of Ukraine)": "9",
    }  # fmt: skip


def test_a_part_and_an_increment_stand_with_the_toll_that_they_belong_to():
    all_, kids = row(12, event=DAY, article_id="x", name="A"), {"group": "children", "article_id": "x", "name": "A"}
    part, more = row(2, relation="subset", **kids), row(1, relation="increment", event=DAY, **kids)
    lost = row(5, relation="increment", group="soldiers", event=DAY, name="B")
    (page,) = compare(link([all_, part, more, lost, row(3, group="children", event=DAY, name="C")]))
    assert {b.title: [c.words for c in b.cells.values()] for b in page.blocks} == {
        "killed": ["12 (2 children), +1 child"], "killed (children)": ["3"], "killed (soldiers)": ["+5 soldiers"],
    }  # fmt: skip


@pytest.mark.parametrize(("text", "claim", "included"), [
    ("Six people, including the gunman, were killed", "Six people, including the gunman, were killed", True),
    ("killing six people", "killing six people, including the attacker", True),
    ("11 people wounded", "11 people wounded and six killed, including the attacker", False),
    ("Five people were killed", "Five people were killed, not counting the gunman", False),
    ("Five people were killed", "Five people were killed. The gunman died", False),
])  # fmt: skip
def test_a_toll_may_count_the_attacker(text, claim, included):
    one = row(6, text=text, claim_text=claim)
    assert Populations([one]).of(one).attacker is included


def test_a_part_of_a_part_stands_with_the_whole():
    whole = row(18, event=DAY, article_id="x", name="A")
    civil = row(16, group="civilians", relation="subset", part_of=whole.figure_id, article_id="x", name="A")
    kids = row(4, group="children", relation="subset", part_of=civil.figure_id, article_id="x", name="A")
    other = row(22, group="civilians", event=DAY, name="B")
    (page,) = compare(link([whole, civil, kids, other, row(9, group="militants", event=DAY, name="C")]))
    cells = {block.title: [cell.words for cell in block.cells.values()] for block in page.blocks}
    assert cells["killed"] == ["18 (16 civilians, 4 children)"]


@pytest.mark.parametrize(("text", "behind", "area"), [
    ("killed more than 1,900 people", " in Turkey and Syria on Monday", "Turkey and Syria"),
    ("More than 5,000 people died", " in the earthquake that struck Turkey and Syria", "Turkey and Syria"),
    ("76 people were killed", " in Turkey and 42 in Syria", None),
    ("3,419 people died", " in Turkey", None),
    ("12 were killed", " in Kenya, Uganda and Somalia", "Kenya, Uganda and Somalia"),
])  # fmt: skip
def test_countries_counted_together_are_not_one_of_them(text, behind, area):
    one = row(9, place="Turkey", country="TR", text=text, claim_text=text + behind)
    assert Populations([one]).of(one).area == area


def test_a_toll_of_two_countries_is_no_rival_of_one_countrys():
    turkey = {"place": "Turkey", "country": "TR", "event": DAY}
    both = row(5000, modifier="more_than", text="5,000 died", claim_text="5,000 died in Turkey and Syria", **turkey)
    (page,) = compare(link([both, row(3419, **turkey)]))
    assert {block.title: block.ranges[DAY] for block in page.blocks} == {
        "killed": "3,419", "killed (Turkey and Syria)": "5,001 or more",
    }  # fmt: skip
    one, two = make_sayings(page.incident.rows, page.voices)
    assert relate(one, two).kind == "other scope"


def test_the_noun_that_came_first_is_people_at_large_once_others_count_without_it():
    miners = {"group": "other", "victims": "miners"}
    first, later = row(4, published="2020-10-17", **miners), row(17, published="2020-10-19", **miners)
    plain = row(12, published="2020-10-18")
    assert {Populations([first, plain, later]).of(r).words for r in (first, plain, later)} == {""}
    assert Populations([first, later]).of(later).words == "miners"
    assert Populations([plain._replace(published="2020-10-16"), first]).of(first).words == "miners"
    part = row(2, relation="subset", **miners)
    assert Populations([first, plain, part]).of(first).words == "miners"
