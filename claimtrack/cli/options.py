"""The options that several commands share, spelled and explained once, and what they mean to the store."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from claimtrack.errors import UsageError
from claimtrack.models import Mode, Outcome, Scope, Stance
from claimtrack.store.filters import Filters

OutputFormat = Literal["table", "json", "ndjson", "csv", "tsv", "markdown"]
Group = Literal[
    "civilians", "children", "women", "soldiers", "police", "militants", "rescuers", "medics", "journalists",
    "aid_workers", "other",
]  # fmt: skip

DEFAULT_DB = Path("claimtrack.db")

Db = Annotated[Path, typer.Option("--db", envvar="CLAIMTRACK_DB", metavar="FILE", help="The database.")]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to write the rows.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=0, metavar="N", help="At most N of them.")]
Columns = Annotated[str | None, typer.Option("--columns", metavar="A,B,…", help="These columns, in this order.")]

OutcomeFilter = Annotated[
    list[Outcome] | None,
    typer.Option("--outcome", metavar="OUTCOME", help="killed, injured, missing, displaced … (repeat for several)."),
]
GroupFilter = Annotated[
    list[Group] | None,
    typer.Option("--group", metavar="GROUP", help="civilians, children, soldiers … (repeat for several)."),
]
SourceFilter = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="WORDS", help="Said by: part of a name, role or organization."),
]
OutletFilter = Annotated[list[str] | None, typer.Option("--outlet", metavar="WORDS", help="Part of the outlet's name.")]
PlaceFilter = Annotated[
    list[str] | None, typer.Option("--place", metavar="WORDS", help="Part of a place's name, or a country code (AZ).")
]
StanceFilter = Annotated[
    list[Stance] | None, typer.Option("--stance", metavar="STANCE", help="asserted, denied or hypothetical.")
]
ScopeFilter = Annotated[
    list[Scope] | None, typer.Option("--scope", metavar="SCOPE", help="incident, cumulative or background.")
]
ModeFilter = Annotated[
    list[Mode] | None, typer.Option("--mode", metavar="MODE", help="direct, indirect, mixed or narrated.")
]
SearchFilter = Annotated[
    str | None, typer.Option("--search", metavar="WORDS", help='Full text; "words in quotes" stand together.')
]
ArticleFilter = Annotated[
    list[str] | None, typer.Option("--article", metavar="ID", help="Of this article: its id or URL.")
]
SinceFilter = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Stated (else published) on this day or later.")
]
UntilFilter = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Stated (else published) on this day or earlier.")
]
HypotheticalFlag = Annotated[bool, typer.Option("--hypothetical", help="Also what could or would happen.")]
MinConfidence = Annotated[
    float | None, typer.Option("--min-confidence", min=0, max=1, metavar="X", help="Only what is at least this sure.")
]


def make_filters(
    *,
    outcome: list[Outcome] | None = None,
    group: list[Group] | None = None,
    source: list[str] | None = None,
    outlet: list[str] | None = None,
    place: list[str] | None = None,
    stance: list[Stance] | None = None,
    scope: list[Scope] | None = None,
    mode: list[Mode] | None = None,
    search: str | None = None,
    article: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    hypothetical: bool = False,
    min_confidence: float | None = None,
) -> Filters:
    """Return the filters that the options ask for.

    Raises:
        UsageError: ``since`` or ``until`` is no ISO date, month or year, or ``search`` holds no word.
    """
    if search is not None and not any(c.isalnum() for c in search):
        raise UsageError(f"--search: {search!r} holds no word", "give the words to look for")
    return Filters(
        outcome=tuple(outcome or ()), group=tuple(group or ()), source=tuple(source or ()),
        outlet=tuple(outlet or ()), place=tuple(place or ()), stance=tuple(stance or ()), scope=tuple(scope or ()),
        mode=tuple(mode or ()), search=search, article=tuple(article or ()), since=check_day("--since", since),
        until=check_day("--until", until), hypothetical=hypothetical, min_confidence=min_confidence,
    )  # fmt: skip


def check_day(option: str, value: str | None) -> str | None:
    """Return ``value`` if it is ``2020``, ``2020-10`` or ``2020-10-17``.

    Raises:
        UsageError: it is none of them, or no day of the calendar.
    """
    if value is None:
        return None
    try:
        if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value, re.ASCII):
            date.fromisoformat((value + "-01-01")[:10])
            return value
    except ValueError:
        pass
    raise UsageError(f"{option}: {value!r} is not a date", "write it as 2020-10-17, 2020-10 or 2020")
