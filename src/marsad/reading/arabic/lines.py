"""Arabic sentences as the reader sees them: each word by the stem the tables know, its clitics kept beside it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from marsad.reading.arabic.harmwords import TAKING, verb_forms
from marsad.reading.arabic.populations import forms_of_people
from marsad.reading.arabic.words import Form, forms_of, stem_span
from marsad.reading.grammar import Line
from marsad.reading.lexicon import rows_of, strings, table
from marsad.reading.sentences import Sentence
from marsad.reading.tokens import Kind, Token
from marsad.records import Words

_TABLES = (
    "actors", "contexts", "events", "grammar", "harms", "populations", "protecting", "scenes", "sources", "stances",
    "tallies",
)  # fmt: skip
_NUMERALS = ("units", "tens", "hundreds", "scale")
_MARKS = {"،": ",", "؛": ";", "؟": "?", "«": '"', "»": '"', "“": '"', "”": '"'}
_ARTICLE = "ال"
_PARTICLES = frozenset("بك")
_VAGUE = ("عدد", "عده", "عشرات", "مئات", "الاف", "بضعه", "اكثر", "اقل", "نحو", "حوالي", "قرابه", "ملايين")


class ArabicLine(Line, frozen=True):
    """One sentence: `lowers` are stems without article, conjunction and pronoun, `raw` the folded words as written."""

    forms: Sequence[Form]
    raw: Sequence[str]

    def joined(self, index: int, *clitics: str) -> bool:
        """Tell whether one of the clitics ("و", "ب") is written onto the front of the word at `index`."""
        return index < len(self.forms) and any(clitic in self.forms[index].before for clitic in clitics)

    def definite(self, index: int) -> bool:
        """Tell whether the word at `index` has the article or a pronoun."""
        return index < len(self.forms) and self.forms[index].definite

    def bare(self, text: str, first: int, last: int) -> Words:
        """Return tokens `first` to `last` (excluded) as words of the document, without "و", "ب" or "ل" in front."""
        span = self.span(first, last)
        form = self.forms[first]
        joined = tuple(clitic for clitic in form.before if clitic != _ARTICLE)
        start = stem_span(self.tokens[first], form)[0] if joined else span.start
        if joined and form.before[-1] == _ARTICLE and not text[span.start :].startswith("لل"):
            start -= len(_ARTICLE)
        return Words.at(text, start, span.end)

    def adds(self, index: int) -> bool:
        """Tell whether the word at `index` begins with "and", or "and" stands alone before it."""
        stands_alone = "و" in self.raw[max(0, index - 1) : index + 1]  # before digits: "و3"
        return stands_alone or self.joined(index, "و", "ف")


def arabic_lines(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[ArabicLine]:
    """Return the sentences as lines of their own."""
    return [
        _line(tokens[sentence.first : sentence.last], head=sentence.head, number=number)
        for number, sentence in enumerate(sentences)
    ]


def _line(tokens: Sequence[Token], *, head: bool, number: int) -> ArabicLine:
    forms = [
        analysis(token.lower) if token.kind is Kind.WORD else Form((), _MARKS.get(token.lower, token.lower), "", 0, 0)
        for token in tokens
    ]
    return ArabicLine(
        tokens, [form.stem for form in forms], False, head, number, forms, [token.lower for token in tokens]
    )


@lru_cache(maxsize=1 << 16)
def analysis(folded: str) -> Form:
    """Return how a word is taken apart: the first way whose stem a table knows, else only a sure clitic."""
    options = forms_of(folded)
    words = known()
    for form in options:
        if form.stem in words and not (_PARTICLES.intersection(form.before) and form.stem in only_verbs()):
            return form
        if form.after and form.stem.endswith("و") and form.stem + "ا" in words:
            return msgspec.structs.replace(form, stem=form.stem + "ا")  # "قتلوه" is "قتلوا" with its object
    bare = [form for form in options if _ARTICLE in form.before and not form.after and len(form.stem) > 2]
    return bare[0] if bare else options[0]


@cache
def only_verbs() -> frozenset[str]:
    """Return the forms that are verbs and nothing else, before which no preposition is written."""
    nouns = {
        word for row in rows_of("arabic/harms", "act") for phrase in strings(row, "words") for word in phrase.split()
    }
    return frozenset(verb_forms()) - nouns - frozenset(forms_of_people())


@cache
def known() -> frozenset[str]:
    """Return every word that stands in a table of the Arabic reader, with its inflected forms."""
    numbers = table("arabic/numbers")
    parts = [*(table(f"arabic/{name}") for name in _TABLES), *(numbers[key] for key in _NUMERALS), _VAGUE]
    words = {word for part in parts for phrase in _strings(part) for word in phrase.split()}
    words.update(word for phrase in forms_of_people() for word in phrase.split())
    words.update(word for phrase in verb_forms() for word in phrase.split())
    words.update(TAKING)
    return frozenset(word for word in words if len(word) > 1)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.replace("/", " ").split("|")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
