"""Quantities: the words, what they allow, and the rule that says so; never a bare number."""

from enum import StrEnum

import msgspec

from marsad.records.span import Words


class Operator(StrEnum):
    """How the words bound the number."""

    EQ = "eq"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    RANGE = "range"
    APPROX = "approx"
    VAGUE = "vague"
    NONE = "none"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A count of people (or of `unit`) as worded.

    `low` and `high` are the least and greatest whole numbers the words allow (`high` None: no upper end). `floor` is
    what a conservative publication may count; `point` is the one number stated, if one is. `value` is the number in
    the words (N of "at least N"), kept so that another rule set can derive its own bounds. `rule` names the row of
    the word table (V1 ... V20 of `docs/method/quantities.md`), `ruleset` the table and its version.
    """

    words: Words
    operator: Operator
    value: int | None = None
    low: int
    high: int | None
    floor: int
    point: int | None = None
    rule: str
    ruleset: str
    unit: str = "person"

    @property
    def vague(self) -> bool:
        """True where no number is stated, only a word such as "dozens" or a bare plural."""
        return self.operator is Operator.VAGUE
