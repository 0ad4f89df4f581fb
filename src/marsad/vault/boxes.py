"""Boxes: whole files encrypted for a compartment by whoever holds its public half, opened only with its key."""

import hashlib
import struct
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from marsad.records import SealError
from marsad.vault.sealing import KEY_BYTES, Compartment

_MAGIC = b"marsad box 1\n"
_HEADER = struct.Struct(f">{len(_MAGIC)}sI80s")
_CHUNK = 1 << 20
_TAG_BYTES = 16
# RFC 9180: taking in needs nobody's passphrase, because it only ever writes
_HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class Drop(msgspec.Struct, frozen=True, kw_only=True):
    """The public half of a compartment: what is encrypted for it opens with the key of its generation."""

    compartment: str
    generation: int
    public: bytes


def drop_of(opened: Compartment, generation: int) -> Drop:
    """Return the public half that belongs to one key of a compartment."""
    public = _private(opened.key(generation)).public_key().public_bytes_raw()
    return Drop(compartment=opened.name, generation=generation, public=public)


def fill_box(source: BinaryIO, target: BinaryIO, drop: Drop, name: str) -> tuple[str, str, int]:
    """Encrypt `source` into `target` for `drop`, bound to `name`.

    Returns the SHA-256 of what went in and of the box, and the size of what went in.

    Each box has a key of its own, so that rotating a compartment writes new headers and not gigabytes anew. Chunks are
    numbered and the last one is marked: none can be left out, moved or added.
    """
    key = AESGCM.generate_key(8 * KEY_BYTES)
    plain, boxed = hashlib.sha256(), hashlib.sha256()
    size = 0
    header = _header(drop, name, key)
    target.write(header)
    boxed.update(header)
    cipher, number = AESGCM(key), 0
    chunk = _filled(source)
    while True:
        following = _filled(source) if len(chunk) == _CHUNK else b""
        sealed = cipher.encrypt(_nonce(number, last=not following), chunk, None)
        target.write(sealed)
        plain.update(chunk)
        boxed.update(sealed)
        size += len(chunk)
        if not following:
            return plain.hexdigest(), boxed.hexdigest(), size
        chunk, number = following, number + 1


def box_key(source: BinaryIO, opened: Compartment, name: str) -> bytes:
    """Return the key of one box; raises `SealError` where it was changed or is of a key that is no longer there."""
    generation, wrapped = _read_header(source, name)
    if generation not in opened.generations:
        raise SealError(
            f"Sealed with key {generation}, which this compartment no longer has",
            where=name,
            next_step="restore the compartment from the backup that this file came from",
        )
    try:
        return _HPKE.decrypt(wrapped, _private(opened.key(generation)), _info(opened.name, generation, name))
    except (InvalidTag, ValueError):
        raise _damaged(name) from None


def empty_box(source: BinaryIO, key: bytes, name: str) -> bytes:
    """Return what is in a box, in memory only; raises `SealError` where a bit was changed."""
    _read_header(source, name)
    cipher, number, found = AESGCM(key), 0, bytearray()
    chunk = source.read(_CHUNK + _TAG_BYTES)
    while True:
        following = source.read(_CHUNK + _TAG_BYTES)
        try:
            found += cipher.decrypt(_nonce(number, last=not following), chunk, None)
        except (InvalidTag, ValueError):
            raise _damaged(name) from None
        if not following:
            return bytes(found)
        chunk, number = following, number + 1


def rewrap_box(source: BinaryIO, target: BinaryIO, opened: Compartment, name: str) -> str:
    """Copy a box under the newest key of its compartment; return the SHA-256 of the new box."""
    key = box_key(source, opened, name)
    boxed = hashlib.sha256()
    header = _header(drop_of(opened, opened.generation), name, key)
    target.write(header)
    boxed.update(header)
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        boxed.update(chunk)
    return boxed.hexdigest()


def _header(drop: Drop, name: str, key: bytes) -> bytes:
    public = X25519PublicKey.from_public_bytes(drop.public)
    wrapped = _HPKE.encrypt(key, public, _info(drop.compartment, drop.generation, name))
    return _HEADER.pack(_MAGIC, drop.generation, wrapped)


def _read_header(source: BinaryIO, name: str) -> tuple[int, bytes]:
    header = source.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_MAGIC):
        raise _damaged(name)
    _, generation, wrapped = _HEADER.unpack(header)
    return int(generation), bytes(wrapped)


def _filled(source: BinaryIO) -> bytes:
    """Read a whole chunk where there is one: an unbuffered file may give less at a time."""
    chunk = bytearray()
    while len(chunk) < _CHUNK and (more := source.read(_CHUNK - len(chunk))):
        chunk += more
    return bytes(chunk)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _private(key: bytes) -> X25519PrivateKey:
    derived = HKDF(hashes.SHA256(), KEY_BYTES, None, b"marsad drop").derive(key)
    return X25519PrivateKey.from_private_bytes(derived)


def _info(compartment: str, generation: int, name: str) -> bytes:
    return f"marsad box {compartment}/{generation}/{name}".encode()


def _damaged(name: str) -> SealError:
    return SealError("A sealed file was changed or damaged", where=name, next_step="restore it from a backup")
