import random

import pytest

from marsad.vault.inventory import FILE, check_inventory, sign_inventory
from marsad.vault.signing import create_key, generate_key

LISTED = ["marsad.toml", "keys/log.pem", "checkpoints/000000000003.1.tsr", "checkpoints/000000000003.1.pem"]


@pytest.fixture
def root(tmp_path):
    key = create_key(tmp_path / "keys", "a-log")
    (tmp_path / "checkpoints").mkdir()
    for name in LISTED:
        if not (tmp_path / name).exists():
            (tmp_path / name).write_bytes(b"some bytes of " + name.encode())
    sign_inventory(tmp_path, key)
    return tmp_path


@pytest.fixture
def verifier(root):
    from marsad.vault.signing import load_verifier

    return load_verifier(root / "keys" / "log.vkey")


def found(root, verifier):
    return [(f.kind, f.where) for f in check_inventory(root, verifier)]


def test_nothing_changed_is_no_finding(root, verifier):
    assert found(root, verifier) == []


@pytest.mark.parametrize("name", LISTED)
def test_one_flipped_bit_names_the_file(root, verifier, name):
    raw = bytearray((root / name).read_bytes())
    place = random.Random(name).randrange(len(raw) * 8)
    raw[place // 8] ^= 1 << place % 8
    (root / name).write_bytes(raw)
    assert found(root, verifier) == [("file_changed", name)]


@pytest.mark.parametrize("name", LISTED)
def test_a_file_that_is_gone_is_named(root, verifier, name):
    (root / name).unlink()
    assert found(root, verifier) == [("key_absent" if name == "keys/log.pem" else "file_missing", name)]


@pytest.mark.parametrize("seed", range(30))
def test_one_flipped_bit_in_the_inventory_itself_is_found(root, verifier, seed):
    raw = bytearray((root / FILE).read_bytes())
    place = random.Random(seed).randrange(len(raw) * 8)
    raw[place // 8] ^= 1 << place % 8
    (root / FILE).write_bytes(raw)
    assert found(root, verifier) == [("inventory_broken", FILE)]


def test_an_inventory_of_another_key_is_not_believed(root, verifier):
    sign_inventory(root, generate_key("a-log"))
    assert found(root, verifier) == [("inventory_broken", FILE)]


def test_lines_that_are_no_list_are_not_believed(root):
    from marsad.vault.notes import sign_note

    key = generate_key("a-log")
    for text in ("marsad inventory 2\n", "marsad inventory 1\nnothing\n"):
        (root / FILE).write_text(sign_note(text, [key]), encoding="utf-8")
        assert found(root, key.verifier) == [("inventory_broken", FILE)]
