"""Judgements folded over readings: which claims count, with which fields, and which belong together."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from marsad.archive import Archive
from marsad.pipeline.deciding import decide
from marsad.pipeline.editing import edited
from marsad.records import (
    Action,
    Claim,
    Decisions,
    EntryKind,
    Field,
    Finding,
    InputError,
    Judgement,
    Mark,
    Relation,
    Severity,
)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Claims as judgements leave them, in the order they came.

    `counting` are the claims for linking: rejected ones left out, edited ones as edited. `edited` are the changed
    ones, rejected or not. `marks` are sorted by id. `decisions` are about incidents, `tallies` about running counts;
    those about origins wait until the origins are known: `standing` are the judgements that were not withdrawn.
    """

    counting: tuple[Claim, ...]
    edited: tuple[Claim, ...] = ()
    marks: tuple[Mark, ...] = ()
    decisions: Decisions = Decisions()
    tallies: Decisions = Decisions()
    standing: tuple[Judgement, ...] = ()
    findings: tuple[Finding, ...] = ()


def judgements_of(archive: Archive, until: int | None = None) -> tuple[Judgement, ...]:
    """Return the judgements in the ledger below entry `until` (None: all), in order; erased ones are left out."""
    entries = archive.ledger.entries([EntryKind.JUDGEMENT], until=until)
    return tuple(found for entry in entries if (found := entry.facts(Judgement)) is not None)


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that were not withdrawn, in order; a withdrawal can itself be withdrawn."""
    withdrawn: set[str] = set()
    left = []
    for judgement in reversed(judgements):
        if judgement.id in withdrawn:
            continue
        if judgement.action is Action.WITHDRAW:
            withdrawn.update(judgement.subjects)
        left.append(judgement)
    return tuple(reversed(left))


def judge(claims: Sequence[Claim], judgements: Sequence[Judgement], documents: Collection[str]) -> Judged:
    """Fold judgements, in the order they were made, over claims; `documents` are the ids of all documents.

    A later judgement beats an earlier one about the same thing. One whose object is gone is a finding.
    """
    if not judgements:
        return Judged(counting=tuple(claims))
    left = standing(judgements)
    fold = _Fold(claims)
    for judgement in left:
        fold.apply(judgement)
    decisions, overruled = decide(left)
    tallies, overruled_tallies = decide(left, Relation.TALLY)
    objects = {*fold.now, *documents, *(judgement.id for judgement in judgements)}
    gone = (_without_object(j, missing) for j in left if (missing := _missing(j, objects)))
    marks = fold.marks()
    rejected = {mark.id for mark in marks if mark.rejected}
    return Judged(
        counting=tuple(fold.now[claim.id] for claim in claims if claim.id not in rejected),
        edited=tuple(fold.now[claim.id] for claim in claims if fold.now[claim.id] != claim),
        marks=marks,
        decisions=decisions,
        tallies=tallies,
        standing=left,
        findings=tuple(sorted({*overruled, *overruled_tallies, *gone, *fold.findings})),
    )


def touched(judgement: Judgement, by_document: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the claims a judgement is about: its own, those of its documents and of its incidents as judged."""
    return {
        claim for subject in judgement.subjects for claim in by_document.get(subject) or judgement.claims_of(subject)
    }


class _Fold:
    """Claims on their way through judgements."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.now = {claim.id: claim for claim in claims}
        self.findings: list[Finding] = []
        self._by_document: dict[str, list[str]] = {}
        for claim in self.now.values():
            self._by_document.setdefault(claim.document, []).append(claim.id)
        self._marks: dict[str, Mark] = {}

    def apply(self, judgement: Judgement) -> None:
        """Apply one judgement to the claims it is about."""
        for claim in sorted(touched(judgement, self._by_document) & self.now.keys()):
            mark = self._marks.get(claim, Mark(id=claim))
            mark = msgspec.structs.replace(mark, judgements=(*mark.judgements, judgement.id))
            if judgement.action in (Action.ACCEPT, Action.REJECT):
                rejected = judgement.action is Action.REJECT
                mark = msgspec.structs.replace(mark, rejected=rejected, accepted=not rejected)
            elif judgement.change and judgement.change.field is Field.GRADE:
                mark = msgspec.structs.replace(mark, grade=judgement.change.value)
            elif judgement.action is Action.EDIT:
                self._edit(claim, judgement)
            self._marks[claim] = mark
        if judgement.action is Action.GRADE and judgement.change is not None:
            for subject in set(judgement.subjects) - self.now.keys():
                self._grade_whole(subject, judgement, judgement.change.value)

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks, by id."""
        return tuple(self._marks[claim] for claim in sorted(self._marks))

    def _grade_whole(self, subject: str, judgement: Judgement, grade: str) -> None:
        """Grade a document, incident, tally or origin as such, beside the claims it has now."""
        mark = self._marks.get(subject, Mark(id=subject))
        made = (*mark.judgements, judgement.id)
        self._marks[subject] = msgspec.structs.replace(mark, grade=grade, judgements=made)

    def _edit(self, claim: str, judgement: Judgement) -> None:
        if judgement.change is None:
            return
        try:
            self.now[claim] = edited(self.now[claim], judgement.change)
        except InputError as error:
            self.findings.append(_not_applied(judgement, self.now[claim], error))


def _missing(judgement: Judgement, objects: Collection[str]) -> list[str]:
    """Return the subjects of which nothing is left."""
    return [
        subject
        for subject in judgement.subjects
        if not any(known in objects for known in (subject, *judgement.claims_of(subject)))
    ]


def _without_object(judgement: Judgement, missing: Sequence[str]) -> Finding:
    return Finding(
        kind="judgement_without_object",
        severity=Severity.WARNING,
        where=judgement.id,
        words=judgement.reason,
        message=f"What this judgement ({judgement.action.value}) is about is not there: {', '.join(missing[:3])}",
        remedy="look whether the passage is now read otherwise; judge again or withdraw the judgement",
    )


def _not_applied(judgement: Judgement, claim: Claim, error: InputError) -> Finding:
    return Finding(
        kind="edit_not_applied",
        severity=Severity.WARNING,
        where=judgement.id,
        document=claim.document,
        words=judgement.change.value if judgement.change else "",
        message=f"An edit does not fit the present settings or gazetteer: {error.what}",
        remedy="withdraw it and judge again",
    )
