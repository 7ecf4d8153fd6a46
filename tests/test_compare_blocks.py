"""Kind of event and victims as criteria, and that no order of the figures makes a difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimtrack.compare.incidents import Incident, link
from claimtrack.compare.rows import Row
from tests.figures import denial, row

DAY = "2020-10-11"
QUAKE, GUN = "the quake killed some", "a gunman killed some"


def one(rows: list[Row], of: Row) -> Incident:
    return next(i for i in link(rows) if of.figure_id in [r.figure_id for r in i.rows])


def reasons(rows: list[Row], of: Row) -> str:
    return "; ".join(next(t for t in one(rows, of).ties if t.row.figure_id == of.figure_id).reasons)


def test_a_quake_and_a_shooting_of_one_town_and_day_are_two_incidents():
    a, b = row(10, event=DAY, claim_text=QUAKE), row(2, event=DAY, claim_text=GUN)
    assert sorted(i.id for i in link([a, b])) == ["ganja-az-2020-10-11-earthquake", "ganja-az-2020-10-11-shooting"]
    assert "kind of event: earthquake" in reasons([a, b], a)


def test_the_title_tells_the_kind_where_the_claim_does_not():
    a, b = row(10, event=DAY, title="Quake kills ten"), row(2, event=DAY, title="Gunman kills two")
    assert len(link([a, b])) == 2


def test_the_first_words_of_an_article_without_a_title_tell_the_kind():
    a, b = row(10, event=DAY), row(2, event=DAY)
    assert len(link([a, b])) == 1
    assert len(link([a, b], {a.article_id: "A quake shook the town.", b.article_id: "A gunman came."})) == 2


def test_words_that_may_mean_one_event_do_not_part_it():
    rows = [row(n, event=DAY, claim_text=text) for n, text in enumerate(
        ["an attack", "shelling", "a missile", "a blast", "an explosion and a fire", "nothing said"])]  # fmt: skip
    assert [i.id for i in link(rows)] == ["ganja-az-2020-10-11"]


def test_two_kinds_of_attack_in_one_article_are_one_event():
    fields = {"event": DAY, "article_id": "x"}
    a, b = row(3, claim_text="gunfire left three dead", **fields), row(1, claim_text="a boy was stabbed", **fields)
    assert len(link([a, b])) == 1
    assert len(link([a, b._replace(article_id="y")])) == 2
    assert len(link([a, row(9, claim_text=QUAKE, **fields)])) == 2


def test_a_past_event_of_the_same_day_takes_no_name_from_an_incident():
    rows = [row(3, event=DAY, claim_text=GUN), row(3, event=DAY, scope="background", claim_text=GUN)]
    assert [(i.scope, i.id) for i in link(rows)] == [
        ("incident", "ganja-az-2020-10-11"), ("background", "ganja-az-2020-10-11-2")]  # fmt: skip


def test_a_figure_without_a_kind_is_ambiguous_between_two_events_of_its_day():
    a, b = row(10, event=DAY, claim_text=QUAKE), row(2, event=DAY, claim_text=GUN)
    lost = row(3, event=DAY, outcome="injured")
    found = one([a, b, lost], lost)
    assert found.rows == [lost]
    assert found.fits == ("ganja-az-2020-10-11-earthquake", "ganja-az-2020-10-11-shooting")
    assert "the kind of event is not told" in reasons([a, b, lost], lost)


def test_a_figure_without_a_kind_stays_with_its_article():
    a, b = row(10, event=DAY, claim_text=QUAKE, article_id="x"), row(2, event=DAY, claim_text=GUN)
    other = row(30, event=DAY, outcome="injured", article_id="x")
    assert one([a, b, other], other).id == "ganja-az-2020-10-11-earthquake"
    assert "kind of event from the rest of the article" in reasons([a, b, other], other)


def test_an_undated_figure_of_another_kind_does_not_join():
    dated, new = row(10, event=DAY, claim_text=QUAKE), row(2, published="2020-10-13", claim_text=GUN)
    assert one([dated, new], new).id == "ganja-az-2020-10-13"
    assert one([dated, new], new).inferred


def test_kind_never_joins_what_place_or_day_keep_apart():
    same = [row(10, event=day, place=place, claim_text=QUAKE) for day in (DAY, "2020-10-17") for place in ("A", "B")]
    assert len(link(same)) == 4


def test_victims_single_out_one_of_two_incidents_where_both_tell_of_theirs():
    soldiers = row(5, event=DAY, group="soldiers")
    miners = row(6, event="2020-10-17", victims="Turkish miners")
    lost = row(5, published="2020-10-29", group="soldiers")
    assert one([soldiers, miners, lost], lost).id == "ganja-az-2020-10-11"
    assert "the one of several with the victims: soldiers" in reasons([soldiers, miners, lost], lost)
    silent = row(6, event="2020-10-17")
    assert len(one([soldiers, silent, lost], lost).fits) == 2


def test_what_names_no_place_joins_no_other_article_unless_day_and_kind_agree():
    def lost(text: str) -> Row:
        return row(3, event=DAY, place=None, country=None, claim_text=text)

    assert len(link([lost("three died"), lost("three died")])) == 2
    assert len(link([lost("the plane crashed"), lost("in the crash")])) == 1
    assert len(link([lost("the plane crashed"), lost("in the quake")])) == 2


def test_accents_and_a_missing_country_make_no_other_place():
    rows = [row(1, event=DAY, place="São Roque", country="BR"), row(2, event=DAY, place="Sao Roque", country=None)]
    assert [i.id for i in link(rows)] == ["sao-roque-br-2020-10-11"]


def test_what_could_happen_changes_nothing_for_what_did():
    rows = [row(9, event=DAY), row(9, published="2020-10-20"),
            row(40, scope="cumulative", event_start="2020-09-27", event_grain="day")]  # fmt: skip
    could = [row(10, event="2020-10-17", stance="hypothetical"), row(1, stance="hypothetical", relation="subset"),
             row(50, scope="cumulative", event_start="2020-09-30", event_grain="day", stance="hypothetical")]
    ids = {r.figure_id: i.id for i in link(rows) for r in i.rows}
    assert {r.figure_id: i.id for i in link(could + rows) for r in i.rows if r in rows} == ids


days = st.one_of(st.none(), st.sampled_from([DAY, "2020-10-12", "2020-10-17", "2020-12"]))
ends = st.sampled_from([None, "2020-10-12", "2020-10-18", "2020-10-31"])
figures = st.builds(
    lambda n, start, end, **fields: row(n, event_start=start, event_end=end if start and end and end >= start else
                                        start, event_grain="day", **fields),
    st.integers(0, 9), days, ends, stated=days, published=st.sampled_from([None, "2020-10-13", "2020-10-29"]),
    place=st.sampled_from(["Ganja", "Azerbaijan", "Tartar", None]), country=st.sampled_from(["AZ", None]),
    scope=st.sampled_from(["incident", "incident", "cumulative", "background"]),
    article_id=st.sampled_from(["x", "y", "z"]),
    relation=st.sampled_from(["total", "total", "subset", "increment"]),
    group=st.sampled_from([None, "soldiers", "children"]), stance=st.sampled_from(["asserted", "hypothetical"]),
    claim_text=st.sampled_from(["", QUAKE, GUN, "in the attack", "ten in Ganja and Tartar"]),
)  # fmt: skip
denials = st.builds(lambda **f: denial(**f), article_id=st.sampled_from(["x", "y"]), published=days, event=days)


def ids_of(rows: list[Row]) -> dict[str, tuple[str, float, tuple[str, ...]]]:
    return {t.row.figure_id or t.row.claim_id: (i.id, t.score, t.reasons) for i in link(rows) for t in i.ties}


@given(st.lists(st.one_of(figures, figures, denials), max_size=14), st.randoms(use_true_random=False))
def test_no_order_of_the_rows_makes_a_difference(rows, random):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert ids_of(rows) == ids_of(shuffled)
    assert set(ids_of(rows)) >= {r.figure_id for r in rows if r.figure_id}
    incidents = link(rows)
    assert len({i.id for i in incidents}) == len(incidents)
