import json
import re
from pathlib import Path

import msgspec
import pytest
from tests.release import builder as b
from tests.release import scenes

from marsad.records import Context
from marsad.release.chain import Evidence, Source
from marsad.release.explaining import Explanation
from marsad.release.listing import Listed, to_json, views
from marsad.release.lookup import Lookup
from marsad.release.passages import Passage, Piece
from marsad.release.views import (
    ClaimView,
    DocumentView,
    FigureBrief,
    FigureView,
    FindingView,
    IncidentView,
    PlaceView,
    StepView,
    TallyView,
)

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "json.md"
PROMISED = {
    "id",
    "aliases",
    "place",
    "date_start",
    "date_end",
    "context",
    "documents",
    "claims",
    "figures",
}
PROMISED_OF_FIGURES = {"low", "best", "high", "high_open", "best_is_floor", "origins", "provisional"}


@pytest.fixture(scope="module")
def lookup():
    return Lookup(scenes.rich(), b.headline)


def listed(what, lookup, context=None):
    return json.loads(to_json(views(what, lookup, context)))


def test_incidents_have_the_promised_keys(lookup):
    found = listed(Listed.INCIDENTS, lookup)
    assert len(found) == len(lookup.snapshot.incidents)
    for incident in found:
        assert set(incident) >= PROMISED
        for measure, figure in incident["figures"].items():
            assert measure in ("killed", "injured", "abducted", "displaced", "bodies_found")
            assert set(figure) >= PROMISED_OF_FIGURES


def test_an_incident_reads_as_documented(lookup):
    banias = next(incident for incident in listed(Listed.INCIDENTS, lookup) if incident["aliases"])
    assert banias["place"] == "Banias"
    assert (banias["date_start"], banias["date_end"]) == ("2025-03-07", "2025-03-07")
    assert sorted(banias["documents"]) == ["radio-7", "reprint-3", "wire-001"]
    assert banias["figures"]["killed"] | {"id": ""} == {
        "low": 12,
        "best": 15,
        "high": 20,
        "high_open": True,
        "best_is_floor": False,
        "origins": 2,
        "provisional": False,
        "id": "",
    }


def test_a_place_nobody_could_resolve_is_the_words_and_none_is_null():
    claim_words = b.document("Two people were killed.")
    claim = b.claim(claim_words, "Two people were killed", "Two", 2)
    snapshot = b.snapshot(documents=[claim_words], claims=[claim], incidents=[b.incident(claim)])
    assert listed(Listed.INCIDENTS, Lookup(snapshot, b.headline))[0]["place"] is None


def test_a_context_keeps_only_its_own(lookup):
    accidents = listed(Listed.INCIDENTS, lookup, Context.ACCIDENT)
    assert [incident["place"] for incident in accidents] == ["Tartus"]
    figures = listed(Listed.FIGURES, lookup, Context.ACCIDENT)
    assert [figure["best"] for figure in figures] == [3]
    assert len(listed(Listed.DOCUMENTS, lookup, Context.ACCIDENT)) == len(lookup.snapshot.documents)


def test_exactly_one_figure_of_an_incident_and_measure_is_the_headline(lookup):
    chosen = [(f["subject"], f["measure"]) for f in listed(Listed.FIGURES, lookup) if f["headline"]]
    assert len(chosen) == len(set(chosen))
    assert set(chosen) == {(figure.subject, figure.measure.value) for figure in lookup.snapshot.figures}


def test_claims_point_at_their_words(lookup):
    texts = {document.id: document.text for document in lookup.snapshot.documents}
    for claim in listed(Listed.CLAIMS, lookup):
        text = texts[claim["document_id"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert text[claim["number_start"] : claim["number_end"]] == claim["words"]


def test_bytes_point_into_the_original(lookup):
    claim = next(c for c in listed(Listed.CLAIMS, lookup) if c["document"] == "wire-001" and c["words"] == "30")
    text = next(d.text for d in lookup.snapshot.documents if d.source_id == "wire-001")
    original = b"x" * 120 + text.encode()
    assert original[claim["byte_start"] : claim["byte_end"]].decode() == "30 others wounded"


@pytest.mark.parametrize("what", list(Listed))
def test_no_witness_is_named(what, lookup):
    assert "Salma" not in to_json(views(what, lookup))


@pytest.mark.parametrize(
    ("heading", "views_there"),
    [
        ("incidents", (IncidentView, FigureBrief)),
        ("tallies", (TallyView, StepView)),
        ("claims", (ClaimView, PlaceView)),
        ("documents", (DocumentView,)),
        ("figures", (FigureView,)),
        ("findings", (FindingView,)),
        ("explain", (Explanation, Evidence, Source, Passage, Piece)),
    ],
)
def test_every_key_is_in_the_guide(heading, views_there):
    section = GUIDE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    documented = set(re.findall(r"`([a-z_]+)`", section))
    keys = {field.encode_name for view in views_there for field in msgspec.structs.fields(view)}
    assert keys <= documented, keys - documented
