"""What stands in an archive's directory, and what does not belong there."""

import re
from collections.abc import Iterator
from pathlib import Path

from marsad.records import Finding, Severity

# every kind of file beside originals/, derivatives/ and sealed/, whose files are compared one by one with the log
KINDS = {
    "database": r"archive\.db",
    "journal": r"archive\.db-wal",
    "journal's index": r"archive\.db-(?:shm|journal)",
    "writer's lock": r"writer\.lock(?:-journal)?",
    "settings": r"marsad\.toml",
    "inventory": r"inventory\.txt",
    "page": r"report\.html",
    "private key": r"keys/log\.pem",
    "public key": r"keys/log\.pub\.pem",
    "verifier key": r"keys/log\.vkey",
    "handover": r"keys/[0-9]{12,19}\.handover",
    "witness's key": r"keys/witness-[0-9a-f]{8}\.vkey",
    "compartment's key": r"keys/[a-z0-9][a-z0-9-]{0,39}\.key",
    "checkpoint": r"checkpoints/[0-9]{12,19}\.txt",
    "time stamp": r"checkpoints/[0-9]{12,19}\.[1-9][0-9]{0,8}\.tsr",
    "time stamp's certificates": r"checkpoints/[0-9]{12,19}\.[1-9][0-9]{0,8}\.pem",
    "time stamp's sums": r"checkpoints/[0-9]{12,19}\.[1-9][0-9]{0,8}\.sha256",
}
_OWN = re.compile("|".join(KINDS.values()))
_LEFT_BEHIND = re.compile(r"(?:.*/)?\.(?:incoming|report\.html)-[^/]*|keys/next/[^/]*")
_ELSEWHERE = ("originals", "derivatives", "sealed")


def name_below(root: Path, path: Path) -> str:
    """Return a file's path below `root`; bytes in it that are no text stand as replacement characters."""
    return path.relative_to(root).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def foreign_files(root: Path) -> Iterator[Finding]:
    """Yield files beside the database that Marsad did not put there (warnings) or left half-written (notes)."""
    for path in sorted(root.rglob("*")):
        name = name_below(root, path)
        if name.split("/", 1)[0] in _ELSEWHERE or (path.is_dir() and not path.is_symlink()):
            continue
        if _LEFT_BEHIND.fullmatch(name):
            yield Finding(
                kind="leftover",
                severity=Severity.NOTE,
                where=name,
                message="A killed process left this half-written; nothing refers to it",
                remedy="delete it",
            )
        elif not _OWN.fullmatch(name):
            yield Finding(
                kind="foreign_file",
                severity=Severity.WARNING,
                where=name,
                message="Marsad did not put this file into the archive",
                remedy="find out who put it there, and move it away",
            )
