"""The commands that judge and look back, as a user types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive import Archive
from marsad.cli import main

BANIAS = (
    "BANIAS, 8 March 2025 (Coast Wire) - At least 31 civilians were killed in Al-Tuwaimah on Friday, the mayor said."
)
JABLEH = "LATAKIA, 9 March 2025 (Levant Daily) - Gunmen killed 12 people in Jableh on Saturday, a hospital source said."


class Desk:
    """An archive and the commands on it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str) -> Result:
        return CliRunner(env={"MARSAD_AUTHOR": "Omar"}).invoke(main, ["--archive", str(self.root), *arguments])

    def done(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.output

    def json(self, *arguments: str):
        return json.loads(self.done(*arguments, "--json"))

    def claim(self, words: str) -> str:
        return next(row["id"] for row in self.json("list", "claims") if row["words"] == words)

    def best(self) -> dict[str, int]:
        rows = self.json("list", "incidents")
        return {row["place"]: row["figures"]["killed"]["best"] for row in rows if row["figures"]}


@pytest.fixture
def desk(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(BANIAS, encoding="utf-8")
    (folder / "two.txt").write_text(JABLEH, encoding="utf-8")
    made = Desk(tmp_path / "a")
    made.done("run", str(folder), "--author", "Nadia", "--why", "the March file")
    return made


def test_a_dry_run_shows_what_would_move_and_stores_nothing(desk):
    before = (desk.json("log"), desk.best())
    output = desk.done("judge", "reject", desk.claim("12"), "--reason", "a rumour", "--dry-run")
    assert "would move (1)" in output
    assert "Jableh" in output
    assert "Nothing was stored" in output
    assert (desk.json("log"), desk.best()) == before


def test_a_judgement_is_shown_stored_logged_and_can_be_retracted(desk):
    claim = desk.claim("12")
    told = desk.json("judge", "reject", claim[:14], "--reason", "a rumour")
    assert told["stored"]
    ((move,),) = (told["moves"],)
    assert (move["before"]["best"], move["after"]) == (12, None)
    assert desk.best() == {"Al-Tuwaimah": 31}
    (row,) = (row for row in desk.json("list", "claims") if row["id"] == claim)
    assert (row["rejected"], row["counts"], row["judgements"]) == (True, False, [told["judgement"]["id"]])
    assert "rejected by a judgement" in desk.done("explain", claim)
    kinds = [(line["kind"], line["author"], line["standing"]) for line in desk.json("log", claim)["lines"]]
    assert kinds == [("capture", "Nadia", True), ("judgement", "Omar", True)]
    desk.done("retract", told["judgement"]["id"], "--reason", "it was true")
    assert desk.best() == {"Al-Tuwaimah": 31, "Jableh": 12}
    assert [line["standing"] for line in desk.json("log", claim)["lines"]] == [True, False, True]


def test_while_another_process_writes_a_judgement_waits_and_trying_one_does_not(desk):
    claim = desk.claim("12")
    with Archive.open(desk.root) as archive, archive.writing():
        assert desk.run("judge", "reject", claim, "--reason", "r", "--dry-run").exit_code == 0
        refused = desk.run("judge", "reject", claim, "--reason", "r")
    assert refused.exit_code == 1
    assert "Another process is writing" in refused.output
    assert desk.best()["Jableh"] == 12


def test_the_page_shows_the_record_after_a_judgement(desk):
    page = desk.root / "report.html"
    before = page.read_text(encoding="utf-8")
    desk.done("judge", "edit", desk.claim("12"), "--field", "quantity", "--value", "14", "--reason", "misread")
    after = page.read_text(encoding="utf-8")
    assert after != before
    assert desk.best()["Jableh"] == 14


def test_retracting_an_origin_shows_every_figure_first(desk):
    origin = next(row["origin"] for row in desk.json("list", "claims") if row["words"] == "12")
    output = desk.done("retract", origin, "--dry-run")
    assert "would move (1)" in output
    desk.done("retract", origin, "--reason", "invented")
    assert desk.best() == {"Al-Tuwaimah": 31}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("judge", "reject", "clm-nowhere", "--reason", "r"), "marsad list"),
        (("judge", "reject", "12"), "--reason"),
        (("judge", "edit", "12", "--value", "3", "--reason", "r"), "--field and --value"),
        (("judge", "edit", "12", "--field", "quantity", "--value", "many", "--reason", "r"), "a number such as 12"),
        (("judge", "grade", "12", "--value", "great"), "confirmed"),
        (("judge", "same", "12", "--reason", "r"), "at least 2"),
        (("retract", "12"), "--reason"),
        (("changes", "--from", "2025-03-12", "--to", "2025-03-11"), "exchange"),
        (("list", "incidents", "--as-known-on", "soon"), "2025-03-12"),
    ],
)
def test_what_cannot_be_done_is_one_line_with_the_next_step(desk, arguments, says):
    claim = desk.claim("12")
    result = desk.run(*(claim if word == "12" else word for word in arguments))
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert says in result.output


def test_the_past_is_empty_before_anything_came_in_and_the_present_is_what_is_known_today(desk):
    claim = desk.claim("12")
    assert desk.json("list", "incidents", "--as-known-on", "2001-01-01") == []
    assert desk.json("list", "incidents", "--as-known-on", "2999-01-01") == desk.json("list", "incidents")
    assert "12" in desk.done("explain", claim, "--as-known-on", "2999-01-01")
    assert desk.run("explain", claim, "--as-known-on", "2001-01-01").exit_code == 1
    page = desk.done("report", "--as-known-on", "2001-01-01").strip()
    assert page.endswith("report-2001-01-01.html")
    assert Path(page).is_file()


def test_changes_name_each_figure_with_its_reason(desk):
    views = desk.json("changes", "--from", "2001-01-01", "--to", "2999-01-01")
    assert {view["move"]["after"]["best"] for view in views} == {12, 31}
    assert {reason["cause"] for view in views for reason in view["reasons"]} == {"document_added"}
    assert "document added" in desk.done("changes", "--from", "2001-01-01", "--to", "2999-01-01")
    assert "No figure differs" in desk.done("changes", "--from", "2999-01-01", "--to", "2999-01-01")


def test_the_log_tells_custody_and_derivatives(desk):
    lines = desk.json("log")["lines"]
    assert [line["kind"] for line in lines] == ["capture", "capture", "naming"]
    assert "one.txt (plain text, " in lines[0]["says"]
    assert lines[0]["says"].endswith("the March file")
    document = desk.json("list", "documents")[0]
    told = desk.json("log", document["id"])
    assert [made["kind"] for made in told["derivatives"]] == ["extracted_text"]
    assert told["derivatives"][0]["original"] == document["original"]
    assert "extracted_text of" in desk.done("log", document["original"])


def test_a_rebuild_says_that_it_made_the_same_bytes(desk):
    desk.done("judge", "reject", desk.claim("12"), "--reason", "a rumour")
    told = desk.json("rebuild")
    assert told["equal"]
    assert told["before"] == told["after"]
    assert told["originals"] == 2
    assert "Equal, byte for byte." in desk.done("rebuild")


def test_taking_in_again_writes_nothing_into_the_ledger_and_another_name_one_capture(desk, tmp_path):
    size = len(desk.json("log")["lines"])
    desk.done("run", str(tmp_path / "reports"))
    assert len(desk.json("log")["lines"]) == size
    (tmp_path / "copy.txt").write_text(JABLEH, encoding="utf-8")
    desk.done("run", str(tmp_path / "copy.txt"))
    lines = desk.json("log")["lines"]
    assert len(lines) == size + 1
    assert "copy.txt" in lines[-1]["says"]
