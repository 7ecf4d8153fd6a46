"""Datelines: place, agency and day of a wire report's head."""

from __future__ import annotations

from typing import Any

import pytest

from claimtrack.extract.dateline import find_dateline
from claimtrack.extract.segment import segment
from claimtrack.lexicon import load
from tests.test_dates import cases

LEXICON = load()


@pytest.mark.parametrize("case", cases("datelines"), ids=lambda case: case["text"][:40] or "empty")
def test_datelines(case: dict[str, Any]) -> None:
    doc = segment(case["text"], LEXICON)
    line = find_dateline(doc, LEXICON, case["published"])
    found = line and {
        "text": doc.slice(line.first, line.last),
        "place": line.place and doc.slice(*line.place),
        "agency": line.agency,
        "date": line.date and line.date.date.start,
    }
    assert found == case["expect"]


@pytest.mark.parametrize("table", ["agency", "not_dateline"])
def test_every_example_of_a_dateline_fires(table: str) -> None:
    for entry in LEXICON.entries[table]:
        line = find_dateline(segment(entry["example"], LEXICON), LEXICON, "2020-10-17")
        if table == "agency":
            assert line and line.agency == entry["lemma"]
        else:
            assert line is None
