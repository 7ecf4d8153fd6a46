"""Tokens to classes: which small word, cue or role each token of a document is.

Every word is looked up once, in ``claimtrack.extract.vocabulary``; the finders of phrases and
attributions then compare integers. Where phrases end is left to
``claimtrack.extract.phrases``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from claimtrack.extract.tokens import QUOTE_MARKS
from claimtrack.lexicon import Entry, Lexicon
from claimtrack.lexicon.phrases import PhraseTable
from claimtrack.models import SourceKind, Stance

DET, PREP, ATTACH, AUX, MODAL, NEGATION, ADVERB, SUBJECT, OBJECT, RELATIVE, SUBORDINATOR, COORDINATOR = (
    1 << n for n in range(12)
)
TIME, OPENER, BE, VERB, ROLE, ORGANIZATION, TITLE, CUE, CUE_PREPOSITION, CUE_NOUN, HEDGE, CHANNEL, QUOTE = (
    1 << n for n in range(12, 25)
)
# TRIGGER is any word that an attribution can begin to be read at. No flag lies above bit 29: larger sums are slower.
PUNCTUATION, COMMA, TERMINATOR, CUE_VERB, TRIGGER = (1 << n for n in range(25, 30))
ANY_VERB, PLAIN_VERB, BODY, PAUSE = AUX | VERB | CUE_VERB, AUX | VERB, ROLE | ORGANIZATION, COMMA | QUOTE
CLAUSAL, PERSONAL, ADVERBIAL = ANY_VERB | SUBJECT, SUBJECT | OBJECT, TIME | ADVERB
DASHES = frozenset(("—", "--", "–", "―"))

_TABLE_FLAGS = {
    "determiner": DET, "preposition": PREP, "attaching": ATTACH, "auxiliary": AUX, "modal": MODAL | AUX,
    "future": MODAL | AUX, "negation": NEGATION, "adverb": ADVERB, "subject_pronoun": SUBJECT,
    "object_pronoun": OBJECT, "relative": RELATIVE, "subordinator": SUBORDINATOR, "coordinator": COORDINATOR,
    "time_word": TIME, "clause_opener": OPENER, "be": BE | AUX, "verb": VERB, "role": ROLE,
    "organization": ORGANIZATION, "title": TITLE,
}  # fmt: skip
_FIRST_WORD_FLAGS = {
    "cue": CUE | TRIGGER, "preposition_cue": CUE_PREPOSITION | TRIGGER, "noun_cue": CUE_NOUN | TRIGGER,
    "hedge": HEDGE, "channel": CHANNEL, "own_words": CUE_NOUN | TRIGGER,
}  # fmt: skip
_PUNCTUATION = dict.fromkeys(",.;:!?…()[]{}—–-_*/|•'‘’&", PUNCTUATION)
_PUNCTUATION |= dict.fromkeys(("--", "---", "...", "―", "__"), PUNCTUATION)
_PUNCTUATION |= dict.fromkeys(QUOTE_MARKS, PUNCTUATION | QUOTE)
_PUNCTUATION |= dict.fromkeys((".", "!", "?", "…", "..."), PUNCTUATION | TERMINATOR)
_PUNCTUATION[","] |= COMMA
_PUNCTUATION[":"] |= TRIGGER
_PUNCTUATION["@"] = PUNCTUATION | TRIGGER


_RARE = (["tally"], ["tally", "body"], ["tally", "moves"], ["before"])  # "put", "states" mostly report nothing
_ODD = frozenset(("link", "from", "transitive"))
_SPEECH = frozenset(("before", "quote", "person"))


class Cue(NamedTuple):
    """A reporting word as the lexicon has it; ``form`` is ``base``, ``s``, ``ing`` or ``past``.

    ``speech`` tells the verbs of saying from those of belief, wish and judgement.
    """

    lemma: str
    takes: frozenset[str]
    stance: Stance
    strict: bool
    form: str
    speech: bool = True
    noun: bool = False  # its present forms are nouns too: "reports"
    odd: bool = False  # it takes a link, a "from" or a bare object only


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """One language's tables, made once."""

    lexicon: Lexicon
    flags: dict[str, int]
    cues: PhraseTable[Cue]
    preposition_cues: PhraseTable[str]
    hedges: PhraseTable[str]
    channels: PhraseTable[str]
    noun_cues: Mapping[str, Entry]
    plurals: frozenset[str]  # subjects in the plural that do not end in s: "police"
    genders: Mapping[str, str]  # "her" -> "she"
    gendered: Mapping[str, str]  # "spokeswoman" -> "she"
    possessives: frozenset[str]
    participle_openers: frozenset[str]  # "before adding"
    object_openers: frozenset[str]  # prepositions that an object may begin with: "about 20 houses"
    contrasts: frozenset[str]
    frame_prepositions: frozenset[str]
    given_names: frozenset[str]  # words of time that are names too: "April Jones"
    counts: frozenset[str]
    questions: frozenset[str]
    documents: Mapping[str, bool]  # the nouns of papers that speak: "records show"
    time_units: frozenset[str]  # "a day earlier"
    lags: frozenset[str]
    counting: frozenset[str]  # "taking the toll to 24"
    tolls: frozenset[str]
    wholes: frozenset[str]  # "a dozen of them"
    quoting: frozenset[str]
    perceptions: frozenset[str]  # "reported hearing shots", "denied having said"
    events: frozenset[str]
    articles: frozenset[str]
    own_words: frozenset[str]  # "in his words", "by the police count"
    standing: frozenset[str]  # "the ministry's count *stands* at 12"
    times_of_clause: frozenset[str]  # "say, when police came, he fired"
    going_on: PhraseTable[str]
    falsity: PhraseTable[str]
    released: frozenset[str]  # "a report that Amnesty has released"
    tallies: frozenset[str]  # words that open a count: "reported *no* deaths"
    outcomes: frozenset[str]  # first words of what happened to victims
    catenatives: frozenset[str]
    parts: frozenset[str]  # "…, police said, *including* two children"
    perceived: frozenset[str]  # "can be *heard* saying"
    particles: frozenset[str]  # "Marie *van der* Berg", "Abu *al*-Majd"
    things: frozenset[str]  # "the third *time* Lowe said so"
    portfolios: frozenset[str]  # "Secretary of *State* Ada Lowe"
    labels: frozenset[str]  # "VIDEO: …" is nobody's word
    seconds: Mapping[str, frozenset[str]]  # of words that report only before another: "in | the words of"
    roles: Mapping[str, Entry]
    sure: frozenset[str]  # the words that trigger by themselves
    marked: frozenset[str]  # the words that an attribution or a hedge can begin to be read at
    role_ends: frozenset[str]  # the second words of "police department", "prime minister"
    lone: dict[tuple[str, bool], tuple[bool, bool, SourceKind | None, str | None, bool]] = field(default_factory=dict)


_MADE: dict[int, Classes] = {}


def classes_of(lexicon: Lexicon) -> Classes:
    """Return the tables of ``lexicon``, made at the first call."""
    made = _MADE.get(id(lexicon))
    if made is None:
        made = _MADE[id(lexicon)] = _make(lexicon)
    return made


def _make(lexicon: Lexicon) -> Classes:
    flags: dict[str, int] = dict(_PUNCTUATION)
    for table, flag in _TABLE_FLAGS.items():
        for form in lexicon.table(table):
            if " " not in form:
                flags[form] = flags.get(form, 0) | flag
    for table, flag in _FIRST_WORD_FLAGS.items():
        for form, entry in lexicon.table(table).items():
            first, _, rest = form.partition(" ")
            verb = table == "cue" and not rest and entry["takes"] not in _RARE
            flags[first] = flags.get(first, 0) | flag | (CUE_VERB if verb else 0)
    seconds = _seconds(lexicon)
    return Classes(
        lexicon, flags, _cues(lexicon), _phrases(lexicon, "preposition_cue"), _phrases(lexicon, "hedge"),
        _phrases(lexicon, "channel"), dict(lexicon.table("noun_cue")),
        lexicon.forms("plural"),
        {form: entry["lemma"] for form, entry in lexicon.table("gender").items()},
        {form: entry["lemma"] for form, entry in lexicon.table("gendered").items()}, lexicon.forms("possessive"),
        lexicon.forms("participle_opener"), lexicon.forms("object_opener"), lexicon.forms("contrast"),
        lexicon.forms("frame_preposition"), lexicon.forms("given_name"), lexicon.forms("count_word"),
        lexicon.forms("question"),
        {form: True for form, entry in lexicon.table("organization").items() if entry["lemma"] == "document"},
        lexicon.forms("lag_unit"), lexicon.forms("lag"), lexicon.forms("counting"), lexicon.forms("toll_word"),
        lexicon.forms("whole"), lexicon.forms("quoting"), lexicon.forms("perception"),
        lexicon.forms("event"), frozenset(("a", "an", "the")) | lexicon.forms("possessive"),
        lexicon.forms("own_words"), lexicon.forms("standing"), lexicon.forms("clause_of_time"),
        _phrases(lexicon, "going_on"),
        _phrases(lexicon, "falsity"), lexicon.forms("released"),
        frozenset(("no", "number", "toll")),
        frozenset(form for form, row in lexicon.table("outcome").items() if " " not in form and not row.get("weak")),
        lexicon.forms("catenative"), lexicon.forms("part"), lexicon.forms("perceived"), lexicon.forms("particle"),
        lexicon.forms("told_of"), lexicon.forms("portfolio"),
        lexicon.forms("label"), seconds, lexicon.table("role"),
        frozenset(form for form, flag in flags.items() if flag & TRIGGER and form != ":" and form not in seconds),
        frozenset(form for form, flag in flags.items() if flag & (TRIGGER | HEDGE)),
        frozenset(form.partition(" ")[2] for form in lexicon.table("role") if " " in form),
    )  # fmt: skip


def _seconds(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Return the second words of the phrases that begin with a word which triggers nothing by itself."""
    found: dict[str, set[str]] = {}
    alone = set()
    for table in ("cue", "preposition_cue", "noun_cue", "own_words"):
        for form in lexicon.table(table):
            first, *rest = form.split()
            if rest:
                found.setdefault(first, set()).add(rest[0])
            else:
                alone.add(first)
    return {first: frozenset(rest) for first, rest in found.items() if first not in alone}


def _phrases(lexicon: Lexicon, table: str) -> PhraseTable[str]:
    return PhraseTable((form, entry["lemma"]) for form, entry in lexicon.table(table).items())


def _cues(lexicon: Lexicon) -> PhraseTable[Cue]:
    rows: list[tuple[str, Cue]] = []
    for form, entry in lexicon.table("cue").items():
        takes = frozenset(entry["takes"])
        kind = _form(form.split()[0], entry["lemma"].split()[0])
        stance = entry.get("stance", "asserted")
        speech, noun, odd = bool(takes & _SPEECH), bool(entry.get("noun")), bool(takes & _ODD)
        rows.append((form, Cue(entry["lemma"], takes - {"strict"}, stance, "strict" in takes, kind, speech, noun, odd)))
    return PhraseTable(rows)


def _form(word: str, lemma: str) -> str:
    if word.endswith("ing") and word != lemma:
        return "ing"
    if word == lemma:
        return "base"
    return "s" if word in (lemma + "s", lemma + "es", lemma[:-1] + "ies") else "past"
