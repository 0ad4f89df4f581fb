"""Chronicle: the ledger in words, whole or for one object."""

from collections.abc import Callable, Iterable

import msgspec

from marsad.archive import Archive
from marsad.pipeline.judging import judgements_of, standing
from marsad.pipeline.naming import Naming
from marsad.records import Derivative, Entry, EntryKind, Judgement, Opening
from marsad.vault import Capture

_ERASED = "erased"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One entry in words: its number, when and by whom it was written down, what it is about, and what it says.

    `id` is the id of a judgement, empty for other entries; `standing` is False for a judgement that was withdrawn.
    """

    number: int
    at: str
    author: str
    kind: str
    subject: str
    id: str = ""
    says: str
    reason: str = ""
    standing: bool = True


class Chronicle(msgspec.Struct, frozen=True, kw_only=True):
    """The entries about one object in order, and what tools made of the original it is or comes from."""

    lines: tuple[Line, ...]
    derivatives: tuple[Derivative, ...] = ()


def whole_chronicle(archive: Archive) -> Chronicle:
    """Return every entry of the ledger in words."""
    return Chronicle(lines=_lines(archive, archive.ledger.entries()))


def chronicle_of(archive: Archive, names: Iterable[str], documents: Iterable[str] = ()) -> Chronicle:
    """Return the entries about any of some ids, and the derivatives of some documents.

    An entry is about an id that is its subject, its judgement's id, or among the ids its judgement or names hold.
    """
    wanted = set(names)
    entries = []
    for entry in archive.ledger.entries():
        about = _about(entry)
        if wanted & about:
            entries.append(entry)
            wanted |= {name for name in about if name.startswith("jdg-")}  # so that their withdrawals follow
    made = tuple(derivative for name in sorted(set(documents)) for derivative in archive.intakes.derivatives(name))
    return Chronicle(lines=_lines(archive, entries), derivatives=made)


def _about(entry: Entry) -> set[str]:
    found = {entry.subject}
    if entry.kind == EntryKind.OPENING and (opening := entry.facts(Opening)):
        found.update(opening.opened)
    if entry.kind == EntryKind.JUDGEMENT and (judgement := entry.facts(Judgement)):
        found |= {judgement.id, *judgement.subjects}
        found.update(claim for claims in judgement.members.values() for claim in claims)
    elif entry.kind == EntryKind.NAMING and (naming := entry.facts(Naming)):
        found.update(incident.id for incident in naming.incidents)
    return found


def _lines(archive: Archive, entries: Iterable[Entry]) -> tuple[Line, ...]:
    stands = {judgement.id for judgement in standing(judgements_of(archive))}
    return tuple(_line(entry, stands) for entry in entries)


def _line(entry: Entry, stands: set[str]) -> Line:
    judgement = entry.facts(Judgement) if entry.kind == EntryKind.JUDGEMENT else None
    opening = entry.facts(Opening) if entry.kind == EntryKind.OPENING else None
    says = _ERASED if entry.payload is None else _SAYS.get(entry.kind, _plain)(entry)
    return Line(
        number=entry.number,
        at=entry.at,
        author=entry.author,
        kind=entry.kind,
        subject=entry.subject,
        id=judgement.id if judgement else "",
        says=says,
        reason=judgement.reason if judgement else opening.why if opening else "",
        standing=judgement is None or judgement.id in stands,
    )


def _capture(entry: Entry) -> str:
    capture = entry.facts(Capture)
    if capture is None:
        return _ERASED
    custody = capture.custody
    source = f"{custody.name} {custody.url}".strip()
    return f"{source} ({capture.format or 'format not known'}, {capture.size} bytes) by {custody.how}: {custody.why}"


def _judgement(entry: Entry) -> str:
    judgement = entry.facts(Judgement)
    if judgement is None:
        return _ERASED
    change = f" {judgement.change.field.value} = {judgement.change.value}" if judgement.change else ""
    return f"{judgement.action.value}{change}: {', '.join(judgement.subjects)}"


def _naming(entry: Entry) -> str:
    naming = entry.facts(Naming)
    return f"names and claims of {len(naming.incidents) if naming else 0} incidents"


def _opening(entry: Entry) -> str:
    opening = entry.facts(Opening)
    return f"opened {', '.join(opening.opened)}" if opening else _ERASED


def _plain(entry: Entry) -> str:
    return entry.subject


_SAYS: dict[str, Callable[[Entry], str]] = {
    EntryKind.CAPTURE: _capture,
    EntryKind.JUDGEMENT: _judgement,
    EntryKind.NAMING: _naming,
    EntryKind.OPENING: _opening,
}
