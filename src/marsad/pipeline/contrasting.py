"""Contrasting: documents read by one reader after another, nothing stored, so that they can be set side by side."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import msgspec

from marsad.archive import Archive
from marsad.engines import LocalEngine
from marsad.pipeline.answers import answers_in_use, load_answer
from marsad.pipeline.reading_all import Asked, read_document
from marsad.reading import Way, shipped_network
from marsad.records import Document, InputError, Reading
from marsad.settings import Settings

#: What can be set side by side: each alone.
READERS = (Way.RULES, Way.MODEL, Way.ENDPOINT)


class Contrast(msgspec.Struct, frozen=True):
    """One document and its reading by each reader that could read it, by the reader's name."""

    document: Document
    readings: dict[str, Reading]


def documents_with_answers(archive: Archive, settings: Settings) -> Iterator[Asked]:
    """Yield every document of an archive, with the answer an endpoint gave about it where one is recorded."""
    answers = answers_in_use(archive, settings)
    for document in archive.intakes.documents():
        sha256 = answers.get(document.id, "")
        yield Asked(document, load_answer(archive, sha256) if sha256 else None, sha256)


def contrast(asked: Iterable[Asked], ways: Sequence[Way], processes: int) -> Iterator[Contrast]:
    """Yield documents with the readings of some readers; the endpoint's only where its answer is recorded."""
    with LocalEngine(processes) as engine:
        for batch in engine.map(partial(_contrast, ways=tuple(ways)), asked):
            yield from batch


def chosen(names: Sequence[str], *, answers: bool) -> tuple[Way, ...]:
    """Return the readers to compare: those named, else all that are there; raises `InputError` for fewer than two."""
    there = {Way.RULES: True, Way.MODEL: shipped_network(), Way.ENDPOINT: answers}
    ways = tuple(way for way in READERS if (way.value in names if names else there[way]))
    lacking = [way.value for way in ways if not there[way]]
    if lacking or len(ways) < 2:
        what = f"not here: {', '.join(lacking)}" if lacking else f"only here: {', '.join(ways)}"
        raise InputError(
            f"Comparing needs two readers; {what}",
            next_step="set [endpoint] in marsad.toml and run `marsad run`, so that its answers are recorded",
        )
    return ways


def _contrast(batch: Sequence[Asked], ways: tuple[Way, ...]) -> list[Contrast]:
    return [Contrast(asked.document, dict(_readings(asked, ways))) for asked in batch]


def _readings(asked: Asked, ways: tuple[Way, ...]) -> Iterator[tuple[str, Reading]]:
    for way in ways:
        if way is not Way.ENDPOINT:
            yield way.value, read_document(asked.document, way.value)
        elif asked.answer is not None:
            yield way.value, read_document(asked.document, way.value, asked.answer)
