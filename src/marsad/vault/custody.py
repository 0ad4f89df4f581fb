"""Custody: who took an original in, when, from where, how and why."""

from typing import Protocol

import msgspec

from marsad.records import CapturePart, Clock, InputError, Told


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What the store did with one file: its name, its size in bytes, and whether it was new."""

    sha256: str
    size: int
    new: bool


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """How one original came in.

    `who` is the person or account, `when` the time it was received (UTC, ISO 8601) by a machine whose `clock` was as
    that says, `name` the name it was given under and `url` its address where it has one, `how` the tool with its
    version, `why` the reason; `told` is what the collector tells of it. Who, when, name, how and why must say
    something.
    """

    who: str
    when: str
    name: str
    url: str = ""
    how: str
    why: str
    clock: Clock | None = None
    told: Told = Told()

    def __post_init__(self) -> None:
        missing = [field for field in ("who", "when", "name", "how", "why") if not getattr(self, field).strip()]
        if missing:
            raise InputError(
                f"Custody without {', '.join(missing)}",
                where=self.name,
                next_step="say who takes it in (--author) and why (--why)",
            )


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger keeps of a capture: the original with its size in bytes and its format, and its custody.

    `parts` says of a web capture which of the parts that evidence should have are in it.
    """

    sha256: str
    size: int
    format: str
    custody: Custody
    parts: tuple[CapturePart, ...] = ()


class Custodian(Protocol):
    """Writes down what the store of originals receives."""

    def received(self, kept: Kept, custody: Custody) -> None:
        """Take note of one file that was kept, new or not."""
        ...
