"""The record as it was known at an earlier time, and why it differs between two times."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from marsad.archive import Archive, Derivation, Past
from marsad.pipeline.attachments import not_known_by
from marsad.pipeline.captures import arrivals
from marsad.pipeline.deriving import derive_archive, load_material
from marsad.pipeline.judging import judgements_of, touched
from marsad.pipeline.moves import Move, claims_about, moves
from marsad.pipeline.recording import stamp
from marsad.records import Action, InputError, Judgement, Snapshot
from marsad.settings import Settings


class Cause(StrEnum):
    """What moved a figure."""

    DOCUMENT = "document_added"
    JUDGEMENT = "judgement"
    RETRACTION = "retraction"
    WITHDRAWAL = "withdrawal"
    LINKING = "linking"  # other reports changed how claims were put together


class Reason(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Why a figure moved: the cause, the document or judgement, and the judgement's own reason."""

    cause: Cause
    id: str = ""
    words: str = ""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that differs between two times, with every reason."""

    move: Move
    reasons: tuple[Reason, ...]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What was known at one time: the first `entries` of the ledger, and all that follows from them."""

    entries: int
    received: dict[str, tuple[str, ...]]
    documents: frozenset[str]
    judgements: tuple[Judgement, ...]
    derivation: Derivation


def moment(words: str) -> str:
    """Return a day (to its end, UTC) or a time (UTC where no offset stands) as the ledger writes times.

    Raises `InputError` for anything else.
    """
    try:
        day = dt.date.fromisoformat(words)
        return stamp(dt.datetime.combine(day, dt.time.max, dt.UTC))
    except ValueError:
        pass
    try:
        found = dt.datetime.fromisoformat(words)
        return stamp(found if found.tzinfo else found.replace(tzinfo=dt.UTC))
    except (ValueError, OverflowError):
        raise InputError(
            f"Not a time: {words!r}", next_step="give a day such as 2025-03-12, or a time such as 2025-03-12T18:00"
        ) from None


def known_on(archive: Archive, settings: Settings, at: str) -> Snapshot:
    """Return the record from what was captured and judged by a time (see `moment`), by the present readers and rules.

    Incidents keep the names they have now, so that two times can be compared. Raises `InputError` for an archive of
    an older Marsad that no command has written to since.
    """
    state = state_on(archive, settings, at)
    past = Past(entries=state.entries, received=state.received, documents=state.documents, derivation=state.derivation)
    return archive.snapshot(past)


def state_on(archive: Archive, settings: Settings, at: str) -> State:
    """Return what was known at a time, as `known_on` does, with what it rests on."""
    if archive.lacks_captures():
        raise InputError(
            "This archive was made before there was a ledger", next_step="run `marsad rebuild` once, which fills it"
        )
    entries = archive.ledger.known_by(at)
    received = arrivals(archive, entries).names
    documents = frozenset(archive.intakes.document_ids(received.keys())) - not_known_by(archive, entries)
    judgements = judgements_of(archive, entries)
    return State(
        entries=entries,
        received=received,
        documents=documents,
        judgements=judgements,
        derivation=derive_archive(archive, settings, judgements, documents),
    )


def differences(archive: Archive, before: State, after: State) -> tuple[Difference, ...]:
    """Return every figure that differs between two states, with the reasons: documents added, judgements, linking."""
    by_document: dict[str, list[str]] = {}
    document_of: dict[str, str] = {}
    for claim in load_material(archive, after.documents | before.documents).claims:
        by_document.setdefault(claim.document, []).append(claim.id)
        document_of[claim.id] = claim.document
    fresh = after.documents - before.documents
    known = {judgement.id: judgement for judgement in after.judgements}
    later = [
        (_reason(judgement), _touched(judgement, known, by_document))
        for judgement in after.judgements[len(before.judgements) :]
    ]
    found = []
    for move in moves(before.derivation, after.derivation):
        claims = claims_about(move.subject, before.derivation, after.derivation)
        added = {document_of[claim] for claim in claims if document_of.get(claim) in fresh}
        reasons = {Reason(cause=Cause.DOCUMENT, id=document) for document in added}
        reasons |= {reason for reason, about in later if about & claims}
        found.append(Difference(move=move, reasons=tuple(sorted(reasons or {Reason(cause=Cause.LINKING)}))))
    return tuple(found)


def _touched(
    judgement: Judgement, known: dict[str, Judgement], by_document: dict[str, list[str]], depth: int = 0
) -> set[str]:
    """Return the claims a judgement is about; of a withdrawal, those of what it withdraws."""
    if judgement.action is not Action.WITHDRAW or depth > len(known):
        return touched(judgement, by_document)
    withdrawn = (known[subject] for subject in judgement.subjects if subject in known)
    return set[str]().union(*(_touched(one, known, by_document, depth + 1) for one in withdrawn))


def _reason(judgement: Judgement) -> Reason:
    return Reason(cause=_cause(judgement), id=judgement.id, words=judgement.reason)


def _cause(judgement: Judgement) -> Cause:
    if judgement.action is Action.WITHDRAW:
        return Cause.WITHDRAWAL
    documents: Sequence[str] = [subject for subject in judgement.subjects if subject.startswith("doc-")]
    return Cause.RETRACTION if judgement.action is Action.REJECT and documents else Cause.JUDGEMENT
