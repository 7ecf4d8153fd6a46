"""Rows to incidents: which figures speak of one event, one period or one past event, with a score and the reasons.

Two figures belong to one incident when place and day of the event agree. A day that
is not stated is taken from the rest of the article, else from the day on which it
was said, and the tie says so. What fits two incidents joins neither: it stands in an
incident of its own that names both. Running tallies gather by area and start, past
events by place and date; neither ever mixes with an incident.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimtrack.compare.days import iso_day
from claimtrack.compare.joint import find_joint, merge_joint
from claimtrack.compare.periods import link_background, link_periods
from claimtrack.compare.rows import Row
from claimtrack.compare.ties import Draft, Frame, Place, Tie, make_frames, make_tie

WINDOW = 60  # days after an event within which an undated figure may still mean it
_NARROW = 3  # an event date of more days than this is no day to anchor on
_CHAIN = 3  # days between undated reports that still make one story
_CHAIN_MAX = 14


@dataclass(frozen=True, slots=True)
class Incident:
    """What some figures speak of.

    ``start`` and ``end`` are ISO days; ``inferred`` says that no figure states them. ``fits`` names the incidents
    between which an ambiguous one could not choose; ``name`` is one that a person gave, ``decided`` who decided what.
    """

    id: str
    scope: str
    place: str | None
    country: str | None
    start: str | None
    end: str | None
    inferred: bool
    ties: tuple[Tie, ...]
    fits: tuple[str, ...] = ()
    name: str | None = None
    decided: tuple[str, ...] = ()

    @property
    def rows(self) -> list[Row]:
        return [tie.row for tie in self.ties]


def link(rows: Iterable[Row]) -> list[Incident]:
    """Return the incidents of ``rows``, in no particular order; every row with a figure is in exactly one.

    A denial without a figure joins the incident that it is about, if one holds figures, and is left out otherwise.
    """
    rows = list(rows)
    frames = make_frames(rows)
    by_scope: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        by_scope[frame.row.scope or ("incident" if frame.row.figure_id else "denial")].append(frame)
    room = _Room({row.part_of for row in rows if row.part_of})
    room.anchor(by_scope["incident"])
    room.follow(by_scope["denial"])
    joint = find_joint(rows)
    made = merge_joint(room.drafts, joint) if joint else room.drafts
    drafts = made + link_periods(by_scope["cumulative"]) + link_background(by_scope["background"])
    return _finish(drafts)


class _Room:
    """The incidents made so far, by place and by article."""

    def __init__(self, wholes: set[str]) -> None:
        self.wholes = wholes  # figures that have parts
        self.drafts: list[Draft] = []
        self.by_place: dict[Place | None, list[Draft]] = defaultdict(list)
        self.days: dict[Place | None, list[int]] = {}
        self.by_article: dict[tuple[str, Place | None], list[Draft]] = defaultdict(list)
        self.by_figure: dict[str, Draft] = {}
        self.nearest: dict[tuple[Place | None, int | None], list[Draft]] = {}
        self.doubtful: dict[tuple[int, ...], Draft] = {}

    def anchor(self, frames: Sequence[Frame]) -> None:
        """Make incidents of the dated totals, then tie the rest to them."""
        dated, wide, undated, parts = [], [], [], []
        for frame in frames:
            if frame.row.relation not in (None, "total") or frame.row.stance == "hypothetical":
                parts.append(frame)
            elif frame.first is None:
                undated.append(frame)
            elif (frame.last or frame.first) - frame.first > _NARROW:
                wide.append(frame)
            else:
                dated.append(frame)
        self._by_day(dated)
        self._sort()
        for frame in wide:
            self._within(frame)
        self._sort()
        self._chain([frame for frame in undated if not self._by_context(frame)])
        self._sort()
        for frame in parts:
            self._part(frame)

    def _make(self, place: Place | None, first: int | None, last: int | None, *, inferred: bool = False) -> Draft:
        draft = Draft("incident", place, first, last, inferred)
        self.drafts.append(draft)
        self.by_place[place].append(draft)
        return draft

    def _sort(self, *places: Place | None) -> None:
        """Put the incidents of ``places``, or of all, in the order of their days."""
        for place in places or tuple(self.by_place):
            drafts = self.by_place[place]
            drafts.sort(key=lambda d: d.first or 0)
            self.days[place] = [d.first or 0 for d in drafts]
        self.nearest.clear()

    def _tie(self, draft: Draft, frame: Frame, score: float, *reasons: str) -> None:
        if frame.borrowed:
            score = round(score - 0.1, 2)
            reasons += ("place from the rest of the article",)
        row = frame.row
        draft.ties.append(make_tie((row, score, reasons)))
        if row.figure_id in self.wholes:
            self.by_figure[row.figure_id] = draft
        if not draft.fits:
            self.by_article[row.article_id, frame.place].append(draft)

    def _by_day(self, frames: list[Frame]) -> None:
        """Anchor on single days first, then put each short interval with the one day that it holds."""
        days: dict[tuple[Place | None, int], Draft] = {}
        rest = []
        for frame in frames:
            first, last = frame.first, frame.last
            if first is None or (last is not None and last != first):
                rest.append(frame)
                continue
            draft = days.get((frame.place, first)) or self._make(frame.place, first, first)
            days[frame.place, first] = draft
            self._tie(draft, frame, 1.0, "same place, same day")
        for frame in sorted(rest, key=lambda f: (f.first or 0, f.last or 0)):
            first, last = frame.first or 0, frame.last or 0
            held = [d for day in range(first, last + 1) if (d := days.get((frame.place, day)))]
            held = list(dict.fromkeys(held))
            mine = self.by_article.get((frame.row.article_id, frame.place), ())
            own = [d for d in held if d in mine]
            if len(held) > 1 and len(own) != 1:
                self._ambiguous(frame, held, "an event date that holds both")
                continue
            draft = (own or held or [self._make(frame.place, first, last)])[0]
            for day in range(first, last + 1):
                days.setdefault((frame.place, day), draft)
            self._tie(draft, frame, 0.9, "same place, within the days stated")

    def _within(self, frame: Frame) -> None:
        """Tie a figure of a whole month or year to the one incident of that time, if there is one."""
        first, last = frame.first or 0, frame.last or 0
        same = [d for d in self.by_place[frame.place] if d.first is not None]
        exact = [d for d in same if (d.first, d.last) == (first, last)]
        held = exact or [d for d in same if first <= (d.first or 0) <= last and (d.last or 0) <= last]
        if len(held) > 1:
            self._ambiguous(frame, held, "an event date that holds several")
        elif held:
            self._tie(held[0], frame, 1.0 if exact else 0.6, "the only event of that time at the place")
        else:
            self._tie(self._make(frame.place, first, last), frame, 1.0, "same place, same time")

    def _by_context(self, frame: Frame) -> bool:
        """Tie a figure without a date by the other figures of its article, else by the day it was said."""
        own = [d for d in dict.fromkeys(self.by_article.get((frame.row.article_id, frame.place), ())) if not d.inferred]
        if len(own) == 1:
            self._tie(own[0], frame, 0.85, "event date from the rest of the article")
            return True
        best = _nearest(own, frame.said) if own else self._before(frame.place, frame.said)
        if not best:
            return False
        if len(best) > 1:
            self._ambiguous(frame, best, "no event date; said near both")
            return True
        gap = (frame.said or 0) - (best[0].last or 0)
        score = 0.8 if gap <= 1 else max(0.4, round(0.75 - gap / 100, 2))
        self._tie(best[0], frame, score, "event date inferred from the day it was said")
        return True

    def _before(self, place: Place | None, said: int | None) -> list[Draft]:
        """Return the incidents at ``place`` that what was said on a day may mean, worked out once for each day."""
        key = (place, said)
        if key not in self.nearest:
            drafts = self.by_place.get(place, [])
            last = len(drafts) if said is None else bisect_right(self.days.get(place, []), said)
            self.nearest[key] = _nearest(drafts[max(0, last - 4) : last] if said is not None else drafts, said)
        return self.nearest[key]

    def _chain(self, frames: list[Frame]) -> None:
        """Make incidents of what has no date anywhere near: reports of one place within a few days of each other."""
        by_place: dict[Place | str | None, list[Frame]] = defaultdict(list)
        for frame in frames:
            by_place[frame.place if frame.place else frame.row.article_id].append(frame)
        for group in by_place.values():
            group.sort(key=lambda f: f.said or 0)
            draft: Draft | None = None
            for frame in group:
                said = frame.said
                if draft is None or (
                    said is not None
                    and (said - (draft.last or said) > _CHAIN or said - (draft.first or said) > _CHAIN_MAX)
                ):
                    draft = self._make(frame.place, said, said, inferred=True)
                draft.last = said
                self._tie(draft, frame, 0.6, "event date inferred from the day it was said")
        for draft in self.drafts:
            if draft.inferred:
                draft.last = draft.first

    def _part(self, frame: Frame) -> None:
        """Tie a subset, an increment or a replaced toll to the incident of its total."""
        row = frame.row
        whole = self.by_figure.get(row.part_of or "")
        if whole is not None:
            self._tie(whole, frame, 1.0, "part of a figure of this incident")
            return
        if frame.first is not None:
            held = [d for d in self.by_place[frame.place] if d.first == frame.first]
            if held:
                self._tie(held[0], frame, 1.0, "same place, same day")
                return
        own = self.by_article.get((row.article_id, frame.place))
        if own:
            self._tie(Counter(own).most_common(1)[0][0], frame, 0.8, "stands beside a total of this incident")
        elif not self._by_context(frame):
            first = frame.first if frame.first is not None else frame.said
            self._tie(self._make(frame.place, first, frame.last or first, inferred=frame.first is None), frame, 0.6)
            self._sort(frame.place)

    def follow(self, denials: Sequence[Frame]) -> None:
        """Tie denials without a figure to what they deny."""
        for frame in denials:
            days = self.by_place.get(frame.place, [])
            held = [d for d in days if frame.first is not None and d.first == frame.first]
            own = self.by_article.get((frame.row.article_id, frame.place))
            if held:
                self._tie(held[0], frame, 1.0, "same place, same day")
            elif own:
                self._tie(Counter(own).most_common(1)[0][0], frame, 0.7, "in an article on this incident")
            elif frame.place is not None:
                self._by_context(frame)

    def _ambiguous(self, frame: Frame, drafts: list[Draft], reason: str) -> None:
        fits = tuple(sorted(drafts, key=lambda d: d.first or 0))
        key = tuple(map(id, fits))
        if key not in self.doubtful:
            self.doubtful[key] = Draft("incident", frame.place, fits[0].first, fits[-1].last, True, fits=fits)
            self.drafts.append(self.doubtful[key])
        self._tie(self.doubtful[key], frame, 0.5, reason)


def _nearest(drafts: list[Draft], said: int | None) -> list[Draft]:
    """Return the incident nearest before the day of saying; two where the second is about as near; none if too far."""
    if said is None:
        dated = [d for d in drafts if not d.inferred]
        return dated if len(dated) < 4 else []
    near = sorted(
        (gap, i) for i, d in enumerate(drafts) if not d.inferred and 0 <= (gap := said - (d.last or 0)) <= WINDOW
    )
    if not near:
        return []
    if len(near) > 1 and near[1][0] <= 2 * near[0][0] + 1:
        return [drafts[i] for gap, i in near if gap <= 2 * near[0][0] + 1]
    return [drafts[near[0][1]]]


def _finish(drafts: list[Draft]) -> list[Incident]:
    """Return the drafts that hold a figure, each under a name of its place and day that no other has."""
    kept = [d for d in drafts if any(tie.row.figure_id for tie in d.ties)]
    names: dict[int, str] = {}
    taken: Counter[str] = Counter()
    for draft in sorted(kept, key=lambda d: bool(d.fits)):
        name = "-or-".join(names.get(id(d), "?") for d in draft.fits) if draft.fits else _slug(draft)
        taken[name] += 1
        names[id(draft)] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    return [
        Incident(
            names[id(d)], d.scope, _place_words(d),
            d.place.country if d.place else None, iso_day(d.first) if d.first else None,
            iso_day(d.last) if d.last else None, d.inferred, tuple(d.ties), tuple(names[id(f)] for f in d.fits),
        )
        for d in kept
    ]  # fmt: skip


def _place_words(draft: Draft) -> str | None:
    """Return the place as a figure of the incident names it; nothing for a whole country."""
    if not draft.place or not draft.place.name:
        return None
    words = (tie.row.place or tie.row.place_text for tie in draft.ties)
    return next((word for word in words if word and word.casefold() == draft.place.name), None)


def _slug(draft: Draft) -> str:
    place = draft.place
    words = [place.name, place.country or ""] if place else ["unplaced"]
    if draft.scope == "cumulative":
        words.append("since")
    words.append(iso_day(draft.first) if draft.first else "undated")
    plain = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
