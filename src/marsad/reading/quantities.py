"""Quantities: numbers with the words that bound them, turned into intervals by the word table marsad-words/1."""

from collections.abc import Mapping, Sequence

import msgspec

from marsad.reading.lexicon import Phrases, phrase_set, rows_of, strings, table
from marsad.reading.numbers import Number, Vague, number_at
from marsad.reading.tokens import Token
from marsad.records import Operator, Quantity, Words


class Bound(msgspec.Struct, frozen=True):
    """What words such as "at least" do to the number beside them: the rule of the word table and its operator."""

    rule: str
    operator: Operator
    below: bool


class Count(msgspec.Struct, frozen=True):
    """A number with its bounding words: tokens `first` to `last`, the number's own tokens from `number`.

    `more` tells that the words mark an addition ("another 5"), `definite` that they refer back ("the 26").
    """

    first: int
    number: int
    last: int
    value: int | None
    upper: int | None
    vague: Vague | None
    bound: str
    operator: Operator
    below: bool = False
    more: bool = False
    definite: bool = False
    digits: bool = False


RULESET = str(table("quantities")["version"])
_BOUNDS = tuple(
    (Bound(str(row["rule"]), Operator(str(row["operator"])), "upper" in row), row)
    for row in rows_of("quantities", "bound")
)
_BEFORE = Phrases((words, bound) for bound, row in _BOUNDS for words in strings(row, "before"))
_AFTER = Phrases((words, bound) for bound, row in _BOUNDS for words in strings(row, "after"))
_NEUTRAL = phrase_set("quantities", "neutral", "before")
_MORE = frozenset({"another", "an additional", "additional", "a further", "further", "yet another", "other"})
_DEFINITE = frozenset({"the", "these", "those", "its", "their", "his", "her", "the other", "all", "both", "our", "my"})
_CLOSERS = frozenset({",", ".", ";", "were", "was", "have", "had", "are", "dead", "killed", "wounded", "injured", ")"})
_EXACT = Operator.EQ
_VAGUE_OPERATORS = {"V8": Operator.EQ, "V20": Operator.NONE}


def bound_of(words: str) -> Bound:
    """Return what the words of the table do, so that the words of another language may share their row."""
    return next(bound for bound, row in _BOUNDS if words in strings(row, "before"))


def count_at(tokens: Sequence[Token], lowers: Sequence[str], index: int, since: int = 0) -> Count | None:
    """Return the count whose number begins at `index`, with the bounding words on both sides of it."""
    number = number_at(tokens, lowers, index)
    if number is None:
        return None
    first, bound, more, definite = _bounds_before(lowers, index, since)
    last = number.last
    behind = _AFTER.at(lowers, last) if last < len(lowers) else None
    if bound is None and behind is not None and not _counts_on(tokens, lowers, last + behind[0]):
        last, bound = last + behind[0], behind[1]
    if number.value is None and bound is not None and bound.operator is not Operator.RANGE:
        bound = None  # "more than dozens", "some hundreds": the vague word decides
    if bound is not None and bound.operator is Operator.RANGE:
        return _between(tokens, lowers, number, first, more=more)
    operator = Operator.RANGE if number.upper is not None else bound.operator if bound else _EXACT
    rule = "V6" if number.upper is not None else bound.rule if bound else "V1"
    return Count(
        first, index, last, number.value, number.upper, number.vague, rule, operator,
        below=bound is not None and bound.below, more=more, definite=definite, digits=number.digits,
    )  # fmt: skip


def _counts_on(tokens: Sequence[Token], lowers: Sequence[str], index: int) -> bool:
    """Tell whether a number follows, which the words behind the first one then bound ("113 At least nine")."""
    return index < len(lowers) and number_at(tokens, lowers, index) is not None


def _bounds_before(lowers: Sequence[str], index: int, since: int) -> tuple[int, Bound | None, bool, bool]:
    first, bound, more, definite = index, None, False, False
    while first > since:
        operator = _BEFORE.before(lowers[since:first], first - since)
        if operator is not None and bound is None:
            first, bound = since + operator[0], operator[1]
            continue
        neutral = _NEUTRAL.before(lowers[since:first], first - since)
        if neutral is None:
            break
        first = since + neutral[0]
        more = more or neutral[1] in _MORE
        definite = definite or neutral[1] in _DEFINITE
    return first, bound, more, definite


def _between(tokens: Sequence[Token], lowers: Sequence[str], number: Number, first: int, *, more: bool) -> Count | None:
    """Read "between 12 and 15" and "from 12 to 15"; without a second number the first stands alone."""
    if (
        number.value is not None
        and number.upper is None
        and number.last + 1 < len(lowers)
        and lowers[number.last] == "and"
    ):
        high = number_at(tokens, lowers, number.last + 1)
        if high is not None and high.value is not None and high.value > number.value and high.upper is None:
            number = msgspec.structs.replace(number, last=high.last, upper=high.value)
    if number.upper is None:
        return Count(number.first, number.first, number.last, number.value, None, number.vague, "V1", _EXACT, more=more)
    return Count(
        first, number.first, number.last, number.value, number.upper, None, "V6", Operator.RANGE, more=more
    )  # fmt: skip


def bounded_behind(lowers: Sequence[str], count: Count, index: int) -> tuple[Count, int]:
    """Return the count with a bound behind its noun ("20 people, at least, were"), and where the words end."""
    if count.value is None or count.operator is not _EXACT or index >= len(lowers):
        return count, index
    start = index + 1 if lowers[index] == "," and index + 1 < len(lowers) else index
    behind = _AFTER.at(lowers, start)
    if behind is None or (start + behind[0] < len(lowers) and lowers[start + behind[0]] not in _CLOSERS):
        return count, index
    bound = behind[1]
    count = msgspec.structs.replace(count, operator=bound.operator, bound=bound.rule, below=bound.below)
    return count, start + behind[0]


def quantity(count: Count, words: Words, unit: str = "person") -> Quantity:
    """Return the quantity that `count` allows; `words` are its words in the document."""
    low, high, floor, point, rule = _interval(count)
    operator = count.operator
    if count.vague is not None:
        operator = _VAGUE_OPERATORS.get(count.vague.rule, Operator.VAGUE)
    if unit == "family":
        rule = _family_rule()
    return Quantity(
        words=words, operator=operator, value=count.value, low=low, high=high, floor=floor, point=point, rule=rule,
        ruleset=RULESET, unit=unit,
    )  # fmt: skip


def _interval(count: Count) -> tuple[int, int | None, int, int | None, str]:
    """Return low, high, floor, point and rule."""
    if count.vague is not None:
        vague = count.vague
        return vague.low, vague.high, vague.floor, vague.low if vague.rule == "V8" else None, vague.rule
    value = count.value or 0
    if count.operator is Operator.APPROX:
        return _about(value, below=count.below)
    below = max(0, value - 1)
    bounds: dict[Operator, tuple[int, int | None, int, int | None]] = {
        Operator.GE: (value, None, value, None),
        Operator.GT: (value + 1, None, value, None),
        Operator.LE: (min(1, value), value, min(1, value), None),
        Operator.LT: (min(1, below), below, min(1, below), None),
        Operator.RANGE: (value, count.upper, value, None),
    }
    return (*bounds.get(count.operator, (value, value, value, value)), count.bound)


def _about(value: int, *, below: bool) -> tuple[int, int, int, int | None, str]:
    """V7: half the rounding unit either side; "nearly N" ends below N, and its point is still the number stated."""
    unit = 1
    while value and value % (unit * 10) == 0:
        unit *= 10
    low = value - unit // 2
    if below:
        # The point must lie inside the interval, so "nearly 200" states no point.
        return min(low, max(0, value - 1)), max(0, value - 1), min(low, max(0, value - 1)), None, "V7"
    high = value + (unit - 1) // 2 if unit > 1 else value
    return low, high, low, value, "V7"


def plural(words: Words, unit: str = "person") -> Quantity:
    """Return the quantity of a plural without a number: two or more (V10)."""
    row = table("quantities")["plural"]
    low, floor, rule = 2, 2, "V10"
    if isinstance(row, Mapping):
        low, floor, rule = int(row["low"]), int(row["floor"]), str(row["rule"])
    return Quantity(
        words=words, operator=Operator.VAGUE, low=low, high=None, floor=floor,
        rule=_family_rule() if unit == "family" else rule, ruleset=RULESET, unit=unit,
    )  # fmt: skip


def single(words: Words, value: int = 1, unit: str = "person") -> Quantity:
    """Return the quantity of a named person or of "a man" (V1); families are V16, counted as such."""
    return Quantity(
        words=words, operator=Operator.EQ, value=value, low=value, high=value, floor=value, point=value,
        rule=_family_rule() if unit == "family" else "V1", ruleset=RULESET, unit=unit,
    )  # fmt: skip


def total(words: Words, parts: Sequence[Quantity]) -> Quantity:
    """Add the parts of one figure ("nine children and 14 others"): bounds add, a vague part makes it vague."""
    low = sum(part.low for part in parts)
    highs = [part.high for part in parts]
    high = None if any(one is None for one in highs) else sum(one or 0 for one in highs)
    points = [part.point for part in parts]
    point = None if any(one is None for one in points) else sum(one or 0 for one in points)
    operators = {part.operator for part in parts} - {_EXACT}
    operator = operators.pop() if len(operators) == 1 else Operator.VAGUE if operators else _EXACT
    rules = [part.rule for part in parts if part.operator is not _EXACT]
    values = [part.value for part in parts]
    value = None if any(one is None for one in values) else sum(one or 0 for one in values)
    return Quantity(
        words=words, operator=operator, value=value, low=low, high=high,
        floor=sum(part.floor for part in parts), point=point, rule=rules[0] if rules else "V1", ruleset=RULESET,
    )  # fmt: skip


def _family_rule() -> str:
    row = table("quantities")["family"]
    return str(row["rule"]) if isinstance(row, Mapping) else "V16"
