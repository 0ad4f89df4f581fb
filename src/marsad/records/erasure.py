"""What the ledger keeps of sealed files and of what was erased: never the content."""

import msgspec


class SealedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed file as written: the SHA-256 of its encrypted bytes, empty where it was removed.

    `names` are keyed hashes of the names masked in a sealed original, by which the same names are known elsewhere;
    `of` is the original that a sealed telling of its collector is about.
    """

    sha256: str
    names: tuple[str, ...] = ()
    of: str = ""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody opened what is sealed: which files or documents, and why."""

    opened: tuple[str, ...]
    why: str


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries lost payload and salt, and on which ground (legal, or somebody's safety)."""

    entries: tuple[int, ...]
    ground: str
