"""The boxes of one compartment, `sealed/<compartment>/original-<sha256>.<key>.box`: originals, and what is theirs."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.records import SealError, StoreError
from marsad.vault.boxes import Drop, box_key, empty_box, fill_box, rewrap_box
from marsad.vault.sealing import Compartment

BOX_SUFFIX = ".box"
_NAME = re.compile(r"((original|testimony|derivative|told)-([0-9a-f]{64}))\.([0-9]{6})\.box")
_INCOMING = ".incoming-"


class BoxKind(StrEnum):
    """What is in a box: an original, one that is wholly a testimony, a derivative, or what a collector told."""

    ORIGINAL = "original"
    TESTIMONY = "testimony"
    DERIVATIVE = "derivative"
    TOLD = "told"

    @property
    def is_original(self) -> bool:
        """Tell whether it is an original, a testimony or not."""
        return self in (BoxKind.ORIGINAL, BoxKind.TESTIMONY)


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One sealed thing: its file, what it is, and the SHA-256 of its bytes in clear.

    `name` is what its encryption is bound to, `generation` the key it is sealed with.
    """

    path: Path
    name: str
    sha256: str
    kind: BoxKind
    generation: int

    @property
    def testimony(self) -> bool:
        """Tell whether all of the original is a testimony."""
        return self.kind is BoxKind.TESTIMONY


class Strongroom:
    """The boxes in one compartment's folder. A method that writes is for the only writer.

    `record` is told of every file after it was written and before it is removed, as `Compartments` tells it.
    """

    def __init__(self, folder: Path, record: Callable[[str, str], None] = lambda _path, _sha256: None) -> None:
        self._folder = folder
        self._record = record

    def boxes(self, kind: BoxKind) -> dict[str, Box]:
        """Return every box of a kind by the SHA-256 of its clear bytes, of two generations the newer."""
        return {box.sha256: box for box in self.all() if box.kind is kind}

    def all(self) -> list[Box]:
        """Return every box there is, the older generation of one first."""
        found = (box_of(path) for path in sorted(self._folder.glob(f"*{BOX_SUFFIX}")))
        return [box for box in found if box is not None]

    def put(self, source: BinaryIO, drop: Drop, sha256: str, kind: BoxKind) -> Box | None:
        """Seal what has that hash and return its box; None, keeping nothing, where `source` holds other bytes."""
        name = f"{kind.value}-{sha256}"
        file = f"{name}.{drop.generation:06d}{BOX_SUFFIX}"
        with self._writing(file) as (target, settle):
            found, boxed, _ = fill_box(source, target, drop, name)
            if found != sha256:
                return None
            self._record(settle(), boxed)
        return box_of(self._folder / file)

    def key(self, opened: Compartment, box: Box) -> bytes:
        """Return the key of one box; raises `SealError`."""
        with _opened(box) as source:
            return box_key(source, opened, box.name)

    def rotate(self, opened: Compartment) -> None:
        """Wrap the key of every box for the newest key of the compartment; cut off, the next rotation finishes it."""
        for box in self.all():
            if box.generation == opened.generation:
                continue
            with (
                _opened(box) as source,
                self._writing(f"{box.name}.{opened.generation:06d}{BOX_SUFFIX}") as (target, settle),
            ):
                boxed = rewrap_box(source, target, opened, box.name)
                self._record(settle(), boxed)
            self._remove(box.path)

    def erase(self, names: Set[str]) -> None:
        """Remove the boxes of some names (`original-<sha256>`), and with them the only copies of their keys."""
        for box in self.all():
            if box.name in names:
                self._remove(box.path)

    def _remove(self, path: Path) -> None:
        self._record(f"{self._folder.name}/{path.name}", "")
        path.unlink()

    @contextmanager
    def _writing(self, name: str) -> Iterator[tuple[BinaryIO, Callable[[], str]]]:
        """Give a file to write and the function that puts it in its place for good, whole or not at all."""
        try:
            handle, incoming = tempfile.mkstemp(prefix=_INCOMING, dir=self._folder)
            temporary = Path(incoming)
            try:
                with os.fdopen(handle, "wb") as target:

                    def settle() -> str:
                        target.flush()
                        os.fsync(target.fileno())
                        temporary.replace(self._folder / name)
                        return f"{self._folder.name}/{name}"

                    yield target, settle
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"Cannot seal it: {error.strerror or error}",
                where=name,
                next_step="free space or allow writing on the archive's disk, then run again; nothing was changed",
            ) from error


def box_of(path: Path) -> Box | None:
    """Return what a file's name says it is; None for a file that is no box."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    return Box(
        path=path,
        name=match[1],
        sha256=match[3],
        kind=BoxKind(match[2]),
        generation=int(match[4]),
    )


def sealed_original(path: str) -> str:
    """Return the SHA-256 of the original that a path below `sealed/` is the box of, empty for another file."""
    box = box_of(Path(path))
    return box.sha256 if box and box.kind.is_original else ""


def open_box(box: Box, key: bytes) -> bytes:
    """Return the clear bytes of a box, in memory; raises `SealError`."""
    with _opened(box) as source:
        return empty_box(source, key, box.name)


@contextmanager
def _opened(box: Box) -> Iterator[BinaryIO]:
    try:
        with box.path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise SealError("A sealed file is gone", where=box.name, next_step="restore it from a backup") from None
