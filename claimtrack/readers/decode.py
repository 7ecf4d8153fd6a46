"""Bytes to text, without guessing where a guess could be wrong unseen."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from claimtrack.errors import Problem

MAX_BYTES = 64 * 1024 * 1024
ENCODING_HINT = "convert it first: iconv -f ENCODING -t UTF-8"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Decoded(NamedTuple):
    """The text, or ``None``; and what is wrong with the bytes, if anything."""

    text: str | None
    problem: Problem | None = None


def decode(data: bytes, where: str) -> Decoded:
    """Return the text of ``data``: UTF-8, UTF-16 with its mark, or, with a warning, Windows-1252."""
    if data.startswith(_UTF16):
        try:
            return Decoded(data.decode("utf-16"))
        except UnicodeDecodeError:
            return Decoded(None, Problem(where, "begins like UTF-16 but is not", ENCODING_HINT))
    if is_binary(data):
        return Decoded(None, Problem(where, "is a binary file, not text", "give .txt, .md, .jsonl or .html"))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _western(data, where, error.start)


def is_binary(head: bytes) -> bool:
    """Tell whether ``head`` is no text in any encoding that has no mark: it holds a NUL or is full of controls."""
    part = head[:65536]
    controls = sum(part.count(bytes([c])) for c in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    return b"\0" in head or controls * 20 > len(part)


def _western(data: bytes, where: str, at: int) -> Decoded:
    try:
        # accents and curly quotes stand alone or in pairs; a Cyrillic or an Asian text has whole words of such bytes
        if not re.search(rb"[\x80-\xff]{4}", data):
            problem = Problem(where, "is not UTF-8; read as Windows-1252", f"check its letters, or {ENCODING_HINT}",
                              "partial")  # fmt: skip
            return Decoded(data.decode("cp1252"), problem)
    except UnicodeDecodeError:
        pass
    return Decoded(None, Problem(where, f"is not UTF-8 (byte {at})", ENCODING_HINT))
