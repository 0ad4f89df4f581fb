"""Judgements: human decisions about claims, documents and incidents; added and withdrawn, never changed."""

from enum import StrEnum

import msgspec

from marsad.records.identity import content_id


class Action(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"  # looked at and right
    REJECT = "reject"  # does not count
    EDIT = "edit"  # one field of a claim is otherwise than read
    SAME = "same"  # about one incident
    NOT_SAME = "not_same"  # about different incidents
    SPLIT = "split"  # these claims leave an incident and are one of their own
    GRADE = "grade"  # how well it is supported
    WITHDRAW = "withdraw"  # an earlier judgement no longer stands


class Field(StrEnum):
    """What a judgement may set: a field of a claim, or the grade of anything."""

    QUANTITY = "quantity"
    MEASURE = "measure"
    POPULATION = "population"
    PLACE = "place"
    DATE = "date"
    TALLY = "tally"
    CONTEXT = "context"
    GRADE = "grade"


class Grade(StrEnum):
    """How well a claim, document or incident is supported."""

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

    `subjects` are ids of claims, documents, incidents or (withdraw) judgements. `members` gives the claims each
    incident among them held when it was judged: incidents are made anew by every run, claims keep their names.
    `at` is UTC in ISO 8601. `reason` may be empty only where no figure moved.
    """

    id: str = ""
    action: Action
    subjects: tuple[str, ...]
    members: dict[str, tuple[str, ...]] = {}
    change: Change | None = None
    author: str = ""
    at: str = ""
    reason: str = ""

    def claims_of(self, subject: str) -> tuple[str, ...]:
        """Return the claims a subject stands for: an incident's as judged, else the subject itself."""
        return self.members.get(subject, (subject,))


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What judgements say of one claim: whether it is kept out of figures, its grade, and which judgements stand.

    `id` is the claim's. `judgements` are in the order they were made.
    """

    id: str
    rejected: bool = False
    accepted: bool = False
    grade: str = ""
    judgements: tuple[str, ...] = ()


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims people put together and kept apart, free of contradiction.

    No claim is in two `groups`; each group is about one incident. `apart` are pairs of indexes into `groups`, the
    lesser first: claims of two such groups are never about one incident.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()


def named_judgement(judgement: Judgement) -> Judgement:
    """Return a judgement under its name, which is made of all it says but the members of incidents."""
    changed = (judgement.change.field.value, judgement.change.value) if judgement.change else ()
    told = (judgement.action.value, *judgement.subjects, *changed, judgement.author, judgement.at, judgement.reason)
    return msgspec.structs.replace(judgement, id=content_id("jdg", *told))
