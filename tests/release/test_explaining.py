import pytest
from tests.release import builder as b
from tests.release import scenes

from marsad.records import InputError
from marsad.release.explaining import explanation_of
from marsad.release.lookup import Lookup


@pytest.fixture(scope="module")
def lookup():
    return Lookup(scenes.rich(), b.headline)


def test_a_figure_opens_to_its_claims(lookup):
    figure = next(f for f in lookup.snapshot.figures if f.best.value == 15 and f.dissent)
    found = explanation_of(figure.id, lookup)
    assert found.kind == "figure"
    assert found.heading == "15 (12–20+) people killed, Banias, 7 Mar 2025"
    assert {evidence.claim for evidence in found.evidence} == set(figure.claims)
    assert all(len(evidence.source.original) == 64 for evidence in found.evidence)


def test_every_figure_can_be_explained_to_its_words(lookup):
    texts = {document.id: document.text for document in lookup.snapshot.documents}
    for figure in lookup.snapshot.figures:
        for evidence in explanation_of(figure.id, lookup).evidence:
            assert evidence.words in texts[evidence.source.document][evidence.start : evidence.end]


def test_the_start_of_an_id_an_alias_and_a_documents_own_id_are_enough(lookup):
    banias = next(incident for incident in lookup.snapshot.incidents if incident.aliases)
    for name in (banias.id, banias.id[:14], banias.id.removeprefix("inc-")[:10], banias.aliases[0]):
        assert explanation_of(name, lookup).id == banias.id
    assert explanation_of("radio-7", lookup).kind == "document"


def test_a_claim_shows_the_figures_it_is_in(lookup):
    figure = next(f for f in lookup.snapshot.figures if f.dissent)
    found = explanation_of(figure.dissent[0], lookup)
    assert [one.id for one in found.figures] == [figure.id]
    assert len(found.evidence) == 1


def test_a_tally_shows_its_whole_series_and_its_figure(lookup):
    tally = lookup.snapshot.tallies[0]
    found = explanation_of(tally.id, lookup)
    assert [figure.best for figure in found.figures] == [1476]
    assert [evidence.low for evidence in found.evidence] == [340, 745, 1225, 1383, 1476]


def test_an_origin_shows_what_it_says(lookup):
    origin = next(o for o in lookup.snapshot.origins if o.name == "a doctor")
    assert {e.claim for e in explanation_of(origin.id, lookup).evidence} == set(origin.claims)


def test_an_ambiguous_start_lists_what_it_may_be(lookup):
    with pytest.raises(InputError) as error:
        explanation_of("inc-", lookup)
    assert "ids start with 'inc-'" in str(error.value)
    assert str(error.value).count("inc-") >= 20


@pytest.mark.parametrize("name", ["zzz", "", "  ", "\x1b[31mfig-0"])
def test_an_unknown_id_says_what_to_do(name, lookup):
    with pytest.raises(InputError, match="marsad list") as error:
        explanation_of(name, lookup)
    assert "\x1b" not in str(error.value)
