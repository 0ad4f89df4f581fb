import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import SealError
from marsad.vault import durable
from marsad.vault.compartments import Compartments, Note
from marsad.vault.keyring import Keyring
from marsad.vault.sealing import new_compartment
from marsad.vault.secrets import Secret, write_key_file

CANARY = "Umm Canary of Quail Street"
FILE = Secret(bytes(range(32)), from_file=True)
OTHER = Secret(bytes(range(1, 33)), from_file=True)
NOTE = Note(about="doc-1:10-20", text=f"{CANARY}, telephone 000", author="a", at="2025-03-09T00:00:00+00:00")


@given(st.binary(max_size=3000))
def test_what_is_sealed_opens_and_hides_its_length_to_512_bytes(data):
    opened = new_compartment("w")
    sealed = opened.seal(data, "n")
    assert opened.open(sealed, "n") == data
    assert (len(sealed) - len(opened.seal(b"", "n"))) % 512 == 0


def test_the_same_words_sealed_twice_differ():
    opened = new_compartment("w")
    assert opened.seal(b"same", "n") != opened.seal(b"same", "n")


@given(st.integers(min_value=0), st.data())
def test_one_flipped_bit_anywhere_is_refused(seed, data):
    opened = new_compartment("w")
    sealed = bytearray(opened.seal(b"a name", "n"))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(SealError):
        opened.open(bytes(sealed), "n")


def test_a_note_moved_to_another_name_or_compartment_does_not_open():
    opened = new_compartment("w")
    sealed = opened.seal(b"a name", "n")
    with pytest.raises(SealError, match="changed or damaged"):
        opened.open(sealed, "m")
    with pytest.raises(SealError, match="changed or damaged"):
        type(opened)("v", {1: opened.key(1)}).open(sealed, "n")


@pytest.mark.parametrize("cut", [0, 5, 40, 60])
def test_a_cut_file_is_refused(cut):
    opened = new_compartment("w")
    with pytest.raises(SealError):
        opened.open(opened.seal(b"a name", "n")[:cut], "n")


def test_a_passphrase_and_a_key_file_each_open_their_lock(tmp_path):
    store = Compartments(tmp_path)
    typed = Secret.of_passphrase("four words of mine")
    opened = store.create("w", "typed", typed)
    note = store.add(opened, NOTE)
    store.write_ring(store.ring("w").granting(opened, "file", FILE))
    assert store.read(store.ring("w").unlock(typed), note) == NOTE
    assert store.read(store.ring("w").unlock(FILE), note) == NOTE
    with pytest.raises(SealError, match="No lock"):
        store.ring("w").unlock(Secret.of_passphrase("four words of hers"))
    with pytest.raises(SealError, match="No lock"):
        store.ring("w").unlock(OTHER)


def test_a_passphrase_opens_however_its_letters_are_composed(tmp_path):
    store = Compartments(tmp_path)
    store.create("w", "me", Secret.of_passphrase("caf\u00e9 caf\u00e9 caf\u00e9"))
    store.ring("w").unlock(Secret.of_passphrase("cafe\u0301 cafe\u0301 cafe\u0301"))


def test_a_short_passphrase_is_refused(tmp_path):
    with pytest.raises(SealError, match="at least 12"):
        Compartments(tmp_path).create("w", "me", Secret.of_passphrase("short"))
    assert not (tmp_path / "w").exists()


def test_nothing_sealed_stands_in_any_file_or_file_name(tmp_path):
    store = Compartments(tmp_path)
    opened = store.create("w", "me", FILE)
    store.add(opened, NOTE)
    store.rotate(store.ring("w"), opened)
    for path in tmp_path.rglob("*"):
        assert "Canary" not in path.name
        if path.is_file():
            assert b"Canary" not in path.read_bytes()
            assert b"doc-1" not in path.read_bytes()
            assert path.stat().st_mode & 0o077 == 0


def test_rotation_keeps_every_note_and_forgets_the_old_key(tmp_path):
    store = Compartments(tmp_path)
    opened = store.create("w", "me", FILE)
    notes = [store.add(opened, NOTE) for _ in range(3)]
    store.write_ring(store.ring("w").granting(opened, "her", OTHER))
    store.rotate(store.ring("w"), opened)
    for secret in (FILE, OTHER):
        again = store.ring("w").unlock(secret)
        assert again.generations == (2,)
        assert [store.read(again, note) for note in notes] == [NOTE] * 3
    with pytest.raises(SealError, match="key 2"):
        store.read(opened, notes[0])
    assert len(list((tmp_path / "w").glob("*.note"))) == 3


@pytest.mark.parametrize("calls", range(1, 9))
def test_a_rotation_killed_at_any_write_leaves_every_note_readable_and_can_be_finished(tmp_path, monkeypatch, calls):
    store = Compartments(tmp_path)
    opened = store.create("w", "me", FILE)
    notes = [store.add(opened, NOTE) for _ in range(3)]
    left = iter(range(calls))

    def killing(path, data):
        if next(left, None) is None:
            raise KeyboardInterrupt
        durable.replace(path, data)

    monkeypatch.setattr("marsad.vault.compartments.replace", killing)
    try:
        store.rotate(store.ring("w"), opened)
        killed = False
    except KeyboardInterrupt:
        killed = True
    assert killed == (calls < 5)
    monkeypatch.undo()
    again = store.ring("w").unlock(FILE)
    assert [store.read(again, note) for note in notes] == [NOTE] * 3
    _, finished = store.rotate(store.ring("w"), again)
    assert len(finished.generations) == 1
    assert [store.read(finished, note) for note in store.notes("w")] == [NOTE] * 3


def test_a_revoked_lock_opens_nothing_after_rotation(tmp_path):
    store = Compartments(tmp_path)
    opened = store.create("w", "me", FILE)
    store.write_ring(store.ring("w").granting(opened, "her", OTHER))
    store.rotate(store.ring("w").revoking(opened, "her"), opened)
    store.ring("w").unlock(FILE)
    with pytest.raises(SealError, match="No lock"):
        store.ring("w").unlock(OTHER)
    with pytest.raises(SealError, match="last lock"):
        store.ring("w").revoking(opened, "me")


def test_a_lock_slipped_into_the_ring_is_noticed(tmp_path):
    store = Compartments(tmp_path)
    store.create("w", "me", FILE)
    stranger = Compartments(tmp_path / "elsewhere")
    stranger.create("w", "stranger", OTHER)
    ring = store.ring("w")
    mixed = Keyring(compartment="w", locks=(*ring.locks, *stranger.ring("w").locks), tag=ring.tag)
    with pytest.raises(SealError, match="changed by something other"):
        mixed.unlock(FILE)


@pytest.mark.parametrize("name", ["", "../up", "A", "a/b", "x" * 41, "-a", "a\n"])
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    with pytest.raises(SealError):
        Compartments(tmp_path).create(name, "me", FILE)
    with pytest.raises(SealError):
        Compartments(tmp_path).ring(name)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"compartment":"v","locks":[]}', b"[" * 100_000])
def test_a_damaged_ring_is_one_line(tmp_path, content):
    store = Compartments(tmp_path)
    store.create("w", "me", FILE)
    (tmp_path / "w" / "ring.json").write_bytes(content)
    with pytest.raises(SealError, match="restore"):
        store.ring("w")


def test_secrets_show_nothing_of_themselves(tmp_path):
    secret = Secret.of_passphrase(f"{CANARY} is long")
    opened = new_compartment("w")
    for shown in (repr(secret), str(secret), repr(opened), f"{[secret, opened]}"):
        assert "Canary" not in shown
        assert opened.key(1).hex() not in shown


def test_a_key_file_is_for_its_owner_alone_and_never_replaces_a_file(tmp_path):
    path = tmp_path / "key"
    write_key_file(path)
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(SealError, match="name a new file"):
        write_key_file(path)
    assert path.read_bytes() == before
    Secret.of_file(path)


def test_a_key_file_of_the_wrong_size_or_none_is_refused(tmp_path):
    (tmp_path / "short").write_bytes(b"x" * 31)
    (tmp_path / "long").write_bytes(b"x" * 70_000)
    for name in ("short", "long", "none"):
        with pytest.raises(SealError):
            Secret.of_file(tmp_path / name)


def test_erasing_removes_the_note_and_nothing_else(tmp_path):
    store = Compartments(tmp_path)
    opened = store.create("w", "me", FILE)
    first, second = store.add(opened, NOTE), store.add(opened, NOTE)
    store.erase("w", first)
    assert store.notes("w") == (second,)
    with pytest.raises(SealError, match="no such note"):
        store.erase("w", first)
    with pytest.raises(SealError, match="no such note"):
        store.erase("w", "note-*")
