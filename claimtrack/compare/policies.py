"""The names of the rules by which a card chooses its best figure, and each rule in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Policy = Literal["latest", "ucdp", "ibc", "acled", "consensus"]

RULES: Mapping[Policy, str] = {
    "latest": "best = the latest total of a source in position to know; low, high = all that stands",
    "ucdp": "best = the lowest of the latest totals of sources in position to know; low, high = all that stands",
    "ibc": "no best; low, high = the lowest and highest total that stands",
    "acled": "best = the lowest latest total of any source, dozens read as 12, hundreds as 100; low, high = all that"
             " stands",
    "consensus": "best = the latest total on which most sources agree; low, high = all that stands",
}  # fmt: skip
