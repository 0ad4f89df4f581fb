"""Examining the set-up of an archive and of the machine it is on: what would go wrong, and the remedy."""

import base64
import hashlib
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, PackagePath, distribution
from pathlib import Path

import msgspec

from marsad import intake
from marsad.archive.checking import check_database, clear_names
from marsad.archive.contents import load_contents
from marsad.archive.opening import DATABASE
from marsad.pipeline.checkpointing import KEYS
from marsad.pipeline.clock import measured_clock
from marsad.pipeline.mending import clear_names_findings
from marsad.pipeline.versions import gazetteer
from marsad.records import Finding, MarsadError, Severity
from marsad.settings import FILE_NAME, Settings, load_settings
from marsad.vault.layout import foreign_files
from marsad.vault.signing import PRIVATE_FILE
from marsad.vault.succession import load_succession
from marsad.vault.witnesses import load_witnesses

_PYTHON = (3, 11)
_SQLITE = (3, 35, 0)
_LEAST_FREE = 1 << 30
_MAY_RUN_AHEAD = timedelta(minutes=5)
# no release of Marsad is older: a clock before it is wrong
_BUILT = "2025-01-01"


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at: what it is, what was seen, and what is wrong with it (nothing: it is well)."""

    what: str
    seen: str
    findings: tuple[Finding, ...] = ()


def examine(root: Path, now: datetime) -> Iterator[Examined]:
    """Look at Python, the place names, the clock and, where there is one, the archive in `root`; change nothing."""
    yield _machine()
    yield _package()
    yield _places()
    if not (root / DATABASE).is_file():
        yield Examined(what="archive", seen=f"none in {root}")
        yield _clock(now, "")
        return
    yield _recognition(root)
    looks: tuple[tuple[str, Callable[[Path], Iterator[Finding]]], ...] = (
        ("disk", _disk),
        ("permissions", _permissions),
        ("keys", _keys),
        ("settings", _settings),
        ("database", check_database),
        ("files", foreign_files),
        ("names", _names),
    )
    for what, look in looks:
        findings = tuple(look(root))
        yield Examined(what=what, seen=f"{len(findings)} problems" if findings else "well", findings=findings)
    yield _clock(now, _last_entry(root))


def _machine() -> Examined:
    seen = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    old = sys.version_info[:2] < _PYTHON or sqlite3.sqlite_version_info < _SQLITE
    problem = _problem("python_too_old", "this machine", f"Too old: {seen}", "install Python 3.11 or newer")
    return Examined(what="Python", seen=seen, findings=(problem,) if old else ())


def _package() -> Examined:
    """Compare the program, its rules and its place names with the hashes they were installed with."""
    try:
        files = distribution("marsad").files or []
    except PackageNotFoundError:
        files = []
    listed = [file for file in files if file.hash is not None and file.parts[0] == "marsad"]
    if not listed:
        return Examined(what="package", seen="installed without a list of hashes: nothing to compare with")
    changed = [file for file in listed if not _as_installed(file)]
    findings = tuple(
        _problem("package_changed", str(file), "A file of Marsad is not as it was installed", "install Marsad again")
        for file in changed
    )
    return Examined(what="package", seen=f"{len(listed)} files, {len(changed)} changed", findings=findings)


def _as_installed(file: PackagePath) -> bool:
    try:
        data = Path(str(file.locate())).read_bytes()
    except OSError:
        return False
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return file.hash is not None and (file.hash.mode, file.hash.value) == ("sha256", digest)


def _places() -> Examined:
    try:
        return Examined(what="gazetteer", seen=gazetteer().version)
    except (MarsadError, OSError, ValueError, sqlite3.Error) as error:
        problem = _problem(
            "gazetteer_missing", "the package", f"The file of places cannot be read: {error}", "install Marsad again"
        )
        return Examined(what="gazetteer", seen="missing", findings=(problem,))


def _recognition(root: Path) -> Examined:
    """Look for Tesseract; it is missed only where the settings ask for it."""
    try:
        settings = load_settings(root / FILE_NAME)
    except MarsadError:
        settings = Settings()  # said of the settings
    try:
        found = intake.find_recogniser(settings.ocr_languages)
    except intake.RefusedError as refusal:
        problem = intake.problem(refusal.kind, FILE_NAME, refusal.words, **refusal.details)
        return Examined(what="text recognition", seen="not there", findings=(problem,) if settings.ocr else ())
    return Examined(what="text recognition", seen=f"Tesseract {found.version}, {found.languages}")


def _clock(now: datetime, last: str) -> Examined:
    seen = now.isoformat(timespec="seconds")
    ahead = bool(last) and datetime.fromisoformat(last) > now + _MAY_RUN_AHEAD
    if seen < _BUILT or ahead:
        told = f"The clock says {seen}" + (f", the last entry was written at {last}" if ahead else "")
        problem = _problem("clock_wrong", "this machine", told, "set the clock; entries keep their order meanwhile")
        return Examined(what="clock", seen=seen, findings=(problem,))
    clock = measured_clock()
    off = f"off by up to {clock.error_ms} ms" if clock.error_ms is not None else "nobody knows how far it is off"
    return Examined(what="clock", seen=f"{seen}, {off} ({clock.source})")


def _last_entry(root: Path) -> str:
    try:
        return max((entry.at for entry in load_contents(root).entries), default="")
    except sqlite3.DatabaseError:
        return ""  # said of the database above


def _disk(root: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(root).free
    if free < _LEAST_FREE:
        yield _problem(
            "disk_nearly_full",
            str(root),
            f"Only {free / 1e6:,.0f} MB are free on the archive's disk",
            "free space before the next run; a full disk stops it, and what was stored is kept",
        )


def _permissions(root: Path) -> Iterator[Finding]:
    for path in (root, root / DATABASE, root / "originals"):
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            yield _problem(
                "not_writable", path.name, "You may not read and write this", "change its owner or its permissions"
            )
    if root.stat().st_mode & stat.S_IWOTH:
        yield _problem(
            "archive_open_to_all",
            str(root),
            "Every account of this machine may write the archive",
            f"chmod o-rwx {root}",
        )


def _keys(root: Path) -> Iterator[Finding]:
    folder = root / KEYS
    if not folder.exists():
        return
    for path in (folder, folder / PRIVATE_FILE, *folder.glob("*.key"), *(root / "sealed").rglob("*")):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            name = path.relative_to(root).as_posix()
            yield _problem("key_exposed", name, "Other accounts of this machine may read this", f"chmod go-rwx {path}")
    try:
        load_succession(folder)
        load_witnesses(folder)
    except MarsadError as error:
        yield _problem("key_unreadable", f"{KEYS}/{error.where}", error.what, error.next_step)


def _names(root: Path) -> Iterator[Finding]:
    try:
        yield from clear_names_findings(len(clear_names(root)))
    except sqlite3.DatabaseError:
        return  # said of the database above


def _settings(root: Path) -> Iterator[Finding]:
    try:
        load_settings(root / FILE_NAME)
    except MarsadError as error:
        yield _problem("settings_broken", FILE_NAME, error.what, error.next_step)


def _problem(kind: str, where: str, message: str, remedy: str) -> Finding:
    return Finding(kind=kind, severity=Severity.ERROR, where=where, message=message, remedy=remedy)
