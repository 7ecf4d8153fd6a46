"""The marks of one block to its incidents, periods and past events.

A block is a place, or the article of what names none: nothing in one depends on another, so that a new article is
linked by looking at its own blocks alone. The order of the marks makes no difference.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from claimtrack.compare.days import iso_day
from claimtrack.compare.kinds import NOTHING, May, divide, label, share
from claimtrack.compare.marks import NARROW
from claimtrack.compare.periods import link_background, link_periods
from claimtrack.compare.ties import Draft, Frame, Link, Mark, Place, new_tuple, plain, word_set
from claimtrack.lexicon.single import country_names

WINDOW = 60  # days after an event within which an undated figure may still mean it
_CHAIN = 3  # days between undated reports that still make one story
_CHAIN_MAX = 14
_MOST_FITS = 4
_SCOPES = ("incident", "cumulative", "background")


def link_block(block: str, marks: Iterable[Mark]) -> list[Draft]:
    """Return what the figures of a block speak of, every figure in one, each under an id that no other has there.

    A denial without a figure joins what it is about; one that is about nothing is in none.
    """
    by_scope: dict[str, list[Frame]] = defaultdict(list)
    hidden: list[Frame] = []
    for frame in _frames(marks):
        mark = frame.mark
        (hidden if mark.hidden and mark.scope == "incident" else by_scope[mark.scope]).append(frame)
    room = _Room()
    room.anchor(by_scope["incident"])
    room.follow(by_scope["denial"])
    room.parts(hidden)
    drafts = room.drafts + link_periods(by_scope["cumulative"]) + link_background(by_scope["background"])
    drafts = [draft for draft in drafts if any(link.frame.mark.figure for link in draft.links)]
    _name(block, drafts)
    return drafts


def _frames(marks: Iterable[Mark]) -> list[Frame]:
    """Return the marks as frames in an order of their own; a place without a country is the only one of its name."""
    ordered = sorted(marks, key=lambda m: (m.hidden, m.article_id, m.position, m.row_id))
    countries: dict[str, set[str]] = defaultdict(set)
    for words, country in {(mark.place, mark.country) for mark in ordered}:
        if words and country:
            countries[plain(words)].add(country)
    places: dict[tuple[str | None, str | None], Place | None] = {}
    found = []
    for mark in ordered:
        spot = mark.place, mark.country
        if spot not in places:
            name, country = plain(mark.place or ""), mark.country
            only = countries.get(name, ())
            places[spot] = Place(name, country or (next(iter(only)) if len(only) == 1 else None)) if any(spot) else None
        values = (mark, places[spot], mark.article_id, mark.first, mark.last, mark.said, word_set(mark.kinds),
                  word_set(mark.who))  # fmt: skip
        found.append(new_tuple(Frame, values))
    return found


class _Room:
    """The incidents made so far, by place and by article."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.by_place: dict[Place | None, list[Draft]] = defaultdict(list)
        self.days: dict[Place | None, list[int]] = {}
        self.by_article: dict[tuple[str, Place | None], list[Draft]] = defaultdict(list)
        self.by_figure: dict[str, Draft] = {}
        self.nearest: dict[tuple[Place | None, int | None, May], list[Draft]] = {}
        self.doubtful: dict[tuple[int, ...], Draft] = {}

    def anchor(self, frames: Sequence[Frame]) -> None:
        """Make incidents of the dated totals, then tie the rest to them."""
        days: list[Frame] = []
        short: list[Frame] = []
        wide: list[Frame] = []
        undated: list[Frame] = []
        parts: list[Frame] = []
        for frame in frames:
            width = (frame.last or frame.first or 0) - (frame.first or 0)
            if frame.mark.part:
                parts.append(frame)
            elif frame.first is None:
                undated.append(frame)
            else:
                (days if width == 0 else short if 0 < width <= NARROW else wide).append(frame)
        self._by_day(days, short)
        for draft in self.drafts:
            draft.who = frozenset[str]().union(*(link.frame.who for link in draft.links))
        self._sort()
        self._within(wide)
        self._sort()
        self._chain([frame for frame in undated if not self._by_context(frame)])
        self._sort()
        self.parts(parts)

    def _make(
        self, place: Place | None, first: int | None, last: int | None, *, inferred: bool = False, may: May = NOTHING
    ) -> Draft:
        draft = Draft("incident", place, first, last, inferred, may=may)
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
        mark = frame.mark
        if mark.borrowed or frame.place is None:
            score = round(score - 0.1, 2)
            reasons += ("place from the rest of the article" if mark.borrowed else "no place stated",)
        draft.links.append(new_tuple(Link, (frame, score, reasons)))
        self.by_figure[mark.row_id] = draft
        if not draft.fits:
            self.by_article[frame.article, frame.place].append(draft)

    def _gather(
        self, frames: Sequence[Frame], score: float, reason: str, *, days: tuple[int | None, int | None],
        inferred: bool = False,
    ) -> list[Draft]:  # fmt: skip
        """Make incidents of what agrees in place and time: one, or one for each kind of event told apart."""
        place = frames[0].place
        kinds = divide({frame.may for frame in frames}) or [NOTHING]
        made = [self._make(place, *days, inferred=inferred, may=may) for may in kinds]
        open_: list[tuple[Frame, list[Draft]]] = []
        for frame in frames:
            fit = [draft for draft in made if share(frame.may, draft.may)] if len(made) > 1 else made
            if len(fit) == 1:
                self._tie(fit[0], frame, score, reason)
            else:
                open_.append((frame, fit or made))
        for frame, fit in open_:
            own = {id(draft) for draft in self.by_article.get((frame.article, place), ())}
            mine = [draft for draft in fit if id(draft) in own]
            if len(mine) == 1:
                self._tie(mine[0], frame, round(score - 0.1, 2), reason, "kind of event from the rest of the article")
            else:
                self._ambiguous(frame, fit, f"{reason}; the kind of event is not told")
        return made

    def _by_day(self, days: list[Frame], short: list[Frame]) -> None:
        """Anchor on single days first, then put each short interval with the one day that it holds."""
        at: dict[tuple[Place | None, int], list[Draft]] = defaultdict(list)
        by_day: dict[tuple[Place | None, int], list[Frame]] = defaultdict(list)
        for frame in days:
            by_day[frame.place, frame.first or 0].append(frame)
        for key, group in by_day.items():
            at[key] = self._gather(group, 1.0, "same place, same day", days=(key[1], key[1]))
        spans: dict[tuple[int, int, Place | None], list[Frame]] = defaultdict(list)
        for frame in short:
            spans[frame.first or 0, frame.last or 0, frame.place].append(frame)
        for first, last, place in sorted(spans, key=lambda s: s[:2]):
            within = [draft for day in range(first, last + 1) for draft in at.get((place, day), ())]
            within = list(dict.fromkeys(within))
            rest = []
            for frame in spans[first, last, place]:
                if held := [draft for draft in within if share(frame.may, draft.may)]:
                    self._choose(frame, held, 0.9, "same place, within the days stated")
                else:
                    rest.append(frame)
            if rest:
                made = self._gather(rest, 0.9, "same place, within the days stated", days=(first, last))
                for day in range(first, last + 1):
                    at[place, day] += made

    def _choose(self, frame: Frame, drafts: list[Draft], score: float, reason: str) -> None:
        """Tie a figure to the one of ``drafts`` that its article or its victims single out, else to none."""
        if len(drafts) > 1:
            mine = {id(draft) for draft in self.by_article.get((frame.article, frame.place), ())}
            own = [draft for draft in drafts if id(draft) in mine]
            if len(own) == 1:
                drafts = own
        self._tie_one(frame, drafts, lambda draft: (score, reason), "an event date that holds several")

    def _tie_one(
        self, frame: Frame, drafts: list[Draft], how: Callable[[Draft], tuple[float, str]], doubt: str
    ) -> None:
        """Tie a figure to the only one of ``drafts``, or the only one of its victims; else it is in doubt."""
        if len(drafts) == 1:
            self._tie(drafts[0], frame, *how(drafts[0]))
            return
        fit = [draft for draft in drafts if draft.who & frame.who]
        if len(fit) == 1 and all(draft.who for draft in drafts):
            score, reason = how(fit[0])
            words = ", ".join(sorted(fit[0].who & frame.who))
            self._tie(fit[0], frame, round(score - 0.2, 2), reason, f"the one of several with the victims: {words}")
        else:
            self._ambiguous(frame, drafts, doubt)

    def _within(self, frames: list[Frame]) -> None:
        """Tie figures of a whole month or year to the one incident of that time, if there is one."""

        def span(frame: Frame) -> tuple[int, int]:
            return (frame.last or 0) - (frame.first or 0), frame.first or 0

        for (width, first), together in groupby(sorted(frames, key=span), key=span):
            last = first + width
            rest: dict[Place | None, list[Frame]] = defaultdict(list)
            held: dict[Place | None, list[Draft]] = {}
            for frame in together:
                if frame.place not in held:
                    drafts = self.by_place[frame.place]
                    held[frame.place] = [d for d in drafts if d.first is not None and first <= d.first <= last
                                         and (d.last or 0) <= last]  # fmt: skip
                if fit := [draft for draft in held[frame.place] if share(frame.may, draft.may)]:
                    self._choose(frame, fit, 0.6, "the only event of that time at the place")
                else:
                    rest[frame.place].append(frame)
            for group in rest.values():
                self._gather(group, 1.0, "same place, same time", days=(first, last))

    def _by_context(self, frame: Frame) -> bool:
        """Tie a figure without a date by the other figures of its article, else by the day it was said."""
        mine = dict.fromkeys(self.by_article.get((frame.article, frame.place), ()))
        own = [d for d in mine if not d.inferred and share(frame.may, d.may)]
        if len(own) == 1:
            self._tie(own[0], frame, 0.85, "event date from the rest of the article")
            return True
        best = _nearest(own, frame.said) if own else self._before(frame)
        if not best:
            return False

        def how(draft: Draft) -> tuple[float, str]:
            gap = (frame.said or 0) - (draft.last or 0)
            score = 0.8 if gap <= 1 else max(0.4, round(0.75 - gap / 100, 2))
            return score, "event date inferred from the day it was said"

        self._tie_one(frame, best, how, "no event date; said near both")
        return True

    def _before(self, frame: Frame) -> list[Draft]:
        """Return the incidents at the place that what was said on a day may mean, worked out once for each day."""
        key = (frame.place, frame.said, frame.may)
        if key not in self.nearest:
            drafts = self.by_place.get(frame.place, [])
            if frame.said is not None:
                days = self.days.get(frame.place, [])
                drafts = drafts[bisect_right(days, frame.said - WINDOW - 32) : bisect_right(days, frame.said)]
            fit = [draft for draft in drafts if share(frame.may, draft.may)]
            self.nearest[key] = _nearest(fit if frame.said is None else fit[-_MOST_FITS:], frame.said)
        return self.nearest[key]

    def _chain(self, frames: list[Frame]) -> None:
        """Make incidents of what has no date anywhere near: reports of one place within a few days of each other."""
        by_place: dict[Place | str, list[Frame]] = defaultdict(list)
        for frame in frames:
            by_place[frame.place or frame.article].append(frame)
        for every in by_place.values():
            every.sort(key=lambda f: f.said or 0)
            groups: list[list[Frame]] = []
            for frame in every:
                day, last = frame.said or 0, (groups[-1][-1].said or 0) if groups else 0
                if not groups or day - last > _CHAIN or day - (groups[-1][0].said or 0) > _CHAIN_MAX:
                    groups.append([])
                groups[-1].append(frame)
            for group in groups:
                day_said = group[0].said
                self._gather(group, 0.6, "event date inferred from the day it was said", days=(day_said, day_said),
                             inferred=True)  # fmt: skip

    def parts(self, frames: Sequence[Frame]) -> None:
        """Tie subsets, increments and replaced tolls to the incident of their total, those first that name none."""
        for frame in sorted(frames, key=lambda f: f.mark.whole is not None):
            self._part(frame)

    def _part(self, frame: Frame) -> None:
        whole = self.by_figure.get(frame.mark.whole or "")
        if whole is not None:
            self._tie(whole, frame, 1.0, "part of a figure of this incident")
            return
        if frame.first is not None:
            held = [d for d in self.by_place[frame.place] if d.first == frame.first and share(frame.may, d.may)]
            if held:
                self._tie_one(frame, held, lambda draft: (1.0, "same place, same day"), "the kind of event is not told")
                return
        own = self._own(frame)
        if own is not None:
            self._tie(own, frame, 0.8, "stands beside a total of this incident")
        elif not self._by_context(frame):
            first = frame.first if frame.first is not None else frame.said
            inferred = frame.first is None
            self._tie(self._make(frame.place, first, frame.last or first, inferred=inferred, may=frame.may), frame, 0.6)
            self._sort(frame.place)

    def _own(self, frame: Frame) -> Draft | None:
        """Return the incident that most figures of the article at the place are of, the first of several."""
        every = self.by_article.get((frame.article, frame.place), ())
        counts = Counter({d: n for d, n in Counter(every).items() if share(frame.may, d.may)})
        return counts.most_common(1)[0][0] if counts else None

    def follow(self, denials: Sequence[Frame]) -> None:
        """Tie denials without a figure to what they deny."""
        for frame in denials:
            days = self.by_place.get(frame.place, [])
            held = [d for d in days if frame.first is not None and d.first == frame.first and share(frame.may, d.may)]
            own = self._own(frame)
            if held:
                self._tie(held[0], frame, 1.0, "same place, same day")
            elif own is not None:
                self._tie(own, frame, 0.7, "in an article on this incident")
            elif frame.place is not None:
                self._by_context(frame)

    def _ambiguous(self, frame: Frame, drafts: list[Draft], reason: str) -> None:
        fits = tuple(sorted(drafts, key=lambda d: (d.first or 0, sorted(d.may))))
        key = tuple(map(id, fits))
        if key not in self.doubtful:
            self.doubtful[key] = Draft("incident", frame.place, fits[0].first, fits[-1].last, True, fits=fits)
            self.drafts.append(self.doubtful[key])
        self._tie(self.doubtful[key], frame, 0.5, reason)


def _nearest(drafts: list[Draft], said: int | None) -> list[Draft]:
    """Return the incident nearest before the day of saying; two where the second is about as near; none if too far."""
    if said is None:
        dated = [d for d in drafts if not d.inferred]
        return dated if len(dated) < _MOST_FITS else []
    near = sorted(
        (gap, i) for i, d in enumerate(drafts) if not d.inferred and 0 <= (gap := said - (d.last or 0)) <= WINDOW
    )
    return [drafts[i] for gap, i in near if gap <= 2 * near[0][0] + 1]


def _name(block: str, drafts: list[Draft]) -> None:
    """Give each draft an id of its place and day, and of its kind of event where two share them."""
    by_name: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        draft.id = _slug(block, draft)
        if draft.scope == "incident" and not draft.fits:
            by_name[draft.id].append(draft)
    for name, group in by_name.items():
        kinds = [label(draft.may) for draft in group]
        for draft, kind in zip(group, kinds, strict=True):
            if len(group) > 1 and kind and kinds.count(kind) == 1:
                draft.id = f"{name}-{kind.replace(' ', '-')}"
    for draft in drafts:
        if draft.fits:
            draft.id = "-or-".join(fit.id for fit in draft.fits)
    taken: Counter[str] = Counter()
    for draft in sorted(drafts, key=_order):
        taken[draft.id] += 1
        if taken[draft.id] > 1:
            draft.id = f"{draft.id}-{taken[draft.id]}"


def _order(draft: Draft) -> tuple[bool, bool, int, int, int, str]:
    marks = [link.frame.mark for link in draft.links]
    return (
        bool(draft.fits), all(mark.hidden for mark in marks), _SCOPES.index(draft.scope), draft.first or 0,
        draft.last or 0, min(mark.row_id for mark in marks),
    )  # fmt: skip


def _slug(block: str, draft: Draft) -> str:
    place = draft.place
    kind, _, day = block.removeprefix("? ").partition(" ")
    words = [place.name, place.country or _no_country(place.name)] if place else ["unplaced", kind if day else kind[:8]]
    if draft.scope == "cumulative":
        words.append("since")
    words.append(iso_day(draft.first) if draft.first else "undated")
    return plain(" ".join(words))


def _no_country(name: str) -> str:
    """Return what keeps a place without a country, "ganja-az", from having the id of another that has one."""
    last = name.rsplit("-", 1)[-1]
    return "x" if last.upper() in country_names() or last == "since" else ""
