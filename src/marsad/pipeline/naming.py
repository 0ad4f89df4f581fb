"""Names of incidents: written into the ledger when first given, so that a rebuild gives the same ones."""

from collections.abc import Sequence

import msgspec

from marsad.archive import Archive
from marsad.pipeline.recording import Recorder
from marsad.records import Context, Draft, EntryKind, Incident


class NamedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """A name, the claims the incident has under it from now on, and names it took over before there was a ledger."""

    id: str
    aliases: tuple[str, ...] = ()
    claims: tuple[str, ...]


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of an entry: incidents that are new or have other claims than before."""

    incidents: tuple[NamedIncident, ...]


def known_incidents(archive: Archive) -> tuple[Incident, ...]:
    """Return every incident that ever had a name, the oldest name first, with the claims it last had.

    Also for the past and for previews: names are labels, and figures of two times can be compared by them. A name
    that was merged into another one is still known by its last claims, so that it comes back when they part.
    """
    latest: dict[str, NamedIncident] = {}
    for entry in archive.ledger.entries([EntryKind.NAMING]):
        naming = entry.facts(Naming)
        latest.update((one.id, one) for one in (naming.incidents if naming else ()))
    return tuple(
        Incident(id=one.id, aliases=one.aliases, context=Context.CONFLICT, claims=one.claims, documents=())
        for one in latest.values()
    )


def record_names(archive: Archive, incidents: Sequence[Incident], recorder: Recorder) -> None:
    """Write down the names that are new and the claims that are; for the only writer."""
    drafts = naming_draft(archive, incidents, recorder)
    if drafts:
        archive.ledger.append(recorder.addition(*drafts))


def naming_draft(archive: Archive, incidents: Sequence[Incident], recorder: Recorder) -> tuple[Draft, ...]:
    """Return the draft of an entry with the incidents whose name or claims are new; none where none are."""
    known = {old.id: old for old in known_incidents(archive)}
    fresh = tuple(
        NamedIncident(id=one.id, aliases=(known.get(one.id) or one).aliases, claims=one.claims)
        for one in sorted(incidents, key=lambda incident: incident.id)
        if one.id not in known or known[one.id].claims != one.claims
    )
    return (recorder.draft(EntryKind.NAMING, fresh[0].id, Naming(incidents=fresh)),) if fresh else ()
