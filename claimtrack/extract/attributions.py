"""A document to its attributions: who is quoted, with which words, by which cue.

Walks over the trigger words alone (reporting words and "according to"), has each
read by ``claimtrack.extract.cues``, and joins what they find with the quotations. Who a
pronoun or a description stands for is left to ``claimtrack.extract.speakers``.
"""

from __future__ import annotations

from bisect import bisect_left

from claimtrack.extract.classes import (
    BODY,
    CHANNEL,
    COMMA,
    CUE,
    CUE_NOUN,
    CUE_PREPOSITION,
    DET,
    HEDGE,
    ORGANIZATION,
    PREP,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    ROLE,
    SUBJECT,
    TITLE,
    TRIGGER,
    classes_of,
)
from claimtrack.extract.complements import gapped
from claimtrack.extract.cues import read_verb
from claimtrack.extract.frames import Draft
from claimtrack.extract.mentions import Attribution, Range, SourceMention, merged
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.quotes import count_on, holds_quotation, pieces_of, run_on
from claimtrack.extract.segment import Document, Sentence
from claimtrack.extract.signs import is_dateline, read_colon, read_handle, read_noun, read_preposition, read_tail
from claimtrack.extract.stances import stance_of
from claimtrack.extract.turns import add_turns
from claimtrack.lexicon import Lexicon

_WINDOW = 300  # tokens to each side of a reporting word within which its attribution lies
_NO_VERB = PUNCTUATION | CUE_PREPOSITION | CUE_NOUN
_BETWEEN = ("on", "for")  # "spoke on Sunday of", "speaks for his part of"
_PARTS = PREP | RELATIVE | COMMA


def find_attributions(doc: Document, lexicon: Lexicon) -> list[Attribution]:
    """Return the attributions of ``doc`` in the order of their content."""
    c = Clauses(doc, classes_of(lexicon))
    found = _nest(c, _made(c))
    run_on(c, found)
    count_on(c, found)
    add_turns(c, found)
    _add_hedges(c, found)
    order = sorted([(a.content[0], a.content[-1], n) for n, a in enumerate(found)])
    return [found[n] for _, _, n in order]


def _made(c: Clauses) -> list[tuple[Draft, Attribution]]:
    """Return the attributions of every sentence that holds a trigger, with what they were made of."""
    made: list[tuple[Draft, Attribution]] = []
    sentence_of, sentences = c.doc.sentence_of, c.doc.sentences
    triggers = _triggers(c)
    n, size = 0, len(triggers)
    tail = _headline_tail(c)
    while n < size:
        number = sentence_of[triggers[n]]
        sentence = sentences[number]
        m = n + 1
        while m < size and triggers[m] < sentence.last:
            m += 1
        c.enter(sentence)
        drafts = _drafts(c, triggers[n:m], sentence)
        n = m
        if tail is not None:
            if number or not any(d.group[0] < tail.group[0] for d in drafts):
                drafts.insert(0, tail)
            tail = None
        for draft in drafts:
            attribution = _attribution(c, draft)
            if attribution is not None:
                made.append((draft, attribution))
    if tail is not None and (attribution := _attribution(c, tail)) is not None:
        made.append((tail, attribution))
    return made


def _drafts(c: Clauses, triggers: list[int], sentence: Sentence) -> list[Draft]:
    drafts: list[Draft] = []
    quote_of, lower = c.doc.quote_of, c.lower
    first, end, _ = sentence
    second = lower[first + 1] if first + 1 < c.size else ""
    if second == "," or second == "(" or c.flags[first - 1] & QUOTE or c.words[first][:2].isupper():
        first = _opening(c, first, end)
    while lower[first] == "[" and first + 3 < end and "]" in lower[first + 1 : first + 4]:
        first = lower.index("]", first) + 1  # "[6] Forecasters said"
    floor = first
    long = end - floor > _WINDOW
    earlier: Draft | None = None
    outer: Draft | None = None  # the last before the quotation that is being read
    taken = here = -1
    for i in triggers:
        if i < taken or (earlier is not None and lower[i] == ":" and earlier.after and earlier.after[0] == i + 1):
            continue
        inside = quote_of[i]
        if inside != here:
            floor, end = first, sentence.last
            if inside >= 0:
                quote = c.doc.quotations[inside]
                floor, end = max(floor, quote.first), min(end, quote.last)
            outer = earlier if here < 0 else outer
            here, earlier = inside, outer if inside < 0 else None
        if long:
            draft = _read(c, i, max(floor, i - _WINDOW), min(end, i + _WINDOW), earlier)
        else:
            draft = _read(c, i, floor, end, earlier)
        if draft is None or (inside >= 0 and _musing(c, draft)) or (earlier is not None and _told_of(draft, earlier)):
            continue
        taken = draft.head[1] if draft.rule == "according to" and draft.head else draft.group[1]
        if draft.before is not None:
            draft.before = _since_mark(c, draft, earlier, i)
        if earlier is not None:
            _cut(c, earlier, draft)
        drafts.append(draft)
        earlier = draft
    if drafts and (another := gapped(c, drafts[-1])) is not None:
        drafts.append(another)
    return drafts


def _triggers(c: Clauses) -> list[int]:
    """Return the tokens that an attribution can begin to be read at."""
    lower, seconds, end = c.lower, c.classes.seconds.get, c.size - 1
    sure = c.classes.sure
    flags = c.flags
    opening = c.doc.paragraphs[0][1] if c.doc.paragraphs else 0
    return [
        i
        for i in c.marked
        if (word := lower[i]) in sure
        or (
            flags[i] & TRIGGER
            and ((after := seconds(word)) is None or (i < end and (lower[i + 1] in after or lower[i + 1] in _BETWEEN)))
            and (word != ":" or i < opening or (i < end and flags[i + 1] & QUOTE))
        )
    ]


def _headline_tail(c: Clauses) -> Draft | None:
    """Return the attribution of a first line such as "3 dead, 14 hurt – police"."""
    if not c.doc.sentences:
        return None
    first, last = c.doc.sentences[0].first, c.doc.sentences[0].last
    for k in range(last - 2, max(first, last - 7), -1):
        if c.words[k] in ("-", "–", "—") and c.doc.starts[k] > c.doc.ends[k - 1] and c.words[last - 1] != ".":
            return read_tail(c, k, first, last)
    return None


def _since_mark(c: Clauses, draft: Draft, earlier: Draft | None, cue: int) -> Range:
    """Return what was said before the reporting word at ``cue``: where it goes on after it, no more than its clause.

    "It was empty; on a weekday, villagers said, it could have killed 200"; "X denies it: nobody fired, it says".
    """
    assert draft.before is not None
    first, last = draft.before
    text, opens, ends = c.doc.text, c.doc.starts[first], c.doc.ends[last - 1]
    if first >= last or (text.find(";", opens, ends) < 0 and text.find(":", opens, ends) < 0):
        return draft.before
    start = last
    while start > first and c.lower[start - 1] not in (";", ":"):
        start -= 1
    if not first < start < last or c.doc.quote_of[start - 1] >= 0:
        return draft.before
    if earlier is not None and earlier.group[0] < start:
        if earlier.after is not None and earlier.after[0] < start - 1 < earlier.after[1]:
            earlier.after = (earlier.after[0], start - 1)
        return start, last
    return (start, last) if c.lower[start - 1] == ";" and draft.after is not None else draft.before


def _read(c: Clauses, i: int, floor: int, end: int, earlier: Draft | None) -> Draft | None:
    f = c.flags[i]
    if not f & _NO_VERB:
        return read_verb(c, i, floor, end, earlier)
    draft = None
    if f & PUNCTUATION:
        return read_colon(c, i, floor, end, earlier) if c.lower[i] == ":" else read_handle(c, i)
    if f & CUE_PREPOSITION:
        draft = read_preposition(c, i, floor, end)
    if draft is None and f & CUE:
        draft = read_verb(c, i, floor, end, earlier)
    return read_noun(c, i, floor, end) if draft is None and f & CUE_NOUN else draft


def _told_of(draft: Draft, earlier: Draft) -> bool:
    """Whether a "rumour that …" is what a speaker denies."""
    denied = earlier.cue.stance == "denied" and earlier.after is not None
    return draft.rule == "noun" and denied and not earlier.negated


def _musing(c: Clauses, draft: Draft) -> bool:
    """Whether a speaker quoted directly speaks of "I think", "we want", "you know": no statement of its own."""
    source = draft.source
    own = ("i", "we", "you")
    return source is not None and source[1] - source[0] == 1 and c.lower[source[0]].partition("'")[0] in own


def _opening(c: Clauses, first: int, last: int) -> int:
    """Return where the sentence of tokens ``first`` to ``last`` begins to speak.

    Past its dateline; before the quotation that its attribution closes (“Is he dead?” Smith asked.).
    """
    if first > 1 and c.flags[first - 1] & QUOTE and c.words[first - 2] in ("?", "!", "…", "...", "—", "--", "-"):
        n = bisect_left(c.doc.quotations, (first - 1,)) - 1
        if n >= 0 and c.doc.quotations[n].closing == first - 1:
            return c.doc.sentences[c.doc.sentence_of[c.doc.quotations[n].opening]].first
    caps = len(c.words[first]) > 1 and c.words[first][:2].isupper()
    if caps or (first + 1 < last and c.words[first + 1] in (",", "(")):
        return _past_dateline(c, first, last)
    return first


def _past_dateline(c: Clauses, first: int, last: int) -> int:
    """Return the token after "NEW YORK, Dec. 22 (UPI) —", or ``first``."""
    for k in range(first + 1, min(last, first + 16)):
        if c.words[k] == ":" and is_dateline(c, first, k, last):
            return k + 1
        if (c.words[k] in ("—", "--", "–", "-", "―", "_") and c.words[first][:2].isupper()) or (
            c.words[k] in ("—", "--", "–", "-", "―", "_") and c.words[k - 1] == ")"
        ):
            return k + 1 if k + 1 < last else first
    return first


def _cut(c: Clauses, earlier: Draft, later: Draft) -> None:
    """End what was said before a second attribution of the same sentence ("…, adding that", "…, and X said")."""
    if earlier.after is None:
        return
    first, last = earlier.after
    own = later.group[0]
    if later.source is not None and not later.joined and later.rule not in ("shared subject", "inverted", "passive"):
        own = min(own, later.source[0])
    k = own - 1
    if not first < k < last:
        return
    if later.before is not None:
        if later.rule != "passive":
            earlier.after = (first, own)
    elif c.lower[k] in ("and", "but", "while", "though", "although", "before", "after"):
        if c.flags[k - 1] & COMMA:
            earlier.after = (first, k - 1)
        elif later.joined or c.lower[k] in ("but", "while", "before"):
            earlier.after = (first, k)
    elif c.flags[k] & QUOTE and later.joined:
        earlier.after = (first, k + 1)
    elif (c.flags[k] & COMMA and (later.joined or later.rule == "shared subject")) or c.lower[k] == ";":
        earlier.after = (first, k)


def _nest(c: Clauses, made: list[tuple[Draft, Attribution]]) -> list[Attribution]:
    """Return the attributions without the thoughts that stand within what another says.

    "Smith said he hoped that …" is one statement of Smith's; "Reuters reported that police said …" gives police,
    with Reuters as the next link.
    """
    pieces = sorted([(first, last, n) for n, (_, a) in enumerate(made) for first, last in a.content])
    found: list[Attribution] = []
    reach, owner, k = -1, -1, 0
    for draft, a in made:
        place = draft.group[0]
        while k < len(pieces) and pieces[k][0] <= place:
            if pieces[k][1] > reach:
                reach, owner = pieces[k][1], pieces[k][2]
            k += 1
        if place < reach:
            outer = made[owner][1]
            if not draft.cue.speech or not _names_body(c, draft) or _hedged(c, draft):
                continue
            if draft.rule == "noun" and outer.stance == "denied":
                continue
            a.sources += [SourceMention(m.first, m.last, m.depth + 1) for m in outer.sources]
        found.append(a)
    return found


def _hedged(c: Clauses, draft: Draft) -> bool:
    """Whether "according to preliminary reports" weakens what someone else says."""
    return draft.head is not None and any(
        c.flags[k] & HEDGE and c.classes.hedges.match(c.lower, k, draft.head[1]) for k in range(*draft.head)
    )


def _names_body(c: Clauses, draft: Draft) -> bool:
    """Whether the source is more than a pronoun: a name, an office, a body."""
    if draft.rule == "relative" and draft.head is not None and c.lower[draft.head[0]] == "who":
        return bool(c.flags[draft.head[0] - 1] & ROLE)  # "cited two officials who said that"
    return draft.head is not None and any(
        c.flags[k] & BODY or (c.capital(k) and not c.flags[k] & SUBJECT) for k in range(*draft.head)
    )


def _attribution(c: Clauses, draft: Draft) -> Attribution | None:
    own = c.doc.quote_of[draft.group[0]]
    if draft.source is not None and not any(c.words[k][0].isalnum() for k in range(*draft.source)):
        return None  # "► Related: …"
    pieces, quoted = pieces_of(c, *draft.before, own) if draft.before is not None else ([], 0)
    if draft.after is not None:
        made, whole = pieces_of(c, *draft.after, own)
        pieces = sorted(pieces + made) if pieces else made
        quoted += whole
    if not pieces:
        return None
    below = _below_colon(c, draft) if draft.after is not None and c.lower[draft.after[1] - 1] == ":" else None
    if below is not None:
        made, whole = pieces_of(c, *below, -1)
        pieces += made
        quoted += whole
    direct = quoted == len(pieces)
    mixed = not direct and bool(c.doc.quotations) and any(holds_quotation(c, *piece) for piece in pieces)
    frame = [draft.group, *draft.frame]
    sources = []
    if draft.source is not None:
        sources = [tuple.__new__(SourceMention, (first, last, 0)) for first, last in _joint(c, *draft.source)]
        frame.append(draft.source)
    if draft.outer is not None:
        sources.append(SourceMention(*draft.outer, 1))
        frame.append(draft.outer)
    if draft.addressee is not None:
        frame.append(draft.addressee)
    return Attribution(
        content=pieces, cue=draft.group, sources=sources, frame=merged(frame),
        mode="narrated" if not sources else "direct" if direct else "mixed" if mixed else "indirect",
        stance=stance_of(c, draft, pieces, direct), via=_channel(c, draft), rules=(draft.rule, draft.cue.lemma),
        hedges=[] if sources else [draft.group], confidence=0.5 if draft.negated else 0.9,
    )  # fmt: skip


def _joint(c: Clauses, first: int, last: int) -> list[Range]:
    """Return the speakers of "police and witnesses", each by itself; one speaker stays whole."""
    if last - first < 3 or "and" not in c.lower[first:last]:
        return [(first, last)]
    for k in range(first + 1, last - 1):
        if c.lower[k] != "and" or c.doc.words[k - 1] == ",":
            continue
        before, after = c.flags[k - 1], c.flags[k + 1]
        if any(c.flags[j] & _PARTS for j in range(first, k)) or c.lower[k - 1] == "'s":
            return [(first, last)]
        named = c.words[k - 1][0].isupper() and c.words[k + 1][0].isupper()
        named = named and not (before | after | c.flags[last - 1]) & ORGANIZATION
        named = named and not c.flags[first] & DET  # "the Immigration and Naturalization Service"
        spoken = before & BODY and (
            after & DET or any(c.flags[j] & BODY for j in range(k + 1, min(last, k + 4)))
        )
        if (named and not after & TITLE) or (spoken and not (c.capital(k - 1) and c.capital(k + 1))):
            return [(first, k), (k + 1, last)]
    return [(first, last)]


def _below_colon(c: Clauses, draft: Draft) -> Range | None:
    """A sentence that ends in a colon: the quotation that the next paragraph opens with is said too."""
    if draft.after is None or draft.cue.lemma == ":":
        return None
    end = draft.after[1]
    if end < c.size - 1 and c.lower[end - 1] == ":" and c.flags[end] & QUOTE and c.doc.quote_of[end + 1] >= 0:
        return end, c.doc.quotations[c.doc.quote_of[end + 1]].last
    return None


def _channel(c: Clauses, draft: Draft) -> str | None:
    for first, last in draft.frame:
        for k in range(first, last):
            if c.flags[k] & CHANNEL:
                phrase = c.classes.channels.match(c.lower, k, last)
                if phrase is not None:
                    return phrase[1]
    if draft.addressee is not None and draft.cue.lemma == "tell":
        first, last = draft.addressee
        if c.lower[first] == "the" and first + 1 < last:
            first += 1
        if c.capital(first):
            return c.doc.slice(first, last)
    return None


def _add_hedges(c: Clauses, found: list[Attribution]) -> None:
    """Give each attribution the weakening words of its content and frame."""
    match = c.classes.hedges.match
    opens = [i for i in c.marked if c.flags[i] & HEDGE]
    hits: list[Range] = [(i, phrase[0]) for i in opens if (phrase := match(c.lower, i, c.size)) is not None]
    if not hits:
        return
    starts = [first for first, _ in hits]
    for a in found:
        for first, last in [*a.content, *a.frame]:
            for n in range(bisect_left(starts, first), bisect_left(starts, last)):
                a.hedges.append(hits[n])
