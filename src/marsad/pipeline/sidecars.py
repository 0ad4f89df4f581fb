"""`custody.toml` beside the files: what their collector tells of them, for all of a folder or for one file."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from marsad.intake import SIDECAR, SourceFile
from marsad.records import Finding, InputError, Severity, Told

_FILES = "files"
_LARGEST = 1 << 20
_Values = Mapping[str, object]


class Sidecars:
    """Reads each `custody.toml` once; the nearest folder's word goes before that of those around it."""

    def __init__(self) -> None:
        self._read: dict[Path, _Values | str] = {}
        self._named: set[str] = set()

    def told(self, found: SourceFile) -> Told | Finding | None:
        """Return what is told of a file, a finding where that cannot be read, None where that was found before."""
        values: dict[str, object] = {}
        path = Path(found.path)
        # from the folder that the user gave down to the file's own
        for folder in reversed(path.parents[: len(Path(found.name).parts)]):
            read = self._values(folder / SIDECAR)
            if isinstance(read, str):
                return self._finding(folder / SIDECAR, read)
            values |= {key: value for key, value in read.items() if key != _FILES}
            files = read.get(_FILES)
            if folder == path.parent and isinstance(files, dict):
                values |= files.get(path.name, {})
        try:
            return msgspec.convert(values, Told)
        except (msgspec.ValidationError, InputError) as error:
            return self._finding(path.parent / SIDECAR, f"of {found.name}: {error}")

    def _values(self, path: Path) -> _Values | str:
        if path not in self._read:
            self._read[path] = _load(path)
        return self._read[path]

    def _finding(self, path: Path, why: str) -> Finding | None:
        if f"{path} {why}" in self._named:
            return None
        self._named.add(f"{path} {why}")
        return Finding(
            kind="custody_unreadable",
            severity=Severity.ERROR,
            where=f"{path.parent.name}/{path.name}",
            message=f"What is told of the files here cannot be understood, and they were not taken in: {why}",
            remedy="correct it (docs/guide/custody.md lists what may stand in it), then run again",
        )


def told_in(path: Path) -> Told:
    """Return what one file tells, in the form of a `custody.toml` without tables for files; raises `InputError`."""
    values = _load(path) if path.is_file() else "there is no such file"
    if isinstance(values, str) or _FILES in values:
        why = values if isinstance(values, str) else "it has tables for several files"
        raise InputError(
            f"What is told cannot be understood: {why}", where=str(path), next_step="see docs/guide/custody.md"
        )
    return msgspec.convert(values, Told)


def _load(path: Path) -> _Values | str:
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        values = tomllib.loads(data.decode("utf-8")) if len(data) <= _LARGEST else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return str(error)
    if len(data) > _LARGEST:
        return f"it is larger than {_LARGEST:,} bytes"
    files = values.get(_FILES, {})
    if not isinstance(files, dict) or not all(isinstance(one, dict) for one in files.values()):
        return 'files has to be tables such as [files."page.html"]'
    try:
        # each part by itself, so that a mistake is named once and not for every file
        msgspec.convert({key: value for key, value in values.items() if key != _FILES}, Told)
    except (msgspec.ValidationError, InputError) as error:
        return str(error)
    return values
