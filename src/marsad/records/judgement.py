"""Judgements: human decisions about claims, documents and incidents; added and withdrawn, never changed."""

from enum import StrEnum

import msgspec

from marsad.records.identity import content_id


class Action(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"  # looked at and right
    REJECT = "reject"  # does not count
    EDIT = "edit"  # one field of a claim is otherwise than read
    SAME = "same"  # one incident, one running count, one origin
    NOT_SAME = "not_same"  # different ones
    SPLIT = "split"  # these claims leave an incident, running count or origin and are one of their own
    GRADE = "grade"  # how well it is supported
    WITHDRAW = "withdraw"  # an earlier judgement no longer stands


class Relation(StrEnum):
    """What claims are put together in or kept apart by."""

    INCIDENT = "incident"
    TALLY = "tally"
    ORIGIN = "origin"


class Field(StrEnum):
    """What a judgement may set: a field of a claim, or the grade of anything."""

    QUANTITY = "quantity"
    MEASURE = "measure"
    POPULATION = "population"
    PLACE = "place"
    DATE = "date"
    TALLY = "tally"
    CONTEXT = "context"
    MODALITY = "modality"
    EVENT_TYPE = "event_type"
    PART_OF = "part_of"
    GRADE = "grade"


class Grade(StrEnum):
    """How well a claim, document, incident, running count or origin is supported."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A field and its new value, in the words the guide to judgements gives for each field."""

    field: Field
    value: str


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One human decision.

    `subjects` are ids of claims, documents, incidents, tallies, origins or (withdraw) judgements. `members` gives the
    claims each incident, tally or origin among them held when it was judged: those are made anew by every run, claims
    keep their names. `about` says what `same`, `not_same` and `split` put together or keep apart.
    `at` is UTC in ISO 8601. `reason` may be empty only where no figure moved.
    """

    id: str = ""
    action: Action
    subjects: tuple[str, ...]
    members: dict[str, tuple[str, ...]] = {}
    change: Change | None = None
    about: Relation = Relation.INCIDENT
    author: str = ""
    at: str = ""
    reason: str = ""

    def claims_of(self, subject: str) -> tuple[str, ...]:
        """Return the claims a subject stands for: those an incident, tally or origin had, else the subject itself."""
        return self.members.get(subject, (subject,))


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What judgements say of one claim: whether it is kept out of figures, its grade, and which judgements stand.

    `id` is the claim's, or that of a document, incident, tally or origin that was graded as a whole. `judgements` are
    in the order they were made.
    """

    id: str
    rejected: bool = False
    accepted: bool = False
    grade: str = ""
    judgements: tuple[str, ...] = ()


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims people put together and kept apart in one relation, free of contradiction.

    No claim is in two `groups`; each group is one incident (or running count, or origin: then origins stand beside
    claims). `apart` are pairs of indexes into `groups`, the lesser first: claims of two such groups are never one.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()


def named_judgement(judgement: Judgement) -> Judgement:
    """Return a judgement under its name, which is made of all it says but the members of incidents."""
    changed = (judgement.change.field.value, judgement.change.value) if judgement.change else ()
    about = (judgement.about.value,) if judgement.about is not Relation.INCIDENT else ()
    told = (judgement.action.value, *about, *judgement.subjects, *changed)
    by = (judgement.author, judgement.at, judgement.reason)
    return msgspec.structs.replace(judgement, id=content_id("jdg", *told, *by))
