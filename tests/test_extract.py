"""Whole articles: one end to end, and that any text at all is read, with spans that are their text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimtrack.extract import extract
from claimtrack.models import Extraction, make_article

ARTICLE = """TOVUZ, Oct. 18 (Caspian Wire) - At least ten civilians, including two children, were killed when a rocket \
hit the town of Tovuz overnight, the prosecutor's office said on Saturday.

"Thirty-five others were wounded," said Leyla Aliyeva, a spokeswoman for the emergency ministry. She said six people \
had been rescued from the rubble.

The death toll was later raised to 12 from ten, according to Aliyeva.

The defence ministry of the neighbouring state denied that its forces had killed 12 civilians.

Some 20 houses were destroyed. In 1992 a raid on the town left 48 people dead.
"""
_PIECES = st.sampled_from(
    (
        "At least", "ten", "12", "1,204", "people", "civilians", "two children", "were", "killed", "wounded", "missing",
        "including", "of them", "and", "others", "another", "the", "death toll", "rose to", "from", "said", "told",
        "according to", "police", "Ali Aliyev", "he", "denied", "Saturday", "on Oct. 4", "overnight", "since", "in",
        "Ganja", "Azerbaijan", "near", '"', "“", "”", "'", "``", "''", ",", ".", ":", "-", "—", "(", ")", "\n", "\n\n",
        "No one", "none", "a", "man", "could", "would kill", "up to", "S-300", "%", "$4m", "\ufffd", "é", "𝟙𝟚", "٣",
    )
)  # fmt: skip
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=60).map(" ".join), st.lists(_PIECES, max_size=30).map("".join))


def run(text: str, published: str | None = "2020-10-18") -> Extraction:
    return extract(make_article(text, outlet="Caspian Wire", published=published))


def spanned(value: Any) -> Iterator[tuple[str, list[int]]]:
    """Yield every text of an extraction that has a span, with the span."""
    if isinstance(value, list):
        for item in value:
            yield from spanned(item)
    elif isinstance(value, dict):
        for words, span in (("text", "span"), ("cue", "cue_span")):
            if value.get(words) is not None and value.get(span) is not None:
                yield value[words], value[span]
        for item in value.values():
            yield from spanned(item)


def figures_of(extraction: Extraction) -> list[tuple[Any, ...]]:
    return [
        (f.outcome, f.low, f.high, f.relation, claim.stance, claim.speaker is None)
        for claim in extraction.claims for f in claim.figures
    ]  # fmt: skip


def test_the_figures_of_an_article() -> None:
    assert figures_of(run(ARTICLE)) == [
        ("killed", 10, None, "total", "asserted", False),
        ("killed", 2, 2, "subset", "asserted", False),
        ("injured", 35, 35, "total", "asserted", False),
        ("rescued", 6, 6, "total", "asserted", False),
        ("killed", 12, 12, "total", "asserted", False),
        ("killed", 10, 10, "previous", "asserted", False),
        ("killed", 12, 12, "total", "denied", False),
        ("destroyed", 20, 20, "total", "asserted", True),
        ("killed", 48, 48, "total", "asserted", True),
    ]


def test_who_said_it_and_when_and_what_it_is_a_part_of() -> None:
    extraction = run(ARTICLE)
    first = extraction.claims[0]
    whole, part = first.figures
    assert part.part_of == whole.id
    assert (first.speaker or "").endswith("prosecutor's office")
    assert first.stated and first.stated.start == "2020-10-17"
    assert whole.place and whole.place.text == "Tovuz"
    speakers = [claim.speaker for claim in extraction.claims if claim.figures]
    assert speakers[1] == "Leyla Aliyeva"
    scopes = {f.low: f.scope for claim in extraction.claims for f in claim.figures}
    assert (scopes[10], scopes[48]) == ("incident", "background")


def test_claims_and_figures_stand_in_the_order_of_their_spans() -> None:
    extraction = run(ARTICLE)
    assert [c.span for c in extraction.claims] == sorted(c.span for c in extraction.claims)
    for claim in extraction.claims:
        assert [f.span for f in claim.figures] == sorted(f.span for f in claim.figures)


def test_extracting_again_gives_the_same_bytes() -> None:
    once, again = (json.dumps(run(ARTICLE).as_dict()) for _ in range(2))
    assert once == again


def test_ids_are_those_of_the_text_and_its_place_alone() -> None:
    ids = [c.id for c in run(ARTICLE).claims]
    assert ids == [c.id for c in run(ARTICLE, published=None).claims]
    assert len(ids) == len(set(ids))
    figure_ids = [f.id for c in run(ARTICLE).claims for f in c.figures]
    assert len(figure_ids) == len(set(figure_ids))


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", '"', "\ud800", "\x00", "10", "killed", "killed " * 500])
def test_odd_texts_are_read(text: str) -> None:
    assert run(text).article.text is not None


@settings(max_examples=250, deadline=None)
@example('"At least ten people were killed, ' * 3)
@example("Two were killed, including two, including two, including two.")
@given(_TEXTS)
def test_any_text_is_read_and_every_span_is_its_text(text: str) -> None:
    extraction = run(text)
    stored = extraction.article.text
    row = extraction.as_dict()
    for words, (start, end) in spanned([row["claims"], row["dates"]]):
        assert stored[start:end] == words
    ids = {f.id for c in extraction.claims for f in c.figures}
    for claim in extraction.claims:
        assert [stored[s:e] for s, e in claim.spans]
        assert 0 <= claim.confidence <= 1
        for figure in claim.figures:
            assert 0 <= figure.confidence <= 1
            assert figure.part_of is None or figure.part_of in ids
            assert figure.low is None or figure.high is None or figure.low <= figure.high
    assert run(text) == extraction


def test_a_dateline_gives_the_day_and_the_agency_where_nothing_better_does() -> None:
    text = "ALBA, March 3, 2019 (AP) - Ten people were killed on Saturday, police said."
    found = extract(make_article(text))
    assert (found.article.published, found.article.published_from) == ("2019-03-03", "dateline")
    assert found.article.outlet == "AP" and found.article.id == make_article(text).id
    event = found.claims[0].figures[0].event
    assert event is not None and event.start == "2019-03-02"
    known = extract(make_article(text, outlet="Alba Post", published="2019-03-04", published_from="metadata")).article
    assert (known.published, known.published_from, known.outlet) == ("2019-03-04", "metadata", "Alba Post")


def test_the_day_on_which_a_conflict_began_is_not_that_of_the_strike() -> None:
    filler = "\n\n".join(f"The mayor spoke of the damage for the {n}th time." for n in range(4, 16))
    text = (
        "At least ten civilians were killed after missiles hit Alba, an official said Saturday.\n\n"
        f"{filler}\n\nRecent clashes erupted between the two countries Sept. 27, and the attacks have not stopped."
    )
    figure = extract(make_article(text, published="2020-10-17")).claims[0].figures[0]
    assert figure.low == 10 and figure.event is None


def test_texts_cut_off_after_any_word_are_read() -> None:
    folder = Path(__file__).parent / "corpus" / "en"
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    texts = [row["text"] for row in map(json.loads, lines[::4]) if "text" in row]
    for number, text in enumerate(texts):
        words = text.split(" ")
        extract(make_article(" ".join(words[: 1 + number % len(words)]), published="2020-10-17"))


@pytest.mark.parametrize(
    "text", ("According to a police report,", "Three barns were hit and only two of the", "The 11,000 of the forced")
)
def test_an_end_after_any_word(text: str) -> None:
    assert extract(make_article(text)).article.text == text
