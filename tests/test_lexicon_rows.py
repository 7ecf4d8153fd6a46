"""The fast reader of lexicon files gives what ``tomllib`` gives, or leaves the file to it."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from claimtrack.lexicon.rows import parse

FILES = sorted((resources.files("claimtrack.lexicon") / "en").iterdir(), key=lambda file: file.name)


@pytest.mark.parametrize("file", [f for f in FILES if f.name.endswith(".toml")], ids=lambda file: file.name)
def test_a_file_reads_as_tomllib_reads_it(file):
    text = file.read_text(encoding="utf-8")
    assert repr(parse(text)) == repr(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n\n",
        '[[a]]\nb = "c"\n[[a]]\nb = "d"\n[[e]]\n',
        '[[a]]\nb = ["c", "d \\" [e]", ]\nf = -1.5\ng = true\nh = 0\n',
        '[[a]]\nb = "tab\\tand \\u00e9"\n',
        "[[a]]\nb = 'literal'  # and a comment\n",
        '[[a]]\nb = [\n  "c",\n]\n',
        '[a]\nb = """c\nd"""\n',
        "b = 1_000\r\n",
    ],
)
def test_any_toml_reads_as_tomllib_reads_it(text):
    assert repr(parse(text)) == repr(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        '[[a]]\nb = "c" "d"\n',
        "[[a]]\nb = null\n",
        '[[a]]\nb = "c"\nb = "d"\n',
        "[[a]]\nb = 01\n",
        '[[a]]\nb = ["c" "d"]\n',
        '[[a]]\nb = "\\q"\n',
        "[[a]]\nb = 1, 2\n",
        '[[a]]\nb = "c\x01"\n',
        "[[a]\n",
        "b = 1\n[[b]]\n",
    ],
)
def test_what_is_not_toml_is_an_error(text):
    with pytest.raises(tomllib.TOMLDecodeError):
        parse(text)
