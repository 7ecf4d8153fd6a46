"""What a person decided about incidents and sources, replayed over what the rules found.

Decisions are kept in the order made and applied in that order, after every linking
anew; none is ever changed or dropped. An incident is found again by its name, or,
where the rules have named it anew, by the figures that it held when it was decided on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from claimtrack.compare.days import ordinal
from claimtrack.compare.incident import Incident
from claimtrack.compare.rows import row_id
from claimtrack.compare.sources import Book, voice_of
from claimtrack.compare.ties import Tie

Kind = Literal[
    "incident.name", "incident.merge", "incident.split", "incident.assign", "source.set", "source.merge",
]  # fmt: skip
PARTIES = ("belligerent", "victims", "neutral", "unknown")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: ``subject`` is what it is about, ``value`` what was decided; ``made`` is ISO 8601."""

    id: int
    made: str
    author: str
    reason: str
    kind: Kind
    subject: str
    value: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Who decided it, when and why, as a reason of a tie."""
        why = f": {self.reason}" if self.reason else ""
        return f"decided by {self.author}, {self.made[:10]}{why}"


def decide_incidents(incidents: Iterable[Incident], decisions: Sequence[Decision]) -> list[Incident]:
    """Return ``incidents`` as people left them; an incident that lost all its figures is gone."""
    found = {incident.id: incident for incident in sorted(incidents, key=lambda i: i.id)}
    for decision in decisions:
        if decision.kind == "incident.name":
            key = _find(found, decision.subject, decision.value.get("members", ()))
            if key:
                decided = (*found[key].decided, decision.words)
                found[key] = replace(found[key], name=decision.value["name"], decided=decided)
        elif decision.kind == "incident.merge":
            _merge(found, decision)
        elif decision.kind == "incident.split":
            _move(found, decision.value["ids"], decision.value["into"], decision, like=decision.subject)
        elif decision.kind == "incident.assign":
            named = decision.value["incident"]
            target = _find(found, named, decision.value.get("members", ())) or named
            _move(found, [decision.subject], target, decision)
    return [incident for incident in found.values() if any(tie.row.figure_id for tie in incident.ties)]


def _find(found: Mapping[str, Incident], key: str, members: Iterable[str]) -> str | None:
    """Return the id under which the incident is now known: of the one that holds most of its figures, else its own."""
    wanted = set(members)
    counts = Counter({k: sum(row_id(t.row) in wanted for t in i.ties) for k, i in found.items()}) if wanted else {}
    best = max(counts, key=lambda k: (counts[k], k == key), default=None)
    if best and counts[best]:
        return best
    return key if key in found else None


def _merge(found: dict[str, Incident], decision: Decision) -> None:
    target = _find(found, decision.subject, decision.value.get("members", ()))
    if target is None:
        return
    for key, members in zip(decision.value["ids"], decision.value.get("of", [[]] * 99), strict=False):
        other = _find(found, key, members)
        if other is None or other == target:
            continue
        one, two = found[target], found.pop(other)
        ties = one.ties + tuple(Tie(t.row, 1.0, (*t.reasons, decision.words)) for t in two.ties)
        days = [d for d in (one.start, two.start, one.end, two.end) if d]
        found[target] = replace(
            one, ties=ties, start=min(days, default=None), end=max(days, default=None), fits=(),
            decided=(*one.decided, decision.words),
        )  # fmt: skip


def _move(found: dict[str, Incident], ids: Iterable[str], target: str, decision: Decision, like: str = "") -> None:
    """Move figures (or denials) into ``target``, a new incident if there is none of that id."""
    wanted = set(ids)
    moved = [t for i in found.values() for t in i.ties if row_id(t.row) in wanted or t.row.claim_id in wanted]
    if not moved:
        return
    gone = {id(t) for t in moved}
    pattern = found.get(like) or found.get(target) or next(i for i in found.values() for t in i.ties if id(t) in gone)
    for key, incident in list(found.items()):
        if any(id(t) in gone for t in incident.ties):
            found[key] = replace(incident, ties=tuple(t for t in incident.ties if id(t) not in gone))
    ties = tuple(Tie(t.row, 1.0, (decision.words,)) for t in moved)
    if target in found:
        found[target] = replace(found[target], ties=found[target].ties + ties)
        return
    days = sorted(t.row.event_start[:10] for t in moved if t.row.event_start and ordinal(t.row.event_start))
    found[target] = replace(
        pattern, id=target, ties=ties, start=days[0] if days else pattern.start, end=days[-1] if days else pattern.end,
        fits=(), name=None, decided=(decision.words,),
    )  # fmt: skip


def source_book(decisions: Iterable[Decision]) -> Book:
    """Return what people decided on sources: other names of one, and their party and country."""
    aliases: dict[str, str] = {}
    set_by_hand: dict[str, dict[str, str]] = {}
    for decision in decisions:
        if decision.kind == "source.merge":
            for name in decision.value["names"]:
                aliases[source_key(name)] = decision.subject
        elif decision.kind == "source.set":
            known = set_by_hand.setdefault(source_key(decision.subject), {})
            known.update({k: v for k, v in decision.value.items() if v})
    return Book(aliases, set_by_hand)


def source_key(name: str) -> str:
    """Return the key under which a source of that name is compared."""
    voice = voice_of(name, None, None, name, None, "indirect")
    return f"{voice.key}|{voice.country}" if voice.country else voice.key
