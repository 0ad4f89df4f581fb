"""The word tables: what a person may add without touching code, and that every row can be read."""

import tomllib
from importlib.resources import files

import pytest

from marsad.reading.lexicon import Phrases, rows_of, strings, words_of
from marsad.records import EventType, Measure, SettingsError

TABLES = sorted(path.name for path in files("marsad.reading").joinpath("data").iterdir() if path.name.endswith(".toml"))


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_a_table_is_in_lower_case(name):
    table = tomllib.loads(files("marsad.reading").joinpath("data", name).read_text(encoding="utf-8"))

    def words(value: object) -> list[str]:
        if isinstance(value, dict):
            return [word for part in value.values() for word in words(part)]
        if isinstance(value, list):
            return [word for part in value for word in words(part)]
        return [value] if isinstance(value, str) and name != "translations.toml" else []

    listed = [word for word in words(table) if not word.startswith(("V", "marsad"))]
    assert [word for word in listed if word != word.lower()] == []


@pytest.mark.parametrize("form", ["verb", "undergo", "split"])
def test_verbs_give_four_forms_or_five(form):
    rows = [(row["measure"], forms) for row in rows_of("harms", form) for forms in strings(row, "forms")]
    assert rows
    assert [forms for _, forms in rows if forms.count("/") not in (3, 4)] == []
    assert {Measure(str(measure)) for measure, _ in rows}


def test_event_types_are_those_of_the_records():
    assert {EventType(str(row["type"])) for row in rows_of("events", "event")} <= set(EventType)


def test_the_longest_phrase_wins_and_may_end_before_a_word():
    phrases = Phrases([("at", 1), ("at least", 2), ("at the very least", 3)])
    words = ["at", "the", "very", "least", "12"]
    assert phrases.at(words, 0) == (4, 3)
    assert phrases.before(words, 4) == (0, 3)
    assert phrases.find(words, 1, 5) is None


def test_a_missing_list_says_which():
    with pytest.raises(SettingsError, match="nothing"):
        words_of("grammar", "nothing")
