"""Scores to grids for reading, and to records for programs: one a file, then one of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimtrack.evaluation.score import ATTRIBUTES, BANDS, WHOLE, Error, Score
from claimtrack.views.grid import Column, Grid

TOTAL = "all"
_OTHERS = tuple(name for name in ATTRIBUTES if name not in WHOLE)
_BAND_NAMES = {"0.9": "sure .9 to 1", "0.8": ".8 to .9", "0": "below .8"}
BY_COLUMNS = ("category", "value", "gold", "right", "recall", "named_right", "named_share")
ERROR_COLUMNS = ("article", "kind", "wanted", "found", "words")


def with_total(scores: Mapping[str, Score]) -> dict[str, Score]:
    """Return the scores by file, and of several files the score of all."""
    total = Score()
    for score in scores.values():
        total.add(score)
    return {**scores, TOTAL: total} if len(scores) != 1 else dict(scores)


def score_grids(scores: Mapping[str, Score]) -> Iterator[Grid]:
    """Yield the tables: figures, whole records, other attributes, and what is counted beside them."""
    quiet = frozenset((len(scores) - 1,)) if TOTAL in scores else frozenset()
    files = [name.removesuffix(".jsonl") for name in scores]

    def grid(title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], *notes: str) -> Grid:
        cells = tuple((file, *row) for file, row in zip(files, rows, strict=True))
        return Grid((Column("file", "label"), *columns), cells, title, notes=notes, heads=quiet)

    names = ("articles", "gold", "found", "right", "precision", "recall", "F1")
    yield grid("Figures (outcome and bounds)", [Column(n, "number") for n in names],
               [_figure_cells(s) for s in scores.values()])  # fmt: skip
    yield grid("Whole records (the figure and these four right), and where the figure is right",
               [Column("whole F1", "number"), *(Column(n, "figures") for n in WHOLE)],
               [(_part(s.whole_f1), *_shares(s, WHOLE)) for s in scores.values()])  # fmt: skip
    yield grid("Other attributes where the figure is right", [Column(n, "figures") for n in _OTHERS],
               [_shares(s, _OTHERS) for s in scores.values()])  # fmt: skip
    bad = sum(s.bad_spans for name, s in scores.items() if name != TOTAL)
    beside = ("traps sprung", "speakers found", *(_BAND_NAMES[b] for b in BANDS))
    yield grid("Traps, speakers, and how many figures of each confidence are right",
               [Column(n, "figures") for n in beside], [_beside_cells(s) for s in scores.values()],
               *([f"{bad} spans are not their text; left out"] if bad else []))  # fmt: skip


def _figure_cells(s: Score) -> tuple[str, ...]:
    return (*(str(n) for n in (s.articles, s.gold, s.found, s.right)), _part(s.precision), _part(s.recall), _part(s.f1))


def _shares(score: Score, names: Sequence[str]) -> list[str]:
    return [_share(score.agreed[name], score.asked[name]) for name in names]


def _beside_cells(s: Score) -> list[str]:
    sprung = f"{s.sprung}/{s.traps}" if s.traps else "–"
    return [sprung, _share(s.heard, s.speakers), *(_share(s.sure_right[b], s.sure[b]) for b in BANDS)]


def _part(share: float) -> str:
    return f"{share:.3f}"


def _share(right: int, of: int) -> str:
    """Return ``.97 95/98``; a dash where there is nothing to share."""
    return f"{right / of:.2f} {right}/{of}".removeprefix("0") if of else "–"


def category_grid(total: Score, category: str) -> Grid:
    """Return the recall by the values of one category of the gold."""
    heads = [Column(category, "label"), *(Column(n, "number") for n in ("gold", "right", "recall"))]
    if category != "outcome":
        heads.append(Column(f"and {category} right", "figures"))
    rows = [
        (r["value"].replace("_", " "), str(r["gold"]), str(r["right"]), _part(r["recall"]),
         _share(r["named_right"], r["right"]))[: len(heads)]
        for r in category_records(total, category)
    ]  # fmt: skip
    return Grid(tuple(heads), tuple(rows), f"Figures of the gold by {category}")


def category_records(total: Score, category: str) -> list[dict[str, Any]]:
    """Return a record for each value of ``category`` that the gold has, the most frequent first."""
    return [
        {
            "category": category, "value": kind[1], "gold": count, "right": total.kind_right[kind],
            "recall": _rounded(total.kind_right[kind], count), "named_right": total.kind_named[kind],
            "named_share": _rounded(total.kind_named[kind], total.kind_right[kind]),
        }
        for kind, count in sorted(total.of_kind.items(), key=lambda item: (-item[1], item[0])) if kind[0] == category
    ]  # fmt: skip


def error_grid(errors: Sequence[Error], more: int) -> Grid:
    """Return the errors, one a row; ``more`` is how many there are beyond."""
    rows = tuple(tuple(str(value) or "–" for value in record.values()) for record in error_records(errors))
    columns = (Column("article", "label"), Column("error"), Column("wanted"), Column("found"), Column("words", "prose"))
    return Grid(columns, rows, f"Errors: {len(errors)} of {len(errors) + more}")


def error_records(errors: Sequence[Error]) -> list[dict[str, Any]]:
    """Return a record for each error."""
    return [{name: getattr(error, name) for name in ERROR_COLUMNS} for error in errors]


def score_json(score: Score) -> dict[str, Any]:
    """Return a score as one value."""
    return {
        "articles": score.articles,
        "figures": {
            "gold": score.gold, "found": score.found, "right": score.right, "precision": round(score.precision, 4),
            "recall": round(score.recall, 4), "f1": round(score.f1, 4),
        },
        "whole": {"right": score.whole, "f1": round(score.whole_f1, 4)},
        "attributes": {name: _tally(score.agreed[name], score.asked[name]) for name in ATTRIBUTES},
        "traps": {"sprung": score.sprung, "of": score.traps},
        "speakers": _tally(score.heard, score.speakers),
        "confidence": [{"from": float(b), **_tally(score.sure_right[b], score.sure[b])} for b in BANDS],
        "bad_spans": score.bad_spans,
    }  # fmt: skip


def _tally(right: int, of: int) -> dict[str, Any]:
    return {"right": right, "of": of, "share": _rounded(right, of)}


def _rounded(right: int, of: int) -> float | None:
    return round(right / of, 4) if of else None


def flat_score(file: str, score: Score) -> dict[str, Any]:
    """Return a score as one flat record."""
    record: dict[str, Any] = {
        "file": file, "articles": score.articles, "gold": score.gold, "found": score.found, "right": score.right,
        "precision": round(score.precision, 4), "recall": round(score.recall, 4), "f1": round(score.f1, 4),
        "whole_right": score.whole, "whole_f1": round(score.whole_f1, 4),
    }  # fmt: skip
    for name in ATTRIBUTES:
        record |= {f"{name}_right": score.agreed[name], f"{name}_of": score.asked[name]}
    record |= {"traps_sprung": score.sprung, "traps_of": score.traps}
    record |= {"speakers_found": score.heard, "speakers_of": score.speakers}
    for band in BANDS:
        record |= {f"from_{band}_right": score.sure_right[band], f"from_{band}_of": score.sure[band]}
    return record
