"""``claimtrack articles``: what has been ingested; fills in what was missing; removes."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from claimtrack.cli.options import (
    DEFAULT_DB,
    Author,
    Db,
    Format,
    Language,
    Limit,
    Outlet,
    OutletFilter,
    Published,
    SearchFilter,
    Title,
    Url,
    check_published,
)
from claimtrack.errors import UsageError

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
Id = Annotated[str, typer.Argument(metavar="ID", help="The article: its id, the beginning of it, or its URL.")]
_COLUMNS = ("id", "published", "outlet", "title", "claims", "figures")


@app.callback()
def list_articles(
    context: typer.Context,
    db: Db = DEFAULT_DB,
    outlet: OutletFilter = None,
    search: SearchFilter = None,
    limit: Limit = None,
    format_: Format = "table",
) -> None:
    """Show what has been ingested; complete or remove it.

    \b
    Example:
      claimtrack articles
      claimtrack articles set 3f2a --published 2020-10-17
      claimtrack articles remove 3f2a
    """
    if context.invoked_subcommand:
        # "articles --db FILE set ID" means the same as "articles set ID --db FILE"
        context.obj = db
        return
    from claimtrack.store import read

    conn = read.connect(db)
    rows = [dict(row) for row in read.articles(conn, search=search, outlet=outlet or (), limit=limit)]
    if not rows and format_ == "table":
        typer.echo("no articles", err=True)
        return
    _write(rows, format_)


def _write(rows: list[dict[str, Any]], format_: str) -> None:
    from claimtrack.views import export

    if format_ == "json":
        export.write_json_list(rows)
    elif format_ == "ndjson":
        export.write_ndjson(rows)
    elif format_ in ("csv", "tsv"):
        columns = list(rows[0]) if rows else list(_COLUMNS)
        export.write_csv(columns, ([row[c] for c in columns] for row in rows), tabs=format_ == "tsv")
    else:
        from claimtrack.views.grid import Column, Grid

        numbers = ("claims", "figures")
        columns_ = tuple(Column(c, "number" if c in numbers else "label" if c == "id" else "text") for c in _COLUMNS)
        cells = tuple(tuple("" if row[c] is None else str(row[c]) for c in _COLUMNS) for row in rows)
        grid = Grid(columns_, cells)
        if format_ == "markdown":
            from claimtrack.views.markdown import write_markdown

            write_markdown([grid])
        else:
            from claimtrack.views.table import write_grids

            write_grids([grid])


@app.command("set")
def set_(
    context: typer.Context,
    article: Id,
    outlet: Outlet = None,
    published: Published = None,
    url: Url = None,
    title: Title = None,
    author: Author = None,
    language: Language = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Set what is known about an article and extract it again; its id stays.

    \b
    Example:
      claimtrack articles set 3f2a --published 2020-10-17 --outlet "Anadolu Agency"
    """
    given = {
        "outlet": outlet, "published": check_published(published), "url": url, "title": title, "author": author,
        "language": language,
    }  # fmt: skip
    changes: Any = {name: value for name, value in given.items() if value}
    if not changes:
        raise UsageError("articles set: nothing to set", "give --published, --outlet, --url, --title, --author …")
    from claimtrack import pipeline
    from claimtrack.store import read

    conn = read.connect(_file(context, db), write=True)
    try:
        done = pipeline.set_fields(conn, read.find_article(conn, article), changes)
    finally:
        conn.close()
    report = pipeline.Report()
    report.add(done)
    typer.echo(
        f"{done.article.id}: set {', '.join(sorted(changes))}; {report.claims} claims, {report.figures} figures, "
        f"{report.dates_unresolved} dates unresolved"
    )


@app.command("remove")
def remove(context: typer.Context, article: Id, db: Db = DEFAULT_DB) -> None:
    """Remove an article and everything that was extracted from it.

    \b
    Example:
      claimtrack articles remove 3f2a
    """
    from claimtrack import linking
    from claimtrack.store import read, write

    conn = read.connect(_file(context, db), write=True)
    try:
        article_id = read.find_article(conn, article)
        write.remove_article(conn, article_id)
        linking.update(conn)
    finally:
        conn.close()
    typer.echo(f"{article_id}: removed")


def _file(context: typer.Context, db: Any) -> Any:
    """Return the database named after the subcommand, else the one named before it."""
    return db if db != DEFAULT_DB or context.obj is None else context.obj
