"""A text file to its YAML front matter and its body; the body is verbatim."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimtrack.readers.fields import KEYS

MAX_CHARS = 65536
MAX_DEPTH = 5

_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)


class Parts(NamedTuple):
    """What the front matter says, the text after it, and what is wrong with it (``None``: nothing)."""

    said: dict[str, object]
    body: str
    wrong: str | None = None


def split(text: str) -> Parts:
    """Return the parts of ``text``; all of it is body where it does not begin with a closed front matter of ours."""
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end(), opened.end() + MAX_CHARS) if opened else None
    if not opened or not closed:
        return Parts({}, text)
    block, body = text[opened.end() : closed.start()], text[closed.end() :]
    try:
        said = _load(block)
    except ValueError as error:
        said, wrong = _by_line(block), str(error)
        return Parts(said, body, wrong) if said else Parts({}, text)
    if isinstance(said, dict):
        return Parts({str(k): v or None for k, v in said.items()}, body)
    return Parts({}, text if said else body)


def _load(block: str) -> object:
    """Return the YAML of ``block`` with every scalar as it is written: "no" is a language and 2020-10-17 a text.

    Raises:
        ValueError: it is no YAML, or uses aliases or nesting, which could make much of little.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = 0
    try:
        for event in yaml.parse(block, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("aliases are not taken in front matter")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise ValueError("the front matter is nested too deep")
        return yaml.load(block, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise ValueError(f"front matter, line {line}: {error.problem or 'no YAML'}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("the front matter is no YAML") from error


def _by_line(block: str) -> dict[str, object]:
    """Return what plain ``key: value`` lines say: one bad line ("title: Ganja: ten killed") loses no other."""
    return {key: value.strip("\"'") for key, value in _KEY.findall(block) if key in KEYS and value}
