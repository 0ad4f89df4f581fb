"""Sealing: bytes that only the holders of a compartment's key can read (AES-256-GCM)."""

import os
import struct
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from marsad.records import SealError

KEY_BYTES = 32
_MAGIC = b"marsad sealed 1\n"
_HEADER = struct.Struct(f">{len(_MAGIC)}sI12s")
_LENGTH = struct.Struct(">I")
_NONCE_BYTES = 12
_BLOCK = 512


class Compartment:
    """The opened keys of one compartment: seals with the newest, opens what any of them sealed.

    A key has a generation number; rotation adds one. The keys live in this object only and show in no `repr`.
    """

    def __init__(self, name: str, keys: Mapping[int, bytes]) -> None:
        self.name = name
        self._keys = dict(keys)

    def __repr__(self) -> str:
        return f"Compartment({self.name!r})"

    @property
    def generation(self) -> int:
        """The number of the newest key."""
        return max(self._keys)

    @property
    def generations(self) -> tuple[int, ...]:
        """The numbers of all keys, oldest first."""
        return tuple(sorted(self._keys))

    def seal(self, data: bytes, name: str) -> bytes:
        """Encrypt `data` under the newest key, bound to `name`: it opens under no other name and in no other place.

        The length is rounded up to a multiple of 512 bytes, because the length of a name or a telephone number says
        something about it.
        """
        nonce = os.urandom(_NONCE_BYTES)
        header = _HEADER.pack(_MAGIC, self.generation, nonce)
        filled = _LENGTH.pack(len(data)) + data
        padded = filled + bytes(-len(filled) % _BLOCK)
        return header + AESGCM(self._keys[self.generation]).encrypt(nonce, padded, self._bound(header, name))

    def open(self, sealed: bytes, name: str) -> bytes:
        """Decrypt what `seal` made; raises `SealError` where a bit was changed or the key is not of this ring."""
        generation = generation_of(sealed, name)
        header, body = sealed[: _HEADER.size], sealed[_HEADER.size :]
        nonce = _HEADER.unpack(header)[2]
        if generation not in self._keys:
            raise SealError(
                f"Sealed with key {generation}, which this compartment no longer has",
                where=name,
                next_step="restore the compartment from the backup that this file came from",
            )
        try:
            padded = AESGCM(self._keys[generation]).decrypt(nonce, body, self._bound(header, name))
        except InvalidTag:
            raise _damaged(name) from None
        (length,) = _LENGTH.unpack_from(padded)
        return padded[_LENGTH.size : _LENGTH.size + length]

    def tag(self, data: bytes) -> bytes:
        """Return a 32-byte authentication code of `data` under the newest key."""
        code = hmac.HMAC(self._keys[self.generation], hashes.SHA256())
        code.update(b"marsad ring\n" + data)
        return code.finalize()

    def with_new_key(self) -> "Compartment":
        """Return the compartment with one more key, which seals from now on."""
        return Compartment(self.name, {**self._keys, self.generation + 1: os.urandom(KEY_BYTES)})

    def with_newest_key_only(self) -> "Compartment":
        """Return the compartment without its older keys."""
        return Compartment(self.name, {self.generation: self._keys[self.generation]})

    def key(self, generation: int) -> bytes:
        """Return one key, for wrapping."""
        return self._keys[generation]

    def _bound(self, header: bytes, name: str) -> bytes:
        return header + f"{self.name}/{name}".encode()


def new_compartment(name: str) -> Compartment:
    """Return a compartment with one fresh key."""
    return Compartment(name, {1: os.urandom(KEY_BYTES)})


def generation_of(sealed: bytes, name: str) -> int:
    """Say which key sealed these bytes; raises `SealError` where they are not sealed bytes."""
    if len(sealed) < _HEADER.size or not sealed.startswith(_MAGIC):
        raise _damaged(name)
    generation: int = _HEADER.unpack_from(sealed)[1]
    return generation


def _damaged(name: str) -> SealError:
    return SealError("A sealed file was changed or damaged", where=name, next_step="restore it from a backup")
