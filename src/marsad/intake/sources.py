"""Finding the files to read: files and folders in, sorted files out, everything odd a finding."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from marsad.intake.problems import problem
from marsad.intake.wording import BIDI
from marsad.records import Finding

# what a collector tells of the files beside it; told in their custody, and no report itself
SIDECAR = "custody.toml"
_KINDS = (
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file to take in: `path` opens it, `name` (relative to what the user named) stands in findings."""

    path: str
    name: str
    size: int


def discover(paths: Sequence[Path]) -> Iterator[SourceFile | Finding]:
    """Walk files and folders in sorted order and yield each file once.

    Hidden files and `custody.toml` inside folders are left out. Links inside a folder are followed only to files of
    that folder (which are read anyway); pipes, devices and sockets are skipped; what cannot be read is a finding.
    """
    seen: set[str] = set()
    for path in sorted(set(paths), key=str):
        root = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow the link that the user named
        found = _walk(root, root) if root.is_dir() else _file(root, root.parent)
        for entry in found:
            if isinstance(entry, Finding):
                yield entry
            elif (real := os.path.realpath(entry.path)) not in seen:
                seen.add(real)
                yield entry


def safe_name(name: str) -> str:
    """Return a file name that shows as what it is: no direction or control characters, no undecodable bytes."""
    return "".join("\ufffd" if ord(c) in BIDI or not c.isprintable() else c for c in name)


def _walk(folder: Path, root: Path) -> Iterator[SourceFile | Finding]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield problem("unreadable", _name(folder, root), why=_reason(error))
        return
    for name in names:
        if name.startswith(".") or name == SIDECAR:
            continue
        path = folder / name
        if path.is_symlink():
            yield from _link(path, root)
        elif path.is_dir():
            yield from _walk(path, root)
        else:
            yield from _file(path, root)


def _link(path: Path, root: Path) -> Iterator[Finding]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a loop
        yield problem("link_not_followed", _name(path, root), what="nowhere")
        return
    if not target.is_relative_to(root.resolve()):
        yield problem("link_not_followed", _name(path, root), what="out of the folder")


def _file(path: Path, root: Path) -> Iterator[SourceFile | Finding]:
    name = _name(path, root)
    try:
        status = path.stat()
    except FileNotFoundError:
        yield problem("not_found", name)
        return
    except (OSError, ValueError) as error:
        yield problem("unreadable", name, why=_reason(error))
        return
    if not stat.S_ISREG(status.st_mode):
        kind = next((word for test, word in _KINDS if test(status.st_mode)), "special file")
        yield problem("not_a_file", name, what=kind)
        return
    if not os.access(path, os.R_OK):
        yield problem("unreadable", name, why="permission denied")
        return
    if name != str(path.relative_to(root)):
        yield problem("deceptive_name", name)
    yield SourceFile(path=str(path), name=name, size=status.st_size)


def _name(path: Path, root: Path) -> str:
    """Return the path relative to the argument, safe to show; the argument's own name for the argument itself."""
    relative = path.name if path == root else str(path.relative_to(root))
    return safe_name(relative)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or "unknown reason").lower() if isinstance(error, OSError) else "not a possible path"
