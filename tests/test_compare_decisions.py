"""What a person decided stays decided."""

from __future__ import annotations

from typing import Any

from claimtrack.compare.decisions import Decision, decide_incidents, source_book
from claimtrack.compare.incidents import link
from claimtrack.compare.sources import voices
from tests.figures import row

A, B = row(10, event="2020-10-11"), row(12, event="2020-10-17")
ELEVENTH, SEVENTEENTH = "ganja-az-2020-10-11", "ganja-az-2020-10-17"


def decided(kind: Any, subject: str, value: dict[str, Any], rows=(A, B)):
    decision = Decision(1, "2026-11-22T10:00:00+00:00", "Ada", "I know", kind, subject, value)
    return {i.id: i for i in decide_incidents(link(rows), [decision])}


def test_a_name_stands_with_who_gave_it_and_why():
    found = decided("incident.name", ELEVENTH, {"name": "First strike"})[ELEVENTH]
    assert found.name == "First strike"
    assert found.decided == ("decided by Ada, 2026-11-22: I know",)


def test_merged_incidents_are_one_with_all_figures():
    found = decided("incident.merge", ELEVENTH, {"ids": [SEVENTEENTH]})
    assert {i: set(found[i].rows) for i in found} == {ELEVENTH: {A, B}}
    assert (found[ELEVENTH].start, found[ELEVENTH].end) == ("2020-10-11", "2020-10-17")


def test_split_figures_make_a_new_incident():
    c = row(3, event="2020-10-11")
    found = decided("incident.split", ELEVENTH, {"ids": [c.figure_id], "into": "other"}, (A, B, c))
    assert found["other"].rows == [c]
    assert found[ELEVENTH].rows == [A]


def test_an_assigned_figure_is_where_it_was_put_and_says_who_put_it_there():
    lost = row(10, published="2020-10-29")
    found = decided("incident.assign", lost.figure_id or "", {"incident": SEVENTEENTH}, (A, B, lost))
    (tie,) = [t for t in found[SEVENTEENTH].ties if t.row is lost]
    assert tie.score == 1.0
    assert "decided by Ada" in tie.reasons[0]
    assert set(found) == {ELEVENTH, SEVENTEENTH}


def test_an_incident_that_the_rules_name_anew_is_found_by_its_figures():
    moved = A._replace(event_start="2020-10-10", event_end="2020-10-10")
    found = decided("incident.name", ELEVENTH, {"name": "First", "members": [A.figure_id]}, (moved, B))
    assert found["ganja-az-2020-10-10"].name == "First"


def test_a_decision_on_what_is_gone_changes_nothing():
    assert set(decided("incident.merge", "gone", {"ids": ["too"]})) == {ELEVENTH, SEVENTEENTH}
    assert set(decided("incident.assign", "gone", {"incident": "x"})) == {ELEVENTH, SEVENTEENTH}


def test_merged_sources_are_one_voice_and_a_party_sticks():
    rows = [row(1, name="Hikmet Hajiyev"), row(2, name="Gadjiev"), row(3, name="Hajivev")]
    book = source_book([
        Decision(1, "", "", "", "source.merge", "Hikmet Hajiyev", {"names": ["Gadjiev", "Hajivev"]}),
        Decision(2, "", "", "", "source.set", "Hikmet Hajiyev", {"party": "victims", "country": "AZ"}),
    ])
    found = voices(rows, book)
    assert len({v.key for v in found.values()}) == 1
    assert {(v.label, v.country, v.party) for v in found.values()} == {("Hikmet Hajiyev", "AZ", "victims")}


def test_a_party_of_one_countrys_ministry_is_not_that_of_anothers():
    rows = [row(1, name="Armenian Defence Ministry"), row(2, name="Azerbaijan's Defence Ministry")]
    book = source_book([Decision(1, "", "", "", "source.set", "Armenian Defence Ministry", {"party": "belligerent"})])
    assert [v.party for v in voices(rows, book).values()] == ["belligerent", None]
