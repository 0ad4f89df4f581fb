"""Words of Arabic texts: tokens with exact offsets, one folded spelling each, and the little words joined to them."""

import re
import unicodedata
from functools import lru_cache

import msgspec

from marsad.reading.tokens import Kind, Token

_SIGNS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"  # vowel signs and marks of recitation
_HIDDEN = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad"  # marks of direction and joining, never seen
_INNER = f"[{_SIGNS}{_HIDDEN}]"
_LETTER = "[\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\ufb50-\ufdfb\ufe70-\ufefc]"
_SEPARATOR = "[,٬،’']"
# One alternative a kind, tried in this order. Letters and digits part even where no blank stands: "و3", "الـ24".
_TOKEN = re.compile(
    rf"""(?P<code>(?!\d{{1,3}}(?:\.\d{{3}})+(?![\d.]))\d{{1,4}}(?:[-/.]\d{{1,4}}){{2,}}(?![\d%٪])|\d{{1,2}}:\d{{2}}(?::\d{{2}})?|\+\d{{6,}}|[№\#§]\s?\d+
        |[$€£]\s?\d[\d,.٬٫]*)
    |(?P<number>\d{{1,3}}(?:{_SEPARATOR}\d{{3}}|\.\d{{3}})+(?!\d)(?:[.٫]\d+)?|\d+(?:[.٫,]\d+)?)
    |(?P<word>{_LETTER}(?:{_INNER}*{_LETTER})*(?:[{_SIGNS}]|[{_HIDDEN}]+(?=[{_SIGNS}]))*
        |(?:(?!{_LETTER})[^\W\d_])(?:(?!{_LETTER})[^\W_])*(?:['’\-](?:(?!{_LETTER})[^\W_])+)*)
    |(?P<mark>\.{{2,}}|--+|[^\w\s{_SIGNS}{_HIDDEN}]|_)""",
    re.VERBOSE,
)
_KINDS = {"code": Kind.CODE, "number": Kind.NUMBER, "word": Kind.WORD, "mark": Kind.MARK}
_LONGEST_DIGITS = 12
_ARABIC = re.compile(_LETTER)
_LETTERS = str.maketrans("أإآٱٲٳىیېةۀہھەۃک", "اااااايييههههههك")
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a]+")  # nothing but letters: no vowel sign, no tatweel
_DROPPED = frozenset({"Mn", "Cf", "Lm"})

_CONJUNCTIONS = ("و", "ف")
_PARTICLES = ("ب", "ل", "ك", "س")
_ARTICLE = "ال"
_FUTURE = "يتنا"  # letters a verb of the future may begin with; "س" stands before no other word
_PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "كم", "كن", "نا", "ني", "ه", "ك", "ي")
_SHORTEST = 2  # letters a word keeps when a clitic is taken off


class Form(msgspec.Struct, frozen=True, gc=False):
    """One way to take a written word apart: clitics in front, the word itself, the pronoun behind ("" for none).

    `head` and `tail` tell how many folded letters stand before and behind the word. `stem` is spelled as the word is
    when it stands alone, so "جثتهم" has the stem "جثه".
    """

    before: tuple[str, ...]
    stem: str
    after: str
    head: int
    tail: int

    @property
    def definite(self) -> bool:
        """True where the article or a pronoun makes the word definite."""
        return _ARTICLE in self.before or bool(self.after)


def tokenise(text: str) -> list[Token]:
    """Return the tokens of `text` in order; `lower` is the folded word, digits of every script are 0 to 9 in it.

    Numbers stand apart from letters written together with them: "و3" is a word and a number.
    """
    tokens: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        kind = _KINDS[match.lastgroup or "mark"]
        start, end = match.span()
        words = match.group()
        if kind is Kind.NUMBER and sum(map(str.isdigit, words)) > _LONGEST_DIGITS:
            kind = Kind.CODE
        lower = fold(words) if kind is Kind.WORD else ascii_digits(words)
        tokens.append(Token(start, end, words, lower, kind, min(text.count("\n", at, start), 2)))
        at = end
    return tokens


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return the one spelling of a word: no vowel signs, tatweel or presentation forms; أ إ آ are ا, ة is ه, ى is ي.

    Hamza on و and ي stays: without it too many different words would look the same.
    """
    if not _PLAIN.fullmatch(word):
        composed = unicodedata.normalize("NFKC", word).lower()
        word = "".join(letter for letter in composed if unicodedata.category(letter) not in _DROPPED)
    return word.translate(_LETTERS)


def ascii_digits(words: str) -> str:
    """Write the digits of any script as 0 to 9."""
    if words.isascii():
        return words
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in words)


@lru_cache(maxsize=1 << 16)
def forms_of(folded: str) -> tuple[Form, ...]:
    """Return every way to take a folded word apart, the whole word first, then those that take off least.

    No word list is asked: "وسام" comes apart into "و" and "سام" too. Look the stems up in order and take the first
    that is known.
    """
    forms: dict[tuple[tuple[str, ...], str, str], Form] = {}
    for before, head, stem in _heads(folded):
        for after, tail, whole in _tails(stem):
            if _ARTICLE in before and after:
                continue  # a word with the article takes no pronoun
            forms.setdefault((before, whole, after), Form(before, whole, after, head, tail))
    return tuple(sorted(forms.values(), key=lambda form: (len(form.before) + bool(form.after), form.head + form.tail)))


def _heads(folded: str) -> list[tuple[tuple[str, ...], int, str]]:
    """Return the clitics that may stand in front, how many letters they take, and what follows."""
    heads: list[tuple[tuple[str, ...], int, str]] = []
    starts: list[tuple[tuple[str, ...], int]] = [((), 0)]
    if folded.startswith(_CONJUNCTIONS):
        starts.append(((folded[0],), 1))
    for joined, size in starts:
        rest = folded[size:]
        _add(heads, joined, size, rest)
        if rest.startswith(_PARTICLES) and (rest[0] != "س" or rest[1:2] in _FUTURE):
            _add(heads, (*joined, rest[0]), size + 1, rest[1:])
        if rest.startswith(_ARTICLE):
            _add(heads, (*joined, _ARTICLE), size + 2, rest[2:])
        elif rest[:1] in ("ب", "ك") and rest[1:].startswith(_ARTICLE):
            _add(heads, (*joined, rest[0], _ARTICLE), size + 3, rest[3:])
        elif rest.startswith("لل"):
            # The article loses its alif behind "ل", and its lam too before another lam: "للاجئين" from "اللاجئين".
            _add(heads, (*joined, "ل", _ARTICLE), size + 2, rest[2:])
            _add(heads, (*joined, "ل", _ARTICLE), size + 1, rest[1:])
    return heads


def _add(heads: list[tuple[tuple[str, ...], int, str]], before: tuple[str, ...], head: int, stem: str) -> None:
    if len(stem) >= _SHORTEST or not before:
        heads.append((before, head, stem))


def _tails(stem: str) -> list[tuple[str, int, str]]:
    """Return the pronouns that may stand behind, how many letters they take, and the word as spelled without them."""
    tails = [("", 0, stem)]
    for pronoun in _PRONOUNS:
        rest = stem.removesuffix(pronoun)
        if rest == stem or len(rest) < _SHORTEST:
            continue
        tails.extend((pronoun, len(pronoun), whole) for whole in _alone(rest))
    return tails


def _alone(rest: str) -> tuple[str, ...]:
    """Spell a word as it is without its pronoun: "جثت" is "جثه", "قتلا" is "قتلي", "ابنائ" and "ابناؤ" are "ابناء"."""
    if rest[-1] == "ت":
        return rest, rest[:-1] + "ه"
    if rest[-1] == "ا":
        return rest, rest[:-1] + "ي"
    if rest[-1] in "ئؤ":
        return rest, rest[:-1] + "ء"
    return (rest,)


def stem_span(token: Token, form: Form) -> tuple[int, int]:
    """Return where the word of `form` stands in the text: offsets without its clitics, vowel signs kept.

    A letter written as one sign together with a clitic's ("ﻷ") stays whole.
    """
    ends = _letter_ends(token.text)
    size = len(ends)
    start = token.start + (ends[form.head - 1] if form.head else 0)
    if form.head and ends[form.head - 1] == ends[min(form.head, size - 1)]:
        start = token.start + (ends[form.head - 2] if form.head > 1 else 0)
    return start, token.start + (ends[size - form.tail - 1] if form.tail else len(token.text))


def _letter_ends(word: str) -> list[int]:
    """Return for each folded letter where it ends in the word as written, its vowel signs included."""
    ends: list[int] = []
    for at, char in enumerate(word):
        letters = len(fold(char))
        if not letters and ends:
            last = ends[-1]
            ends = [at + 1 if end == last else end for end in ends]
        ends.extend([at + 1] * letters)
    return ends
