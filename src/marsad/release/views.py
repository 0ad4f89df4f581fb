"""What lists, JSON and exports show of the record: flat, documented, names withheld (`docs/guide/json.md`)."""

import datetime as dt

import msgspec

from marsad.records import (
    Context,
    DateBasis,
    DatePrecision,
    DerivativeKind,
    DocumentKind,
    EventType,
    Measure,
    Modality,
    Operator,
    PlacePrecision,
    Population,
    Severity,
    TallyKind,
)


class FigureBrief(msgspec.Struct, frozen=True, kw_only=True):
    """The headline figure of an incident and measure."""

    low: int
    best: int
    high: int
    high_open: bool
    best_is_floor: bool
    origins: int
    provisional: bool
    id: str


class IncidentView(msgspec.Struct, frozen=True, kw_only=True):
    """One incident with its headline figures by measure."""

    id: str
    aliases: tuple[str, ...]
    place: str | None
    date_start: dt.date | None
    date_end: dt.date | None
    context: Context
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    figures: dict[str, FigureBrief]
    place_id: str | None
    place_pcode: str | None
    place_precision: PlacePrecision
    date_precision: DatePrecision
    event_type: EventType
    origins: int


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a tally: its words and the range they allow, and the claims that give it."""

    as_of: dt.date | None
    words: str
    low: int | None
    high: int | None
    incremental: bool
    superseded: bool
    claims: tuple[str, ...]


class TallyView(msgspec.Struct, frozen=True, kw_only=True):
    """One claimant's running count and its series; `figure` is what it stands at."""

    id: str
    claimant: str
    origin: str
    measure: Measure
    population: Population
    context: Context
    place: str | None
    since: dt.date | None
    as_of: dt.date | None
    figure: FigureBrief | None
    steps: tuple[StepView, ...]


class PlaceView(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a claim words it, and the gazetteer entry it was resolved to."""

    words: str
    name: str | None
    id: str | None
    precision: PlacePrecision


class ClaimView(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with its words, its place in the text, its origin, and where it went."""

    id: str
    document: str
    document_id: str
    measure: Measure
    words: str
    operator: Operator
    low: int
    high: int | None
    floor: int
    point: int | None
    unit: str
    rule: str
    ruleset: str
    quote: str
    start: int
    end: int
    number_start: int
    number_end: int
    byte_start: int | None
    byte_end: int | None
    group: str | None
    population: Population
    flags: tuple[str, ...]
    places: tuple[PlaceView, ...]
    date_start: dt.date | None
    date_end: dt.date | None
    date_precision: DatePrecision
    date_basis: DateBasis
    reported: dt.date | None
    attribution: str | None
    perpetrator: str | None
    origin: str | None
    origin_name: str | None
    tally: TallyKind
    modality: Modality
    context: Context
    event_type: EventType
    subset_of: str | None
    counts: bool
    incident: str | None
    tally_id: str | None
    reader: str
    rejected: bool
    grade: str | None
    judgements: tuple[str, ...]


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """One document, the original it came from, and how it was read."""

    id: str
    source_id: str | None
    original: str
    files: tuple[str, ...]
    position: str
    kind: DocumentKind
    title: str
    publisher: str
    published: dt.date | None
    effective: dt.date | None
    language: str
    url: str
    characters: int
    recognised: DerivativeKind | None
    confidence: int | None
    byte_offset: int | None
    read: bool
    reader: str | None
    claims: int


class DerivativeView(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was made of an original: what, with which tool, by whom, how surely, and when it came in."""

    sha256: str
    original: str
    kind: DerivativeKind
    language: str
    tool: str
    version: str
    maker: str
    confidence: int | None
    size: int
    name: str
    received: str
    received_by: str
    why: str


class FigureView(msgspec.Struct, frozen=True, kw_only=True):
    """One figure with the rule and the claims of each bound."""

    id: str
    subject: str
    subject_kind: str
    about: str
    context: Context | None
    headline: bool
    measure: Measure
    population: Population
    low: int
    best: int
    high: int
    high_open: bool
    best_is_floor: bool
    origins: int
    provisional: bool
    low_rule: str
    best_rule: str
    high_rule: str
    low_claims: tuple[str, ...]
    best_claims: tuple[str, ...]
    high_claims: tuple[str, ...]
    claims: tuple[str, ...]
    dissent: tuple[str, ...]
    ruleset: str
    as_of: dt.date | None


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """One finding."""

    kind: str
    severity: Severity
    where: str
    document: str | None
    words: str
    message: str
    remedy: str


View = IncidentView | TallyView | ClaimView | DocumentView | DerivativeView | FigureView | FindingView
"""Any of the things that can be listed."""
