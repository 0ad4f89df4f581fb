"""The first real document to get right: an aggregator's page with stray markup and every paragraph twice."""

import re
from pathlib import Path

import pytest

from marsad import pipeline
from marsad.archive import Archive
from marsad.cli.report import write_report
from marsad.records import Snapshot, TallyKind
from marsad.settings import Settings

ARTICLE = Path(__file__).parents[3] / "shared" / "data" / "samples" / "aggregator_article.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not here")


class Silent:
    def start(self, label: str, total: int | None) -> None: ...
    def advance(self, steps: int) -> None: ...


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("aggregator")


@pytest.fixture(scope="module")
def snapshot(root) -> Snapshot:
    with Archive.create(root) as archive:
        pipeline.run(archive, [ARTICLE], Settings(), Silent())
        return archive.snapshot()


def test_each_claim_once(snapshot):
    found = [
        (claim.measure.value, claim.quantity.low, claim.quantity.floor)
        for claim in snapshot.claims
        if claim.counts and claim.quantity.unit == "person" and claim.quantity.low > 2
    ]
    assert sorted(found) == [("displaced", 200, 100), ("killed", 200, 100), ("killed", 200, 100), ("killed", 741, 740)]
    sides = {claim.population.value for claim in snapshot.claims if claim.quantity.low == 200}
    assert "security_force" in sides


def test_the_observatory_says_over_740_so_far(snapshot):
    claim = next(claim for claim in snapshot.claims if claim.quantity.value == 740)
    assert claim.tally is TallyKind.CUMULATIVE
    assert claim.attribution is not None
    assert "Syrian Observatory for Human Rights" in claim.attribution.text


def test_nothing_comes_from_the_share_of_the_population(snapshot):
    assert [claim for claim in snapshot.claims if claim.quantity.value == 10] == []


def test_the_places_it_names_are_with_its_claims(snapshot):
    named = {mention.words.text for claim in snapshot.claims for mention in claim.places}
    assert {"Banias", "Latakia", "Tartus", "Hai Al Kusour"} <= named


def test_the_survivor_is_in_no_claim_and_on_no_page(root, snapshot):
    write_report(snapshot, root / "report.html")
    page = (root / "report.html").read_text(encoding="utf-8")
    texts = {document.id: document.text for document in snapshot.documents}
    found = re.search(r"one individual, (\w+) (\w+), sharing", ARTICLE.read_text(encoding="utf-8"))
    assert found is not None
    for name in found.groups():
        assert name not in page
        assert all(name not in claim.quote.of(texts[claim.document]) for claim in snapshot.claims)
