"""The options that several commands share, spelled and explained once, and what they mean to the store."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, Literal, ParamSpec, TypeVar, get_args, get_type_hints

import typer

from claimtrack.errors import UsageError
from claimtrack.models import Mode, Outcome, Scope, Stance
from claimtrack.store.filters import Filters

if TYPE_CHECKING:
    from claimtrack.readers import Defaults

P = ParamSpec("P")
R = TypeVar("R")

OutputFormat = Literal["table", "json", "ndjson", "csv", "tsv", "markdown"]
Group = Literal[
    "civilians", "children", "women", "soldiers", "police", "militants", "rescuers", "medics", "journalists",
    "aid_workers", "other",
]  # fmt: skip

DEFAULT_DB = Path("claimtrack.db")
EMPTY_HINT = "ask for less, or see what is stored: claimtrack list --figures --limit 5"

Db = Annotated[Path, typer.Option("--db", envvar="CLAIMTRACK_DB", metavar="FILE", help="The database.")]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to write the rows.")]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=0, metavar="N", help="At most N of them; 0: all.", callback=lambda n: n or None),
]
Columns = Annotated[str | None, typer.Option("--columns", metavar="A,B,…", help="These columns, in this order.")]

Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who printed it.")]
Published = Annotated[str | None, typer.Option("--published", metavar="DATE", help="The day of publication.")]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="Its address.")]
Title = Annotated[str | None, typer.Option("--title", metavar="WORDS", help="Its title.")]
Author = Annotated[str | None, typer.Option("--author", metavar="NAME", help="Who wrote it.")]
Language = Annotated[str | None, typer.Option("--language", metavar="CODE", help="Its language (en).")]

OutcomeFilter = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="OUTCOME", help="killed, injured, missing, displaced … (repeat for several)."),
]
GroupFilter = Annotated[
    list[str] | None,
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
    list[str] | None, typer.Option("--stance", metavar="STANCE", help="asserted, denied or hypothetical.")
]
ScopeFilter = Annotated[
    list[str] | None, typer.Option("--scope", metavar="SCOPE", help="incident, cumulative or background.")
]
ModeFilter = Annotated[
    list[str] | None, typer.Option("--mode", metavar="MODE", help="direct, indirect, mixed or narrated.")
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
    outcome: OutcomeFilter = None,
    group: GroupFilter = None,
    source: SourceFilter = None,
    outlet: OutletFilter = None,
    place: PlaceFilter = None,
    stance: StanceFilter = None,
    scope: ScopeFilter = None,
    mode: ModeFilter = None,
    search: SearchFilter = None,
    article: ArticleFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    hypothetical: HypotheticalFlag = False,
    min_confidence: MinConfidence = None,
) -> Filters:
    """Return the filters that the options ask for.

    Raises:
        UsageError: ``since`` or ``until`` is no ISO date, month or year, or ``search`` holds no word.
    """
    if search is not None and not any(c.isalnum() for c in search):
        raise UsageError(f"--search: {search!r} holds no word", "give the words to look for")
    return Filters(
        outcome=_known("--outcome", outcome, Outcome), group=_known("--group", group, Group),
        source=tuple(source or ()), outlet=tuple(outlet or ()), place=tuple(place or ()),
        stance=_known("--stance", stance, Stance), scope=_known("--scope", scope, Scope),
        mode=_known("--mode", mode, Mode), search=search, article=tuple(article or ()),
        since=check_day("--since", since), until=check_day("--until", until), hypothetical=hypothetical,
        min_confidence=min_confidence,
    )  # fmt: skip


def filtered(command: Callable[Concatenate[Filters, P], R]) -> Callable[..., R]:
    """Return ``command`` with the options of ``make_filters`` in place of its first parameter, the filters.

    typer reads the options off the signature; so they are spelled once for all commands that filter.
    """
    hints = get_type_hints(make_filters, include_extras=True)
    given = [p.replace(annotation=hints[p.name]) for p in signature(make_filters).parameters.values()]
    hints |= get_type_hints(command, include_extras=True, globalns=command.__globals__)
    own = [
        p.replace(annotation=hints[p.name], kind=Parameter.KEYWORD_ONLY)
        for p in [*signature(command).parameters.values()][1:]
    ]

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> R:
        filters = make_filters(**{p.name: options.pop(p.name) for p in given})  # type: ignore[arg-type]
        return command(filters, *args, **options)

    run.__signature__ = Signature([*given, *own])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*given, *own)}
    return run


def _known(option: str, values: list[str] | None, kind: Any) -> tuple[Any, ...]:
    """Return ``values`` if the literal type ``kind`` has them all; typer itself takes no list of a literal type."""
    for value in values or ():
        if value not in get_args(kind):
            raise UsageError(f"{option}: {value!r} is none of its values", f"known: {', '.join(get_args(kind))}")
    return tuple(values or ())


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


def check_published(value: str | None) -> str | None:
    """Return ``value`` as ISO 8601.

    Raises:
        UsageError: it is no date.
    """
    from claimtrack.readers.fields import PUBLISHED_HINT, parse_published

    if value is None:
        return None
    published = parse_published(value)
    if published is None:
        raise UsageError(f"--published: {value!r} is not a date", PUBLISHED_HINT)
    return published


def make_defaults(
    outlet: str | None, published: str | None, url: str | None, title: str | None, author: str | None,
    language: str | None,
) -> Defaults:  # fmt: skip
    """Return what the options say of articles that do not say it themselves.

    Raises:
        UsageError: ``published`` is no date.
    """
    from claimtrack.readers import Defaults

    return Defaults(outlet or None, url or None, title or None, author or None, check_published(published),
                    language or None)  # fmt: skip
