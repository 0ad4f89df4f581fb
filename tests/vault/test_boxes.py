import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import SealError
from marsad.vault import boxes
from marsad.vault.boxes import box_key, drop_of, empty_box, fill_box, rewrap_box
from marsad.vault.sealing import new_compartment
from marsad.vault.strongroom import BoxKind, Strongroom, open_box, sealed_original

CHUNK = 1 << 10
SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"  # of b"hello\n"


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(boxes, "_CHUNK", CHUNK)


OPENED = new_compartment("w")


def filled(data: bytes, name="original-a") -> bytes:
    target = io.BytesIO()
    fill_box(io.BytesIO(data), target, drop_of(OPENED, 1), name)
    return target.getvalue()


def emptied(box: bytes, name="original-a", opened=OPENED) -> bytes:
    return empty_box(io.BytesIO(box), box_key(io.BytesIO(box), opened, name), name)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_what_went_in_comes_out_at_every_edge_of_a_chunk(size):
    data = bytes(range(256)) * (size // 256 + 1)
    assert emptied(filled(data[:size])) == data[:size]


@given(st.data())
def test_one_flipped_bit_anywhere_is_refused(data):
    box = bytearray(filled(b"a name " * 400))
    place = data.draw(st.integers(0, len(box) * 8 - 1))
    box[place // 8] ^= 1 << place % 8
    with pytest.raises(SealError):
        emptied(bytes(box))


def test_a_box_that_is_cut_off_added_to_or_shuffled_is_refused():
    box = filled(b"x" * (3 * CHUNK))
    head, sealed = len(box) - 3 * (CHUNK + 16), CHUNK + 16
    chunks = [box[head + at * sealed : head + (at + 1) * sealed] for at in range(3)]
    for wrong in ([0, 1], [0], [1, 0, 2], [0, 1, 2, 2], [0, 2], []):
        with pytest.raises(SealError):
            emptied(box[:head] + b"".join(chunks[at] for at in wrong))
    with pytest.raises(SealError):
        emptied(box[:40])


def test_a_box_opens_under_its_own_name_and_compartment_only():
    box = filled(b"words")
    with pytest.raises(SealError, match="changed or damaged"):
        emptied(box, name="original-b")
    with pytest.raises(SealError, match="changed or damaged"):
        emptied(box, opened=new_compartment("w"))
    with pytest.raises(SealError, match="changed or damaged"):
        emptied(box, opened=type(OPENED)("v", {1: OPENED.key(1)}))


def test_two_boxes_of_the_same_words_share_no_chunk():
    one, two = filled(b"same" * 1000), filled(b"same" * 1000)
    assert one[100:] != two[100:]


def test_a_rewrapped_box_opens_with_the_new_key_and_no_longer_with_the_old():
    both = OPENED.with_new_key()
    target = io.BytesIO()
    rewrap_box(io.BytesIO(filled(b"words")), target, both, "original-a")
    newest = both.with_newest_key_only()
    assert emptied(target.getvalue(), opened=newest) == b"words"
    with pytest.raises(SealError, match="no longer has"):
        emptied(target.getvalue())
    with pytest.raises(SealError, match="no longer has"):
        emptied(filled(b"words"), opened=newest)


def test_a_strongroom_keeps_nothing_of_a_file_that_changed_meanwhile(tmp_path):
    told = []
    room = Strongroom(tmp_path, lambda path, sha256: told.append((path, sha256)))
    assert not room.put(io.BytesIO(b"other\n"), drop_of(OPENED, 1), SHA256, BoxKind.ORIGINAL)
    assert (list(tmp_path.iterdir()), told) == ([], [])
    box = room.put(io.BytesIO(b"hello\n"), drop_of(OPENED, 1), SHA256, BoxKind.TESTIMONY)
    assert room.boxes(BoxKind.TESTIMONY) == {SHA256: box}
    assert box.testimony
    assert open_box(box, room.key(OPENED, box)) == b"hello\n"
    assert sealed_original(told[0][0]) == SHA256
    room.erase({f"original-{SHA256}"})  # another thing of the same bytes
    assert room.all() == [box]
    room.erase({box.name})
    assert told[-1] == (told[0][0], "")
    assert list(tmp_path.iterdir()) == []
