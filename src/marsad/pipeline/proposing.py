"""Judgements on their way into the ledger: checked, previewed, written down."""

from collections.abc import Mapping, Sequence

import msgspec

from marsad.archive import Archive, Derivation
from marsad.pipeline.belonging import check_linking, check_part, claims_in, relation, things
from marsad.pipeline.captures import capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.deriving import derivation_key, derive_all, derive_archive
from marsad.pipeline.editing import checked, edited
from marsad.pipeline.judging import judgements_of, standing
from marsad.pipeline.moves import Move, moves
from marsad.pipeline.progress import Progress
from marsad.pipeline.recording import Recorder, typed
from marsad.records import (
    Action,
    Change,
    Claim,
    EntryKind,
    Field,
    Finding,
    InputError,
    Judgement,
    Snapshot,
    named_judgement,
)
from marsad.settings import Settings

_NEED_NO_REASON = (Action.ACCEPT, Action.GRADE)
_LINKING = (Action.SAME, Action.NOT_SAME, Action.SPLIT)


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement and what it would do: figures that move, and findings that come with it.

    `before` and `after` are all that follows without and with it.
    """

    judgement: Judgement
    moves: tuple[Move, ...]
    findings: tuple[Finding, ...]
    before: Derivation
    after: Derivation


def make_judgement(
    action: Action,
    subjects: Sequence[str],
    snapshot: Snapshot,
    judgements: Sequence[Judgement],
    *,
    change: Change | None = None,
    reason: str = "",
) -> Judgement:
    """Return a judgement about ids of the record, without author and time.

    Raises `InputError` where the action does not fit what the ids name.
    """
    draft = Judgement(
        action=action,
        subjects=tuple(dict.fromkeys(subjects)),
        change=checked(change) if change else None,
        reason=typed(reason),
    )
    claims = {claim.id: claim for claim in snapshot.claims}
    whole = things(snapshot)
    members = {one: claims_in(whole[one]) for one in draft.subjects if one in whole}
    draft = msgspec.structs.replace(draft, members=members)
    _check_subjects(draft, claims, {document.id for document in snapshot.documents}, judgements)
    _check_change(draft, claims)
    if action in _LINKING:
        draft = msgspec.structs.replace(draft, about=relation(draft, claims))
        check_linking(draft, claims, whole)
    return draft


def propose(archive: Archive, settings: Settings, judgement: Judgement, recorder: Recorder) -> Proposal:
    """Return what a judgement would do, storing nothing; it gets the recorder's author and time.

    Raises `InputError` where a figure would move and no reason is given.
    """
    judgement = named_judgement(msgspec.structs.replace(judgement, author=recorder.author, at=recorder.now()))
    made = judgements_of(archive)
    stored = archive.derivations.load()
    current = stored.key == derivation_key(archive, settings)
    before = stored if current else derive_archive(archive, settings, made)
    after = derive_archive(archive, settings, (*made, judgement))
    found = moves(before, after)
    if not judgement.reason and (found or judgement.action not in _NEED_NO_REASON):
        raise InputError("A judgement that can move a figure needs a reason", next_step="give one with --reason")
    return Proposal(
        judgement=judgement,
        moves=found,
        findings=tuple(finding for finding in after.findings if finding not in set(before.findings)),
        before=before,
        after=after,
    )


def record_judgement(
    archive: Archive, settings: Settings, judgement: Judgement, recorder: Recorder, progress: Progress
) -> None:
    """Write a proposed judgement into the ledger and derive anew; for the only writer."""
    capture_migrated(archive, recorder)
    draft = recorder.draft(EntryKind.JUDGEMENT, judgement.subjects[0], judgement)
    archive.ledger.append(recorder.addition(draft, at=judgement.at))
    derive_all(archive, settings, progress, recorder)
    checkpoint_after_run(archive)


def retraction_subjects(name: str, snapshot: Snapshot) -> tuple[str, ...]:
    """Return what to reject so that a document or a source counts no more, sorted; empty where nothing has the name.

    A source is a publisher (its documents) or an origin, by id or name (its claims in documents of others).
    """
    wanted = name.strip().casefold()
    if not wanted:
        return ()
    documents = {d.id for d in snapshot.documents if wanted in (d.id, d.source_id.casefold(), d.publisher.casefold())}
    document_of = {claim.id: claim.document for claim in snapshot.claims}
    claims = {
        claim
        for origin in snapshot.origins
        if wanted in (origin.id, origin.name.casefold())
        for claim in origin.claims
        if document_of.get(claim) not in documents
    }
    return (*sorted(documents), *sorted(claims))


def _check_subjects(
    draft: Judgement, claims: Mapping[str, Claim], documents: set[str], judgements: Sequence[Judgement]
) -> None:
    least = 2 if draft.action in _LINKING else 1
    if len(draft.subjects) < least:
        raise InputError(f"{draft.action.value} needs at least {least} ids", next_step="name them all")
    allowed = {
        Action.WITHDRAW: {judgement.id for judgement in standing(judgements)},
        Action.EDIT: set(claims),
        Action.SAME: {*claims, *draft.members},
        Action.NOT_SAME: {*claims, *draft.members},
        Action.SPLIT: {*claims, *draft.members},
    }.get(draft.action, {*claims, *documents, *draft.members})
    for subject in draft.subjects:
        if subject not in allowed:
            raise InputError(
                f"{draft.action.value} cannot be said of {subject}",
                next_step="docs/guide/judgements.md says what each judgement is about",
            )


def _check_change(draft: Judgement, claims: Mapping[str, Claim]) -> None:
    wants_change = draft.action in (Action.EDIT, Action.GRADE)
    if wants_change is not (draft.change is not None):
        step = "give --field and --value" if draft.action is Action.EDIT else "give --value with grade, else no change"
        raise InputError(f"{draft.action.value} does not go with this change", next_step=step)
    if draft.change is None:
        return
    if (draft.change.field is Field.GRADE) is not (draft.action is Action.GRADE):
        raise InputError("Grades are given with `marsad judge grade`", next_step="use edit for the fields of claims")
    if draft.action is Action.EDIT:
        for subject in draft.subjects:
            edited(claims[subject], draft.change)
            check_part(claims[subject], draft.change, claims)
