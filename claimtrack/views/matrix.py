"""Compared incidents to grids and to flat records: who says how many, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from claimtrack.compare.cells import Cell, Entry
from claimtrack.compare.changes import changes
from claimtrack.compare.days import day_range, short_day
from claimtrack.compare.incident import Incident
from claimtrack.compare.kinds import kind_of
from claimtrack.compare.matrix import Block, Page, RowsBy
from claimtrack.compare.notation import marked, sign
from claimtrack.compare.relations import Verdict
from claimtrack.compare.rows import Row, row_id, said_on
from claimtrack.compare.sources import voice_of
from claimtrack.lexicon.single import country_names
from claimtrack.views.grid import Column, Grid
from claimtrack.views.told import differences, told_lines

INCIDENT_COLUMNS = (
    "id", "name", "place", "country", "scope", "kind", "start", "end", "inferred", "fits", "articles", "sources",
    "claims", "figures", "killed", "decided",
)  # fmt: skip
INCIDENT_TABLE = ("id", "place", "scope", "kind", "killed", "figures", "sources", "articles")
SOURCE_COLUMNS = ("source", "country", "party", "claims", "figures", "articles", "outlets", "basis")
SOURCE_TABLE = SOURCE_COLUMNS[:-1]
MATRIX_COLUMNS = (
    "incident", "scope", "place", "country", "start", "end", "inferred", "outcome", "unit", "counted_at", "counts",
    "source", "speaker", "speaker_country", "party", "origin", "outlet", "day", "figure", "value", "low", "high",
    "modifier", "relation", "stance", "group", "text", "figure_id", "claim_id", "article_id", "change", "reason",
    "note",
)  # fmt: skip
OUTLET_COLUMNS = ("outlet", "articles", "country", "owner", "basis")


def incident_record(incident: Incident, counts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list of incidents says of one; ``counts`` are those of its figures."""
    i = incident
    return {
        "id": i.id, "name": i.name, "place": place_words(i), "country": i.country, "scope": i.scope,
        "kind": counts["kind"], "start": i.start, "end": i.end, "inferred": i.inferred, "fits": list(i.fits),
        **{name: counts[name] for name in ("articles", "sources", "claims", "figures", "killed")},
        "decided": list(i.decided),
    }  # fmt: skip


def tie_grid(page: Page) -> Grid:
    """Return the figures of an incident, each with how surely and why it belongs there."""
    rows = tuple(
        (tie.row.figure_id or tie.row.claim_id, _day(said_on(tie.row) or "", True),
         page.voices[tie.row.claim_id].label,
         f"{marked(tie.row)} {tie.row.outcome}" if tie.row.figure_id else "✗ denies", f"{tie.score:.2f}",
         "; ".join(tie.reasons))
        for tie in page.incident.ties
    )  # fmt: skip
    columns = (Column("id", "solid"), Column("said", "solid"), Column("source", "label"), Column("figure", "figures"),
               Column("score", "number"), Column("why", "prose"))  # fmt: skip
    return Grid(columns, rows, title_of(page), aside_of(page), page.incident.decided)


def place_words(incident: Incident) -> str:
    """Return ``Ganja, Azerbaijan``, a country alone, or that no place is named."""
    country = country_names().get(incident.country or "", incident.country)
    place = incident.place
    if place and country and place != country:
        return f"{place}, {country}"
    return place or country or "place not stated"


def title_of(page: Page) -> str:
    """Return the heading of a page: where and when, and whether the date is inferred or ambiguous."""
    incident = page.incident
    place = incident.name or place_words(incident)
    if incident.fits:
        days = " or ".join(day_range(f.start, f.end) for f in page.fits) or "several incidents"
        return f"{place} · ambiguous: no event date, fits {days}"
    when = day_range(incident.start, incident.end)
    if incident.scope == "cumulative":
        since = f"since {day_range(incident.start, incident.start)}" if incident.start else "start not stated"
        return f"{place} · cumulative, {since}"
    if incident.scope == "background":
        return f"{place} · past event, {when}"
    if incident.inferred:
        when += " (inferred from the day it was said)" if incident.start else ""
    kind = None if incident.name else kind_of(incident.rows)
    if kind and incident.start:
        when = f"{kind} of {when}"
    return f"{place} · {when}"


def matrix_grids(pages: Iterable[Page], *, rows_by: RowsBy = "source", notes: bool = False) -> Iterator[Grid]:
    """Yield a grid for each incident, its blocks as sections one under the other."""
    for page in pages:
        days = sorted({c for b in page.blocks for c in b.columns}) if rows_by != "date" else list(
            dict.fromkeys(c for b in page.blocks for c in b.columns))  # fmt: skip
        rows: list[tuple[str, ...]] = []
        heads, quiet = set(), set()
        carried = rows_by == "source"
        for i, block in enumerate(page.blocks):
            if i:
                heads.add(len(rows))
                rows.append((block.title, *[""] * (len(days) + 2 * carried)))
            rows += _lines(block, days, rows_by)
            if any(block.ranges.values()) and len(block.lines) > 1:
                quiet.add(len(rows))
                rows.append(_row("range", "", [block.ranges.get(c, "") for c in days], "", carried))
        told = list(told_lines(page))
        told += party_lines(page) if rows_by in ("party", "country") else ()
        told += note_lines(page) if notes else ()
        yield Grid(_columns(page, days, rows_by), tuple(rows), title_of(page), aside_of(page), tuple(told),
                   frozenset(heads), frozenset(quiet))  # fmt: skip


def aside_of(page: Page) -> str:
    """Return how much stands behind a page, in words."""
    origins = len({origin.label for origin in page.origins.values()})
    parts = [_count(page.articles, "article"), _count(origins, "origin") if origins else _count(page.outlets, "outlet"),
             _count(page.sources, "source")]  # fmt: skip
    known = {(voice.party, voice.country) for voice in page.voices.values()} - {(None, None)}
    parties = {side for side in known if side[0] in ("belligerent", "victims")}
    if parties:
        neutral = any(party == "neutral" for party, _ in known)
        parts.append(f"{_count(len(parties), 'party', 'parties')}, {'a' if neutral else 'no'} neutral source")
    return " · ".join(parts)


def _count(n: int, noun: str, many: str = "") -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {many or noun + 's'}"


def _columns(page: Page, days: Sequence[str], rows_by: RowsBy) -> tuple[Column, ...]:
    years = {day[:4] for day in days if day} | {(page.incident.start or "")[:4]} - {""}
    heads = [Column(day if rows_by == "date" else _day(day, len(years) > 1), "figures") for day in days]
    first = Column(page.blocks[0].title, "label")
    return (first, Column(""), *heads, Column("carried by")) if rows_by == "source" else (first, *heads)


def _lines(block: Block, days: Sequence[str], rows_by: RowsBy) -> Iterator[tuple[str, ...]]:
    for line in block.lines:
        label = _day(line.label, True) if rows_by == "date" else line.label
        cells = [_cell(block.cells.get((line.key, day))) for day in days]
        # what an outlet says itself needs no second mention of it
        own = line.outlets == line.carriers and line.label in map(own_account, line.outlets)
        yield _row(label, line.country or "–", cells, "" if own else ", ".join(line.carriers), rows_by == "source")


def own_account(outlet: str) -> str:
    """Return the label of an outlet's own narration."""
    return voice_of(None, None, None, None, outlet, "narrated").label


def _row(label: str, country: str, cells: Sequence[str], outlets: str, carried: bool) -> tuple[str, ...]:
    return (label, country, *cells, outlets) if carried else (label, *cells)


def _day(day: str, year: bool) -> str:
    return short_day(day, year=year) if day else "undated"


def _cell(cell: Cell | None) -> str:
    return f"{cell.words} [{cell.note}]" if cell else ""


def party_lines(page: Page) -> Iterator[str]:
    """Yield, for each voice whose country or party is known by more than its name, by what it is known."""
    groups: dict[tuple[str, str], list[str]] = {}
    for voice in dict.fromkeys(page.voices.values()):
        if voice.key in page.bases:
            where = country_names().get(voice.country or "", voice.country or "country not known")
            known = f"{where}, {voice.party}" if voice.party else where
            groups.setdefault((known, page.bases[voice.key]), []).append(voice.label)
    for (known, basis), labels in groups.items():
        yield f"{'; '.join(labels)} ({known}): {basis}"


def note_lines(page: Page) -> Iterator[str]:
    """Yield the notes of a page: for each cell its number, and for each of its figures outlet, day, words and id."""
    for cell in (cell for block in page.blocks for cell in block.cells.values()):
        for entry in cell.entries:
            for row in entry.every:
                said = f", said {short_day(said_on(row) or '', year=True)}" if said_on(row) else ""
                what = f"figure {row.figure_id}" if row.figure_id else f"claim {row.claim_id}"
                yield f"[{cell.note}] {row.outlet or 'outlet not known'}{said}: “{quote(row)}” {what}"


def quote(row: Row, limit: int = 160) -> str:
    """Return the words of the figure, or of the claim where there is none, cut at a word."""
    text = row.text or row.claim_text
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def matrix_records(pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """Yield one flat record for each figure (and denial) of each cell."""
    for page in pages:
        i = page.incident
        head = {"incident": i.id, "scope": i.scope, "place": i.place, "country": i.country, "start": i.start,
                "end": i.end, "inferred": i.inferred}  # fmt: skip
        judged = {key: found[-1] for change in changes(page) for key, found in change.verdicts.items() if found}
        for block in page.blocks:
            labels = {line.key: line.label for line in block.lines}
            for cell in block.cells.values():
                for entry in cell.entries:
                    for row in entry.every:
                        yield {
                            **head, "outcome": block.outcome, "unit": block.unit, "counted_at": block.place,
                            "counts": block.who.words or None, "source": labels[cell.line], **_told_by(page, row),
                            **_record(row), **_judged(judged.get(row_id(row))), "note": cell.note,
                        }  # fmt: skip


def _told_by(page: Page, row: Row) -> dict[str, Any]:
    """Return who says it, for which party, and where it came from."""
    voice, origin = page.voices[row.claim_id], page.origins.get(row.claim_id)
    return {"speaker": voice.label, "speaker_country": voice.country, "party": voice.party,
            "origin": origin.label if origin else None}  # fmt: skip


def _judged(verdict: Verdict | None) -> dict[str, Any]:
    """Return how a figure stands to what was said before it, where anything was."""
    return {"change": verdict.kind if verdict else None, "reason": verdict.reason if verdict else None}


def _record(row: Row) -> dict[str, Any]:
    return {
        "outlet": row.outlet, "day": said_on(row), "figure": sign(row) if row.figure_id else None, "value": row.value,
        "low": row.low, "high": row.high, "modifier": row.modifier, "relation": row.relation, "stance": row.stance,
        "group": row.group, "text": row.text or row.claim_text, "figure_id": row.figure_id, "claim_id": row.claim_id,
        "article_id": row.article_id,
    }  # fmt: skip


def matrix_json(pages: Sequence[Page], more: int) -> dict[str, Any]:
    """Return the whole comparison as one value; ``more`` is how many incidents the limit left out."""
    return {"schema_version": 1, "incidents": [_page_json(page) for page in pages], "more": more}


def _page_json(page: Page) -> dict[str, Any]:
    i = page.incident
    scores = {tie.row.figure_id or tie.row.claim_id: tie for tie in i.ties}
    return {
        "id": i.id, "name": i.name, "kind": kind_of(i.rows), "scope": i.scope, "place": i.place,
        "country": i.country, "start": i.start, "end": i.end,
        "inferred": i.inferred, "fits": list(i.fits), "articles": page.articles, "outlets": page.outlets,
        "sources": page.sources, "differences": differences(page),
        "blocks": [
            {
                "outcome": b.outcome, "unit": b.unit, "group": b.who.group, "nation": b.who.nation, "place": b.place,
                "columns": list(b.columns),
                "ranges": dict(b.ranges),
                "rows": [
                    {
                        "label": line.label, "country": line.country, "party": line.party,
                        "basis": page.bases.get(line.key), "outlets": list(line.outlets),
                        "cells": [
                            {"column": c.column, "note": c.note, "words": c.words,
                             "entries": [_entry_json(e, scores) for e in c.entries]}
                            for c in (b.cells.get((line.key, day)) for day in b.columns) if c
                        ],
                    }
                    for line in b.lines
                ],
            }
            for b in page.blocks
        ],
    }  # fmt: skip


def _entry_json(entry: Entry, scores: Any) -> dict[str, Any]:
    first = entry.rows[0]
    return {
        "kind": entry.kind, "words": entry.words, "value": first.value, "low": first.low, "high": first.high,
        "modifier": first.modifier, "relation": first.relation, "stance": first.stance, "group": first.group,
        "figures": [_found(row, scores) for row in entry.rows],
        "subsets": [_found(row, scores) for row in entry.subsets],
        "was": [_found(row, scores) for row in entry.was],
    }  # fmt: skip


def _found(row: Row, scores: Any) -> dict[str, Any]:
    tie = scores.get(row.figure_id or row.claim_id)
    return {**_record(row), "score": tie.score if tie else None, "reasons": list(tie.reasons) if tie else []}
