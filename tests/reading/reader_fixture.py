"""One reader and the shipped gazetteer for all tests of this room."""

import datetime as dt
from functools import cache

from marsad.places import Gazetteer
from marsad.reading import EnglishRules, Reading
from marsad.records import Claim, Context, Document, Modality


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()


def read(text: str, *, title: str = "", published: dt.date | None = dt.date(2025, 3, 10), language: str = "en") -> Reading:
    whole = f"{title}\n\n{text}" if title else text
    document = Document(
        id="doc-1",
        original="0" * 64,
        title=title,
        text=whole,
        body_start=len(title) + 2 if title else 0,
        language=language,
        published=published,
    )
    return EnglishRules().read(document, gazetteer())


def claims(text: str, **options: object) -> list[Claim]:
    return list(read(text, **options).claims)  # type: ignore[arg-type]


def counted(text: str, **options: object) -> list[tuple[str, int, int | None]]:
    """Measure and bounds of the claims that are said to have happened in a conflict, parts left out."""
    return [
        (claim.measure.value, claim.quantity.low, claim.quantity.high)
        for claim in claims(text, **options)
        if claim.context is Context.CONFLICT
        and claim.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)
        and not claim.subset_of
    ]
