"""Findings of the rule reader: what a text says that no claim can carry, and what a person should look at."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.victims import Group
from marsad.records import Document, Finding, Operator, Severity


class Undivided(Protocol):
    """A sentence of any language with its groups of people and where dead and wounded stand in one figure."""

    @property
    def line(self) -> Line:
        """The sentence."""
        ...

    @property
    def groups(self) -> Sequence[Group]:
        """Its groups of people."""
        ...

    @property
    def undivided(self) -> Sequence[tuple[int, int]]:
        """Where dead and wounded stand in one figure, as token ranges."""
        ...


def undivided(document: Document, text: str, clauses: Sequence[Undivided]) -> Iterator[Finding]:
    """Report figures that count dead and wounded together: they fit no measure and make no claim."""
    for clause in clauses:
        for first, last in clause.undivided:
            near = [
                g
                for g in clause.groups
                if g.count is not None and (first - 4 <= g.last <= first or last <= g.first <= last + 3)
            ]
            if near:
                start, end = min(first, near[0].first), max(last, near[0].last)
                yield Finding(
                    kind="undivided_casualties",
                    severity=Severity.NOTE,
                    where=document.name,
                    document=document.id,
                    words=clause.line.words(text, start, end).text,
                    message="The figure counts dead and wounded together, so it is in no count of either.",
                    remedy="Look for a source that tells the dead from the wounded.",
                )


def not_understood(document: Document, drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Report claims whose number the text itself calls unknown (V20)."""
    for draft in drafts:
        if draft.quantity.operator is Operator.NONE:
            yield Finding(
                kind="number_not_understood",
                severity=Severity.WARNING,
                where=document.name,
                document=document.id,
                words=draft.quantity.words.text,
                message="The text gives no number that can be counted.",
                remedy="Read the passage and enter the number as a judgement, or leave it uncounted.",
            )
