"""Chronicle: the ledger in words, whole or for one object."""

from collections.abc import Callable, Iterable

import msgspec

from marsad.archive import Archive
from marsad.pipeline.attachments import attachments
from marsad.pipeline.judging import judgements_of, standing
from marsad.pipeline.naming import Naming
from marsad.pipeline.succeeding import KeyChange
from marsad.records import (
    Attachment,
    Copy,
    CustodyNote,
    Derivative,
    Entry,
    EntryKind,
    Judgement,
    Opening,
    Search,
    canonical,
)
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
    made = [derivative for name in sorted(set(documents)) for derivative in archive.intakes.derivatives(name)]
    read = {one.sha256 for one in made}
    files = (one for name, all_made in sorted(attachments(archive).items()) if name in wanted for one in all_made)
    made += [_beside(one) for one in files if one.sha256 not in read]
    return Chronicle(lines=_lines(archive, entries), derivatives=tuple(made))


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
    says = _ERASED if entry.payload is None else _SAYS.get(entry.kind, _plain)(entry)
    return Line(
        number=entry.number,
        at=entry.at,
        author=entry.author,
        kind=entry.kind,
        subject=entry.subject,
        id=judgement.id if judgement else "",
        says=says,
        reason=judgement.reason if judgement else _reason(entry),
        standing=judgement is None or judgement.id in stands,
    )


def _reason(entry: Entry) -> str:
    if entry.kind == EntryKind.KEY and (change := entry.facts(KeyChange)):
        return change.reason
    if entry.kind == EntryKind.OPENING and (opening := entry.facts(Opening)):
        return opening.why
    search = entry.facts(Search) if entry.kind == EntryKind.SEARCH else None
    return search.note if search else ""


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


def _beside(made: Attachment) -> Derivative:
    return Derivative(
        original=made.original,
        position="",
        document="",
        kind=made.kind,
        tool=made.tool,
        version=made.version,
        sha256=made.sha256,
    )


def _derivative(entry: Entry) -> str:
    made = entry.facts(Attachment)
    if made is None:
        return _ERASED
    told = [made.kind.value.replace("_", " "), made.language and f"({made.language})", f"of {made.original}"]
    sure = f", confidence {made.confidence}%" if made.confidence is not None else ""
    return (
        f"{' '.join(part for part in told if part)} by {made.maker} with {made.tool}, {made.version}{sure}: {made.why}"
    )


def _naming(entry: Entry) -> str:
    naming = entry.facts(Naming)
    return f"names and claims of {len(naming.incidents) if naming else 0} incidents"


def _opening(entry: Entry) -> str:
    opening = entry.facts(Opening)
    return f"opened {', '.join(opening.opened)}" if opening else _ERASED


def _key(entry: Entry) -> str:
    change = entry.facts(KeyChange)
    return f"{change.new} signs from here on; {change.old} was {change.because.value}" if change else _ERASED


def _told(entry: Entry) -> str:
    note = entry.facts(CustodyNote)
    return f"told of {note.name}: {canonical(note.told).decode()}" if note else _ERASED


def _search(entry: Entry) -> str:
    search = entry.facts(Search)
    return (
        f"searched {search.where} for {search.words}: {search.found} found, {search.kept} kept" if search else _ERASED
    )


def _copy(entry: Entry) -> str:
    copy = entry.facts(Copy)
    return f"backup {copy.name} of {copy.entries} entries, SHA-256 {copy.sha256}" if copy else _ERASED


def _plain(entry: Entry) -> str:
    return entry.subject


_SAYS: dict[str, Callable[[Entry], str]] = {
    EntryKind.CAPTURE: _capture,
    EntryKind.DERIVATIVE: _derivative,
    EntryKind.JUDGEMENT: _judgement,
    EntryKind.NAMING: _naming,
    EntryKind.OPENING: _opening,
    EntryKind.KEY: _key,
    EntryKind.CUSTODY: _told,
    EntryKind.SEARCH: _search,
    EntryKind.COPY: _copy,
}
