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

    from claimtrack.compare.matrix import Chosen


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
    """Return, by id, why each figure belongs to its incident, where it came from and how it stands to the others."""
    from claimtrack.cli.comparing import read_origins
    from claimtrack.cli.linked import holding
    from claimtrack.compare.decisions import Decision, source_book
    from claimtrack.compare.matrix import Chosen
    from claimtrack.compare.rows import row_id
    from claimtrack.views.clean import printable

    book = source_book(Decision(**record) for record in list_decisions(conn, "source."))
    lines_of: dict[str, list[str]] = {}
    for incident in holding(conn, ids):
        chosen = Chosen(incident, incident.rows, (), book)
        origins = read_origins(conn, [chosen], book)
        standing = _standing(chosen, ids)
        for tie in incident.ties:
            key = row_id(tie.row)
            if key in standing:
                lines = [f"incident {incident.id} ({tie.score:.2f}): {'; '.join(tie.reasons)}"]
                origin = origins.get(tie.row.claim_id)
                if origin:
                    lines.append(f"origin: {origin.label}, {origin.reason}")
                lines_of[key] = [printable(line) for line in dict.fromkeys([*lines, *standing[key]])]
    return lines_of


def _standing(chosen: Chosen, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return, by id, whose side says it and how it stands to each other figure; contradictions first."""
    from claimtrack.compare.days import ordinal
    from claimtrack.compare.notation import marked
    from claimtrack.compare.populations import Populations
    from claimtrack.compare.relations import make_sayings, relate
    from claimtrack.compare.rows import row_id

    incident = chosen.incident
    voices, bases = chosen.sides()
    began = None if incident.inferred else ordinal(incident.start)
    told = make_sayings(incident.rows, voices, began, Populations(incident.rows, incident.country))
    found: dict[str, list[str]] = {}
    for mine in told:
        key, row = row_id(mine.row), mine.row
        if key not in ids:
            continue
        every = [s for s in told if s.row.outcome == row.outcome]
        rivals = [(relate(mine, other, every), other) for other in every if row.figure_id
                  and row_id(other.row) != key and other.row.unit == row.unit]  # fmt: skip
        rivals.sort(key=lambda rival: rival[0].kind != "contradiction")
        side = mine.voice.party or "party not known"
        found[key] = [f"{side}: {mine.voice.label}, {bases[mine.voice.key]}"] if mine.voice.key in bases else []
        alike: dict[str, list[str]] = {}
        for verdict, other in rivals:
            whose = f"{marked(other.row)}, {other.voice.label}"
            alike.setdefault(f"{verdict.kind}: {verdict.reason}", []).append(whose)
        found[key] += [f"{words} ({'; '.join(dict.fromkeys(others))})" for words, others in alike.items()]
    return found
