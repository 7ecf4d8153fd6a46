"""Which figures speak of one event."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimtrack.compare.incidents import Incident, link
from claimtrack.compare.rows import Row
from tests.figures import denial, row


def one(rows: list[Row], of: Row) -> Incident:
    return next(i for i in link(rows) if of in i.rows)


def reasons(rows: list[Row], of: Row) -> str:
    return "; ".join(next(t for t in one(rows, of).ties if t.row is of).reasons)


def test_same_place_and_day_are_one_incident_and_another_day_is_another():
    a, b, c = row(10, event="2020-10-11"), row(12, event="2020-10-17"), row(13, event="2020-10-17")
    found = link([a, b, c])
    assert sorted(i.id for i in found) == ["ganja-az-2020-10-11", "ganja-az-2020-10-17"]
    assert one([a, b, c], c).rows == [b, c]


def test_another_place_is_another_incident():
    assert len(link([row(10, event="2020-10-11"), row(10, event="2020-10-11", place="Tartar")])) == 2


def test_an_undated_figure_takes_the_date_of_its_article_and_says_so():
    a = row(9, event="2020-10-11", article_id="x", published="2020-10-18")
    b, c = row(35, outcome="injured", article_id="x", published="2020-10-18"), row(12, event="2020-10-17")
    assert one([a, b, c], b).id == "ganja-az-2020-10-11"
    assert "rest of the article" in reasons([a, b, c], b)


def test_an_undated_figure_takes_the_nearest_event_before_it_was_said():
    dated = [row(9, event="2020-10-11"), row(12, event="2020-10-17")]
    new = row(10, published="2020-10-17")
    old = row(10, published="2020-10-12")
    assert one([*dated, new], new).id == "ganja-az-2020-10-17"
    assert one([*dated, old], old).id == "ganja-az-2020-10-11"
    assert "inferred from the day it was said" in reasons([*dated, old], old)


def test_the_day_stated_counts_before_the_day_published():
    dated = [row(9, event="2020-10-11"), row(12, event="2020-10-17")]
    late = row(9, stated="2020-10-12", published="2020-10-19")
    assert one([*dated, late], late).id == "ganja-az-2020-10-11"


def test_what_fits_two_incidents_joins_neither_and_names_both():
    dated = [row(10, event="2020-10-11"), row(13, event="2020-10-17")]
    lost = row(10, published="2020-10-29")
    found = one([*dated, lost], lost)
    assert found.rows == [lost]
    assert found.fits == ("ganja-az-2020-10-11", "ganja-az-2020-10-17")


def test_undated_figures_alone_make_an_incident_whose_day_is_inferred():
    a, b = row(10, published="2020-10-17"), row(12, published="2020-10-18")
    found = one([a, b], a)
    assert found.rows == [a, b]
    assert found.inferred
    assert found.start == "2020-10-17"


def test_incident_cumulative_and_background_never_mix():
    rows = [row(10, event="2020-10-17"), row(47, scope="cumulative"), row(600, scope="background", event="1992")]
    assert {i.scope for i in link(rows)} == {"incident", "cumulative", "background"}


def test_two_starts_of_one_period_within_a_few_days_are_one():
    a = row(41, scope="cumulative", event_start="2020-09-01", event_grain="month", place="Azerbaijan")
    b = row(47, scope="cumulative", event_start="2020-09-27", event_grain="day", place="Azerbaijan")
    assert one([a, b], a).rows == [b, a] or set(one([a, b], a).rows) == {a, b}


def test_a_tally_of_the_whole_country_is_not_one_of_the_city():
    a, b = row(26, scope="cumulative"), row(47, scope="cumulative", place="Azerbaijan")
    assert len(link([a, b])) == 2


def test_a_subset_an_increment_and_a_replaced_toll_follow_their_total():
    total = row(10, event="2020-10-11", article_id="x", published="2020-10-12")
    died = row(1, relation="increment", event="2020-10-12", article_id="x", published="2020-10-12")
    women = row(4, relation="subset", part_of=total.figure_id, place=None, article_id="x")
    before = row(9, relation="previous", article_id="x", published="2020-10-12")
    rows = [total, died, women, before]
    assert [i.id for i in link(rows)] == ["ganja-az-2020-10-11"]


def test_a_denial_joins_what_it_denies_and_makes_no_incident_of_its_own():
    a, no = row(9, event="2020-10-11"), denial(published="2020-10-11", speaker="Shushan Stepanyan")
    assert no in one([a, no], a).rows
    assert link([no]) == []


def test_a_denial_without_a_place_joins_the_incident_of_its_article():
    a = row(12, event="2020-10-17", article_id="x")
    no = denial(article_id="x", place=None, country=None)
    assert no in one([a, no], a).rows


def test_a_night_of_two_days_joins_the_day_that_others_state():
    a = row(9, event="2020-10-11")
    b = row(9, event_start="2020-10-10", event_end="2020-10-11", event_grain="part_of_day")
    assert one([a, b], b).id == "ganja-az-2020-10-11"


def test_a_month_that_holds_two_strikes_is_ambiguous_and_one_that_holds_one_is_not():
    month = row(33, event_start="2020-10-01", event_end="2020-10-31", event_grain="month", published="2021-01")
    first, second = row(9, event="2020-10-11"), row(12, event="2020-10-17")
    assert one([first, month], month).id == "ganja-az-2020-10-11"
    assert len(one([first, second, month], month).fits) == 2


def test_a_figure_without_a_place_takes_its_articles_and_says_so():
    a = row(9, event="2020-10-11", article_id="x")
    b = row(35, outcome="injured", place=None, country=None, event="2020-10-11", article_id="x")
    assert one([a, b], b).id == "ganja-az-2020-10-11"
    assert "place from the rest" in reasons([a, b], b)


def test_the_order_of_rows_makes_no_difference():
    rows = [row(10, event="2020-10-11"), row(13, event="2020-10-17"), row(10, published="2020-10-29"),
            row(35, published="2020-10-12", outcome="injured"), row(47, scope="cumulative")]  # fmt: skip
    as_sets = [{(i.id, frozenset(i.rows)) for i in link(order)} for order in (rows, rows[::-1])]
    assert as_sets[0] == as_sets[1]


days = st.one_of(st.none(), st.sampled_from(["2020-10-11", "2020-10-17", "2020-10", "1992", "nonsense"]))


@given(st.lists(st.builds(
    row, st.integers(0, 99), event=days, stated=days, published=days,
    place=st.sampled_from(["Ganja", "Azerbaijan", "Тертер", "", None]), country=st.sampled_from(["AZ", None]),
    scope=st.sampled_from(["incident", "cumulative", "background"]), article_id=st.sampled_from(["x", "y"]),
    relation=st.sampled_from(["total", "subset", "increment", "previous"]),
), max_size=12))  # fmt: skip
def test_every_figure_is_in_exactly_one_incident(rows):
    found = [r.figure_id for i in link(rows) for r in i.rows]
    assert sorted(found) == sorted(r.figure_id for r in rows)


def test_a_rescue_days_later_makes_no_event_of_its_own():
    blast = row(12, event="2020-10-12", published="2020-10-13")
    saved = row(8, outcome="rescued", event="2020-10-15", published="2020-10-15", article_id="x")
    toll = row(14, published="2020-10-15", article_id="x")
    undated = row(15, published="2020-10-18")
    assert [i.id for i in link([blast, saved, toll, undated])] == ["ganja-az-2020-10-12"]
    assert [i.id for i in link([saved])] == ["ganja-az-2020-10-15"]
