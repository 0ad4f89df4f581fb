"""Key rings: who can open a compartment, each by a lock of their own."""

import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from marsad.records import SealError
from marsad.vault.boxes import Drop, drop_of
from marsad.vault.sealing import Compartment
from marsad.vault.secrets import Secret, Stretching

_NONCE_BYTES = 12
# RFC 9180: a key wrapped for a lock's public half, so that rotation needs one person's secret and not everybody's
_HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """One person's way in: a key pair whose private half opens with their passphrase or key file."""

    name: str
    public: bytes
    stretching: Stretching
    nonce: bytes
    private: bytes
    keys: dict[int, bytes] = {}


class Keyring(msgspec.Struct, frozen=True, kw_only=True):
    """The locks of one compartment, each with the compartment's keys wrapped for it; holds nothing in clear.

    `tag` authenticates the ring under the compartment's newest key: a lock that somebody slips in is noticed before
    anything is wrapped for it. `drops` are the public halves of the keys by generation, for taking in without a key.
    """

    compartment: str
    locks: tuple[Lock, ...]
    tag: bytes = b""
    drops: dict[int, bytes] = {}

    def drop(self) -> Drop:
        """Return the public half that originals are sealed for; raises `SealError` in a ring of an older Marsad."""
        if not self.drops:
            raise SealError(
                "This compartment is of an older Marsad and takes in nothing without its key",
                where=self.compartment,
                next_step="run `marsad seal rotate`",
            )
        newest = max(self.drops)
        return Drop(compartment=self.compartment, generation=newest, public=self.drops[newest])

    def takes(self, secret: Secret) -> bool:
        """Tell whether a lock of this ring opens with a secret."""
        fitting = (lock for lock in self.locks if secret.fits(lock.stretching))
        return any(_private(lock, secret, self.compartment) is not None for lock in fitting)

    def unlock(self, secret: Secret) -> Compartment:
        """Open the compartment; raises `SealError` where no lock takes this secret or the ring was changed."""
        for lock in self.locks:
            if secret.fits(lock.stretching) and (private := _private(lock, secret, self.compartment)):
                opened = self._opened(lock, private)
                if opened.tag(_content(self)) != self.tag:
                    raise _changed(self.compartment)
                return opened
        kind = "key file" if secret.from_file else "passphrase"
        raise SealError(
            f"No lock of this compartment opens with that {kind}",
            where=self.compartment,
            next_step="try again, or ask another keeper of the compartment to grant you a lock",
        )

    def _opened(self, lock: Lock, private: bytes) -> Compartment:
        opener = X25519PrivateKey.from_private_bytes(private)
        try:
            keys = {
                generation: _HPKE.decrypt(wrapped, opener, _info(self.compartment, lock.name, generation))
                for generation, wrapped in lock.keys.items()
            }
        except InvalidTag:
            raise _changed(self.compartment) from None
        if not keys:
            raise _changed(self.compartment)
        return Compartment(self.compartment, keys)

    def granting(self, opened: Compartment, name: str, secret: Secret) -> "Keyring":
        """Return the ring with one more lock, which opens everything sealed so far."""
        if any(lock.name == name for lock in self.locks):
            raise SealError(f"There is a lock {name} already", where=self.compartment, next_step="take another name")
        return _tagged(self.compartment, (*self.locks, _new_lock(self.compartment, name, secret)), opened)

    def revoking(self, opened: Compartment, name: str) -> "Keyring":
        """Return the ring without a lock; rotate afterwards, since its owner may have kept the present key."""
        left = tuple(lock for lock in self.locks if lock.name != name)
        if len(left) == len(self.locks):
            raise SealError(f"There is no lock {name}", where=self.compartment, next_step="see `marsad seal list`")
        if not left:
            raise SealError(
                "The last lock of a compartment cannot be revoked",
                where=self.compartment,
                next_step="grant another lock first",
            )
        return _tagged(self.compartment, left, opened)

    def rewrapped(self, opened: Compartment) -> "Keyring":
        """Return the ring with the keys of `opened` wrapped for every lock."""
        return _tagged(self.compartment, self.locks, opened)


def new_ring(opened: Compartment, name: str, secret: Secret) -> Keyring:
    """Return the ring of a new compartment with its first lock."""
    return _tagged(opened.name, (_new_lock(opened.name, name, secret),), opened)


def _new_lock(compartment: str, name: str, secret: Secret) -> Lock:
    secret.check_strength()
    pair = X25519PrivateKey.generate()
    public = pair.public_key().public_bytes_raw()
    stretching = secret.fresh()
    nonce = os.urandom(_NONCE_BYTES)
    bound = f"{compartment}/{name}".encode() + public
    private = AESGCM(secret.key(stretching)).encrypt(nonce, pair.private_bytes_raw(), bound)
    return Lock(name=name, public=public, stretching=stretching, nonce=nonce, private=private)


def _private(lock: Lock, secret: Secret, compartment: str) -> bytes | None:
    try:
        bound = f"{compartment}/{lock.name}".encode() + lock.public
        return AESGCM(secret.key(lock.stretching)).decrypt(lock.nonce, lock.private, bound)
    except (InvalidTag, ValueError):
        return None


def _tagged(compartment: str, locks: tuple[Lock, ...], opened: Compartment) -> Keyring:
    wrapped = tuple(msgspec.structs.replace(lock, keys=_wrapped(compartment, lock, opened)) for lock in locks)
    drops = {generation: drop_of(opened, generation).public for generation in opened.generations}
    ring = Keyring(compartment=compartment, locks=wrapped, drops=drops)
    return msgspec.structs.replace(ring, tag=opened.tag(_content(ring)))


def _wrapped(compartment: str, lock: Lock, opened: Compartment) -> dict[int, bytes]:
    public = X25519PublicKey.from_public_bytes(lock.public)
    return {
        generation: _HPKE.encrypt(opened.key(generation), public, _info(compartment, lock.name, generation))
        for generation in opened.generations
    }


def _info(compartment: str, lock: str, generation: int) -> bytes:
    return f"marsad key {compartment}/{lock}/{generation}".encode()


def _content(ring: Keyring) -> bytes:
    content = (ring.compartment, ring.locks)
    return msgspec.json.encode((*content, ring.drops) if ring.drops else content)


def _changed(compartment: str) -> SealError:
    return SealError(
        "The ring of locks was changed by something other than Marsad",
        where=compartment,
        next_step="restore it from a backup before you trust the compartment again",
    )
