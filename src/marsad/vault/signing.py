"""The keys that sign checkpoints: Ed25519, named as signed notes name them, kept in the archive's `keys/`."""

import base64
import binascii
import hashlib
import re
from pathlib import Path

import msgspec
from cryptography.exceptions import InternalError, InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from marsad.records import InputError, StoreError
from marsad.vault.durable import READ_ONLY, SECRET, read_small, write_new

PRIVATE_FILE = "log.pem"
PUBLIC_FILE = "log.pub.pem"
VERIFIER_FILE = "log.vkey"
SHORTEST_PASSPHRASE = 12

_ED25519 = b"\x01"  # the signature type of signed notes
_KEY_BYTES = 32
_ID_BYTES = 4
_VERIFIER = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")
# the one spelling that we write; readers of PEM pass over stray characters, and with them over flipped bits
_PEM = re.compile(
    rb"-----BEGIN ((?:ENCRYPTED )?PRIVATE KEY)-----\n"
    rb"(?:[A-Za-z0-9+/]{64}\n){0,15}[A-Za-z0-9+/]{1,64}={0,2}\n"
    rb"-----END \1-----\n"
)
_DIRECTORY = 0o700
_LARGEST_FILE = 4096


class VerifierKey(msgspec.Struct, frozen=True):
    """The public half of a signing key: who signs, and the 32 bytes that check the signature."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that mark this key's signatures in a note (C2SP signed-note)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_BYTES]

    @property
    def line(self) -> str:
        """The key as one line to hand out, `name+id+key`, as the tools for transparency logs read it."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @property
    def pem(self) -> bytes:
        """The key as the PEM file that openssl reads."""
        public = Ed25519PublicKey.from_public_bytes(self.public)
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Say whether `signature` (64 bytes) is this key's over `data`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, data)
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """A named Ed25519 private key."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        if not is_key_name(name):
            raise InputError(
                "A signing key cannot have this name",
                where=ascii(name[:80]),
                next_step="use a name without spaces and plus signs, such as example.org/coast-archive",
            )
        self.verifier = VerifierKey(name, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
        self._private = private

    def __repr__(self) -> str:
        return f"SigningKey({self.verifier.line})"

    def sign(self, data: bytes) -> bytes:
        """Return the 64 bytes of the signature over `data`; the same data gives the same bytes."""
        return self._private.sign(data)

    def pem(self, passphrase: bytes | None = None) -> bytes:
        """Return the private key as PKCS#8 PEM, encrypted when a passphrase is given."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _encryption(passphrase))


def generate_key(name: str) -> SigningKey:
    """Make a new key from the system's random source; `name` is the origin of the log it signs.

    A name is best an address without `https://` that nobody else uses, such as `example.org/coast-archive`.
    """
    return SigningKey(name, Ed25519PrivateKey.generate())


def create_key(folder: Path, name: str, passphrase: bytes | None = None) -> SigningKey:
    """Make the key of a new archive and write its files into `folder` (mode 0700).

    They are the private key (mode 0600, encrypted when a passphrase is given), the public key as PEM, and the verifier
    line. Where an earlier call was killed half-way it finishes that key, and it never replaces one: raises
    `StoreError` when the folder holds a whole key, `InputError` for a name that cannot be used or a passphrase under
    12 bytes (PKCS#8 derives its key quickly, so that short ones can be tried out).
    """
    verifier, private = folder / VERIFIER_FILE, folder / PRIVATE_FILE
    if verifier.exists():
        raise StoreError("There is a signing key already", where=verifier.name, next_step="use the key that is there")
    if private.exists():
        key = _private_key(name, _bytes_of(private), passphrase)
    else:
        key = generate_key(name)
        pem = key.pem(passphrase)
        folder.mkdir(mode=_DIRECTORY, parents=True, exist_ok=True)
        write_new(private, pem, SECRET)
    write_new(folder / PUBLIC_FILE, key.verifier.pem, READ_ONLY)
    write_new(verifier, f"{key.verifier.line}\n".encode(), READ_ONLY)  # last: its presence says that the key is whole
    return key


def load_key(folder: Path, passphrase: bytes | None = None) -> SigningKey:
    """Read the signing key of an archive and check that its three files belong together.

    The passphrase comes from a prompt or a key file, never from the command line, where other users can read it.
    Raises `InputError` when a file is missing or damaged, or the passphrase is wrong, missing or not needed.
    """
    verifier = load_verifier(folder / VERIFIER_FILE)
    key = _private_key(verifier.name, _bytes_of(folder / PRIVATE_FILE), passphrase)
    if key.verifier != verifier:
        raise _damaged(PRIVATE_FILE, f"it does not belong to {VERIFIER_FILE}")
    if _bytes_of(folder / PUBLIC_FILE) != verifier.pem:
        raise _damaged(PUBLIC_FILE, f"it does not belong to {VERIFIER_FILE}")
    return key


def key_is_guarded(folder: Path) -> bool:
    """Tell whether the private key in a folder is encrypted by a passphrase."""
    try:
        return b"ENCRYPTED" in (folder / PRIVATE_FILE).read_bytes()
    except OSError:
        return False


def load_verifier(path: Path) -> VerifierKey:
    """Read the public key that checks an archive's checkpoints from its one-line file; needs no passphrase."""
    data = _bytes_of(path)
    try:
        line = data.decode("ascii" if data.isascii() else "utf-8")
    except UnicodeDecodeError:
        raise _damaged(path.name, "it is not text") from None
    if not line.endswith("\n"):
        raise _damaged(path.name, "its line does not end")
    return parse_verifier(line[:-1], where=path.name)


def parse_verifier(line: str, where: str = "verifier key") -> VerifierKey:
    """Read a `name+id+key` line; raises `InputError` unless it is an Ed25519 key whose id fits."""
    match = _VERIFIER.fullmatch(line)
    if not match:
        raise _damaged(where, "it is not a line of the form name+id+key")
    name, key_id, text = match.groups()
    data = decode_base64(text)
    if not is_key_name(name) or data is None or data[:1] != _ED25519 or len(data) != 1 + _KEY_BYTES:
        raise _damaged(where, "it holds no name and Ed25519 public key")
    key = VerifierKey(name, data[1:])
    if key.key_id.hex() != key_id:
        raise _damaged(where, "its id does not fit its name and key")
    return key


def is_key_name(name: str) -> bool:
    """Say whether a key can be called so: names hold no spaces, no plus and nothing that does not show."""
    return name.isprintable() and bool(name) and not any(c == "+" or c.isspace() for c in name)


def decode_base64(text: str) -> bytes | None:
    """Decode standard base64, or return None; spellings with stray bits or characters are none.

    The standard library accepts several spellings of the same bytes, so that a flipped bit could go unseen.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def _encryption(passphrase: bytes | None) -> KeySerializationEncryption:
    if passphrase is None:
        return NoEncryption()
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InputError(
            f"The passphrase is shorter than {SHORTEST_PASSPHRASE} bytes",
            next_step="choose a longer one, such as five random words",
        )
    return BestAvailableEncryption(passphrase)


def _private_key(name: str, pem: bytes, passphrase: bytes | None) -> SigningKey:
    if not _PEM.fullmatch(pem):
        raise _damaged(PRIVATE_FILE, "it is not written as it was saved")
    try:
        private = load_pem_private_key(pem, passphrase)
    except TypeError:
        need = "needs a passphrase" if passphrase is None else "is not encrypted, but a passphrase was given"
        raise InputError(f"The signing key {need}", where=PRIVATE_FILE, next_step="try again so") from None
    except (ValueError, UnsupportedAlgorithm, InternalError):  # as the changed bytes happen to read
        raise _damaged(PRIVATE_FILE, "the passphrase is wrong or the file was changed") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise _damaged(PRIVATE_FILE, "it is not an Ed25519 key")
    return SigningKey(name, private)


def _bytes_of(path: Path) -> bytes:
    try:
        return read_small(path, _LARGEST_FILE)
    except OSError as error:
        raise InputError(
            f"The key file cannot be read: {error.strerror or error}",
            where=path.name,
            next_step="restore it from a backup of keys/, or allow yourself to read it",
        ) from error


def _damaged(where: str, why: str) -> InputError:
    return InputError(f"The key cannot be used: {why}", where=where, next_step="restore keys/ from its backup")
