"""The interface every reader shares, by rule or learned."""

from typing import Protocol

from marsad.places import Gazetteer
from marsad.records import Document, Reading, Span

__all__ = ["Reader", "Reading"]


class Reader(Protocol):
    """Turns documents into claims; the same document, gazetteer and version always give the same reading."""

    @property
    def name(self) -> str:
        """Reader and version, as in `rules-en/2`; a change of it makes the pipeline read again."""
        ...

    def takes(self, document: Document) -> bool:
        """Tell whether this reader knows the document's language."""
        ...

    def protected(self, document: Document) -> tuple[Span, ...]:
        """Return the spans of names to seal: of witnesses, survivors, relatives and private persons who speak."""
        ...

    def read(self, document: Document, gazetteer: Gazetteer) -> Reading:
        """Return all claims of the document, with findings for what could not be understood."""
        ...
