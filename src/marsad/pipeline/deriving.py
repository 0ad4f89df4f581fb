"""Claims to incidents and figures: linked and counted anew whenever a reading changed."""

from collections.abc import Sequence

import msgspec

from marsad import counting, linking
from marsad.archive import Archive, Derivation
from marsad.counting import RuleSet, load_ruleset
from marsad.linking import Source
from marsad.pipeline.progress import Progress
from marsad.pipeline.versions import LINKING, digest, gazetteer
from marsad.records import Claim, Incident, Origin
from marsad.settings import Settings


def derive_all(archive: Archive, settings: Settings, progress: Progress) -> bool:
    """Store the derivation of all readings unless the stored one has the same inputs; say whether it was made."""
    ruleset = load_ruleset(settings.ruleset)
    versions = (f"{document}\t{version}".encode() for document, version in archive.readings.versions())
    key = f"{LINKING} {ruleset.label} {digest(versions)}"
    progress.start("Linking and counting", 1)
    if archive.derivations.key() == key:
        return False
    claims: list[Claim] = []
    sources: dict[str, Source] = {}
    for stored in archive.readings.all():
        claims.extend(stored.reading.claims)
        sources[stored.reading.document] = msgspec.json.decode(stored.source, type=Source)
    derivation = derive(claims, sources, archive.derivations.incidents(), ruleset)
    archive.derivations.replace(
        msgspec.structs.replace(derivation, key=key, ruleset=ruleset.label, gazetteer=gazetteer().version)
    )
    progress.advance(1)
    return True


def derive(
    claims: Sequence[Claim], sources: dict[str, Source], known: Sequence[Incident], ruleset: RuleSet
) -> Derivation:
    """Link claims to origins, incidents and tallies, and count; the order of `claims` changes nothing."""
    ordered = sorted(claims, key=lambda claim: claim.id)
    by_id = {claim.id: claim for claim in ordered}
    origins, origin_findings = linking.find_origins(ordered, sources)
    origin_of: dict[str, Origin] = {claim: origin for origin in origins for claim in origin.claims}
    incidents, incident_findings = linking.link_incidents(ordered, origins, sources, known, gazetteer().get)
    tallies, tally_findings = linking.link_tallies(ordered, origins, sources)
    figures = [
        *(f for incident in incidents for f in counting.count_incident(incident, by_id, origin_of, ruleset)),
        *(f for tally in tallies for f in counting.count_tally(tally, by_id, origin_of, ruleset)),
    ]
    checked = counting.check(by_id, origin_of, incidents, tallies, ruleset)
    return Derivation(
        origins=tuple(sorted(origins, key=lambda origin: origin.id)),
        incidents=tuple(sorted(incidents, key=lambda incident: incident.id)),
        tallies=tuple(sorted(tallies, key=lambda tally: tally.id)),
        figures=tuple(sorted(figures, key=lambda figure: figure.id)),
        findings=tuple(sorted({*origin_findings, *incident_findings, *tally_findings, *checked})),
    )
