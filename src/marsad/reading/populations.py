"""Words for people: which population they name, singular or plural, and the flags they carry."""

from collections.abc import Mapping, Sequence

import msgspec

from marsad.reading.lexicon import Phrases, phrase_set, table, words_of
from marsad.records import Flag, Population


class Noun(msgspec.Struct, frozen=True):
    """A word for people."""

    population: Population
    plural: bool
    unit: str


_POPULATIONS = (Population.CIVILIAN, Population.SECURITY_FORCE, Population.COMBATANT, Population.UNKNOWN)
_FAMILIES = frozenset({"family", "families", "household", "households"})
_ENDINGS = ("ers", "ists", "men", "women", "ians", "ees", "eers", "nauts", "ants", "cians", "mates")


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def _entries() -> list[tuple[str, Noun]]:
    entries: dict[str, Noun] = {}
    for population in _POPULATIONS:
        for entry in words_of("populations", population.value, "words"):
            single, _, many = entry.partition("/")
            many = many or _plural(single)
            unit = "family" if single in _FAMILIES else "person"
            entries.setdefault(many, Noun(population, True, unit))
            entries.setdefault(single, Noun(population, False, unit))
    return list(entries.items())


_NOUNS = Phrases(_entries())
_THINGS = frozenset(words_of("populations", "things", "words"))
_OPEN = frozenset(words_of("populations", "modifiers", "open_heads"))
_MODIFIERS: dict[Population, Phrases[str]] = {
    population: phrase_set("populations", "modifiers", population.value)
    for population in (Population.COMBATANT, Population.SECURITY_FORCE, Population.CIVILIAN)
}


def _flag_words() -> list[tuple[str, Flag]]:
    section = table("populations")["flags"]
    if not isinstance(section, Mapping):
        return []
    return [(word, Flag(name)) for name, words in section.items() for word in words]


_FLAGS = Phrases(_flag_words())


def noun_at(lowers: Sequence[str], index: int) -> tuple[int, Noun] | None:
    """Return the number of words and the noun of the longest word for people that begins at `index`."""
    return _NOUNS.at(lowers, index)


def looks_like_people(word: str) -> bool:
    """Tell whether an unlisted plural is built like a word for people ("beekeepers"), and is no listed thing."""
    return word.endswith(_ENDINGS) and word not in _THINGS and len(word) > 5


def is_side(lowers: Sequence[str], first: int, last: int) -> bool:
    """Tell whether the words end with the name of an armed group ("30 ISIS", "8 Boko Haram")."""
    names = _MODIFIERS[Population.COMBATANT]
    found = ((index, names.at(lowers, index)) for index in range(first, last))
    return any(match is not None and index + match[0] == last for index, match in found)


def population_of(lowers: Sequence[str], first: int, head: int, tail: int, noun: Noun) -> Population:
    """Return the population of a phrase: its head's, unless the head is open and words around it decide.

    Words before the head go first ("rebel officers"), then those behind it ("members of the police").
    """
    if lowers[tail - 1 if head >= tail else head] not in _OPEN and noun.population is not Population.UNKNOWN:
        return noun.population
    named = _NOUNS.at(lowers, head)
    behind = head + (named[0] if named else 1)  # "secretary general" holds no general
    for start, end in ((first, head), (behind, tail)):
        for population, words in _MODIFIERS.items():
            if words.find(lowers, start, end) is not None:
                return population
        for index in range(start, end):
            inner = _NOUNS.at(lowers, index)
            if inner is not None and index != head and inner[1].population is not Population.UNKNOWN:
                return inner[1].population
    return noun.population


def flags_of(lowers: Sequence[str], first: int, last: int) -> tuple[Flag, ...]:
    """Return the flags that words `first` to `last` carry, in the order of the record."""
    seen: set[Flag] = set()
    for index in range(first, last):
        match = _FLAGS.at(lowers, index)
        if match is not None:
            seen.add(match[1])
    return tuple(flag for flag in Flag if flag in seen)
