import os
import socket
from pathlib import Path

import pytest

from marsad.intake import SourceFile, discover
from marsad.records import Finding


def found(*paths: Path) -> tuple[list[str], list[tuple[str, str]]]:
    entries = list(discover(paths))
    names = [entry.name for entry in entries if isinstance(entry, SourceFile)]
    return names, [(entry.kind, entry.where) for entry in entries if isinstance(entry, Finding)]


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "reports"
    (root / "b").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/c.txt", ".hidden", "b/.DS_Store"):
        (root / name).write_text(name)
    return root


def test_a_folder_gives_its_files_in_order(folder):
    assert found(folder) == (["a.txt", "b/c.txt", "z.txt"], [])
    first = next(iter(discover([folder])))
    assert isinstance(first, SourceFile)
    assert (first.path, first.size) == (str(folder / "a.txt"), 5)


def test_nothing_is_given_twice(folder):
    names, findings = found(folder, folder / "a.txt", folder / "b", folder / ".." / "reports")
    assert sorted(names) == ["a.txt", "b/c.txt", "z.txt"]
    assert findings == []


def test_a_hidden_file_is_read_when_named(folder):
    assert found(folder / ".hidden") == ([".hidden"], [])


def test_what_is_not_there_is_a_finding(tmp_path):
    assert found(tmp_path / "nothing") == ([], [("not_found", "nothing")])


def test_links_are_not_followed_out_or_around(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    (folder / "out").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "twice").symlink_to(folder / "a.txt")
    names, findings = found(folder)
    assert names == ["a.txt", "b/c.txt", "z.txt"]
    assert findings == [("link_not_followed", "out"), ("link_not_followed", "self")]


def test_a_link_that_the_user_names_is_followed(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    assert found(tmp_path / "link")[0] == ["a.txt", "b/c.txt", "z.txt"]


def test_pipes_and_sockets_are_skipped(folder, monkeypatch):
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(folder)  # the address of a socket must be short
        listener.bind("socket.txt")
        names, findings = found(folder, Path("/dev/null"))
    assert names == ["a.txt", "b/c.txt", "z.txt"]
    assert findings == [("not_a_file", "null"), ("not_a_file", "pipe.txt"), ("not_a_file", "socket.txt")]


def test_a_name_that_deceives_is_shown_as_what_it_is(folder):
    (folder / "re\u202etxt.exe").write_text("x")
    os.close(os.open(os.fsencode(folder) + b"/bad\xff.txt", os.O_CREAT | os.O_WRONLY))
    names, findings = found(folder)
    assert "re\ufffdtxt.exe" in names
    assert "bad\ufffd.txt" in names
    assert [kind for kind, _ in findings] == ["deceptive_name", "deceptive_name"]
    assert all(Path(entry.path).exists() for entry in discover([folder]) if isinstance(entry, SourceFile))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_finding(folder):
    (folder / "a.txt").chmod(0)
    (folder / "b").chmod(0)
    try:
        assert found(folder) == (["z.txt"], [("unreadable", "a.txt"), ("unreadable", "b")])
    finally:
        (folder / "b").chmod(0o700)


def test_what_cannot_be_listed_is_a_finding_also_for_root(folder, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(folder) == (["a.txt", "z.txt"], [("unreadable", "b")])
