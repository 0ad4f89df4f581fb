"""Counts in Arabic texts: numbers with the words that bound them, by the same word table as the English ones."""

from collections.abc import Sequence

import msgspec

from marsad.reading.arabic.numbers import ArabicNumber, number_at
from marsad.reading.arabic.people import person_at
from marsad.reading.arabic.phrases import ArabicPhrases
from marsad.reading.arabic.words import forms_of, stem_span
from marsad.reading.lexicon import rows_of, strings, words_of
from marsad.reading.quantities import Bound, Count, bound_of
from marsad.reading.tokens import Kind, Token
from marsad.records import Operator

_TABLE = "arabic/quantities"
_DUAL_RULE = "V8"
_EXACT = Operator.EQ


class ArabicCount(Count, frozen=True):
    """A count with the characters its words stand at: `start` to `end`, bounding words included, clitics left out.

    `dual`: the noun itself says two; `last` is then the noun's own token, as for "two" in front of a noun.
    """

    start: int = 0
    end: int = 0
    dual: bool = False


_ROWS = tuple((bound_of(str(row["as"])), row) for row in rows_of(_TABLE, "bound"))
_BEFORE = ArabicPhrases((words, bound) for bound, row in _ROWS for words in strings(row, "before"))
_AFTER = ArabicPhrases((words, bound) for bound, row in _ROWS for words in strings(row, "after"))
_NEUTRAL = ArabicPhrases((words, words) for words in words_of(_TABLE, "neutral", "before"))
_MORE = frozenset(words_of(_TABLE, "more", "words"))
_REACHING = frozenset(words_of(_TABLE, "reaching", "verbs"))
_REACHED_OVER = frozenset(words_of(_TABLE, "reaching", "over"))
_REACH = 6
_MORE_REACH = 4
_STOPS = frozenset(".،؛؟!")


def count_at(tokens: Sequence[Token], lowers: Sequence[str], index: int, since: int = 0) -> ArabicCount | None:
    """Return the count whose number begins at `index`, with the bounding words on both sides of it."""
    number = number_at(tokens, lowers, index)
    if number is None:
        return None
    first, start, bound = _bound_before(tokens, lowers, number, since)
    last, end = number.last, number.end
    if bound is None:
        behind = _AFTER.at(lowers, last) if last < len(lowers) and not number.dual else None
        if behind is not None and not _counts_on(tokens, lowers, last + behind[0]):
            bound, last = behind[1], last + behind[0]
            end = tokens[last - 1].end
    if number.value is None or (bound is not None and bound.operator is Operator.RANGE):
        bound = None  # "more than dozens": the vague word decides; "between" without a second number bounds nothing
    if bound is None and number.upper is None:
        bound = _reaching(tokens, lowers, number, since)
    rule, operator = _rule(number, bound)
    return ArabicCount(
        first, index, last, number.value, number.upper, number.vague, rule, operator,
        below=bound is not None and bound.below, more=_is_more(tokens, last), definite=number.definite,
        digits=number.digits, start=start, end=end, dual=number.dual,
    )  # fmt: skip


def _rule(number: ArabicNumber, bound: Bound | None) -> tuple[str, Operator]:
    if number.upper is not None:
        return "V6", Operator.RANGE
    if bound is not None:
        return bound.rule, bound.operator
    return (_DUAL_RULE if number.dual else "V1"), _EXACT


def _counts_on(tokens: Sequence[Token], lowers: Sequence[str], index: int) -> bool:
    """Tell whether another number follows, which the words between the two bound."""
    return index < len(lowers) and number_at(tokens, lowers, index) is not None


def _bound_before(
    tokens: Sequence[Token], lowers: Sequence[str], number: ArabicNumber, since: int
) -> tuple[int, int, Bound | None]:
    """Return the first token and character of the words that bound the number, and the bound."""
    first, start, bound = number.first, number.start, None
    if number.digits and first > since and tokens[first - 1].end == tokens[first].start:
        first -= _is_joined(lowers[first - 1])  # "بـ20": the clitic stands as a word of its own before digits
    while first > since:
        found = _BEFORE.before(lowers, first, since)
        if found is None or bound is not None:
            break
        if found[1].operator is Operator.RANGE and number.upper is None:
            break  # "من 20 قتيلا": no range, and "من" is a word of the sentence
        first, bound = found[0], found[1]
        start = _start(tokens[first], found[2])
        neutral = _NEUTRAL.before(lowers, first, since)
        if neutral is not None:
            first, start = neutral[0], _start(tokens[neutral[0]], neutral[2])
    return first, start, bound


def _is_joined(lower: str) -> bool:
    return lower in ("ال", "ب", "ل", "و", "ف", "ك", "بال", "لل", "وال", "وب", "ول")


def _start(token: Token, head: int) -> int:
    form = next(form for form in forms_of(token.lower) if form.head == head and not form.after)
    return stem_span(token, form)[0]


def _reaching(tokens: Sequence[Token], lowers: Sequence[str], number: ArabicNumber, since: int) -> Bound | None:
    """Read "تجاوز عدد القتلى 100" as more than 100: the verb bounds the number over the words between."""
    over = False
    for at in range(number.first - 1, max(since, number.first - _REACH) - 1, -1):
        lower = lowers[at]
        if lower in _STOPS or tokens[at].kind is Kind.NUMBER or lower in ("الي", "من"):
            return None
        over = over or lower in _REACHED_OVER
        if over and (lower in _REACHING or lower[1:] in _REACHING):
            found = _BEFORE.at(lowers, at)
            return found[1] if found is not None else None
    return None


def bounded_behind(lowers: Sequence[str], count: Count, index: int) -> tuple[Count, int]:
    """Return the count with a bound behind its noun ("57 مدنيا على الأقل"), and where the words end."""
    if count.value is None or count.operator is not _EXACT or index >= len(lowers):
        return count, index
    behind = _AFTER.at(lowers, index)
    if behind is None or behind[2]:
        return count, index
    if lowers[index].startswith("و") and lowers[index + behind[0] : index + behind[0] + 1] == ["من"]:
        return count, index  # "28 قتيلا وأكثر من 40 جريحا": the words bound the next number
    bound = behind[1]
    return msgspec.structs.replace(count, operator=bound.operator, bound=bound.rule, below=bound.below), index + behind[
        0
    ]


def _is_more(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether "others" follows the number or its noun: "9 آخرين", "ثلاثة جنود آخرين"."""
    for at in range(index, min(len(tokens), index + _MORE_REACH)):
        lower = tokens[at].lower
        if lower in _MORE:
            return True
        if tokens[at].kind is not Kind.WORD or lower.startswith("و"):
            return False
    return False


def single_at(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Return where one person stands that no number counts: "شاب", "طفلة"; None for nouns behind a number, or definite.

    "12 شخصا" has its number in front, and "القتيل" tells of somebody told before.
    """
    noun = person_at(tokens, index)
    if noun is None or noun.number.value != 1 or noun.form.definite:
        return None
    if index and _counted(tokens, index - 1):
        return None
    return stem_span(tokens[index], noun.form)


def _counted(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the number ends at `index` that a noun behind it belongs to."""
    lowers = [token.lower for token in tokens[max(0, index - _REACH) : index + 1]]
    base = max(0, index - _REACH)
    for at in range(base, index + 1):
        number = number_at(tokens, lowers if not base else [*([""] * base), *lowers], at)
        if number is not None and not number.dual and number.last == index + 1:
            return True
    return False
