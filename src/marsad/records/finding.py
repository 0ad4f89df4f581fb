"""Findings: problems as values, never a print and never swallowed."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # something was not taken in or not counted
    WARNING = "warning"  # taken in, but somebody should look
    NOTE = "note"  # worth knowing


class Finding(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One problem: its kind, where it is, which words, and what to do.

    `kind` is a lower-case word with underscores, listed in `docs/guide/findings.md`. `where` is a path inside the
    input (never an absolute path outside it) or a record id; `words` is the shortest quote that shows the problem.
    """

    kind: str
    severity: Severity
    where: str
    document: str = ""
    words: str = ""
    message: str
    remedy: str
