"""Claims and judgements to incidents and figures: linked and counted anew whenever one of them changed."""

from collections.abc import Sequence, Set

import msgspec

from marsad import counting, linking
from marsad.archive import Archive, Derivation
from marsad.counting import RuleSet, load_ruleset
from marsad.linking import Source
from marsad.pipeline.deciding import decide
from marsad.pipeline.judging import judge, judgements_of
from marsad.pipeline.naming import known_incidents, record_names
from marsad.pipeline.progress import Progress
from marsad.pipeline.recording import Recorder
from marsad.pipeline.versions import LINKING, digest, gazetteer
from marsad.records import Claim, Incident, Judgement, Origin, Relation, canonical
from marsad.settings import Settings


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What derivation starts from: the claims of all documents and what linking keeps of each document."""

    claims: tuple[Claim, ...]
    sources: dict[str, Source]


def derive_all(archive: Archive, settings: Settings, progress: Progress, recorder: Recorder) -> bool:
    """Store the derivation of all readings and judgements unless the stored one has the same inputs.

    Names of incidents that are new go into the ledger. Says whether it was made; for the only writer.
    """
    progress.start("Linking and counting", 1)
    if archive.derivations.key() == derivation_key(archive, settings):
        return False
    derivation = derive_archive(archive, settings, judgements_of(archive))
    record_names(archive, derivation.incidents, recorder)
    archive.derivations.replace(msgspec.structs.replace(derivation, key=derivation_key(archive, settings)))
    progress.advance(1)
    return True


def derivation_key(archive: Archive, settings: Settings) -> str:
    """Name everything that the derivation depends on: readings, judgements, names of incidents, rule set."""
    ruleset = load_ruleset(settings.ruleset)
    parts = [f"{document}\t{version}".encode() for document, version in archive.readings.versions()]
    parts += [canonical(judgement) for judgement in judgements_of(archive)]
    parts += [canonical(incident) for incident in known_incidents(archive)]
    return f"{LINKING} {ruleset.label} {digest(parts)}"


def derive_archive(
    archive: Archive, settings: Settings, judgements: Sequence[Judgement], documents: Set[str] | None = None
) -> Derivation:
    """Return, storing nothing, what follows from the archive's readings (of some documents) and from judgements."""
    ruleset = load_ruleset(settings.ruleset)
    material = load_material(archive, documents)
    derivation = derive(material.claims, material.sources, known_incidents(archive), ruleset, judgements)
    return msgspec.structs.replace(derivation, ruleset=ruleset.label, gazetteer=gazetteer().version)


def load_material(archive: Archive, documents: Set[str] | None = None) -> Material:
    """Return the claims and sources of all documents, or of some."""
    claims: list[Claim] = []
    sources: dict[str, Source] = {}
    for stored in archive.readings.all():
        if documents is None or stored.reading.document in documents:
            claims.extend(stored.reading.claims)
            sources[stored.reading.document] = msgspec.json.decode(stored.source, type=Source)
    return Material(claims=tuple(claims), sources=sources)


def derive(
    claims: Sequence[Claim],
    sources: dict[str, Source],
    known: Sequence[Incident],
    ruleset: RuleSet,
    judgements: Sequence[Judgement] = (),
) -> Derivation:
    """Judge claims, link them to origins, incidents and tallies, and count; the order of `claims` changes nothing."""
    judged = judge(sorted(claims, key=lambda claim: claim.id), judgements, sources.keys())
    ordered = judged.counting
    by_id = {claim.id: claim for claim in ordered}
    voices, origin_findings = linking.find_origins(ordered, sources)
    decided, overruled = decide(judged.standing, Relation.ORIGIN, linking.origins_named(voices))
    origins = linking.decide_origins(voices, decided)
    origin_of: dict[str, Origin] = {claim: origin for origin in origins for claim in origin.claims}
    incidents, incident_findings = linking.link_incidents(
        ordered, origins, sources, known, lookup=gazetteer().get, decided=judged.decisions
    )
    tallies, tally_findings = linking.link_tallies(ordered, origins, sources, judged.tallies)
    figures = [
        *(f for incident in incidents for f in counting.count_incident(incident, by_id, origin_of, ruleset)),
        *(f for tally in tallies for f in counting.count_tally(tally, by_id, origin_of, ruleset)),
    ]
    linked = {*incident_findings, *tally_findings}
    checked = counting.check(by_id, origin_of, incidents, tallies, ruleset)
    return Derivation(
        origins=tuple(sorted(origins, key=lambda origin: origin.id)),
        incidents=tuple(sorted(incidents, key=lambda incident: incident.id)),
        tallies=tuple(sorted(tallies, key=lambda tally: tally.id)),
        figures=tuple(sorted(figures, key=lambda figure: figure.id)),
        edited=judged.edited,
        marks=judged.marks,
        findings=tuple(sorted({*judged.findings, *overruled, *origin_findings, *linked, *checked})),
    )
