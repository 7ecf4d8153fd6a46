"""``claimtrack sources``: who speaks, for which party; and what people decide on it, for good."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated, Literal

import typer

from claimtrack.cli.incidents import Author, Reason, decide
from claimtrack.cli.options import DEFAULT_DB, Columns, Db, Format, Limit, PlaceFilter, SourceFilter, make_filters
from claimtrack.errors import UsageError
from claimtrack.store.read import connect

app = typer.Typer(help="List who speaks, and decide on it.", no_args_is_help=True, rich_markup_mode=None)

OWN_ACCOUNT = ", own account"
Party = Literal["belligerent", "victims", "neutral", "unknown"]


@app.command("list")
def list_sources(
    source: SourceFilter = None,
    place: PlaceFilter = None,
    format: Format = "table",
    columns: Columns = None,
    limit: Limit = None,
    db: Db = DEFAULT_DB,
) -> None:
    """List sources: country, party, how many claims and figures, through which outlets; those with most first.

    \b
    Example:
      claimtrack sources list --place Ganja
    """
    from claimtrack.cli.comparing import read_sources
    from claimtrack.views.listing import choose_columns, write_rows
    from claimtrack.views.matrix import SOURCE_COLUMNS, SOURCE_TABLE

    shown = SOURCE_TABLE if format in ("table", "markdown") else SOURCE_COLUMNS
    names = choose_columns(columns, SOURCE_COLUMNS, shown)
    with closing(connect(db)) as conn:
        records = read_sources(conn, make_filters(source=source, place=place))
    write_rows(names, ([r[name] for name in names] for r in records[:limit]), format, "sources")


@app.command("outlets")
def list_outlets(
    format: Format = "table", columns: Columns = None, limit: Limit = None, db: Db = DEFAULT_DB
) -> None:
    """List the outlets of the stored articles: country and owner where the registry knows them, and by what.

    A state's outlet speaks for its state where that is a party to the event; 'sources set' overrules it.

    \b
    Example:
      claimtrack sources outlets
    """
    from claimtrack.cli.comparing import read_outlets
    from claimtrack.views.listing import choose_columns, write_rows
    from claimtrack.views.matrix import OUTLET_COLUMNS

    names = choose_columns(columns, OUTLET_COLUMNS, OUTLET_COLUMNS)
    with closing(connect(db)) as conn:
        records = read_outlets(conn)
    write_rows(names, ([r[name] for name in names] for r in records[:limit]), format, "outlets")


@app.command("set")
def set_source(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The source as 'sources list' shows it, or 'Trend, own account'."),
    ],
    party: Annotated[Party | None, typer.Option("--party", help="Whose side it is on, in the event.")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="AZ", help="Its country's code.")] = None,
    reason: Reason = "",
    author: Author = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Set the party or the country of a source.

    \b
    Example:
      claimtrack sources set "Hikmet Hajiyev" --party victims --country AZ
      claimtrack sources set "Trend, own account" --party unknown --reason "private, but of the capital"
    """
    from claimtrack.lexicon.single import country_names

    if party is None and country is None:
        raise UsageError("sources set: there is nothing to set", "give --party or --country")
    if country is not None and country.upper() not in country_names():
        raise UsageError(f"--country: {country!r} is no country's code", "two letters of ISO 3166: AZ")
    with closing(connect(db, create=True)) as conn:
        value = {"party": party, "country": country.upper() if country else None}
        # an outlet's own voice is compared under its name, not under the words of its row
        own = name.removesuffix(OWN_ACCOUNT)
        decide(conn, "source.set", name if own == name else f"outlet {own}", value, author, reason)


@app.command("merge")
def merge_sources(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to keep.")],
    others: Annotated[list[str], typer.Argument(metavar="NAME…", help="Other names of the same source.")],
    reason: Reason = "",
    author: Author = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Merge names of one source.

    \b
    Example:
      claimtrack sources merge "Hikmet Hajiyev" Gadjiev Hajivev
    """
    with closing(connect(db, create=True)) as conn:
        decide(conn, "source.merge", name, {"names": others}, author, reason)
