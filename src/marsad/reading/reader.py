"""The interface every reader shares, by rule or learned."""

import datetime as dt
from typing import Protocol

import msgspec

from marsad.places import Gazetteer
from marsad.records import Claim, Document, Finding, Span


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found in one document.

    `claims` are in order of `key`. `effective` is the publication day the dates were resolved against and `dateline`
    the words in the text it comes from, if it does. `protected` are spans of names that no public page may show
    (witnesses, survivors and relatives who speak). `read` is False where no reader took the document.
    """

    document: str
    reader: str
    read: bool = True
    effective: dt.date | None = None
    dateline: Span | None = None
    claims: tuple[Claim, ...] = ()
    protected: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """Turns documents into claims; the same document, gazetteer and version always give the same reading."""

    @property
    def name(self) -> str:
        """Reader and version, as in `rules-en/1`; a change of it makes the pipeline read again."""
        ...

    def takes(self, document: Document) -> bool:
        """Tell whether this reader knows the document's language."""
        ...

    def read(self, document: Document, gazetteer: Gazetteer) -> Reading:
        """Return all claims of the document, with findings for what could not be understood."""
        ...
