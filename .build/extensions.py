"""A copy of the package to extension modules: run in the folder that holds ``claimtrack``, it fills ``built`` there."""

from __future__ import annotations

import ast
import importlib
import os
import re
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from mypyc.build import mypycify
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

_ROOMS = ("claimtrack/extract/*.py", "claimtrack/normalize/*.py", "claimtrack/lexicon/phrases.py")
_LEFT_OUT = ("build_gazetteer.py",)  # run once a release
_MOST_AT_ONCE = 8  # runs of the C compiler, of 120 MB each
_FACTORY = re.compile(r"field\(default_factory=(\w+)\)")
_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]+|_[a-z]\w*")  # not the alias of a type


class BuildInParallel(build_ext):
    """Compiles the files of an extension side by side."""

    def build_extension(self, ext: Extension) -> None:
        flags = [flag for flag in ext.extra_compile_args if flag != "-Werror"]  # of a compiler newer than mypyc
        make = partial(
            self.compiler.compile, output_dir=self.build_temp, include_dirs=ext.include_dirs, extra_postargs=flags
        )
        with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_AT_ONCE)) as pool:
            made = list(pool.map(lambda source: make([source]), ext.sources))
        ext.extra_objects, ext.sources = [name for names in made for name in names], []
        super().build_extension(ext)


def main() -> None:
    files = [path for room in _ROOMS for path in sorted(Path().glob(room)) if path.name not in _LEFT_OUT]
    sys.path.insert(0, os.getcwd())
    for path in files:
        path.write_text(with_inits(with_finals(path)), encoding="utf-8")
    extensions = mypycify(
        ["--config-file=", "--ignore-missing-imports", *map(str, files)],
        opt_level="1", debug_level="0", multi_file=True, group_name="claimtrack",
    )  # fmt: skip
    setup(
        name="claimtrack", packages=[], ext_modules=extensions, cmdclass={"build_ext": BuildInParallel},
        script_args=["--quiet", "build_ext", "--build-lib", "built"],
    )  # fmt: skip


def with_finals(path: Path) -> str:
    """Return a module with its constants marked as ``Final``, numbers written out: they are then part of the code."""
    text = path.read_text(encoding="utf-8")
    lines, tree = text.split("\n"), ast.parse(text)
    module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    bound = Counter(name for node in ast.walk(tree) for name in _bound(node))
    for statement in tree.body:
        if not isinstance(statement, ast.Assign):
            continue
        names = [node.id for node in ast.walk(statement.targets[0]) if isinstance(node, ast.Name)]
        if not all(_CONSTANT.fullmatch(name) and bound[name] == 1 for name in names):
            continue
        first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
        values: list[Any] = [getattr(module, name) for name in names]
        if all(type(value) is int for value in values):
            written = "; ".join(f"{name}: Final = {value}" for name, value in zip(names, values, strict=True))
            lines[first:last] = [written] + [""] * (last - first - 1)
        elif isinstance(statement.targets[0], ast.Name):
            lines[first] = lines[first].replace(" =", ": Final =", 1)
    future = "from __future__ import annotations"
    return "\n".join(lines).replace(future, f"{future}; from typing import Final", 1)


def with_inits(text: str) -> str:
    """Return a module whose dataclasses that may change say how they are made: what the decorator adds stays Python.

    No line moves: the method takes a blank one behind its class.
    """
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ClassDef):
            continue
        made = next((call for call in node.decorator_list if ast.unparse(call).startswith("dataclass(")), None)
        names = {method.name for method in node.body if isinstance(method, ast.FunctionDef)}
        if made is None or node.bases or "frozen=True" in ast.unparse(made) or "__init__" in names:
            continue
        taken, body = [], []
        for field in node.body:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                name, kind = field.target.id, ast.unparse(field.annotation)
                default = ast.unparse(field.value) if field.value is not None else ""
                if default == "field(init=False)":
                    continue
                if factory := _FACTORY.fullmatch(default):
                    taken.append(f"{name}: {kind} | None = None")
                    body.append(f"self.{name} = {factory[1]}() if {name} is None else {name}")
                else:
                    taken.append(f"{name}: {kind}" + (f" = {default}" if default else ""))
                    body.append(f"self.{name} = {name}")
        if "__post_init__" in names:
            body.append("self.__post_init__()")
        at, last = made.lineno - 1, node.end_lineno or node.lineno
        lines[at] = lines[at].replace("dataclass(", "dataclass(init=False, ", 1)
        lines[last] = f"    def __init__(self, {', '.join(taken)}) -> None: {'; '.join(body)}" + lines[last]
    return "\n".join(lines)


def _bound(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return node.names if isinstance(node, ast.Global) else []


if __name__ == "__main__":
    main()
