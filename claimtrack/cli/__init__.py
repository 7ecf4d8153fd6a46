"""The command line: one short module a command, and the one place that catches and prints errors."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from collections.abc import Sequence
from typing import cast

from claimtrack.errors import ClaimtrackError, Problem, UsageError


def run(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0, 1 for our errors, 2 for wrong usage, 130 when stopped."""
    # not list(args): once its command is imported, "list" is a module in this package
    sys.exit(main(sys.argv[1:] if args is None else [*args]))


def main(args: list[str]) -> int:
    """Run the command line and return its exit code; everything that goes wrong is told on stderr."""
    gc.set_threshold(200_000, 20, 50)  # extraction makes many small values and no cycles: looking for them costs 10 %
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a character that the terminal's encoding lacks is no reason to stop
            stream.reconfigure(errors="replace" if stream.encoding.lower() != "utf-8" else "backslashreplace")
    try:
        code = _dispatch(args)
        sys.stdout.flush()
        if code == 130:  # typer's own answer to Ctrl-C
            raise KeyboardInterrupt
        return code
    except BrokenPipeError:
        # "claimtrack list | head": the reader has enough, and Python is not to complain of it at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except UsageError as error:
        complain(error.message, error.hint)
        return 2
    except ClaimtrackError as error:
        complain(error.message, error.hint)
        return 1
    except sqlite3.Error as error:
        from claimtrack.store.read import as_store_error

        told = as_store_error("the database", error)
        complain(told.message, told.hint)
        return 1
    except OSError as error:
        complain(f"{error.filename or 'claimtrack'}: {error.strerror or error}", "check the path and its permissions")
        return 1


def _dispatch(args: list[str]) -> int:
    import typer

    from claimtrack.cli.app import COMMANDS, build

    if args[:1] in (["--version"], ["-V"]):
        from claimtrack import __version__

        print(f"claimtrack {__version__}")
        return 0
    app = build(*args[:1]) if args[:1] and args[0] in COMMANDS else build()
    # typer brings its own click from 0.26 on and exports only this heir of the class of all wrong usage
    bad_usage = cast(type[Exception], typer.BadParameter.__mro__[1])
    try:
        result = typer.main.get_command(app).main(args or ["--help"], prog_name="claimtrack", standalone_mode=False)
    except bad_usage as error:
        return _bad_usage(error)
    except typer.Abort:
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else 0


def _bad_usage(error: BaseException) -> int:
    context = getattr(error, "ctx", None)
    if context and type(error).__name__ == "NoArgsIsHelpError":  # "claimtrack sources": not wrong, only not told what
        print(context.get_help())
        return 0
    message: str = error.format_message() if hasattr(error, "format_message") else str(error)
    path = context.command_path if context else "claimtrack"
    complain(f"{path}: {message.rstrip('.')}", f"see '{path} --help'")
    return 2


def complain(what: str, hint: str = "") -> None:
    """Print what is wrong, and what to do about it, on stderr."""
    from claimtrack.views.clean import printable

    print(printable(what), file=sys.stderr)
    if hint:
        print(f"hint: {printable(hint)}", file=sys.stderr)


def tell(problem: Problem) -> None:
    """Print a problem with one input on stderr."""
    note = "note: " if problem.kind == "note" else ""
    complain(f"{note}{problem.where}: {problem.what}", problem.hint)
