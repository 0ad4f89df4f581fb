"""Findings of intake: one table of kinds, so that wording and remedies are the same in every reader."""

import functools
import tomllib
from importlib import resources

from marsad.intake.settings import IntakeSettings
from marsad.intake.wording import BIDI
from marsad.records import Finding, MarsadError, Severity

MAX_WORDS = 80
_HIDDEN: dict[int, None] = dict.fromkeys(BIDI)


class RefusedError(MarsadError):
    """A reader cannot go on with one piece of input; the caller turns it into a finding."""

    def __init__(self, kind: str, words: str = "", **details: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.words = words
        self.details = details


@functools.cache
def problem_kinds() -> dict[str, dict[str, str]]:
    """Return every kind of finding intake can give, with its severity, message and remedy."""
    table = resources.files("marsad.intake").joinpath("data", "problems.toml").read_text("utf-8")
    return {kind: {key: str(value) for key, value in row.items()} for kind, row in tomllib.loads(table).items()}


def problem(kind: str, where: str, words: str = "", /, **details: object) -> Finding:
    """Make the finding `kind` at `where`; `details` fill the braces of its message and remedy."""
    row = problem_kinds()[kind]
    setting = str(details.get("setting", ""))
    known = setting in IntakeSettings.__struct_fields__
    details["or_raise"] = f", or raise {setting} under [intake] in marsad.toml" if known else ""
    return Finding(
        kind=kind,
        severity=Severity(row["severity"]),
        where=where,
        words=shorten(words),
        message=row["message"].format_map(details),
        remedy=row["remedy"].format_map(details),
    )


def shorten(words: str, limit: int = MAX_WORDS) -> str:
    """Return at most `limit` characters of `words` on one line, without direction and control characters."""
    line = " ".join(words[: limit * 4].translate(_HIDDEN).split())
    line = "".join(c if c.isprintable() else "\ufffd" for c in line)
    return line if len(line) <= limit else line[: limit - 1] + "…"
