"""Timelines, ladders and cards; and every table of the gold records, as it was approved."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from claimtrack.cli import main
from claimtrack.compare.cards import cards
from claimtrack.compare.incidents import link
from claimtrack.compare.matrix import Page, compare
from claimtrack.compare.rows import Row
from claimtrack.compare.series import ladder, timeline
from claimtrack.views.layouts import card_grids, ladder_grids, timeline_grids
from claimtrack.views.matrix import matrix_grids
from claimtrack.views.table import write_grids
from claimtrack.views.told import differences, told_lines
from tests.figures import denial, row, store_gold

SNAPSHOTS = Path(__file__).parent / "snapshots"
D17, D18, D19 = "2020-10-17", "2020-10-18", "2020-10-19"


def page(*rows: Row) -> Page:
    (found,) = compare(link(rows))
    return found


def said(value: int | None, day: str, name: str, **fields) -> Row:
    return row(value, event=D17, published=day, name=name, **fields)


def test_a_timeline_has_one_row_a_claim_in_the_order_stated():
    steps = timeline(page(said(13, D19, "B"), said(10, D17, "A"), denial(published=D18, name="C")))
    assert [(s.day, s.voice.label) for s in steps] == [(D17, "A"), (D18, "C"), (D19, "B")]
    assert [s.effect for s in steps] == [
        "first report", "denies “the city was shelled”", "update: from the 10 of A, 2 days later",
    ]  # fmt: skip


def test_a_ladder_gives_the_change_by_the_same_source_in_bounds():
    tally = {"scope": "cumulative", "place": "Azerbaijan", "event_start": "2020-09-27", "event_grain": "day"}
    found = page(row(41, published="2020-10-11", name="A", **tally),
                 row(47, published="2020-10-16", name="A", modifier="at_least", **tally),
                 row(60, published="2020-10-16", name="B", **tally))  # fmt: skip
    assert [(r.voice.label, r.figure, r.change, r.days) for r in ladder(found, found.blocks[0])] == [
        ("A", "41", "", None), ("A", "≥47", "≥+6", 5), ("B", "60", "", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("policy", "best"), [
    ("latest", "13"), ("ucdp", "12"), ("ibc", None), ("acled", "≥10"), ("consensus", "12"),
])  # fmt: skip
def test_a_policy_chooses_among_what_was_said(policy, best):
    (card,) = cards(page(
        said(10, D17, "A", modifier="at_least", kind="witness"), said(12, D17, "B", kind="official"),
        said(12, D17, "C", kind="official"), said(13, D18, "D", kind="emergency"),
    ), policy)  # fmt: skip
    assert (card.low, card.best, card.high) == ("10", best, "13")


def test_acled_reads_dozens_as_twelve_and_no_table_else_does():
    found = page(said(24, D17, "A", modifier="vague", text="dozens killed"))
    assert cards(found, "acled")[0].best == "12 (dozens)"
    assert cards(found, "latest")[0].best == "dozens"


def test_an_increment_is_a_rival_and_in_no_total():
    (card,) = cards(page(said(12, D17, "A"), said(1, D19, "A", relation="increment")))
    assert card.best == "12"
    assert [r.figure for r in card.rivals] == ["+1"]
    total, more = said(13, D19, "A", article_id="x"), said(1, D19, "A", article_id="x", relation="increment")
    assert cards(page(total, more))[0].rivals == (), "the report counts it in its new total"


@pytest.mark.parametrize("policy", ["latest", "ucdp", "ibc", "acled", "consensus"])
def test_under_every_policy_soldiers_and_civilians_have_cards_of_their_own(policy):
    found = cards(page(said(12, D17, "A", group="civilians"), said(31, D17, "B", group="soldiers"),
                       said(40, D17, "C"), said(3, D18, "B", victims="Americans")), policy)  # fmt: skip
    assert [(c.outcome, c.low, c.high) for c in found] == [
        ("killed", "40", "40"), ("killed (people of United States)", "3", "3"), ("killed (civilians)", "12", "12"),
        ("killed (soldiers)", "31", "31"),
    ]  # fmt: skip


def test_what_nothing_bounds_below_has_no_zero():
    (card,) = cards(page(said(3, D17, "A", modifier="at_most")))
    assert (card.low, card.high) == ("–", "3")


def test_a_ladder_never_takes_one_group_from_another():
    found = page(said(1, D17, "A", group="women"), said(13, D18, "A"))
    assert [[(r.figure, r.change) for r in ladder(found, block)] for block in found.blocks] == [
        [("13", "")], [("1", "")],
    ]  # fmt: skip


def test_a_figure_is_held_against_the_last_of_its_own_population():
    steps = timeline(page(said(10, D17, "A"), said(31, D18, "A", group="soldiers"), said(12, D19, "A")))
    assert [s.effect for s in steps] == [
        "first report", "other scope: soldiers only, against all",
        "update: from 10, 2 days later, by the same source",
    ]  # fmt: skip


def test_a_contradiction_is_not_lost_behind_an_update_of_ones_own():
    found = page(said(5, "2020-10-25", "A"), said(5, "2020-10-25", "B"),
                 said(6, "2020-10-26", "A"), said(9, "2020-10-26", "B"))  # fmt: skip
    assert [[v.kind for v in s.verdicts[s.rows[0].figure_id]] for s in timeline(found)] == [
        [], ["same"], ["update"], ["update", "contradiction"],
    ]  # fmt: skip
    (told,) = differences(found)
    assert told["words"] == "[4] contradiction, killed: B, 6 of A and 9 of B exclude each other, on one day"


def test_what_one_figure_of_a_day_excludes_is_told_in_one_line():
    found = page(said(17, D17, "A"), said(28, D17, "B"), said(34, D17, "B"))
    assert len(differences(found)) == 2
    assert list(told_lines(found)) == ["[1] [2] contradiction, killed: 17 of A against 28 and 34 of B, on one day"]


def test_the_matrix_says_what_no_reader_must_miss():
    rows = [said(12, D17, "A", outlet="Gazette"), said(15, D18, "A", outlet="Gazette"),
            said(12, D19, "", outlet="Gazette", mode="narrated"), said(13, D19, "A"),
            denial(published=D18, name="C"), denial(published=D19, name="C", claim_text="it")]  # fmt: skip
    assert [told["words"].partition("] ")[2] for told in differences(page(*rows))] == [
        "revision down, killed: A, from 15, 1 day later, by the same source",
        "stale copy, killed: Gazette, own account, repeats 12 though Gazette had passed it with 15 on 18 Oct",
        "C denies “the city was shelled”",
        "C denies it",
    ]  # fmt: skip


def test_a_stale_copy_does_not_stand_even_where_it_is_all_that_its_outlet_says():
    old, new = said(3, D17, "A"), said(5, D18, "A")
    (card,) = cards(page(old, new, said(3, D19, "", outlet="Gazette", mode="narrated")))
    assert (card.low, card.best, card.high, card.rivals) == ("5", "5", "5", ())


def test_a_stale_copy_and_a_denied_figure_do_not_stand():
    old, new = said(12, D17, "A", outlet="Gazette"), said(15, D18, "A", outlet="Gazette")
    stale, no = said(12, D19, "A", outlet="Gazette"), said(99, D19, "B", stance="denied")
    (card,) = cards(page(old, new, stale, no))
    assert (card.low, card.best, card.high) == ("15", "15", "15")


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return store_gold(tmp_path_factory.mktemp("layouts") / "gold.db")


@pytest.mark.parametrize("args", [
    ("matrix",), ("matrix", "--rows", "outlet"), ("matrix", "--rows", "date"), ("timeline",), ("card",), ("ladder",),
    ("card", "--policy", "consensus"), ("matrix", "--as-of", "2020-10-11"),
])  # fmt: skip
def test_the_tables_of_ganja_are_as_approved(args, db, capsys):
    """``CLAIMTRACK_APPROVE=1 pytest`` writes them anew; look at the difference before committing it."""
    assert main(["compare", "--db", str(db), "--limit", "0", "--layout", *args]) == 0
    shown = capsys.readouterr().out
    file = SNAPSHOTS / f"ganja-{'-'.join(a.strip('-') for a in args)}.txt"
    if os.environ.get("CLAIMTRACK_APPROVE"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", ["matrix", "timeline", "card", "ladder"])
@pytest.mark.parametrize("format", ["table", "json", "ndjson", "csv", "tsv", "markdown", "html"])
def test_every_layout_is_written_in_every_format(layout, format, db, capsys):
    assert main(["compare", "--db", str(db), "--layout", layout, "--format", format]) == 0
    assert "Prosecutor" in capsys.readouterr().out


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("make", [
    matrix_grids, timeline_grids, ladder_grids, lambda pages: card_grids(pages, "latest"),
])  # fmt: skip
def test_no_line_is_wider_than_the_terminal_whatever_the_names_and_days(make, width):
    names = ("x" * 300, "A spokesman for the emergency management authority of the north", "عمر", "朝日新聞の記者")
    found = page(*(said(10**d, f"2020-10-{17 + d}", name, outlet="Gazette of a long name " * 3)
                   for d in range(6) for name in names))  # fmt: skip
    out = io.StringIO()
    write_grids(make([found]), out, width)
    assert max(map(cell_len, out.getvalue().splitlines())) <= width
    assert "100,000" in out.getvalue()
