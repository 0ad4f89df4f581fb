"""Whether what was made of originals is still what was kept: every derivative hashed again."""

from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from marsad.records import Finding, Severity
from marsad.vault.layout import name_below
from marsad.vault.rehashing import Advance, Seen, look, place_of

_RESTORE = "take it from a backup; keep a changed file aside, it may be evidence of tampering"
_SWEPT = "nothing; the next `marsad run` removes it"
_INCOMING = ".incoming-"


def check_derivatives(root: Path, expected: Mapping[str, int], boxed: Set[str], advance: Advance) -> Iterator[Finding]:
    """Hash every derivative under `root` again and yield what is not as it was kept.

    `expected` gives each one's size in bytes by its SHA-256; `boxed` ones must be kept sealed elsewhere only;
    `advance` is told the size of each as it is done.
    """
    for sha256 in sorted(expected):
        seen = look(root, sha256)
        advance(expected[sha256])
        yield from _compare(root, seen, expected[sha256])
    known = {place_of(root, sha256) for sha256 in expected}
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path in known or (path.is_dir() and not path.is_symlink()):
            continue
        where = f"{root.name}/{name_below(root, path)}"
        if path.name.startswith(_INCOMING):
            message = "A killed process left this half-written; nothing refers to it"
            yield Finding(kind="leftover", severity=Severity.NOTE, where=where, message=message, remedy=_SWEPT)
        elif path.name in boxed:
            yield Finding(
                kind="sealed_derivative_in_clear",
                severity=Severity.ERROR,
                where=where,
                message="A derivative that is sealed stands here in clear",
                remedy="run `marsad seal mend`, which removes it; find out who put it back",
            )
        else:
            yield Finding(
                kind="derivative_unlisted",
                severity=Severity.NOTE,
                where=where,
                message="The log knows no derivative of that name",
                remedy="if a command was stopped, run it again; else find out who put it there, and move it away",
            )


def _compare(root: Path, seen: Seen, size: int) -> Iterator[Finding]:
    where = f"{root.name}/{seen.sha256[:2]}/{seen.sha256}"
    if seen.problem:
        yield Finding(
            kind="derivative_missing",
            severity=Severity.ERROR,
            where=where,
            message=f"A derivative cannot be read: {seen.problem}",
            remedy=_RESTORE,
        )
    elif (seen.size, seen.found) != (size, seen.sha256):
        yield Finding(
            kind="derivative_changed",
            severity=Severity.ERROR,
            where=where,
            message="A derivative's bytes are not those that were kept",
            remedy=_RESTORE,
        )
