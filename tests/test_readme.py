"""The commands of the README, run in a copy of the folder in the order in which they stand there.

Blocks marked ``console`` or ``bash`` are run; in a ``console`` block the commands begin with "$ " and what follows is
what they print: every such line must be in the output. Commands that install are only looked for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(console|bash|sh)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
INSTALL = "python3 -m venv .venv && . .venv/bin/activate && pip install ."
DEVELOP = "python3 -m venv .venv && . .venv/bin/activate && pip install -e '.[dev]' && pytest"
OURS = re.compile(r"(?:^|&& |\| )(?:claimtrack|python -m claimtrack) ")
# what a machine without network, or a test within the tests, cannot run
NOT_RUN = re.compile(r"\b(?:pip|venv|pytest|curl|git|datasette|sqlite-utils|jq)\b|\.ci/run|https?:")


def commands(kind: str, block: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a block, each with the lines it is said to print."""
    block = block.replace("\\\n", " ")
    if kind != "console":
        return [(line, []) for line in block.splitlines() if line.strip() and not line.startswith("#")]
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and line.strip() and line.strip() not in ("...", "…"):
            found[-1][1].append(line.rstrip())
    return found


@pytest.mark.skipif(not BLOCKS, reason="the README has no commands yet")
def test_the_commands_for_newcomers_stand_there() -> None:
    assert INSTALL in README
    assert DEVELOP in README


@pytest.mark.skipif(not BLOCKS, reason="the README has no commands yet")
def test_the_commands_run_and_print_what_the_readme_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    script = tmp_path / "bin" / "claimtrack"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimtrack "$@"\n')
    script.chmod(0o755)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    env.pop("CLAIMTRACK_DB", None)
    ran = 0
    for kind, block in BLOCKS:
        for command, printed in commands(kind, block):
            if NOT_RUN.search(command):
                # of "pip install . && claimtrack ingest seeds" what comes after the installation is run
                tail = command.rpartition("pip install .")[2].lstrip("& ")
                if not tail or NOT_RUN.search(tail):
                    continue
                command = tail
            done = subprocess.run(command, shell=True, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8")
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            for line in printed:
                assert line in done.stdout + done.stderr, f"{command} does not print: {line}\n{done.stdout}"
            ran += bool(OURS.search(command))
    assert ran
