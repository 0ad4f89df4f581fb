"""Advisors: what a rule reader may ask when its own drafts of a text are made."""

from collections.abc import Callable, Sequence

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.learned.advice import Bars, Heard, advise
from marsad.reading.learned.counted import Quantify
from marsad.reading.learned.decoding import Proposal

Propose = Callable[[str], Sequence[Proposal]]


class Advisor:
    """Hears a network on a text. `alone`: the rules find no claims then, and still make numbers, places and days."""

    def __init__(self, name: str, propose: Propose, bars: Bars, *, alone: bool = False) -> None:
        self.name = name
        self.alone = alone
        self._propose = propose
        self._bars = bars

    def advise(self, found: Sequence[Draft], lines: Sequence[Line], text: str, quantify: Quantify) -> list[Draft]:
        """Return the drafts of a text after the network was heard, in order of their words."""
        drafts = [] if self.alone else found
        return advise(drafts, lines, text, Heard(self._propose(text), self._bars), quantify)


def named(rules: str, advisor: Advisor | None) -> str:
    """Return the name of a reader with its advisor: `rules-en/2+net/1`, or `net/1` where it decides alone."""
    if advisor is None:
        return rules
    return advisor.name if advisor.alone else f"{rules}+{advisor.name}"
