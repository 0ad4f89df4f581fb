import base64
import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from marsad.records import InputError, StoreError
from marsad.vault.signing import (
    PRIVATE_FILE,
    PUBLIC_FILE,
    VERIFIER_FILE,
    SigningKey,
    create_key,
    generate_key,
    load_key,
    load_verifier,
    parse_verifier,
)

NAME = "example.org/coast"
PASSPHRASE = "خمس كلمات لا يعرفها أحد".encode()
# the verifier keys that Go's documentation of signed notes and its checksum database give
KNOWN = [
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
]


@pytest.mark.parametrize("line", KNOWN)
def test_reads_and_writes_known_verifier_keys(line):
    key = parse_verifier(line)
    assert key.line == line
    assert key.key_id.hex() == line.split("+")[1]


@pytest.mark.parametrize("line", [*KNOWN, "example.org/coast+8d271aa5+ARrguDU1EhA4pvZpe893ZIaw2tPV3ey0bloAsM8Nuhw1"])
def test_no_flipped_bit_in_a_verifier_key_goes_unseen(line):
    data = line.encode()
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(InputError, match="Next:"):
            parse_verifier(changed.decode("latin-1"))


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_key_comes_back_as_it_was_saved(tmp_path, passphrase):
    folder = tmp_path / "keys"
    key = create_key(folder, NAME, passphrase)
    again = load_key(folder, passphrase)
    assert again.verifier == key.verifier == load_verifier(folder / VERIFIER_FILE)
    assert again.sign(b"x") == key.sign(b"x")
    assert key.verifier.signed(again.sign(b"x"), b"x")
    assert not key.verifier.signed(again.sign(b"x"), b"y")
    assert sorted(path.name for path in folder.iterdir()) == [PRIVATE_FILE, PUBLIC_FILE, VERIFIER_FILE]


def test_only_the_owner_can_read_a_private_key(tmp_path):
    before = os.umask(0)
    try:
        create_key(tmp_path / "keys", NAME)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "keys" / PRIVATE_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_an_encrypted_key_shows_nothing_of_itself(tmp_path):
    key = create_key(tmp_path, NAME, PASSPHRASE)
    pem = (tmp_path / PRIVATE_FILE).read_bytes()
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert base64.b64decode(key.pem().split(b"\n")[1])[-32:] not in base64.b64decode(b"".join(pem.split(b"\n")[1:-2]))
    assert repr(key) == f"SigningKey({key.verifier.line})"


def test_wrong_missing_and_needless_passphrases_say_which(tmp_path):
    create_key(tmp_path / "locked", NAME, PASSPHRASE)
    create_key(tmp_path / "open", NAME)
    with pytest.raises(InputError, match="passphrase is wrong"):
        load_key(tmp_path / "locked", b"not this one at all")
    with pytest.raises(InputError, match="needs a passphrase"):
        load_key(tmp_path / "locked")
    with pytest.raises(InputError, match="not encrypted"):
        load_key(tmp_path / "open", PASSPHRASE)


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(InputError, match="shorter than 12"):
        create_key(tmp_path / "keys", NAME, b"eleven char")
    assert not (tmp_path / "keys").exists()


def test_a_key_is_never_replaced(tmp_path):
    key = create_key(tmp_path, NAME)
    with pytest.raises(StoreError, match="already"):
        create_key(tmp_path, "example.org/other")
    assert load_key(tmp_path).verifier == key.verifier


@pytest.mark.parametrize("left", [[PRIVATE_FILE], [PRIVATE_FILE, PUBLIC_FILE]])
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_key_half_made_by_a_killed_process_is_finished(tmp_path, left, passphrase):
    key = create_key(tmp_path, NAME, passphrase)
    for path in tmp_path.iterdir():
        if path.name not in left:
            path.unlink()
    assert create_key(tmp_path, NAME, passphrase).verifier == key.verifier
    assert load_key(tmp_path, passphrase).verifier == key.verifier


@pytest.mark.parametrize("name", [PRIVATE_FILE, PUBLIC_FILE, VERIFIER_FILE])
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_flipped_bit_in_a_key_file_is_found(tmp_path, name, passphrase):
    create_key(tmp_path, NAME, passphrase)
    path = tmp_path / name
    data = path.read_bytes()
    path.chmod(0o600)
    for bit in range(0, len(data) * 8, 7 if passphrase else 3):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        with pytest.raises(InputError) as caught:
            load_key(tmp_path, passphrase)
        assert caught.value.where in {name, PRIVATE_FILE if name == VERIFIER_FILE else name}


def test_a_missing_or_foreign_key_file_is_named(tmp_path):
    create_key(tmp_path / "a", NAME)
    create_key(tmp_path / "b", NAME)
    (tmp_path / "a" / PRIVATE_FILE).unlink()
    with pytest.raises(InputError, match=PRIVATE_FILE):
        load_key(tmp_path / "a")
    (tmp_path / "b" / PRIVATE_FILE).rename(tmp_path / "a" / PRIVATE_FILE)
    with pytest.raises(InputError, match="does not belong"):
        load_key(tmp_path / "a")


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\nbreak", "zero\0", "no\u00a0break", "\u202edesrever"])
def test_names_that_no_note_can_hold_are_refused(name):
    with pytest.raises(InputError, match="name"):
        generate_key(name)


def test_openssl_reads_both_halves(tmp_path, openssl):
    key = create_key(tmp_path, NAME, PASSPHRASE)
    (tmp_path / "pass").write_bytes(PASSPHRASE)
    private = openssl("pkey", "-in", tmp_path / PRIVATE_FILE, "-passin", f"file:{tmp_path}/pass", "-pubout")
    public = openssl("pkey", "-pubin", "-in", tmp_path / PUBLIC_FILE)
    assert private == public == key.verifier.pem


def test_other_kinds_of_keys_are_refused(tmp_path, openssl):
    key = SigningKey(NAME, Ed25519PrivateKey.generate())
    (tmp_path / VERIFIER_FILE).write_text(f"{key.verifier.line}\n")
    (tmp_path / PRIVATE_FILE).write_bytes(openssl("genpkey", "-algorithm", "X25519"))
    with pytest.raises(InputError, match="Ed25519"):
        load_key(tmp_path)
