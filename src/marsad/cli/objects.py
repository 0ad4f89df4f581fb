"""Objects by what a user types: an id, the start of one, an alias, or a document's own id."""

from collections.abc import Iterable, Iterator

from marsad.records import InputError, Judgement, Snapshot
from marsad.release.cleaning import one_line

_MOST_NAMED = 10


def object_id(name: str, snapshot: Snapshot, judgements: Iterable[Judgement] = ()) -> str:
    """Return the id of the one thing (claim, document, incident, figure, judgement ...) that a name means.

    Raises `InputError` where nothing, or more than one thing, answers to it.
    """
    wanted = name.strip()
    found: set[str] = set()
    for known, meant in _names(snapshot, judgements):
        if known == wanted:
            return meant
        if wanted and (known.startswith(wanted) or known.partition("-")[2].startswith(wanted)):
            found.add(meant)
    if len(found) == 1:
        return found.pop()
    if not found:
        raise InputError(
            f"Nothing in this archive has the id {one_line(wanted)!r}",
            next_step="`marsad list` and `marsad log` show ids",
        )
    shown = ", ".join(sorted(found)[:_MOST_NAMED])
    raise InputError(f"{len(found)} ids start with {one_line(wanted)!r}", next_step=f"give more of the id: {shown}")


def _names(snapshot: Snapshot, judgements: Iterable[Judgement]) -> Iterator[tuple[str, str]]:
    derived = (snapshot.incidents, snapshot.tallies, snapshot.figures, snapshot.origins)
    for things in (snapshot.claims, snapshot.documents, *derived):
        for thing in things:
            yield thing.id, thing.id
    for incident in snapshot.incidents:
        for alias in incident.aliases:
            yield alias, incident.id
    for document in snapshot.documents:
        if document.source_id:
            yield document.source_id, document.id
    for original in snapshot.received:
        yield original, original
    for judgement in judgements:
        yield judgement.id, judgement.id
