"""``python -m claimtrack`` and the console script; ``--version`` is answered before anything heavy is imported."""

from __future__ import annotations

import sys


def main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        from claimtrack import __version__

        sys.stdout.write(f"claimtrack {__version__}\n")
        return
    from claimtrack.cli import run

    run()


if __name__ == "__main__":
    main()
