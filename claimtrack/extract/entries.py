"""The dated entries of an article: chronologies, logs, notes of events, lists of what happened on one day of the year.

A paragraph that opens with its date ("26 August 2011: ...", "On 14 March 2019, gunmen ...") tells of that day, and so
do those below a line that is a date. What that means for a figure is decided in ``scene_grounds``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from claimtrack.extract.date_uses import FINE, DateUse
from claimtrack.extract.mentions import DateMention
from claimtrack.extract.segment import Document
from claimtrack.models import Date

Entries = Mapping[int, DateUse]

_OPENS = frozenset((":", "-", "--", "–", "—", "|", "/"))
_TO = frozenset(("to", "-", "–", "—"))
_STAMPS = frozenset(("[", "(", "@"))
_HEAD = 6  # tokens from the start of a paragraph to its date
_FEWEST, _YEARS = 2, 3  # entries, and those that name the year alone
_GRAINS = FINE | {"month", "year"}


def find_entries(
    doc: Document,
    uses: Mapping[int, Sequence[DateUse]],
    published: date | None,
    title: str | None,
    this_day: Iterable[str],
) -> Entries:
    """Return the day of each paragraph that is an entry, empty where the article is none of entries."""
    found: dict[int, DateUse] = {}
    lines: dict[int, DateUse] = {}
    for number, rows in uses.items():
        first, last, paragraph = doc.sentences[number]
        if doc.paragraphs[paragraph][0] != first or not 0 <= rows[0].first - first <= _HEAD or rows[0].counted:
            continue
        use = _with_end(doc, rows)
        if use.start is None or use.value.grain not in _GRAINS:
            continue
        if _is_line(doc, use, first, doc.paragraphs[paragraph][1]):
            lines[paragraph] = use
        elif _opens(doc, use, first, last):
            found[paragraph] = use
    if len({use.start for use in found.values()}) < _FEWEST:
        found = {}
    if len({use.start for use in lines.values()}) >= _FEWEST:
        found = _below(lines, len(doc.paragraphs)) | found
    return _on_this_day(doc, published, title, this_day) or found


def find_stamp(doc: Document, uses: Mapping[int, Sequence[DateUse]]) -> DateUse | None:
    """Return the first of the stamps of posts ("[@harbour, 12 Feb, 06:30] Another body found"), where there are two.

    They are when something was told, and the day of the first is that of what they tell.
    """
    stamps = [
        rows[0]
        for number, rows in uses.items()
        if rows[0].value.grain in ("minute", "hour", "day") and _is_stamp(doc, rows[0], doc.sentences[number].first)
    ]
    if len(stamps) < _FEWEST:
        return None
    for use in stamps:
        use.role = "said"
    return stamps[0]


def _is_stamp(doc: Document, use: DateUse, first: int) -> bool:
    """Whether a day with a clock time opens a paragraph in brackets or behind the name of an account."""
    opens = doc.paragraphs[doc.sentences[doc.sentence_of[first]].paragraph][0] == first and ":" in use.value.text
    head = doc.lower[first : use.first]
    return opens and len(head) <= _HEAD and not _STAMPS.isdisjoint(head)


def _with_end(doc: Document, rows: Sequence[DateUse]) -> DateUse:
    """Return the first date of a sentence, or the days from it to the next: "2021-06-15 to 2021-06-17"."""
    use = rows[0]
    if len(rows) < 2 or not (use.fine and rows[1].fine) or rows[1].first != use.mention.last + 1:
        return use
    start, end = use.start, rows[1].end
    if doc.lower[use.mention.last] not in _TO or start is None or end is None or end <= start:
        return use
    first, last = use.first, rows[1].mention.last
    days = Date(doc.slice(first, last), doc.span(first, last), start.isoformat(), end.isoformat(), "day")
    return DateUse(DateMention(first, last, days), "event", start, end)


def _is_line(doc: Document, use: DateUse, first: int, last: int) -> bool:
    """Whether a paragraph is a day and nothing else: "SUNDAY 4 SEPTEMBER"."""
    return use.fine and use.first == first and use.mention.last >= last - 1


def _opens(doc: Document, use: DateUse, first: int, last: int) -> bool:
    """Whether a date opens what is told of it: "June 2009: ...", "Case 1 | 3 May 2021 | ...", "On 3 May 2021, ..."."""
    head, end = doc.lower[first : use.first], use.mention.last
    mark = doc.lower[end] if end < last else ""
    if mark in _OPENS:
        return head[-1:] == ["|"] if mark == "|" and any(map(str.isalnum, head)) else not any(map(str.isalnum, head))
    dated = use.fine and use.value.text[-4:].isdecimal()
    return mark == "," and dated and [word for word in head if word.isalnum()] in ([], ["on"])


def _below(lines: Mapping[int, DateUse], count: int) -> dict[int, DateUse]:
    """Return the day of each paragraph from the first line of a date on."""
    found: dict[int, DateUse] = {}
    for paragraph in range(min(lines), count):
        found[paragraph] = lines.get(paragraph) or found[paragraph - 1]
    return found


def _on_this_day(doc: Document, published: date | None, title: str | None, words: Iterable[str]) -> dict[int, DateUse]:
    """Return the entries of a list of years: "This day in history. 1899 - ..." is of the day of publication."""
    if published is None:
        return {}
    head = f"{title or ''} {doc.slice(*doc.paragraphs[0])}".lower()
    if not any(form in head for form in words):
        return {}
    found: dict[int, DateUse] = {}
    for paragraph, (first, last) in enumerate(doc.paragraphs):
        k = first
        while k < last and not doc.words[k].isalnum():
            k += 1
        year = int(doc.words[k]) if k + 1 < last and doc.words[k].isdecimal() and len(doc.words[k]) == 4 else 0
        if 1000 <= year <= published.year and doc.words[k + 1] in _OPENS:
            try:
                day = published.replace(year=year)
            except ValueError:
                continue
            date_ = Date(doc.words[k], doc.span(k, k + 1), day.isoformat(), day.isoformat(), "day")
            found[paragraph] = DateUse(DateMention(k, k + 1, date_), "event", day, day)
    return found if len(found) >= _YEARS else {}
