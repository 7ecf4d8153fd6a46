"""How two figures stand to each other."""

from __future__ import annotations

import pytest

from claimtrack.compare.relations import make_sayings, relate
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import voices
from tests.figures import denial, row

D17, D18, D19 = "2020-10-17", "2020-10-18", "2020-10-19"


def kind(a: Row, b: Row, *history: Row) -> str:
    return verdict(a, b, *history).kind


def verdict(a: Row, b: Row, *history: Row):
    every = [a, b, *history]
    sayings = {id(s.row): s for s in make_sayings(every, voices(every), 737715)}
    one, two = relate(sayings[id(a)], sayings[id(b)], [*sayings.values()]), relate(
        sayings[id(b)], sayings[id(a)], [*sayings.values()])  # fmt: skip
    assert one.kind == two.kind, "the order of asking makes no difference"
    assert one.reason
    return one


def said(value: int, day: str, name: str = "Police", **fields) -> Row:
    return row(value, published=day, name=name, **fields)


@pytest.mark.parametrize(("one", "other", "expect"), [
    (said(12, D17), said(12, D17, "Prosecutors"), "same"),
    (said(12, D17), said(12, D17, outlet="TASS"), "same"),
    (said(12, D17), said(12, D18), "restated"),
    (said(12, D17), said(13, D18), "update"),
    (said(12, D17), said(13, D18, "Prosecutors"), "update"),
    (said(10, D17, modifier="at_least"), said(12, D18), "update"),
    (said(13, D17), said(12, D18), "revision down"),
    (said(13, D17), said(9, D18, "Prosecutors"), "contradiction"),
    (said(10, D17, modifier="at_least"), said(12, D17, "Prosecutors"), "compatible"),
    (said(40, D17, modifier="more_than"), said(52, D17, "Prosecutors"), "compatible"),
    (said(40, D17, modifier="about"), said(42, D17, "Prosecutors"), "compatible"),
    (said(5000, D17, modifier="nearly"), said(5000, D17, "Prosecutors", modifier="more_than"), "contradiction"),
    (said(12, D17), said(13, D17, "Prosecutors"), "compatible"),
    (said(17, D17), said(34, D17, "Prosecutors"), "contradiction"),
    (said(12, D17), said(1, D18, relation="increment"), "increment"),
    (said(12, D17), said(2, D17, relation="subset", group="children"), "subset"),
    (said(12, D17), said(5, D18, group="soldiers"), "other scope"),
    (said(12, D17), said(3, D18, victims="Americans"), "other scope"),
    (said(74, D17, place="Nairobi"), said(81, D18, place="Kenya"), "other scope"),
    (said(12, D17), said(600, D17, scope="background"), "other scope"),
    (said(12, D17), denial(published=D17, name="Army"), "denial"),
    (said(12, D17), said(12, D17, "Army", stance="denied"), "denial"),
    (said(0, D17), said(1, D17, "Army", modifier="at_least"), "compatible"),
])  # fmt: skip
def test_two_figures_stand_to_each_other(one, other, expect):
    assert kind(one, other) == expect


def test_a_toll_that_the_text_says_is_replaced_is_an_update_or_a_revision():
    new = said(87, D18, article_id="x")
    assert kind(said(81, D18, relation="previous", article_id="x"), new) == "update"
    assert kind(said(93, D18, relation="previous", article_id="x"), new) == "revision down"


def test_an_outlet_that_falls_back_to_an_older_toll_carries_a_stale_copy():
    old, new = said(12, D17, outlet="Gazette"), said(15, D18, outlet="Gazette")
    stale = said(12, D19, outlet="Gazette")
    told = verdict(new, stale, old)
    assert told.kind == "restated"
    assert told.stale
    assert "Gazette had passed it with 15 on 18 Oct" in told.reason


def test_a_source_that_itself_goes_back_on_a_later_day_revises():
    old, new = said(12, D17), said(15, D18)
    back = said(12, D19, stated=D19)
    assert kind(new, back, old) == "revision down"


def test_a_delayed_bulletin_counts_by_when_it_was_stated():
    late = row(10, stated=D17, published=D19, name="Police")
    assert kind(late, said(12, D18)) == "update"


def test_on_one_day_clock_times_order_and_without_them_none_is_invented():
    a, b = said(12, f"{D17}T09:00:00+04:00"), said(13, f"{D17}T15:00:00+04:00")
    assert "later" in verdict(a, b).reason
    assert "order not told" in verdict(said(12, D17), said(13, D17)).reason


def test_a_smaller_count_of_one_group_is_no_revision():
    identified = said(24, D18, group="women")
    assert kind(said(35, D17), identified) == "other scope"


@pytest.mark.parametrize("outcome", ["missing", "dead_or_missing", "displaced", "detained"])
def test_a_lower_count_of_those_still_missing_is_an_update(outcome):
    for name in ("Police", "Prosecutors"):
        assert kind(said(30, D17, outcome=outcome), said(12, D18, name, outcome=outcome)) == "update"


def test_clock_times_of_publication_order_what_was_said_that_day():
    a, b = (said(n, f"{D17}T{hour}:00:00+04:00", stated=D17) for n, hour in ((12, "09"), (9, "15")))
    assert kind(a, b) == "revision down"
    assert kind(a, said(13, f"{D17}T04:00:00+00:00", stated=D17)) == "revision down", "05:00Z is after 08:00+04:00"


def test_within_hours_two_sources_may_differ_by_a_little():
    hours = [f"{D17}T{hour}:00:00+04:00" for hour in ("09", "10")]
    first, near, far = said(5, hours[0]), said(4, hours[1], "Mayor"), said(2, hours[1], "Army")
    assert kind(first, near) == "compatible"
    assert kind(first, far) == "contradiction"


def test_bodies_seen_at_one_place_are_no_rival_of_a_toll():
    nine = said(9, D17, "Agency", text="nine bodies")
    assert verdict(said(17, D17), nine).reason == "9 bodies, against a toll of 17"
    assert kind(nine, said(12, D18, "Agency")) == "update"


def test_a_toll_that_counts_the_gunman_is_another_scope():
    words = "Six people, including the gunman, were killed"
    six = said(6, D18, text=words, claim_text=words)
    assert verdict(said(5, D17), six).reason == "6 counts the attacker too, 5 does not"


def test_a_witness_of_an_outlet_does_not_make_its_copy_stale():
    three, copy = said(3, D17, outlet="Gazette"), said(3, D19, "Mayor", outlet="Gazette")
    seen = said(5, D18, "A passer-by", outlet="Gazette", kind="witness")
    assert not verdict(three, copy, seen).stale


def test_what_an_outlet_tells_in_its_own_voice_is_stale_once_others_have_passed_it():
    three, five = said(3, D17), said(5, D18, "Mayor", outlet="TASS")
    copy = said(3, D19, "", outlet="Gazette", mode="narrated")
    told = verdict(five, copy, three)
    assert told.stale
    assert told.reason == "stale copy: repeats 3 though Mayor had passed it with 5 on 18 Oct"
    assert kind(five, said(3, D19, "Army", outlet="Gazette"), three) == "contradiction"


def test_an_increment_beside_its_new_total_is_counted_in_it():
    more, total = said(2, D18, relation="increment", article_id="x"), said(21, D18, article_id="x")
    assert verdict(more, total).reason == "+2 is counted in the 21 of the same report"
    assert "no new total" in verdict(more, said(19, D17)).reason


def test_one_more_is_in_a_total_of_its_own_source_or_of_the_outlet_only():
    more = said(1, D18, relation="increment", article_id="x")
    for total, words in ((said(8, D18, article_id="x"), "counted in the 8"),
                         (said(8, D18, None, article_id="x", mode="narrated"), "counted in the 8"),
                         (said(8, D18, "Army", article_id="x"), "no new total")):  # fmt: skip
        assert words in verdict(total, more).reason


def test_the_rescues_of_two_days_are_two():
    first, second = (said(n, day, outcome="rescued", event=day) for n, day in ((11, D17), (8, D18)))
    assert kind(first, second) == "other scope"


def test_what_its_source_has_given_up_contradicts_nobody():
    first, own = said(21, D17), said(20, D18)
    rival = said(20, D19, "Prosecutors")
    assert kind(first, rival) == "contradiction"
    assert verdict(first, rival, own).reason == "Police had come from 21 to 20 by then"
    was = said(5, D17, "Prosecutors", relation="previous")
    assert kind(said(8, D17), was) == "update"


def test_parts_and_increments_of_one_place_are_none_of_another():
    total = said(8, D17, place="Barda")
    assert kind(total, said(2, D17, relation="increment", place="Ganja")) == "other scope"
    assert kind(total, said(2, D17, relation="subset", group="children", place="Ganja")) == "other scope"
    assert kind(total, said(2, D17, relation="subset", group="children", place="Barda and Ganja")) == "subset"
