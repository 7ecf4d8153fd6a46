"""What several test modules share: running the command line, and extractions made by hand."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from claimtrack.cli import main
from claimtrack.cli import run as run_and_leave
from claimtrack.models import Article, Claim, Date, Extraction, Figure, Place, Source, Span, digest, make_article

ROOT = Path(__file__).parent.parent


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def cli(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Result]:
    """Run ``claimtrack ARGS`` in an empty folder; return its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMTRACK_DB", raising=False)

    def call(*args: object, stdin: bytes = b"") -> Result:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stop:
            run_and_leave([str(a) for a in args])
        out, err = capsys.readouterr()
        return Result(int(stop.value.code or 0), out, err)

    return call


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run ``claimtrack ARGS`` on the module's own ``db`` and expect exit code ``code``; return what it printed."""

    def call(*args: str, code: int = 0) -> Any:
        capsys.readouterr()
        assert main([*args, "--db", str(db)]) == code
        return capsys.readouterr()

    return call


TEXT = "At least ten civilians were killed in Ganja, Hikmet Hajiyev said on Saturday. It rained."


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_extraction(text: str = TEXT, **known: str | None) -> Extraction:
    """Return what is found in ``TEXT`` (or one that holds its words), as the rules would give it."""
    article: Article = make_article(text, **{"outlet": "Anadolu", "title": "Ten killed", **known})  # type: ignore[arg-type]
    content = "At least ten civilians were killed in Ganja"
    stated = Date("Saturday", span_of(text, "Saturday"), "2020-10-17", "2020-10-17", "day")
    place = Place("Ganja", span_of(text, "Ganja"), "Ganja", "AZ", 40.68, 46.36)
    claim_id = digest(article.id, *span_of(text, content), "indirect")
    figure = Figure(
        id=digest(claim_id, "killed"), outcome="killed", unit="person", victims="civilians", group="civilians",
        text="At least ten civilians were killed", span=span_of(text, "At least ten civilians were killed"), value=10,
        modifier="at_least", low=10, high=None, relation="total", part_of=None, scope="incident", event=stated,
        place=place, rules=("outcome-after",), confidence=0.9,
    )  # fmt: skip
    name = "Hikmet Hajiyev"
    source = Source(0, name, span_of(text, name), name, "assistant to the president", None, "official", "name")
    claim = Claim(
        id=claim_id, text=content, span=span_of(text, content), spans=(span_of(text, content),), mode="indirect",
        cue="said", cue_span=span_of(text, "said"), stance="asserted", hedges=(), sources=(source,),
        speaker="Hikmet Hajiyev", via=None, stated=stated, event=None, place=place, figures=(figure,),
        rules=("cue-after",), confidence=0.8,
    )  # fmt: skip
    return Extraction(article=article, claims=(claim,), dates=(stated,))
