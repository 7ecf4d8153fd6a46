"""Rows of claims and figures to columns that can be chosen by name, for tables and spreadsheets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from claimtrack.compare.days import day_range, short_day
from claimtrack.compare.notation import marked
from claimtrack.compare.rows import Record, Row, make_rows
from claimtrack.errors import UsageError
from claimtrack.views.export import write_csv, write_records
from claimtrack.views.grid import Column, Grid

CLAIM_COLUMNS = (
    "id", "said", "who", "outlet", "source", "stance", "mode", "cue", "via", "figures", "place", "country", "event",
    "text", "hedges", "title", "url", "published", "published_from", "stated_text", "stated_start", "stated_end",
    "event_text", "event_start", "event_end", "sources", "rules", "confidence", "article",
)  # fmt: skip
FIGURE_COLUMNS = (
    "id", "said", "who", "outlet", "source", "outcome", "figure", "unit", "group", "victims", "value", "modifier",
    "low", "high", "relation", "part_of", "scope", "place", "country", "latitude", "longitude", "event", "event_text",
    "event_start", "event_end", "event_grain", "event_mod", "stance", "mode", "cue", "via", "text", "claim_text",
    "hedges", "name", "role", "organization", "kind", "title", "url", "published", "published_from", "stated_text",
    "stated_start", "stated_end", "sources", "rules", "confidence", "claim", "article",
)  # fmt: skip
CLAIM_TABLE = ("said", "who", "figures", "text")
FIGURE_TABLE = ("said", "who", "outcome", "figure", "place", "event", "text")

_COLUMN_OF = {
    "id": "claim_id", "text": "claim_text", "sources": "chain", "confidence": "claim_confidence",
    "article": "article_id",
}  # fmt: skip
_COLUMN_OF_FIGURE = {"id": "figure_id", "claim": "claim_id", "sources": "chain", "article": "article_id"}
_KINDS: dict[str, Literal["label", "solid", "figures", "prose"]] = {
    "id": "solid", "said": "solid", "source": "label", "who": "label", "outlet": "label", "figure": "figures",
    "figures": "figures", "text": "prose", "claim_text": "prose",
}  # fmt: skip


def choose_columns(asked: str | None, known: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that ``asked`` names, between commas, in that order; ``default`` for ``None``.

    Raises:
        UsageError: one of them is not ``known``, or none is named.
    """
    if asked is None:
        return tuple(default)
    names = tuple(name.strip() for name in asked.split(",") if name.strip())
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        what = f"no column is named {unknown[0]!r}" if unknown else "no column is named"
        raise UsageError(f"--columns: {what}", f"known: {', '.join(known)}")
    return names


def figure_words(row: Row) -> str:
    """Return ``≥10 killed``, ``2 children injured``: one figure as a claim's line shows it."""
    outcome = (row.outcome or "").replace("_", " ")
    group = "" if row.group in (None, "civilians", "other") else f" {row.group}".replace("_", " ")
    return f"{marked(row)}{group} {outcome}" if row.relation != "subset" else f"({marked(row)}{group} {outcome})"


def claim_values(record: Record, figures: Sequence[Row], columns: Sequence[str]) -> list[Any]:
    """Return the values of one claim in the order of ``columns``."""
    return [_claim_value(record, figures, name) for name in columns]


def _claim_value(record: Record, figures: Sequence[Row], name: str) -> Any:
    if name == "figures":
        return ", ".join(figure_words(row) for row in figures)
    return _common_value(record, name, _COLUMN_OF)


def figure_values(record: Record, columns: Sequence[str]) -> list[Any]:
    """Return the values of one figure in the order of ``columns``."""
    return [
        marked(next(make_rows([record]))) if name == "figure" else _common_value(record, name, _COLUMN_OF_FIGURE)
        for name in columns
    ]


def _common_value(record: Record, name: str, column_of: Mapping[str, str]) -> Any:
    if name == "said":
        return (record["stated_start"] or record["published"] or "")[:10] or None
    if name == "source":
        return record["speaker"] or (f"{record['outlet'] or 'outlet'}, own account")
    if name == "who":
        outlet = record["outlet"] or "outlet not known"
        return f"{record['speaker']}, in {outlet}" if record["speaker"] else f"{outlet}, own account"
    if name == "event":
        return day_range(record["event_start"], record["event_end"]) if record["event_text"] else None
    if name == "place":
        return record["place"] or record["place_text"]
    if name in ("hedges", "rules", "sources"):
        value = json.loads(record[column_of.get(name, name)])
        return [link["name"] or link["text"] for link in value] if name == "sources" else value
    return record[column_of.get(name, name)]


def listing_grid(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Grid:
    """Return one table of ``rows``; days are shortened, lists become words."""
    heads = tuple(Column(name.replace("_", " "), _KINDS.get(name, "text")) for name in columns)
    return Grid(heads, tuple(tuple(_words(name, v) for name, v in zip(columns, r, strict=True)) for r in rows))


def _words(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return short_day(value, year=True) if name == "said" else str(value)


def flat(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``figure_rows`` as they are, the lists in them as lists."""
    for record in records:
        yield {key: json.loads(record[key]) if key in ("chain", "hedges", "rules") else record[key]
               for key in record.keys()}  # noqa: SIM118 - sqlite3.Row iterates over values  # fmt: skip


def write_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], format: str, what: str) -> None:
    """Write ``rows`` in any format; with none for a table, say on stderr that there are no ``what``."""
    if format in ("json", "ndjson"):
        write_records((dict(zip(names, row, strict=True)) for row in rows), format)
        return
    if format in ("csv", "tsv"):
        write_csv(names, rows, tabs=format == "tsv")
        return
    grid = listing_grid(names, rows)
    if not grid.rows:
        sys.stderr.write(f"no {what} match\n")
    elif format == "markdown":
        from claimtrack.views.markdown import write_markdown

        write_markdown([grid])
    else:
        from claimtrack.views.table import write_grids

        write_grids([grid])
