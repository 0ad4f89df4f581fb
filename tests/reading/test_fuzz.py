"""Mutated documents give claims or findings, never a crash; `python -m benchmarks.fuzz` does ten thousand."""

import pytest
from benchmarks.fuzz import Fuzzer, steepness
from benchmarks.mutations import endless, mutated, sources

from marsad.reading import Way

_DOCUMENTS = 300
_LONG = 24_000


@pytest.fixture(scope="module")
def fuzzer():
    return Fuzzer(Way.RULES)


def test_mutated_documents_give_claims_or_findings_and_no_crash(fuzzer):
    texts = sources()
    assert {one.language for one in texts} == {"en", "ar"}
    outcomes = [fuzzer.outcome(number, mutated(number, 7, texts)) for number in range(_DOCUMENTS)]
    assert [f"{one.number}: {one.crash}" for one in outcomes if one.crash] == []
    assert sum(one.claims for one in outcomes) > _DOCUMENTS


def test_a_mutation_is_the_same_every_time_and_the_fuzzer_sees_a_crash(fuzzer, monkeypatch):
    texts = sources()
    assert mutated(5, 1, texts) == mutated(5, 1, texts) != mutated(5, 2, texts)
    monkeypatch.setattr(fuzzer, "_readers", [Stumbles()])
    assert "ZeroDivisionError" in fuzzer.outcome(5, mutated(5, 1, texts)).crash


class Stumbles:
    def takes(self, document):
        return True

    def read(self, document, gazetteer):
        raise ZeroDivisionError


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", list(endless("en", 1)))
def test_one_line_without_end_takes_time_that_grows_with_its_length(fuzzer, language, name):
    fuzzer.seconds(endless(language, 1_000)[name], language)

    def steep() -> float:
        lengths = [_LONG // 4, _LONG // 2, _LONG]
        return steepness([(n, max(0.03, fuzzer.seconds(endless(language, n)[name], language))) for n in lengths])

    assert any(steep() < 1.5 for _ in range(3))  # twice the length in less than three times the time


def test_the_exponent_is_that_of_the_length():
    assert steepness([(n, n * 1e-5) for n in (10, 100, 1000)]) == pytest.approx(1)
    assert steepness([(n, n * n * 1e-5) for n in (10, 100, 1000)]) == pytest.approx(2)
