"""Cells: what stands in them, and what never does."""

from __future__ import annotations

import pytest

from claimtrack.compare.changes import changes
from claimtrack.compare.incidents import link
from claimtrack.compare.matrix import compare
from claimtrack.compare.notation import sign, span_of
from claimtrack.compare.rows import Row
from claimtrack.compare.sources import institution, voices
from tests.figures import denial, row

DAY = "2020-10-17"


def cells(rows: list[Row], rows_by="source") -> dict[tuple[str, str], str]:
    (page,) = [p for p in compare(link(rows), rows_by=rows_by) if p.incident.scope == "incident"]
    labels = {line.key: line.label for b in page.blocks for line in b.lines}
    return {(labels[c.line], c.column): c.words for b in page.blocks for c in b.cells.values()}


@pytest.mark.parametrize(("modifier", "value", "shown"), [
    ("exact", 12, "12"), ("exact", 0, "0"), ("exact", 1204, "1,204"), ("at_least", 10, "≥10"), ("more_than", 40, ">40"),
    ("about", 35, "~35"), ("at_most", 50, "≤50"), ("fewer_than", 12, "<12"), ("nearly", 5000, "≲5,000"),
])  # fmt: skip
def test_bounds_keep_their_sign(modifier, value, shown):
    assert sign(row(value, modifier=modifier)) == shown


def test_a_range_shows_both_ends_and_a_vague_word_stays_a_word():
    assert sign(row(None, modifier="between", low=20, high=30)) == "20–30"
    assert sign(row(24, modifier="vague", text="dozens of people killed")) == "dozens"
    assert sign(row(24, modifier="vague", text="des dizaines")) == "≥24"


@pytest.mark.parametrize(("figures", "words"), [
    ([(10, "at_least"), (12, "exact"), (13, "exact")], "10 to 13"),
    ([(10, "at_least"), (13, "at_least")], "10 to 13 or more"),
    ([(12, "exact"), (12, "exact")], "12"),
    ([(50, "at_most")], "up to 50"),
    ([(40, "more_than")], "41 or more"),
])  # fmt: skip
def test_a_days_range_is_the_lowest_low_and_the_highest_high(figures, words):
    assert span_of([row(value, modifier=modifier) for value, modifier in figures]) == words


def test_a_vague_word_is_no_number_in_a_range_either():
    few, many = (row(n, modifier="vague", text=f"{word} killed") for n, word in ((3, "several"), (24, "dozens")))
    assert span_of([few, row(11)]) == "several to 11"
    assert span_of([row(12), many]) == "12 to dozens"
    assert span_of([many]) == "dozens"
    assert span_of([row(30), many]) == "dozens to 30"


def test_a_subset_stands_beside_its_total_and_is_not_added():
    total = row(10, modifier="at_least", event=DAY, article_id="x", name="Hikmet Hajiyev")
    kids = row(2, relation="subset", group="children", part_of=total.figure_id, article_id="x", name="Hikmet Hajiyev")
    assert cells([total, kids]) == {("Hikmet Hajiyev", DAY): "≥10 (2 children)"}


def test_a_subset_whose_total_is_not_told_stands_alone_in_brackets():
    total = row(10, event=DAY, name="A")
    kids = row(2, relation="subset", group="children", event=DAY, name="B")
    assert cells([total, kids])["B", DAY] == "(2 children)"


@pytest.mark.parametrize(("victims", "words"), [
    ("Belgian citizens", "10 (4 Belgian citizens)"), ("people", "10 (4 of them)"), (None, "10 (4 of them)"),
])  # fmt: skip
def test_a_part_without_a_group_says_its_nation_if_it_has_one(victims, words):
    total = row(10, event=DAY, article_id="x", name="A")
    part = row(4, relation="subset", part_of=total.figure_id, article_id="x", name="A", victims=victims)
    assert cells([total, part]) == {("A", DAY): words}


def test_a_replaced_toll_is_shown_with_its_successor():
    new = row(87, event=DAY, article_id="x", name="A")
    old = row(81, relation="previous", event=DAY, article_id="x", name="A")
    assert cells([new, old]) == {("A", DAY): "81→87"}


def test_a_toll_that_was_replaced_elsewhere_says_was():
    old = row(70, relation="previous", event=DAY, name="B")
    assert cells([row(81, event=DAY, name="A"), old])["B", DAY] == "was 70"


def test_an_increment_has_a_plus_and_makes_no_total():
    died = row(1, relation="increment", event=DAY, published="2020-10-24", name="A")
    assert cells([row(12, event=DAY, name="A"), died])["A", "2020-10-24"] == "+1"


def test_two_figures_of_one_day_both_stand():
    assert cells([row(13, modifier="at_least", event=DAY, name="A"), row(13, event=DAY, name="A")]) == {
        ("A", DAY): "13, ≥13"
    }


def test_the_same_words_twice_are_one_entry_with_both_rows():
    rows = [row(12, event=DAY, name="A"), row(12, event=DAY, name="A", outlet="TASS")]
    (page,) = compare(link(rows))
    (cell,) = page.blocks[0].cells.values()
    assert cell.words == "12"
    assert cell.entries[0].rows == tuple(rows)
    assert page.blocks[0].lines[0].outlets == ("Trend", "TASS")


def test_a_denial_is_a_cell_and_a_denied_figure_keeps_its_number():
    rows = [row(12, event=DAY, name="A"), denial(name="Defence Ministry", published=DAY),
            row(400, modifier="more_than", stance="denied", event=DAY, name="B")]  # fmt: skip
    assert cells(rows)["Defence Ministry", DAY] == "✗ denies"
    assert cells(rows)["B", DAY] == "✗ >400"


def test_a_denied_figure_is_in_no_range():
    rows = [row(12, event=DAY, name="A"), row(400, stance="denied", event=DAY, name="B")]
    assert compare(link(rows))[0].blocks[0].ranges[DAY] == "12"


def test_a_cell_that_nobody_filled_is_not_there():
    rows = [row(12, event=DAY, name="A"), row(13, event=DAY, stated="2020-10-18", name="B")]
    assert set(cells(rows)) == {("A", DAY), ("B", "2020-10-18")}


def test_the_column_is_the_day_stated_else_the_day_published():
    rows = [row(9, event=DAY, stated="2020-10-18", published="2020-10-20", name="A"),
            row(9, event=DAY, published="2020-10-19T08:00:00+04:00", name="B")]  # fmt: skip
    assert {column for _, column in cells(rows)} == {"2020-10-18", "2020-10-19"}


def test_rows_can_be_outlets_or_days():
    rows = [row(12, event=DAY, name="A"), row(13, event=DAY, mode="narrated", speaker=None)]
    assert cells(rows, "outlet") == {("Trend", DAY): "12 A; 13 Trend, own account"}
    assert cells(rows, "date") == {(DAY, "A"): "12", (DAY, "Trend, own account"): "13"}


def test_homes_and_other_buildings_are_blocks_of_their_own():
    rows = [row(20, outcome="destroyed", unit=unit, event=DAY) for unit in ("home", "building")]
    (page,) = compare(link(rows))
    assert [b.title for b in page.blocks] == ["destroyed (buildings)", "destroyed (homes)"]


def test_what_a_filter_hides_still_says_which_incident_is_which():
    shown, hidden = row(10, published=DAY, name="A"), row(12, event="2020-10-16", name="B")
    (page,) = compare(link([shown, hidden]), frozenset({shown.figure_id or ""}))
    assert page.incident.id == "ganja-az-2020-10-16"
    assert [line.label for line in page.blocks[0].lines] == ["A"]


@pytest.mark.parametrize(("words", "name", "country"), [
    ("Azerbaijan's Prosecutor General's Office", "Prosecutor General's Office", "AZ"),
    ("the press service of Azerbaijan's Prosecutor General's Office", "Prosecutor General's Office", "AZ"),
    ("Azerbaijani Prosecutor General", "Prosecutor General's Office", "AZ"),
    ("prosecutors", "Prosecutor General's Office", None),
    ("Emergency Situations Minister", "Emergency Situations Ministry", None),
    ("Ministry of Emergency Situations", "Emergency Situations Ministry", None),
    ("spokeswoman for the Armenian Defence Ministry", "Defence Ministry", "AM"),
    ("assistant to the Azerbaijani president", None, "AZ"),
    ("Foreign Ministry in Baku", "Foreign Ministry", "AZ"),
    ("the foreign ministry in Brussels", "Foreign Ministry", "BE"),
    ("prime minister", None, None),
    ("", None, None),
])  # fmt: skip
def test_an_office_and_its_holder_are_one_institution(words, name, country):
    assert institution(words) == (name, country)


def test_the_ministries_of_two_countries_are_two_voices():
    rows = [row(1, name="Azerbaijan's Defence Ministry"), row(1, name="Armenian Defence Ministry"),
            row(1, name="the Defence Ministry")]  # fmt: skip
    assert len({v.key for v in voices(rows).values()}) == 3


def test_an_institution_without_a_country_is_the_one_of_that_name():
    rows = [row(1, name="Azerbaijan's Foreign Ministry"), row(1, name="the Foreign Ministry")]
    assert len({v.key for v in voices(rows).values()}) == 1


def test_an_office_speaks_for_its_one_holder_in_the_article_or_on_the_place():
    head = row(1, name="Ona Kern", role="prefect of the Tarn", article_id="a", place="Alba")
    office = {"name": None, "speaker": "The prefecture"}
    rows = [head, row(2, article_id="a", place="Oslo", **office), row(3, article_id="b", place="Alba", **office)]
    assert {v.label for v in voices(rows).values()} == {"Ona Kern"}
    elsewhere = row(4, article_id="c", place="Oslo", **office)
    rival = row(5, name="Jan Kos", role="prefect", article_id="a", place="Alba")
    assert voices([head, elsewhere])[elsewhere.claim_id].label == "The prefecture"
    assert voices([*rows, rival])[rows[1].claim_id].label == "The prefecture"


def test_a_minister_whose_post_another_report_names_is_the_ministry():
    rows = [row(1, name="Selin Kaya", role="Labour Minister"), row(2, name="Selin Kaya", role="minister")]
    assert {v.label for v in voices(rows).values()} == {"Labour Ministry"}


def test_a_surname_is_the_person_of_that_name():
    rows = [row(1, name="Hikmet Hajiyev"), row(1, name="Hajiyev")]
    assert {v.label for v in voices(rows).values()} == {"Hikmet Hajiyev"}


def test_a_toll_said_to_be_lowered_is_a_revision_down_after_a_lower_one_of_its_source_too():
    by = {"name": "Human Voice", "event": DAY}
    first = row(5, published="2020-10-18", **by)
    was, new = (row(n, published="2020-10-20", article_id="x", claim_id="x", relation=r, **by)
                for n, r in ((11, "previous"), (9, "total")))  # fmt: skip
    (page,) = compare(link([first, was, new]))
    (verdicts,) = [c.verdicts[new.figure_id] for c in changes(page) if new in c.rows]
    assert [v.kind for v in verdicts] == ["update", "revision down"]
    assert verdicts[1].reason == "11 is said to be replaced by 9"
