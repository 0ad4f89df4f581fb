"""One reader and the shipped gazetteer for all tests of this room."""

import datetime as dt
from collections.abc import Callable

import pytest

from marsad.places import Gazetteer
from marsad.reading import EnglishRules, Reading
from marsad.records import Claim, Context, Document, Modality

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a text as an English document published on 10 March 2025, or on the day given."""
    gazetteer = Gazetteer.shipped()

    def read_text(text: str, *, title: str = "", published: dt.date | None = dt.date(2025, 3, 10)) -> Reading:
        document = Document(
            id="doc-1",
            original="0" * 64,
            title=title,
            text=f"{title}\n\n{text}" if title else text,
            body_start=len(title) + 2 if title else 0,
            language="en",
            published=published,
        )
        return EnglishRules().read(document, gazetteer)

    return read_text


@pytest.fixture(scope="session")
def claims(read: Read) -> Callable[..., list[Claim]]:
    """Return all claims of a text."""
    return lambda text, **options: list(read(text, **options).claims)


@pytest.fixture(scope="session")
def counted(claims: Callable[..., list[Claim]]) -> Callable[..., list[tuple[str, int, int | None]]]:
    """Return measure and bounds of what is said to have happened in a conflict, parts left out."""

    def rows(text: str, **options: object) -> list[tuple[str, int, int | None]]:
        return [
            (claim.measure.value, claim.quantity.low, claim.quantity.high)
            for claim in claims(text, **options)
            if claim.context is Context.CONFLICT
            and claim.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)
            and not claim.subset_of
        ]

    return rows
