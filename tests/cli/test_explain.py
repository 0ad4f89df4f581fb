import json

import pytest
from click.testing import CliRunner
from rich.console import Console
from tests.release import scenes

from marsad.cli import explain
from marsad.cli.tables import lookup_of
from marsad.records import InputError
from marsad.release.explaining import explanation_of

SNAPSHOT = scenes.rich()
BANIAS = next(incident for incident in SNAPSHOT.incidents if incident.aliases)


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(explain, "open_snapshot", lambda _context: SNAPSHOT)
    return lambda *arguments: CliRunner().invoke(explain.explain, arguments)


def test_the_chain_goes_from_the_number_to_the_original(run):
    figure = next(figure for figure in SNAPSHOT.figures if figure.dissent)
    output = run(figure.id).output
    assert output.startswith("15 (12–20+) people killed, Banias, 7 Mar 2025\n")
    assert "the smallest number an origin stands by" in output
    assert "«At least 12 civilians were killed» and 30 others" in output
    assert "origin: Coast Monitor" in output
    assert "dissent: [" in output
    document = next(found for found in SNAPSHOT.documents if found.source_id == "wire-001")
    assert f"original sha256 {document.original}" in output
    assert "characters 116–149, bytes 236–269 of the original" in output


def test_no_witness_is_named(run):
    output = run(BANIAS.id).output + run(BANIAS.id, "--json").output
    assert "Salma" not in output
    assert "[name withheld]" in output


def test_json_has_the_same_chain(run):
    data = json.loads(run(BANIAS.id, "--json").output)
    assert data["kind"] == "incident"
    assert {evidence["claim"] for evidence in data["evidence"]} == set(BANIAS.claims)
    assert {figure["subject"] for figure in data["figures"]} == {BANIAS.id}


def test_on_a_screen_the_quote_is_in_colour(run):
    console = Console(force_terminal=True, width=80, record=True, color_system="truecolor")
    with console.capture() as capture:
        explain.print_explanation(console, explanation_of(BANIAS.id, lookup_of(SNAPSHOT)))
    output = capture.get()
    assert "«" not in output
    assert "\x1b[1;30;43mAt least 12" in output


@pytest.mark.parametrize("thing", ["claims", "documents", "tallies", "origins", "incidents", "figures"])
def test_every_kind_of_thing_can_be_explained(run, thing):
    for found in getattr(SNAPSHOT, thing)[:5]:
        result = run(found.id)
        assert result.exit_code == 0
        assert found.id in result.output


@pytest.mark.parametrize(("name", "words"), [("inc-", "ids start with"), ("zzz", "marsad list")])
def test_what_cannot_be_found_raises_an_error_with_the_next_step(run, name, words):
    result = run(name)
    assert isinstance(result.exception, InputError)
    assert words in str(result.exception)
