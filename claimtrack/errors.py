"""What can go wrong: exceptions for a bad setup, values for a bad article.

Every exception carries a message in two parts, what is wrong and what to do. They are caught once, in
``claimtrack.cli``, which prints them and sets the exit code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


class ClaimtrackError(Exception):
    """The base of every error that the user is to read.

    Args:
        message: ``place: what is wrong``, one line.
        hint: what to do about it, one line, or an empty string.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class LexiconError(ClaimtrackError):
    """A lexicon file is missing, malformed or contradicts itself."""


class StoreError(ClaimtrackError):
    """A database cannot be opened, read or written, or is of another program or version."""


class UsageError(ClaimtrackError):
    """An argument has a form or a value that the command does not take (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one input while the rest went on.

    ``where`` names the file and, where there is one, the line ("feed.jsonl:3"). ``kind`` tells what it cost: the
    article (``failed``), something about it (``partial``: it was read, without its date, say), or nothing (``note``).
    """

    where: str
    what: str
    hint: str = ""
    kind: Literal["failed", "partial", "note"] = "failed"
