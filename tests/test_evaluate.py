"""``claimtrack evaluate``: scores that are known beforehand, lines that are no gold, and what is printed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from claimtrack.evaluation.agree import days_of, same_words
from claimtrack.evaluation.answers import Answer, make_answer
from claimtrack.evaluation.gold import GoldArticle, read_gold
from claimtrack.evaluation.score import Score, score_article
from claimtrack.views.scores import category_records, score_grids, with_total
from claimtrack.views.table import write_grids
from tests.conftest import ROOT, Result

Cli = Callable[..., Result]

TEXT = (
    "At least ten civilians, two of them children, were killed in Ganja, Hikmet Hajiyev said on Saturday. "
    "Some 40 people were hurt. In 1992 a raid killed 600. The search for 30 hours found seven."
)


def gold_record(quote: str, outcome: str, low: int | None, high: int | None, **known: Any) -> dict[str, Any]:
    return {"quote": quote, "outcome": outcome, "low": low, "high": high, "modifier": "exact", "relation": "total",
            "scope": "incident", "stance": "asserted", "group": None, "source": None, **known}  # fmt: skip


RECORDS = [
    gold_record("At least ten civilians", "killed", 10, None, modifier="at_least", group="civilians",
                source=["Hikmet Hajiyev", "adviser"], stated="2020-10-17", event=["2020-10-17", "2020-10-17"],
                place="Ganja"),
    gold_record("two of them children", "killed", 2, 2, relation="subset", group="children", source="Hikmet Hajiyev"),
    gold_record("Some 40 people were hurt", "injured", 40, 40, modifier="about"),
    gold_record("a raid killed 600", "killed", 600, 600, scope="background", event=["1992", "1992"]),
    gold_record("found seven", "killed", 7, 7, unsure=True),
]  # fmt: skip
LINE = {
    "id": "ganja", "outlet": "Wire", "published": "2020-10-17", "title": "Ten killed", "text": TEXT,
    "gold": {"records": RECORDS, "speakers": ["Hikmet Hajiyev", "Elin Berg"], "not_figures": ["30 hours", "In 1992"]},
}  # fmt: skip


def figure(words: str, outcome: str, low: int | None, high: int | None, **known: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "span": [start, start + len(words)], "outcome": outcome, "low": low, "high": high,
            "modifier": "exact", "relation": "total", "scope": "incident", "confidence": 0.95, **known}  # fmt: skip


def prediction() -> dict[str, Any]:
    """Return an answer with two figures right, one with a wrong relation, one wrong, one sprung trap, one free."""
    day = {"start": "2020-10-17", "end": "2020-10-17"}
    said = {
        "text": TEXT[:77], "span": [0, 77], "stance": "asserted", "speaker": "Hikmet Hajiyev", "stated": day,
        "sources": [{"depth": 0, "text": "Hikmet Hajiyev", "name": "Hikmet Hajiyev", "span": None}],
        "figures": [
            figure("At least ten civilians", "killed", 10, None, modifier="at_least", group="civilians", event=day,
                   place={"text": "Ganja", "name": "Ganja"}),
            figure("two of them children", "killed", 2, 2, group="children", confidence=0.85),
        ],
    }  # fmt: skip
    told = {
        "text": TEXT[100:], "span": [100, len(TEXT)], "stance": "asserted", "sources": [],
        "figures": [
            figure("Some 40 people", "injured", 41, 41, confidence=0.5),
            figure("killed 600", "killed", 600, 600, scope="background",
                   event={"start": "1992-01-01", "end": "1992-12-31"}),
            figure("30 hours", "missing", 30, 30), figure("seven", "killed", 7, 7),
        ],
    }  # fmt: skip
    return {"article": {"text": TEXT}, "claims": [said, told], "dates": []}


def read(*lines: object) -> list[Any]:
    return list(read_gold([line if isinstance(line, str) else json.dumps(line) for line in lines], "gold"))


def scored(row: dict[str, Any] | None = None) -> Score:
    (article,) = read(LINE)
    assert isinstance(article, GoldArticle)
    return score_article(article, make_answer(row or prediction(), TEXT))


def test_figures_are_right_by_outcome_bounds_and_place_in_the_text() -> None:
    score = scored()
    # the figure at the unsure record counts neither as found nor as wrong
    assert (score.gold, score.found, score.right, score.whole) == (4, 5, 3, 2)
    assert (score.precision, score.recall) == (0.6, 0.75)
    assert score.f1 == pytest.approx(2 / 3)
    assert score.whole_f1 == pytest.approx(4 / 9)


def test_attributes_count_where_the_figure_is_right_and_the_gold_settles_them() -> None:
    score = scored()
    shares = {name: (score.agreed[name], asked) for name, asked in score.asked.items()}
    assert shares == {
        "source": (3, 3), "stance": (3, 3), "stated": (1, 1), "event": (2, 2), "place": (1, 1), "relation": (2, 3),
        "scope": (3, 3), "group": (2, 2), "modifier": (3, 3),
    }  # fmt: skip


def test_traps_speakers_and_confidence() -> None:
    score = scored()
    assert (score.sprung, score.traps) == (1, 2)
    assert (score.heard, score.speakers) == (1, 2)
    assert {band: (score.sure_right[band], n) for band, n in score.sure.items()} == {
        "0.9": (2, 3), "0.8": (1, 1), "0": (0, 1)
    }  # fmt: skip


def test_errors_name_what_was_wanted_and_what_was_found() -> None:
    assert [(e.kind, e.wanted, e.found, e.words) for e in scored().errors] == [
        ("wrong relation", "subset", "total", "two of them children"),
        ("missed", "40 injured", "41 injured", "Some 40 people were hurt"),
        ("spurious", "", "41 injured", "Some 40 people"),
        ("spurious", "", "30 missing", "30 hours"),
        ("trap", "", "30 missing", "30 hours"),
    ]


def test_recall_by_category() -> None:
    rows = {r["value"]: (r["gold"], r["right"], r["named_right"]) for r in category_records(scored(), "relation")}
    assert rows == {"total": (3, 2, 2), "subset": (1, 1, 0)}


def test_nothing_found_scores_nothing_and_nothing_to_find_asks_nothing() -> None:
    (article,) = read(LINE)
    score = score_article(article, Answer())
    assert (score.f1, score.precision, score.recall, score.found) == (0, 0, 0, 0)
    empty = score_article(read({"text": "It rained.", "gold": {"records": []}})[0], Answer())
    assert (empty.gold, empty.f1) == (0, 0)


def test_one_figure_answers_to_one_record_only() -> None:
    twice = {**LINE, "gold": {"records": [RECORDS[2], RECORDS[2]]}}
    row = prediction()
    row["claims"][1]["figures"] = [figure("Some 40 people", "injured", 40, 40)]
    row["claims"] = row["claims"][1:]
    score = score_article(read(twice)[0], make_answer(row, TEXT))
    assert (score.gold, score.right) == (2, 1)


def test_a_figure_whose_span_is_not_its_text_is_left_out_and_counted() -> None:
    row = prediction()
    row["claims"][0]["figures"][0]["span"] = [0, 5]
    score = scored(row)
    assert (score.bad_spans, score.right, score.found) == (1, 2, 4)


def test_a_span_that_swallows_the_article_is_no_place() -> None:
    text = TEXT + " x" * 200
    whole = {**figure("At least ten", "killed", 10, None), "text": text, "span": [0, len(text)]}
    row = {"claims": [{"text": text, "span": [0, len(text)], "sources": [], "figures": [whole]}]}
    assert score_article(read({**LINE, "text": text})[0], make_answer(row, text)).right == 0


def test_scores_add_up() -> None:
    total = with_total({"a.jsonl": scored(), "b.jsonl": scored()})["all"]
    assert (total.articles, total.gold, total.right, total.sure["0.9"]) == (2, 8, 6, 6)
    assert total.f1 == pytest.approx(scored().f1)
    assert list(with_total({"a.jsonl": scored()})) == ["a.jsonl"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Prosecutor General's Office", "Prosecutor General’s office", True), ("Hajiyev", "Hikmet Hajiyev", True),
        ("police", "the police said", True), ("Müller", "Muller", True), ("children", "two children", True),
        ("the mayor of Aksu", "Aksu mayor", True), ("police", "army", False), ("the", "the", False),
        ("Ali Aliyev", "Ali Hasanov", False),
    ],
)  # fmt: skip
def test_names_agree_by_their_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same_words(other, one) is same


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2020", None, ("2020-01-01", "2020-12-31")), ("2020-02", "2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-09-27", "2020-10", ("2020-09-27", "2020-10-31")), (None, "2020", None), ("Saturday", None, None),
        ("2020-13", None, None), ("2020-10-17T01:00+04:00", None, ("2020-10-17", "2020-10-17")),
    ],
)  # fmt: skip
def test_days_of_a_period(start: str | None, end: str | None, days: tuple[str, str] | None) -> None:
    assert days_of(start, end) == days


BROKEN = [
    ("not json", "is no JSON"), ("[1]", "is no JSON object"), ("[" * 100_000, "is no JSON"),
    ('{"gold": {"records": []}}', "has no 'text'"), ('{"text": "x"}', "has no 'gold'"),
    ('{"text": 5, "gold": {}}', "'text' is not text"), ('{"text": "x", "gold": {}}', "has no 'gold.records'"),
    ('{"text": "x", "gold": {"records": [], "speakers": "y"}}', "'gold.speakers' is not a list"),
    ({**LINE, "gold": {"records": [{**RECORDS[0], "quote": "Eleven"}]}}, "the quote 'Eleven' is not in the text"),
    ({**LINE, "gold": {"records": [{**RECORDS[0], "quote": ""}]}}, "the quote '' is not in the text"),
    ({**LINE, "gold": {"records": [{**RECORDS[0], "outcome": "kiled"}]}}, "outcome 'kiled' is none of"),
    ({**LINE, "gold": {"records": [{**RECORDS[0], "low": "10"}]}}, "'low' is neither a whole number nor null"),
    ({**LINE, "gold": {"records": [{"quote": "ten", "outcome": "killed", "low": 1}]}}, "record 1: has no 'high'"),
    ({**LINE, "gold": {"records": [{**RECORDS[0], "event": ["soon", "later"]}]}}, "'event' is neither a day"),
    ({**LINE, "gold": {"records": [{**RECORDS[0], "source": 7}]}}, "'source' is neither a name"),
    ({**LINE, "gold": {"records": ["ten"]}}, "record 1: is no JSON object"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "what"), BROKEN, ids=[what for _, what in BROKEN])
def test_a_line_that_is_no_gold_is_told_and_the_rest_goes_on(line: object, what: str) -> None:
    problem, article = read(line, LINE)
    assert what in f"{problem.where}: {problem.what}"
    assert problem.where.startswith("gold:1")
    assert article.id == "ganja"


def test_a_trap_that_is_not_in_the_text_is_told_and_left_out() -> None:
    problem, article = read({**LINE, "gold": {"records": [], "not_figures": ["nowhere", "30 hours"]}})
    assert "'nowhere' is not in the text" in problem.what
    assert article.traps == ("30 hours",)


def test_a_file_without_articles_is_told() -> None:
    (problem,) = read("", "\n")
    assert problem.what == "holds no gold article"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "gold"
    folder.mkdir(parents=True)
    (folder / "small.jsonl").write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    (tmp_path / "found.jsonl").write_text(json.dumps(prediction()) + "\n", encoding="utf-8")
    return folder


TABLE = """\
Figures (outcome and bounds)
file   articles  gold  found  right  precision  recall     F1
small         1     4      5      3      0.600   0.750  0.667

Whole records (the figure and these four right), and where the figure is right
file   whole F1  source    stance    relation  scope
small     0.444  1.00 3/3  1.00 3/3  .67 2/3   1.00 3/3

Other attributes where the figure is right
file   stated    event     place     group     modifier
small  1.00 1/1  1.00 2/2  1.00 1/1  1.00 2/2  1.00 3/3

Traps, speakers, and how many figures of each confidence are right
file   traps sprung  speakers found  sure .9 to 1  .8 to .9  below .8
small  1/2           .50 1/2         .67 2/3       1.00 1/1  .00 0/1

Figures of the gold by relation
relation  gold  right  recall  and relation right
total        3      2   0.667  1.00 2/2
subset       1      1   1.000  .00 0/1

Errors: 2 of 5
article  error           wanted      found       words
ganja    wrong relation  subset      total       two of them children
ganja    missed          40 injured  41 injured  Some 40 people were hurt
"""


def test_the_tables(cli: Cli, gold: Path) -> None:
    told = cli("evaluate", "--predictions", "found.jsonl", "--by", "relation", "--errors", 2)
    assert (told.code, told.out, told.err) == (0, TABLE, "")


@pytest.mark.parametrize("format", ["json", "ndjson", "csv", "tsv", "markdown"])
@pytest.mark.parametrize("more", [(), ("--by", "outcome"), ("--errors", "3")])
def test_every_format_is_written(cli: Cli, gold: Path, format: str, more: tuple[str, ...]) -> None:
    told = cli("evaluate", "--predictions", "found.jsonl", "--format", format, *more)
    assert (told.code, told.err) == (0, "")
    if format == "json":
        value = json.loads(told.out)
        assert value["files"]["small.jsonl"] == value["all"]
        assert value["all"]["figures"]["f1"] == 0.6667
        assert set(value) - {"files", "all"} == (
            {"by"} if "--by" in more else {"errors", "more_errors"} if more else set()
        )
    elif format == "csv":
        rows = list(csv.DictReader(io.StringIO(told.out)))
        wanted = {"--by": {"value": "killed", "gold": "3"}, "--errors": {"article": "ganja", "kind": "wrong relation"}}
        first = {"file": "small.jsonl", "f1": "0.6667", "relation_right": "2"}
        assert wanted.get(next(iter(more), ""), first).items() <= rows[0].items()
    elif format == "ndjson":
        assert [json.loads(line) for line in told.out.splitlines()]


@pytest.mark.parametrize("width", [80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    out = io.StringIO()
    long = {f"{name * 30}.jsonl": scored() for name in ("a", "b")}
    write_grids(score_grids(with_total(long)), out, width)
    assert max(cell_len(line) for line in out.getvalue().splitlines()) <= width


def test_one_table_at_a_time_where_the_format_holds_one(cli: Cli, gold: Path) -> None:
    told = cli("evaluate", "--format", "csv", "--by", "scope", "--errors", "1")
    assert told.code == 2
    assert "one table at a time" in told.err


def test_without_gold_the_folder_data_gold_is_scored_by_our_own_extraction(cli: Cli, gold: Path) -> None:
    told = cli("evaluate", "--format", "json")
    assert told.code == 0
    assert json.loads(told.out)["files"]["small.jsonl"]["figures"]["right"] >= 2


def test_without_gold_and_without_data_gold_it_says_what_to_name(cli: Cli) -> None:
    told = cli("evaluate")
    assert told.code == 2
    assert told.err.splitlines() == [
        "evaluate: no gold is named, and there is no folder data/gold here",
        "hint: name a gold file or a folder of them: claimtrack evaluate data/gold",
    ]


def test_bad_lines_are_told_one_each_and_the_exit_code_is_1(cli: Cli, gold: Path) -> None:
    bad = gold.parent / "bad.jsonl"
    bad.write_text("nonsense\n" + json.dumps(LINE) + "\n[]\n", encoding="utf-8")
    told = cli("evaluate", bad, "missing.jsonl", "--predictions", "found.jsonl", "--format", "ndjson")
    assert told.code == 1
    assert json.loads(told.out.splitlines()[0])["right"] == 3
    lines = told.err.splitlines()
    assert [line for line in lines if not line.startswith("hint")] == [
        "missing.jsonl: no such file or folder", f"{bad}:1: is no JSON (Expecting value, column 1)",
        f"{bad}:3: is no JSON object",
    ]  # fmt: skip
    assert len(lines) == 5


def test_predictions_that_miss_an_article_count_as_nothing_found(cli: Cli, gold: Path) -> None:
    (gold.parent.parent / "found.jsonl").write_text('{"article": {"text": "else"}, "claims": []}\n{"claims": []}\n')
    told = cli("evaluate", "--predictions", "found.jsonl", "--format", "json")
    assert told.code == 1
    assert "found.jsonl:2: has no 'article'" in told.err
    assert "no line with the text of this article" in told.err
    assert json.loads(told.out)["all"]["figures"]["found"] == 0


def test_the_published_gold_is_without_fault() -> None:
    for path in sorted((ROOT / "data" / "gold").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert all(isinstance(item, GoldArticle) for item in read_gold(lines, path.name))
