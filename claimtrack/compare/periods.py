"""Running tallies to periods, past events to themselves.

A period is an area and a start: "since Sept. 27" and "since the end of September" of
one country are one. A tally with no start joins the area's only period, if there is
just one. Where the text names no area, the country that the article is about is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from claimtrack.compare.ties import Draft, Frame, Link, Place

_SLACK = 7  # days by which two starts of one period may differ ("since late September")


def link_periods(frames: Sequence[Frame]) -> list[Draft]:
    """Return the periods of cumulative figures, every figure in one."""
    by_area: dict[Place | None, list[Frame]] = defaultdict(list)
    for frame in frames:
        by_area[frame.place].append(frame)
    drafts: list[Draft] = []
    for area, group in by_area.items():
        own: list[Draft] = []
        for hidden in (0, 1):  # what only could happen makes no difference to what did
            _add(own, area, [frame for frame in group if frame.mark.hidden == hidden])
        drafts += own
    return drafts


def _add(own: list[Draft], area: Place | None, frames: Sequence[Frame]) -> None:
    """Put ``frames`` with the periods of their area, or make new ones."""
    for frame in sorted((f for f in frames if f.first is not None), key=lambda f: -_start(f)[0]):
        low, high = _start(frame)
        draft = next((d for d in own if low - _SLACK <= (d.first or -_SLACK) <= high + _SLACK), None)
        if draft is None:
            draft = Draft("cumulative", area, frame.first, None)
            own.append(draft)
        _tie(draft, frame, "same area, same start of the count")
    rest = [f for f in frames if f.first is None]
    if rest and len(own) != 1:
        own.append(Draft("cumulative", area, None, None, True))
    for frame in rest:
        _tie(own[-1], frame, "start of the count not stated")


def _start(frame: Frame) -> tuple[int, int]:
    """Return the first and the last day on which the count may have begun."""
    first = frame.first or 0
    grain = frame.mark.grain
    return first, first + {"month": 30, "season": 91, "year": 365}.get(grain or "", 0)


def link_background(frames: Sequence[Frame]) -> list[Draft]:
    """Return past events, by the place and date that the text gives them; without both, one for each article."""
    drafts: dict[object, Draft] = {}
    for frame in frames:
        key: object = (frame.place, frame.first, frame.last)
        if frame.place is None or frame.first is None:
            key = (frame.place, frame.first, frame.last, frame.article)
        if key not in drafts:
            drafts[key] = Draft("background", frame.place, frame.first, frame.last)
        _tie(drafts[key], frame, "a past event")
    return list(drafts.values())


def _tie(draft: Draft, frame: Frame, reason: str) -> None:
    reasons = (reason, "area from the rest of the article") if frame.mark.borrowed else (reason,)
    sure = frame.place is not None and not frame.mark.borrowed
    draft.links.append(Link(frame, 0.9 if sure else 0.6, reasons))
