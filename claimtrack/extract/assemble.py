"""Mentions to claims: the one place that decides what belongs together.

Which speaker a figure has, when and where it happened, whether it counts the
event of the article, a period or another event, and what it is a part of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claimtrack.extract.confidence import claim_confidence, figure_confidence
from claimtrack.extract.context import Context
from claimtrack.extract.figures import FigureMention
from claimtrack.extract.mentions import Attribution, DateMention, Range
from claimtrack.extract.segment import Document
from claimtrack.extract.words import Words
from claimtrack.models import Article, Claim, Date, Figure, Mode, Source, Span, Stance, digest

_FREE, _FRAME = -1, -2  # tokens that belong to no attribution, or to the clause of one


@dataclass(slots=True)
class Draft:
    """A claim before its ids: the pieces of its content and the figures in them."""

    pieces: list[Range]
    attribution: Attribution | None
    sources: tuple[Source, ...]
    mode: Mode
    stance: Stance
    figures: list[FigureMention] = field(default_factory=list)


def assemble(
    article: Article,
    doc: Document,
    attributions: Sequence[Attribution],
    chains: Sequence[tuple[Source, ...]],
    figures: Sequence[FigureMention],
    context: Context,
    words: Words,
) -> tuple[Claim, ...]:
    """Return the claims of the article in the order of their spans."""
    drafts = [Draft(list(a.content), a, chain, a.mode, a.stance) for a, chain in zip(attributions, chains, strict=True)]
    owner = _owners(doc, drafts)
    narrated: dict[Range, Draft] = {}
    for figure in figures:
        index = owner[figure.phrase.number]
        if index < 0:
            index = owner[figure.first]
        if index >= 0:
            drafts[index].figures.append(figure)
            continue
        piece = _narrated_piece(doc, owner, figure)
        draft = narrated.get(piece)
        if draft is None:
            draft = narrated[piece] = Draft([piece], None, (), "narrated", "asserted")
        draft.figures.append(figure)
    claims: dict[str, Claim] = {}
    ids: dict[int, str] = {}  # of the figures
    for draft in _by_stance([*drafts, *narrated.values()], words):
        claim = _claim(article, doc, draft, context, ids)
        if claim.id not in claims or (claim.figures and not claims[claim.id].figures):
            claims[claim.id] = claim  # of two attributions of one quotation, that which holds its figures
    return tuple(sorted(claims.values(), key=lambda c: (c.span, c.mode)))


def _owners(doc: Document, drafts: Sequence[Draft]) -> list[int]:
    """Return for each token the narrowest attribution around it, the last of several; in a frame -2, else -1."""
    owner = [_FREE] * len(doc.words)
    for draft in drafts:
        if draft.attribution is not None:
            for first, last in draft.attribution.frame:
                owner[first:last] = [_FRAME] * (last - first)
    lengths = []
    for draft in drafts:
        length = 0
        for first, last in draft.pieces:
            length += last - first
        lengths.append(length)
    for index in sorted(range(len(drafts)), key=lengths.__getitem__, reverse=True):
        for first, last in drafts[index].pieces:
            owner[first:last] = [index] * (last - first)
    return owner


def _narrated_piece(doc: Document, owner: Sequence[int], figure: FigureMention) -> Range:
    """Return the stretch of the sentence around the figure that belongs to no attribution."""
    sentence = doc.sentences[figure.sentence]
    first, last = figure.phrase.first, figure.phrase.last
    while first > sentence.first and owner[first - 1] == _FREE:
        first -= 1
    while last < sentence.last and owner[last] == _FREE:
        last += 1
    while first < figure.phrase.first and doc.lower[first] in (",", "-", "--", "—", "–", '"', "”", "''"):
        first += 1
    return first, last


def _by_stance(drafts: Sequence[Draft], words: Words) -> list[Draft]:
    """Split drafts whose figures are partly real and partly what could, would or was meant to be."""
    out: list[Draft] = []
    for draft in drafts:
        unsure = [m for m in draft.figures if m.negated or m.irrealis] if draft.figures else None
        if draft.stance != "hypothetical" and not unsure:
            out.append(draft)
            continue
        draft.figures = _without_negated(out, draft)
        unreal = [m for m in draft.figures if _is_unreal(m, draft, words)]
        if not draft.figures:
            out.append(draft)
        elif len(unreal) == len(draft.figures):
            draft.stance = "hypothetical"
            out.append(draft)
        else:
            draft.figures = [m for m in draft.figures if m not in unreal]
            draft.stance = "asserted" if draft.stance == "hypothetical" else draft.stance
            out.append(draft)
            if unreal:
                piece = min(m.first for m in unreal), max(m.last for m in unreal)
                out.append(Draft([piece], draft.attribution, draft.sources, draft.mode, "hypothetical", unreal))
    return out


def _without_negated(out: list[Draft], draft: Draft) -> list[FigureMention]:
    """Return the figures that are not negated; what a source says did not happen becomes a claim that denies it."""
    negated = [m for m in draft.figures if m.negated]
    if negated and draft.attribution is not None and draft.stance != "denied":
        piece = min(m.first for m in negated), max(m.last for m in negated)
        out.append(Draft([piece], draft.attribution, draft.sources, draft.mode, "denied", negated))
    return [m for m in draft.figures if not m.negated]


def _is_unreal(mention: FigureMention, draft: Draft, words: Words) -> bool:
    """Whether the number only could be, is feared, wanted or meant.

    A statement may be hypothetical as a whole and yet hold what has happened ("is wanted in a shooting that left three
    dead"): its own verb decides then.
    """
    if mention.irrealis:
        return True
    attribution = draft.attribution
    if draft.stance != "hypothetical" or attribution is None:
        return False
    cue = attribution.rules[-1]
    told, said = mention.trigger, attribution.cue
    if told is not None and said is not None and said[0] < told.last and told.first < said[1]:
        return False  # "are expected to survive" tells that they were hurt
    if cue in words.marks["doubting"] or attribution.confidence <= 0.5:
        return True
    return (
        cue in words.wishes
        and mention.trigger is not None
        and mention.trigger.kind in ("noun", "toll", "base", "present")
    )


def _claim(article: Article, doc: Document, draft: Draft, context: Context, ids: dict[int, str]) -> Claim:
    span = doc.span(draft.pieces[0][0], draft.pieces[-1][1])
    spans = (span,) if len(draft.pieces) == 1 else tuple([doc.span(first, last) for first, last in draft.pieces])
    identity = digest(article.id, span.start, span.end, draft.mode)
    attribution = draft.attribution
    figures = _figures(doc, identity, draft, context, ids) if draft.figures else []
    cue = attribution.cue if attribution else None
    about = figures[0] if figures else None
    stated: Date | None = context.stated(attribution) if attribution else context.counted_on(draft.figures)
    if stated is not None and about is not None and draft.stance == "asserted" and _precedes(stated, about.event):
        stated = None  # "had said a day earlier": nobody counts the dead of tomorrow
    hedges = tuple([doc.slice(*h) for h in attribution.hedges]) if attribution and attribution.hedges else ()
    speaker = _speaker(draft.sources[0]) if draft.sources else None
    event = about.event if about else context.event_in(draft.pieces)
    place = about.place if about else context.place_in(draft.pieces)
    # in the order of the fields: names take three times as long
    return Claim(
        identity, article.text[span.start : span.end], span, spans, draft.mode,
        doc.slice(*cue) if cue else None, doc.span(*cue) if cue else None, draft.stance, hedges, draft.sources,
        speaker, attribution.via if attribution else None, stated, event, place, tuple(figures),
        attribution.rules if attribution else ("narrated",), claim_confidence(attribution),
    )  # fmt: skip


def _precedes(stated: Date, event: Date | None) -> bool:
    """Whether a day of saying lies before the day of what it speaks of."""
    if event is None or stated.end is None or event.start is None or event.grain != "day":
        return False
    return stated.end[:10] < event.start[:10]


def _speaker(source: Source) -> str:
    """Return the canonical name of a source or, where it has none, its description: for "it", "the ministry"."""
    if source.name is not None:
        return source.name
    if source.role is not None and (source.resolved_from == "pronoun" or source.organization is not None):
        return source.role.split(",")[0]  # "the press service" is that "of the Prosecutor's Office"
    return source.text.split(",")[0]


def _figures(
    doc: Document, claim: str, draft: Draft, context: Context, ids: dict[int, str]
) -> list[Figure]:
    counted = draft.figures
    if len(counted) > 1:
        counted = sorted(counted, key=lambda m: (m.first, m.last))
    spans = []
    for mention in counted:
        span = doc.span(mention.first, mention.last)
        if span.end - span.start > 280:
            span = doc.span(mention.phrase.first, mention.phrase.last)
        spans.append(span)
        ids[id(mention)] = digest(claim, span.start, span.end, mention.outcome, mention.quantity.low)
    return [_figure(doc, mention, span, context, ids) for mention, span in zip(counted, spans, strict=True)]


def _figure(doc: Document, mention: FigureMention, span: Span, context: Context, ids: Mapping[int, str]) -> Figure:
    quantity = mention.quantity
    scene = context.scene(mention)
    # in the order of the fields: names take three times as long
    return Figure(
        ids[id(mention)], mention.outcome, mention.phrase.unit, _victims(doc, mention), context.group(mention),  # type: ignore[arg-type]
        doc.text[span.start : span.end], span, quantity.value, quantity.modifier, quantity.low, quantity.high,
        mention.relation, _whole(mention, ids), scene.scope, scene.event, scene.place,  # type: ignore[arg-type]
        (mention.rule, str(mention.trigger.entry["lemma"])) if mention.trigger else (mention.rule,),
        figure_confidence(mention),
    )  # fmt: skip


def _victims(doc: Document, mention: FigureMention) -> str | None:
    """Return the words for those counted, for what they are said to be, or those that an ellipsis stands for; all
    members of a list."""
    if mention.said_to_be >= 0:
        return doc.slice(mention.said_to_be, mention.said_to_be + 1)
    if mention.parts:
        return doc.slice(mention.parts[0].first, mention.parts[-1].last)
    for phrase in (mention.phrase, mention.antecedent):
        if (
            phrase is not None
            and phrase.head >= 0
            and phrase.outcome_noun is None
            and not (phrase.other and phrase.noun is None)
        ):
            first = phrase.noun_from if 0 <= phrase.noun_from < phrase.last else phrase.number
            return doc.slice(first, phrase.last)
    return None


def _whole(mention: FigureMention, ids: Mapping[int, str]) -> str | None:
    """Return the id of the figure that this one is a part of."""
    whole = ids.get(id(mention.parent)) if mention.parent is not None else None
    return None if mention.relation == "increment" or whole == ids[id(mention)] else whole


def date_list(dates: Sequence[DateMention]) -> tuple[Date, ...]:
    """Return the dates alone."""
    return tuple(mention.date for mention in dates)
