"""Readers side by side: as a table, and as JSON, with protected names withheld."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from marsad.cli.tables import Column
from marsad.evaluating.readers import Count, Row, side_by_side
from marsad.pipeline.contrasting import Contrast
from marsad.records import Claim, Document, ReadingNote, Words
from marsad.release.passages import words_of
from marsad.release.withholding import Withholding
from marsad.release.wording import day_text, label, span_text

_LACKS = "-"
COUNT_COLUMNS = (
    Column("Genre"),
    Column("Reader"),
    *(Column(name, number=True) for name in ("Documents", "Claims", "Agreed", "Only it", "Other number")),
    *(Column(name, number=True) for name in ("Other field", "Not all")),
)


class ToldView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as one reader has it."""

    measure: str
    low: int
    high: int | None
    words: str
    quote: str
    population: str
    place: str | None
    date_start: dt.date | None
    date_end: dt.date | None
    perpetrator: str | None
    attribution: str | None
    tally: str
    modality: str
    context: str
    part: bool


class SideView(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a document by reader, null where a reader does not have it; and how the readers stand to it."""

    document: str
    document_id: str
    genre: str
    verdict: str
    differing: tuple[str, ...]
    start: int
    end: int
    readers: dict[str, ToldView | None]


class Sides:
    """Sets contrasts side by side; names that any reader protects in any of the documents are withheld."""

    def __init__(self, contrasts: Sequence[Contrast]) -> None:
        told = [(c.document, reading) for c in contrasts for reading in c.readings.values()]
        notes = {document.id: ReadingNote(protected=reading.protected) for document, reading in told}
        claims = [claim for _, reading in told for claim in reading.claims]
        self._withholding = Withholding([c.document for c in contrasts], notes, claims)
        self._rows = [(c, side_by_side({n: r.claims for n, r in c.readings.items()})) for c in contrasts]

    def compared(self) -> list[tuple[str, tuple[str, ...], Sequence[Row]]]:
        """Return genre, readers and rows of each document that two readers at least read."""
        return [(genre_of(c.document), tuple(c.readings), rows) for c, rows in self._rows if len(c.readings) > 1]

    def views(self) -> list[SideView]:
        """Return all rows, by document and place in it."""
        return [self._view(c, row) for c, rows in self._rows if len(c.readings) > 1 for row in rows]

    def _view(self, contrast: Contrast, row: Row) -> SideView:
        document = contrast.document
        return SideView(
            document=self._withholding.hide(document.name, document.id),
            document_id=document.id,
            genre=genre_of(document),
            verdict=row.verdict.value,
            differing=row.differing,
            start=row.first.key.start,
            end=row.first.key.end,
            readers={
                name: self._told(claim, document) if claim is not None else None
                for name, claim in zip(contrast.readings, row.claims, strict=True)
            },
        )

    def _told(self, claim: Claim, document: Document) -> ToldView:
        def said(words: Words | None) -> str | None:
            return words_of(document, words.span, self._withholding) if words is not None else None

        return ToldView(
            measure=claim.measure.value,
            low=claim.quantity.low,
            high=claim.quantity.high,
            words=words_of(document, claim.key, self._withholding),
            quote=words_of(document, claim.quote, self._withholding),
            population=claim.population.value,
            place=next((said(place.words) for place in claim.places), None),
            date_start=claim.when.start,
            date_end=claim.when.end,
            perpetrator=said(claim.perpetrator),
            attribution=said(claim.attribution),
            tally=claim.tally.value,
            modality=claim.modality.value,
            context=claim.context.value,
            part=bool(claim.subset_of),
        )


def genre_of(document: Document) -> str:
    """Return what sort of text it is, and its language."""
    return f"{document.kind.value}, {document.language}"


def side_columns(readers: Sequence[str]) -> tuple[Column, ...]:
    """Return the headings of the table of claims."""
    return (Column("Document"), Column("Words", breaks=True), *map(Column, readers), Column("Verdict", breaks=True))


def side_row(view: SideView, readers: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of one claim for `side_columns`."""
    told = next(one for one in view.readers.values() if one is not None)
    differing = ": " + ", ".join(view.differing) if view.differing else ""
    return (
        view.document,
        told.quote,
        *(_brief(view.readers.get(name), view.differing) if name in view.readers else "" for name in readers),
        view.verdict + differing,
    )


def count_row(count: Count) -> tuple[str, ...]:
    """Return the cells of a count for `COUNT_COLUMNS`."""
    numbers = (count.documents, count.claims, count.agreed, count.only, count.other_number)
    return (count.genre, count.reader, *map(str, (*numbers, count.other_field, count.not_all)))


def _brief(told: ToldView | None, differing: Sequence[str]) -> str:
    """Return measure and number of a claim, and what else the readers have otherwise."""
    if told is None:
        return _LACKS
    values = {
        "population": told.population,
        "place": told.place,
        "date": day_text(told.date_start),
        "perpetrator": told.perpetrator,
        "attribution": told.attribution,
        "tally": told.tally,
        "modality": told.modality,
        "context": told.context,
        "part": "part" if told.part else "whole",
    }
    others = [values[name] or _LACKS for name in differing if name in values]
    return "; ".join([f"{label('measure', told.measure)} {span_text(told.low, told.high)}", *others])
