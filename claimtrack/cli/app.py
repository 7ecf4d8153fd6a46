"""The typer app, built of no more commands than are asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

# command -> its module and function; the order is that of the help
COMMANDS = {
    "ingest": "ingest:ingest",
    "extract": "extract:extract",
    "list": "list:list_claims",
    "compare": "compare:compare",
    "show": "show:show",
    "articles": "articles:app",
    "why": "why:why",
    "incidents": "incidents:app",
    "sources": "sources:app",
    "evaluate": "evaluate:evaluate",
}
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def build(*names: str) -> typer.Typer:
    """Return the app with the commands ``names``, or with all of them."""
    app = typer.Typer(
        name="claimtrack", add_completion=False, pretty_exceptions_enable=False,
        rich_markup_mode=None, context_settings=CONTEXT,
    )  # fmt: skip
    app.callback()(claimtrack)
    for name in names or COMMANDS:
        module, _, function = COMMANDS[name].partition(":")
        command = getattr(import_module(f"claimtrack.cli.{module}"), function)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def claimtrack(
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and exit.")] = False,
) -> None:
    """Who said which number, when, about what, in which words: casualty claims from news articles, compared.

    \b
    Example:
      claimtrack ingest seeds
      claimtrack compare
    """
