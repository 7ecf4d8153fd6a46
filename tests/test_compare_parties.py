"""Whose side a voice is on, and by what that is known."""

from __future__ import annotations

import pytest

from claimtrack.compare.parties import accused, facts_of, infer_parties
from claimtrack.compare.sources import Book, voices
from claimtrack.lexicon.single import country_names, outlet_facts
from tests.figures import denial, row

DAY = "2020-10-17"
ARMY = "Armenian Defence Ministry"


def sides(*rows, country="AZ", book=None):
    rows = [r if r.claim_text else r._replace(claim_text="people were killed in the strike") for r in rows]
    found, bases = infer_parties(rows, voices(rows, book), country)
    return {v.label: (v.party, v.country, bases.get(v.key)) for v in found.values()}


def narrated(outlet, **fields):
    return row(12, event=DAY, outlet=outlet, mode="narrated", speaker=None, **fields)


DENIES = denial(name=ARMY, kind="military", claim_text="it had struck Ganja")


def test_who_denies_is_a_belligerent_and_who_was_hit_the_victims_side():
    found = sides(DENIES, row(12, name="Azerbaijan's Foreign Ministry", kind="government"))
    assert found["Defence Ministry"] == ("belligerent", "AM", "Defence Ministry denies it")
    assert found["Foreign Ministry"] == ("victims", "AZ", "of the country that was hit")


def test_a_states_outlet_speaks_for_its_state_only_where_that_is_a_party():
    found = sides(DENIES, narrated("Azertac"), narrated("Armenpress"), narrated("Xinhua"), narrated("Anadolu Agency"))
    assert found["Azertac, own account"][0] == "victims"
    assert found["Armenpress, own account"][0] == "belligerent"
    assert found["Xinhua, own account"][:2] == (None, "CN")
    assert found["Anadolu Agency, own account"][:2] == (None, "TR")
    assert "news agency" in (found["Armenpress, own account"][2] or "")


def test_an_outlet_of_no_state_and_no_party_is_neutral():
    found = sides(DENIES, narrated("Reuters"), narrated("Trend"), narrated("An unknown gazette"))
    assert found["Reuters, own account"][0] == "neutral"
    assert found["Trend, own account"][:2] == (None, "AZ"), "private, but of the country that was hit"
    assert found["An unknown gazette, own account"] == (None, None, None)


def test_nobody_is_a_party_to_a_flood():
    flood = "people were killed in the flood"
    found = sides(narrated("Azertac", title="Flood", claim_text=flood), DENIES._replace(claim_text="the flood"))
    assert {party for party, _, _ in found.values()} == {None}


def test_an_institution_without_a_country_is_that_of_the_states_outlet():
    found = sides(row(12, name="Foreign Ministry", kind="government", outlet="SANA"), country="SY")
    assert found["Foreign Ministry"][1] == "SY"
    assert "the state's own outlet (SANA)" in found["Foreign Ministry"][2]
    both = [row(12, name="Foreign Ministry", kind="government", outlet=outlet) for outlet in ("SANA", "Reuters")]
    assert sides(*both, country="SY")["Foreign Ministry"][1] is None
    told = row(12, name="Foreign Ministry", kind="government", outlet="Anadolu Agency")
    assert sides(told, country="AZ")["Foreign Ministry"][1] is None, "which one a Turkish agency means is not known"
    man = row(12, name="Hikmet Hajiyev", kind="official", outlet="Azertac")
    assert sides(man, country="AZ")["Hikmet Hajiyev"][1] is None


@pytest.mark.parametrize(("text", "found"), [
    ("Twelve were killed when Armenian missiles landed in Ganja", [("AM", "Armenian missiles")]),
    ("killed in Russian airstrikes on Sarmin", [("RU", "Russian airstrikes")]),
    ("an Israeli air strike hit a school", [("IL", "Israeli air strike")]),
    ("an attack on the Israeli embassy", []), ("Russian officials spoke of a strike", []),
    ("the Turkish earthquake", []),
])  # fmt: skip
def test_reports_name_who_struck(text, found):
    assert list(accused([row(12, claim_text=text)])) == found


def test_who_is_named_as_striking_is_a_belligerent_but_not_the_country_that_was_hit():
    told = row(12, name="White Helmets", claim_text="12 were killed in Russian airstrikes and a Syrian rocket attack")
    found = sides(told, row(0, name="Russian Defence Ministry", kind="military"), country="SY")
    assert found["Defence Ministry"] == ("belligerent", "RU", "named in the reports: “Russian airstrikes”")
    syria = sides(told, row(0, name="Syrian Defence Ministry", kind="military"), country="SY")
    assert syria["Defence Ministry"][0] == "victims"


def test_who_rejects_a_toll_among_its_own_people_is_not_put_on_the_victims_side():
    told = row(12, name="White Helmets", claim_text="12 were killed in Russian airstrikes")
    rejects = row(12, name="Syrian Foreign Ministry", kind="government", stance="denied", claim_text="12 were killed")
    assert sides(told, rejects, country="SY")["Foreign Ministry"][0] is None


def test_what_a_person_said_is_never_overruled():
    book = Book(known={"outlet reuters": {"party": "belligerent"}})
    party, _, basis = sides(DENIES, narrated("Reuters"), book=book)["Reuters, own account"]
    assert party == "belligerent"
    assert basis.startswith("said by a person; private, United Kingdom: part of Thomson Reuters")


def test_the_registry_says_by_what_it_knows():
    forms = [form for entry in {e["lemma"]: e for e in outlet_facts().values()}.values() for form in entry["forms"]]
    assert len({form.casefold() for form in forms}) == len({*outlet_facts()}), "no two outlets share a form"
    for entry in outlet_facts().values():
        assert set(entry) == {"lemma", "forms", "country", "owner", "basis"}
        assert entry["country"] in country_names()
        assert entry["owner"] in ("state", "public", "private")
        assert len(entry["basis"]) > 15
    assert facts_of("The Associated Press").name == "AP"
    assert facts_of("A gazette") is None


def test_one_report_that_tells_whose_side_a_voice_is_on_does_for_all():
    rows = [row(8, name="Odile Causse", kind="ngo"), row(6, name="Odile Causse", kind="other")]
    found, _ = infer_parties(rows, voices(rows), "FR")
    assert {voice.party for voice in found.values()} == {"neutral"}
