"""The Arabic reader and the shipped gazetteer for all tests of this room."""

import datetime as dt
from collections.abc import Callable

import pytest

from marsad.places import Gazetteer
from marsad.reading import ArabicRules, Reading
from marsad.records import Claim, Context, Document, Modality

Read = Callable[..., Reading]


def said(claim: Claim) -> bool:
    """Tell whether a claim is of the conflict and said to have happened."""
    return claim.context is Context.CONFLICT and claim.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)


@pytest.fixture(scope="session")
def read_arabic() -> Read:
    """Read a text as an Arabic document published on 10 March 2025, or on the day given."""
    gazetteer = Gazetteer.shipped()

    def read_text(text: str, *, title: str = "", published: dt.date | None = dt.date(2025, 3, 10)) -> Reading:
        document = Document(
            id="doc-1",
            original="0" * 64,
            title=title,
            text=f"{title}\n\n{text}" if title else text,
            body_start=len(title) + 2 if title else 0,
            language="ar",
            published=published,
        )
        return ArabicRules().read(document, gazetteer)

    return read_text


@pytest.fixture(scope="session")
def counted(read_arabic: Read) -> Callable[..., list[tuple[str, int, int | None]]]:
    """Return measure and bounds of what is said to have happened in a conflict, parts left out."""

    def rows(text: str, **options: object) -> list[tuple[str, int, int | None]]:
        return [
            (claim.measure.value, claim.quantity.low, claim.quantity.high)
            for claim in read_arabic(text, **options).claims
            if said(claim) and not claim.subset_of
        ]

    return rows
