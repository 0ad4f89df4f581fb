"""The settings of an archive (`marsad.toml`), validated all at once."""

import os
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from marsad.records import SettingsError

FILE_NAME = "marsad.toml"
_DATE_ORDERS = ("DMY", "MDY", "YMD")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a user may set; `docs/guide/settings.md` explains each."""

    workers: int = 0
    date_order: str = "DMY"
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
        value = values[name]
        if not isinstance(value, known[name]) or isinstance(value, bool):
            problems.append(f"{name} must be {'a whole number' if known[name] is int else 'a text'}, not {value!r}")
        elif name in _RANGES and not _RANGES[name][0] <= value <= _RANGES[name][1]:
            problems.append(f"{name} must be {_RANGES[name][0]} to {_RANGES[name][1]}, not {value}")
    if values.get("date_order", "DMY") not in _DATE_ORDERS:
        problems.append(f"date_order must be one of {', '.join(_DATE_ORDERS)}, not {values['date_order']!r}")
    return problems
