"""Text to tokens: what stands where, whatever the white space."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.extract.segment import segment
from claimtrack.extract.tokens import (
    BLANK_LINE,
    CAPITAL,
    DIGIT,
    LINE_END,
    MIXED,
    QUOTE,
    STOP,
    UPPER,
    Chunks,
    edges_of,
)
from claimtrack.lexicon import load

WORDS = ["said", "Police", "U.S.", "o'clock", "man's", "34-year-old", "1,204", "McCain", "--", '"No,"', "dead.", "(AP)"]
SPACES = [" ", " ", " ", "\n", "\n\n", "  ", " \n", "\n ", "\t", "\u00a0", "\u00a0 ", "\r\n", "\n\n\n\n", "\n \n"]

CHUNKS = Chunks(lambda word: (0, 0, 0, 0))


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SPACES)), min_size=1), st.sampled_from(["", *SPACES]))
def test_tokens_are_the_same_whatever_white_space_parts_them(pairs, head):
    text = head + "".join(word + space for word, space in pairs)
    tokens = CHUNKS.tokens_of(text.strip())
    words = [token.word for token in tokens]
    starts, ends = edges_of(text, tokens)
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == words
    assert words == [token.word for chunk in text.split() for token in CHUNKS.tokens_of(chunk)]
    assert "".join(words) == "".join(text.split())
    gaps = [text[a:b] for a, b in zip(ends, [*starts[1:], len(text)], strict=True)]
    for gap, token in list(zip(gaps, tokens, strict=True))[:-1]:
        assert bool(token.shape & LINE_END) == (gap.count("\n") == 1)
        assert bool(token.shape & BLANK_LINE) == (gap.count("\n") > 1)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", 0), ("Police", CAPITAL | UPPER | MIXED), ("iPhone", MIXED), ("U.S.", CAPITAL | UPPER | MIXED | STOP),
        ("a.m.", STOP), ("2100GMT", DIGIT | MIXED), ("12", DIGIT), (".", STOP), ("“", QUOTE), (",", 0),
    ],
)  # fmt: skip
def test_shape(word, shape):
    assert [token.shape for token in CHUNKS.tokens_of(word)] == [shape]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n\nTwo.", 2),
        ("One.\nTwo.", 2),
        ("One\ntwo.", 1),  # a line that goes on in lower case
        ("One\n(AP)", 1),
        ("One.\n \n\n Two.\n", 2),
    ],
)
def test_paragraphs(text, count):
    assert len(segment(text, load()).paragraphs) == count


def test_lines_of_one_width_are_one_paragraph():
    text = "\n".join(["The rescue teams went on searching on Monday for those who are still miss"] * 12)
    assert len(segment(text, load()).paragraphs) == 1
    assert len(re.findall("\n", text)) == 11
