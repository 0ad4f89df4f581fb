"""Numbers of people in Arabic texts: numerals that count, ranges, vague words, and nouns in the dual."""

from collections.abc import Sequence

import msgspec

from marsad.reading.arabic.noncounts import counts_nobody, things_follow
from marsad.reading.arabic.numberwords import opening
from marsad.reading.arabic.numerals import Numeral, article_before, numeral_at
from marsad.reading.arabic.people import Number as Grammatical
from marsad.reading.arabic.people import noun_span, person_at
from marsad.reading.arabic.phrases import ArabicPhrases
from marsad.reading.arabic.words import forms_of, stem_span
from marsad.reading.lexicon import rows_of, strings, words_of
from marsad.reading.numbers import Number, Vague, vague_rows
from marsad.reading.tokens import Kind, Token

_TABLE = "arabic/numbers"
_TO = frozenset(words_of(_TABLE, "ranges", "to"))
_OR = frozenset(words_of(_TABLE, "ranges", "or"))
_LEAD = frozenset(words_of(_TABLE, "ranges", "lead"))
_CHANGE = frozenset(words_of(_TABLE, "change", "words"))
_CHANGE_REACH = 8
_SHARED_SCALE = 1000


class ArabicNumber(Number, frozen=True):
    """A number with the characters its words stand at, clitics left out ("وخمسة" begins at "خمسة").

    `dual`: the word is the noun itself, and `last` is its own index, so that the noun phrase begins at `last`.
    """

    start: int = 0
    end: int = 0
    definite: bool = False
    dual: bool = False


def _vague_words() -> list[tuple[str, Vague]]:
    shared = dict(vague_rows())
    return [
        (words, shared[str(row["as"])])
        for row in rows_of("arabic/quantities", "vague")
        for words in strings(row, "words")
    ]


_VAGUE = ArabicPhrases(_vague_words())
_VAGUE_ENDS = frozenset(words.split()[-1] for words, _ in _vague_words()) - {"من"}


def number_at(tokens: Sequence[Token], lowers: Sequence[str], index: int) -> ArabicNumber | None:
    """Return the longest number of people that begins at `index`, or None: dates, ages, codes and measures are none."""
    return _vague(tokens, lowers, index) or _exact(tokens, index) or dual_at(tokens, index)


def dual_at(tokens: Sequence[Token], index: int) -> ArabicNumber | None:
    """Return the two that a noun in the dual says ("جنديين", "طفلتان")."""
    noun = person_at(tokens, index)
    if noun is None or noun.number is not Grammatical.TWO or _belongs_before(tokens, index):
        return None
    start, end = noun_span(tokens, index, noun)
    return ArabicNumber(index, index, 2, start=start, end=end, definite=noun.definite, dual=True)


def _belongs_before(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a number or a noun in the dual stands right before: "3 عاملين", "مئات الشرطيين", "طفلان شقيقان"."""
    if not index or tokens[index].lower.startswith("و") or tokens[index].gap > 1:
        return False
    before = tokens[index - 1]
    if before.kind is Kind.NUMBER:
        return True
    if before.kind is not Kind.WORD:
        return False
    opened = opening(before.lower)
    noun = person_at(tokens, index - 1)
    return opened is not None or before.lower in _VAGUE_ENDS or (noun is not None and noun.number is Grammatical.TWO)


def _vague(tokens: Sequence[Token], lowers: Sequence[str], index: int) -> ArabicNumber | None:
    match = _VAGUE.at(lowers, index)
    if match is None:
        return None
    size, vague, head = match
    last = index + size
    if last < len(tokens) and numeral_at(tokens, last) is not None:
        return None  # "مجموعة من 54 مقاتلا"
    if things_follow(tokens, last) or (size == 1 and _is_adjective(lowers, index)):
        return None
    form = next(form for form in forms_of(lowers[index]) if form.head == head and not form.after)
    start, _ = stem_span(tokens[index], form)
    return ArabicNumber(index, last, None, vague, start=start, end=tokens[last - 1].end)


def _is_adjective(lowers: Sequence[str], index: int) -> bool:
    """Tell whether "عدة" or "عديدة" follows its noun: "مرات عدة", "مدن عدة"."""
    if lowers[index] not in ("عده", "عديد") or not index:
        return False
    return index + 1 >= len(lowers) or not lowers[index + 1][:1].isalpha()


def _exact(tokens: Sequence[Token], index: int) -> ArabicNumber | None:
    low = numeral_at(tokens, index)
    if low is None or _is_weekday(tokens, low):
        return None
    low = _said_twice(tokens, low)
    high, last = _upper(tokens, low)
    whole = low if high is None else msgspec.structs.replace(low, last=last, end=high.end)
    if counts_nobody(tokens, low) or (
        high is not None and counts_nobody(tokens, msgspec.structs.replace(high, first=low.first))
    ):
        return None
    if _spans_things(tokens, low) or (high is not None and high.value <= low.value):
        return None
    if high is not None and _is_change(tokens, low):
        return None
    value = low.value
    if high is not None and high.scale >= _SHARED_SCALE > value and low.scale == 1 and value * high.scale < high.value:
        value *= high.scale  # "من 10 إلى 12 ألف" shares its scale
    return ArabicNumber(
        low.first, whole.last, value, upper=high.value if high else None, digits=low.digits and high is None,
        start=low.start, end=whole.end, definite=low.definite,
    )  # fmt: skip


def _is_weekday(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether the word is "الاثنين", Monday, or "يوم اثنين"."""
    if number.value != 2 or number.digits:
        return False
    return number.definite or (number.first > 0 and tokens[number.first - 1].lower == "يوم")


def _said_twice(tokens: Sequence[Token], number: Numeral) -> Numeral:
    """Take "سبعة (7)" and "(7) سبعة" for one number."""
    last = number.last
    if last >= len(tokens):
        return number
    if tokens[last].lower == "(":
        again = numeral_at(tokens, last + 1) if last + 1 < len(tokens) else None
        closed = again is not None and again.last < len(tokens) and tokens[again.last].lower == ")"
        if again is not None and closed and again.value == number.value:
            return msgspec.structs.replace(number, last=again.last + 1, end=tokens[again.last].end)
    if tokens[last].lower == ")" and number.first and tokens[number.first - 1].lower == "(" and last + 1 < len(tokens):
        again = numeral_at(tokens, last + 1)
        if again is not None and again.value == number.value:
            return msgspec.structs.replace(number, last=again.last, end=again.end)
    return number


def _upper(tokens: Sequence[Token], low: Numeral) -> tuple[Numeral | None, int]:
    """Return the upper end of "12 إلى 15", "12-15", "ثلاثة أو أربعة", "بين 3 و5" and the token after it."""
    mark = low.last
    if mark + 1 >= len(tokens):
        return None, mark
    word = tokens[mark].lower
    led = low.first > 0 and _is_lead(tokens, low.first - 1)
    between = led and tokens[low.first - 1].lower.endswith("بين")
    if word in _TO or word in _OR:
        high = numeral_at(tokens, mark + 1)
    elif between and word.startswith("و"):
        high = numeral_at(tokens, mark + (word == "و"))
    else:
        return None, mark
    if high is None or (word in _OR and high.value > 2 * low.value + 2):
        return None, mark
    if word in ("الي", "حتي", "لحد") and not led and high.value <= low.value:
        return None, mark
    return high, high.last


def _is_lead(tokens: Sequence[Token], index: int) -> bool:
    return any(form.stem in _LEAD and not form.after for form in forms_of(tokens[index].lower))


def _spans_things(tokens: Sequence[Token], low: Numeral) -> bool:
    """Tell whether a second number joined by "و" names the thing both count: "5 و12 عاما" of an age."""
    if low.last >= len(tokens) or not tokens[low.last].lower.startswith("و"):
        return False
    second = numeral_at(tokens, low.last + (tokens[low.last].lower == "و")) if low.last + 1 < len(tokens) else None
    led = low.first > 0 and _is_lead(tokens, low.first - 1)
    return led and second is not None and things_follow(tokens, second.last)


def _is_change(tokens: Sequence[Token], low: Numeral) -> bool:
    """Tell whether a figure moved from `low` to the number behind it: "ارتفع عدد القتلى من 10 إلى 15"."""
    if not low.first or tokens[low.first - 1].lower != "من":
        return False
    for at in range(low.first - 2, max(-1, low.first - 2 - _CHANGE_REACH), -1):
        lower = tokens[at].lower
        if lower in _CHANGE or lower[1:] in _CHANGE:
            return True
        if lower in (".", "؛", "!", "؟"):
            return False
    return False


__all__ = ["ArabicNumber", "article_before", "dual_at", "number_at"]
