"""What kind of event an incident is, and what can be one event."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from claimtrack.compare.kinds import divide, kind_of, kinds_in, label, may_be, may_be_in, share
from tests.figures import row

ENTRIES = tomllib.loads((resources.files("claimtrack.lexicon") / "en" / "events.toml").read_text("utf-8"))["event"]
KINDS = {entry["kind"] for entry in ENTRIES if "kind" in entry}


def test_the_kind_is_what_most_articles_name_and_a_title_counts_twice():
    fire = row(11, claim_text="the fire brigade said that eleven died", title="Flash floods in Torrenca")
    assert kind_of([fire]) == "flood"
    assert kind_of([row(1, claim_text="when rockets fell"), row(1, claim_text="in a missile attack")]) == "strike"


def test_no_kind_is_claimed_where_none_or_two_come_out_on_top():
    assert kind_of([row(1, claim_text="eleven died")]) is None
    assert kind_of([row(1, claim_text="a fire after the earthquake")]) is None


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["lemma"])
def test_an_entry_fires_on_its_example_and_not_elsewhere(entry):
    kind = entry.get("kind")
    assert set(entry.get("may_be", ())) <= KINDS
    if kind is None:
        assert kinds_in(entry["example"]) == ()
        return
    assert kind in kinds_in(entry["example"])
    for text in entry["not_in"]:
        assert kind not in kinds_in(text), text


@pytest.mark.parametrize(("one", "other", "same"), [
    ("a shooting", "an earthquake", False), ("a shooting", "shelling", False), ("an attack", "a shooting", True),
    ("an attack", "an earthquake", False), ("a fire after the earthquake", "the quake", True),
    ("a blast", "an air strike", True), ("landslides", "heavy rain", True), ("a bus crash", "a flood", False),
    ("eleven died", "an earthquake", True), ("gunmen came after the rockets", "shelling", True),
    ("Earthquake strikes the coast", "shelling", False),
])  # fmt: skip
def test_two_can_be_one_event_where_what_they_may_be_has_something_in_common(one, other, same):
    assert share(may_be(one), may_be(other)) is same
    assert share(may_be(other), may_be(one)) is same


def test_the_title_helps_where_it_does_not_differ():
    assert label(may_be_in("eleven died", "Quake kills eleven")) == "earthquake"
    assert label(may_be_in("the attack killed two", "Gunman kills two")) == "shooting"
    assert label(may_be_in("a gunman killed two", "Quake kills eleven")) == "shooting"
    assert label(may_be_in("heavy rain killed two", None)) == "flood or storm"
    assert may_be_in("two died", None) == frozenset()


def test_what_fits_two_events_adds_none():
    quake, gun, fire = may_be("a quake"), may_be("a gunman"), may_be("a fire")
    assert sorted(divide([fire, gun, quake]), key=len) == sorted(divide([quake, gun, fire]), key=len)
    assert set(divide([fire, gun, quake])) == {quake, gun}
    assert divide([may_be("an attack"), gun, frozenset()]) == [gun]
    assert divide([]) == []


def test_what_happens_at_a_protest_is_one_event_with_it():
    shot, stabbed = may_be("two were shot dead at the protest"), may_be_in("one was stabbed", "Police meet marchers")
    assert label(shot) == label(stabbed) == "protest"
    assert share(shot, stabbed)
    assert not share(may_be("one was stabbed"), may_be("two were shot dead"))
    assert not share(shot, may_be("an earthquake"))
