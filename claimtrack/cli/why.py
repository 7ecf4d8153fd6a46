"""``claimtrack why``: what stands behind a numbered cell of the last comparison."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.options import DEFAULT_DB, Db
from claimtrack.errors import UsageError
from claimtrack.store.decisions import list_cell, list_decisions
from claimtrack.store.read import find_claim

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def why(
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="The number in brackets beside a cell.")],
    db: Db = DEFAULT_DB,
) -> None:
    """Explain a cell of the last comparison.

    For each figure: the sentence with its parts marked, the chain of speakers, the rules and how sure they are, why
    it belongs to its incident, and how it stands to its rivals.

    \b
    Example:
      claimtrack compare
      claimtrack why 3
    """
    from claimtrack.cli.linked import connect_linked
    from claimtrack.cli.show import show

    with closing(connect_linked(db)) as conn:
        ids = list_cell(conn, number)
        if not ids:
            raise UsageError(f"why: the last comparison has no cell {number}", "run: claimtrack compare")
        claims: dict[str, list[str]] = {}
        for key in ids:
            claims.setdefault(find_claim(conn, key)[0], []).append(key)
        rivals = _rivals(conn, ids)
    for i, (claim, keys) in enumerate(claims.items()):
        if i:
            typer.echo("")
        show(keys[0] if len(keys) == 1 else claim, db, "text")
        for key in keys:
            typer.echo(f"stands     {key}")
            for line in rivals.get(key, ()):
                typer.echo(f"           {line}")


def _rivals(conn: sqlite3.Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return, by id, why each figure belongs to its incident and how it stands to the others there."""
    from claimtrack.cli.linked import holding
    from claimtrack.compare.days import ordinal
    from claimtrack.compare.decisions import Decision, source_book
    from claimtrack.compare.notation import marked
    from claimtrack.compare.parties import infer_parties
    from claimtrack.compare.populations import Populations
    from claimtrack.compare.relations import make_sayings, relate
    from claimtrack.compare.rows import row_id
    from claimtrack.compare.sources import voices
    from claimtrack.views.clean import printable

    book = source_book(Decision(**record) for record in list_decisions(conn, "source."))
    lines_of: dict[str, list[str]] = {}
    for incident in holding(conn, ids):
        for tie in incident.ties:
            key = row_id(tie.row)
            if key not in ids:
                continue
            lines = [f"incident {incident.id} ({tie.score:.2f}): {'; '.join(tie.reasons)}"]
            said_by, bases = infer_parties(incident.rows, voices(incident.rows, book), incident.country)
            began = None if incident.inferred else ordinal(incident.start)
            told = make_sayings(incident.rows, said_by, began, Populations(incident.rows, incident.country))
            every = [s for s in told if s.row.outcome == tie.row.outcome]
            (mine,) = [s for s in told if row_id(s.row) == key][:1]
            if mine.voice.key in bases:
                party = mine.voice.party or "party not known"
                lines.append(f"{party}: {mine.voice.label}, {bases[mine.voice.key]}")
            for other in every if tie.row.figure_id else ():
                if row_id(other.row) != key and other.row.unit == tie.row.unit:
                    verdict = relate(mine, other, every)
                    lines.append(f"{verdict.kind}: {verdict.reason} ({marked(other.row)}, {other.voice.label})")
            lines_of[key] = [printable(line) for line in dict.fromkeys(lines)]
    return lines_of
