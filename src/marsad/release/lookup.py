"""Answers what belongs to what in a snapshot: the claims of a figure, the origin of a claim, the headline figure."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from marsad.records import Claim, Document, Figure, Incident, Measure, Origin, Snapshot, Tally
from marsad.release.withholding import Withholding

Headline = Callable[[Iterable[Figure], Measure], Figure | None]
"""Picks the one figure over everybody among the figures of a subject (`marsad.counting.headline`)."""


class Lookup:
    """A snapshot with its cross-references worked out once."""

    def __init__(self, snapshot: Snapshot, headline: Headline) -> None:
        self.snapshot = snapshot
        self._headline = headline

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by id."""
        return {document.id: document for document in self.snapshot.documents}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.snapshot.claims}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """The origin of each claim, by the claim's id."""
        return {claim: origin for origin in self.snapshot.origins for claim in origin.claims}

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        """The incident of each claim, by the claim's id."""
        return {claim: incident for incident in self.snapshot.incidents for claim in incident.claims}

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """The tally of each claim, by the claim's id."""
        return {claim: tally for tally in self.snapshot.tallies for step in tally.steps for claim in step.claims}

    @cached_property
    def subjects(self) -> dict[str, Incident | Tally]:
        """What figures are about, by id."""
        found: dict[str, Incident | Tally] = {incident.id: incident for incident in self.snapshot.incidents}
        return found | {tally.id: tally for tally in self.snapshot.tallies}

    @cached_property
    def claim_counts(self) -> Counter[str]:
        """How many claims each document makes, by its id."""
        return Counter(claim.document for claim in self.snapshot.claims)

    @cached_property
    def figures(self) -> dict[str, tuple[Figure, ...]]:
        """The figures of each incident or tally, by its id."""
        found: dict[str, list[Figure]] = {}
        for figure in self.snapshot.figures:
            found.setdefault(figure.subject, []).append(figure)
        return {subject: tuple(figures) for subject, figures in found.items()}

    @cached_property
    def headlines(self) -> dict[str, dict[Measure, Figure]]:
        """The headline figure of each measure, by the id of the incident or tally; measures in their own order."""
        return {subject: self._headlines_among(figures) for subject, figures in self.figures.items()}

    @cached_property
    def withholding(self) -> Withholding:
        """What to keep out of the words of documents."""
        return Withholding(self.snapshot.documents, self.snapshot.notes, self.snapshot.claims)

    def is_headline(self, figure: Figure) -> bool:
        """Tell whether this is the figure shown for its subject and measure."""
        chosen = self.headlines.get(figure.subject, {}).get(figure.measure)
        return chosen is not None and chosen.id == figure.id

    def ordered_figures(self, subject: str) -> tuple[Figure, ...]:
        """Return the figures of an incident or tally by measure, the headline first, then by population."""
        measures = list(Measure)
        return tuple(
            sorted(
                self.figures.get(subject, ()),
                key=lambda f: (measures.index(f.measure), not self.is_headline(f), f.population.value, f.id),
            )
        )

    def origins_of(self, claims: Iterable[str]) -> tuple[Origin, ...]:
        """Return the origins behind claims, each once, sorted by id."""
        found = {origin.id: origin for claim in claims if (origin := self.origins.get(claim)) is not None}
        return tuple(found[name] for name in sorted(found))

    def _headlines_among(self, figures: tuple[Figure, ...]) -> dict[Measure, Figure]:
        measures = {figure.measure for figure in figures}
        chosen = ((measure, self._headline(figures, measure)) for measure in Measure if measure in measures)
        return {measure: figure for measure, figure in chosen if figure is not None}
