"""Runs the stages from claims to figures, as the pipeline does, and shows the result without names."""

import msgspec

from marsad.counting import check, count_incident, count_tally, load_ruleset
from marsad.linking import find_origins, link_incidents, link_tallies
from marsad.linking.source import Source
from marsad.records import Claim, Figure, Finding, Incident, Origin, Tally

RULES = load_ruleset()


class Record(msgspec.Struct, frozen=True):
    claims: dict[str, Claim]
    origins: tuple[Origin, ...]
    incidents: tuple[Incident, ...]
    tallies: tuple[Tally, ...]
    figures: dict[str, tuple[Figure, ...]]
    findings: tuple[Finding, ...]

    def origin_of(self, claim):
        return next(origin for origin in self.origins if claim.id in origin.claims)

    def incident_of(self, claim):
        return next((incident for incident in self.incidents if claim.id in incident.claims), None)

    def together(self, *claims):
        return len({getattr(self.incident_of(claim), "id", claim.id) for claim in claims}) == 1

    def tally_of(self, claim):
        return next(t for t in self.tallies if any(claim.id in step.claims for step in t.steps))

    def kinds(self):
        return [finding.kind for finding in self.findings]

    def membership(self):
        return sorted(incident.claims for incident in self.incidents)

    def numbers(self):
        """All figures, keyed by the claims of their incident or tally instead of its name."""
        subjects = {incident.id: incident.claims for incident in self.incidents}
        subjects |= {tally.id: tuple(c for s in tally.steps for c in s.claims) for tally in self.tallies}
        return sorted(
            (subjects[f.subject], f.measure, f.population, f.low, f.best, f.high, f.high_open, f.origins, f.dissent)
            for figures in self.figures.values()
            for f in figures
        )


def record(claims, sources=(), known=()):
    by_document = {source.document: source for source in sources}
    for claim in claims:
        by_document.setdefault(claim.document, Source(document=claim.document, published=claim.reported))
    origins, found = find_origins(claims, by_document)
    incidents, crowded = link_incidents(claims, origins, by_document, known)
    tallies, undated = link_tallies(claims, origins, by_document)
    by_id = {claim.id: claim for claim in claims}
    voices = {claim: origin for origin in origins for claim in origin.claims}
    figures = {incident.id: count_incident(incident, by_id, voices, RULES) for incident in incidents}
    figures |= {tally.id: count_tally(tally, by_id, voices, RULES) for tally in tallies}
    checked = check(by_id, voices, incidents, tallies, RULES)
    return Record(by_id, origins, incidents, tallies, figures, tuple(sorted((*found, *crowded, *undated, *checked))))
