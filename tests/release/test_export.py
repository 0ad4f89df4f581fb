import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.release import builder as b
from tests.release import scenes

from marsad.records import InputError, StoreError
from marsad.release.csvcells import guarded, plain
from marsad.release.export import columns, csv_files, write_export
from marsad.release.listing import Listed
from marsad.release.lookup import Lookup

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "export.md"


def lookup(snapshot=None):
    return Lookup(scenes.rich() if snapshot is None else snapshot, b.headline)


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0", "'", "＝"])
def test_no_spreadsheet_takes_a_cell_for_a_formula_and_the_text_comes_back(start):
    name = f"{start}cmd|' /C calc'!A0"
    assert guarded(name)[0] == "'"
    assert plain(guarded(name)) == name


@given(st.text())
def test_any_text_comes_back_from_its_cell(text):
    assert plain(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))


def test_a_name_that_starts_with_an_equals_sign_survives_the_file():
    publisher = '=HYPERLINK("https://evil.example";"press"), "quoted", and more'
    doc = b.document("Two people were killed.", publisher=publisher, title="-2+3")
    cells = rows(csv_files(lookup(b.snapshot(documents=[doc])))["documents.csv"])[0]
    assert cells["publisher"].startswith("'=")
    assert plain(cells["publisher"]) == publisher
    assert plain(cells["title"]) == "-2+3"


def test_a_file_is_rfc_4180_in_utf_8():
    content = csv_files(lookup())["documents.csv"]
    assert not content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8").split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in lines[0]
    assert any("مقتل" in line for line in lines)


def test_figures_in_the_files_are_those_of_the_snapshot():
    snapshot = scenes.rich()
    files = csv_files(lookup(snapshot))
    figures = {row["id"]: row for row in rows(files["figures.csv"])}
    assert set(figures) == {figure.id for figure in snapshot.figures}
    for figure in snapshot.figures:
        row = figures[figure.id]
        assert [int(row[name]) for name in ("low", "best", "high")] == [
            figure.low.value,
            figure.best.value,
            figure.high.value,
        ]
        assert row["claims"].split(";") == list(figure.claims)
        assert row["high_open"] == ("true" if figure.high_open else "false")
    banias = next(row for row in rows(files["incidents.csv"]) if row["aliases"])
    assert [banias[f"killed_{name}"] for name in ("low", "best", "high", "origins")] == ["12", "15", "20", "2"]
    assert banias["missing_low"] == ""


def test_offsets_in_claims_csv_find_the_quote_in_the_document():
    snapshot = scenes.rich()
    texts = {document.id: document.text for document in snapshot.documents}
    found = rows(csv_files(lookup(snapshot))["claims.csv"])
    assert len(found) == len(snapshot.claims)
    for row in found:
        assert texts[row["document_id"]][int(row["start"]) : int(row["end"])] == plain(row["quote"])


def test_a_tallys_series_is_kept_whole():
    row = rows(csv_files(lookup())["tallies.csv"])[0]
    assert row["series"] == (
        "2025-03-08=340..340;2025-03-09=745..745;2025-03-11=1225..1225;2025-03-12=1383..1383;2025-03-14=1476..1476"
    )
    assert row["best"] == "1476"


def test_no_witness_is_named_in_any_file():
    for content in csv_files(lookup()).values():
        assert b"Salma" not in content
        assert b"Invented-Haddad" not in content


def test_about_names_rule_sets_rows_and_hashes():
    files = csv_files(lookup())
    about = json.loads(files["about.json"])
    assert about["ruleset"] == "marsad/1"
    assert any("minimum bound" in note for note in about["notes"])
    for name, facts in about["files"].items():
        assert facts["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert facts["rows"] == len(rows(files[name]))


def test_the_same_snapshot_gives_the_same_files():
    assert csv_files(lookup()) == csv_files(lookup(scenes.rich()))


def test_an_export_makes_its_folder(tmp_path):
    paths = write_export(lookup(), tmp_path / "deep" / "out")
    assert sorted(path.name for path in paths) == sorted(path.name for path in (tmp_path / "deep" / "out").iterdir())
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_export_into_an_empty_folder_is_fine(tmp_path):
    (tmp_path / "out").mkdir()
    assert len(write_export(lookup(), tmp_path / "out")) == 8


def test_a_folder_with_files_is_refused_and_left_as_it_was(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="--force"):
        write_export(lookup(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_force_replaces_the_exports_files_and_nothing_else(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "claims.csv").write_text("old", encoding="utf-8")
    write_export(lookup(), tmp_path, force=True)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "claims.csv").read_bytes() == csv_files(lookup())["claims.csv"]


def test_a_file_in_the_way_is_an_error(tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(InputError):
        write_export(lookup(), tmp_path / "out")


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="No space left"):
        write_export(lookup(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", list(Listed))
def test_every_column_is_in_the_guide(what):
    guide = GUIDE.read_text(encoding="utf-8")
    section = guide.split(f"## {what.value}.csv", 1)[1].split("\n## ", 1)[0]
    documented = set(re.findall(r"`([a-z_0-9]+)`", section))
    for name in columns(what):
        measure_column = re.fullmatch(
            r"(killed|injured|missing|detained|abducted|displaced|bodies_found)_(low|best|high|high_open|best_is_floor|origins|provisional)",
            name,
        )
        assert (measure_column.group(2) if measure_column and what is Listed.INCIDENTS else name) in documented, name
