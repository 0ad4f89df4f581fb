"""Everything an archive holds at one moment, as one immutable value for screens, pages and exports."""

import datetime as dt

import msgspec

from marsad.records.claim import Claim
from marsad.records.derivative import Attachment
from marsad.records.document import Document
from marsad.records.figure import Figure
from marsad.records.finding import Finding
from marsad.records.incident import Incident, Tally
from marsad.records.judgement import Mark
from marsad.records.origin import Origin
from marsad.records.span import Span


class ReadingNote(msgspec.Struct, frozen=True, kw_only=True):
    """How one document was read: by which reader (empty: none took it), as of which day, and names to withhold."""

    reader: str = ""
    effective: dt.date | None = None
    protected: tuple[Span, ...] = ()


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Documents, readings and all that follows from them; every tuple sorted by id, incidents by day.

    `received` gives, for each original's SHA-256, the names under which it came in, sorted. `claims` are as judgements
    leave them: edited ones with their new values; `marks` says which claims people judged, by claim id. Rejected
    claims stay among `claims`, but are in no origin, incident, tally or figure. `attachments` are the files made of
    originals, in the order they came in.
    """

    received: dict[str, tuple[str, ...]] = {}
    documents: tuple[Document, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: dict[str, ReadingNote] = {}
    claims: tuple[Claim, ...] = ()
    marks: dict[str, Mark] = {}
    origins: tuple[Origin, ...] = ()
    incidents: tuple[Incident, ...] = ()
    tallies: tuple[Tally, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    ruleset: str = ""
    gazetteer: str = ""
