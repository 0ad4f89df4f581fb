"""Words for people and their grammatical number: one, exactly two, or more."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache

import msgspec

from marsad.reading.arabic.words import Form, forms_of, stem_span
from marsad.reading.lexicon import table, words_of
from marsad.reading.tokens import Kind, Token

_TABLE = "arabic/people"
_FEMININE = "ة\ufe93\ufe94"


class Number(Enum):
    """The grammatical number of a noun."""

    ONE = 1
    TWO = 2
    MANY = 3


class Person(msgspec.Struct, frozen=True):
    """A noun for people: its singular, its number, whether it is a family, and how the written word comes apart.

    `accusative`: a singular as it stands behind 11 to 99 ("شخصا") or as an object; `either`: "-ين" of a noun whose
    plural is written alike ("مدنيين").
    """

    lemma: str
    number: Number
    form: Form
    family: bool = False
    accusative: bool = False
    either: bool = False

    @property
    def definite(self) -> bool:
        """True with the article or a pronoun."""
        return self.form.definite


class _Shape(msgspec.Struct, frozen=True, gc=False):
    lemma: str
    number: Number
    family: bool = False
    accusative: bool = False
    either: bool = False
    construct: bool = False  # only with a pronoun behind


def _section(name: str) -> dict[str, tuple[str, ...]]:
    section = table(_TABLE)[name]
    if not isinstance(section, Mapping):
        return {}
    return {str(key): tuple(map(str, value)) for key, value in section.items() if isinstance(value, list)}


def _shapes() -> dict[str, _Shape]:
    shapes: dict[str, _Shape] = {}
    for name in ("broken", "family"):
        family = name == "family"
        for lemma, plurals in _section(name).items():
            for plural in plurals:
                shapes.setdefault(plural, _Shape(lemma, Number.MANY, family))
                shapes.setdefault(plural + "ا", _Shape(lemma, Number.MANY, family))
            _add(shapes, lemma, family=family, sound=False)
    for lemma in words_of(_TABLE, "sound", "words"):
        _add(shapes, lemma, family=False, sound=True)
        shapes.setdefault(lemma + "ون", _Shape(lemma, Number.MANY))
    return shapes


def _add(shapes: dict[str, _Shape], lemma: str, *, family: bool, sound: bool) -> None:
    shapes.setdefault(lemma, _Shape(lemma, Number.ONE, family))
    feminine = lemma.endswith("ه")
    base = lemma[:-1] + "ت" if feminine else lemma
    if not feminine:
        shapes.setdefault(lemma + "ا", _Shape(lemma, Number.ONE, family, accusative=True))
    shapes.setdefault(base + "ان", _Shape(lemma, Number.TWO, family))
    plural = sound and not feminine
    shapes.setdefault(base + "ين", _Shape(lemma, Number.MANY if plural else Number.TWO, family, either=plural))
    if not sound:
        for ending in ("ا", "ي"):
            shapes.setdefault(base + ending, _Shape(lemma, Number.TWO, family, construct=True))


_SHAPES = _shapes()
_DOUBTFUL = frozenset(words_of(_TABLE, "doubtful", "words"))
_TWO = frozenset(words_of(_TABLE, "two", "words"))


@lru_cache(maxsize=1 << 14)
def person(folded: str, feminine: bool = False) -> Person | None:
    """Return what a folded word says about people, None where it is no word for them.

    `feminine`: it is written with ة, which folds to the pronoun's letter: "شخصية" is no "شخصيه".
    """
    for form in forms_of(folded):
        shape = _SHAPES.get(form.stem)
        if shape is None or form.after == "ي" or (feminine and form.after):
            continue
        if (shape.accusative and form.definite) or (shape.construct and not form.after):
            continue
        many = shape.number is Number.TWO and shape.lemma in _DOUBTFUL and form.definite and form.stem.endswith("ين")
        number = Number.MANY if many else shape.number
        return Person(shape.lemma, number, form, shape.family, shape.accusative, shape.either or many)
    return None


def person_at(tokens: Sequence[Token], index: int) -> Person | None:
    """Return the noun for people at token `index`, with "-ين" read as two where "two" stands behind it."""
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD:
        return None
    found = person(tokens[index].lower, tokens[index].text[-1] in _FEMININE)
    if found is not None and found.either and index + 1 < len(tokens) and tokens[index + 1].lower in _TWO:
        return msgspec.structs.replace(found, number=Number.TWO, either=False)
    return found


def noun_span(tokens: Sequence[Token], index: int, noun: Person) -> tuple[int, int]:
    """Return where the noun stands in the text, its clitics left out."""
    return stem_span(tokens[index], noun.form)
