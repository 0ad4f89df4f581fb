"""Whether the originals are still the bytes that were received: every one hashed again."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from marsad.records import Finding, Severity
from marsad.vault.layout import name_below

_CHUNK = 1 << 20
_THREADS = 2
_AHEAD = 256
_INCOMING = ".incoming-"
_PLACE = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})")

Advance = Callable[[int], None]


class Seen(NamedTuple):
    """What stands at a file's place: size and hash, or why it cannot be read."""

    sha256: str
    size: int
    found: str
    problem: str


def check_originals(
    root: Path, expected: Mapping[str, int], erased: Set[str], boxed: Set[str], advance: Advance
) -> Iterator[Finding]:
    """Hash every original under `root` again and yield what is not as it was received.

    `expected` gives each original's size in bytes by its SHA-256; `erased` ones must be gone and `boxed` ones be
    kept sealed elsewhere only. `advance` is told the
    size of each original as it is done. Two threads hash at once: hashing lets go of Python's lock.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting = iter(sorted(expected))
        while batch := list(islice(waiting, _AHEAD)):
            for seen in pool.map(lambda sha256: look(root, sha256), batch):
                advance(expected[seen.sha256])
                yield from _compare(seen, expected[seen.sha256])
    yield from _unexpected(root, expected, erased, boxed)


def place_of(root: Path, sha256: str) -> Path:
    """Say where under `root` the original of that hash stands."""
    return root / sha256[:2] / sha256


def look(root: Path, sha256: str) -> Seen:
    """Hash the file of that name again."""
    try:
        with place_of(root, sha256).open("rb", buffering=0) as file:
            digest = hashlib.sha256()
            size = 0
            buffer = bytearray(_CHUNK)
            view = memoryview(buffer)
            while read := file.readinto(buffer):
                digest.update(view[:read])
                size += read
    except OSError as error:
        return Seen(sha256, 0, "", error.strerror or str(error))
    return Seen(sha256, size, digest.hexdigest(), "")


def _compare(seen: Seen, size: int) -> Iterator[Finding]:
    if seen.problem == "No such file or directory":
        yield _problem("original_missing", seen.sha256, "An original is not there")
    elif seen.problem:
        yield _problem("original_unreadable", seen.sha256, f"An original cannot be read: {seen.problem}")
    elif seen.size != size:
        yield _problem("original_changed", seen.sha256, f"An original has {seen.size} bytes; {size} were received")
    elif seen.found != seen.sha256:
        yield _problem("original_changed", seen.sha256, "An original's bytes are not those that were received")


def _unexpected(root: Path, expected: Mapping[str, int], erased: Set[str], boxed: Set[str]) -> Iterator[Finding]:
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        name = name_below(root, path)
        place = _PLACE.fullmatch(name)
        if path.is_dir() and not path.is_symlink():
            continue
        if path.name.startswith(_INCOMING):
            yield _finding("leftover", name, "A killed process left this half-written; nothing refers to it")
        elif place and place[2] in erased:
            yield _problem("erased_original_present", place[2], "An original that was erased is there again")
        elif place and place[2] in boxed:
            yield _problem("sealed_original_in_clear", place[2], "An original that is sealed stands here in clear")
        elif not place:
            yield _finding("foreign_file", name, "Marsad did not put this file among the originals")
        elif place[2] not in expected:
            yield _finding("original_unlisted", name, "An original that the database does not know")


def _problem(kind: str, sha256: str, message: str) -> Finding:
    return Finding(
        kind=kind,
        severity=Severity.ERROR,
        where=f"originals/{sha256[:2]}/{sha256}",
        message=message,
        remedy=_REMEDIES.get(
            kind, "take it from a backup; keep the changed file aside, it may be evidence of tampering"
        ),
    )


_REMEDIES = {
    "original_unreadable": "allow yourself to read it and check the disk; else take it from a backup",
    "sealed_original_in_clear": "run `marsad seal mend`, which removes it; find out who put it back",
    "erased_original_present": "find out who restored it; erase it again with `marsad erase`",
}


def _finding(kind: str, name: str, message: str) -> Finding:
    severity = Severity.WARNING if kind == "foreign_file" else Severity.NOTE
    remedy = {
        "leftover": "nothing; the next `marsad run` removes it",
        "foreign_file": "find out who put it there, and move it away",
        "original_unlisted": "run `marsad run` over the same reports again: a run was stopped before it was listed",
    }[kind]
    return Finding(kind=kind, severity=severity, where=f"originals/{name}", message=message, remedy=remedy)
