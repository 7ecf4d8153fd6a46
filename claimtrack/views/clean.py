"""Text from outside to text that is safe on a terminal."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline, and the marks that turn the direction of a line around
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_ESCAPE = re.compile(
    "(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\\\|\x9c)?"  # OSC: titles, links, the clipboard
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI: colours, the cursor
    "|\x1b[ -/]*[0-~]?"
)


def printable(text: str, *, lines: bool = False) -> str:
    """Return ``text`` without terminal escapes, control characters and lone surrogates.

    Args:
        lines: keep tabs and line breaks; else every run of white space becomes one space.
    """
    if not text.isprintable():
        text = _UNSAFE.sub("", _ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text if lines else " ".join(text.split())
