"""Records to JSON, NDJSON, CSV and TSV, a row at a time.

Spreadsheets run cells that begin like a formula; such words get an apostrophe
before them, which a spreadsheet does not show. Plain numbers stay numbers.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from claimtrack.views.clean import printable

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_json(value: Any, stream: TextIO | None = None) -> None:
    """Write one JSON value, indented."""
    stream = stream or sys.stdout
    stream.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_json_list(records: Iterable[Mapping[str, Any]], stream: TextIO | None = None) -> None:
    """Write ``records`` as one JSON list, as they come: a large database needs no more memory than a small one."""
    stream = stream or sys.stdout
    first = True
    for record in records:
        text = json.dumps(record, ensure_ascii=False, indent=2)
        stream.write("[\n" if first else ",\n")
        stream.write("  " + text.replace("\n", "\n  "))
        first = False
    stream.write("[]\n" if first else "\n]\n")


def write_ndjson(records: Iterable[Mapping[str, Any]], stream: TextIO | None = None) -> None:
    """Write each record as a line of JSON."""
    stream = stream or sys.stdout
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_records(records: Iterable[Mapping[str, Any]], format: str, stream: TextIO | None = None) -> None:
    """Write ``records`` as ``json``, one list, or as ``ndjson``."""
    (write_json_list if format == "json" else write_ndjson)(records, stream)


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, tabs: bool = False, stream: TextIO | None = None
) -> None:
    """Write ``columns`` and ``rows`` as CSV (RFC 4180); with ``tabs`` as TSV, whose cells hold no tab and no break."""
    stream = stream or sys.stdout
    if tabs:
        for row in [columns, *rows]:
            stream.write("\t".join(" ".join(_safe(value).split()) for value in row) + "\n")
        return
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(value) for value in row])


def _safe(value: Any) -> str:
    """Return the words of a cell, an apostrophe before what a spreadsheet would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple, dict)):
        value = json.dumps(value, ensure_ascii=False)
    text = printable(str(value), lines=True)
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
