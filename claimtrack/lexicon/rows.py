"""The text of a lexicon file to its tables: what ``tomllib`` gives, in a fraction of the time.

Nearly every line of the files is ``[[table]]`` or a key with a value that reads the same in JSON, and JSON is read in
C. A file with any other line is handed to ``tomllib``, which also words what is wrong with a file.
"""

from __future__ import annotations

import json
import re
from typing import Any

_STRING = r'"[^"\\]*+(?:\\["\\][^"\\]*+)*+"'
_VALUE = rf"{_STRING}|\[(?:{_STRING},? ?)*\]|-?[0-9]+(?:\.[0-9]+)?|true|false"
_LINE = re.compile(rf"\[\[([a-z_]+)\]\]|([a-z_]+) = ({_VALUE})")


def parse(text: str) -> dict[str, Any]:
    """Return the tables of ``text`` by name.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML.
    """
    tables = _plain(text)
    if tables is not None:
        return tables
    import tomllib

    return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any] | None:
    """Return the tables of ``text``, or ``None`` if one of its lines is of another kind."""
    tables: dict[str, list[dict[str, Any]]] = {}
    places: list[tuple[dict[str, Any], str]] = []
    values: list[str] = []
    row: dict[str, Any] | None = None
    for line in text.split("\n"):
        if not line or line[0] == "#":
            continue
        m = _LINE.fullmatch(line)
        if m is None:
            return None
        table, key, value = m.groups()
        if table is not None:
            row = {}
            tables.setdefault(table, []).append(row)
        elif row is None or key in row:
            return None
        else:
            row[key] = None
            places.append((row, key))
            values.append(value)
    try:
        read = json.loads(f"[{','.join(values)}]")
    except ValueError:
        return None
    for (row, key), value in zip(places, read, strict=True):
        row[key] = value
    return dict(tables)
