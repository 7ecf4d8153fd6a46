"""Files and streams to articles."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import Problem
from claimtrack.models import Article
from claimtrack.readers import Defaults, iter_articles, parse_published
from claimtrack.readers.decode import decode
from claimtrack.readers.fields import published_in_url
from claimtrack.readers.frontmatter import split

PAGE = """<!doctype html><html lang="en-GB"><head><title>Ten killed | Daily</title>
<meta property="og:site_name" content="Daily News">{meta}<meta name="author" content="Jane Doe">
<link rel="canonical" href="https://d.example/ten"></head><body><nav>Home World</nav><article><h1>Ten killed</h1>
<p>At least ten civilians were killed on Saturday, the ministry said.</p><p>Another 35 were hurt, it added.</p>
</article><footer>© 2024 Daily</footer></body></html>"""


def read(path: Path | str, **defaults: str) -> tuple[list[Article], list[Problem]]:
    found = list(iter_articles([str(path)], Defaults(**defaults)))
    return [a for a in found if isinstance(a, Article)], [p for p in found if isinstance(p, Problem)]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_text_is_verbatim_with_its_line_ends_and_without_its_mark(tmp_path: Path) -> None:
    text = " Ten “dead”.\r\n\r\n\tNext\u2028line.\n"
    articles, problems = read(put(tmp_path, "a.txt", "\ufeff" + text))
    assert [a.text for a in articles] == [text]
    assert problems == []


def test_front_matter_gives_the_fields_and_the_body_is_the_text(tmp_path: Path) -> None:
    head = "---\ntitle: 'Ten: dead'\noutlet: AA\npublished: 2020-10-17\nlanguage: no\nurl: ~\nauthor: [A, B]\n---\n"
    articles, problems = read(put(tmp_path, "a.md", head + "Body.\n---\nmore\n"))
    article = articles[0]
    assert article.text == "Body.\n---\nmore\n"
    assert (article.title, article.outlet, article.language, article.author) == ("Ten: dead", "AA", "no", "A, B")
    assert (article.published, article.published_from) == ("2020-10-17", "metadata")
    assert problems == []


@pytest.mark.parametrize("text", ["---\nA ruler, no more.\n", "---\njust words\n---\nmore\n", "No front\n---\n"])
def test_what_is_no_front_matter_stays_text(tmp_path: Path, text: str) -> None:
    articles, problems = read(put(tmp_path, "a.md", text))
    assert [a.text for a in articles] == [text]
    assert problems == []


def test_a_bad_line_of_front_matter_loses_no_other(tmp_path: Path) -> None:
    articles, problems = read(put(tmp_path, "a.md", "---\ntitle: Ganja: ten\noutlet: AA\n---\nBody.\n"))
    assert (articles[0].title, articles[0].outlet, articles[0].text) == ("Ganja: ten", "AA", "Body.\n")
    assert "line 2" in problems[0].what
    assert problems[0].kind == "partial"


def test_a_bomb_in_the_front_matter_does_nothing(tmp_path: Path) -> None:
    bomb = "k0: &k0 [x,x]\n" + "".join(f"k{i + 1}: &k{i + 1} [*k{i},*k{i}]\n" for i in range(40))
    articles, problems = read(put(tmp_path, "a.md", f"---\n{bomb}title: T\n---\nBody.\n"))
    assert (articles[0].title, articles[0].text) == ("T", "Body.\n")
    assert "aliases" in problems[0].what
    deep = split("---\ntitle: " + "[" * 5000 + "\n---\nBody.\n")
    assert deep.body == "Body.\n"
    assert deep.wrong


def test_a_wrong_type_and_an_unknown_key_are_told_and_the_article_is_read(tmp_path: Path) -> None:
    articles, problems = read(put(tmp_path, "a.md", "---\ntitle: {a: b}\ntags: x\n---\nBody.\n"))
    assert (articles[0].title, articles[0].text) == (None, "Body.\n")
    assert {p.kind for p in problems} == {"partial", "note"}


def test_options_fill_what_the_input_does_not_say_and_nothing_else(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", "---\noutlet: AA\n---\nBody.\n")
    article = read(path, outlet="BB", published="2020-10-17", title="T")[0][0]
    assert (article.outlet, article.title) == ("AA", "T")
    assert (article.published, article.published_from) == ("2020-10-17", "option")


def test_the_url_gives_the_date_only_where_nothing_else_does(tmp_path: Path) -> None:
    row = {"url": "https://x.example/2020/10/17/ten", "text": "Ten dead."}
    path = put(tmp_path, "a.jsonl", json.dumps(row))
    assert read(path)[0][0].published == "2020-10-17"
    assert read(path)[0][0].published_from == "url"
    assert read(path, published="2020-10-18")[0][0].published_from == "option"
    path = put(tmp_path, "a.jsonl", json.dumps({**row, "published": "2020-10-16"}))
    assert (read(path)[0][0].published, read(path)[0][0].published_from) == ("2020-10-16", "metadata")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2020/10/17/ten", "2020-10-17"),
        ("https://x.example/news/2020-10-17/ten", "2020-10-17"),
        ("https://x.example/2020/10/ten", "2020-10"),
        ("https://x.example/2020/13/17/ten", None),
        ("https://x.example/2020/02/31/ten", None),
        ("https://x.example/politics/3314640.html", None),
        ("https://[broken", None),
    ],
)
def test_dates_in_urls(url: str, day: str | None) -> None:
    assert published_in_url(url) == day


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020-10-17", "2020-10-17"),
        ("2021-01", "2021-01"),
        ("2020-10-17T14:30+04:00", "2020-10-17T14:30:00+04:00"),
        ("2020-10-17T10:30:00Z", "2020-10-17T10:30:00+00:00"),
        ("2020-10-17 14:30", "2020-10-17"),
        ("Sat, 17 Oct 2020 10:00:00 +0400", "2020-10-17T10:00:00+04:00"),
        ("17 Oct 2020", "2020-10-17"),
        ("Saturday, October 17, 2020", "2020-10-17"),
        ("10/11/2020", None),
        ("2020-02-30", None),
        ("2020-13", None),
        ("0001-01-01", None),
        ("last week", None),
        ("", None),
    ],
)
def test_dates_of_publication(value: str, iso: str | None) -> None:
    assert parse_published(value) == iso


def test_a_date_that_is_none_is_told_and_the_article_is_read(tmp_path: Path) -> None:
    articles, problems = read(put(tmp_path, "a.md", "---\npublished: soon\n---\nBody.\n"))
    assert (articles[0].published, articles[0].published_from) == (None, None)
    assert problems[0].kind == "partial"
    assert "soon" in problems[0].what


def test_each_bad_line_is_named_and_its_neighbours_are_read(tmp_path: Path) -> None:
    lines = [
        '{"text": "One dead."}', "[1, 2]", '{"title": "T"}', '{"text": 7}', "{broken", "", '"words"',
        "[" * 100_000, '{"text": "  "}', '{"text": "Two dead.", "title": 5}', '{"text": null, "html": null}',
    ]  # fmt: skip
    articles, problems = read(put(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [a.text for a in articles] == ["One dead.", "Two dead."]
    assert [p.where.rpartition(":")[2] for p in problems] == ["2", "3", "4", "5", "7", "8", "9", "10", "11"]
    assert [p.kind for p in problems].count("partial") == 1
    assert all(p.hint for p in problems)


def test_a_surrogate_and_a_nul_in_json_do_no_harm(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", '{"text": "a\\ud800b\\u0000c", "title": "x\\udfff", "id": 3}')
    articles, problems = read(path)
    assert (articles[0].text, articles[0].title) == ("a\ufffdb\0c", "x\ufffd")
    assert [p.kind for p in problems] == ["note"]


def test_a_line_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimtrack.readers.lines.MAX_BYTES", 100)
    lines = ['{"text": "One."}', '{"text": "' + "x" * 500 + '"}', '{"text": "Two."}']
    articles, problems = read(put(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [a.text for a in articles] == ["One.", "Two."]
    assert problems[0].where.endswith(":2")


def test_a_page_gives_its_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    meta = '<meta property="article:published_time" content="2020-10-17T09:30:00+04:00">'
    article = read(put(tmp_path, "a.html", PAGE.replace("{meta}", meta)))[0][0]
    assert "At least ten civilians were killed" in article.text
    assert "Home World" not in article.text
    assert (article.outlet, article.title, article.author) == ("Daily News", "Ten killed", "Jane Doe")
    assert (article.published, article.published_from) == ("2020-10-17T09:30:00+04:00", "metadata")
    assert article.language == "en"


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ("", None),  # the copyright year and the day in the text are none
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2020-10-17"}]}</script>', "2020-10-17"),
        ('<script type="application/ld+json">{"datePublished": "2020-10-17",}</script>', "2020-10-17"),
        ('<meta itemprop="datePublished" content="2020-10-17">', "2020-10-17"),
        ('<meta name="date" content="whenever">', None),
    ],
)
def test_only_what_the_page_calls_its_publication_dates_it(tmp_path: Path, meta: str, day: str | None) -> None:
    assert read(put(tmp_path, "a.html", PAGE.replace("{meta}", meta)))[0][0].published == day


@pytest.mark.parametrize("page", ["<html></html>", "<div>" * 50_000 + "x", "<p", "<html><body><p></p></body></html>"])
def test_a_page_without_an_article_is_told(tmp_path: Path, page: str) -> None:
    articles, problems = read(put(tmp_path, "a.html", page))
    assert articles == []
    assert problems[0].kind == "failed"


def test_html_in_json_lines_yields_to_the_other_keys(tmp_path: Path) -> None:
    row = {"html": "<p>Ten were killed, police said.</p>", "outlet": "AA", "published": "2020-10-17"}
    article = read(put(tmp_path, "a.jsonl", json.dumps(row)))[0][0]
    assert (article.text, article.outlet, article.published) == ("Ten were killed, police said.", "AA", "2020-10-17")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"\x7fELF\0\0\0", "binary"),
        (bytes(range(1, 32)) * 10, "binary"),
        ("Погибли десять человек".encode("cp1251"), "not UTF-8"),
        (b"\xff\xfeabc", "UTF-16"),
        (b"---\ntitle: T\n---\n  \n", "holds no text"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    articles, problems = read(put(tmp_path, name, content))
    assert articles == []
    assert len(problems) == 1
    assert what in problems[0].what
    assert "\n" not in problems[0].what
    assert problems[0].hint


def test_other_encodings_are_read_where_they_are_sure_and_told_where_not(tmp_path: Path) -> None:
    text = "Ten died in Gəncə, the ministry said."
    assert read(put(tmp_path, "a.txt", text.encode("utf-16")))[0][0].text == text
    lines = '{"text": "Ten dead."}\n{"text": "Two dead."}\n'
    assert [a.text for a in read(put(tmp_path, "a.jsonl", lines.encode("utf-16")))[0]] == ["Ten dead.", "Two dead."]
    articles, problems = read(put(tmp_path, "b.txt", "Ten “dead”, the café’s owner said.".encode("cp1252")))
    assert articles[0].text == "Ten “dead”, the café’s owner said."
    assert "Windows-1252" in problems[0].what


@pytest.mark.parametrize("name", ["a.jsonl", "a.html"])
@pytest.mark.parametrize("content", [b"", b"\0\1\2" * 100])
def test_empty_and_binary_files_of_other_kinds(tmp_path: Path, name: str, content: bytes) -> None:
    articles, problems = read(put(tmp_path, name, content))
    assert articles == []
    assert len(problems) == 1


def test_a_folder_is_read_in_order_and_what_is_not_ours_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.md", ".hidden.txt", ".git/x.txt", "README.md", "image.png", "data.csv"):
        put(tmp_path, name, f"{name} holds words")
    articles, problems = read(tmp_path)
    assert [a.text.split()[0] for a in articles] == ["a.txt", "b.txt", "sub/c.md"]
    assert problems == []


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    put(tmp_path, "a.csv", "x")
    for name, what in (("missing", "no such"), ("empty", "no file to read"), ("a.csv", "kind")):
        articles, problems = read(tmp_path / name)
        assert articles == []
        assert what in problems[0].what


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Ten dead.", "Ten dead."),
        (b"---\ntitle: T\n---\nTen dead.", "Ten dead."),
        (b' {"text": "Ten dead."}\n{"text": "Ten dead."}', "Ten dead."),
        (PAGE.encode(), "At least ten civilians"),
    ],
)
def test_standard_input_is_known_by_how_it_begins(monkeypatch: pytest.MonkeyPatch, content: bytes, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    articles, problems = read("-")
    assert all(text in a.text for a in articles)
    assert articles
    assert problems == []


def test_bytes_read_are_counted(tmp_path: Path) -> None:
    lines = put(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    text = put(tmp_path, "b.txt", "Three.")
    sizes: list[int] = []
    list(iter_articles([str(lines), str(text)], count=sizes.append))
    assert sum(sizes) == lines.stat().st_size + text.stat().st_size


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_decoder(data: bytes) -> None:
    decoded = decode(data, "x")
    assert (decoded.text is None) <= (decoded.problem is not None)


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_no_text_breaks_the_front_matter(text: str) -> None:
    assert split(f"---\n{text}\n---\nBody").body.endswith("Body")
    assert text.endswith(split(text).body)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_no_words_break_the_date(value: str) -> None:
    parse_published(value)
