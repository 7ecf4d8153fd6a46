"""Paths to articles, one at a time; what cannot be read becomes a problem and the rest goes on."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, cast

from claimtrack.errors import Problem
from claimtrack.models import Article
from claimtrack.readers.decode import MAX_BYTES, decode, is_binary
from claimtrack.readers.fields import Defaults, KeyWatch, build
from claimtrack.readers.frontmatter import split
from claimtrack.readers.html import read_html
from claimtrack.readers.lines import read_lines
from claimtrack.readers.walk import STDIN, Input, find_inputs

_HEAD = 8192


def iter_articles(
    paths: Sequence[str],
    defaults: Defaults | None = None,
    *,
    inputs: Iterable[Input | Problem] | None = None,
    count: Callable[[int], None] = lambda size: None,
) -> Iterator[Article | Problem]:
    """Yield every article of ``paths`` and every problem met, in the order of the input.

    Args:
        paths: files, folders and "-" for standard input.
        inputs: what ``find_inputs(paths)`` gave, if it was called before.
        count: told how many bytes were read, each time some were.
    """
    defaults = defaults or Defaults()
    watch = KeyWatch("text", "html")
    for item in find_inputs(paths) if inputs is None else inputs:
        if isinstance(item, Problem):
            yield item
            continue
        where = "standard input" if str(item.path) == STDIN else str(item.path)
        try:
            if where == "standard input":
                yield from _read(sys.stdin.buffer, item, where, defaults, watch, count)
            else:
                with item.path.open("rb") as stream:
                    yield from _read(stream, item, where, defaults, watch, count)
        except OSError as error:
            yield Problem(where, f"cannot be read ({error.strerror or error})", "check its permissions")


def _read(
    stream: BinaryIO, item: Input, where: str, defaults: Defaults, watch: KeyWatch, count: Callable[[int], None]
) -> Iterator[Article | Problem]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    head = buffered.peek(_HEAD)
    utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    kind = item.kind if item.kind != "unknown" else _sniff(head)
    if kind == "lines" and not utf16 and not is_binary(head):
        empty = True
        for found in read_lines(buffered, where, defaults, watch, count):
            empty = False
            yield found
        if empty:
            yield Problem(where, "is empty", "give it text, or leave it out")
        return
    data = buffered.read(MAX_BYTES + 1)
    count(len(data))
    if len(data) > MAX_BYTES:
        yield Problem(where, f"is larger than {MAX_BYTES >> 20} MB", "give one article a file, or JSON Lines")
    elif not data.strip(b"\xef\xbb\xbf \t\r\n"):
        yield Problem(where, "is empty", "give it text, or leave it out")
    elif kind == "html" and not is_binary(data) and not utf16:
        yield from read_html(data, {}, where, defaults)
    else:
        yield from _read_text(data, kind, where, defaults, watch)


def _sniff(head: bytes) -> str:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    if start.startswith(b"{"):
        return "lines"
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<?xml")) else "text"


def _read_text(
    data: bytes, kind: str, where: str, defaults: Defaults, watch: KeyWatch
) -> Iterator[Article | Problem]:
    decoded = decode(data, where)
    if decoded.problem:
        yield decoded.problem
    if decoded.text is None:
        return
    if kind == "lines":
        stream = io.BytesIO(decoded.text.encode("utf-8", "surrogatepass"))
        yield from read_lines(stream, where, defaults, watch, lambda size: None)
        return
    if kind == "html":
        yield from read_html(decoded.text, {}, where, defaults)
        return
    parts = split(decoded.text)
    if parts.wrong:
        yield Problem(where, parts.wrong, "put values that hold ': ' between quotation marks", "partial")
    yield from watch.unknown(parts.said, where)
    yield from build(parts.body, parts.said, where, defaults)
