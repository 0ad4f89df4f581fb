"""The settings of an archive (`marsad.toml`), validated all at once."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Literal, get_args, get_origin

import msgspec

from marsad.intake import IntakeSettings
from marsad.records import SettingsError

FILE_NAME = "marsad.toml"
_LARGEST = 10**13
_MAY_BE_ZERO = frozenset({"workers", "largest_clock_error_ms"})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a user may set; `docs/guide/settings.md` explains each."""

    workers: int = 0
    reader: Literal["both", "rules", "model"] = "rules"
    ruleset: str = "marsad"
    max_file_mb: int = 512
    testimonies: tuple[str, ...] = ()
    thumbnails: bool = False
    ocr: bool = False
    ocr_languages: str = "ara+eng"
    largest_clock_error_ms: int = 0
    intake: IntakeSettings = IntakeSettings()

    @property
    def processes(self) -> int:
        """How many processes read documents: the number set, else one a core."""
        return self.workers or os.cpu_count() or 1


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
    problems = list(_problems(values, Settings, ""))
    if problems:
        raise SettingsError(
            "; ".join(problems), where=path.name, next_step="correct these lines; docs/guide/settings.md lists all"
        )
    return msgspec.convert(values, Settings)


def default_file() -> str:
    """Return the commented settings file that a new archive is given."""
    return resources.files("marsad").joinpath("default.toml").read_text(encoding="utf-8")


def _problems(values: Mapping[str, object], kind: type[msgspec.Struct], table: str) -> Iterator[str]:
    known = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for name, value in values.items():
        if name not in known:
            yield f"unknown setting {table}{name}"
        elif isinstance(value, dict) and isinstance(known[name], type) and issubclass(known[name], msgspec.Struct):
            yield from _problems(value, known[name], f"{table}{name}.")
        elif wanted := _wanted(name, value, known[name]):
            yield f"{table}{name} must be {wanted}, not {value!r}"


def _wanted(name: str, value: object, kind: type) -> str:
    """Say what a value should have been, empty where it is right."""
    if get_origin(kind) is dict:
        right = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        return "" if right else "a table of texts"
    if get_origin(kind) is tuple:
        right = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if right else "a list of texts"
    if get_args(kind):
        return "" if value in get_args(kind) else "one of " + ", ".join(repr(choice) for choice in get_args(kind))
    if kind is bool:
        return "" if isinstance(value, bool) else "true or false"
    if isinstance(value, bool) or not isinstance(value, kind):
        return {int: "a whole number", str: "a text"}.get(kind, "a table")
    least = 0 if name in _MAY_BE_ZERO else 1
    return f"{least} to {_LARGEST}" if isinstance(value, int) and not least <= value <= _LARGEST else ""
