"""Labels: claims put into the conventions of labels made by hand, so that the two can be compared."""

from collections.abc import Sequence

import msgspec

from marsad.evaluating.label_counts import LabelCount, label_count
from marsad.records import Claim, Context, Document, Measure, Modality, Population, Quantity, Span, TallyKind

_SCORED_MODALITIES = (Modality.ASSERTED, Modality.ATTRIBUTED)


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One predicted claim in the form of a hand label.

    `char_start` and `char_end` are characters of the body, the title left out. `count_high` None: no upper end.
    Dates are ISO days; `doc_id` is the collector's id of the document where it has one.
    """

    doc_id: str
    harm: str
    count_low: int
    count_high: int | None
    approx: bool
    vague: bool
    category: str
    places: tuple[str, ...]
    date_start: str | None
    date_end: str | None
    perpetrator: str | None
    attributed_to: str | None
    is_total: bool
    quote: str
    char_start: int
    char_end: int
    confidence: float | None = None


def project(claims: Sequence[Claim], document: Document) -> tuple[Label, ...]:
    """Return the claims that labels would hold, in the order given.

    Labels hold harm in conflict that the text says has happened, counted in their own way (`label_count`), and they
    point into the body only: a claim made in the title is taken from its first mention in the body, with that
    mention's quantity, and left out where the body never repeats it.
    """
    labels = (_label(claim, document) for claim in claims if _is_scored(claim))
    return tuple(label for label in labels if label is not None)


def _is_scored(claim: Claim) -> bool:
    return claim.context is Context.CONFLICT and claim.modality in _SCORED_MODALITIES


def _label(claim: Claim, document: Document) -> Label | None:
    mention = _in_body(claim, document.body_start)
    if mention is None:
        return None
    quote, quantity = mention
    count: LabelCount = label_count(quantity)
    start, end = claim.when.start, claim.when.end
    return Label(
        doc_id=document.name,
        harm=_harm(claim.measure),
        count_low=count.low,
        count_high=count.high,
        approx=count.approx,
        vague=count.vague,
        category=_category(claim.population),
        places=tuple(place.words.text for place in claim.places),
        date_start=start.isoformat() if start else None,
        date_end=end.isoformat() if end else None,
        perpetrator=claim.perpetrator.text if claim.perpetrator else None,
        attributed_to=claim.attribution.text if claim.attribution else None,
        is_total=claim.tally is not TallyKind.EVENT,
        quote=quote.of(document.text),
        char_start=quote.start - document.body_start,
        char_end=quote.end - document.body_start,
        confidence=claim.confidence,
    )


def _in_body(claim: Claim, body_start: int) -> tuple[Span, Quantity] | None:
    if claim.quote.start >= body_start:
        return claim.quote, claim.quantity
    repeated = [mention for mention in claim.mentions if mention.quote.start >= body_start]
    if not repeated:
        return None
    first = min(repeated, key=lambda mention: mention.quote)
    return first.quote, first.quantity


def _harm(measure: Measure) -> str:
    return Measure.KILLED.value if measure is Measure.BODIES_FOUND else measure.value


def _category(population: Population) -> str:
    return Population.UNKNOWN.value if population is Population.ALL else population.value
