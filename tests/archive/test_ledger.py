import hashlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.ledgers import Facts, PlainLog, addition, capture

from marsad.archive import Archive
from marsad.records import ArchiveError, EntryKind, InputError, commitment


@pytest.fixture
def archive(tmp_path):
    with Archive.create(tmp_path) as made:
        yield made


def at(second, minute=0):
    return f"2025-03-08T10:{minute:02}:{second:02}.000000+00:00"


def test_entries_are_numbered_and_come_back_as_written(archive):
    archive.ledger.append(addition(capture("a"), capture("b", "again")))
    archive.ledger.append(addition(capture("a", "once more")))
    entries = archive.ledger.entries()
    assert [(e.number, e.subject, e.facts(Facts).words) for e in entries] == [
        (0, "a", "came in"), (1, "b", "again"), (2, "a", "once more"),
    ]  # fmt: skip
    assert all(entry.agrees() for entry in entries)
    assert [e.number for e in archive.ledger.entries(subject="a")] == [0, 2]
    assert archive.ledger.entries([EntryKind.RELEASE]) == []
    assert archive.ledger.entry(1) == entries[1]
    with pytest.raises(InputError, match="no entry 3"):
        archive.ledger.entry(3)


def test_a_leaf_commits_to_salt_and_payload_and_stands_in_the_tree(archive):
    (entry,) = archive.ledger.append(addition(capture("a")))
    assert len(entry.salt) == 32
    assert entry.leaf == PlainLog().leaf(hashlib.sha256(entry.salt + entry.payload).digest())
    assert entry.leaf == PlainLog().leaf(commitment(entry.salt, entry.payload))
    with archive.ledger.nodes() as nodes:
        assert nodes.get(0, 0) == entry.leaf
        with pytest.raises(ArchiveError, match="level 0, index 1"):
            nodes.get(0, 1)


def test_the_same_facts_twice_have_two_salts(archive):
    one, two = archive.ledger.append(addition(capture("a"), capture("a")))
    assert one.payload == two.payload
    assert one.salt != two.salt
    assert one.leaf != two.leaf


def test_a_row_that_disagrees_with_its_payload_is_told(archive):
    (entry,) = archive.ledger.append(addition(capture("a")))
    for field, value in (("kind", "release"), ("subject", "b"), ("at", at(1)), ("author", "Omar")):
        assert not msgspec.structs.replace(entry, **{field: value}).agrees()
    assert not msgspec.structs.replace(entry, payload=b"{}").agrees()


def test_an_addition_that_fails_leaves_neither_entry_nor_node(archive):
    class Broken(PlainLog):
        def grow(self, nodes, size, leaves):
            super().grow(nodes, size, leaves)
            raise ArchiveError("the tree broke")

    broken = msgspec.structs.replace(addition(capture("a")), log=Broken())
    with pytest.raises(ArchiveError, match="the tree broke"):
        archive.ledger.append(broken)
    assert archive.ledger.size() == 0
    with archive.ledger.nodes() as nodes, pytest.raises(ArchiveError):
        nodes.get(0, 0)


def test_a_clock_set_back_is_a_finding_and_reorders_nothing(archive):
    for second in (1, 5, 3, 4, 9):
        archive.ledger.append(addition(capture(str(second)), at=at(second)))
    (finding,) = archive.ledger.findings()
    assert (finding.kind, finding.where) == ("clock_set_back", "entry 2")
    assert finding in archive.snapshot().findings
    assert [archive.ledger.known_by(at(s)) for s in (0, 1, 2, 3, 4, 5, 8, 9)] == [0, 1, 1, 1, 1, 4, 4, 5]


@settings(deadline=None)  # it makes an archive each time, which takes as long as the disk does
@given(st.lists(st.integers(0, 59), max_size=12), st.integers(0, 59))
def test_what_was_known_at_a_time_is_always_a_start_of_the_ledger(tmp_path_factory, seconds, asked):
    with Archive.create(tmp_path_factory.mktemp("archive")) as archive:
        for second in seconds:
            archive.ledger.append(addition(capture("a"), at=at(second)))
        latest = [max(seconds[: n + 1]) for n in range(len(seconds))]
        assert archive.ledger.known_by(at(asked)) == sum(second <= asked for second in latest)
