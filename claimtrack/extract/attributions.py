"""A document to its attributions: who is quoted, with which words, by which cue.

Walks over the trigger words alone (reporting words and "according to"), has each
read by ``claimtrack.extract.cues``, and joins what they find with the quotations. Who a
pronoun or a description stands for is left to ``claimtrack.extract.speakers``.
"""

from __future__ import annotations

from claimtrack.extract.cues import Draft, read_noun, read_preposition, read_verb
from claimtrack.extract.mentions import Attribution, Range, SourceMention
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.quotes import pieces_of, run_on
from claimtrack.extract.segment import Document
from claimtrack.extract.classes import (
    CHANNEL,
    COMMA,
    CUE,
    CUE_NOUN,
    CUE_PREPOSITION,
    HEDGE,
    Classes,
    classes_of,
)
from claimtrack.lexicon import Lexicon
from claimtrack.models import Stance

_TRIGGERS = CUE | CUE_PREPOSITION | CUE_NOUN


def find_attributions(doc: Document, lexicon: Lexicon) -> list[Attribution]:
    """Return the attributions of ``doc`` in the order of their content."""
    words = classes_of(lexicon)
    c = Clauses(doc, words)
    drafts = _drafts(c, words)
    found = [a for draft in drafts if (a := _attribution(c, words, draft)) is not None]
    found = run_on(c, found)
    _add_hedges(c, words, found)
    found.sort(key=lambda a: (a.content[0], a.content[-1]))
    return found


def _drafts(c: Clauses, words: Classes) -> list[Draft]:
    drafts: list[Draft] = []
    sentence_of, sentences = c.doc.sentence_of, c.doc.sentences
    here, earlier = -1, None
    taken = -1
    for i in [i for i, f in enumerate(c.flags) if f & _TRIGGERS]:
        if i < taken:
            continue
        if sentence_of[i] != here:
            here, earlier = sentence_of[i], None
        floor = sentences[here].first
        draft = None
        f = c.flags[i]
        if f & CUE_PREPOSITION:
            draft = read_preposition(c, words, i, floor)
        if draft is None and f & CUE:
            draft = read_verb(c, words, i, floor, earlier)
        if draft is None and f & CUE_NOUN:
            draft = read_noun(c, words, i, floor)
        if draft is None:
            continue
        taken = draft.group[1]
        if earlier is not None:
            _cut(c, earlier, draft)
        drafts.append(draft)
        earlier = draft
    return drafts


def _cut(c: Clauses, earlier: Draft, later: Draft) -> None:
    """End what was said before a second attribution of the same sentence ("…, adding that", "…, and X said")."""
    if earlier.after is None:
        return
    first, last = earlier.after
    own = later.group[0]
    if later.source is not None and not later.joined and later.rule != "shared subject":
        own = min(own, later.source[0])
    if later.rule == "content before" or later.before is not None and later.rule in ("according to", "inverted"):
        return
    k = own - 1
    if not first < k < last:
        return
    if c.lower[k] in ("and", "but", "while", "though", "although", "before", "after") and k > first:
        k -= 1
        if c.flags[k] & COMMA or c.lower[own - 1] in ("but", "while", "before"):
            earlier.after = (first, k if c.flags[k] & COMMA else k + 1)
        elif later.joined:
            earlier.after = (first, k + 1)
    elif c.flags[k] & COMMA and (later.joined or c.lower[later.group[0]].endswith("ing")) or c.lower[k] == ";":
        earlier.after = (first, k)


def _attribution(c: Clauses, words: Classes, draft: Draft) -> Attribution | None:
    pieces: list[Range] = []
    quoted = 0
    for stretch in (draft.before, draft.after):
        if stretch is not None:
            made, whole = pieces_of(c, *stretch)
            pieces += made
            quoted += whole
    if not pieces:
        return None
    pieces.sort()
    direct = quoted == len(pieces)
    mixed = not direct and any(c.doc.quote_of[k] >= 0 for first, last in pieces for k in range(first, last))
    frame = [draft.group, *draft.frame]
    sources = []
    if draft.source is not None:
        sources = [SourceMention(*draft.source, 0)]
        frame.append(draft.source)
    if draft.addressee is not None:
        frame.append(draft.addressee)
    return Attribution(
        content=pieces, cue=draft.group, sources=sources, frame=_merged(frame),
        mode="direct" if direct else "mixed" if mixed else "indirect",
        stance=_stance(c, draft, pieces, direct), via=_channel(c, words, draft), rules=(draft.rule, draft.cue.lemma),
        confidence=0.5 if draft.negated else 0.9,
    )  # fmt: skip


def _stance(c: Clauses, draft: Draft, pieces: list[Range], direct: bool) -> Stance:
    if draft.cue.stance == "denied":
        return "asserted" if draft.negated else "denied"
    if draft.negated or draft.modal or draft.cue.stance == "hypothetical":
        return "hypothetical"
    if not direct and c.modal_first(*pieces[0]):
        return "hypothetical"
    return "asserted"


def _channel(c: Clauses, words: Classes, draft: Draft) -> str | None:
    for first, last in draft.frame:
        for k in range(first, last):
            if c.flags[k] & CHANNEL:
                phrase = words.channels.match(c.lower, k, last)
                if phrase is not None:
                    return phrase[1]
    if draft.addressee is not None and draft.cue.lemma == "tell":
        first, last = draft.addressee
        if c.lower[first] == "the" and first + 1 < last:
            first += 1
        if c.capital(first):
            return c.doc.slice(first, last)
    return None


def _merged(ranges: list[Range]) -> list[Range]:
    ranges.sort()
    merged = [ranges[0]]
    for first, last in ranges[1:]:
        if first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _add_hedges(c: Clauses, words: Classes, found: list[Attribution]) -> None:
    """Give each attribution the weakening words of its content and frame."""
    hits: list[Range] = []
    for i, f in enumerate(c.flags):
        if f & HEDGE:
            phrase = words.hedges.match(c.lower, i, c.size)
            if phrase is not None:
                hits.append((i, phrase[0]))
    if not hits:
        return
    from bisect import bisect_left

    starts = [first for first, _ in hits]
    for a in found:
        for first, last in [*a.content, *a.frame]:
            for n in range(bisect_left(starts, first), bisect_left(starts, last)):
                a.hedges.append(hits[n])
