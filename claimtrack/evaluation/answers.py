"""What was found in an article, as ``claimtrack extract`` writes it, to the figures and speakers that are scored.

Any program that writes the same JSON can be scored. A part whose span is not its text is
counted and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claimtrack.errors import Problem
from claimtrack.evaluation.agree import Days, days_of
from claimtrack.evaluation.gold import parse_object
from claimtrack.models import Span

HINT = "each line is one object as 'claimtrack extract' writes it"


@dataclass(frozen=True, slots=True)
class Found:
    """One figure found, with what its claim says of it; ``sources`` are all names of its nearest speakers."""

    outcome: str
    low: int | None
    high: int | None
    text: str
    span: Span
    modifier: str
    relation: str
    scope: str
    stance: str
    groups: tuple[str, ...]
    narrated: bool
    sources: tuple[str, ...]
    stated: Days | None
    event: Days | None
    places: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found in one article, in order; ``speakers`` holds the names of each claim."""

    figures: tuple[Found, ...] = ()
    speakers: tuple[tuple[str, ...], ...] = ()
    bad_spans: int = 0


def make_answer(row: Mapping[str, Any], text: str) -> Answer:
    """Return what ``row``, one extraction as a dictionary, says of the article ``text``.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it has another form.
    """
    claims = row["claims"]
    bad = 0
    figures: list[Found] = []
    speakers: list[tuple[str, ...]] = []
    for claim in claims:
        sources = [s for s in claim.get("sources", ()) if _is_its_text(s, text)]
        kept = [f for f in claim.get("figures", ()) if _is_its_text(f, text)]
        bad += len(claim.get("sources", ())) - len(sources) + len(claim.get("figures", ())) - len(kept)
        if not _is_its_text(claim, text):
            bad += 1
            continue
        names = _names(claim, sources)
        speakers.append(names)
        figures += [_found(claim, figure, names, not sources) for figure in kept]
    return Answer(tuple(figures), tuple(speakers), bad)


def _is_its_text(part: Mapping[str, Any], text: str) -> bool:
    span = part.get("span")
    return span is None or text[span[0] : span[1]] == part["text"]


def _names(claim: Mapping[str, Any], sources: list[Any]) -> tuple[str, ...]:
    """Return every way in which the claim names those who said it, joint speakers too, not those who pass it on."""
    nearest = min((s.get("depth", 0) for s in sources), default=0)
    names = [s.get(key) for s in sources if s.get("depth", 0) == nearest
             for key in ("name", "text", "role", "organization")]  # fmt: skip
    if sources:
        names.append(claim.get("speaker"))
    return tuple(dict.fromkeys(str(name) for name in names if name))


def _found(claim: Mapping[str, Any], figure: Mapping[str, Any], names: tuple[str, ...], narrated: bool) -> Found:
    place = figure.get("place") or {}
    start, end = figure["span"]
    return Found(
        outcome=figure["outcome"], low=figure["low"], high=figure["high"], text=figure["text"], span=Span(start, end),
        modifier=figure.get("modifier") or "exact", relation=figure.get("relation") or "total",
        scope=figure.get("scope") or "incident", stance=claim.get("stance") or "asserted",
        groups=tuple(str(g) for g in (figure.get("group"), figure.get("victims")) if g), narrated=narrated,
        sources=names, stated=_days(claim.get("stated")), event=_days(figure.get("event")),
        places=tuple(str(p) for p in (place.get("text"), place.get("name")) if p),
        confidence=float(figure.get("confidence") or 0),
    )  # fmt: skip


def _days(date: Mapping[str, Any] | None) -> Days | None:
    return days_of(date.get("start"), date.get("end")) if date else None


def read_predictions(lines: Iterable[str], where: str) -> Iterator[tuple[str, Answer] | Problem]:
    """Yield the text of the article of every line with what was found in it, or what is wrong with the line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = parse_object(line)
            text = row["article"]["text"]
            yield text, make_answer(row, text)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            what = f"has no {error}" if isinstance(error, KeyError) else str(error)
            yield Problem(f"{where}:{number}", what, HINT)
