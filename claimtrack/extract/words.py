"""The lexicon as the figure finder needs it: sets and phrase tables by what a word does in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claimtrack.lexicon import Entry, Lexicon, load
from claimtrack.lexicon.phrases import PhraseTable
from claimtrack.normalize.numbers import NumberWords, number_words


@dataclass(frozen=True, slots=True)
class Words:
    """Look-ups by lower-case token, built once a language."""

    numbers: NumberWords
    nouns: Mapping[str, Entry]
    uncounted: frozenset[str]
    outcomes: PhraseTable[Entry]
    quantity_starts: frozenset[str]
    zero: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    prepositions: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    relatives: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    pronouns: frozenset[str]
    verbs: frozenset[str]
    stops: frozenset[str]
    other: frozenset[str]
    whole_pronouns: frozenset[str]
    money: frozenset[str]
    share: frozenset[str]
    numbering: frozenset[str]
    demonym_like: frozenset[str]
    extra: frozenset[str]
    compounds: Mapping[str, Entry]
    wishes: frozenset[str]
    marks: Mapping[str, frozenset[str]]

    def trigger_at(self, lower: Sequence[str], i: int) -> tuple[int, Entry] | None:
        """Return the token after the outcome phrase at ``i`` and its entry."""
        return self.outcomes.match(lower, i, len(lower))


PUNCTUATION = frozenset(
    (",", ".", ";", ":", "(", ")", "[", "]", "!", "?", "-", "--", "---", "–", "—", "_", '"', "“", "”", "``", "''", "'",
     "‘", "…", "...", "/", "|", "*", "•", "&")
)  # fmt: skip


@cache
def words_of(language: str) -> Words:
    """Return the look-ups of ``language``."""
    return _build(load(language))


def _build(lexicon: Lexicon) -> Words:
    numbers = number_words(lexicon.language)
    forms = lexicon.forms
    marks = {row["lemma"]: frozenset(row.get("forms", [row["lemma"]])) for row in lexicon.entries["mark"]}
    determiners = forms("determiner")
    small = ("preposition", "auxiliary", "coordinator", "relative", "subordinator", "subject_pronoun", "object_pronoun")
    stops = PUNCTUATION.union(*map(forms, small), marks["common verb"], determiners)
    nouns = lexicon.table("noun")
    return Words(
        numbers=numbers, nouns=nouns, uncounted=forms("uncounted"),
        outcomes=PhraseTable(lexicon.table("outcome").items()),
        quantity_starts=numbers.starts | {"another", "both", "no", "an"}, zero=frozenset(numbers.zero.first),
        determiners=determiners, definite=marks["definite"], prepositions=forms("preposition"),
        auxiliaries=forms("auxiliary"), be=forms("be") | marks["passive auxiliary"],
        modals=forms("modal") | forms("future"), negations=forms("negation"), adverbs=forms("adverb") | marks["adverb"],
        relatives=forms("relative"), coordinators=forms("coordinator"), subordinators=forms("subordinator"),
        pronouns=forms("subject_pronoun") | forms("object_pronoun"), verbs=marks["common verb"],
        stops=stops - marks["other"], other=marks["other"], whole_pronouns=marks["whole"],
        money=marks["money"], share=marks["share"], numbering=marks["numbering"],
        demonym_like=marks["nationality"], extra=marks["extra"], compounds=lexicon.table("compound"),
        wishes=_wishes(lexicon), marks=marks,
    )  # fmt: skip


def _wishes(lexicon: Lexicon) -> frozenset[str]:
    """Return the lemmas of the cues whose content is wanted, feared or meant."""
    rows = (*lexicon.entries["cue"], *lexicon.entries["noun_cue"])
    return frozenset(row["lemma"] for row in rows if row.get("stance") == "hypothetical")
