"""`marsad evaluate`: from a labelled folder to figures, and one line for what is wrong with it."""

import importlib
import json
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from marsad.cli import main
from marsad.evaluating import Label, read_labelled_set, score
from marsad.places import Gazetteer
from marsad.records import Claim, Document, Measure, Operator, Quantity, Reading, Span, Words, claim_id

INVENTED = Path(__file__).parent / "invented"
SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_claims.py"
KILLED = re.compile(r"(?P<number>\d+) \w+(?: have been| had been| were)? killed")


class NumbersKilled:
    """A reader for tests: takes English, finds "N words were killed" and nothing else."""

    @property
    def name(self) -> str:
        return "numbers-killed/1"

    def takes(self, document: Document) -> bool:
        return document.language == "en"

    def read(self, document: Document, _gazetteer: Gazetteer) -> Reading:
        claims = tuple(self._claim(document, found) for found in KILLED.finditer(document.readable()))
        return Reading(document=document.id, reader=self.name, claims=claims)

    def _claim(self, document: Document, found: re.Match[str]) -> Claim:
        number = int(found["number"])
        key = Span(*found.span("number"))
        quantity = Quantity(
            words=Words.at(document.text, key.start, key.end),
            operator=Operator.EQ,
            value=number,
            low=number,
            high=number,
            floor=number,
            point=number,
            rule="V1",
            ruleset="marsad/1",
        )
        return Claim(
            id=claim_id(document.id, Measure.KILLED, key),
            document=document.id,
            measure=Measure.KILLED,
            quantity=quantity,
            key=key,
            quote=Span(*found.span()),
            reader=self.name,
        )


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    predicting = importlib.import_module("marsad.evaluating.predicting")
    monkeypatch.setattr(predicting, "_resources", lambda *_: ((NumbersKilled(),), None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("docs.jsonl", "gold.jsonl"):
        (tmp_path / name).write_bytes((INVENTED / name).read_bytes())
    return tmp_path


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_report_is_printed(folder: Path) -> None:
    code, out, err = run(folder)
    assert (code, err) == (0, "")
    assert "== all (traps included): 9 documents, 18 labelled claims, 4 predicted (1 ignored)" in out
    assert "  claims   P 1.000  R 0.167  F1 0.286" in out
    assert "  en: 0 false claims in 2 documents = 0.00 a document; clean 2" in out


def test_predictions_score_to_the_figures_printed(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "predictions.jsonl"
    _, out, _ = run(folder, "--predictions", kept, "--json")
    labels = msgspec.json.Decoder(Label).decode_lines(kept.read_bytes())
    labelled, _ = read_labelled_set(folder)
    texts = {document.id: document.text for document in labelled.documents}
    assert all(texts[label.doc_id][label.char_start : label.char_end] == label.quote for label in labels)
    assert json.loads(out) == json.loads(msgspec.json.encode(score(labels, labelled)[0]))


def test_kept_predictions_give_the_same_numbers_in_the_scorer(folder: Path, tmp_path: Path) -> None:
    if not SCORER.exists():
        pytest.skip("the scorer that the labels were made with is not here")
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    kept = tmp_path / "predictions.jsonl"
    _, out, _ = run(folder, "--predictions", kept, "--json")
    theirs, _ = scorer.evaluate(
        scorer.load(kept), scorer.load(folder / "gold.jsonl"), scorer.load(folder / "docs.jsonl")
    )
    ours = json.loads(out)["sections"]["english"]
    assert {name: theirs["sections"]["english"][name] for name in ("tp", "fp", "fn", "f1", "strict_f1")} == {
        name: ours[name] for name in ("tp", "fp", "fn", "f1", "strict_f1")
    }


def test_errors_are_kept_one_a_line(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "errors.jsonl"
    gold = (folder / "gold.jsonl").read_text(encoding="utf-8")
    (folder / "gold.jsonl").write_text(gold.replace('"count_low": 240', '"count_low": 241'), encoding="utf-8")
    run(folder, "--errors", kept)
    errors = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert sorted(error["kind"] for error in errors) == ["count", *["fn"] * 15]
    wrong = next(error for error in errors if error["kind"] == "count")
    assert (wrong["doc_id"], wrong["pred"]["count_low"], wrong["gold"]["count_low"]) == ("E-02", 240, 241)


def test_one_language_alone(folder: Path) -> None:
    _, out, _ = run(folder, "--lang", "ar")
    assert "== all (traps included): 2 documents, 3 labelled claims, 0 predicted" in out


def test_texts_reach_the_reader_as_they_were_labelled(tmp_path: Path) -> None:
    text = "  \r\nOn Monday,\u00a0 12 men were killed.\n\n\n\nNobody else was there.\t "
    start = text.index("12")
    row = {"id": "D", "language": "en", "title": "Men killed", "text": text}
    label = {"claim_id": "1", "doc_id": "D", "role": "main", "quote": text[start : start + 18], "char_start": start}
    label |= {"char_end": start + 18, "harm": "killed", "count_low": 12, "count_high": 12}
    (tmp_path / "docs.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(label), encoding="utf-8")
    code, out, err = run(tmp_path, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["sections"]["english"]["strict_f1"] == 1


def test_a_label_that_does_not_fit_is_a_warning_and_no_success(folder: Path) -> None:
    with (folder / "gold.jsonl").open("a", encoding="utf-8") as gold:
        row = json.loads((INVENTED / "gold.jsonl").read_text(encoding="utf-8").splitlines()[0])
        gold.write(json.dumps(row | {"claim_id": "X-1", "doc_id": "X"}) + "\n")
    code, out, err = run(folder)
    assert code == 1
    assert "18 labelled claims" in out
    assert err.splitlines() == [
        "warning: Label X-1 is for document X, which docs.jsonl does not hold (gold.jsonl X-1). "
        "Next: Add the document to docs.jsonl or take the label out."
    ]


def test_a_document_that_is_not_taken_in_is_named(folder: Path) -> None:
    with (folder / "docs.jsonl").open("a", encoding="utf-8") as documents:
        documents.write(json.dumps({"id": "EMPTY", "text": "  ", "language": "en"}) + "\n")
    code, out, err = run(folder)
    assert code == 1
    assert "10 documents" in out
    assert "Document EMPTY was not taken in" in err


@pytest.mark.parametrize(
    ("breaking", "words"),
    [
        (lambda folder: (folder / "gold.jsonl").unlink(), "Cannot read gold.jsonl: No such file or directory"),
        (lambda folder: (folder / "docs.jsonl").write_text('{"id": "D"', encoding="utf-8"), "docs.jsonl line 1"),
        (lambda folder: (folder / "gold.jsonl").write_bytes(b"\xff\xfe{}\n"), "gold.jsonl line 1"),
    ],
)
def test_a_broken_folder_is_one_line_with_the_next_step(folder: Path, breaking: object, words: str) -> None:
    assert callable(breaking)
    breaking(folder)
    code, out, err = run(folder)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert words in err
    assert "Next: " in err


def test_a_file_that_cannot_be_written_is_one_line(folder: Path) -> None:
    code, _, err = run(folder, "--predictions", folder / "no" / "such" / "folder.jsonl")
    assert code == 1
    assert "Cannot write folder.jsonl" in err
    assert len(err.splitlines()) == 1
