"""Predictions: documents read by the shipped readers, as labels."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from marsad.evaluating.labels import Label, project
from marsad.places import Gazetteer
from marsad.reading import Way, shipped_readers
from marsad.reading.reader import Reader
from marsad.records import Document


def predict(
    documents: Sequence[Document], way: Way = Way.RULES, weights: Path | None = None
) -> list[tuple[Label, ...]]:
    """Return the labels of each document, from the first shipped reader that takes it; none where no reader does."""
    readers, gazetteer = _resources(way, weights)
    predictions = []
    for document in documents:
        reader = next((reader for reader in readers if reader.takes(document)), None)
        claims = reader.read(document, gazetteer).claims if reader else ()
        predictions.append(project(claims, document))
    return predictions


@cache
def _resources(way: Way, weights: Path | None) -> tuple[tuple[Reader, ...], Gazetteer]:
    return shipped_readers(way, weights), Gazetteer.shipped()
