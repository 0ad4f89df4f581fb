"""Readings: what a reader found in one document."""

import datetime as dt

import msgspec

from marsad.records.claim import Claim
from marsad.records.finding import Finding
from marsad.records.span import Span


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
