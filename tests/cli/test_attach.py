"""`marsad attach`, and where what it keeps is shown."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.test_judge import BANIAS, JABLEH, Desk
from tests.pictures import needs_tesseract, picture

WHO = ("--by", "Lina", "--why", "for the readers of Arabic")
BY_HAND = ("--tool", "by hand", *WHO)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "two.txt").write_text(JABLEH, encoding="utf-8")
    picture(folder / "shot.png")
    (tmp_path / "made.txt").write_text(BANIAS, encoding="utf-8")
    made = Desk(tmp_path / "a")
    made.done("run", str(folder))
    return made


def file(desk: Desk) -> str:
    return str(desk.root.parent / "made.txt")


def shot(desk: Desk) -> str:
    return next(line["subject"] for line in desk.json("log")["lines"] if "shot.png" in line["says"])


def test_a_translation_is_shown_with_its_document_and_moves_nothing(desk: Desk) -> None:
    before, document = desk.best(), desk.json("list", "documents")[0]["id"]
    desk.done("attach", document, file(desk), "--kind", "translation", "--language", "ar", *BY_HAND)
    assert desk.best() == before
    (view,) = desk.json("list", "derivatives")
    assert (view["kind"], view["language"], view["maker"], view["received_by"]) == ("translation", "ar", "Lina", "Omar")
    assert "translation (ar) by Lina, by hand" in desk.done("explain", document)
    figure = desk.json("list", "figures")[0]["id"]
    assert [made["sha256"] for made in desk.json("explain", figure)["derivatives"]] == [view["sha256"]]
    told = desk.json("log", document)
    assert [line["kind"] for line in told["lines"]] == ["capture", "derivative"]
    assert sorted(made["kind"] for made in told["derivatives"]) == ["extracted_text", "translation"]
    assert "1 derivatives" in desk.done("verify")
    desk.done("export", "--csv", str(desk.root.parent / "csv"))
    with (desk.root.parent / "csv" / "derivatives.csv").open(encoding="utf-8", newline="") as table:
        (row,) = csv.DictReader(table)
    assert (row["sha256"], row["original"]) == (view["sha256"], view["original"])


def test_recognised_text_counts_and_every_claim_of_it_says_so(desk: Desk) -> None:
    assert "Al-Tuwaimah" not in desk.best()
    tool = ("--tool", "Reader", "--tool-version", "3.2", "--confidence", "64", *WHO)
    desk.done("attach", shot(desk)[:12], file(desk), "--kind", "ocr", "--language", "en", *tool)
    assert desk.best()["Al-Tuwaimah"] == 31
    shown = desk.done("explain", desk.claim("At least 31"))
    assert "text recognised in a picture by Reader 3.2, confidence 64%" in shown
    (row,) = (row for row in desk.json("list", "documents") if row["recognised"])
    assert (row["original"], row["recognised"], row["confidence"]) == (shot(desk), "recognised_text", 64)
    assert "text recognised in a picture" in (desk.root / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--kind", "translation", *BY_HAND), "--language"),
        (("--kind", "ocr", "--language", "en", "--tool", "Reader", *WHO), "--tool-version"),
        (("--kind", "thumbnail", *BY_HAND), "picture"),
        (("--kind", "ocr", "--language", "en", "--tool", "by hand", "--by", " ", "--why", "r"), "--by"),
        (("--kind", "ocr", "--language", "en", "--tool", "by hand", "--by", "Lina", "--why", " "), "--why"),
    ],
)
def test_what_lacks_its_custody_is_refused_in_one_line(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    result = desk.run("attach", shot(desk), file(desk), *arguments)
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert says in result.output
    assert desk.json("list", "derivatives") == []


def test_an_original_that_is_not_there_is_refused(desk: Desk) -> None:
    result = desk.run("attach", "0" * 64, file(desk), "--kind", "ocr", "--language", "en", *BY_HAND)
    assert result.exit_code == 1
    assert "marsad log" in result.output


@needs_tesseract
def test_a_run_reads_pictures_when_it_is_asked_to(desk: Desk) -> None:
    pictures = desk.root.parent / "pictures"
    picture(pictures / "shot.png")
    desk.done("run", str(pictures), "--ocr", "--thumbnails")
    assert {row["kind"] for row in desk.json("list", "derivatives")} == {"recognised_text", "thumbnail"}
    assert "31" in {row["words"] for row in desk.json("list", "claims")}
