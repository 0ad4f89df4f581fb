import hashlib
import sqlite3
import subprocess
import sys

import pytest
from tests.archive.ledgers import addition, capture

from marsad.archive import Archive, Derivation, Intake, StoredReading, rowsums
from marsad.records import (
    ArchiveError,
    Context,
    Document,
    Finding,
    Incident,
    Reading,
    Severity,
    document_id,
)

SHA = "a" * 64
OTHER_SHA = "b" * 64


def document(name: str, original: str = SHA) -> Document:
    return Document(id=document_id(name), original=original, position=name, text=f"Text of {name}.")


def taken_in(*documents: Document, sha256: str = SHA, findings: tuple[Finding, ...] = ()) -> Intake:
    return Intake(
        sha256=sha256, size=1, version="1", name="a.txt", received="2025-03-08T00:00:00+00:00",
        documents=documents, findings=findings,
    )  # fmt: skip


def take_in(archive, *batch):
    """Store intakes with a capture of each original."""
    drafts = tuple(capture(intake.sha256) for intake in batch)
    archive.intakes.add(batch, addition(*drafts))


def finding(kind: str) -> Finding:
    return Finding(kind=kind, severity=Severity.ERROR, where="a.txt", message="m", remedy="r")


@pytest.fixture
def archive(tmp_path):
    with Archive.create(tmp_path) as made:
        yield made


def test_gives_back_what_was_taken_in(archive):
    one, two = document("one"), document("two")
    take_in(archive, taken_in(one, two, findings=(finding("empty"),)))
    assert set(archive.intakes.documents()) == {one, two}
    assert archive.intakes.versions() == {SHA: "1"}
    assert archive.snapshot().findings == (finding("empty"),)


def test_the_same_item_in_two_originals_is_one_document_whatever_came_first(tmp_path):
    snapshots = []
    for order in ([SHA, OTHER_SHA], [OTHER_SHA, SHA]):
        with Archive.create(tmp_path / order[0]) as archive:
            for sha256 in order:
                take_in(archive, taken_in(document("one", sha256), sha256=sha256))
            assert archive.intakes.count_documents() == 1
            snapshots.append(archive.snapshot())
    assert snapshots[0] == snapshots[1]


def test_taking_in_again_replaces_documents_and_findings_of_that_original_only(archive):
    take_in(archive, taken_in(document("old"), findings=(finding("old"),)))
    take_in(archive, taken_in(document("kept", OTHER_SHA), sha256=OTHER_SHA, findings=(finding("kept"),)))
    take_in(archive, taken_in(document("new")))
    assert {d.position for d in archive.intakes.documents()} == {"new", "kept"}
    assert [f.kind for f in archive.snapshot().findings] == ["kept"]


def test_an_original_without_custody_is_not_taken_in(archive):
    with pytest.raises(ArchiveError, match="without a custody entry"):
        archive.intakes.add([taken_in(document("one"))], addition(capture(OTHER_SHA)))
    assert archive.intakes.count_documents() == 0
    assert archive.ledger.size() == 0


def test_the_text_of_a_document_is_a_derivative_of_its_original(archive):
    one = document("one")
    take_in(archive, taken_in(one))
    (made,) = archive.intakes.derivatives(one.id)
    assert (made.original, made.position, made.tool, made.version) == (SHA, "one", "marsad intake", "1")
    assert made.sha256 == hashlib.sha256(one.text.encode()).hexdigest()


def test_documents_are_found_by_id_and_readings_say_their_version(archive):
    one, two = document("one"), document("two")
    take_in(archive, taken_in(one, two))
    archive.readings.add([StoredReading(version="r1", reading=Reading(document=one.id, reader="r"), source=b"s")])
    assert archive.readings.versions() == [(one.id, "r1")]
    assert archive.intakes.all_ids() == {one.id, two.id}
    assert [d.id for d in archive.intakes.each({two.id, "doc-of-nobody"})] == [two.id]
    assert list(archive.intakes.each(set())) == []


def test_readings_of_documents_that_are_gone_are_dropped(archive):
    take_in(archive, taken_in(document("one")))
    gone = Reading(document=document_id("gone"), reader="r")
    archive.readings.add([StoredReading(version="r1", reading=gone, source=b"")])
    archive.readings.drop_orphans()
    assert list(archive.readings.all()) == []


def test_a_derivation_is_replaced_whole(archive):
    first = Incident(id="inc-1", context=Context.CONFLICT, claims=("c",), documents=("d",))
    archive.derivations.replace(Derivation(key="k1", incidents=(first,), findings=(finding("outlier_size"),)))
    assert archive.derivations.load() == Derivation(key="k1", incidents=(first,), findings=(finding("outlier_size"),))
    archive.derivations.replace(Derivation(key="k2"))
    assert archive.derivations.load() == Derivation(key="k2")


def test_no_archive_is_one_line_with_the_next_step(tmp_path):
    with pytest.raises(ArchiveError, match="marsad run"):
        Archive.open(tmp_path / "nowhere")


def test_a_file_that_is_no_database_is_one_line(tmp_path):
    (tmp_path / "archive.db").write_bytes(b"this is no database, only a long enough line of text" * 40)
    with pytest.raises(ArchiveError, match="restore a backup"):
        Archive.open(tmp_path)


def test_an_archive_of_another_layout_is_refused(tmp_path):
    Archive.create(tmp_path).close()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        rowsums.register(connection)
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(ArchiveError, match="layout 99"):
        Archive.open(tmp_path)


def test_a_second_writer_is_told_at_once_and_the_lock_ends_with_its_process(archive, tmp_path):
    hold = (
        "import sys,pathlib; from marsad.archive import Archive\n"
        "with Archive.open(pathlib.Path(sys.argv[1])).writing():\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdin is not None
    other.stdout.readline()
    with pytest.raises(ArchiveError, match="Another process is writing"), archive.writing():
        pass
    other.kill()
    other.wait()
    other.stdin.close()
    other.stdout.close()
    with archive.writing():
        pass


def test_a_full_disk_is_one_line_and_leaves_the_archive_as_it_was(archive):
    take_in(archive, taken_in(document("one")))
    before = archive.snapshot()
    with archive._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
    big = Document(id=document_id("big"), original=OTHER_SHA, text="x" * 2_000_000)
    with pytest.raises(ArchiveError, match="free space"):
        take_in(archive, taken_in(big, sha256=OTHER_SHA))
    assert archive.snapshot() == before
