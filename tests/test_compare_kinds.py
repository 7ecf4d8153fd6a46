"""What kind of event an incident is."""

from __future__ import annotations

from claimtrack.compare.kinds import kind_of
from tests.figures import row


def test_the_kind_is_what_most_articles_name_and_a_title_counts_twice():
    fire = row(11, claim_text="the fire brigade said that eleven died", title="Flash floods in Torrenca")
    assert kind_of([fire]) == "flood"
    assert kind_of([row(1, claim_text="when rockets fell"), row(1, claim_text="in a missile attack")]) == "strike"


def test_no_kind_is_claimed_where_none_or_two_come_out_on_top():
    assert kind_of([row(1, claim_text="eleven died")]) is None
    assert kind_of([row(1, claim_text="a fire after the earthquake")]) is None
