"""Findings about files that were given and not taken in, and about what taking in met in the store."""

import msgspec

from marsad import intake
from marsad.records import Finding, Severity
from marsad.settings import Settings

_MEGABYTE = 1 << 20


def swept(count: int, where: str) -> Finding:
    """Say that half-written files were removed."""
    return Finding(
        kind="half_written_removed",
        severity=Severity.NOTE,
        where=where,
        message=f"{count} half-written files of a run that was killed were removed; nothing referred to them",
        remedy="nothing: give the same reports again if that run was not repeated",
    )


def erased(name: str) -> Finding:
    """Say that a file was erased before and stays out."""
    return Finding(
        kind="erased_before",
        severity=Severity.ERROR,
        where=name,
        message="Not taken in: this original was erased on a legal or safety ground (`marsad log` shows which)",
        remedy="take the file out of the folder",
    )


def unreadable(name: str, error: OSError) -> Finding:
    """Say that a file cannot be read."""
    return Finding(
        kind="unreadable",
        severity=Severity.ERROR,
        where=name,
        message=f"The file cannot be read: {error.strerror or error}",
        remedy="allow yourself to read it and run again",
    )


def changed(name: str) -> Finding:
    """Say that a file was written by somebody while it was taken in."""
    return Finding(
        kind="changed_while_read",
        severity=Severity.ERROR,
        where=name,
        message="Not taken in: the file changed while it was read",
        remedy="wait until it is written, then run again",
    )


def too_large(found: intake.SourceFile, name: str, settings: Settings) -> Finding:
    """Say that a file is larger than allowed."""
    return Finding(
        kind="too_large",
        severity=Severity.ERROR,
        where=name,
        message=f"Not taken in: {found.size // _MEGABYTE} MB are more than the {settings.max_file_mb} MB allowed",
        remedy="raise max_file_mb in marsad.toml or split the file, then run again",
    )


def closed(name: str) -> Finding:
    """Say that an original was not read anew because texts made of it are sealed."""
    return Finding(
        kind="derivative_closed",
        severity=Severity.WARNING,
        where=name,
        message="Not read anew: what was recognised in it is sealed, and the compartment is closed",
        remedy="run `marsad rebuild` with the compartment's key",
    )


def not_made(count: int, what: str) -> Finding:
    """Say that nothing was made of sealed originals: a program would be given what they show."""
    return Finding(
        kind="derivative_not_made",
        severity=Severity.NOTE,
        where="sealed",
        message=f"{count} sealed originals that may be pictures have no {what}: none is made of what is sealed",
        remedy="make it yourself where nobody else reads along, and `marsad attach` it: it is sealed as well",
    )


def untold(finding: Finding, where: str) -> Finding:
    """Return the finding of a custody.toml that cannot be read, without any of its words."""
    return msgspec.structs.replace(
        finding,
        where=where,
        message="What is told of the files here cannot be understood, and they were not taken in",
    )
