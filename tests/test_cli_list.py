"""``claimtrack list`` on the gold records of Ganja."""

from __future__ import annotations

import csv
import io
import json

import pytest

from claimtrack.cli import main
from tests.figures import store_gold


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return store_gold(tmp_path_factory.mktemp("list") / "gold.db")


def test_claims_come_newest_first(run):
    said = [c["stated"]["start"] if c["stated"] else c["article"]["published"]
            for c in json.loads(run("list", "--format", "json").out)]  # fmt: skip
    assert said == sorted(said, reverse=True)
    assert len(said) > 20


def test_json_has_the_claims_with_figures_sources_and_the_article_without_text(run):
    claim = json.loads(run("list", "--format", "json", "--search", "children", "--limit", "1").out)[0]
    assert {"id", "text", "span", "sources", "figures", "article"} <= set(claim)
    assert claim["figures"][0]["outcome"]
    assert "text" not in claim["article"]


def test_ndjson_is_one_claim_a_line(run):
    lines = run("list", "--format", "ndjson").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        c["id"] for c in json.loads(run("list", "--format", "json").out)
    ]


def test_figures_give_one_row_a_figure(run):
    rows = list(csv.DictReader(io.StringIO(run("list", "--figures", "--format", "csv").out)))
    claims = json.loads(run("list", "--format", "json").out)
    assert len(rows) == sum(len(c["figures"]) for c in claims)


@pytest.mark.parametrize("command", [("list",), ("list", "--figures"), ("articles",), ("incidents", "list")])
def test_a_limit_of_zero_is_none(run, command):
    all_ = run(*command, "--format", "json").out
    assert run(*command, "--format", "json", "--limit", "0").out == all_
    assert len(json.loads(run(*command, "--format", "json", "--limit", "1").out)) == 1 < len(json.loads(all_))


@pytest.mark.parametrize("option", [
    ("--outcome", "injured"), ("--source", "hajiyev"), ("--outlet", "tass"), ("--place", "tartar"),
    ("--scope", "cumulative"), ("--group", "soldiers"), ("--since", "2021-01-01"), ("--until", "2020-10-04"),
    ("--mode", "narrated"), ("--search", "houses"), ("--stance", "asserted"), ("--limit", "2"),
])  # fmt: skip
def test_each_filter_leaves_some_and_not_all(run, option):
    every = len(json.loads(run("list", "--figures", "--format", "json").out))
    kept = len(json.loads(run("list", "--figures", "--format", "json", *option).out))
    assert 0 < kept < every or (option[0] == "--stance" and kept == every)


def test_columns_are_those_asked_for_in_that_order(run):
    out = run("list", "--columns", "source,said", "--format", "tsv", "--limit", "1").out
    assert out.splitlines()[0] == "source\tsaid"
    records = json.loads(run("list", "--figures", "--columns", "figure,outcome", "--format", "json").out)
    assert set(records[0]) == {"figure", "outcome"}


@pytest.mark.parametrize("args", [("--columns", "spaeker"), ("--figures", "--columns", "a,b"), ("--columns", ",")])
def test_an_unknown_column_is_wrong_usage_and_names_the_known(run, args):
    told = run("list", *args, code=2)
    assert told.out == ""
    assert "known: id, said" in told.err


@pytest.mark.parametrize("args", [
    ("--outcome", "dead"), ("--since", "last week"), ("--until", "2020-13-01"), ("--stance", "maybe"),
    ("--search", "?"), ("--format", "xlsx"), ("--limit", "-1"),
])  # fmt: skip
def test_wrong_values_are_wrong_usage(run, args):
    assert run("list", *args, code=2).out == ""


def test_through_a_pipe_the_table_is_whole_and_plain(run):
    out = run("list").out
    assert "A 13-year-old boy who was wounded in the missile strike on Ganja on 17 October has died" in out
    assert "\x1b" not in out


def test_nothing_found_says_so(run):
    told = run("list", "--source", "nobody of that name")
    assert (told.out, told.err) == ("", "no claims match\n")


def test_no_database_says_what_to_do(tmp_path, capsys):
    assert main(["list", "--db", str(tmp_path / "none.db")]) == 1
    told = capsys.readouterr()
    assert "no such database" in told.err
    assert "hint: make it with: claimtrack ingest" in told.err
