"""Speech in turns: transcripts ("GREER: Four are missing."), and statements that a colon announces as a whole.

A label is a line's first words before a colon. Labels in capitals, or of people named in the article, make a transcript
where several lines begin with them; a body that opens a line by itself ("Health Ministry: 14 dead") speaks there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from claimtrack.extract.boxes import find_boxes
from claimtrack.extract.classes import (
    AUX,
    BODY,
    CHANNEL,
    COMMA,
    CUE_VERB,
    DET,
    ORGANIZATION,
    PREP,
    PUNCTUATION,
    QUOTE,
    ROLE,
    SUBJECT,
    TERMINATOR,
    TITLE,
    VERB,
)
from claimtrack.extract.frames import clause_subject, counts_at
from claimtrack.extract.mentions import Attribution, Range, SourceMention, merged
from claimtrack.extract.phrases import Clauses
from claimtrack.extract.posts import find_posts
from claimtrack.extract.stances import split_denied
from claimtrack.models import Mode

_LONGEST_LABEL = 9  # tokens
_FEWEST_TURNS = 3
_SHORTEST_SAID = 3  # tokens of what a body says in a line
_LONGEST_STATEMENT = 12  # paragraphs
_WHOLE = ("reported", "reports")  # what a police report tells, it tells to its end
_NOT_IN_LABEL = AUX | VERB | CUE_VERB | QUOTE | SUBJECT
_FOLLOWING = frozenset(("following", "followed", "below"))
_BEFORE_COLON = (":", "as", "the", "this", "on", "in", "to")
_OPENS_LIST = ("*", "•", "-", "–", "·", "►")
_STAGE = ("(", "[")


class Turn(NamedTuple):
    """A labelled paragraph: the tokens of its label and of what is said, to the paragraph's end."""

    label: Range
    said: Range
    paragraph: int


def add_turns(c: Clauses, found: list[Attribution]) -> None:
    """Add what is said in the turns of a transcript, in lines of bodies and below "released this statement:"."""
    _drop_own(c, found)
    split_denied(c, found)
    for who, cue, said in find_boxes(c):
        _say(c, found, who, cue, said, "indirect")
    colons = list(c.every(":"))
    posts = find_posts(c) if colons or "@" in c.lower else []
    begins = {c.paragraph(said[0]): said[0] for _, _, said in posts}
    turns = list(_turns(c, colons, begins)) if colons else []
    for turn in turns if posts else ():
        _add_line(c, found, turn)
    for who, cue, said in posts:
        _say(c, found, who, cue, said, "direct")
    if posts:
        return
    spoken = _transcript(c, turns)
    for turn, after in zip(spoken, [*spoken[1:], None], strict=False):
        _say(c, found, turn.label, (turn.label[1], turn.label[1] + 1), (turn.said[0], _end(c, turn, after)), "direct")
    if spoken:
        return
    for turn in turns:
        _add_line(c, found, turn)
    for n, source, cue in _announcements(c, [*colons, *c.every("statement")]):
        end = _statement_end(c, n, cue, found)
        if end > n + 1:
            _say(c, found, source, cue, (c.doc.paragraphs[n + 1][0], c.doc.paragraphs[end - 1][1]), "direct")


def _add_line(c: Clauses, found: list[Attribution], turn: Turn) -> None:
    """Add what a body or a person in office says in a line of its own."""
    if _body_speaks(c, turn):
        first = turn.said[0]
        last = min(turn.said[1], c.doc.sentences[c.doc.sentence_of[first]].last)
        _say(c, found, turn.label, (first - 1, first), (first, last), "indirect")


def _turns(c: Clauses, colons: list[int], begins: Mapping[int, int]) -> Iterator[Turn]:
    """Yield the paragraphs that begin with a label, past a number, a time, a sign and "UPDATE"."""
    reached = -1
    for k in colons:
        n = c.paragraph(k)
        first, last = c.doc.paragraphs[n]
        if n == reached or k + 1 >= last or c.doc.starts[k + 1] == c.doc.ends[k]:
            continue
        first = begins.get(n, first)
        if k < first or (c.lower[k - 1] in c.classes.labels and k - first < _LONGEST_LABEL):
            continue  # "Correction: Police: two dead"
        reached = n
        while first < k and (not c.words[first][0].isalpha() or c.lower[first] in c.classes.labels):
            first += 1
        short = 0 < k - first <= _LONGEST_LABEL
        body = bool(c.flags[k - 1] & ORGANIZATION)  # "State health department"
        if short and c.words[first][0].isupper() and not c.has_any(first + body, k, _NOT_IN_LABEL):
            yield Turn((first, k), (k + 1, last), n)


def _transcript(c: Clauses, turns: list[Turn]) -> list[Turn]:
    """Return the turns of a transcript: three or more, of two speakers at least, one of them twice, close together."""
    named = [turn for turn in turns if _is_speaker(c, turn)]
    shouted = [turn for turn in named if _in_capitals(c, turn)]
    made = shouted if len(shouted) >= _FEWEST_TURNS else [turn for turn in named if turn.paragraph]
    heads = [c.lower[turn.label[1] - 1] for turn in made]
    if len(made) < _FEWEST_TURNS or not 1 < len(set(heads)) < len(heads):
        return []
    return made if 2 * len(made) > made[-1].paragraph - made[0].paragraph else []


def _in_capitals(c: Clauses, turn: Turn) -> bool:
    words = [word for word in c.words[slice(*turn.label)] if word[0].isalpha()]
    return len(words[0]) > 1 and all(word.isupper() for word in words)


def _is_speaker(c: Clauses, turn: Turn) -> bool:
    """Whether a label can name a speaker who says a sentence: "Q:" is nobody, "Injured: 32" a line of a table."""
    words = c.words[slice(*turn.label)]
    if (len(words) == 1 and len(words[0]) == 1) or any(word[0].isdigit() for word in words):
        return False
    if all(c.names_time(k) for k in range(*turn.label)):
        return False  # "FRIDAY: …"
    return _is_title(c, turn) and turn.said[1] - turn.said[0] > 1 and not c.words[turn.said[0]][0].isdigit()


def _is_title(c: Clauses, turn: Turn) -> bool:
    """Whether all words of a label are written as a name's are, and none tells a kind of text ("Update:")."""
    first, last = turn.label
    named = all(c.words[k][0].isupper() or c.flags[k] & (PUNCTUATION | PREP) for k in range(first, last))
    return named and c.classes.labels.isdisjoint(c.lower[first:last])


def _body_speaks(c: Clauses, turn: Turn) -> bool:
    """Whether a line gives what a body says: "Health Ministry: 14 dead, 32 injured"."""
    first, last = turn.label
    if turn.paragraph == 0 or not c.has_any(first, last, BODY | TITLE) or c.has_any(first, last, COMMA | DET):
        return False
    if counts_at(c, turn.said[0], turn.said[1]) and _is_office(c, first, last):
        return True
    if not c.has_any(first, last, BODY) or c.has_any(first, last, CHANNEL):
        return False
    words = c.words[slice(*turn.said)]
    if len(words) < _SHORTEST_SAID or (len(words[0]) > 1 and words[0].isupper() and words[1].isupper()):
        return False  # "UN: AID REACHES TOWN" names what it is about
    return _is_title(c, turn) and sum(word.isalpha() for word in words) > 1


def _is_office(c: Clauses, first: int, last: int) -> bool:
    """Whether a label in small letters ends in a body or a name: "State health dept", "Port captain Ada Lowe"."""
    if c.has_any(first, last, PREP) or not c.classes.labels.isdisjoint(c.lower[first:last]):
        return False
    opens = c.doc.paragraphs[c.paragraph(first)][0]
    update = not c.classes.labels.isdisjoint(c.lower[opens:first])  # not "- security service: 14", a line of a list
    ends = update and c.flags[last - 1] & ORGANIZATION
    return last - first > 1 and bool(ends or (c.words[last - 1][0].isupper() and not c.flags[last - 1]))


def _end(c: Clauses, turn: Turn, after: Turn | None) -> int:
    """Return where a turn ends: paragraphs without a label go on to the next turn, or to a stage direction."""
    last = turn.said[1]
    for n in range(turn.paragraph + 1, after.paragraph if after is not None else 0):
        first, end = c.doc.paragraphs[n]
        if c.words[first] in _STAGE:
            break
        last = end
    return last


def _announcements(c: Clauses, signs: list[int]) -> Iterator[tuple[int, Range, Range]]:
    """Yield the paragraphs that announce what stands below them, with who says it and the words that report it."""
    for n in sorted({c.paragraph(k) for k in signs}):
        last = c.doc.paragraphs[n][1]
        first = c.doc.sentences[c.doc.sentence_of[last - 1]].first
        announced = c.words[last - 1] == ":" or not _FOLLOWING.isdisjoint(c.lower[first:last])
        if not announced or n + 1 == len(c.doc.paragraphs):
            continue
        below = c.doc.paragraphs[n + 1][0]
        if c.flags[below] & QUOTE or c.words[below] in _OPENS_LIST:
            continue
        cue = next((k for k in range(last - 2, first, -1) if _reports(c, k, last)), -1)
        source = clause_subject(c, first, cue) if cue > first else None
        if source is not None and (c.has_any(*source, BODY | TITLE | SUBJECT) or c.capital(source[1] - 1)):
            yield n, source, (cue, cue + 1)


def _reports(c: Clauses, k: int, last: int) -> bool:
    """Whether token ``k`` announces words: "reported:", "released the following statement on the raid"."""
    if c.lower[k] in c.classes.released:
        return any(word in c.classes.documents for word in c.lower[k + 1 : k + _LONGEST_LABEL])
    return bool(c.flags[k] & CUE_VERB) and c.words[last - 1] == ":" and c.lower[k + 1] in _BEFORE_COLON


def _statement_end(c: Clauses, n: int, cue: Range, found: list[Attribution]) -> int:
    """Return the paragraph after what paragraph ``n`` announces: a statement runs to the next one who speaks."""
    taken = {c.paragraph(a.cue[0]) for a in found if a.cue is not None}
    whole = c.lower[cue[0]] in c.classes.released or c.lower[cue[0]] in _WHOLE
    last = min(len(c.doc.paragraphs), n + 1 + (_LONGEST_STATEMENT if whole else 1))
    return next((k for k in range(n + 1, last) if k in taken), last)


def _drop_own(c: Clauses, found: list[Attribution]) -> None:
    """Leave out the counts that the writer gives: "We know tonight that four are dead" is the outlet's own."""
    own = [a for a in found if a.cue is not None and a.sources and all(_is_writer(c, m) for m in a.sources)]
    if not own:
        return
    mine = set(map(id, own))
    told = bytearray(c.size)
    for begin, end in (piece for a in found if id(a) not in mine for piece in a.content):
        told[begin:end] = b"\x01" * (end - begin)
    for a in own:
        first = a.sources[0].first
        counted = any(_counts_victims(c, *piece) for piece in a.content)
        if counted and c.doc.quote_of[first] < 0 and not told[first]:
            found.remove(a)


def _counts_victims(c: Clauses, first: int, last: int) -> bool:
    told = not c.classes.outcomes.isdisjoint(c.lower[first:last])
    return told and any(counts_at(c, k, last) for k in range(first, last))


def _is_writer(c: Clauses, source: SourceMention) -> bool:
    first, last, _ = source
    if c.lower[first] == "we" and last == first + 1:
        return True
    return c.lower[first] == "our" and not c.has_any(first, last, ROLE)


def _say(c: Clauses, found: list[Attribution], label: Range, cue: Range, said: Range, mode: Mode) -> None:
    """Add a turn; what it tells of others is theirs, with its speaker as the next link, "I think" is its own."""
    first, last = said
    while last > first and c.flags[last - 1] & PUNCTUATION:
        last -= 1
    last += last < said[1] and bool(c.flags[last] & TERMINATOR)
    while first < last and c.flags[first] & PUNCTUATION and c.words[first] not in _STAGE:
        first += 1
    if first >= last:
        return
    for a in [a for a in found if a.content[0][0] >= label[0] and a.content[-1][1] <= said[1]]:
        if a.cue != cue and any(_is_other(c, m) for m in a.sources):
            a.sources.append(SourceMention(*label, 1 + max(m.depth for m in a.sources)))
        else:
            found.remove(a)
    speaker = [SourceMention(*label, 0)]
    found.append(
        Attribution([(first, last)], cue, speaker, merged([label, cue]), mode, rules=("turn", ":"), confidence=0.9)
    )


def _is_other(c: Clauses, source: SourceMention) -> bool:
    """Whether a speaker within a turn is named, or a body: not "I think", "they want", "you know"."""
    first, last, _ = source
    return any(c.flags[k] & BODY or (c.capital(k) and not c.flags[k] & SUBJECT) for k in range(first, last))
