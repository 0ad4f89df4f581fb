import contextlib
import random

import pytest

from marsad.records import SealError
from marsad.vault.keysafe import lock_key, unlock_key
from marsad.vault.secrets import Secret

FILE = Secret(b"k" * 32, from_file=True)
PEM = b"-----BEGIN PRIVATE KEY-----\nnot a real one\n"


def test_only_its_own_secret_opens_it():
    safe = lock_key(PEM, FILE)
    assert unlock_key(safe, FILE) == PEM
    assert b"BEGIN" not in safe
    for other in (Secret(b"l" * 32, from_file=True), Secret.of_passphrase("four words of mine")):
        with pytest.raises(SealError, match="do not open"):
            unlock_key(safe, other)


def test_a_passphrase_works_and_a_short_one_is_refused():
    words = Secret.of_passphrase("four words of mine")
    assert unlock_key(lock_key(PEM, words), words) == PEM
    with pytest.raises(SealError, match="at least 12"):
        lock_key(PEM, Secret.of_passphrase("short"))


@pytest.mark.parametrize("seed", range(40))
def test_one_flipped_bit_never_gives_another_key(seed):
    raw = bytearray(lock_key(PEM, FILE))
    place = random.Random(seed).randrange(len(raw) * 8)
    raw[place // 8] ^= 1 << place % 8
    # a flipped bit can leave a spelling that says the same, such as another blank
    with contextlib.suppress(SealError):
        assert unlock_key(bytes(raw), FILE) == PEM
