"""Verbs that tell no outcome by themselves: it is where they lead, or who does it, that tells.

"Taken" to hospital is injured, "taken" hostage is abducted; whom police "seized" is detained, whom gunmen did is
abducted. Which words are verbs of this kind, where they can lead and who stands for what is told by the lexicon; who
was taken is found in ``claimtrack.extract.figures``.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.extract.segment import Document
from claimtrack.extract.words import Words
from claimtrack.lexicon import Entry

_REACH = 14  # tokens from the verb to where it leads
_BY = 8  # tokens from the verb to "by"
_AGENT = 5  # tokens from "by" to who it is
_SENTENCES = 2  # before this one, in which the agent of "They hold 12 people" may stand


def settle_entry(doc: Document, first: int, last: int, entry: Entry, words: Words) -> Entry | None:
    """Return the entry of the verb in tokens ``first`` to ``last`` with the outcome it has here; ``None`` for none."""
    number = doc.sentence_of[first]
    end = doc.sentences[number].last
    goal = _goal(doc.lower, last, end, entry, words)
    if goal is not None:
        if "outcome" not in goal:
            return None  # "hold them responsible", "freed on bail"
        return {**entry, **{key: goal[key] for key in ("outcome", "who") if key in goal}}
    if entry.get("agents"):
        outcome = _by_agent(doc, first, last, number, entry, words)
        if outcome is None and "being" in entry and "being" in doc.lower[max(0, first - 2) : first]:
            return {**entry, "outcome": entry["being"], "people": True}  # "six are still being treated"
        if outcome is not None:
            return {**entry, "outcome": outcome}
    return entry if "outcome" in entry else None


def _goal(lower: list[str], first: int, end: int, entry: Entry, words: Words) -> Entry | None:
    """Return where the verb before token ``first`` leads: "taken by ambulance *to hospital*", "took 61 *hostage*"."""
    table, lemma, outcomes, openers = words.goals, entry["lemma"], words.outcomes.table.first, words.goals.first
    direct = True  # nothing but the object so far
    for i in range(first, min(end, first + _REACH)):
        word = lower[i]
        hit = table.match(lower, i, end) if word in openers else None
        if hit is not None and lemma in hit[1]["after"] and (direct or not hit[1].get("direct")):
            return hit[1]
        if word in (";", ".") or (word in outcomes and _stops(lower, i, words)):
            return None
        direct = direct and (word == "of" or word not in words.not_in_object)
    return None


def _stops(lower: list[str], i: int, words: Words) -> bool:
    """Whether what stands at token ``i`` tells of something else: "pulled *dead* from", "took four and *killed*"."""
    hit = words.trigger_at(lower, i)
    return hit is not None and (hit[1]["kind"] != "adjective" or hit[1].get("outcome") == "killed")


def _by_agent(doc: Document, first: int, last: int, number: int, entry: Entry, words: Words) -> str | None:
    """Return the outcome that the doer makes of it, if the verb can have it: "*police* seized two", "held *by rebels*".

    Where the sentence does not say who did it and the verb alone tells nothing, one of those before may.
    """
    lower, sentence, agents = doc.lower, doc.sentences[number], entry["agents"]
    for i in range(last, min(sentence.last, last + _BY)):
        if lower[i] == "by":
            return _nearest(lower, range(i + 1, min(sentence.last, i + 1 + _AGENT)), agents, words)
    before = lower[max(sentence.first, first - 3) : first]
    passive = not lower[first].endswith("ing") and any(word in words.be for word in before)
    if passive:
        done_to = (o for word in lower[sentence.first : first] if (o := words.done_to.get(word)) in agents)
        outcome = _nearest(lower, range(last, sentence.last), agents, words) or next(done_to, None)
    else:
        outcome = _nearest(lower, range(first - 1, sentence.first - 1, -1), agents, words)
    if outcome is not None or "outcome" in entry or not (passive or lower[first - 1] in words.pronouns):
        return outcome
    begin = doc.sentences[max(0, number - _SENTENCES)].first
    return _nearest(lower, range(sentence.first - 1, begin - 1, -1), agents, words)


def _nearest(lower: list[str], around: range, agents: Sequence[str], words: Words) -> str | None:
    """Return the outcome of the first doer on the way: not "in army uniforms"."""
    for i in around:
        outcome = words.doers.get(lower[i])
        if outcome in agents and (i == around.start or lower[i - 1] not in words.prepositions):
            return outcome
    return None
