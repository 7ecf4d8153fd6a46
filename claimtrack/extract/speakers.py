"""Sources to speakers: each pronoun, surname and description to one canonical name of the article.

Keeps running state while it walks the attributions in the order of the text; never
looks back further than the people met so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimtrack.extract.classes import OBJECT, RELATIVE, SUBJECT, Classes, classes_of, flags_of
from claimtrack.extract.mentions import Attribution, SourceMention
from claimtrack.extract.names import Parts, name_runs, parts_of, person_in
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon
from claimtrack.models import ResolvedFrom, Source, SourceKind

_POSSESSIVE = frozenset(("his", "her", "their", "its", "my", "our"))


@dataclass(slots=True)
class _Speaker:
    """Someone who speaks in the article, as far as it has been read."""

    name: str | None
    role: str | None
    organization: str | None
    kind: SourceKind
    person: bool
    plural: bool
    text: str


class _Cast:
    """The speakers met so far and the full names of the article."""

    def __init__(self, doc: Document, classes: Classes) -> None:
        self.doc = doc
        self.classes = classes
        self.flags = flags_of(doc, classes)
        self.full: dict[str, str] = {}
        for first, last in name_runs(doc, self.flags):
            person = person_in(doc, self.flags, first, last)
            if person is not None and person[1] - person[0] > 1:
                self.full.setdefault(doc.lower[person[1] - 1], doc.slice(*person))
        self.short: dict[str, str] = {}
        self._abbreviations()
        self.known: dict[str, _Speaker] = {}
        self.by_head: dict[str, _Speaker] = {}
        self.last_person: _Speaker | None = None
        self.last_body: _Speaker | None = None
        self.last: _Speaker | None = None

    def _abbreviations(self) -> None:
        """"Azerbaijan National Agency for Mine Action (ANAMA)": the letters stand for the words before."""
        doc = self.doc
        for k, word in enumerate(doc.words):
            if word == "(" and k + 2 < len(doc.words) and doc.words[k + 2] == ")" and doc.words[k + 1].isupper():
                letters = doc.words[k + 1]
                first = k
                for back in range(k - 1, max(-1, k - 3 * len(letters)), -1):
                    if doc.words[back][0] == letters[0] and back >= k - 2 * len(letters):
                        initials = "".join(doc.words[j][0] for j in range(back, k) if doc.words[j][0].isupper())
                        if initials == letters:
                            first = back
                            break
                if first < k and len(letters) > 1:
                    self.short.setdefault(letters, doc.slice(first, k))

    def resolve(self, mention: SourceMention) -> Source:
        """Return the link that ``mention`` makes, and remember its speaker."""
        first, last = mention.first, mention.last
        flags = self.flags[first]
        how: ResolvedFrom
        if last - first == 1 and (flags & (SUBJECT | OBJECT) or self.doc.lower[first] in _POSSESSIVE):
            speaker, how = self._pronoun(self.doc.lower[first]), "pronoun"
        elif last - first == 1 and flags & RELATIVE:
            speaker, how = self._antecedent(first), "pronoun"
        else:
            parts = parts_of(self.doc, self.classes, self.flags, first, last)
            speaker, how = self._named(parts, first, last) if parts.name else self._described(parts, first, last)
        if speaker is None:
            speaker = _Speaker(None, None, None, "other", True, False, self.doc.slice(first, last))
        self._remember(speaker)
        return Source(
            mention.depth, self.doc.slice(first, last), self.doc.span(first, last), speaker.name, speaker.role,
            speaker.organization, speaker.kind, how,
        )  # fmt: skip

    def _remember(self, speaker: _Speaker) -> None:
        self.last = speaker
        if speaker.person and not speaker.plural:
            self.last_person = speaker
        else:
            self.last_body = speaker

    def _pronoun(self, word: str) -> _Speaker | None:
        if word in ("he", "she", "him", "her", "his", "i", "me", "my"):
            return self.last_person or self.last
        if word in ("they", "them", "their", "it", "its", "we", "our"):
            return self.last_body or self.last
        return self.last

    def _antecedent(self, first: int) -> _Speaker | None:
        end = first
        if end and self.doc.words[end - 1] == ",":
            end -= 1
        start = end
        while start > 0 and end - start < 8 and self.doc.words[start - 1][0].isupper():
            start -= 1
        if start == end:
            return None
        parts = parts_of(self.doc, self.classes, self.flags, start, end)
        return self._named(parts, start, end)[0] if parts.name else None

    def _named(self, parts: Parts, first: int, last: int) -> tuple[_Speaker, ResolvedFrom]:
        doc = self.doc
        assert parts.name is not None
        text = doc.slice(*parts.name)
        if parts.person:
            words = parts.name[1] - parts.name[0]
            name = self.full.get(doc.lower[parts.name[1] - 1], text) if words == 1 else text
        else:
            if "(" in text:
                text = text.partition("(")[0].rstrip()
            name = self.short.get(text, text)
        known = self.known.get(name.lower())
        if known is None:
            known = self.known[name.lower()] = _Speaker(
                name, None, None, parts.kind or "other", parts.person, False, doc.slice(first, last)
            )
            if not parts.person:
                known.organization = name
        if known.role is None and parts.role is not None:
            known.role = doc.slice(*parts.role)
            if parts.kind:
                known.kind = parts.kind
        if parts.role is not None:
            for k in range(*parts.role):
                self.by_head[doc.lower[k]] = known
        return known, "name"

    def _described(self, parts: Parts, first: int, last: int) -> tuple[_Speaker, ResolvedFrom]:
        doc = self.doc
        text = doc.slice(first, last)
        head = parts.head or text.lower()
        if doc.lower[first] in ("the", "this", "that") and not parts.plural and head in self.by_head:
            return self.by_head[head], "description"
        key = text.lower().removeprefix("the ")
        known = self.known.get(key)
        if known is None:
            organization = doc.slice(*parts.organization) if parts.organization else None
            known = self.known[key] = _Speaker(
                None, text if parts.kind else None, organization, parts.kind or "other", not parts.plural, parts.plural, text
            )
        return known, "description"


def resolve_speakers(doc: Document, attributions: Sequence[Attribution], lexicon: Lexicon) -> list[tuple[Source, ...]]:
    """Return the chain of sources of each attribution, nearest first."""
    cast = _Cast(doc, classes_of(lexicon))
    order = sorted(range(len(attributions)), key=lambda n: attributions[n].cue or attributions[n].content[0])
    chains: list[tuple[Source, ...]] = [()] * len(attributions)
    for n in order:
        chains[n] = tuple(cast.resolve(m) for m in sorted(attributions[n].sources, key=lambda m: m.depth))
    return chains
