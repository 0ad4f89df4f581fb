"""What opens a lock: a passphrase or a key file, never written, printed or put on a command line by Marsad."""

import hashlib
import os
from pathlib import Path
from unicodedata import normalize

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from marsad.records import SealError

_SALT_BYTES = 16
_KEY_BYTES = 32
LEAST_PASSPHRASE = 12
_LEAST_KEY_FILE = 32
_MOST_KEY_FILE = 65536
# 128 MiB and about a third of a second on a laptop; a ring may ask for more, never for so much that opening hangs
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
_MOST_SCRYPT_MEMORY = 1 << 30


class Stretching(msgspec.Struct, frozen=True, kw_only=True):
    """How a secret becomes a key: scrypt with these costs for a passphrase, HKDF (`n` is 0) for a key file."""

    n: int
    r: int
    p: int
    salt: bytes


class Secret:
    """A passphrase or the content of a key file; shows itself in no `repr` and no error."""

    def __init__(self, material: bytes, *, from_file: bool) -> None:
        self._material = material
        self.from_file = from_file

    def __repr__(self) -> str:
        return "Secret(from a key file)" if self.from_file else "Secret(passphrase)"

    @classmethod
    def of_passphrase(cls, passphrase: str) -> "Secret":
        """Take a passphrase as typed (after Unicode NFKC, so that it opens on another keyboard)."""
        return cls(normalize("NFKC", passphrase).encode("utf-8"), from_file=False)

    @classmethod
    def of_file(cls, path: Path) -> "Secret":
        """Take a key file: any file of 32 to 65,536 bytes; raises `SealError`."""
        try:
            with path.open("rb") as file:
                material = file.read(_MOST_KEY_FILE + 1)
        except OSError as error:
            raise SealError(
                f"The key file cannot be read: {error.strerror}", where=path.name, next_step="check the path"
            ) from None
        if not _LEAST_KEY_FILE <= len(material) <= _MOST_KEY_FILE:
            raise SealError(
                "A key file holds 32 to 65,536 bytes", where=path.name, next_step="make one with `marsad seal key FILE`"
            )
        return cls(material, from_file=True)

    def check_strength(self) -> None:
        """Raise `SealError` where a passphrase is too short to guard anything (against guessing offline)."""
        if not self.from_file and len(self._material.decode("utf-8")) < LEAST_PASSPHRASE:
            raise SealError(
                f"A passphrase needs at least {LEAST_PASSPHRASE} characters",
                next_step="take four or five random words, or a key file",
            )

    def passphrase(self) -> bytes:
        """Return what a signing key's file (PKCS#8) is encrypted by: as typed, or the key file's SHA-256 in hex.

        PKCS#8 takes no more than 1,023 bytes; so `openssl -passin` can be given what `sha256sum` prints.
        """
        return hashlib.sha256(self._material).hexdigest().encode() if self.from_file else self._material

    def fresh(self) -> Stretching:
        """Return how a new lock stretches this secret, with a new salt."""
        salt = os.urandom(_SALT_BYTES)
        if self.from_file:
            return Stretching(n=0, r=0, p=0, salt=salt)
        return Stretching(n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, salt=salt)

    def fits(self, how: Stretching) -> bool:
        """Say whether a lock is of this secret's kind."""
        return self.from_file == (how.n == 0)

    def key(self, how: Stretching) -> bytes:
        """Return the 32-byte key that this secret gives; raises `SealError` for costs no lock of ours has."""
        if self.from_file:
            return HKDF(hashes.SHA256(), _KEY_BYTES, how.salt, b"marsad key file").derive(self._material)
        if how.n < _SCRYPT_N or 128 * how.n * how.r * how.p > _MOST_SCRYPT_MEMORY:
            raise SealError("A lock asks for a strange amount of work", next_step="restore the ring from a backup")
        try:
            return Scrypt(salt=how.salt, length=_KEY_BYTES, n=how.n, r=how.r, p=how.p).derive(self._material)
        except ValueError:
            raise SealError("A lock's costs are damaged", next_step="restore the ring from a backup") from None


def write_key_file(path: Path) -> None:
    """Make a new key file of 32 random bytes in hexadecimal, readable by you alone; never replaces a file."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(_KEY_BYTES).hex().encode() + b"\n")
    except OSError as error:
        raise SealError(
            f"The key file cannot be made: {error.strerror}", where=str(path), next_step="name a new file"
        ) from None
