"""Words that mean less in translation: "dozens" stands for Arabic عشرات, "tens" (rule V12 of the word table)."""

from collections.abc import Iterable, Sequence

import msgspec

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import phrase_set
from marsad.records import Quantity

_FROM_ARABIC = phrase_set("translations", "from_arabic")
_RULE = "V12"
_TENS = 10


def widen(drafts: Iterable[Draft], lines: Sequence[Line]) -> None:
    """Where a document says that it is translated from Arabic, let its dozens begin at ten."""
    if any(_FROM_ARABIC.find(line.lowers, 0, len(line)) is not None for line in lines):
        for draft in drafts:
            draft.quantity = as_tens(draft.quantity)


def as_tens(quantity: Quantity) -> Quantity:
    """Return "dozens" as the tens it was before translation; any other quantity as it is."""
    if quantity.rule != _RULE or quantity.low % _TENS == 0:
        return quantity
    return msgspec.structs.replace(quantity, low=_TENS, floor=_TENS)
