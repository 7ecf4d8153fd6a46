"""Scores on ``data/gold`` do not fall: figure F1 and whole-record F1 of each file are pinned in ``scores.json``.

``python tests/test_scores.py --update`` pins what the rules reach now, and prints what changed. A commit that lowers
a score says why.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from claimtrack.errors import Problem

ROOT = Path(__file__).parent.parent
PINNED = ROOT / "tests" / "scores.json"
GOLD = ROOT / "data" / "gold"
TOLERANCE = 0.002


@cache
def measure() -> dict[str, dict[str, float]]:
    """Return figure F1 and whole-record F1 of each gold file, and of all."""
    from claimtrack.cli.evaluate import extracted, find_gold, score_file
    from claimtrack.views.scores import with_total

    problems: list[Problem] = []
    answer = extracted(problems.append)
    files = find_gold([str(GOLD)], problems.append)
    scores = with_total({name: score_file(path, answer, problems.append) for name, path in files})
    assert not problems, problems
    return {n: {"figure_f1": round(s.f1, 4), "whole_f1": round(s.whole_f1, 4)} for n, s in scores.items()}


def pinned() -> dict[str, dict[str, float]]:
    scores: dict[str, dict[str, float]] = json.loads(PINNED.read_text(encoding="utf-8")) if PINNED.exists() else {}
    return scores


def test_every_gold_file_is_pinned() -> None:
    assert set(pinned()) == {path.name for path in GOLD.glob("*.jsonl")} | {"all"}


@pytest.mark.parametrize("name", [(file, score) for file, scores in pinned().items() for score in scores], ids="-".join)
def test_score_has_not_fallen(name: tuple[str, str]) -> None:
    file, score = name
    now, then = measure()[file][score], pinned()[file][score]
    assert now >= then - TOLERANCE, f"{file}: {score} fell from {then} to {now}; see the first lines of this module"


def update() -> None:
    """Pin the scores of now, and print every change."""
    before = pinned()
    for file, scores in measure().items():
        for name, value in scores.items():
            old = before.get(file, {}).get(name)
            if old != value:
                print(f"{file}: {name} {'new' if old is None else old} -> {value}")
    PINNED.write_text(json.dumps(measure(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        sys.exit("usage: python tests/test_scores.py --update")
