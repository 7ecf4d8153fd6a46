"""A figure to the group of its victims: from its noun, what stands beside it, or what it is a part of.

The group that a noun has by itself is set where the phrase is read (``noun_phrase``).
"""

from __future__ import annotations

from claimtrack.extract.figures import FigureMention
from claimtrack.extract.scope_words import ScopeWords
from claimtrack.extract.segment import Document
from claimtrack.extract.shapes import age_of
from claimtrack.extract.words import Words

_APPOSED = 8  # tokens from "one of them," to the noun that tells who
_FORCE = 7  # tokens from "members of" to the name of the force
_LOSER = 14  # tokens from who lost men to "lost"
_ADULT = 18
_ARMED = frozenset(("soldiers", "militants"))


def group_of(doc: Document, words: Words, look: ScopeWords, mention: FigureMention) -> str | None:
    """Return the victims' group; "35 others" and "222 injured" take that of the noun they stand for."""
    phrase = mention.phrase
    if mention.parts:
        groups = {part.group for part in mention.parts}
        return groups.pop() if len(groups) == 1 else None  # "a nurse and two pupils"
    if phrase.noun is not None and not phrase.other:
        group = _by_force(doc, words, look, mention) or phrase.group
        if group == "other" and mention.relation == "subset" and mention.parent is not None:
            whole = group_of(doc, words, look, mention.parent)
            return whole if whole in _ARMED else group  # "14 militants, two commanders among them"
        return group
    if phrase.group is not None:
        return phrase.group
    apposed = _apposed(doc, words, mention) if phrase.whole else None
    if apposed is not None:
        return apposed
    if mention.antecedent is not None and mention.antecedent.group is not None:
        return mention.antecedent.group
    if mention.relation == "subset" and mention.parent is not None and phrase.noun is None:
        return group_of(doc, words, look, mention.parent)  # "166 of them" are civilians as those are
    return None


def _apposed(doc: Document, words: Words, mention: FigureMention) -> str | None:
    """Return the group of "one of them, a 28-year-old doctor, died", "one of whom, a boy, was hit"."""
    lower, k = doc.lower, mention.phrase.last
    if lower[k : k + 1] != [","]:
        return None
    group = None
    for i in range(k + 1, min(k + 1 + _APPOSED, len(lower))):
        if lower[i] == ",":
            return group
        age = age_of(lower[i]) if "-" in lower[i] else None
        noun = words.nouns.get(lower[i])
        if group != "children":
            group = "children" if age is not None and age < _ADULT else noun.get("group", group) if noun else group
    return None


def _by_force(doc: Document, words: Words, look: ScopeWords, mention: FigureMention) -> str | None:
    """Return the group of "eight members of the Afghan National Police", of the men that an army lost, of officers
    who are soldiers where no police are spoken of."""
    phrase = mention.phrase
    lemma = phrase.noun["lemma"] if phrase.noun is not None else ""
    lower, forces = doc.lower, look.forces
    if lemma == "member" and lower[phrase.last : phrase.last + 1] == ["of"]:
        return next((forces[word] for word in lower[phrase.last : phrase.last + _FORCE] if word in forces), None)
    first, last, _ = doc.sentences[mention.sentence]
    if lemma == "officer":
        said = [forces.get(word) for word in lower[first:last]]
        return "soldiers" if "soldiers" in said and "police" not in said else None
    trigger = mention.trigger
    if lemma == "man" and trigger is not None and lower[trigger.first] in look.lost:
        for k in range(trigger.first - 1, max(first, trigger.first - _LOSER) - 1, -1):
            noun = words.nouns.get(lower[k], {}).get("group")
            if lower[k] in forces or noun in _ARMED:
                return forces.get(lower[k]) or str(noun)
        return "soldiers" if trigger.entry.get("armed") else None  # "losing 29 men in the north"
    return None
