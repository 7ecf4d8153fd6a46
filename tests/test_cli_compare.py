"""``claimtrack compare`` on the gold records of Ganja."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing

import pytest

from claimtrack.cli import main
from claimtrack.store.read import connect
from tests.figures import store_gold


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return store_gold(tmp_path_factory.mktemp("compare") / "gold.db")


def test_the_strikes_of_ganja_stand_apart_and_the_one_with_most_sources_comes_first(run):
    titles = [line for line in run("compare").out.splitlines() if line.startswith("Ganja, Azerbaijan · ")]
    assert titles[0].startswith("Ganja, Azerbaijan · strike of 17 Oct 2020")
    assert titles[1].startswith("Ganja, Azerbaijan · strike of 11 Oct 2020")
    assert any(title.startswith("Ganja, Azerbaijan · strike of 4 Oct 2020") for title in titles)


def test_the_toll_of_the_17th_is_told_by_source(run):
    page = json.loads(run("compare", "--outcome", "killed", "--format", "json").out)["incidents"][0]
    assert page["id"] == "ganja-az-2020-10-17"
    cells = {row["label"]: [cell["words"] for cell in row["cells"]] for row in page["blocks"][0]["rows"]}
    assert cells["Hikmet Hajiyev"] == ["≥10 (2 children), >10"]
    assert cells["Prosecutor General's Office"] == ["12"]
    assert cells["Foreign Ministry"] == ["12 (2 children)"]
    assert page["blocks"][0]["ranges"] == {"2020-10-17": "10 to 13 or more"}


def test_an_incident_a_tally_and_a_past_event_never_share_a_page(run):
    pages = json.loads(run("compare", "--limit", "0", "--format", "json").out)["incidents"]
    for page in pages:
        entries = [e for b in page["blocks"] for r in b["rows"] for c in r["cells"] for e in c["entries"]]
        assert {e["kind"] for e in entries} <= {"figure", "denial"}
    assert {p["scope"] for p in pages} == {"incident", "cumulative", "background"}


def test_the_limit_says_how_many_more_there_are(run):
    told = run("compare", "--limit", "1")
    assert told.out.count(" · ") >= 1
    assert "more: --limit 0 shows all" in told.err
    assert run("compare", "--limit", "0").err == ""


def test_notes_give_the_outlet_the_words_and_the_id_of_each_cell(run):
    out = run("compare", "--notes", "--outcome", "killed", "--limit", "1").out
    assert "“At least ten civilians have been killed” figure " in out
    assert "[1]" in out


def test_csv_has_one_row_a_figure_with_its_incident(run):
    rows = list(csv.DictReader(io.StringIO(run("compare", "--limit", "0", "--format", "csv").out)))
    figures = json.loads(run("list", "--figures", "--format", "json").out)
    assert {r["figure_id"] for r in rows if r["figure_id"]} == {f["figure_id"] for f in figures}


@pytest.mark.parametrize("format", ["table", "json", "ndjson", "csv", "tsv", "markdown"])
@pytest.mark.parametrize("rows", ["source", "outlet", "date"])
def test_every_format_of_every_kind_of_rows_is_written(run, format, rows):
    assert "Trend" in run("compare", "--format", format, "--rows", rows).out


def test_filters_hide_figures_but_not_what_they_tell_of_the_date(run):
    page = json.loads(run("compare", "--source", "Hajiyev", "--format", "json").out)["incidents"][0]
    assert page["id"] == "ganja-az-2020-10-17"
    assert {row["label"] for b in page["blocks"] for row in b["rows"]} == {"Hikmet Hajiyev"}


def test_nothing_found_says_so(run):
    told = run("compare", "--place", "Atlantis")
    assert told.err.startswith("no figures match\nhint: ")


def test_no_database_says_what_to_do(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["compare"]) == 1
    assert "hint: make it with: claimtrack ingest" in capsys.readouterr().err


def test_a_filter_on_the_outcome_leaves_denials_of_articles_without_figures(tmp_path, capsys):
    db = store_gold(tmp_path / "denial.db")
    with closing(connect(db, create=True)) as conn:
        sql = "SELECT id FROM places WHERE name = 'Ganja' LIMIT 1"
        place = conn.execute(sql).fetchone()[0]
        sql = "SELECT id FROM articles WHERE outlet = 'TASS' AND published = '2020-10-11'"
        article = conn.execute(sql).fetchone()[0]
        with conn:
            conn.execute(
                "INSERT INTO claims (id, article_id, text, span_start, span_end, spans, mode, stance, hedges, speaker,"
                " chain, place_id, rules, confidence) VALUES ('d', ?, 'that Ganja was shelled', 0, 1, '[[0, 1]]',"
                " 'indirect', 'denied', '[]', 'Shushan Stepanyan', '[]', ?, '[]', 0.9)",
                (article, place),
            )
    assert main(["compare", "--outcome", "killed", "--db", str(db)]) == 0
    out = capsys.readouterr().out
    assert any("Shushan Stepanyan" in line and "✗ denies" in line for line in out.splitlines())


def test_a_comparison_that_finds_nothing_leaves_the_numbers_of_the_last(run):
    run("compare", "--limit", "1")
    run("compare", "--place", "Atlantis")
    assert "incident ganja-az-2020-10-17" in run("why", "1").out


@pytest.mark.parametrize("group", ["sources", "incidents"])
def test_a_group_without_a_command_shows_its_help(group, capsys):
    assert main([group]) == 0
    assert f"Usage: claimtrack {group}" in capsys.readouterr().out


@pytest.mark.parametrize("layout", ["matrix", "timeline", "card", "ladder"])
def test_a_spreadsheet_has_its_head_also_where_nothing_is_found(run, layout):
    empty = run("compare", "--layout", layout, "--place", "Atlantis", "--format", "csv").out
    full = run("compare", "--layout", layout, "--format", "csv").out
    records = [json.loads(line) for line in run("compare", "--layout", layout, "--format", "ndjson").out.splitlines()]
    assert empty == full[: full.index("\n") + 1] == ",".join(records[0]) + "\n"


def test_a_spreadsheet_says_who_speaks_for_whom_and_where_it_came_from(run):
    rows = list(csv.DictReader(io.StringIO(run("compare", "--rows", "outlet", "--format", "csv", "--limit", "1").out)))
    told = {(r["source"], r["speaker"], r["origin"]) for r in rows if r["figure"] == "≥13"}
    assert told == {("BreakingNews BD", "Emergency Situations Ministry", "Reuters")}
