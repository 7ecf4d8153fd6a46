"""JSON Lines to articles, one line at a time: the file may be larger than the memory."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

from claimtrack.errors import Problem
from claimtrack.models import Article
from claimtrack.readers.decode import MAX_BYTES, decode
from claimtrack.readers.fields import Defaults, KeyWatch, build
from claimtrack.readers.html import read_html

_HINT = 'each line is one object: {"title": …, "outlet": …, "url": …, "published": …, "text": …}'


def read_lines(
    stream: BinaryIO, where: str, defaults: Defaults, watch: KeyWatch, count: Callable[[int], None]
) -> Iterator[Article | Problem]:
    """Yield the article of every line, or what is wrong with it; ``count`` is told how many bytes were read."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        count(len(line))
        place = f"{where}:{number}"
        if len(line) > MAX_BYTES:
            yield Problem(place, f"the line is longer than {MAX_BYTES >> 20} MB", "split it into articles")
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
                count(len(line))
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield from _read_line(line, place, defaults, watch)


def _read_line(line: bytes, place: str, defaults: Defaults, watch: KeyWatch) -> Iterator[Article | Problem]:
    decoded = decode(line, place)
    if decoded.problem:
        yield decoded.problem
    if decoded.text is None:
        return
    try:
        row = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        yield Problem(place, f"is no JSON ({error.msg}, column {error.colno})", _HINT)
        return
    except (ValueError, RecursionError):
        yield Problem(place, "is no JSON that can be read (nested too deep, or a number too long)", _HINT)
        return
    if not isinstance(row, dict):
        yield Problem(place, f"is no JSON object but {_kind(row)}", _HINT)
        return
    yield from watch.unknown(row, place)
    key = "text" if row.get("text") is not None else "html"
    content = row.get(key)
    if content is None:
        yield Problem(place, "has neither 'text' nor 'html'", _HINT)
    elif not isinstance(content, str):
        yield Problem(place, f"'{key}' is {_kind(content)}, not text", _HINT)
    elif key == "text":
        yield from build(content, row, place, defaults)
    else:
        yield from read_html(content, row, place, defaults)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
