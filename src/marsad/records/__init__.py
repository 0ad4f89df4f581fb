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
from marsad.records.derivative import Derivative, DerivativeKind
from marsad.records.document import Document, DocumentKind, Mask, MaskReason, document_id
from marsad.records.erasure import Erasure, Opening, SealedFile
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
from marsad.records.judgement import (
    Action,
    Change,
    Decisions,
    Field,
    Grade,
    Judgement,
    Mark,
    named_judgement,
)
from marsad.records.ledger import (
    SALT_BYTES,
    Addition,
    Draft,
    Entry,
    EntryKind,
    Log,
    Nodes,
    Statement,
    canonical,
    commitment,
    statement,
)
from marsad.records.origin import Origin, OriginKind
from marsad.records.place import Place, PlaceKind, PlaceMention, PlacePrecision
from marsad.records.quantity import Operator, Quantity
from marsad.records.reading import Reading
from marsad.records.snapshot import ReadingNote, Snapshot
from marsad.records.span import Span, Words
from marsad.records.when import DateBasis, DatePrecision, Interval, precision_of

__all__ = [
    "SALT_BYTES",
    "Action",
    "Addition",
    "ArchiveError",
    "Bound",
    "Change",
    "Claim",
    "Context",
    "DateBasis",
    "DatePrecision",
    "Decisions",
    "Derivative",
    "DerivativeKind",
    "Document",
    "DocumentKind",
    "Draft",
    "Entry",
    "EntryKind",
    "Erasure",
    "EventType",
    "Field",
    "Figure",
    "Finding",
    "Flag",
    "Grade",
    "Incident",
    "InputError",
    "Interval",
    "Judgement",
    "Log",
    "Mark",
    "MarsadError",
    "Mask",
    "MaskReason",
    "Measure",
    "Mention",
    "Modality",
    "Nodes",
    "Opening",
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
    "SealedFile",
    "SettingsError",
    "Severity",
    "Snapshot",
    "Span",
    "Statement",
    "StoreError",
    "Tally",
    "TallyKind",
    "TallyStep",
    "Words",
    "canonical",
    "claim_id",
    "commitment",
    "content_id",
    "document_id",
    "named_judgement",
    "precision_of",
    "statement",
]
