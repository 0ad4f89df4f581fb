"""The settings of an archive (`marsad.toml`), validated all at once."""

import os
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from marsad.records import SettingsError

FILE_NAME = "marsad.toml"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a user may set; `docs/guide/settings.md` explains each."""

    workers: int = 0
    date_order: Literal["DMY", "MDY", "YMD", ""] = ""
    ruleset: str = "marsad"
    max_file_mb: int = 512
    max_text_mchars: int = 20
    max_pdf_pages: int = 2000
    max_unpacked_mb: int = 2048

    @property
    def processes(self) -> int:
        """How many processes read documents: the number set, else one a core."""
        return self.workers or os.cpu_count() or 1


_RANGES = {
    "workers": (0, 256),
    "max_file_mb": (1, 1_048_576),
    "max_text_mchars": (1, 1000),
    "max_pdf_pages": (1, 1_000_000),
    "max_unpacked_mb": (1, 1_048_576),
}


def load_settings(path: Path) -> Settings:
    """Read and check a settings file; a file that is not there means the defaults.

    Raises `SettingsError` that names every unknown, mistyped or out-of-range setting together.
    """
    if not path.exists():
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            f"The settings file cannot be read: {error}", where=path.name, next_step="correct it"
        ) from error
    problems = _problems(values)
    if problems:
        raise SettingsError(
            "; ".join(problems), where=path.name, next_step="correct these lines; docs/guide/settings.md lists all"
        )
    return Settings(**values)


def default_file() -> str:
    """Return the commented settings file that a new archive is given."""
    return resources.files("marsad").joinpath("default.toml").read_text(encoding="utf-8")


def _problems(values: dict[str, Any]) -> list[str]:
    known = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    problems = [f"unknown setting {name!r}" for name in sorted(values.keys() - known.keys())]
    for name in sorted(values.keys() & known.keys()):
        problem = _problem(name, values[name], known[name])
        if problem:
            problems.append(f"{name} must be {problem}, not {values[name]!r}")
    return problems


def _problem(name: str, value: object, kind: type) -> str:
    choices = get_args(kind)
    if choices:
        return "" if value in choices else "one of " + ", ".join(repr(choice) for choice in choices)
    if not isinstance(value, kind) or isinstance(value, bool):
        return "a whole number" if kind is int else "a text"
    if isinstance(value, int) and not _RANGES[name][0] <= value <= _RANGES[name][1]:
        return f"{_RANGES[name][0]} to {_RANGES[name][1]}"
    return ""
