"""What a collector tells of how an item was collected, and which parts of a web page were captured."""

import datetime as dt
from enum import StrEnum

import msgspec

from marsad.records.errors import InputError


class ItemKind(StrEnum):
    """What an item is; each kind needs its own facts of provenance."""

    WEB = "web"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    SATELLITE = "satellite"
    INTERCEPT = "intercept"
    CALL_DATA = "call data"
    DOCUMENT = "document"
    TESTIMONY = "testimony"


class WebPart(StrEnum):
    """A part of a web capture that evidence should have."""

    TARGET_URL = "target url"
    HTML_SOURCE = "html source"
    FULL_PAGE = "full page"
    EMBEDDED_MEDIA = "embedded media"
    EMBEDDED_METADATA = "embedded metadata"
    CONTEXT = "context"
    COLLECTION_DATA = "collection data"
    HASHES = "hashes"


class CheckKind(StrEnum):
    """How somebody looked whether an item is what it is said to be."""

    REVERSE_IMAGE = "reverse image search"
    EARLIEST_APPEARANCE = "earliest appearance"
    C2PA = "c2pa manifest"
    METADATA = "metadata"
    GEOLOCATION = "geolocation"
    CHRONOLOCATION = "chronolocation"
    SOURCE = "source"
    OTHER = "other"


class CapturePart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a web capture: what was obtained of it, or why it was not."""

    part: WebPart
    obtained: bool
    what: str


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """How far a clock may have been off: who says so, whether it was kept in step, and the most it may be off."""

    source: str
    synchronised: bool
    error_ms: int | None = None


class Holder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who had an item before it came here."""

    who: str
    since: str = ""
    until: str = ""
    how: str = ""


class AuthenticityCheck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One look at whether an item is authentic: which, with what, what came out, by whom and when."""

    kind: CheckKind
    result: str
    by: str
    tool: str = ""
    at: str = ""


class Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the collector tells of an item: all of it is a statement of theirs, nothing is looked up.

    `collected` is when they got it (ISO 8601 with its offset), by `collector` on `machine` over `network` as the
    virtual `identity`, with a clock that was `clock_error_ms` off by `clock_source`. `place` and `device` are where and
    with what it was recorded as claimed, `context` what stood around it. `not_obtained` gives a reason for parts that a
    capture lacks. Of a testimony: `interviewed_before` by whom, and whether the witness was `warned` who may get to see
    it.
    """

    kind: ItemKind | None = None
    url: str = ""
    why: str = ""
    collected: str = ""
    collector: str = ""
    machine: str = ""
    network: str = ""
    identity: str = ""
    clock_error_ms: int | None = None
    clock_source: str = ""
    place: str = ""
    device: str = ""
    uploader: str = ""
    context: str = ""
    consent: str = ""
    warned: bool | None = None
    interviewed_before: str = ""
    not_obtained: dict[WebPart, str] = {}
    holders: tuple[Holder, ...] = ()
    checks: tuple[AuthenticityCheck, ...] = ()

    def __post_init__(self) -> None:
        for time in (self.collected, *(check.at for check in self.checks)):
            if time and not _is_moment(time):
                raise InputError(
                    f"{time[:40]!r} is no time with its offset", next_step="write it as 2025-03-12T14:05:00+02:00"
                )
        if any(not check.result.strip() or not check.by.strip() for check in self.checks):
            raise InputError("A check without its result or who made it", next_step="give result and by")
        if any(not holder.who.strip() for holder in self.holders):
            raise InputError("A holder without a name", next_step="give who")
        if any(not reason.strip() for reason in self.not_obtained.values()):
            raise InputError("A part was not obtained and no reason is given", next_step="say why")


class CustodyNote(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of an original after it had come in under a name."""

    name: str
    told: Told


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """One look for evidence, fruitful or not: where, for which words, how much was found and kept, and why not more."""

    where: str
    words: str
    found: int
    kept: int
    note: str = ""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of the whole archive: the file's name and SHA-256, and how many entries it has."""

    name: str
    sha256: str
    entries: int


def lacking(told: Told) -> tuple[str, ...]:
    """Return the facts that an item of its kind should have and that were not told."""
    return tuple(name for name in _NEEDED.get(told.kind, ()) if not getattr(told, name))


_VISUAL = ("collected", "collector", "place", "device", "uploader", "checks")
_NEEDED: dict[ItemKind | None, tuple[str, ...]] = {
    ItemKind.WEB: ("url", "collected", "collector", "machine"),
    ItemKind.PHOTO: _VISUAL,
    ItemKind.VIDEO: _VISUAL,
    ItemKind.AUDIO: ("collected", "collector", "device", "uploader", "checks"),
    ItemKind.SATELLITE: ("collected", "collector", "place", "device", "holders"),
    ItemKind.INTERCEPT: ("collected", "collector", "device", "holders", "consent"),
    ItemKind.CALL_DATA: ("collected", "collector", "holders"),
    ItemKind.DOCUMENT: ("collected", "collector", "holders"),
    ItemKind.TESTIMONY: ("collected", "collector", "consent", "warned"),
}


def _is_moment(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
