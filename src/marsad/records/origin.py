"""Origins: who first said it; outlets that reprint or quote share one."""

from enum import StrEnum

import msgspec


class OriginKind(StrEnum):
    """How the origin was told."""

    ATTRIBUTED = "attributed"  # the text names who says it
    OWN_REPORT = "own_report"  # the publisher speaks for itself
    COPY = "copy"  # the text is a near copy of an earlier document
    UNKNOWN = "unknown"  # neither speaker nor publisher is known: the document stands for itself


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One independent voice.

    `claims` are the sorted ids of the claims it stands behind; `reason` says why in words.
    """

    id: str
    name: str
    kind: OriginKind
    claims: tuple[str, ...]
    reason: str
