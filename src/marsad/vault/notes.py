"""Signed notes (C2SP signed-note, https://c2sp.org/signed-note): text, a blank line, and signature lines."""

import base64
from collections.abc import Iterable

import msgspec

from marsad.records import ProofError
from marsad.vault.signing import SigningKey, VerifierKey, decode_base64, is_key_name

LARGEST_NOTE = 1 << 20
MOST_SIGNATURES = 100

_DASH = "— "
_ID_BYTES = 4


class NoteSignature(msgspec.Struct, frozen=True):
    """One signature line: who says to have signed, the mark of the key (4 bytes), and the signature."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as it stands in the note."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"


class Note(msgspec.Struct, frozen=True):
    """A text that ends in a line feed, and who signed it; nothing is believed until `signers` has checked it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(signature.line for signature in self.signatures)}"


def sign_note(text: str, keys: Iterable[SigningKey]) -> str:
    """Return the note of `text` signed by each key; raises `ProofError` when the text cannot stand in a note."""
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise _malformed("its text has control characters or does not end its last line")
    data = text.encode()
    signatures = (NoteSignature(key.verifier.name, key.verifier.key_id, key.sign(data)) for key in keys)
    return str(Note(text, tuple(signatures)))


def parse_note(note: str | bytes) -> Note:
    """Take a note apart; raises `ProofError` that says what is malformed.

    Every byte counts: only the one spelling of each signature is taken, so that no flipped bit goes unseen.
    """
    data = note.encode("utf-8", "surrogatepass") if isinstance(note, str) else note
    if len(data) > LARGEST_NOTE:
        raise _malformed(f"it is larger than {LARGEST_NOTE:,} bytes")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed(f"byte {error.start} is not UTF-8") from None
    if any(c < " " and c != "\n" for c in whole):
        raise _malformed("it has control characters")
    text, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail:
        raise _malformed("no blank line divides its text from signatures")
    if not tail.endswith("\n"):
        raise _malformed("its last line does not end: it is cut off")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise _malformed(f"it has more than {MOST_SIGNATURES} signatures")
    return Note(f"{text}\n", tuple(_signature(line) for line in lines))


def signers(note: Note, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Return those of `keys` that signed the note; signatures of keys not given are ignored.

    Raises `ProofError` when a signature that names a given key is wrong: then nothing in the note can be believed.
    """
    data = note.text.encode()
    known = {(key.name, key.key_id): key for key in keys}
    found: dict[VerifierKey, None] = {}
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not key.signed(signature.signature, data):
            raise ProofError(
                f"The signature of {key.name} does not fit the text",
                where="signed note",
                next_step="the text or the signature was changed: compare with another copy",
            )
        found[key] = None
    return tuple(found)


def _signature(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not (line.startswith(_DASH) and space and is_key_name(name)):
        raise _malformed(f"a signature line is not '{_DASH}name signature'")
    data = decode_base64(encoded)
    if data is None or len(data) <= _ID_BYTES:
        raise _malformed(f"the signature of {name} is not base64 of a key id and a signature")
    return NoteSignature(name, data[:_ID_BYTES], data[_ID_BYTES:])


def _malformed(why: str) -> ProofError:
    return ProofError(f"Not a signed note: {why}", where="signed note", next_step="compare with another copy")
