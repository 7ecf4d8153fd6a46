"""Commands to how long they take from the shell, beside a bare interpreter, in one run.

    python tests/bench/startup.py [--rounds N]

The commands take turns, so that a busy machine slows all of them alike; medians are printed with their ratio to
``python -c pass``. The database holds the seeds of the project.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
CLAIMTRACK = [sys.executable, "-m", "claimtrack"]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "claimtrack --version": [*CLAIMTRACK, "--version"],
    "claimtrack list --format json": [*CLAIMTRACK, "list", "--format", "json"],
    "claimtrack list": [*CLAIMTRACK, "list"],
    "claimtrack compare": [*CLAIMTRACK, "compare"],
    "claimtrack extract (one seed)": [*CLAIMTRACK, "extract", str(ROOT / "seeds" / "2020-10-17-anadolu.md")],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        known = {**os.environ, "PYTHONPATH": str(ROOT), "CLAIMTRACK_DB": str(Path(folder) / "seeds.db")}
        code, _ = run([*CLAIMTRACK, "ingest", str(ROOT / "seeds")], known)
        if code:
            print(f"claimtrack ingest seeds: exit {code}")
        times: dict[str, list[float]] = {name: [] for name in COMMANDS}
        codes: dict[str, int] = {}
        for _ in range(rounds):
            for name, command in COMMANDS.items():
                codes[name], took = run(command, known)
                times[name].append(took)
    bare = median(times["python -c pass"])
    print(f"medians of {rounds} rounds")
    for name, spent in times.items():
        failed = f"   exit {codes[name]}" if codes[name] else ""
        print(f"  {name:<32} {median(spent) * 1e3:7.1f} ms {median(spent) / bare:6.2f} times{failed}")


def run(command: list[str], known: dict[str, str]) -> tuple[int, float]:
    """Return the exit code and the seconds that ``command`` takes."""
    began = time.perf_counter()
    done = subprocess.run(command, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode, time.perf_counter() - began


if __name__ == "__main__":
    main()
