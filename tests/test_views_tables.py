"""Grids and records in their formats: what is cut, what is escaped, what is coloured."""

from __future__ import annotations

import io
import json

import pytest
from rich.cells import cell_len

from claimtrack.errors import UsageError
from claimtrack.views.export import write_csv, write_json_list
from claimtrack.views.grid import Column, Grid
from claimtrack.views.html import write_html
from claimtrack.views.listing import choose_columns
from claimtrack.views.markdown import write_markdown
from claimtrack.views.table import write_grids

WIDE = Grid(
    (Column("killed", "label"), *(Column(f"{d} Oct", "figures") for d in range(10, 20)), Column("carried by")),
    (("Ministry of Emergency Situations", *(f"≥{d} (2 children) [{d}]" for d in range(10, 20)), "TASS, Trend"),),
    "Ganja, Azerbaijan · 17 Oct 2020", "8 articles · 6 outlets",
)  # fmt: skip


def table(grid: Grid, width: int | None = None) -> str:
    out = io.StringIO()
    write_grids([grid], out, width)
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_broken(width):
    text = table(WIDE, width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    for d in range(10, 20):
        assert f"≥{d} (2 children) [{d}]" in text


def test_through_a_pipe_nothing_is_cut_and_nothing_is_coloured():
    long = "x" * 500
    text = table(Grid((Column("text"),), ((long,),)))
    assert long in text
    assert "\x1b" not in text


def test_words_of_an_article_are_never_markup_or_escapes():
    text = table(Grid((Column("[bold]a[/bold]"),), (("[red]b[/red] \x1b[31mc :smile:",),), "[link]t[/link]"), 80)
    assert "[red]b[/red] c :smile:" in text
    assert "[bold]a[/bold]" in text
    assert "[link]t[/link]" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [None, 80])
def test_the_opening_of_a_section_is_a_line_of_its_own_and_a_total_a_row(width):
    rows = (("a", "1"), ("a long opening", ""), ("b", "2"), ("all", "3"))
    grid = Grid((Column("x", "label"), Column("n", "figures")), rows, heads=frozenset({1, 3}))
    assert table(grid, width).splitlines() == ["x    n", "a    1", "a long opening", "b    2", "all  3"]


@pytest.mark.parametrize("width", [None, 80])
def test_a_pipe_and_a_terminal_set_columns_alike(width):
    grid = Grid((Column("source", "label"), Column("n", "number"), Column("x", "figures")),
                (("Агентство ≥", "7", "≥9 [1]"), ("朝日新聞", "12", "e\u0301té")), "Title", "aside")  # fmt: skip
    assert table(grid, width).splitlines()[-3:] == [
        "source        n  x", "Агентство ≥   7  ≥9 [1]", "朝日新聞     12  e\u0301té",
    ]  # fmt: skip


def test_on_a_narrow_terminal_the_narrow_form_is_shown_and_nothing_is_lost():
    narrow = Grid((Column("source", "label"), Column("says", "figures")), (("Ministry", "killed 12, injured 40"),))
    wide = Grid((Column("source", "label"), *(Column(f"outcome number {n}", "figures") for n in range(9))),
                (("Ministry", *("12" for _ in range(9))),), narrow=narrow)  # fmt: skip
    assert "killed 12, injured 40" in table(wide, 60)
    assert "outcome number 8" in table(wide, 200)
    assert "outcome number 8" in table(wide)


def test_what_closes_a_row_goes_beneath_it_where_it_would_be_cramped_and_is_said_once():
    carried = "TASS, Trend, Daily Pakistan, Hürriyet Daily News"
    text = table(WIDE._replace(rows=((*WIDE.rows[0][:-1], carried),)), 60)
    assert text.count(f"\n    {carried}\n") == text.count("TASS") == 1
    assert "10 Oct" in text.splitlines()[1]


def test_wide_letters_count_double():
    text = table(Grid((Column("outlet", "label"), Column("n", "figures")), (("朝日新聞" * 20, "12"),)), 40)
    assert max(cell_len(line) for line in text.splitlines()) <= 40


def test_markdown_escapes_pipes_and_html():
    out = io.StringIO()
    write_markdown([Grid((Column("a|b"),), (("<b>x</b>|*y*\nz",),), "T [1]", notes=("# n",))], out)
    assert out.getvalue() == (
        "### T \\[1\\]\n\n| a\\|b |\n| --- |\n| \\<b\\>x\\</b\\>\\|\\*y\\* z |\n\n- \\# n\n"
    )


def test_spreadsheets_get_no_formulas_but_plain_numbers_stay():
    out = io.StringIO()
    write_csv(["a"], [["=1+1"], ["+1"], ["-2.5"], ["@x"], ["+1 (2)"], [None], [3], [["p", "q"]], ["a,b"]], stream=out)
    assert out.getvalue().splitlines() == ["a", "'=1+1", "+1", "-2.5", "'@x", "'+1 (2)", '""', "3",
                                           '"[""p"", ""q""]"', '"a,b"']  # fmt: skip


def test_tsv_cells_hold_no_tab_and_no_break():
    out = io.StringIO()
    write_csv(["a", "b"], [["x\ty\nz", "\t=1"]], tabs=True, stream=out)
    assert out.getvalue() == "a\tb\nx y z\t' =1\n"


def test_a_json_list_is_written_as_it_comes():
    for records in ([], [{"a": 1}], [{"a": 1}, {"b": "é"}]):
        out = io.StringIO()
        write_json_list(iter(records), out)
        assert json.loads(out.getvalue()) == records


def test_an_unknown_column_is_an_error_that_names_the_known():
    with pytest.raises(UsageError) as caught:
        choose_columns("said,speakers", ("said", "source"), ())
    assert "'speakers'" in caught.value.message
    assert "said, source" in caught.value.hint


def test_the_number_of_a_cell_in_a_page_leads_to_the_note_that_quotes():
    grid = Grid((Column("killed"), Column("day", "figures")), (("<b>[1]</b>", "12 [1], 9 [2] [9]"),),
                notes=("[1] [2] contradiction", "[1] A: “12 dead”", "[1] B: “12”", "[2] C: “9”"))  # fmt: skip
    out = io.StringIO()
    write_html([grid, grid], out)
    page = out.getvalue()
    assert '12 <a href="#n0-1">[1]</a>, 9 <a href="#n0-2">[2]</a> [9]' in page
    assert '<li id="n0-1">[1] A: “12 dead”</li>' in page
    assert '<li id="n1-2">[2] C: “9”</li>' in page
    assert "<b>" not in page
    assert page.count("<li>") == 4
