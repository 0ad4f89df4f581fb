import gzip
import io
import tarfile
import zipfile

import pytest
from tests.intake.building import PAGE, kinds, read, zip_bytes

from marsad.intake import IntakeSettings

TEXT = b"Seven people were killed in Jableh on Friday."


def tar_bytes(members: dict[str, bytes | None]) -> bytes:
    """A tar archive; a member without data is a link."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            if data is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data or b""))
    return stream.getvalue()


def test_members_are_read_and_named_by_their_own_bytes():
    inner = zip_bytes({"b/page.html": PAGE.encode(), "lines.jsonl": b'{"text": "Two men were killed."}'})
    archive = zip_bytes({"a.txt": TEXT, "inner.zip": inner, "c.txt.gz": gzip.compress(b"Another text about Homs.")})
    documents, findings = read(archive, "all.zip")
    assert [document.position for document in documents] == [
        "a.txt",
        "inner.zip!b/page.html",
        "inner.zip!lines.jsonl!line 1",
        "c.txt.gz!c.txt",
    ]
    assert documents[0].id == read(TEXT, "other.txt")[0][0].id
    assert documents[0].byte_offset == -1
    assert findings == []


def test_the_same_member_twice_is_read_once():
    documents, findings = read(zip_bytes({"a.txt": TEXT, "b.txt": TEXT}), "all.zip")
    assert len(documents) == 1
    assert kinds(findings) == ["item_repeated"]


def test_hidden_members_and_folders_are_left_out():
    members = {
        "__MACOSX/a.txt": TEXT,
        ".DS_Store": b"x",
        "folder/": b"",
        "folder/.git/x.txt": TEXT,
        "folder/a.txt": TEXT,
    }
    documents, findings = read(zip_bytes(members), "all.zip")
    assert [document.position for document in documents] == ["folder/a.txt"]
    assert findings == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/evil.txt", "etc/evil.txt"),
        ("/etc/evil.txt", "etc/evil.txt"),
        ("..\\evil.txt", "evil.txt"),
        ("C:\\evil.txt", "evil.txt"),
    ],
)
def test_a_name_that_leads_outside_is_read_under_a_harmless_name(name, shown):
    (document,), findings = read(zip_bytes({name: TEXT}), "all.zip")
    assert document.position == shown
    assert kinds(findings) == ["unsafe_name"]


def test_a_name_with_direction_marks_does_not_reach_the_record():
    (document,), findings = read(zip_bytes({"report\u202etxt.exe": TEXT}), "all.zip")
    assert "\u202e" not in document.position
    assert "\u202e" not in findings[0].words
    assert kinds(findings) == ["deceptive_name"]


def test_an_encrypted_member_does_not_stop_the_others():
    data = bytearray(zip_bytes({"a.txt": TEXT, "b.txt": b"Two men were killed in Homs."}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1
    documents, findings = read(bytes(data), "all.zip")
    assert [document.position for document in documents] == ["b.txt"]
    assert [(finding.kind, finding.where) for finding in findings] == [("encrypted", "all.zip: a.txt")]


def test_a_damaged_member_does_not_stop_the_others():
    data = bytearray(zip_bytes({"a.txt": TEXT * 40, "b.txt": b"Two men were killed in Homs."}))
    data[45] ^= 0xFF
    documents, findings = read(bytes(data), "all.zip")
    assert [document.position for document in documents] == ["b.txt"]
    assert kinds(findings) == ["truncated"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_archive_is_a_finding(share):
    for name, data in (("a.zip", zip_bytes({"a.txt": TEXT * 50})), ("a.txt.gz", gzip.compress(TEXT * 50))):
        documents, findings = read(data[: int(len(data) * share)], name)
        assert documents == []
        assert kinds(findings) == ["truncated"]


def test_tar_files_are_read_and_links_are_not_followed():
    data = tar_bytes({"a.txt": TEXT, "link": None, "../b.txt": b"Two men were killed in Homs."})
    documents, findings = read(gzip.compress(data), "all.tgz")
    assert [document.position for document in documents] == ["all.tar!a.txt", "all.tar!b.txt"]
    assert kinds(findings) == ["not_a_file", "unsafe_name"]


def test_a_cut_tar_gives_its_whole_members():
    data = tar_bytes({"a.txt": TEXT, "b.txt": TEXT * 100})
    documents, findings = read(data[:2500], "all.tar")
    assert [document.position for document in documents] == ["a.txt"]
    assert kinds(findings) == ["truncated"]


SMALL = IntakeSettings(max_unpacked_bytes=3_000_000, ratio_from=1_000_000, max_ratio=50)


def test_a_bomb_is_stopped():
    bomb = zip_bytes({"zeros.txt": b"0" * 50_000_000})
    documents, findings = read(bomb, "bomb.zip", SMALL)
    assert documents == []
    assert kinds(findings) == ["zip_bomb"]
    assert kinds(read(gzip.compress(b"0" * 5_000_000), "bomb.gz", SMALL)[1]) == ["zip_bomb"]


def test_a_nested_bomb_is_stopped_as_a_whole():
    bomb = zip_bytes({"zeros.txt": b"0" * 900_000})
    nested = zip_bytes({f"{number}.zip": bomb + b"%d" % number for number in range(20)})
    documents, findings = read(nested, "bomb.zip", SMALL)
    assert kinds(findings)[-1] == "zip_bomb"
    assert sum(len(document.text) for document in documents) < SMALL.max_unpacked_bytes


def test_many_members_are_stopped():
    many = zip_bytes({f"{number}.txt": b"x%d" % number for number in range(50)})
    documents, findings = read(many, "many.zip", IntakeSettings(max_members=10))
    assert len(documents) == 10
    assert kinds(findings) == ["zip_bomb"]


def test_overlapping_members_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT + b" ")
        archive.infolist()[1].header_offset = archive.infolist()[0].header_offset
    documents, findings = read(stream.getvalue(), "overlap.zip")
    assert documents == []
    assert kinds(findings) == ["zip_bomb"]


def test_archives_in_archives_end_somewhere():
    data = TEXT
    name = "a.txt"
    for _ in range(8):
        data, name = zip_bytes({name: data}), "inner.zip"
    documents, findings = read(data, "outer.zip")
    assert documents == []
    assert kinds(findings) == ["nested_too_deep"]
    documents, _ = read(data, "outer.zip", IntakeSettings(max_depth=8))
    assert [document.text for document in documents] == [TEXT.decode()]


def test_an_empty_archive_is_a_finding():
    assert kinds(read(zip_bytes({}), "a.zip")[1]) == ["empty"]
