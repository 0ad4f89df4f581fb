"""The archive's private key in a backup: encrypted by a passphrase or key file of its own."""

import msgspec

from marsad.records import SealError
from marsad.vault.sealing import Compartment
from marsad.vault.secrets import Secret, Stretching

_NAME = "backup"
_PURPOSE = "keys"


class _Safe(msgspec.Struct, frozen=True, kw_only=True):
    stretching: Stretching
    sealed: bytes


def lock_key(pem: bytes, secret: Secret) -> bytes:
    """Encrypt the private key's file; raises `SealError` for a passphrase that is too short."""
    secret.check_strength()
    stretching = secret.fresh()
    sealed = Compartment(_NAME, {1: secret.key(stretching)}).seal(pem, _PURPOSE)
    return msgspec.json.encode(_Safe(stretching=stretching, sealed=sealed))


def unlock_key(data: bytes, secret: Secret) -> bytes:
    """Decrypt what `lock_key` made; raises `SealError` where the secret is another or the bytes were changed."""
    try:
        safe = msgspec.json.decode(data, type=_Safe)
        if not secret.fits(safe.stretching):
            raise SealError("These keys are locked the other way", next_step="give the passphrase or the key file")
        return Compartment(_NAME, {1: secret.key(safe.stretching)}).open(safe.sealed, _PURPOSE)
    except (msgspec.MsgspecError, SealError):
        raise SealError(
            "The keys in the backup do not open with that",
            next_step="try again, or restore without the private key (--without-keys)",
        ) from None
