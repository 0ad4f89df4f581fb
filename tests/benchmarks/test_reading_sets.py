"""The benchmark on collections that others coded: its scoring, and what it says where they are absent."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.reading_sets import main

from benchmarks import headlines, templates
from marsad.evaluating.templates import Pair

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def template(numbers: list[str], effect: str, *, optional: bool = False) -> dict[str, object]:
    return {
        "optional": optional,
        "hum_tgt_number": [{"alts": numbers, "xref": ["PRIESTS"]}],
        "hum_tgt_effect": [{"alts": [effect], "xref": ["PRIESTS"]}, {"alts": ["DEATH"], "xref": ["WOMEN"]}],
    }


def told(tmp_path: Path, *found: dict[str, object]) -> templates.Told:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"docid": "T-1", "text": "NOTHING.", "templates": found}) + "\n", encoding="utf-8")
    return templates.read(path)[0]


def pair(harm: str, low: int, high: int | None) -> Pair:
    return Pair(doc_id="T-1", harm=harm, count_low=low, count_high=high)


@pytest.mark.parametrize(
    ("words", "bounds"),
    [("6", (6, 6)), ("~100", (100, 100)), ("- 139", (0, 139)), ("60 -", (60, None)), ("PLURAL", (2, None))],
)
def test_numbers_of_templates(words: str, bounds: tuple[int, int | None], tmp_path: Path) -> None:
    gold = told(tmp_path, template([words], "INJURY"))
    assert gold.needed == (templates.Gold("injured", (bounds,)),)


def test_an_optional_template_neither_counts_nor_costs(tmp_path: Path) -> None:
    gold = told(tmp_path, template(["6"], "DEATH"), template(["2"], "DEATH", optional=True))
    compared = templates.compare([pair("killed", 2, 2), pair("killed", 6, 6), pair("killed", 6, 6)], gold)
    score = templates.total([compared])
    assert (score.right, score.false, score.missed) == (1, 1, 0)
    assert (score.precision, score.recall) == (0.5, 1.0)


def test_a_headline_is_measured_by_the_claim_that_carries_its_number() -> None:
    row = headlines.Headline(1, "After executing hundreds, militants kill 2 villagers in Hader", "A paper", 2, True)
    from marsad.places import Gazetteer
    from marsad.reading import EnglishRules

    claims = EnglishRules().read(row.document(), Gazetteer.shipped()).claims
    assert row.alone
    assert headlines.floor(claims, row) == 2


def test_what_is_absent_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(sys, "argv", ["reading_sets", "--collections", str(tmp_path)])
    main()
    assert capsys.readouterr().out.count("left out") == 2


@pytest.mark.skipif(not (SHARED / "data" / "muc4" / "dev.jsonl").is_file(), reason="the collections are not here")
def test_the_score_agrees_with_the_reference_scorer(tmp_path: Path) -> None:
    documents = SHARED / "data" / "muc4" / "dev.jsonl"
    rows = templates.read(documents)
    given = {row.id: [Pair(doc_id=row.id, harm="killed", count_low=1, count_high=1)] * 2 for row in rows}
    ours = templates.total(templates.compare(given[row.id], row) for row in rows)
    lines = [
        json.dumps({"doc_id": p.doc_id, "harm": p.harm, "count_low": 1, "count_high": 1})
        for ps in given.values()
        for p in ps
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [
        sys.executable,
        str(SHARED / "tools" / "muc_pairs.py"),
        str(tmp_path / "pairs.jsonl"),
        "--docs",
        str(documents),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"P {ours.precision:.3f}  R {ours.recall:.3f}  F {ours.f1:.3f}" in said
