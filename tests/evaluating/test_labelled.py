"""Labelled sets: read as they are, and told apart where they do not fit."""

import json
from pathlib import Path

import pytest

from marsad.evaluating import read_labelled_set
from marsad.records import InputError

DOCUMENT: dict[str, object] = {"id": "D", "text": "Two men were killed.", "language": "en"}
LABEL: dict[str, object] = {
    "claim_id": "D-1",
    "doc_id": "D",
    "role": "main",
    "quote": "Two men were killed",
    "char_start": 0,
    "char_end": 19,
    "harm": "killed",
    "count_low": 2,
    "count_high": 2,
}


def folder(path: Path, documents: list[dict[str, object]], labels: list[dict[str, object]]) -> Path:
    for name, rows in (("docs", documents), ("gold", labels)):
        (path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_set_that_fits_has_no_findings(tmp_path: Path) -> None:
    labelled, misfits = read_labelled_set(folder(tmp_path, [DOCUMENT], [LABEL]))
    assert (len(labelled.documents), len(labelled.labels), misfits) == (1, 1, ())


def test_a_document_without_labels_is_a_trap_unless_it_says_otherwise(tmp_path: Path) -> None:
    documents = [DOCUMENT, DOCUMENT | {"id": "E"}, DOCUMENT | {"id": "F", "kind": "conflict"}]
    labelled, _ = read_labelled_set(folder(tmp_path, documents, [LABEL]))
    assert [document.is_trap for document in labelled.documents] == [False, True, False]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        (LABEL | {"char_start": 1}, "label_misplaced"),
        (LABEL | {"char_end": 999}, "label_misplaced"),
        (LABEL | {"char_start": -20, "char_end": -1}, "label_misplaced"),
        (LABEL | {"doc_id": "X"}, "label_without_document"),
        (LABEL | {"role": "repeat", "repeat_of": "D-9"}, "label_without_claim"),
    ],
)
def test_labels_that_do_not_fit_are_named(tmp_path: Path, label: dict[str, object], kind: str) -> None:
    _, misfits = read_labelled_set(folder(tmp_path, [DOCUMENT], [label]))
    assert [(finding.kind, finding.where) for finding in misfits] == [(kind, "gold.jsonl D-1")]
    assert misfits[0].remedy


@pytest.mark.parametrize("missing", ["docs.jsonl", "gold.jsonl"])
def test_a_missing_file_is_named_with_the_next_step(tmp_path: Path, missing: str) -> None:
    (folder(tmp_path, [DOCUMENT], [LABEL]) / missing).unlink()
    with pytest.raises(InputError, match=rf"Cannot read {missing}.*Next: Name a folder"):
        read_labelled_set(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b'{"id": 3, "text": "", "language": "en"}',
        b'{"id": "D"}',
        b'{"id": "\xff"}',
        b"\x00",
        b'{"x": ' + b"[" * 10**6,
    ],
)
def test_a_broken_line_is_named_by_its_number(tmp_path: Path, line: bytes) -> None:
    folder(tmp_path, [DOCUMENT], [LABEL])
    with (tmp_path / "docs.jsonl").open("ab") as documents:
        documents.write(b"\n" + line + b"\n")
    with pytest.raises(InputError, match=r"docs\.jsonl line 3"):
        read_labelled_set(tmp_path)


def test_an_unknown_role_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gold\.jsonl line 1"):
        read_labelled_set(folder(tmp_path, [DOCUMENT], [LABEL | {"role": "minor"}]))


def test_two_documents_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Two documents have the id 'D'"):
        read_labelled_set(folder(tmp_path, [DOCUMENT, DOCUMENT], [LABEL]))


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    folder(tmp_path, [DOCUMENT], [LABEL])
    docs = tmp_path / "docs.jsonl"
    docs.write_bytes(b"\xef\xbb\xbf" + docs.read_bytes())
    assert read_labelled_set(tmp_path)[0].documents[0].id == "D"
