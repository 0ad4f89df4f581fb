"""The demo set holds what its README says, its binary files can be made again, and its answers fit its words."""

import importlib.util
import itertools
import json
import re
import types
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "src" / "marsad" / "demo"
REPORTS = DEMO / "reports"
MAKER = ROOT / "tools" / "make_demo_reports.py"
EXPECTED: dict[str, Any] = json.loads((DEMO / "expected.json").read_text("utf-8"))
MOST_BYTES = 400_000
FORMATS = {
    ".csv", ".docx", ".eml", ".gz", ".html", ".json", ".jsonl", ".mbox", ".md", ".pdf", ".rss", ".txt", ".xlsx", ".zip",
}  # fmt: skip


def _maker() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("make_demo_reports", MAKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _paths() -> list[str]:
    return sorted(path.relative_to(REPORTS).as_posix() for path in REPORTS.rglob("*") if path.is_file())


def _named(found: object) -> list[str]:
    """Collect every report that the answers name."""
    if isinstance(found, dict):
        own = [found["report"]] if isinstance(found.get("report"), str) else []
        return own + [name for key, part in found.items() for name in _of(key, part)]
    return [name for part in found for name in _named(part)] if isinstance(found, list) else []


def _of(key: str, part: object) -> list[str]:
    if key in ("reports", "unread", "no_claim") and isinstance(part, list):
        return [str(name) for name in part]
    return _named(part)


def _words(name: str) -> str:
    """Return the readable bytes of a report as text; nothing in the set is compressed."""
    return re.sub(r"\s+", " ", (REPORTS / name.partition("#")[0]).read_bytes().decode("utf-8", "replace"))


def test_binary_reports_are_made_again_to_the_byte(tmp_path: Path) -> None:
    maker = _maker()
    maker.main([str(tmp_path)])
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(made) == len(maker.reports()) > 0
    for name, content in made.items():
        assert (REPORTS / name).read_bytes() == content, name


def test_the_set_is_small_and_has_the_formats_it_promises() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < MOST_BYTES
    suffixes = {Path(name).suffix for name in _paths()}
    assert suffixes == FORMATS


def test_the_number_of_documents_is_that_of_the_files_and_their_items() -> None:
    documents = EXPECTED["documents"]
    several = documents["by_file"]
    broken = {entry["file"] for entry in EXPECTED["broken"]}
    paths = _paths()
    assert broken | set(several) <= set(paths)
    single = [name for name in paths if name not in several and name not in broken]
    assert len(single) + sum(several.values()) == documents["total"] == 46
    assert len(zipfile.ZipFile(REPORTS / "bundle.zip").namelist()) == several["bundle.zip"]


@pytest.mark.parametrize("name", sorted(set(_named(EXPECTED))))
def test_every_report_named_in_the_answers_exists(name: str) -> None:
    path, _, item = name.partition("#")
    assert path in _paths()
    if item and not item.isdigit():
        assert item.rpartition("/")[2] in _words(path)


@pytest.mark.parametrize("incident", EXPECTED["incidents"], ids=lambda i: i["name"])
def test_figures_of_incidents_are_consistent(incident: dict[str, Any]) -> None:
    assert incident["reports"]
    for figure in incident["figures"].values():
        assert 0 < figure["low"] <= figure["best"] <= figure["high"]
        assert figure["provisional"] is (figure["origins"] < 2)


def test_one_incident_shows_a_range_and_one_shows_agreement() -> None:
    killed = [incident["figures"]["killed"] for incident in EXPECTED["incidents"] if "killed" in incident["figures"]]
    assert any(figure["low"] < figure["best"] < figure["high"] for figure in killed)
    assert any(figure["low"] == figure["best"] == figure["high"] and figure["origins"] == 2 for figure in killed)


def test_the_tallies_repeat_the_public_arithmetic() -> None:
    tallies = {(t["claimant"], t["area"][0]): t for t in EXPECTED["tallies"] if t["population"] == ["civilian"]}
    whole = tallies["Syrian Observatory for Human Rights", "Syrian coast"]
    parts = [t for (_, area), t in tallies.items() if area.endswith("governorate")]
    assert len(parts) == 4
    assert sum(t["latest"]["value"] for t in parts) == whole["latest"]["value"] == 1476
    totals = [step["value"] for step in whole["superseded"][-2:]] + [whole["latest"]["value"]]
    assert [sum(t["superseded"][n]["value"] for t in parts) for n in (0, 1)] == totals[:2] == [1225, 1383]
    assert [step["value"] for step in whole["increments"]] == [132, 158, 93]
    assert [later - earlier for earlier, later in itertools.pairwise(totals)] == [158, 93]


@pytest.mark.parametrize("tally", EXPECTED["tallies"], ids=lambda t: f"{t['claimant']}-{t['measure']}-{t['area'][0]}")
def test_every_number_of_a_tally_stands_in_its_reports(tally: dict[str, Any]) -> None:
    said = " ".join(_words(name) for name in tally["reports"])
    for step in (tally["latest"], *tally["superseded"]):
        assert f"{step['value']:,}" in said


@pytest.mark.parametrize("entry", EXPECTED["no_count"] + EXPECTED["repeats"], ids=lambda e: e["words"])
def test_words_that_count_nothing_stand_in_their_report(entry: dict[str, str]) -> None:
    assert entry["words"] in _words(entry["report"])


def test_the_name_to_withhold_stands_in_one_report_only() -> None:
    for name in EXPECTED["withheld"]:
        assert [path for path in _paths() if name in _words(path)] == ["text/banias-witness.txt"]
