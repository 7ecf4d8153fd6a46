"""The head of a wire report ("KABUL, March 3 (AP) -") to its place, agency and day.

What the place and the day mean for the claims below is left to the assembly. A day without a year is dated from
``published``; without that it stays unresolved, for a day and a month alone anchor nothing.
"""

from __future__ import annotations

from claimtrack.extract.dates_match import calendar_at
from claimtrack.extract.dates_scan import Found, Scan
from claimtrack.extract.dates_words import date_words
from claimtrack.extract.mentions import Dateline, DateMention, Range
from claimtrack.extract.segment import Document
from claimtrack.lexicon import Lexicon
from claimtrack.models import Date
from claimtrack.normalize.dates import resolve
from claimtrack.normalize.dates_phrase import Setting, parse_anchor

_DASHES = frozenset(("-", "--", "—", "–", "_"))
_JOINTS = _DASHES | {"/", "."}
_SEPARATORS = frozenset((",", "."))
_BRACKETS = {"(": ")", "/": "/", "[": "]"}
_OPENINGS = frozenset(_BRACKETS)
_PARAGRAPHS = 12
_PLACE_TOKENS = 6
_REACH = 40
_AGENCY_TOKENS = 6
_REPRINTED = 7  # days from the day of a report to its publication above which it is an old one


def find_dateline(doc: Document, lexicon: Lexicon, published: str | None) -> Dateline | None:
    """Return the dateline that opens ``doc``, or one of its first paragraphs below a headline, or ``None``."""
    w = date_words(lexicon)
    scan = Scan(doc, w)
    for first, last in doc.paragraphs[:_PARAGRAPHS]:
        scan.low, scan.high = first, min(last, first + _REACH)
        if not doc.words[first].isupper() and _OPENINGS.isdisjoint(doc.words[first : first + _REACH]):
            continue  # neither capitals nor an agency
        line = _dateline_at(scan, first, published)
        if line is not None:
            return line
    return None


def told_on(published: str | None, line: Dateline | None) -> str | None:
    """Return the day from which the words of a report count: of publication, or of the dateline where that is known
    better, as in a report of 2015 that is published again."""
    day = line.date.date.start if line is not None and line.date is not None else None
    written, anchor = parse_anchor(day), parse_anchor(published)
    if written is None or anchor is None:
        return published or day
    age = (anchor.day - written.day).days
    return day if age > _REPRINTED or (age >= 0 and anchor.grain != "day") else published


def _dateline_at(scan: Scan, first: int, published: str | None) -> Dateline | None:
    place_end = _place_end(scan, first)
    if place_end is None and scan.at(first) not in _BRACKETS:
        return None
    i = first if place_end is None else place_end
    found, i = _day(scan, i)
    i += scan.at(i) in _SEPARATORS and scan.at(i + 1) in _BRACKETS
    agency, i = _agency(scan, i)
    i += scan.at(i) == "." and agency is not None and scan.at(i - 1) == "/"
    dashed = _dash(scan, i) or int(found is not None and scan.at(i - 1) == ")" and scan.at(i) == ":")
    if not _is_dateline(scan, first, place_end, i, agency, found is not None, dashed > 0):
        return None
    place: Range | None = None if place_end is None else (first, place_end)
    return Dateline(first, i + dashed, agency, place, _mention(scan, found, published) if found else None)


def _dash(scan: Scan, i: int) -> int:
    """Return how many tokens the dash at token ``i`` takes, 0 where there is none: "PASADENA >>"."""
    if scan.at(i) == ">" and scan.at(i + 1) == ">":
        return 2
    return int(scan.at(i) in _DASHES and not (scan.joined(i) and scan.joined(i + 1)))


def _is_dateline(
    scan: Scan, first: int, place_end: int | None, end: int, agency: str | None, dated: bool, dashed: bool
) -> bool:
    """Whether enough of the marks of a dateline are there: capitals, an agency, a date, a dash."""
    if place_end is None:
        return agency is not None and dashed and agency in scan.w.agencies.values()
    if scan.at(first) in scan.w.not_places or scan.at(first) in scan.w.weekdays:
        return False
    capitals = scan.words[first].isupper() and len(scan.words[first]) > 1
    line_ends = not scan.at(end) or "\n" in scan.doc.text[scan.ends[end - 1] : scan.starts[end]]
    if capitals:
        return dashed or (agency is not None and dated) or (dated and line_ends)
    return agency is not None and (dashed or dated) and agency in scan.w.agencies.values()


def _place_end(scan: Scan, first: int) -> int | None:
    """Return the end of "MIAMI GARDENS, Fla." or "BAKU, Azerbaijan" from token ``first`` on."""
    i = _names_end(scan, first)
    if i == first:
        return None
    for _ in range(2):
        if scan.at(i) != ",":
            break
        region = _names_end(scan, i + 1)
        if region == i + 1:
            break
        i = region + (scan.at(region) == "." and scan.joined(region) and scan.at(region + 1) not in scan.w.months)
    return i


def _names_end(scan: Scan, i: int) -> int:
    end = i
    while end < i + _PLACE_TOKENS and scan.is_name(end) and scan.at(end) not in scan.w.months:
        end += 1
        if scan.at(end) == "." and end == i + 1 and len(scan.at(i)) < 4 and scan.is_name(end + 1):
            end += 1  # "ST. LOUIS"
        elif scan.at(end) in _JOINTS and scan.joined(end) and scan.joined(end + 1) and scan.is_name(end + 1):
            end += 1  # "ANKARA/ISTANBUL"
    return end


def _day(scan: Scan, i: int) -> tuple[Found | None, int]:
    k = i + (scan.at(i) in _SEPARATORS)
    if scan.at(k) in scan.w.weekdays:
        k += 1 + (scan.at(k + 1) == ",")
    bracketed = scan.at(k) == "("
    k += bracketed
    found = calendar_at(scan, k)
    if len(found) != 1 or found[0].first != k or found[0].phrase.day is None:
        return None, i
    if bracketed and scan.at(found[0].last) != ")":
        return None, i
    return found[0], found[0].last + bracketed


def _agency(scan: Scan, i: int) -> tuple[str | None, int]:
    """Return the agency in brackets or strokes at token ``i`` ("(AP)", "/TASS/") and the token behind it."""
    close = _BRACKETS.get(scan.at(i))
    if close is None:
        return None, i
    for end in range(i + 2, i + 2 + _AGENCY_TOKENS):
        if scan.at(end) == close:
            names = tuple(scan.lower[i + 1 : end])
            known = scan.w.agencies.get(names)
            if known is None and not scan.is_name(i + 1):
                return None, i
            return known or scan.doc.slice(i + 1, end), end + 1
    return None, i


def _mention(scan: Scan, found: Found, published: str | None) -> DateMention:
    interval = resolve(found.phrase, parse_anchor(published), Setting())
    start = interval.start.isoformat() if interval.start else None
    end = interval.end.isoformat() if interval.end else None
    text, span = scan.doc.slice(found.first, found.last), scan.doc.span(found.first, found.last)
    return DateMention(found.first, found.last, Date(text, span, start, end, interval.grain, interval.mod))


