"""Tables of live extraction, from the articles of ``seeds/`` and ``data/disaster/``: as approved, and what they show.

The gold records pin comparing alone; these pin the whole way from an article to a table. When extraction or comparing
gets better, look at the difference and write them anew: ``CLAIMTRACK_APPROVE=1 pytest tests/test_live_tables.py``.
"""

from __future__ import annotations

import json
import os
from contextlib import closing

import pytest

from claimtrack.cli import main
from claimtrack.compare.incidents import link
from claimtrack.compare.relations import make_sayings, relate
from claimtrack.compare.rows import make_rows
from claimtrack.compare.sources import voices
from claimtrack.store.filters import Filters
from claimtrack.store.read import connect, figure_rows
from tests.conftest import ROOT
from tests.test_compare_joint import PAIRS, R

SNAPSHOTS = ROOT / "tests" / "snapshots"
FOLDERS = {"seeds": ROOT / "seeds", "disaster": ROOT / "data" / "disaster"}
STRIKE = "ganja-az-2020-10-17"
SPEAKERS = {"Marty", "Rieux", "Ferrand", "Causse", "Roux"}


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    for name, articles in FOLDERS.items():
        assert main(["ingest", str(articles), "--quiet", "--db", str(folder / f"{name}.db")]) == 0
    return folder


@pytest.fixture
def shown(databases, capsys):
    def compare(name, *args):
        capsys.readouterr()
        assert main(["compare", "--db", str(databases / f"{name}.db"), "--limit", "0", *args]) == 0
        return capsys.readouterr().out

    return compare


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("layout", ["matrix", "timeline", "card", "ladder"])
@pytest.mark.parametrize("name", FOLDERS)
def test_live_tables_are_as_approved(name, layout, width, shown, monkeypatch):
    """``CLAIMTRACK_APPROVE=1 pytest tests/test_live_tables.py`` writes them anew."""
    monkeypatch.setattr("claimtrack.views.table.width_of", lambda stream: width)
    text = shown(name, "--layout", layout)
    file = SNAPSHOTS / f"live-{name}-{layout}-{width}.txt"
    if os.environ.get("CLAIMTRACK_APPROVE"):
        file.write_text(text, encoding="utf-8")
    assert max(map(len, text.splitlines())) <= width
    assert text == file.read_text(encoding="utf-8"), (
        f"{file.name} differs: if the new table is the better one, write it anew with CLAIMTRACK_APPROVE=1"
    )


@pytest.fixture
def pages(shown):
    return {page["id"]: page for page in json.loads(shown("seeds", "--format", "json"))["incidents"]}


def cells(page, outcome, group=None):
    """Return, by source and day, the words of the cells of one block."""
    (block,) = [b for b in page["blocks"] if (b["outcome"], b["group"]) == (outcome, group)]
    return {(row["label"], cell["column"]): cell["words"] for row in block["rows"] for cell in row["cells"]}


def test_the_strikes_stand_apart(pages):
    assert {STRIKE, "ganja-az-2020-10-11", "ganja-az-2020-10-04"} <= set(pages)
    assert cells(pages["ganja-az-2020-10-11"], "killed")["Prosecutor General's Office", "2020-10-12"].startswith("≥9")
    assert cells(pages["ganja-az-2020-10-04"], "killed") == {("Prosecutor General's Office", "2020-10-04"): "1"}


def test_the_toll_of_the_17th_runs_from_at_least_10_to_13(pages):
    killed, day = cells(pages[STRIKE], "killed"), "2020-10-17"
    assert killed["Hikmet Hajiyev", day] == "≥10 (2 children), >10"
    assert killed["Prosecutor General's Office", day] == "12"
    assert killed["Foreign Ministry", day] == "12 (2 children)"
    assert "13, ≥13" in killed["Emergency Situations Ministry", day]
    assert killed["Trend, own account", day] == "13"
    assert pages[STRIKE]["blocks"][0]["ranges"][day] == "10 to 13 or more"


def test_the_wounded_of_the_17th_run_from_35_to_more_than_53(pages):
    hurt, day = cells(pages[STRIKE], "injured"), "2020-10-17"
    assert hurt == {
        ("Hikmet Hajiyev", day): "35, ~40", ("Prosecutor General's Office", day): ">40",
        ("Foreign Ministry", day): ">40", ("Emergency Situations Ministry", day): "52",
        ("Trend, own account", day): ">53",
    }  # fmt: skip


def test_the_armenian_denials_are_cells(pages):
    for key in (STRIKE, "ganja-az-2020-10-11"):
        rows = [row for row in pages[key]["blocks"][0]["rows"] if row["country"] == "AM"]
        assert [(row["label"], cell["words"]) for row in rows for cell in row["cells"]] == [
            ("Defence Ministry", "✗ denies")
        ]


def test_running_tallies_and_the_past_are_never_in_an_incident(pages):
    found = {}
    for page in pages.values():
        for block in page["blocks"]:
            for row in block["rows"]:
                for cell in row["cells"]:
                    found.setdefault((page["scope"], page["place"], block["outcome"]), []).append(cell["words"])
    assert {"41", "≥47"} <= set(found["cumulative", None, "killed"])
    assert {"205", "222"} <= set(found["cumulative", None, "injured"])
    assert "26" in found["cumulative", "Ganja", "killed"]
    assert found["cumulative", "Tartar", "killed"] == ["17"]
    (past,) = [key for key in found if key[0] == "background"]
    assert set(found[past]) == {"600"}
    inside = {word for key, words in found.items() if key[0] == "incident" for word in words}
    assert not inside & {"41", "≥47", "205", "222", "26", "600"}


def test_an_outlet_that_repeats_anadolu_is_no_second_origin_for_hajiyev(shown):
    page = json.loads(shown("seeds", "--format", "json", "--rows", "origin", "--incident", STRIKE))["incidents"][0]
    found = {
        (block["outcome"], row["label"])
        for block in page["blocks"] for row in block["rows"] for cell in row["cells"] for entry in cell["entries"]
        for figure in entry["figures"] if figure["outlet"] == "Daily Pakistan"
    }  # fmt: skip
    # Hajiyev's houses are Anadolu's, the prosecutors' dead and wounded its own
    assert found == {("killed", "Daily Pakistan"), ("injured", "Daily Pakistan"), ("destroyed", "Anadolu")}


@pytest.fixture(scope="module")
def flood(databases):
    """The figures of the flood as extracted, each as a saying, by what tells them apart in ``data/README.md``."""
    with closing(connect(databases / "disaster.db")) as conn:
        rows = [*make_rows(figure_rows(conn, Filters()))]
    linked = [row for incident in link(rows) for row in incident.rows]
    return {_key(s.row, s.voice.label): s for s in make_sayings(linked, voices(linked), 737186)}


def _key(row, label):
    outlet = row.outlet.removeprefix("Channel ").split()[0]
    who = "narrated" if row.mode == "narrated" else {*label.split()} & SPEAKERS
    return (row.published[:10], outlet, str(who), row.outcome, row.value, row.modifier, row.relation, row.scope)


@pytest.mark.parametrize(("first", "second", "kind"), PAIRS)
def test_the_flood_gets_the_right_relations(first, second, kind, flood):
    needed = [first, second, *(["10 Ferrand"] if "12 Courier" in (first, second) else [])]
    found = [flood[_key(R[name], R[name].name or "")] for name in needed]
    one, two, *_ = found
    verdict = relate(one, two, [*flood.values()])
    for name, said in ((first, one), (second, two)):
        assert said.row.place == ("Millau and Albi" if name.endswith("both") else R[name].place), name
    assert verdict.kind == kind, verdict.reason


def test_the_list_tells_the_range_of_each_place(databases, capsys):
    capsys.readouterr()
    assert main(["incidents", "list", "--db", str(databases / "disaster.db"), "--format", "json"]) == 0
    killed = {record["id"]: record["killed"] for record in json.loads(capsys.readouterr().out)}
    assert killed["millau-fr-2019-05-07"] == "Millau 9 to 21; Albi 0 to 8; Millau and Albi 17 to 26 or more"
