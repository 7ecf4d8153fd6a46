"""One claim, as RECORDS has it, to a page: its sentences with the parts marked, then what is known about each.

On a terminal the parts are coloured; elsewhere they stand in brackets with their name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from claimtrack.compare.notation import sign
from claimtrack.compare.rows import Row
from claimtrack.views.clean import printable

if TYPE_CHECKING:
    from rich.console import Console

Record = Mapping[str, Any]

_STYLES = {"claim": "bold", "source": "cyan", "cue": "yellow", "figure": "red", "date": "green", "place": "magenta"}


class Mark(NamedTuple):
    """A part of the text, what it is (a key of the styles) and what the brackets say of it."""

    start: int
    end: int
    kind: str
    label: str


class Piece(NamedTuple):
    """A stretch of the text and the marks that it lies in, outermost first."""

    text: str
    opens: tuple[Mark, ...]
    inside: tuple[Mark, ...]
    closes: tuple[Mark, ...]


def marks_of(record: Record) -> list[Mark]:
    """Return the parts of the claim in the order of the text, an outer one before those inside it.

    Of two parts that overlap without one holding the other, the later is left out.
    """
    marks = [_mark(span, "claim", "claim") for span in record["spans"]]
    marks += [_mark(source["span"], "source", "source") for source in record["sources"]]
    if record["cue_span"]:
        marks.append(_mark(record["cue_span"], "cue", "cue"))
    for owner in (record, *record["figures"]):
        for name in ("stated", "event"):
            date = owner.get(name)
            if date:
                marks.append(_mark(date["span"], "date", f"{name} {_days(date)}"))
        if owner["place"]:
            marks.append(_mark(owner["place"]["span"], "place", owner["place"]["name"] or "place"))
    for figure in record["figures"]:
        marks.append(_mark(figure["span"], "figure", f"{figure['outcome']} {figure_sign(figure)}"))
    kept: list[Mark] = []
    for mark in sorted(dict.fromkeys(marks), key=lambda m: (m.start, -m.end, m.kind != "claim")):
        if not any(k.start < mark.start < k.end < mark.end or (k[:3] == mark[:3]) for k in kept):
            kept.append(mark)
    return kept


def _mark(span: Sequence[int], kind: str, label: str) -> Mark:
    return Mark(span[0], span[1], kind, label)


def figure_sign(figure: Record) -> str:
    """Return the bounds that the figure states (``≥10``)."""
    return sign(Row(text=figure["text"], value=figure["value"], modifier=figure["modifier"], low=figure["low"],
                    high=figure["high"]))  # fmt: skip


def pieces(text: str, window: tuple[int, int], marks: Sequence[Mark]) -> Iterator[Piece]:
    """Yield ``text`` within ``window``, cut wherever a mark begins or ends."""
    start, end = window
    inside = [m for m in marks if start <= m.start < m.end <= end]
    cuts = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    for a, b in pairwise(cuts):
        yield Piece(
            text[a:b],
            tuple(m for m in inside if m.start == a),
            tuple(m for m in inside if m.start <= a and b <= m.end),
            tuple(m for m in reversed(inside) if m.end == b),
        )


def write_claim(
    record: Record, text: str, window: tuple[int, int], *, figure_id: str | None = None, stream: TextIO | None = None
) -> None:
    """Write the page of one claim to ``stream`` (standard output).

    Args:
        text: the article's text, of which ``window`` is shown.
        figure_id: of the figures show this one only.
    """
    from rich.console import Console
    from rich.text import Text

    from claimtrack.views.table import width_of

    stream = stream or sys.stdout
    width = width_of(stream)
    console = Console(file=stream, width=width or 100_000, color_system="auto" if width else None, highlight=False,
                      markup=False, emoji=False, legacy_windows=False)  # fmt: skip
    # brackets wherever colours would not be seen
    colours = console.color_system is not None and not console.no_color
    shown = Text()
    for piece in pieces(text, window, marks_of(record)):
        words = printable(piece.text, lines=True)
        if colours:
            shown.append(words, " ".join(_STYLES[m.kind] for m in piece.inside))
        else:
            opens = "".join("‹" if m.kind == "claim" else f"[{printable(m.label)}: " for m in piece.opens)
            closes = "".join("›" if m.kind == "claim" else "]" for m in piece.closes)
            shown.append(f"{opens}{words}{closes}")
    console.print(shown, no_wrap=width is None, crop=False)
    if colours:
        console.print(Text.assemble(*((f"{kind}  ", style) for kind, style in _STYLES.items())))
    console.print()
    _write_facts(console, [(name, printable(value)) for name, value in facts(record, figure_id)], width)


def _write_facts(console: Console, lines: Sequence[tuple[str, str]], width: int | None) -> None:
    """Write names and values; on a terminal the values wrap beside their names, without spaces at the ends of lines."""
    from rich.table import Table
    from rich.text import Text

    if width is None:
        console.file.writelines(f"{name:<11}{value}\n" for name, value in lines)
        return
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=10, style="dim")
    table.add_column(overflow="fold")
    for name, value in lines:
        table.add_row(name, Text(value))
    with console.capture() as capture:
        console.print(table)
    console.file.write("\n".join(line.rstrip() for line in capture.get().split("\n")))


def facts(record: Record, figure_id: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the lines beneath the text: a name and what there is to say; nothing for what is not known."""
    sure = f"confidence {record['confidence']:.2f}"
    yield "claim", _joined(record["id"], record["mode"], record["stance"], sure)
    for source in record["sources"]:
        yield ("said by" if source["depth"] == 0 else "cited by"), _source(source)
    if not record["sources"]:
        yield "said by", "the outlet itself, no source named"
    for name in ("cue", "via"):
        if record[name]:
            yield name, record[name]
    if record["hedges"]:
        yield "hedges", ", ".join(record["hedges"])
    yield from _when_where(record)
    for figure in record["figures"]:
        if figure_id in (None, figure["id"]):
            yield from _figure(figure)
    article = record["article"]
    printed = f"{article['published'] or 'no date'}" + (
        f" (from {article['published_from']})" if article["published_from"] else ""
    )
    yield "article", _joined(article["id"], article["outlet"], printed, article["title"])
    if article["url"]:
        yield "", article["url"]
    yield "rules", ", ".join(record["rules"])


def _figure(figure: Record) -> Iterator[tuple[str, str]]:
    part = f" of {figure['part_of']}" if figure["part_of"] else ""
    kept = [f"{figure['outcome']} {figure_sign(figure)}", figure["unit"], figure["group"], figure["relation"] + part]
    yield "figure", _joined(figure["id"], *kept, figure["scope"], f"confidence {figure['confidence']:.2f}")
    yield "", f'"{figure["text"]}"' + (f", of {figure['victims']}" if figure["victims"] else "")
    facts_ = [f"{name} {value}" for name, value in _when_where({**figure, "stated": None})]
    yield "", _joined(*facts_, f"rules {', '.join(figure['rules'])}")


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _when_where(owner: Record) -> Iterator[tuple[str, str]]:
    for name, word in (("stated", "stated"), ("event", "happened")):
        if owner[name]:
            yield word, f'{_days(owner[name])} ("{owner[name]["text"]}")'
    if owner["place"]:
        place = owner["place"]
        name = ", ".join(x for x in (place["name"] or place["text"], place["country"]) if x)
        known = place["latitude"] is not None
        yield "place", name + (f" ({place['latitude']:.2f}, {place['longitude']:.2f})" if known else "")


def _source(source: Record) -> str:
    known = source["name"] or f'"{source["text"]}", not named'
    more = ", ".join(x for x in (source["role"], source["organization"], source["kind"]) if x and x != known)
    words = f'; here "{source["text"]}", a {source["resolved_from"]}' if source["resolved_from"] != "name" else ""
    return f"{known} ({more}){words}"


def _days(date: Record) -> str:
    if date["start"] is None and date["end"] is None:
        return "unresolved"
    start, end = date["start"] or "…", date["end"] or "…"
    return start if start == end else f"{start} to {end}"
