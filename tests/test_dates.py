"""Dates: what is found in a text and what it means from its anchor; words of ``lexicon/en/dates.toml``."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.extract.dates import find_dates, period_of
from claimtrack.extract.segment import segment
from claimtrack.lexicon import TABLES, load
from claimtrack.models import Date
from claimtrack.normalize.dates import parse_rest, resolve
from claimtrack.normalize.dates_calendar import add_days, add_months, holiday, season_days, shift, weekday_by, year_days
from claimtrack.normalize.dates_phrase import Anchor, Phrase, Setting, parse_anchor

CORPUS = Path(__file__).parent / "corpus" / "en"
PUBLISHED = "2020-10-17"
LEXICON = load()


def cases(name: str) -> list[dict[str, Any]]:
    with (CORPUS / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def dates_of(text: str, published: str | None = PUBLISHED) -> list[Date]:
    return [mention.date for mention in find_dates(segment(text, LEXICON), LEXICON, published)]


@pytest.mark.parametrize("case", cases("dates"), ids=lambda case: f"{case['rule']}: {case['text']}"[:80])
def test_date_mentions(case: dict[str, Any]) -> None:
    found = dates_of(case["text"], case["published"])
    assert [[d.text, d.start, d.end, d.grain, d.mod] for d in found] == case["expect"]


# -- periods
@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Ten have died since Sept. 27.", ("since Sept. 27", "2020-09-27", None, "SINCE")),
        ("Ten have died since 1985.", ("since 1985", "1985-01-01", None, "SINCE")),
        ("Ten died on Sept. 27.", ("Sept. 27", "2020-09-27", "2020-09-27", None)),
        ("Ten died between March 3 and April 9.", ("March 3 and April 9", "2020-03-03", "2020-04-09", None)),
        ("Ten died from 1985 to 1987.", ("1985 to 1987", "1985-01-01", "1987-12-31", None)),
        ("Ten died from 1987 to 1985.", ("1987", "1987-01-01", "1987-12-31", None)),
    ],
)
def test_a_period_is_read_from_the_words_around_a_date(text: str, expect: tuple[str | None, ...]) -> None:
    doc = segment(text, LEXICON)
    mentions = find_dates(doc, LEXICON, PUBLISHED)
    period = period_of(doc, mentions[0], LEXICON, mentions)
    assert (period.text, period.start, period.end, period.mod) == expect
    assert text[period.span.start : period.span.end] == period.text


# -- the words
# Tables whose words are no part of a date but tell how to read it: their examples are cases of what is found.
AROUND = {
    "breaking": None, "block": [], "car make": [], "copyright": [], "counted people": [], "currency": [], "fate": [],
    "measure": [], "number": [], "street": [], "newspaper": [], "every": [], "movement": [],
}  # fmt: skip
TENSE = {
    "will": "2020-10-23", "should": "2020-10-23", "by": "2020-10-23", "for": "2020-10-23",
    "to": "2020-10-20", "canceled": "2020-10-16",
    "have": "2020-10-16", "ed": "2020-10-16", "be": "2020-10-23", "said": "2020-10-16", "eed": "2020-10-23",
    "due to": "2020-10-16", "is": "2020-10-23", "shooting": "2020-10-16", "was": "2020-10-16", "starting": "2020-10-19",
}  # fmt: skip
TENSE_TABLES = {
    "ahead", "behind", "tense_modal", "past_ending", "passive", "not_past_ending", "open_modal", "perfect",
    "time_limit", "onset", "infinitive", "called_off", "not_ahead", "present_be", "unplanned", "past_future",
}  # fmt: skip
WITHOUT_TEXT = {
    "date_glue", "in_before", "on_day", "before_old_year", "date_article", "shift_word", "year_sum", "year_sum_end",
}  # fmt: skip
NOT_IN_DATES = {"agency", "not_dateline"}
ENTRIES = [
    (table, entry) for table in TABLES["dates"] if table not in NOT_IN_DATES for entry in LEXICON.entries[table]
]


@pytest.mark.parametrize(("table", "entry"), ENTRIES, ids=lambda x: x if isinstance(x, str) else x["lemma"])
def test_every_example_fires(table: str, entry: dict[str, Any]) -> None:
    found = dates_of(entry["example"])
    if table in TENSE_TABLES:
        assert [d.start for d in found] == [TENSE[entry["lemma"]]]
    elif entry["lemma"] in AROUND:
        assert found == []
    else:
        assert found
        if table not in WITHOUT_TEXT:
            forms = [form.lower() for form in entry.get("forms", [entry["lemma"]])]
            assert any(form in d.text.lower() for form in forms for d in found)


TEMPTED = [(table, entry, text) for table, entry in ENTRIES for text in entry.get("not_in", ())]


@pytest.mark.parametrize(("table", "entry", "text"), TEMPTED, ids=lambda x: x if isinstance(x, str) else x["lemma"])
def test_no_temptation_fires(table: str, entry: dict[str, Any], text: str) -> None:
    found = dates_of(text)
    if table in TENSE_TABLES:
        assert all(d.start and d.start <= PUBLISHED for d in found)
    else:
        assert found == []


def test_entries_name_each_lemma_once() -> None:
    for table in TABLES["dates"]:
        lemmas = [entry["lemma"] for entry in LEXICON.entries[table]]
        assert len(lemmas) == len(set(lemmas)), table


# -- anchors and the calendar
@pytest.mark.parametrize(
    ("published", "expect"),
    [
        ("2020-10-17", Anchor(date(2020, 10, 17), "day")),
        ("2021-02", Anchor(date(2021, 2, 28), "month")),
        ("2021", Anchor(date(2021, 12, 31), "year")),
        (None, None), ("", None), ("yesterday", None), ("2020-13-40", None), ("0000-01-01", None),
    ],
)  # fmt: skip
def test_an_anchor_is_a_date_a_month_or_a_year(published: str | None, expect: Anchor | None) -> None:
    assert parse_anchor(published) == expect


def test_a_date_time_anchors_on_its_own_day() -> None:
    anchor = parse_anchor("2020-10-17T23:30:00-05:00")
    assert anchor and anchor.day == date(2020, 10, 17) and anchor.moment


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_the_calendar_ends_quietly(edge: date) -> None:
    assert {add_days(edge, days) for days in (-1, 1)} & {None}
    for unit in ("day", "week", "month", "year", "decade"):
        assert shift(edge, unit, 10**9) is None
    anchor = Anchor(edge, "day")
    for kind in ("weekday", "unit", "past", "weekend", "season", "moment", "calendar"):
        for step in (-1, 0, 1):
            phrase = Phrase(kind, month=12, day=31, weekday=0, unit="week", step=step)  # type: ignore[arg-type]
            resolve(phrase, anchor, Setting(ahead=step > 0))


def test_calendar_arithmetic() -> None:
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert weekday_by(date(2020, 10, 17), 5, 0) == date(2020, 10, 17)
    assert weekday_by(date(2020, 10, 17), 5, -1) == date(2020, 10, 10)
    assert weekday_by(date(2020, 10, 17), 5, 2) == date(2020, 10, 24)
    assert season_days(2019, 12) == (date(2019, 12, 1), date(2020, 2, 29))
    assert year_days(0) is None and year_days(9999, 10008) is None
    assert holiday({"easter": 0}, 2019) == date(2019, 4, 21)
    assert holiday({"month": 11, "weekday": 3, "nth": 4}, 2019) == date(2019, 11, 28)
    assert holiday({"month": 5, "weekday": 0, "nth": -1}, 2020) == date(2020, 5, 25)


def test_dateparser_reads_whole_dates_only() -> None:
    assert parse_rest("17-Oct-2020", None, "DMY") == date(2020, 10, 17)
    assert parse_rest("no date", None, "DMY") is None


# -- any text at all
WEIRD = [
    "9" * 5000, "Feb. " + "9" * 5000, "9" * 5000 + " days ago", "Feb 30", "99/99/9999", "0/0/0000", "in 0000",
    "25:99 GMT on Monday", "Monday at 24:00 GMT", "99999 years ago", "in the past 99999 years", "March 0", "0 March",
    "March 3-2-1", "1-1-1-1", "the the the of of of since", "٣ March 2019", "²2 March", "5th", "the 1st of of May",
    "12 a.m. p.m. (2100GMT) (2100GMT) Friday Friday", "day before day before yesterday", "last last last week",
    "'99", "mid-2019-2020", "overnight tue", "0¹ March",
    "year-end year-end's end", "2019-", "-2019", "2019/20/21", "١٢٣٤",
]  # fmt: skip


@pytest.mark.parametrize("text", WEIRD, ids=lambda text: text[:20])
@pytest.mark.parametrize("published", [None, PUBLISHED, "0001-01-01", "9999-12-31", "2021-01"])
def test_weird_dates_raise_nothing(text: str, published: str | None) -> None:
    _check(text, published)


def _check(text: str, published: str | None) -> None:
    doc = segment(text, LEXICON)
    end = 0
    for mention in find_dates(doc, LEXICON, published):
        found = mention.date
        assert text[found.span.start : found.span.end] == found.text
        assert end <= mention.first < mention.last
        end = mention.last
        assert (found.start is None) == (found.end is None)
        if found.start and found.end:
            assert date.fromisoformat(found.start[:10]) <= date.fromisoformat(found.end[:10])
        period_of(doc, mention, LEXICON)


PIECES = st.sampled_from(
    sorted(
        {word for table in TABLES["dates"] for word in LEXICON.forms(table)}
        | {"Monday", "March", "May", "Sept", ".", ",", "(", ")", "-", "/", ":", "\n\n", "'s", "2019", "2020-10-17",
           "17", "5", "30", "12/11/2020", "10:30", "2100GMT", "p.m.", "GMT", "people", "said", "will", "“", "”"}
    )
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from([None, PUBLISHED, "2021-01", "9999-12-31"]))
def test_spans_are_their_text_and_never_overlap(text: str, published: str | None) -> None:
    _check(text, published)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    _check(text, PUBLISHED)


def test_the_work_is_linear_in_the_text() -> None:
    def took(times: int) -> float:
        doc = segment("on Monday, March 5 and 6 and 7, at 10:30 p.m. of the last " * times, LEXICON)
        began = time.perf_counter()
        find_dates(doc, LEXICON, PUBLISHED)
        return time.perf_counter() - began

    took(10)
    assert min(took(1600) for _ in range(3)) < 20 * min(took(200) for _ in range(3))
