"""Whom an outcome can befall: houses do not die, soldiers are not displaced, a number alone may be a year."""

from __future__ import annotations

from claimtrack.extract.clause import THINGS, Clause, Trigger
from claimtrack.extract.noun_phrase import Counted
from claimtrack.extract.word_roles import DIGIT, OPENS

_WHILE = frozenset(("while", "in", "by", "at", "during", "near", "after", "outside", "on", ",", ""))

_FORCE = 6  # tokens from "member" to the name of the force


class Fitting(Clause):
    """Judges whether a counted phrase can be what an outcome word is about."""

    def _fits(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether the outcome can happen to what is counted: houses do not die."""
        entry = trigger.entry
        if phrase.outcome_noun is not None:
            persons = self.lower[phrase.last - 1] in self.words.marks["persons of outcome"]
            if persons and trigger.outcome != phrase.outcome_noun["outcome"] and trigger.outcome not in THINGS:
                return True  # "Eleven displaced people were killed"
            return trigger.kind == "goal" and phrase.outcome_noun["lemma"] == "casualty"
        if "things" in entry and phrase.unit in ("home", "building"):
            return True
        if trigger.kind == "lives":
            return False
        if phrase.doubtful and self.lower[trigger.first] not in self.words.marks["done to people"]:
            return False  # "killed two newspapers"
        if "people" in entry and phrase.noun is None and phrase.head >= 0:
            return False  # "Twelve exhibits are being held there"
        if "who" in entry and not self._is_meant(phrase, trigger):
            return False
        if "person" in entry and entry["person"] and self._befalls(phrase, trigger):
            entry = trigger.entry = {**entry, "outcome": entry["person"], "things": entry["outcome"]}
        if trigger.outcome in THINGS:
            if (
                phrase.kind == "count"
                and phrase.noun is None
                and (
                    phrase.other
                    or phrase.extra
                    or phrase.whole == "pronoun"
                    or (phrase.elliptical and self._may_stand_alone(phrase))
                )
            ):
                return self._thing_before(phrase)
            met = phrase.kind == "indefinite" and phrase.first == trigger.last  # "a shell struck a church"
            if entry.get("weak") and (phrase.unit == "other" or met) and trigger.kind != "goal":
                return False
            return phrase.noun is not None and phrase.noun.get("unit", "household") != "household"
        if phrase.noun is not None and "unit" in phrase.noun:
            return trigger.outcome == "displaced" and phrase.unit == "household"
        if entry["lemma"] == "buried" and phrase.noun and phrase.noun["lemma"] in self.words.marks["spouse"]:
            return False  # "She buried two husbands"
        if trigger.outcome == "displaced" and self._runs_away(phrase, trigger):
            return False
        free = trigger.outcome == "rescued" and phrase.noun is not None and entry.get("weak")
        if free and (phrase.noun or {})["lemma"] in self.words.marks["set free by law"]:
            return False
        armed = "armed" in entry and bool(entry["armed"])
        goal = self.lower[phrase.last + 1 : min(self.last, phrase.last + 5)] if self._after(phrase.last) == "to" else ()
        if armed and not self.words.marks["lost to"].isdisjoint(goal):
            return False  # "lost 12 officers to better-paid jobs"
        if armed and self.lower[phrase.last - 1] == "own":
            return True  # "lost four of their own"
        if armed and phrase.group not in self.words.marks["armed"] and not self._of_force(phrase):
            men = phrase.noun is not None and phrase.noun["lemma"] == "man" and phrase.kind != "indefinite"
            return men or (bool(entry.get("mourned")) and self._is_mourned(phrase))
        named = phrase.noun is not None or phrase.whole or phrase.other or trigger.kind == "goal"
        if not named and entry.get("weak") and not self._stands_for_victims(phrase, trigger):
            return False
        if phrase.kind != "count" or not (phrase.elliptical or (phrase.extra and phrase.noun is None)):
            return True
        if not phrase.elliptical:
            return not self._stands_for_things(phrase, trigger)
        return self._may_stand_alone(phrase) and not self._stands_for_things(phrase, trigger)

    def _of_force(self, phrase: Counted) -> bool:
        """ "not a single member of our *forces* surrendered"."""
        if phrase.noun is None or phrase.noun["lemma"] != "member" or self._after(phrase.last) != "of":
            return False
        return not self.words.marks["doer: detained"].isdisjoint(self.lower[phrase.last : phrase.last + _FORCE])

    def _is_mourned(self, phrase: Counted) -> bool:
        """Whether to lose those counted is to have them killed: "lost 22 people", not "lost six members"."""
        if phrase.noun is None:
            return phrase.head >= 0 and phrase.plural and self.doc.words[phrase.head][0].isupper()
        people = phrase.noun["lemma"] in self.words.marks["mourned"] or self.doc.words[phrase.head][0].isupper()
        return phrase.plural and people

    def _befalls(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether people, not things, were hit, burned, swept away: "Two men were hit", not "two men hit a wall"."""
        noun = phrase.noun
        if noun is None and (phrase.other or phrase.extra):
            before = [c.noun for c in self.counted if c.first < phrase.first and c.noun is not None]
            noun = before[-1] if before else None  # "killed two customers and burned eleven others"
        people = noun is not None and "unit" not in noun
        if trigger.entry.get("agent"):
            anyone = people or bool(phrase.whole) or (phrase.elliptical and phrase.kind == "count")
            return phrase.first > trigger.first and anyone and self._has_agent(trigger)
        if not people or phrase.first > trigger.first:
            return people and (trigger.kind == "ing" or not trigger.entry.get("weak") or self._hits(trigger))
        nouns = map(self.words.nouns.get, self.lower[phrase.last : trigger.first])
        other = any(noun is not None and "unit" in noun for noun in nouns)  # "died after *his house* was swept away"
        other = other or any(phrase.last <= c.first < trigger.first for c in self.counted)
        headline = phrase.last == trigger.first and self.lower[self.last - 1] not in (".", "!", "?")
        bare = headline and self.lower[phrase.first] not in self.words.determiners
        return not other and (self._verb_group(trigger)[0] or (bare and self._after(trigger.last) in _WHILE))

    def _hits(self, trigger: Trigger) -> bool:
        """Whether what hit can hurt whom it hits: "*a car* hit two pedestrians", not "the man hit two officers"."""
        i = self._skip_back(trigger.first - 1)
        while i > self.first and self.lower[i] in self.words.auxiliaries:
            i -= 1
        return self.lower[max(i, self.first)] in self.words.marks["hitter"]

    def _has_agent(self, trigger: Trigger) -> bool:
        """Whether people do it: "*we* have buried 164 of them", not "the avalanche buried 14 skiers"."""
        i = self._skip_back(trigger.first - 1)
        passed = self.words.auxiliaries | self.words.adverbs
        while i > self.first and self.lower[i] in passed and not self.lower[i].endswith("'ve"):
            i -= 1
        noun = self.words.nouns.get(self.lower[max(i, self.first)])
        people = noun is not None and noun.get("unit", "household") == "household"
        home = noun is not None and noun["lemma"] in ("village", "town")
        return people or home or self.lower[max(i, self.first)].removesuffix("'ve") in self.words.agents

    def _stands_for_victims(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether a number alone is a passive's subject: "three *were seized*", not "the crew of nine were hit"."""
        return phrase.elliptical and self.lower[phrase.first - 1] != "of" and self._verb_group(trigger)[0]

    def _is_meant(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether the word can be said of the noun counted: residents "left", players do as well."""
        if phrase.noun is None:
            held = phrase.whole_outcome is not None and phrase.whole_outcome["outcome"] == "abducted"
            return trigger.kind == "goal" or (held and trigger.outcome == "rescued") or self._are_captives(trigger)
        if trigger.entry["who"] == "captive" and "unit" not in phrase.noun and self._are_captives(trigger):
            return True
        return phrase.noun["lemma"] in self.words.marks[trigger.entry["who"]]

    def _are_captives(self, trigger: Trigger) -> bool:
        """Whether those let go had been abducted: "The kidnappers freed two", "Five were taken; two were released"."""
        if trigger.entry["who"] != "captive":
            return False
        before = [*self.before, *(m for m in self.mentions if m.phrase.first < trigger.first)]
        if before and before[-1].outcome in ("abducted", "detained"):
            return before[-1].outcome == "abducted"
        return any(self.words.doers.get(word) == "abducted" for word in self.lower[self.first : trigger.first])

    def _runs_away(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether they flee as gunmen, soldiers or a driver do, who are not displaced."""
        noun = phrase.noun
        name = noun["lemma"] if noun is not None else self.lower[phrase.head].removesuffix("s")
        if (noun is not None and noun.get("wanted")) or name in self.words.marks["runaway"]:
            return True
        single = phrase.kind == "indefinite" and trigger.kind == "intransitive"
        return single or phrase.group in self.words.marks["armed"]

    def _thing_before(self, phrase: Counted) -> bool:
        """Whether an elliptical number counts things, named before it: "18 flats destroyed and 60 damaged"."""
        nouns = [c.noun for c in self.counted if c.first < phrase.first and c.noun is not None]
        if not nouns and (phrase.extra or phrase.other):
            nouns = [m.phrase.noun for m in self.before if m.phrase.noun is not None]  # "Another 14 were damaged"
        if not nouns and self.lower[self.first] == "of":  # "Of the homes that were hit, 300 were flattened"
            named = map(self.words.nouns.get, self.lower[self.first : phrase.first])
            nouns = [noun for noun in named if noun is not None and "unit" in noun]
        elif not nouns and phrase.first > self.first:  # "swept a row of shops, gutting nine"
            forms = (word for word in self.lower[self.first : phrase.first] if word in self.words.nouns)
            nouns = [n for word in forms if word != (n := self.words.nouns[word])["lemma"]][-1:]
        if not nouns or "unit" not in nouns[-1]:
            return False
        phrase.noun = nouns[-1]
        return True

    def _stands_for_things(self, phrase: Counted, trigger: Trigger) -> bool:
        """Whether a number alone counts the things before: "two videos, one captured by", "40 cows, of which six"."""
        words, more = self.words, phrase.extra or phrase.other
        opens = more and phrase.first == self.first
        begin = self.doc.sentences[max(0, self.number - 1)].first if opens else self.first
        for k in range(phrase.first - 1, begin - 1, -1):
            if k < self.first and not self.doc.roles[k - 1] & (DIGIT | OPENS):
                continue  # "14 *ewes*", one sentence before "Another 40 were injured"
            noun = words.nouns.get(self.lower[k])
            if noun is not None:
                return bool(noun["lemma"] == "animal")
            thing = words.things.get(self.lower[k])
            if thing is not None and thing["lemma"] != "event":
                return more or thing["lemma"] in ("beast", "plant") or trigger.outcome == "captured"
        return False

    def _may_stand_alone(self, phrase: Counted) -> bool:
        """A number without a noun: not a year, not the number of a thing ("Flight 103")."""
        value = phrase.quantity.value
        token = self.lower[phrase.number]
        if value == 1 and (self._after(phrase.last) == "for" or self.lower[phrase.first - 1] == "said"):
            return False  # "a candle, one for each", "said one"
        if value == 1 and self._is_superlative(phrase.last):
            return False  # "one of the oldest in Iraq"
        if value is not None and 1900 <= value <= 2100 and token.isdigit() and phrase.first == phrase.number:
            return False
        return not (
            phrase.first > self.first + 1 and phrase.first == phrase.number and token[0].isdigit()
            and self.doc.words[phrase.first - 1][0].isupper() and self.doc.words[phrase.first - 2][0].isupper()
            and phrase.first - 1 not in self.trigger_tokens and not self._title_case()
        )  # fmt: skip

    def _is_superlative(self, i: int) -> bool:
        return self._after(i) == "of" and self._after(i + 1) in self.words.determiners and (
            self._after(i + 2).endswith("est") or self._after(i + 2) in ("most", "best", "worst", "few")
        )  # fmt: skip

    def _title_case(self) -> bool:
        capital = sum(w[0].isupper() for w in self.doc.words[self.first : self.last])
        return capital * 2 > self.last - self.first
