"""Claims: what one passage says happened to people."""

import datetime as dt
from enum import StrEnum

import msgspec

from marsad.records.identity import content_id
from marsad.records.place import PlaceMention
from marsad.records.quantity import Quantity
from marsad.records.span import Span, Words
from marsad.records.when import Interval


class Measure(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    BODIES_FOUND = "bodies_found"


class Population(StrEnum):
    """Which people a claim counts. ALL only where the text says that its figure takes in everybody."""

    CIVILIAN = "civilian"
    SECURITY_FORCE = "security_force"
    COMBATANT = "combatant"
    ALL = "all"
    UNKNOWN = "unknown"


class Flag(StrEnum):
    """Kinds of people a text says are among those counted."""

    CHILDREN = "children"
    WOMEN = "women"
    MEDICS = "medics"
    JOURNALISTS = "journalists"


class TallyKind(StrEnum):
    """What the figure runs over."""

    EVENT = "event"  # one incident
    CUMULATIVE = "cumulative"  # so far, over many incidents
    INCREMENTAL = "incremental"  # new since the last tally


class Modality(StrEnum):
    """How the text stands behind the claim."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    DENIED = "denied"
    SPECULATIVE = "speculative"
    HISTORICAL = "historical"


class Context(StrEnum):
    """What kind of harm it is; the record keeps conflict, the rest stays on show."""

    CONFLICT = "conflict"
    CRIME = "crime"
    ACCIDENT = "accident"
    DISASTER = "disaster"
    DISEASE = "disease"
    JUDICIAL = "judicial"
    NONE = "none"


class EventType(StrEnum):
    """How the harm was done, as the text words it."""

    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    DRONE = "drone"
    BOMBING = "bombing"
    SHOOTING = "shooting"
    GROUND_ATTACK = "ground_attack"
    CLASH = "clash"
    EXECUTION = "execution"
    CHEMICAL = "chemical"
    KIDNAPPING = "kidnapping"
    DETENTION = "detention"
    DISPLACEMENT = "displacement"
    LANDMINE = "landmine"
    AIRCRAFT_DOWNED = "aircraft_downed"
    MULTIPLE = "multiple"
    OTHER = "other"


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """The same claim said again in the same document, with its own words and perhaps its own quantity."""

    quote: Span
    quantity: Quantity


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One statement that some people suffered one harm, in one incident or tally, from one source.

    `key` is the span of the words that carry the number, or the harm where no number stands; with document and
    measure it names the claim, so that a judgement survives a better reader. `quote` is the shortest clause with
    number, victims and harm. `group` is the victims as worded. `places` are narrow first, all belonging to this harm.
    `reported` is the effective publication date of the document, `since` the stated start of a tally's period (in
    `when.start` too). `subset_of` is the id of the larger claim of which this one counts a part ("including 4
    children"): subsets are never added to it. `event` groups the claims of one document that the reader takes to be
    about one incident: equal non-empty values mean the same incident. `reader` names reader and version.
    `confidence` is how often claims read like this one are right (0 to 1), measured on labelled documents; None where
    nobody measured. It orders what people look at first and never enters a figure.
    """

    id: str
    document: str
    measure: Measure
    quantity: Quantity
    key: Span
    quote: Span
    mentions: tuple[Mention, ...] = ()
    group: Words | None = None
    population: Population = Population.UNKNOWN
    flags: tuple[Flag, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    when: Interval = Interval()
    reported: dt.date | None = None
    perpetrator: Words | None = None
    attribution: Words | None = None
    tally: TallyKind = TallyKind.EVENT
    modality: Modality = Modality.ASSERTED
    context: Context = Context.CONFLICT
    event_type: EventType = EventType.OTHER
    event: str = ""
    subset_of: str = ""
    reader: str
    confidence: float | None = None

    @property
    def counts(self) -> bool:
        """True for a claim that may enter a figure: said to have happened, and not a part of a larger claim."""
        return self.modality in (Modality.ASSERTED, Modality.ATTRIBUTED) and not self.subset_of


def claim_id(document: str, measure: Measure, key: Span) -> str:
    """Name a claim after its document, its measure and the offsets of the words that carry the number."""
    return content_id("clm", document, measure.value, key.start, key.end)
