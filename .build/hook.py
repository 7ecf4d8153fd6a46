"""A wheel to a faster wheel: the rooms of extraction compiled by mypyc, or the plain ones and a word on why.

Nothing here may break an installation: what is missing, fails, takes too long or answers otherwise than the plain code
leaves a plain wheel. ``CLAIMTRACK_COMPILE=0`` asks for one; ``CLAIMTRACK_COMPILE=1`` makes every reason an error.
Editable installations are always plain. The work of the compiler is in ``extensions.py``.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILERS = ("mypy>=2.4,<2.5", "setuptools>=70", "dateparser>=1.2")  # the last for trying out what was compiled
_PYTHONS = ((3, 11), (3, 14))  # first and last for which the compiler comes as a wheel
_MACHINES = ("x86_64", "amd64", "aarch64", "arm64")
_LONGEST = 600  # seconds
_LAST_WORDS = 200  # characters
_TRIED = ("seeds/*.md", "data/gold/*.jsonl", "tests/corpus/en/*.jsonl")  # what both must answer alike
_PROBE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from claimtrack.extract import extract
from claimtrack.models import make_article
texts = []
for path in sys.argv[2:]:
    read = open(path, encoding="utf-8").read()
    texts += [json.loads(line).get("text", "") for line in read.splitlines()] if path.endswith("l") else [read]
print(sys.modules["claimtrack.extract.segment"].__file__.endswith(".py"))
print(json.dumps([extract(make_article(text, published="2020-10-17")).as_dict() for text in texts]))
"""


class NotCompiledError(Exception):
    """Why the wheel is a plain one."""


class CompileHook(BuildHookInterface[Any]):
    """Puts the extension modules beside the modules that they stand for."""

    _work: TemporaryDirectory[str] | None = None

    def dependencies(self) -> list[str]:
        """Return what compiling needs, and nothing where it will not be tried."""
        editable = any(word.endswith("build_editable") for word in sys.argv)  # as pip calls what asks for this
        return [] if editable or reason_against(os.environ) else list(COMPILERS)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or self.target_name != "wheel":
            return
        try:
            if reason := reason_against(os.environ):
                raise NotCompiledError(reason)
            self._work = TemporaryDirectory(prefix="claimtrack-")
            found = compiled(Path(self.root), Path(self._work.name))
        except Exception as error:  # whatever it was, the plain code works
            if os.environ.get("CLAIMTRACK_COMPILE") == "1":
                raise
            self.app.display_info(f"claimtrack: plain Python, not compiled: {error}")
            return
        build_data["pure_python"], build_data["infer_tag"] = False, True
        build_data["force_include"].update({str(path): name for name, path in found.items()})
        self.app.display_info(f"claimtrack: compiled, {len(found)} extension modules")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._work is not None:
            self._work.cleanup()


def reason_against(environment: Mapping[str, str]) -> str:
    """Return why compiling is not tried on this machine, empty where it is."""
    if environment.get("CLAIMTRACK_COMPILE") == "0":
        return "CLAIMTRACK_COMPILE=0"
    if sys.implementation.name != "cpython" or not _PYTHONS[0] <= sys.version_info[:2] <= _PYTHONS[1]:
        return f"no compiler known for {sys.implementation.name} {platform.python_version()}"
    if sys.platform not in ("linux", "darwin") or platform.machine().lower() not in _MACHINES:
        return f"no compiler known for {sys.platform} on {platform.machine()}"
    compiler = compiler_of(environment)[0]
    if shutil.which(compiler, path=environment.get("PATH")) is None:
        return f"no C compiler ({compiler})"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return f"no headers of Python in {sysconfig.get_path('include')}"
    return ""


def compiler_of(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the C compiler and its options, as setuptools finds them."""
    return (environment.get("CC") or sysconfig.get_config_var("CC") or "cc").split()


def compiled(root: Path, work: Path) -> dict[str, Path]:
    """Return the extension modules made in ``work`` by their place in the wheel, once they answer as the plain code."""
    shutil.copytree(root / "claimtrack", work / "claimtrack", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    (work / "trial.c").write_text("#include <Python.h>\n")
    run([*compiler_of(os.environ), f"-I{sysconfig.get_path('include')}", "-c", "trial.c"], work)
    if not (work / "trial.o").is_file():
        raise NotCompiledError("the C compiler makes nothing")
    run([sys.executable, str(root / ".build" / "extensions.py")], work)
    built = work / "built"
    found = {path.relative_to(built).as_posix(): path for path in sorted(built.rglob("*.so"))}
    if not found:
        raise NotCompiledError("the compiler left nothing")
    shutil.copytree(root / "claimtrack", built / "claimtrack", dirs_exist_ok=True)
    tried = [str(path) for pattern in _TRIED for path in sorted(root.glob(pattern))]
    plain, other = (run([sys.executable, "-B", "-c", _PROBE, str(at), *tried], work) for at in (root, built))
    if not tried or other != plain.replace("True", "False", 1):
        raise NotCompiledError("it does not answer as the plain code does")
    return found


def run(command: list[str], where: Path) -> str:
    """Return what ``command`` prints; raises ``NotCompiledError`` with the last error it names where it fails."""
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, timeout=_LONGEST)
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip() or f"{command[0]} fails without a word").splitlines()
        last = next((line for line in reversed(lines) if "error" in line.lower()), lines[-1])
        raise NotCompiledError(last[:_LAST_WORDS])
    return done.stdout
