"""Incidents to tables: who says how many, day by day.

A block holds one outcome of one incident. Its lines are sources (or outlets, or days),
its columns the days on which they said it (or the sources), its cells the figures as stated.
Nothing is summed or averaged; a cell that nobody filled is not there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, NamedTuple

from claimtrack.compare.cells import Cell, make_entries, top_wholes
from claimtrack.compare.incident import Incident
from claimtrack.compare.joint import place_of
from claimtrack.compare.notation import span_of
from claimtrack.compare.origins import Origin, agency_of
from claimtrack.compare.parties import Sides, infer_parties
from claimtrack.compare.populations import ARMED, EVERYONE, Population, Populations
from claimtrack.compare.rows import Row, row_id, said_at, said_on
from claimtrack.compare.sources import Book, Voice, count_voices, voices
from claimtrack.lexicon.single import country_names

RowsBy = Literal["source", "origin", "outlet", "party", "country", "date"]
_Key = tuple[str, str, Population, str | None]  # outcome, unit, who is counted, place
_AGES = ("children", "women")  # a newly dead child adds to the toll of all, not only to that of the children
UNDATED = ""  # the column of what bears no day at all

_OUTCOMES = (
    "killed", "casualties", "dead_or_missing", "injured", "missing", "abducted", "captured", "detained",
    "neutralized", "displaced", "rescued", "destroyed", "damaged_or_destroyed", "damaged",
)  # fmt: skip


class Line(NamedTuple):
    """A row of a block: its label, the country where that is known, the outlets that carried it.

    ``carriers`` names them with where they had it from, ``Hürriyet (Anadolu)``.
    """

    key: str
    label: str
    country: str | None
    outlets: tuple[str, ...]
    party: str | None = None
    carriers: tuple[str, ...] = ()


class Block(NamedTuple):
    """One outcome of one population of an incident: its totals count the same people, so they can be held together.

    ``ranges`` gives the lowest low and highest high of each day's totals; ``place`` is set where the incident has
    several.
    """

    outcome: str
    unit: str
    who: Population
    place: str | None
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]
    ranges: Mapping[str, str]

    @property
    def title(self) -> str:
        words = self.outcome.replace("_", " ")
        things = {"home": "homes", "building": "buildings", "household": "households"}.get(self.unit)
        extra = [w for w in (things, self.who.words) if w]
        words = f"{words} ({', '.join(extra)})" if extra else words
        return f"{words}, {self.place}" if self.place else words


@dataclass(frozen=True, slots=True)
class Page:
    """One incident as compared: its blocks, how much stands behind them, and the voice of each claim by its id.

    ``bases`` says by what the country or the party of a voice is known, by the voice's key.
    """

    incident: Incident
    blocks: tuple[Block, ...]
    articles: int
    sources: int
    outlets: int
    voices: Mapping[str, Voice]
    fits: tuple[Incident, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An incident with those of its rows that are to be shown."""

    incident: Incident
    rows: list[Row]
    fits: tuple[Incident, ...]
    book: Book | None = None

    def sides(self) -> Sides:
        """Return the voice of each claim by its id, with its party where that is known, and by what it is known."""
        return infer_parties(self.rows, voices(self.rows, self.book), self.incident.country)


def compare(
    incidents: Iterable[Incident],
    keep: frozenset[str] | None = None,
    rows_by: RowsBy = "source",
    book: Book | None = None,
) -> list[Page]:
    """Return a page for each incident: ``choose`` and ``make_pages`` in one."""
    return make_pages(choose(incidents, keep, book), rows_by)


def choose(
    incidents: Iterable[Incident], keep: frozenset[str] | None = None, book: Book | None = None
) -> list[Chosen]:
    """Return the incidents that have something to show: the ones with most sources first, then the newest.

    Args:
        keep: ids of the figures (and denying claims) to show; the others only helped to link. ``None`` keeps all.
        book: what people decided on sources.
    """
    incidents = list(incidents)
    by_id = {incident.id: incident for incident in incidents}
    found = []
    for incident in incidents:
        rows = incident.rows if keep is None else [r for r in incident.rows if (r.figure_id or r.claim_id) in keep]
        if any(r.figure_id for r in rows):
            fits = tuple(by_id[key] for key in incident.fits if key in by_id)
            found.append(Chosen(incident, rows, fits, book))
    found.sort(key=lambda c: c.incident.start or "", reverse=True)
    found.sort(key=lambda c: -count_voices(c.rows))
    found.sort(key=lambda c: ("incident", "cumulative", "background").index(c.incident.scope))
    return found


def make_pages(
    chosen: Iterable[Chosen], rows_by: RowsBy = "source", origins: Mapping[str, Origin] | None = None
) -> list[Page]:
    """Return a page for each of ``chosen``, the cells numbered through all of them.

    Args:
        origins: where each claim came from, by its id; without it, its outlet.
    """
    numbers = count(1)
    return [_page(item, rows_by, origins or {}, numbers) for item in chosen]


def _page(item: Chosen, rows_by: RowsBy, origins: Mapping[str, Origin], numbers: Iterator[int]) -> Page:
    where, places = _where(item.rows)
    by_block = _by_block(item, where)
    said_by, bases = item.sides()
    denials = [row for row in item.rows if not row.figure_id]
    order = sorted(by_block, key=lambda k: (*_rank(k[0], k[1]), *_known(k[2]), -places[k[3]], k[3] or ""))
    blocks = []
    for key in order:
        rows = by_block[key] + (denials if key == order[0] else [])
        blocks.append(_block(key, rows, said_by, _Placing(rows_by, origins), numbers))
    rows = item.rows
    return Page(
        item.incident, tuple(blocks), len({r.article_id for r in rows}),
        len({v.key for v in said_by.values()}), len({r.outlet for r in rows if r.outlet}), said_by, item.fits,
        {r.claim_id: origins[r.claim_id] for r in rows if r.claim_id in origins}, bases,
    )  # fmt: skip


def _rank(outcome: str, unit: str) -> tuple[int, str]:
    return (_OUTCOMES.index(outcome) if outcome in _OUTCOMES else len(_OUTCOMES)), unit


def _where(rows: Sequence[Row]) -> tuple[Callable[[Row], str | None], Counter[str | None]]:
    """Return what tells a row's place, and how often each is named: nothing where the incident has one place only."""
    named = Counter(place_of(row) for row in rows if row.figure_id and row.scope == "incident" and place_of(row))
    if len({(name or "").casefold() for name in named}) < 2:
        return (lambda row: None), Counter({None: 0})
    main = named.most_common(1)[0][0]
    return (lambda row: place_of(row) or main), Counter(named)


def _by_block(item: Chosen, where: Callable[[Row], str | None]) -> dict[_Key, list[Row]]:
    """Return the rows of each table: a total by whom it counts, a part or an increment where its total stands."""
    populations = Populations(item.incident.rows, item.incident.country)
    rows = [row for row in item.rows if row.figure_id]
    keys = {row_id(row): (row.outcome or "", row.unit or "person", populations.of(row), where(row)) for row in rows}
    wholes = top_wholes(rows)
    totals = [row for row in rows if row.relation in ("total", None)]
    firm = {row_id(row) for row in rows if row.relation != "subset"}
    standing = Counter(keys[row_id(row)] for row in totals)
    near: dict[tuple[str, str, str, str | None], _Key] = {}
    for row in reversed(totals):  # the first of the article stays, unless the claim has one of its own
        key = keys[row_id(row)]
        near[row.article_id, key[0], key[1], key[3]] = near[row.claim_id, key[0], key[1], key[3]] = key
    found: dict[_Key, list[Row]] = defaultdict(list)
    for row in rows:
        key = keys[row_id(row)]
        if row.relation not in ("total", None):
            whole = wholes.get(row_id(row), "")
            ends = (key[0], key[1], key[3])
            beside = near.get((row.claim_id, *ends)) or near.get((row.article_id, *ends))
            key = _beside(row, key, keys[whole] if whole in firm else None, beside, standing)
        found[key].append(row)
    return found


def _beside(row: Row, own: _Key, whole: _Key | None, beside: _Key | None, standing: Mapping[_Key, int]) -> _Key:
    """Return the table of a figure that is no total: that of its whole, of its article, else of people at large."""
    if row.relation == "subset":
        if whole and whole[:2] == own[:2]:
            return whole
    elif row.group in ARMED or (own in standing and row.group not in _AGES):
        return own
    main = (*own[:2], EVERYONE, own[3])
    if beside or main in standing:
        return beside or main
    return max((key for key in standing if key[:2] == own[:2] and key[3] == own[3]),
               key=lambda key: standing[key], default=main)  # fmt: skip


def _known(who: Population) -> tuple[bool, str, str, str]:
    return who.attacker, who.area or "", who.group or "", who.nation or ""


def _block(
    key: _Key,
    rows: Sequence[Row],
    said_by: Mapping[str, Voice],
    placing: _Placing,
    numbers: Iterator[int],
) -> Block:
    cells: dict[tuple[str, str], list[Row]] = defaultdict(list)
    labels: dict[str, Line] = {}
    for row in sorted(rows, key=lambda r: (said_at(r) or "", r.published or "", r.start or 0)):
        line, column = placing.place(row, said_by[row.claim_id])
        cells[line.key, column].append(row)
        old = labels.get(line.key, line)
        outlets, carriers = dict.fromkeys(old.outlets), dict.fromkeys(old.carriers)
        if row.outlet:
            outlets[row.outlet] = carriers[carrier(row, placing.origins)] = None
        labels[line.key] = line._replace(outlets=tuple(outlets), carriers=tuple(carriers))
    columns = sorted({column for _, column in cells}) if placing.rows_by != "date" else list(
        dict.fromkeys(column for _, column in cells))  # fmt: skip
    keys = sorted(labels) if placing.rows_by == "date" else list(labels)
    named = None if placing.rows_by in ("source", "date") else said_by
    made = {}
    for line_key in keys:
        for column in columns:
            if (line_key, column) in cells:
                entries = make_entries(cells[line_key, column], named)
                made[line_key, column] = Cell(line_key, column, entries, next(numbers))
    ranges = {} if placing.rows_by == "date" else _ranges(cells, columns)
    return Block(*key, tuple(columns), tuple(labels[k] for k in keys), made, ranges)


def carrier(row: Row, origins: Mapping[str, Origin]) -> str:
    """Return the outlet, followed by where it had the claim from: ``Hürriyet (Anadolu)``."""
    outlet, origin = row.outlet or "outlet not known", origins.get(row.claim_id)
    return outlet if origin is None or origin.label in (outlet, agency_of(outlet)) else f"{outlet} ({origin.label})"


class _Placing(NamedTuple):
    """Which line and which column a row belongs to."""

    rows_by: RowsBy
    origins: Mapping[str, Origin]

    def place(self, row: Row, voice: Voice) -> tuple[Line, str]:
        day = said_on(row) or UNDATED
        if self.rows_by == "date":
            return Line(day, day, None, ()), voice.label
        if self.rows_by == "source":
            return Line(voice.key, voice.label, voice.country, (), voice.party), day
        label = self._label(row, voice)
        return Line(label.casefold(), label, None, ()), day

    def _label(self, row: Row, voice: Voice) -> str:
        outlet = row.outlet or "outlet not known"
        if self.rows_by == "outlet":
            return outlet
        if self.rows_by == "origin":
            origin = self.origins.get(row.claim_id)
            return origin.label if origin else outlet
        if self.rows_by == "party":
            if voice.party in ("belligerent", "victims") and voice.country:
                return f"{voice.party}, {country_names().get(voice.country, voice.country)}"
            return voice.party or "party not known"
        return country_names().get(voice.country or "", voice.country or "country not known")


def _ranges(cells: Mapping[tuple[str, str], list[Row]], columns: Sequence[str]) -> dict[str, str]:
    """Return the range of each day's asserted totals, which all count the same people."""
    return {
        column: span_of([
            row for (_, day), group in cells.items() if day == column for row in group
            if row.figure_id and row.relation == "total" and row.stance == "asserted"
        ])
        for column in columns
    }  # fmt: skip
