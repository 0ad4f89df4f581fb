"""Numerals of Arabic texts: digits of any script, number words with their compounds, and both mixed."""

import re
from collections.abc import Sequence

import msgspec

from marsad.reading.arabic.numberwords import TEENS, WORDS, Part, Word, opening, section
from marsad.reading.arabic.words import forms_of, stem_span
from marsad.reading.tokens import Kind, Token

_LARGEST = 10**11
_GROUP = 3


class Numeral(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` (excluded) say `value`; the words are characters `start` to `end`, without clitics.

    `definite`: with the article ("الثلاثة"); `digits`: digits only; `scale`: of the last word where it is one ("ألف"),
    else 1; `before`: the clitics in front.
    """

    first: int
    last: int
    value: int
    start: int
    end: int
    definite: bool = False
    digits: bool = False
    scale: int = 1
    before: tuple[str, ...] = ()


_SHARES = section("share")
_TANWEEN = "\u064b"
_ARTICLE = "ال"
_AND = "و"
_SEPARATORS = re.compile("[.٫,٬،’']")


def numeral_at(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Return the longest numeral that begins at token `index`, or None."""
    token = tokens[index]
    if token.kind is Kind.NUMBER:
        return _from_digits(tokens, index)
    if token.kind is not Kind.WORD:
        return None
    return _share(tokens, index) or _from_words(tokens, index)


def article_before(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the article is written onto the digits at `index`: "الـ24"."""
    if not index or tokens[index - 1].end != tokens[index].start:
        return False
    return tokens[index - 1].kind is Kind.WORD and tokens[index - 1].lower.endswith(("ال", "لل"))


def _from_digits(tokens: Sequence[Token], index: int) -> Numeral | None:
    token = tokens[index]
    apart = _written_apart(tokens, index)
    if apart is not None:
        return apart
    whole, part = plain_digits(token.lower)
    definite = article_before(tokens, index)
    scale = _scale(tokens, index + 1)
    if scale is None:
        if part:
            return None
        return Numeral(index, index + 1, whole, token.start, token.end, definite, digits=True)
    value = whole * scale + (int(part) * scale // 10 ** len(part) if part else 0)
    read = Numeral(index, index + 2, value, token.start, tokens[index + 1].end, definite, scale=scale)
    return _bounded(_rest(tokens, read))


def _written_apart(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read "70 000" with a blank between its thousands; none where a number stands before the first digits."""
    last = index + 1
    if len(tokens[index].lower) > _GROUP or not tokens[index].lower.isdigit() or tokens[index].lower[0] == "0":
        return None
    while last < len(tokens) and _is_next_group(tokens, last):
        last += 1
    if last == index + 1 or (index and tokens[index - 1].kind is Kind.NUMBER):
        return None
    value = int("".join(token.lower for token in tokens[index:last]))
    definite = article_before(tokens, index)
    return _bounded(Numeral(index, last, value, tokens[index].start, tokens[last - 1].end, definite, digits=True))


def _is_next_group(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    close = token.start == tokens[index - 1].end + 1 and token.gap == 0
    return token.kind is Kind.NUMBER and close and len(token.lower) == _GROUP and token.lower.isdigit()


def plain_digits(written: str) -> tuple[int, str]:
    """Return the whole number and the decimals of digits with separators; "1.400" and "1,400" are 1400."""
    groups = _SEPARATORS.split(written)
    if len(groups) == 1 or (len(groups[-1]) == 3 and groups[0].strip("0")):
        return int("".join(groups)), ""
    return int("".join(groups[:-1])), groups[-1]


def _scale(tokens: Sequence[Token], index: int) -> int | None:
    """Return the value of the scale word at `index`: "ألف", "آلاف", "مليون"."""
    if index >= len(tokens):
        return None
    word = WORDS.get(tokens[index].lower)
    if word is None or word.part not in (Part.SCALE, Part.EITHER):
        return None
    return word.value


def _share(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read "نصف مليون", "ربع مليون"."""
    if index + 1 >= len(tokens):
        return None
    for form in forms_of(tokens[index].lower):
        if form.stem in _SHARES and not form.after and _ARTICLE not in form.before:
            scale = _scale(tokens, index + 1)
            if scale is None:
                return None
            start, _ = stem_span(tokens[index], form)
            value = scale * _SHARES[form.stem] // 100
            return Numeral(index, index + 2, value, start, tokens[index + 1].end, scale=scale, before=form.before)
    return None


def _from_words(tokens: Sequence[Token], index: int) -> Numeral | None:
    opened = opening(tokens[index].lower)
    if opened is None:
        return None
    word, form = opened
    start, end = stem_span(tokens[index], form)
    definite = _ARTICLE in form.before
    read = Numeral(index, index + 1, 0, start, end, definite, before=form.before)
    if word.part in (Part.TWO, Part.SCALE, Part.EITHER):
        return _bounded(_rest(tokens, _alone(tokens, read, word)))
    value, last = _group(tokens, index, word)
    if word.part is Part.JOINED and last == index + 1:
        return None
    scale = _scale(tokens, last) if value else None
    size = scale or 1
    last += scale is not None
    read = msgspec.structs.replace(read, last=last, value=value * size, end=tokens[last - 1].end, scale=size)
    return _bounded(_rest(tokens, read) if scale else read)


def _alone(tokens: Sequence[Token], read: Numeral, word: Word) -> Numeral:
    """Read a scale without a number before it: "ألف" is 1000, "ألفان" 2000, "ألفا قتيل" 2000, "ألفًا" 1000."""
    twice = word.part is Part.TWO
    if word.part is Part.EITHER:
        following = tokens[read.last] if read.last < len(tokens) else None
        counted = following is not None and following.kind is Kind.WORD and following.gap == 0
        twice = _TANWEEN not in tokens[read.first].text and counted and not _is_and(tokens, read.last)
    return msgspec.structs.replace(read, value=word.value * (2 if twice else 1), scale=word.value)


def _rest(tokens: Sequence[Token], read: Numeral) -> Numeral:
    """Go on behind a scale: "ألف ومئتان وخمسون", "مليون و200 ألف", "مليون ونصف"."""
    while read.scale > 1:
        more = _half_more(tokens, read) or _next_group(tokens, read)
        if more is None:
            return read
        read = more
    return read


def _half_more(tokens: Sequence[Token], read: Numeral) -> Numeral | None:
    joined = _joined(tokens, read.last)
    if joined is None or joined[0] not in _SHARES:
        return None
    last = joined[1]
    if last < len(tokens) and tokens[last].lower.removeprefix(_ARTICLE) in WORDS and _scale_word(tokens, last):
        last += 1  # "مليون ونصف المليون"
    value = read.value + read.scale * _SHARES[joined[0]] // 100
    return msgspec.structs.replace(read, last=last, value=value, end=tokens[last - 1].end, scale=1)


def _scale_word(tokens: Sequence[Token], index: int) -> bool:
    return WORDS[tokens[index].lower.removeprefix(_ARTICLE)].part is Part.SCALE


def _next_group(tokens: Sequence[Token], read: Numeral) -> Numeral | None:
    joined = _joined(tokens, read.last)
    if joined is None:
        return None
    folded, last = joined
    word = WORDS.get(folded.removeprefix(_ARTICLE) if read.definite else folded)
    if word is None:
        value, scale = _digit_group(tokens, last - 1)
    elif word.part in (Part.TWO, Part.SCALE, Part.EITHER):
        value, scale = (2 if word.part is Part.TWO else 1), word.value
        if word.part is Part.EITHER and _TANWEEN not in tokens[last - 1].text:
            value = 2
    else:
        value, last = _group(tokens, last - 1, word)
        scale = _scale(tokens, last) or 1
        if word.part is Part.JOINED and value == word.value:
            return None
        last += scale > 1
    if word is None and scale > 1:
        last += 1
    if not value or scale >= read.scale or value * scale >= read.scale:
        return None
    return msgspec.structs.replace(
        read, last=last, value=read.value + value * scale, end=tokens[last - 1].end, scale=scale, digits=False
    )


def _digit_group(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """Digits behind a scale: three of them ("ألف و200"), or with a scale of their own ("مليون و20 ألف")."""
    token = tokens[index]
    if token.kind is not Kind.NUMBER or not token.lower.isdigit():
        return 0, 1
    scale = _scale(tokens, index + 1) or 1
    if scale == 1 and len(token.lower) != 3:
        return 0, 1
    return (int(token.lower), scale) if len(token.lower) <= 3 else (0, 1)


def _group(tokens: Sequence[Token], index: int, word: Word) -> tuple[int, int]:
    """Read a number below a thousand whose first word is `word`, at `index`; return it and the token after it."""
    value, last = _hundred(tokens, index, word)
    if value % 100 == 0 and value:
        found = _joined_part(tokens, last, (Part.UNIT, Part.JOINED, Part.TEEN, Part.TENS))
        if found is None:
            return value, last
        if found[0].part is Part.TENS:
            return value + found[0].value, found[1]
        small, after = _small(tokens, found[1], found[0])
        if found[0].part is Part.JOINED and small == found[0].value:
            return value, last
        return value + small, after
    if word.part is Part.TENS:
        return value, last
    return _small(tokens, last, Word(word.part, value))


def _hundred(tokens: Sequence[Token], index: int, word: Word) -> tuple[int, int]:
    """Read "ثلاث مئة", written apart."""
    after = WORDS.get(tokens[index + 1].lower) if index + 1 < len(tokens) else None
    if word.part is Part.UNIT and 3 <= word.value <= 9 and after == Word(Part.HUNDRED, 100):
        return word.value * 100, index + 2
    return word.value, index + 1


def _small(tokens: Sequence[Token], last: int, word: Word) -> tuple[int, int]:
    """Go on behind a unit: "ثلاثة عشر", "خمسة وعشرون"; `last` is the token after it."""
    if word.part is Part.TEEN or not 1 <= word.value <= 9:
        return word.value, last
    if last < len(tokens) and tokens[last].lower in TEENS:
        return word.value + 10, last + 1
    tens = _joined_part(tokens, last, (Part.TENS,))
    return (word.value + tens[0].value, tens[1]) if tens is not None else (word.value, last)


def _joined_part(tokens: Sequence[Token], index: int, parts: tuple[Part, ...]) -> tuple[Word, int] | None:
    joined = _joined(tokens, index)
    word = WORDS.get(joined[0]) or WORDS.get(joined[0].removeprefix(_ARTICLE)) if joined else None
    return (word, joined[1]) if joined and word is not None and word.part in parts else None


def _joined(tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
    """Return the word that "و" joins on at `index`, folded, and the token after it."""
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD or tokens[index].gap > 1:
        return None
    lower = tokens[index].lower
    if lower == _AND:
        return (tokens[index + 1].lower, index + 2) if index + 1 < len(tokens) else None
    return (lower[1:], index + 1) if lower.startswith(_AND) and len(lower) > 1 else None


def _is_and(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].lower.startswith((_AND, "من"))


def _bounded(read: Numeral) -> Numeral | None:
    return read if read.value <= _LARGEST else None
