"""The inventory: a signed list of the small files beside the log, so that a change of one is found."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from marsad.records import Finding, ProofError, Severity
from marsad.vault.durable import replace
from marsad.vault.notes import parse_note, sign_note, signers
from marsad.vault.signing import SigningKey, VerifierKey

FILE = "inventory.txt"
_HEAD = "marsad inventory 1"
# checkpoints are signed themselves, originals and sealed files are in the log
_LISTED = ("marsad.toml", "keys/*", "checkpoints/*.tsr", "checkpoints/*.pem", "checkpoints/*.sha256")
_PRIVATE = "keys/log.pem"
_COMPARTMENT_KEY = ".key"
_GAP = "  "  # as sha256sum writes it


def sign_inventory(root: Path, key: SigningKey, coming: Mapping[str, bytes] | None = None) -> None:
    """Write and sign the list of the archive's settings, keys and time stamps as they are now.

    Files that are `coming` may be as they are or as they will be, so that a kill while one is replaced is no break.
    """
    pairs = {*_hashes(root).items(), *_hashes_of(coming or {}).items()}
    replace(root / FILE, _signed(pairs, key))


def inventory_after(root: Path, key: SigningKey, coming: Mapping[str, bytes]) -> bytes:
    """Return the signed list as it will be once some files are replaced or added."""
    return _signed({**_hashes(root), **_hashes_of(coming)}.items(), key)


def check_inventory(root: Path, key: VerifierKey) -> Iterator[Finding]:
    """Yield listed files that are gone or not as when the inventory was signed; nothing where it never was."""
    path = root / FILE
    if not path.exists():
        return
    try:
        note = parse_note(path.read_bytes())
        if not signers(note, [key]):
            raise ProofError("It is not signed by this archive's key")
        listed = _listed(note.text)
    except (ProofError, OSError) as error:
        yield _finding("inventory_broken", FILE, f"The inventory cannot be believed: {error}")
        return
    found = _hashes(root)
    for name, hashes in listed.items():
        if name.endswith(_COMPARTMENT_KEY) and name not in found:
            continue  # taken away once its compartment has another lock, or left out of a backup
        if name == _PRIVATE and name not in found:
            yield Finding(
                kind="key_absent",
                severity=Severity.WARNING,
                where=name,
                message="The private key is not here: this archive can be checked and cannot sign",
                remedy="put the key back from a backup made with --with-keys, or go on without signing",
            )
        elif name not in found:
            yield _finding("file_missing", name, "A file that the inventory lists is gone")
        elif found[name] not in hashes:
            yield _finding("file_changed", name, "A file is not what it was when the inventory was signed")


def _signed(pairs: Iterable[tuple[str, str]], key: SigningKey) -> bytes:
    lines = [_HEAD, *(f"{sha256}{_GAP}{name}" for name, sha256 in sorted(pairs))]
    return sign_note("".join(f"{line}\n" for line in lines), [key]).encode()


def _hashes_of(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def _listed(text: str) -> dict[str, set[str]]:
    head, *lines = text.splitlines()
    pairs = [line.split(_GAP, 1) for line in lines]
    if head != _HEAD or any(len(pair) != 2 for pair in pairs):
        raise ProofError("It is not a list of files")
    listed: dict[str, set[str]] = {}
    for sha256, name in pairs:
        listed.setdefault(name, set()).add(sha256)
    return listed


def _hashes(root: Path) -> dict[str, str]:
    paths = sorted(path for pattern in _LISTED for path in root.glob(pattern) if path.is_file())
    plain = (path for path in paths if not path.name.startswith("."))
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in plain}


def _finding(kind: str, where: str, message: str) -> Finding:
    return Finding(
        kind=kind,
        severity=Severity.ERROR,
        where=where,
        message=message,
        remedy="if you changed it yourself, run `marsad checkpoint`; else restore it from a backup",
    )
