"""Extractions to rows and back; the file itself."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import StoreError, UsageError
from claimtrack.models import make_article
from claimtrack.store import read, write
from claimtrack.store.filters import Filters, match_query
from claimtrack.store.schema import migrate
from tests.conftest import TEXT, make_extraction

FIGURE_COLUMNS = [
    "figure_id", "claim_id", "article_id", "outlet", "title", "url", "published", "published_from", "speaker", "name",
    "role", "organization", "kind", "resolved_from", "chain", "mode", "cue", "stance", "hedges", "via", "stated_text",
    "stated_start", "stated_end", "stated_grain", "outcome", "unit", "victims", "group", "text", "start", "end",
    "value", "modifier", "low", "high", "relation", "part_of", "scope", "event_text", "event_start", "event_end",
    "event_grain", "event_mod", "place_text", "place", "country", "latitude", "longitude", "claim_text", "rules",
    "confidence", "claim_confidence",
]  # fmt: skip


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = read.connect(tmp_path / "c.db", create=True)
    yield connection
    connection.close()


def add(conn: sqlite3.Connection, *extractions: Any) -> None:
    write.add_extractions(conn, extractions, write.start_run(conn, "1", "2020-10-18T00:00:00+00:00"))


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    tables = ("articles", "claims", "sources", "figures", "dates", "places")
    return {t: conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}


def test_what_is_stored_comes_back_as_it_was(conn: sqlite3.Connection) -> None:
    extraction = make_extraction(published="2020-10-17", published_from="metadata")
    add(conn, extraction)
    record = next(read.claim_records(conn, Filters()))
    article = record.pop("article")
    assert record == json.loads(json.dumps(extraction.claims[0].as_dict()))
    assert article == extraction.article.as_dict(text=False)
    assert read.article_text(conn, article["id"]) == TEXT


def test_the_view_has_one_row_a_figure_with_all_that_is_filtered_on(conn: sqlite3.Connection) -> None:
    add(conn, make_extraction())
    row = conn.execute("SELECT * FROM figure_rows").fetchone()
    assert list(row.keys()) == FIGURE_COLUMNS
    assert (row["value"], row["low"], row["high"], row["modifier"]) == (10, 10, None, "at_least")
    assert TEXT[row["start"] : row["end"]] == row["text"]
    assert (row["name"], row["place"], row["country"], row["stated_start"]) == (
        "Hikmet Hajiyev", "Ganja", "AZ", "2020-10-17",
    )  # fmt: skip
    assert json.loads(row["chain"])[0]["name"] == "Hikmet Hajiyev"
    assert json.loads(row["rules"]) == ["outcome-after"]


def test_storing_again_replaces_and_adds_nothing(conn: sqlite3.Connection) -> None:
    extraction = make_extraction()
    add(conn, extraction)
    before = counts(conn)
    add(conn, extraction)
    assert counts(conn) == before
    add(conn, replace(extraction, claims=(), dates=()))
    assert counts(conn) == {"articles": 1, "claims": 0, "sources": 0, "figures": 0, "dates": 0, "places": 0}


def test_removing_an_article_leaves_nothing_of_it(conn: sqlite3.Connection) -> None:
    one, other = make_extraction(), make_extraction(TEXT + " Again.")
    add(conn, one, other)
    write.remove_article(conn, one.article.id)
    assert counts(conn) == {"articles": 1, "claims": 1, "sources": 1, "figures": 1, "dates": 1, "places": 1}
    assert len(list(read.claims(conn, Filters(search="Ganja")))) == 1
    for table in ("articles_fts", "claims_fts"):
        conn.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


def test_a_failed_batch_leaves_the_database_as_it_was(conn: sqlite3.Connection) -> None:
    add(conn, make_extraction())
    before = counts(conn)
    extraction = make_extraction(TEXT + " Again.")
    broken = replace(extraction, claims=(replace(extraction.claims[0], cue=object()),))  # type: ignore[arg-type]
    with pytest.raises(sqlite3.Error):
        write.add_extractions(conn, [broken], 1)
    assert counts(conn) == before


def test_foreign_keys_hold(conn: sqlite3.Connection) -> None:
    add(conn, make_extraction())
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError):
        conn.execute("DELETE FROM claims")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, True),
        ({"outcome": ("killed", "injured")}, True),
        ({"outcome": ("injured",)}, False),
        ({"group": ("civilians",)}, True),
        ({"group": ("children",)}, False),
        ({"source": ("hajiyev",)}, True),
        ({"source": ("ASSISTANT",)}, True),
        ({"source": ("aliyev",)}, False),
        ({"outlet": ("anad",)}, True),
        ({"outlet": ("tass",)}, False),
        ({"place": ("ganja",)}, True),
        ({"place": ("az",)}, True),
        ({"place": ("baku", "AM")}, False),
        ({"stance": ("denied",)}, False),
        ({"scope": ("incident",)}, True),
        ({"scope": ("cumulative",)}, False),
        ({"mode": ("indirect",)}, True),
        ({"mode": ("direct",)}, False),
        ({"search": "civilians ganja"}, True),
        ({"search": '"ten civilians"'}, True),
        ({"search": '"civilians ten"'}, False),
        ({"search": "rained"}, False),
        ({"since": "2020-10-17", "until": "2020-10-17"}, True),
        ({"since": "2020-10", "until": "2020"}, True),
        ({"since": "2020-10-18"}, False),
        ({"until": "2020-10-16"}, False),
        ({"min_confidence": 0.8}, True),
        ({"min_confidence": 0.95}, False),
        ({"article": ("zz",)}, False),
    ],
)
def test_filters(conn: sqlite3.Connection, filters: dict[str, Any], found: bool) -> None:
    add(conn, make_extraction(published="2020-10-18"))
    assert bool(list(read.claims(conn, Filters(**filters)))) is found
    assert bool(list(read.figure_rows(conn, Filters(**filters)))) is found


@pytest.mark.parametrize(
    ("published", "since", "until", "found"),
    [
        ("2021-01", "2021-01-15", None, True),
        ("2021-01", "2021-02", None, False),
        ("2021-01", None, "2021-01-15", True),
        ("2021-01", None, "2020-12", False),
        ("2021-01-15T23:30:00+04:00", "2021-01-15", "2021-01-15", True),
        (None, "1990", None, False),
    ],
)
def test_without_a_day_stated_the_publication_counts(
    conn: sqlite3.Connection, published: str | None, since: str | None, until: str | None, found: bool
) -> None:
    extraction = make_extraction(published=published)
    add(conn, replace(extraction, claims=(replace(extraction.claims[0], stated=None),)))
    assert bool(list(read.claims(conn, Filters(since=since, until=until)))) is found


def test_what_could_happen_is_left_out_unless_asked_for(conn: sqlite3.Connection) -> None:
    extraction = make_extraction()
    add(conn, replace(extraction, claims=(replace(extraction.claims[0], stance="hypothetical"),)))
    assert list(read.claims(conn, Filters())) == []
    assert len(list(read.claims(conn, Filters(hypothetical=True)))) == 1
    assert len(list(read.claims(conn, Filters(stance=("hypothetical",))))) == 1


@given(st.text(max_size=60))
def test_no_search_is_syntax(text: str) -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
    conn.execute("SELECT * FROM t WHERE t MATCH ?", (match_query(text),)).fetchall()


@pytest.mark.parametrize("text", ["a AND", "a:b", "NEAR(a b)", "a*", "^a", "-a", '"', "a) OR (b", "'; DROP TABLE x"])
def test_operators_in_a_search_are_words(conn: sqlite3.Connection, text: str) -> None:
    add(conn, make_extraction())
    assert list(read.claims(conn, Filters(search=text))) == []
    assert list(read.articles(conn, search=text)) == []


def test_the_same_article_is_known_again_with_more_or_less_said_of_it(conn: sqlite3.Connection) -> None:
    stored = make_extraction()
    add(conn, stored)
    for known in ({}, {"outlet": "Anadolu"}, {"url": "https://x.example", "title": "Ten killed"}):
        found = write.find_same(conn, make_article(TEXT, **known))  # type: ignore[arg-type]
        assert found is not None
        assert found.article.id == stored.article.id
    assert write.find_same(conn, make_article(TEXT, outlet="Reuters")) is None
    assert write.find_same(conn, make_article(TEXT + " ", outlet="Anadolu", title="Ten killed")) is None


def test_merging_keeps_what_is_trusted_more() -> None:
    old = make_article("x", outlet="A", published="2020-10-17", published_from="metadata")
    by_url = make_article("x", url="u", published="2020-10-18", published_from="url")
    assert write.merge(old, by_url).published == "2020-10-17"
    assert write.merge(old, by_url).url == "u"
    better = make_article("x", published="2020-10-18", published_from="metadata")
    assert write.merge(old, better).published == "2020-10-18"
    assert write.merge(old, better, {"published"}).published == "2020-10-17"
    assert write.merge(old, better, fill_only=True) == old
    assert write.merge(old, better).id == old.id


def test_a_day_read_in_the_text_yields_to_one_given(conn: sqlite3.Connection) -> None:
    add(conn, make_extraction(published="2020-10-17", published_from="dateline"))
    stored = write.find_same(conn, make_article(TEXT))
    assert stored is not None
    assert (stored.article.published, stored.dated) == (None, True)


def test_an_id_may_be_shortened_while_it_stays_one(conn: sqlite3.Connection) -> None:
    extraction = make_extraction()
    add(conn, extraction)
    claim = extraction.claims[0]
    assert read.find_claim(conn, claim.id[:6]) == (claim.id, None)
    assert read.find_claim(conn, claim.figures[0].id) == (claim.id, claim.figures[0].id)
    assert read.find_article(conn, extraction.article.id[:6]) == extraction.article.id
    for wrong in ("", "zz", "%", "_"):
        with pytest.raises(UsageError):
            read.find_claim(conn, wrong)
        with pytest.raises(UsageError):
            read.find_article(conn, wrong)


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE t (a)")


def newer(path: Path) -> None:
    read.connect(path, create=True).execute(f"PRAGMA user_version = {read.VERSION + 1}")


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: path.write_text("words, not a database" * 100), "not a database"),
        (other_program, "another program"),
        (newer, "newer claimtrack"),
        (Path.mkdir, "is a folder"),
    ],
)
def test_a_file_that_is_no_database_of_ours_is_told_and_left_alone(
    tmp_path: Path, make: Any, what: str, create: bool
) -> None:
    path = tmp_path / "c.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=what) as error:
        read.connect(path, create=create)
    assert error.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_missing_and_an_empty_database_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        read.connect(tmp_path / "c.db")
    assert not (tmp_path / "c.db").exists()
    (tmp_path / "c.db").touch()
    with pytest.raises(StoreError, match="holds nothing"):
        read.connect(tmp_path / "c.db")
    read.connect(tmp_path / "c.db", create=True)
    read.connect(tmp_path / "c.db")
    with pytest.raises(StoreError, match="no such folder"):
        read.connect(tmp_path / "x" / "c.db", create=True)


def test_reading_cannot_write(tmp_path: Path) -> None:
    read.connect(tmp_path / "c.db", create=True).close()
    with pytest.raises(sqlite3.OperationalError):
        read.connect(tmp_path / "c.db").execute("DELETE FROM articles")


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_database_in_a_folder_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    conn = read.connect(tmp_path / "c.db", create=True)
    add(conn, make_extraction())
    conn.close()
    tmp_path.chmod(0o555)
    try:
        assert len(list(read.claims(read.connect(tmp_path / "c.db"), Filters()))) == 1
    finally:
        tmp_path.chmod(0o755)


def test_migrating_twice_changes_nothing(conn: sqlite3.Connection) -> None:
    before = [r[0] for r in conn.execute("SELECT sql FROM sqlite_master ORDER BY name")]
    migrate(conn)
    assert [r[0] for r in conn.execute("SELECT sql FROM sqlite_master ORDER BY name")] == before
    assert conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_search_survives_a_vacuum(conn: sqlite3.Connection) -> None:
    add(conn, *(make_extraction(f"{TEXT} {n}") for n in range(5)))
    write.remove_article(conn, make_extraction(f"{TEXT} 1").article.id)
    conn.execute("VACUUM")
    assert len(list(read.claims(conn, Filters(search="ganja")))) == 4


def test_numbers_past_what_sqlite_holds_are_capped(conn: sqlite3.Connection) -> None:
    extraction = make_extraction()
    claim = extraction.claims[0]
    figure = replace(claim.figures[0], value=10**30, low=10**30)
    add(conn, replace(extraction, claims=(replace(claim, figures=(figure,)),)))
    assert next(read.figure_rows(conn, Filters()))["low"] == 2**63 - 1
