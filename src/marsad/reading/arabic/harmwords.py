"""Arabic harm words: where a sentence says that people were killed, hurt, taken or driven out, and in which way."""

from collections.abc import Mapping, Sequence
from functools import cache

from marsad.reading.arabic.inflection import verb
from marsad.reading.harms import Form, Inflection, Sense, Trigger
from marsad.reading.lexicon import Phrases, phrase_set, rows_of, strings, words_of
from marsad.records import Measure

# What the inflection of a verb says of the people beside it: both doer and victim possible, doer only, victim only.
_ROLES = (("suffered", Inflection.PARTICIPLE), ("both", Inflection.PAST), ("done", Inflection.PRESENT))
DYING = frozenset(words_of("arabic/harms", "light", "dying"))
FALLING = frozenset(words_of("arabic/harms", "falling", "words"))
TOLLS = frozenset(words_of("arabic/harms", "toll", "words"))
UNDIVIDED = phrase_set("arabic/harms", "undivided", "words")
_LIGHT = frozenset({"لقي"})
_NEVER = frozenset(words_of("arabic/harms", "never", "words"))


@cache
def verb_forms() -> Mapping[str, Sense]:
    """Return every form of every harm verb with its reading; the first row that has a form decides."""
    found: dict[str, Sense] = {}
    for role, inflection in _ROLES:
        for row in rows_of("arabic/harms", "verb"):
            for entry in strings(row, role):
                past, _, present = entry.partition("/")
                sense = Sense(Measure(str(row["measure"])), Form.VERB, inflection, lemma=past)
                if " " in past:
                    found.setdefault(past, sense)
                    continue
                for form in verb(past, present):
                    if form not in _NEVER:
                        found.setdefault(form, sense)
    return found


def _nouns(key: str, form: Form) -> dict[str, Sense]:
    return {
        word: Sense(Measure(str(row["measure"])), form, lemma=word)
        for row in rows_of("arabic/harms", key)
        for word in strings(row, "words")
    }


def _taking(key: str) -> frozenset[str]:
    """Return the forms of the past of verbs of taking away; the present ("يأخذ على محمل الجد") says too much else."""
    return frozenset(form for word in words_of("arabic/harms", "taking", key) for form in verb(word, "") if form[1:])


TAKING = _taking("verbs")
TAKING_AWAY = _taking("strong")


def _triggers() -> dict[str, tuple[Sense, ...]]:
    senses: dict[str, tuple[Sense, ...]] = {}
    for table in (_nouns("seize", Form.TAKE), _nouns("lives", Form.LIVES), verb_forms(), _nouns("act", Form.ACT)):
        for words, sense in table.items():
            senses[words] = (*senses.get(words, ()), sense)
    for word in FALLING:
        senses[word] = (Sense(Measure.KILLED, Form.UNDERGO, lemma="سقط"),)
    return senses


_TRIGGERS: Phrases[tuple[Sense, ...]] = Phrases(_triggers().items())


def harm_words(lowers: Sequence[str]) -> list[Trigger]:
    """Return the harm words of a sentence, left to right, longest first, none overlapping."""
    found: list[Trigger] = []
    index = 0
    while index < len(lowers):
        match = _TRIGGERS.at(lowers, index)
        if match is None:
            index += 1
            continue
        found.append(Trigger(index, index + match[0], match[1]))
        index += match[0]
    return found


def is_light(trigger: Trigger) -> bool:
    """Tell whether a verb needs "death" behind it to be harm ("لقي ... مصرعه")."""
    return trigger.lemma in _LIGHT


def undivided(lowers: Sequence[str]) -> list[tuple[int, int]]:
    """Return where dead and wounded may stand in one figure, as token ranges."""
    return [
        (index, index + match[0]) for index in range(len(lowers)) if (match := UNDIVIDED.at(lowers, index)) is not None
    ]
