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
    leads: frozenset[str]  # words that open a number phrase only before another of its words: "about", "over"
    follows: frozenset[str]  # the words, figures apart, that can stand second in one
    after_article: frozenset[str]  # "a dozen", "a few", "a total of"; before any other word "a" opens a noun
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
        wishes=_wishes(lexicon), leads=_leads(numbers), follows=_follows(numbers),
        after_article=_after_article(numbers), marks=marks,
    )  # fmt: skip


def _wishes(lexicon: Lexicon) -> frozenset[str]:
    """Return the lemmas of the cues whose content is wanted, feared or meant."""
    rows = (*lexicon.entries["cue"], *lexicon.entries["noun_cue"])
    return frozenset(row["lemma"] for row in rows if row.get("stance") == "hypothetical")


def _leads(numbers: NumberWords) -> frozenset[str]:
    whole = {*numbers.cardinal, *numbers.scale, *numbers.vague.first, *numbers.zero.first}
    return frozenset(numbers.starts - whole - {"half", "a", "an", "between"} - _tens(numbers))


def _tens(numbers: NumberWords) -> set[str]:
    return {word for word in numbers.starts if "-" in word}


def _follows(numbers: NumberWords) -> frozenset[str]:
    seconds = {second for _, by_second in numbers.modifier.first.values() for second in by_second}
    return frozenset({*numbers.starts, *seconds})


def _after_article(numbers: NumberWords) -> frozenset[str]:
    tables = (numbers.modifier.first, numbers.vague.first)
    seconds = {s for first in tables for word in ("a", "an") if word in first for s in first[word][1]}
    return frozenset({*seconds, *numbers.scale, "half"})
