"""The nouns of Marsad: frozen, typed, no input or output."""

from marsad.records.claim import (
    Claim,
    Context,
    EventType,
    Flag,
    Measure,
    Mention,
    Modality,
    Population,
    TallyKind,
    claim_id,
)
from marsad.records.document import Document, DocumentKind, Mask, MaskReason, document_id
from marsad.records.errors import (
    ArchiveError,
    InputError,
    MarsadError,
    ProofError,
    SealError,
    SettingsError,
    StoreError,
)
from marsad.records.figure import Bound, Figure
from marsad.records.finding import Finding, Severity
from marsad.records.identity import content_id
from marsad.records.incident import Incident, Tally, TallyStep
from marsad.records.origin import Origin, OriginKind
from marsad.records.place import Place, PlaceKind, PlaceMention, PlacePrecision
from marsad.records.quantity import Operator, Quantity
from marsad.records.reading import Reading
from marsad.records.snapshot import ReadingNote, Snapshot
from marsad.records.span import Span, Words
from marsad.records.when import DateBasis, DatePrecision, Interval, precision_of

__all__ = [
    "ArchiveError",
    "Bound",
    "Claim",
    "Context",
    "DateBasis",
    "DatePrecision",
    "Document",
    "DocumentKind",
    "EventType",
    "Figure",
    "Finding",
    "Flag",
    "Incident",
    "InputError",
    "Interval",
    "MarsadError",
    "Mask",
    "MaskReason",
    "Measure",
    "Mention",
    "Modality",
    "Operator",
    "Origin",
    "OriginKind",
    "Place",
    "PlaceKind",
    "PlaceMention",
    "PlacePrecision",
    "Population",
    "ProofError",
    "Quantity",
    "Reading",
    "ReadingNote",
    "SealError",
    "SettingsError",
    "Severity",
    "Snapshot",
    "Span",
    "StoreError",
    "Tally",
    "TallyKind",
    "TallyStep",
    "Words",
    "claim_id",
    "content_id",
    "document_id",
    "precision_of",
]
