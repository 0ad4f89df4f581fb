"""Names of incidents: written into the ledger when first given, so that a rebuild gives the same ones."""

from collections.abc import Sequence

import msgspec

from marsad.archive import Archive
from marsad.pipeline.recording import Recorder
from marsad.records import Context, Draft, EntryKind, Incident


class NamedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """A name, the claims the incident had when it was given, and names it had taken over by then."""

    id: str
    aliases: tuple[str, ...] = ()
    claims: tuple[str, ...]


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of an entry: the names given in one run."""

    incidents: tuple[NamedIncident, ...]


def known_incidents(archive: Archive) -> tuple[Incident, ...]:
    """Return every incident that was ever given a name, with the claims it then had; for linking to lend names from.

    Also for the past and for previews: names are labels, and figures of two times can be compared by them.
    """
    named = (entry.facts(Naming) for entry in archive.ledger.entries([EntryKind.NAMING]))
    return tuple(
        Incident(id=one.id, aliases=one.aliases, context=Context.CONFLICT, claims=one.claims, documents=())
        for naming in named
        if naming is not None
        for one in naming.incidents
    )


def record_names(archive: Archive, incidents: Sequence[Incident], recorder: Recorder) -> None:
    """Write down the names that are new; for the only writer."""
    drafts = naming_draft(archive, incidents, recorder)
    if drafts:
        archive.ledger.append(recorder.addition(*drafts))


def naming_draft(archive: Archive, incidents: Sequence[Incident], recorder: Recorder) -> tuple[Draft, ...]:
    """Return the draft of an entry that gives the new names among those of incidents; none where none is new."""
    known = {name for old in known_incidents(archive) for name in (old.id, *old.aliases)}
    fresh = tuple(
        NamedIncident(id=incident.id, aliases=incident.aliases, claims=incident.claims)
        for incident in sorted(incidents, key=lambda incident: incident.id)
        if incident.id not in known
    )
    return (recorder.draft(EntryKind.NAMING, fresh[0].id, Naming(incidents=fresh)),) if fresh else ()
