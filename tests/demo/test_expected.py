"""The demo, run as a user runs it, gives what `expected.json` says it must give by reading."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.archive import Archive
from marsad.counting import headline
from marsad.records import Claim, Document, Figure, Incident, Measure, Snapshot, Tally

DEMO = Path(__file__).parents[2] / "src" / "marsad" / "demo"
EXPECTED = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))


class Outcome:
    """The archive that `marsad demo` made, with reports named as `expected.json` names them."""

    def __init__(self, root: Path) -> None:
        with Archive.open(root) as archive:
            self.snapshot: Snapshot = archive.snapshot()
        self.page = (root / "report.html").read_text(encoding="utf-8")
        self.documents: dict[str, Document] = {d.id: d for d in self.snapshot.documents}
        self.claims: dict[str, Claim] = {c.id: c for c in self.snapshot.claims}

    def is_report(self, document: str, report: str) -> bool:
        file, _, item = report.partition("#")
        found = self.documents[document]
        if not any(name.endswith(file) for name in self.snapshot.received[found.original]):
            return False
        numbers = re.findall(r"\d+", found.position)
        return not item or item in (found.source_id, found.position) or item in found.url or (
            found.position.endswith(item) or (item.isdigit() and item in numbers)
        )  # fmt: skip

    def name(self, document: str) -> str:
        found = self.documents[document]
        return f"{self.snapshot.received[found.original]} {found.source_id} {found.position}"

    def figures(self, subject: str) -> list[Figure]:
        return [figure for figure in self.snapshot.figures if figure.subject == subject]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory) -> Outcome:
    root = tmp_path_factory.mktemp("demo") / "archive"
    subprocess.run(
        [sys.executable, "-m", "marsad", "--archive", str(root), "demo"], check=True, capture_output=True, timeout=60
    )
    return Outcome(root)


def folded(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def is_at(outcome: Outcome, incident: Incident, expected: dict) -> bool:
    """Tell whether an incident is at the expected place: by p-code, by name, or as its claims word it."""
    names = {folded(name) for name in expected["place"]}
    place = incident.place
    if place is not None and expected.get("pcode") and expected["pcode"] in (place.pcode, *place.admin[-1:]):
        return True
    worded = [outcome.claims[c].places[0].words.text for c in incident.claims if outcome.claims[c].places]
    known = {folded(incident.place_words), *(folded(word) for word in worded), folded(place.name) if place else ""}
    return any(name in one for name in names for one in known)


def matching(outcome: Outcome, expected: dict) -> list[Incident]:
    return [
        incident
        for incident in outcome.snapshot.incidents
        if is_at(outcome, incident, expected)
        and (str(incident.date_start), str(incident.date_end)) == (expected["date_start"], expected["date_end"])
        and {outcome.claims[c].measure.value for c in incident.claims} >= set(expected["figures"])
    ]


@pytest.mark.parametrize("expected", EXPECTED["incidents"], ids=lambda e: e["name"])
def test_incident(outcome, expected):
    found = matching(outcome, expected)
    assert len(found) == 1, [
        (i.place.name if i.place else i.place_words, str(i.date_start), i.documents) for i in outcome.snapshot.incidents
    ]
    incident = found[0]
    for report in expected["reports"]:
        assert any(outcome.is_report(document, report) for document in incident.documents), report
    for measure, numbers in expected["figures"].items():
        figure = headline(outcome.figures(incident.id), Measure(measure))
        assert figure is not None
        got = {
            "low": figure.low.value,
            "best": figure.best.value,
            "high": figure.high.value,
            "origins": figure.origins,
            "provisional": figure.provisional,
            "high_open": figure.high_open,
            "best_is_floor": figure.best_is_floor,
        }
        assert got == {key: numbers[key] for key in got}


def is_tally(outcome: Outcome, tally: Tally, expected: dict) -> bool:
    claimant = {word for word in re.findall(r"[a-z]+", expected["claimant"].lower()) if len(word) > 3}
    area = folded(tally.place.name if tally.place else tally.place_words)
    return (
        claimant <= set(re.findall(r"[a-z]+", tally.claimant.lower()))
        and tally.measure.value == expected["measure"]
        and tally.population.value in expected["population"]
        and any(folded(name).removesuffix("governorate") in area for name in expected["area"])
    )


@pytest.mark.parametrize(
    "expected", EXPECTED["tallies"], ids=lambda e: f"{e['claimant']} {e['measure']} {e['population'][0]} {e['area'][0]}"
)
def test_tally(outcome, expected):
    found = [tally for tally in outcome.snapshot.tallies if is_tally(outcome, tally, expected)]
    assert len(found) == 1, [(t.claimant, t.population, t.place and t.place.name) for t in outcome.snapshot.tallies]
    standing = [step for step in found[0].steps if not step.superseded and not step.incremental]
    values = {outcome.claims[claim].quantity.value for step in standing for claim in step.claims}
    assert values == {expected["latest"]["value"]}
    figure = outcome.figures(found[0].id)[0]
    assert (figure.low.value, figure.high.value) == (expected["latest"]["low"], expected["latest"]["high"])
    assert (figure.origins, figure.provisional) == (expected["origins"], expected["provisional"])
    old = {outcome.claims[c].quantity.value for step in found[0].steps if step.superseded for c in step.claims}
    assert old >= {step["value"] for step in expected["superseded"]} - {expected["latest"]["value"]}


def test_nothing_else_is_shown_as_an_incident_of_the_conflict(outcome):
    allowed = [*EXPECTED["incidents"], *({**e, "place": [e["place"]]} for e in EXPECTED["either"])]
    others = []
    for incident in outcome.snapshot.incidents:
        if incident.context.value != "conflict":
            continue
        if not any(
            any(outcome.is_report(document, report) for document in incident.documents for report in e["reports"])
            for e in allowed
        ):
            others.append(
                (
                    incident.place_words,
                    incident.date_start,
                    [outcome.claims[c].quantity.words.text for c in incident.claims],
                )
            )
    assert others == []


def test_documents_and_unread(outcome):
    assert len(outcome.snapshot.documents) == EXPECTED["documents"]["total"]
    unread = [d for d, note in outcome.snapshot.notes.items() if not note.reader]
    assert len(unread) == len(EXPECTED["documents"]["unread"])
    for report in EXPECTED["documents"]["unread"]:
        assert any(outcome.is_report(document, report) for document in unread), report


def test_broken_files_are_findings(outcome):
    for broken in EXPECTED["broken"]:
        kinds = {f.kind for f in outcome.snapshot.findings if broken["file"] in f.where}
        assert kinds & set(broken["finding"]), broken


def test_findings_that_must_be_there(outcome):
    for expected in EXPECTED["findings"]:
        if expected.get("required", True):
            on_report = [
                finding
                for finding in outcome.snapshot.findings
                if (finding.document and outcome.is_report(finding.document, expected["report"]))
                or finding.where.endswith(expected["report"])
            ]
            assert on_report, expected["about"]


def test_sums_and_increments_that_are_right_are_not_flagged(outcome):
    wrong = {"parts_do_not_sum", "increments_disagree", "cumulative_falls", "breakdown_exceeds_whole"}
    right = ("observatory-1225", "Tartus Today", "cw-2025-03-13-1")
    flagged = [
        finding
        for finding in outcome.snapshot.findings
        if finding.kind in wrong
        and finding.document
        and any(part in f"{outcome.name(finding.document)}" for part in right)
    ]
    assert flagged == []


@pytest.mark.parametrize("report", EXPECTED["no_claim"])
def test_trap_makes_no_claim_about_the_conflict(outcome, report):
    found = [
        claim.quantity.words.text
        for claim in outcome.snapshot.claims
        if outcome.is_report(claim.document, report) and claim.context.value == "conflict" and claim.counts
    ]
    assert found == []


def test_withheld_names_stand_nowhere_on_the_page(outcome):
    assert [name for name in EXPECTED["withheld"] if name in outcome.page] == []
