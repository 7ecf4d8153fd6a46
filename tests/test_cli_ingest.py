"""What ``claimtrack ingest``, ``extract``, ``articles`` and ``show`` print, and with which exit code."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claimtrack
from claimtrack.pipeline import BATCH, extraction_version
from claimtrack.store import read, write
from tests.conftest import ROOT, TEXT, Result, make_extraction

Cli = Callable[..., Result]

SUMMARY = re.compile(
    r"articles: (\d+) new(?:, (\d+) extracted again)?, (\d+) unchanged, (\d+) failed; "
    r"\d+ claims, \d+ figures, \d+ dates unresolved\n"
)


def summed(result: Result) -> tuple[int, int, int, int]:
    """Return new, extracted again, unchanged and failed."""
    match = SUMMARY.fullmatch(result.out)
    assert match, result
    return tuple(int(n or 0) for n in match.groups())  # type: ignore[return-value]


def rows_of(path: Path = Path("claimtrack.db")) -> list[tuple[Any, ...]]:
    """Return everything in the database but when it was written."""
    conn = sqlite3.connect(path)
    tables = ("articles", "claims", "sources", "figures", "dates", "places")
    return [tuple(row) for table in tables for row in conn.execute(f"SELECT * FROM {table}")]


def test_the_seeds_are_stored_and_again_change_nothing(cli: Cli) -> None:
    first = cli("ingest", ROOT / "seeds")
    assert (first.code, first.err, summed(first)) == (0, "", (16, 0, 0, 0))
    before = rows_of()
    again = cli("ingest", ROOT / "seeds")
    assert (again.code, again.err, summed(again)) == (0, "", (0, 0, 16, 0))
    assert rows_of() == before


def test_bad_inputs_are_named_and_the_others_stored(cli: Cli) -> None:
    Path("a.txt").write_text(TEXT)
    Path("empty.txt").touch()
    Path("binary.md").write_bytes(b"\0\1\2")
    Path("b.jsonl").write_text('[1]\n{"text": "Two died, police said.", "published": "2020-10-17"}\n{"title": "T"}\n')
    result = cli("ingest", ".", "missing", "--published", "2020-10-17")
    assert result.code == 1
    assert summed(result) == (2, 0, 0, 5)
    lines = result.err.splitlines()
    assert [line.partition(": ")[0] for line in lines[::2]] == [
        "b.jsonl:1", "b.jsonl:3", "binary.md", "empty.txt", "missing",
    ]  # fmt: skip
    assert all(line.startswith("hint: ") for line in lines[1::2])


def test_a_date_that_is_none_costs_the_date_only(cli: Cli) -> None:
    Path("a.md").write_text(f"---\npublished: soon\noutlet: AA\n---\n{TEXT}")
    result = cli("ingest", "a.md")
    assert result.code == 1
    assert summed(result) == (1, 0, 0, 0)
    assert result.err.startswith("a.md: published is no date: 'soon'; read without it\nhint: ")


def test_a_key_that_is_not_used_is_told_once_and_is_no_failure(cli: Cli) -> None:
    for name in "ab":
        Path(f"{name}.md").write_text(f"---\ntags: x\npublished: 2020-10-17\n---\n{name} {TEXT}")
    result = cli("ingest", ".")
    assert result.code == 0
    assert result.err.count("'tags'") == 1
    assert result.err.startswith("note: a.md: ")


def test_an_article_without_its_date_is_warned_of_until_it_is_set(cli: Cli) -> None:
    Path("a.txt").write_text(TEXT)
    result = cli("ingest", "a.txt", "--title", "Ten killed")
    assert result.code == 0
    found = re.search(r"claimtrack articles set (\w{16}) --published", result.err)
    assert found
    assert f"{found[1]} (Ten killed)" in result.err
    assert found[1] in cli("ingest", "a.txt").err
    done = cli("articles", "set", found[1][:8], "--published", "17 Oct 2020", "--outlet", "AA")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{found[1]}: set outlet, published; ")
    article = json.loads(cli("articles", "--format", "json").out)[0]
    assert (article["id"], article["published"], article["published_from"]) == (found[1], "2020-10-17", "option")
    # the file still does not say it: what was set by hand stays
    again = cli("ingest", "a.txt", "--outlet", "BB", "--title", "Ten killed")
    assert again.err == "" or found[1] not in again.err


def test_what_was_missing_is_filled_by_a_later_ingest(cli: Cli) -> None:
    Path("a.txt").write_text(TEXT)
    assert summed(cli("ingest", "a.txt")) == (1, 0, 0, 0)
    assert summed(cli("ingest", "a.txt", "--published", "2020-10-17", "--outlet", "AA")) == (0, 1, 0, 0)
    assert summed(cli("ingest", "a.txt")) == (0, 0, 1, 0)
    article = json.loads(cli("articles", "--format", "json").out)[0]
    assert (article["outlet"], article["published"]) == ("AA", "2020-10-17")


def test_two_copies_in_one_run_are_one_article(cli: Cli) -> None:
    rows = [{"text": TEXT, "url": "u", "published": f"2020-10-1{n}"} for n in (7, 8, 7)]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert summed(cli("ingest", "a.jsonl")) == (1, 0, 2, 0)
    before = rows_of()
    assert summed(cli("ingest", "a.jsonl")) == (0, 0, 3, 0)
    assert rows_of() == before


def test_two_outlets_with_one_text_are_two_articles(cli: Cli) -> None:
    Path("a.jsonl").write_text("\n".join(json.dumps({"text": TEXT, "outlet": name}) for name in "AB"))
    assert summed(cli("ingest", "a.jsonl")) == (2, 0, 0, 0)


def test_other_rules_extract_again(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(TEXT)
    cli("ingest", "a.txt", "--published", "2020-10-17")
    monkeypatch.setattr("claimtrack.pipeline.extraction_version", lambda: "0.0.0+other")
    assert summed(cli("ingest", "a.txt")) == (0, 1, 0, 0)
    assert summed(cli("ingest", "a.txt")) == (0, 0, 1, 0)
    assert extraction_version().startswith(f"{claimtrack.__version__}+")


def test_many_articles_go_in_by_batches(cli: Cli) -> None:
    total = BATCH * 2 + 1
    rows = (json.dumps({"text": f"{n} died.", "url": f"u{n}", "published": "2020-10-17"}) for n in range(total))
    Path("a.jsonl").write_text("\n".join(rows))
    assert summed(cli("ingest", "a.jsonl")) == (total, 0, 0, 0)


def test_a_fault_in_the_rules_costs_one_article(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimtrack import pipeline

    whole = pipeline.extract
    monkeypatch.setattr(pipeline, "extract", lambda a: 1 / 0 if "bad" in a.text else whole(a))
    for name in ("a", "bad", "c"):
        Path(f"{name}.txt").write_text(f"{name} {TEXT}")
    result = cli("ingest", ".", "--published", "2020-10-17")
    assert result.code == 1
    assert summed(result) == (2, 0, 0, 1)
    assert "ZeroDivisionError" in result.err


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (("ingest",), "Missing argument"),
        (("ingest", "a.txt", "--published", "soon"), "--published: 'soon' is not a date"),
        (("ingest", "a.txt", "--nonsense"), "--nonsense"),
        (("extract",), "Missing argument"),
        (("nonsense",), "No such command 'nonsense'"),
        (("articles", "set", "ab"), "nothing to set"),
        (("articles", "--format", "xml"), "xml"),
        (("show",), "Missing argument"),
    ],
)
def test_wrong_usage(cli: Cli, args: tuple[str, ...], what: str) -> None:
    result = cli(*args)
    assert (result.code, result.out) == (2, "")
    assert what in result.err
    assert result.err.splitlines()[1].startswith("hint: ")
    assert not Path("claimtrack.db").exists()


@pytest.mark.parametrize("args", [("ingest", "a.txt"), ("articles",), ("show", "ab"), ("articles", "remove", "ab")])
def test_a_file_that_is_no_database_is_told(cli: Cli, args: tuple[str, ...]) -> None:
    Path("a.txt").write_text(TEXT)
    Path("x.db").write_text("no database" * 100)
    result = cli(*args, "--db", "x.db")
    assert (result.code, result.out) == (1, "")
    assert result.err == "x.db: is not a database, or is damaged\nhint: name another file with --db\n"


def test_the_database_is_named_by_option_or_variable(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(TEXT)
    cli("ingest", "a.txt", "--db", "one.db")
    monkeypatch.setenv("CLAIMTRACK_DB", "two.db")
    cli("ingest", "a.txt")
    assert Path("one.db").exists()
    assert Path("two.db").exists()
    assert not Path("claimtrack.db").exists()


def test_extract_writes_one_object_an_article_and_the_same_again(cli: Cli) -> None:
    result = cli("extract", ROOT / "seeds")
    assert (result.code, result.err) == (0, "")
    rows = [json.loads(line) for line in result.out.split("\n")[:-1]]
    assert len(rows) == 16
    for row in rows:
        assert set(row) == {"schema_version", "article", "claims", "dates"}
        text = row["article"]["text"]
        for part in (*row["claims"], *row["dates"], *(f for c in row["claims"] for f in c["figures"])):
            assert text[slice(*part["span"])] == part["text"]
    assert cli("extract", ROOT / "seeds").out == result.out


def test_extract_reads_standard_input_and_warns_of_a_missing_date(cli: Cli) -> None:
    result = cli("extract", "-", stdin=TEXT.encode())
    assert result.code == 0
    assert json.loads(result.out)["article"]["text"] == TEXT
    assert "without a publication date" in result.err
    assert cli("extract", "-", "--published", "2020-10-17", stdin=TEXT.encode()).err == ""
    assert cli("extract", "-", stdin=b"").code == 1


def store(text: str = TEXT, **known: str) -> str:
    """Store an extraction made by hand; return the id of its claim."""
    conn = read.connect("claimtrack.db", create=True)
    extraction = make_extraction(text, **known)
    write.add_extractions(conn, [extraction], write.start_run(conn, "x", "2020-10-18"))
    conn.close()
    return extraction.claims[0].id


def test_show_marks_the_parts_in_brackets(cli: Cli) -> None:
    claim = store(published="2020-10-17", published_from="metadata", url="https://x.example/a")
    result = cli("show", claim[:7])
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == (
        "‹[killed ≥10: At least ten civilians were killed] in [Ganja: Ganja]›, [source: Hikmet Hajiyev] [cue: said] on "
        "[stated 2020-10-17: Saturday]."
    )
    for words in (
        "assistant to the president, official", "Anadolu", "2020-10-17 (from metadata)", "https://x.example/a",
        "outcome-after", "cue-after", "confidence 0.80", "Ganja, AZ",
    ):  # fmt: skip
        assert words in result.out


def test_show_gives_the_record_as_json(cli: Cli) -> None:
    claim = store()
    record = json.loads(cli("show", claim, "--format", "json").out)
    assert record["id"] == claim
    assert record["figures"][0]["low"] == 10
    assert cli("show", record["figures"][0]["id"]).out.startswith("‹[killed")


def test_show_of_what_is_not_there(cli: Cli) -> None:
    store()
    result = cli("show", "zz")
    assert (result.code, result.out) == (2, "")
    assert "'zz'" in result.err


def test_nothing_from_an_article_acts_on_the_terminal(cli: Cli) -> None:
    bad = "\x1b]0;owned\x07\x1b[31m[red]\u202e"
    claim = store(TEXT.replace("said on", f"said {bad} on"), title=f"T {bad}")
    formats = (("articles", "--format", name) for name in ("table", "markdown", "csv", "tsv"))
    for args in (("show", claim), *formats):
        out = cli(*args).out
        assert "\x1b" not in out
        assert "\x07" not in out
        assert "\u202e" not in out
        assert "red" in out


def test_articles_are_listed_set_and_removed(cli: Cli) -> None:
    cli("ingest", ROOT / "seeds")
    table = cli("articles")
    assert table.out.splitlines()[0].split() == ["id", "published", "outlet", "title", "claims", "figures"]
    assert len(table.out.splitlines()) == 17
    rows = json.loads(cli("articles", "--format", "json", "--outlet", "trend").out)
    assert len(rows) == 4
    assert "text" not in rows[0]
    assert cli("articles", "--format", "csv", "--limit", "2").out.count("\n") == 3
    assert len(cli("articles", "--format", "ndjson", "--search", "Amnesty").out.splitlines()) == 1
    removed = cli("articles", "remove", rows[0]["id"])
    assert removed.out == f"{rows[0]['id']}: removed\n"
    assert len(cli("articles").out.splitlines()) == 16
    assert cli("articles", "remove", rows[0]["id"]).code == 2
    # "--db" may stand before the subcommand as well
    assert cli("articles", "--db", "claimtrack.db", "remove", rows[1]["id"][:9]).code == 0


@pytest.mark.parametrize("command", ["ingest", "extract", "list", "compare", "show", "articles"])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help_with_an_example(cli: Cli, command: str, flag: str) -> None:
    result = cli(command, flag)
    assert (result.code, result.err) == (0, "")
    assert f"claimtrack {command}" in result.out.partition("Example")[2]


def test_alone_it_shows_its_help(cli: Cli) -> None:
    assert cli() == cli("--help")
    assert cli().code == 0
    for command in ("ingest", "extract", "list", "compare", "show", "articles"):
        assert command in cli().out


def test_the_version(cli: Cli) -> None:
    assert cli("--version").out == f"claimtrack {claimtrack.__version__}\n"
