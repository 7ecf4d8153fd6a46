"""The lexicon as the figure finder needs it: sets and phrase tables by what a word does in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claimtrack.extract import word_roles as role
from claimtrack.extract.harms import Harms
from claimtrack.extract.outcome_words import OutcomeWords
from claimtrack.extract.word_roles import Roles
from claimtrack.lexicon import Entry, Lexicon, load
from claimtrack.lexicon.phrases import PhraseTable
from claimtrack.normalize.numbers import NumberWords, number_words


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Look-ups by lower-case token, built once a language."""

    numbers: NumberWords
    nouns: Mapping[str, Entry]
    things: Mapping[str, Entry]  # what is counted and never people: "tickets"
    outcomes: OutcomeWords
    harms: Harms
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
    agents: frozenset[str]  # pronouns that someone who acts is called by: "he", "they"
    verbs: frozenset[str]
    stops: frozenset[str]
    other: frozenset[str]
    whole_pronouns: frozenset[str]
    money: frozenset[str]
    share: frozenset[str]
    numbering: frozenset[str]
    demonym_like: frozenset[str]
    extra: frozenset[str]
    including_ends: frozenset[str]  # the last words of "including", "among them"
    telling: frozenset[str]  # the first words of "counted", "spoke of"
    count_signs: frozenset[str]  # "the figure", "compares": a number that counts what was counted before
    part_signs: frozenset[str]  # one of them stands by a part of a figure of the sentence before
    goals: PhraseTable[Entry]  # where a verb leads: "hostage", "to safety"
    doers: Mapping[str, str]  # the outcome that a doer makes of "seized", "took"
    done_to: Mapping[str, str]  # "hostages" are held by those who abduct
    not_in_object: frozenset[str]
    times: frozenset[str]
    compounds: Mapping[str, Entry]
    other_times: frozenset[str]  # "the *last* day": no nouns of time, though they stand before one
    person_endings: tuple[str, ...]  # of unknown nouns that look like people: "fishmong*ers*"
    wishes: frozenset[str]
    roles: Roles
    registers: Mapping[str, tuple[str, ...]]  # kinds of article that a word goes with
    marks: Mapping[str, frozenset[str]]

    def may_be_people(self, word: str) -> bool:
        """Whether an unknown noun in the plural looks like people: capitals, an ending, a word that may mean them."""
        small = word.lower()
        known = small in self.marks["person word"] or small.removesuffix("s").endswith(self.person_endings)
        return known or word[0].isupper()

    def alone(self, word: str) -> Entry | None:
        """Return the outcome that a word tells by itself."""
        single, _ = self.outcomes.table.first.get(word, (None, ()))
        return single[0] if single is not None else None

    def trigger_at(self, lower: list[str], i: int) -> tuple[int, Entry] | None:
        """Return the token after the outcome phrase at ``i`` and its entry."""
        return self.outcomes.table.match(lower, i, len(lower))


_OPEN_OBJECTS = ("determiner", "adverb", "subject_pronoun", "object_pronoun")
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
    stops = PUNCTUATION.union(*map(forms, small), marks["common verb"], determiners) - marks["other"]
    nouns = lexicon.table("noun")
    be = forms("be") | marks["passive auxiliary"]
    grammar = PUNCTUATION.union(*map(forms, small), determiners, be, forms("negation"), forms("adverb"))
    harms = Harms(lexicon.table("bearer"), marks, determiners, stops | forms("negation") | marks["no harm"])
    common = stops | frozenset(nouns) | {"police"}
    outcomes = OutcomeWords(lexicon.table("outcome"), grammar - {"like"}, common, harms.words | {"victims"})
    count_signs = marks["count noun"] | {"accounted", "compares"}
    telling = frozenset(form.split()[0] for form in marks["telling"])
    including = frozenset(form.split()[-1] for form in marks["including"])
    return Words(
        numbers=numbers, nouns=nouns, things=lexicon.table("things"),
        outcomes=outcomes, harms=harms,
        determiners=determiners, definite=marks["definite"], prepositions=forms("preposition"),
        auxiliaries=forms("auxiliary"), be=be,
        modals=forms("modal") | forms("future"), negations=forms("negation"), adverbs=forms("adverb") | marks["adverb"],
        relatives=forms("relative"), coordinators=forms("coordinator"), subordinators=forms("subordinator"),
        pronouns=forms("subject_pronoun") | forms("object_pronoun"),
        agents=forms("subject_pronoun") - forms("object_pronoun"), verbs=marks["common verb"],
        stops=stops, other=marks["other"], whole_pronouns=marks["whole"],
        money=marks["money"], share=marks["share"], numbering=marks["numbering"],
        demonym_like=marks["nationality"], extra=marks["extra"],
        including_ends=including, part_signs=including | be | count_signs | telling | {"of"},
        count_signs=count_signs, telling=telling,
        goals=PhraseTable(lexicon.table("goal").items()), doers=_doers(lexicon, marks),
        done_to={word: outcome for outcome in ("detained", "abducted") for word in marks[f"done to: {outcome}"]},
        not_in_object=_not_in_object(lexicon), times=forms("time_word") | forms("lag_unit"),
        other_times=marks["time noun"] & marks["time adjective"],
        compounds=lexicon.table("compound"), person_endings=tuple(sorted(marks["person ending"])),
        wishes=_wishes(lexicon),
        roles=_roles(numbers, outcomes, lexicon, stops, marks), registers=_registers(marks), marks=marks,
    )  # fmt: skip


def _roles(
    numbers: NumberWords,
    outcomes: OutcomeWords,
    lexicon: Lexicon,
    stops: frozenset[str],
    marks: Mapping[str, frozenset[str]],
) -> Roles:
    bound = role.bound_seconds(numbers.modifier)
    leads, starts = role.number_leads(numbers), numbers.starts | {"another", "both", "no", "an"}
    return Roles({
        role.NOUN: lexicon.forms("noun"), role.OTHER: marks["other"], role.OUTCOME: outcomes.table.first.keys(),
        role.UNCOUNTED: lexicon.forms("uncounted") | lexicon.forms("things"),
        role.THING: lexicon.forms("thing"), role.THINGS: lexicon.forms("things"),
        role.JOIN: {"and", "or", ","}, role.STOP: stops,
        role.OBJECT: {"and"}.union(
            *map(lexicon.forms, _OPEN_OBJECTS), marks["adverb"], marks["definite"], marks["quote"]
        ),
        role.OPENS: starts, role.LEAD: leads - frozenset(bound), role.BOUND_LEAD: leads & frozenset(bound),
        role.FOLLOWS: role.number_follows(numbers),
        role.BOUND_FOLLOWS: frozenset().union(*(bound[word] for word in leads & frozenset(bound))),
        role.ARTICLE: {"a", "an"}, role.AFTER_ARTICLE: role.after_article(numbers),
        role.DOUBT_BEFORE: marks["money"] | marks["numbering"] | marks["age"] | lexicon.forms("determiner")
        | {"of", "in", ",", ":", "/", "-", "(", "and", "to", "between", "from"},
        role.DOUBT_AFTER: marks["share"] | {"in", "of", ":", "/", "-", "–"},
    })  # fmt: skip


def _registers(marks: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Return the kinds of article that each word goes with: those of drills are told apart from the others."""
    kinds = [kind for kind in sorted(marks) if kind.startswith("about ") and kind != "about drills"]
    return {word: tuple(k for k in kinds if word in marks[k]) for kind in kinds for word in sorted(marks[kind])}


def _doers(lexicon: Lexicon, marks: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return what each doer makes of those whom he seizes, holds, takes, picks up: police detain, gunmen abduct."""
    groups = {"police": "detained", "soldiers": "detained", "militants": "abducted", "rescuers": "rescued"}
    doers = {f: groups[row["group"]] for f, row in lexicon.table("noun").items() if row.get("group") in groups}
    for outcome in ("detained", "abducted", "rescued", "destroyed", "injured"):
        doers |= dict.fromkeys(marks[f"doer: {outcome}"], outcome)
    return doers


def _not_in_object(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that no counted object holds: where one stands, what follows is not said of the object alone."""
    out = lexicon.forms("preposition") | lexicon.forms("subordinator") | lexicon.forms("auxiliary")
    return (out | lexicon.forms("subject_pronoun")) - {"about", "and", "around", "at", "between", "of", "over", "than"}


def _wishes(lexicon: Lexicon) -> frozenset[str]:
    """Return the lemmas of the cues whose content is wanted, feared or meant."""
    rows = (*lexicon.entries["cue"], *lexicon.entries["noun_cue"])
    return frozenset(row["lemma"] for row in rows if row.get("stance") == "hypothetical")
