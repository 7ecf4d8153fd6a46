"""``incidents``, ``sources`` and ``why``: deciding, and asking why."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.figures import store_gold


@pytest.fixture
def db(tmp_path):
    return store_gold(tmp_path / "gold.db")


def test_incidents_are_listed_with_place_days_and_range(run):
    found = {i["id"]: i for i in json.loads(run("incidents", "list", "--format", "json").out)}
    assert found["ganja-az-2020-10-17"]["killed"] == "10 to 13 or more"
    assert found["ganja-az-2020-10-17"]["place"] == "Ganja, Azerbaijan"


def test_an_incident_shows_why_each_figure_is_there(run):
    out = run("incidents", "show", "ganja-az-2020-10-17").out
    assert "same place, same day" in out
    assert "event date" in out


def test_a_name_lasts_and_its_record_names_author_and_reason(run):
    run("incidents", "name", "ganja-az-2020-10-17", "Night strike", "--author", "Ada", "--reason", "as the UN calls it")
    assert "Night strike" in run("compare", "--limit", "1").out
    assert "decided by Ada" in run("incidents", "show", "ganja-az-2020-10-17").out
    assert "Night strike (Ganja, Azerbaijan)" in run("incidents", "list").out
    assert run("incidents", "show", "night strike").out.startswith("Night strike")
    assert run("compare", "--incident", "night strike").out.startswith("Night strike")


def test_decisions_are_only_ever_added(run, db):
    run("incidents", "name", "ganja-az-2020-10-17", "x")
    conn = sqlite3.connect(db)
    for sql in ("DELETE FROM decisions", "UPDATE decisions SET author = 'me'"):
        with pytest.raises(sqlite3.DatabaseError, match="only ever added"):
            conn.execute(sql)
    conn.close()


def test_merge_split_and_assign_change_the_comparison(run):
    def ids():
        return {i["id"] for i in json.loads(run("incidents", "list", "--format", "json").out)}

    before = ids()
    run("incidents", "merge", "ganja-az-2020-10-17", "ganja-az-2020-10-04")
    assert ids() == before - {"ganja-az-2020-10-04"}
    figure = json.loads(run("list", "--figures", "--outlet", "Caucasian", "--format", "json").out)[0]["figure_id"]
    run("incidents", "split", "ganja-az-2020-10-17", figure, "--into", "ganja-other")
    assert "ganja-other" in ids()
    run("incidents", "assign", figure, "ganja-az-2020-10-11")
    assert "ganja-other" not in ids()


@pytest.mark.parametrize("args", [
    ("incidents", "show", "nowhere"), ("incidents", "show", "ganja"),
    ("incidents", "assign", "zz", "ganja-az-2020-10-17"),
    ("incidents", "merge", "ganja-az-2020-10-17", "ganja-az-2020-10-17"), ("why", "999"), ("why", "0"),
    ("sources", "set", "X"), ("sources", "set", "X", "--country", "Mars"), ("sources", "set", "X", "--party", "mine"),
    ("compare", "--incident", "nowhere"), ("compare", "--as-of", "yesterday"), ("compare", "--stored"),
])  # fmt: skip
def test_what_is_not_there_is_wrong_usage(run, args):
    told = run(*args, code=2)
    assert told.out == ""
    assert "hint: " in told.err


def test_a_party_is_shown_and_can_be_a_row(run):
    run("sources", "set", "Prosecutor General's Office", "--party", "victims", "--country", "AZ")
    found = json.loads(run("sources", "list", "--format", "json").out)
    assert found[0]["source"] == "Prosecutor General's Office"
    assert (found[0]["party"], found[0]["country"]) == ("victims", "AZ")
    assert "victims" in run("compare", "--rows", "party").out


def test_merged_sources_are_one(run):
    run("sources", "merge", "Emergency Situations Ministry", "Kamaladdin Heydarov")
    names = [s["source"] for s in json.loads(run("sources", "list", "--format", "json").out)]
    assert "Kamaladdin Heydarov" not in names


def test_why_explains_a_cell_of_the_last_comparison(run):
    run("compare", "--incident", "ganja-az-2020-10-17", "--outcome", "killed", "--source", "Heydarov")
    out = run("why", "1").out
    assert "13 people had died so far" in out
    assert "incident ganja-az-2020-10-17" in out
    assert "same: agrees with" in out
    assert "origin: Trend, own report" in out


def test_the_outlets_are_listed_with_what_the_registry_knows_of_them(run):
    found = {o["outlet"]: o for o in json.loads(run("sources", "outlets", "--format", "json").out)}
    assert (found["TASS"]["country"], found["TASS"]["owner"]) == ("RU", "state")
    assert found["RMOL"]["owner"] is None


def test_an_outlets_own_account_can_be_given_a_party(run):
    run("sources", "set", "Trend, own account", "--party", "victims")
    told = run("compare", "--rows", "party", "--limit", "1").out
    assert "Trend, own account (Azerbaijan, victims): said by a person" in told
    run("compare", "--incident", "ganja-az-2020-10-17", "--outlet", "Trend", "--mode", "narrated")
    assert "victims: Trend, own account, said by a person; private, Azerbaijan" in run("why", "1").out
