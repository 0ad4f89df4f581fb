"""Arabic words for people: each form with the population it names and whether it says one, two or many."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache

import msgspec

from marsad.reading.arabic.inflection import accusative, dual, sound_plural
from marsad.reading.lexicon import Phrases, phrase_set, rows_of, strings, words_of
from marsad.records import Flag, Measure, Population

_POPULATIONS = (Population.CIVILIAN, Population.SECURITY_FORCE, Population.COMBATANT, Population.UNKNOWN)


class Size(Enum):
    """What the form of a noun says about how many there are."""

    ONE = "one"
    TWO = "two"
    MANY = "many"


class Person(msgspec.Struct, frozen=True):
    """A form of a word for people; `measure` where the word itself says what befell them ("قتيل")."""

    population: Population
    size: Size
    unit: str = "person"
    measure: Measure | None = None
    open: bool = False


def _forms(entry: str) -> Iterator[tuple[str, Size]]:
    singular, *plurals = entry.split("/")
    yield singular, Size.ONE
    for form in accusative(singular):
        yield form, Size.ONE
    sound = "+ون" in plurals
    for plural in plurals:
        yield from ((form, Size.MANY) for form in (sound_plural(singular) if plural == "+ون" else (plural,)))
        if plural != "+ون":
            yield from ((form, Size.MANY) for form in accusative(plural))
    yield from ((form, Size.TWO) for form in dual(singular, oblique=not sound))


@cache
def forms_of_people() -> Mapping[str, Person]:
    """Return every form of every word for people, those that say what befell them included."""
    found: dict[str, Person] = {}
    families = frozenset(words_of("arabic/populations", "units", "family"))
    never = frozenset(words_of("arabic/populations", "never", "words"))
    heads = frozenset(words_of("arabic/populations", "open", "heads"))
    for row in rows_of("arabic/harms", "harmed"):
        for entry in strings(row, "words"):
            for form, size in _forms(entry):
                found.setdefault(
                    form, Person(Population.UNKNOWN, size, measure=Measure(str(row["measure"])), open=True)
                )
    for population in _POPULATIONS:
        for entry in words_of("arabic/populations", population.value, "words"):
            unit = "family" if entry.split("/")[0] in families else "person"
            is_open = population is Population.UNKNOWN or any(part in heads for part in entry.split("/"))
            for form, size in _forms(entry):
                if form not in never:
                    found.setdefault(form, Person(population, size, unit, open=is_open))
    return found


_PEOPLE: Phrases[Person] = Phrases(forms_of_people().items())
_MODIFIERS = {
    population: phrase_set("arabic/populations", "modifiers", population.value)
    for population in (Population.COMBATANT, Population.SECURITY_FORCE, Population.CIVILIAN)
}
_FLAGS: Phrases[Flag] = Phrases(
    (word, flag) for flag in Flag for word in words_of("arabic/populations", "flags", flag.value)
)


def person_at(lowers: Sequence[str], index: int) -> tuple[int, Person] | None:
    """Return the number of words and the noun of the longest word for people that begins at `index`."""
    return _PEOPLE.at(lowers, index) if index < len(lowers) else None


def side_of(lowers: Sequence[str], first: int, last: int) -> Population | None:
    """Return the side that words behind a head name, the first of them deciding."""
    for index in range(first, last):
        sides = [(match[0], side) for side, words in _MODIFIERS.items() if (match := words.at(lowers, index))]
        if sides:
            return max(sides, key=lambda one: one[0])[1]
        inner = person_at(lowers, index)
        if inner is not None and inner[1].population is not Population.UNKNOWN:
            return inner[1].population
    return None


def flags_among(lowers: Sequence[str], first: int, last: int) -> tuple[Flag, ...]:
    """Return the flags that words `first` to `last` carry, in the order of the record."""
    seen = {match[1] for index in range(first, last) if (match := _FLAGS.at(lowers, index)) is not None}
    return tuple(flag for flag in Flag if flag in seen)
