"""Replacing the key that signs an archive's log, so that a kill at any moment leaves the old key or the new one."""

import shutil
from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.pipeline.recording import Recorder
from marsad.records import EntryKind, Finding, InputError, Severity
from marsad.vault.durable import SECRET, read_small, replace, write_new
from marsad.vault.inventory import FILE as INVENTORY
from marsad.vault.inventory import inventory_after, sign_inventory
from marsad.vault.merkle import Tree
from marsad.vault.signing import (
    PRIVATE_FILE,
    PUBLIC_FILE,
    VERIFIER_FILE,
    SigningKey,
    VerifierKey,
    create_key,
    load_key,
    load_verifier,
)
from marsad.vault.succession import Handover, Leaving, handover_path, load_succession, make_handover, parse_handover

KEYS = "keys"
NEXT = "next"
_CHANGE = "change.json"
_LARGEST = 1 << 20
# the verifier line last: while it names the old key, the handover is unfinished and is finished by the next writer
_MOVED = (PUBLIC_FILE, PRIVATE_FILE, VERIFIER_FILE)


class KeyChange(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger keeps of a handover: both keys as they are handed out, and why the old one left."""

    old: str
    new: str
    because: Leaving
    reason: str


def replace_key(
    archive: Archive,
    recorder: Recorder,
    *,
    because: Leaving,
    reason: str,
    passphrase: bytes | None = None,
    new_passphrase: bytes | None = None,
) -> Handover:
    """Let a new key take over from the archive's signing key, which is destroyed; for the only writer.

    The old key signs the new one, unless it was lost, and may have signed nothing over more entries than the log has
    now. Checkpoints it signed still hold. Raises `InputError` where no reason is given or a passphrase is wrong.
    """
    if not reason.strip():
        raise InputError("A key is not replaced without a reason", next_step="say why (--reason)")
    folder = archive.root / KEYS
    finish_handover(archive, recorder)
    old: SigningKey | VerifierKey = (
        load_verifier(folder / VERIFIER_FILE) if because is Leaving.LOST else load_key(folder, passphrase)
    )
    leaving = old.verifier if isinstance(old, SigningKey) else old
    new = create_key(folder / NEXT, leaving.name, new_passphrase)
    change = KeyChange(old=leaving.line, new=new.verifier.line, because=because, reason=reason.strip())
    write_new(folder / NEXT / _CHANGE, msgspec.json.encode(change), SECRET)
    size = archive.ledger.size()
    with archive.ledger.nodes() as nodes:
        text = make_handover(size, Tree(nodes, size).root(), old, new, because)
    path = handover_path(folder, size)
    coming = {f"{KEYS}/{name}": (folder / NEXT / name).read_bytes() for name in _MOVED}
    coming[f"{KEYS}/{path.name}"] = text.encode()
    write_new(folder / NEXT / INVENTORY, inventory_after(archive.root, new, coming), SECRET)
    write_new(path, text.encode())  # from here on the new key signs, whatever happens
    finish_handover(archive, recorder)
    return parse_handover(text)


def finish_handover(archive: Archive, recorder: Recorder) -> tuple[Finding, ...]:
    """Put the files of a signed handover in place that a killed process left, or drop one that was not signed yet.

    Needs no passphrase. Returns what was mended. For the only writer.
    """
    folder = archive.root / KEYS
    staged = folder / NEXT
    if not (folder / VERIFIER_FILE).exists():
        return ()
    succession = load_succession(folder)
    if succession.unfinished:
        if not (staged / VERIFIER_FILE).exists():
            raise InputError(
                "Another key took over from this one, and it is not here",
                where=f"{KEYS}/{VERIFIER_FILE}",
                next_step="restore keys/ from a backup made since; the old key signs nothing more",
            )
        change = msgspec.json.decode(read_small(staged / _CHANGE, _LARGEST), type=KeyChange)
        if not archive.ledger.entries([EntryKind.KEY], subject=change.new):
            archive.ledger.append(recorder.addition(recorder.draft(EntryKind.KEY, change.new, change)))
        _put_in_place(archive.root, staged)
        shutil.rmtree(staged)
        return (_mended("The new signing key is in place; a process was killed while it took over"),)
    if staged.exists():
        done = _staged_key(staged) in (None, succession.current)
        shutil.rmtree(staged)
        if not done:
            return (_mended("A new signing key that had not taken over yet was dropped; the old one signs as before"),)
    return ()


def change_passphrase(archive: Archive, old: bytes | None, new: bytes | None) -> None:
    """Guard the signing key by another passphrase, or by none; for the only writer. Raises `InputError`."""
    folder = archive.root / KEYS
    key = load_key(folder, old)
    pem = key.pem(new)
    # a kill in between leaves either file, and both are listed
    sign_inventory(archive.root, key, {f"{KEYS}/{PRIVATE_FILE}": pem})
    replace(folder / PRIVATE_FILE, pem, SECRET)
    sign_inventory(archive.root, key)


def _put_in_place(root: Path, staged: Path) -> None:
    replace(root / INVENTORY, read_small(staged / INVENTORY, _LARGEST))
    for name in _MOVED:
        mode = SECRET if name == PRIVATE_FILE else 0o444
        replace(root / KEYS / name, read_small(staged / name, _LARGEST), mode)


def _mended(message: str) -> Finding:
    return Finding(
        kind="handover_mended",
        severity=Severity.NOTE,
        where=f"{KEYS}/",
        message=message,
        remedy="nothing: `marsad keys` shows which key signs",
    )


def _staged_key(folder: Path) -> VerifierKey | None:
    return load_verifier(folder / VERIFIER_FILE) if (folder / VERIFIER_FILE).exists() else None
