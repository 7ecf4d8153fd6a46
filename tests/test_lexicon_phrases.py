"""Forms of several words, found at a token and in a stretch of tokens."""

from __future__ import annotations

from claimtrack.lexicon.phrases import PhraseTable

TABLE = PhraseTable([("no", 1), ("no fewer than", 2), ("no more", 3), ("no more than", 4), ("at least", 5)])


def test_the_longest_form_at_a_token_counts():
    lower = ["no", "more", "than", "two", "and", "no", "fewer", "at", "least"]
    assert TABLE.match(lower, 0, len(lower)) == (3, 4)
    assert TABLE.match(lower, 0, 2) == (2, 3)
    assert TABLE.match(lower, 5, len(lower)) == (6, 1)
    assert TABLE.match(lower, 1, len(lower)) is None


def test_find_gives_what_match_gives_at_each_token():
    lower = ["at", "no", "more", "than", "at", "least", "no", "fewer", "than", "no", "more", "at"]
    for first in range(len(lower)):
        for end in range(first, len(lower) + 1):
            each = [(i, *hit) for i in range(first, end) if (hit := TABLE.match(lower, i, end)) is not None]
            assert TABLE.find(lower, first, end) == each
    assert TABLE.find(lower) == TABLE.find(lower, 0, len(lower))
