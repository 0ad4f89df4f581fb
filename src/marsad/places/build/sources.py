"""The tab-separated source files that ship with the package."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """Read one file of `marsad/places/sources`, row by row."""
    text = files("marsad.places").joinpath("sources", name).read_text("utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def listed(cell: str) -> set[str]:
    """Split a cell of alternatives at `|`."""
    return {part for piece in cell.split("|") if (part := piece.strip())}
