"""Voices to the parties that they belong to, where the claims themselves say so.

Only where someone denies: the country that denies is a belligerent, the country that was
hit is the victims' side. The United Nations and aid groups are neutral. Everyone else
stays unknown until a person says otherwise, and what a person said is never overruled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimtrack.compare.rows import Row
from claimtrack.compare.sources import Voice

_NEUTRAL = ("un", "ngo")


def infer_parties(rows: Iterable[Row], voices: Mapping[str, Voice], country: str | None) -> dict[str, Voice]:
    """Return ``voices`` with the party of each that is known, by claim id.

    Args:
        country: of the place that was hit.
    """
    rows = list(rows)
    denying = {voices[r.claim_id].country for r in rows if r.stance == "denied" and not r.figure_id} - {None, country}
    kinds = {row.claim_id: row.kind for row in rows}
    return {claim: _with_party(voice, kinds.get(claim), denying, country) for claim, voice in voices.items()}


def _with_party(voice: Voice, kind: str | None, denying: set[str | None], country: str | None) -> Voice:
    if voice.party:
        return voice
    if kind in _NEUTRAL:
        return voice._replace(party="neutral")
    if denying and voice.country:
        if voice.country in denying:
            return voice._replace(party="belligerent")
        if voice.country == country:
            return voice._replace(party="victims")
    return voice
