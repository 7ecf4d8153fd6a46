"""An article's abbreviations to what they stand for: "ANAMA", "INS".

From the parenthesis after the full name, else from the initials of a name that the article has.
"""

from __future__ import annotations

from claimtrack.extract.classes import DET, PREP, SUBJECT, TIME
from claimtrack.extract.segment import Document

_SHORTEST, _LONGEST = 3, 6  # letters of an abbreviation known by its initials alone
_BETWEEN = ("and", "of", "for", "the", "on", "in", "&")
_NO_INITIAL = DET | PREP | SUBJECT | TIME


def spelled_out(doc: Document, flags: list[int]) -> dict[str, str]:
    """Return the full name of each abbreviation; one in parentheses goes before mere initials."""
    return {**_by_initials(doc, flags), **_in_parentheses(doc)}


def _by_initials(doc: Document, flags: list[int]) -> dict[str, str]:
    """ "The INS" and, elsewhere, "the Immigration and Naturalization Service"; none where two names would fit."""
    words, lower = doc.words, doc.lower
    capitals = [k for k, word in enumerate(words) if word != lower[k] and len(word) > 1]
    short = {words[k] for k in capitals if _SHORTEST <= len(words[k]) <= _LONGEST}
    wanted = {word for word in short if word.isupper() and word.isalpha()}
    if not wanted:
        return {}
    found: dict[str, set[str]] = {}
    firsts = {word[0] for word in wanted}
    for first in capitals:
        if words[first][0] not in firsts or words[first].isupper() or flags[first] & _NO_INITIAL:
            continue
        initials, k = "", first
        while k < len(words) and len(initials) < _LONGEST:
            word = words[k]
            if word[0].isupper() and not word.isupper() and len(word) > 1:
                initials += word[0]
                if initials in wanted:
                    found.setdefault(initials, set()).add(doc.slice(first, k + 1))
            elif word not in _BETWEEN:
                break
            k += 1
    return {short: names.pop() for short, names in found.items() if len(names) == 1}


def _in_parentheses(doc: Document) -> dict[str, str]:
    """ "Azerbaijan National Agency for Mine Action (ANAMA)": the letters stand for the words before them."""
    words = doc.words
    found: dict[str, str] = {}
    for k in [k for k, word in enumerate(words) if word == "("]:
        if k + 2 >= len(words) or words[k + 2] != ")" or not words[k + 1].isupper() or len(words[k + 1]) < 2:
            continue
        letters = words[k + 1]
        initials = ""
        for back in range(k - 1, max(-1, k - 2 * len(letters) - 1), -1):
            if words[back][0].isupper():
                initials = words[back][0] + initials
                if initials == letters:
                    found.setdefault(letters, doc.slice(back, k))
                    break
    return found
