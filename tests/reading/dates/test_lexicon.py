"""The tables of words: every tag is one the grammar asks for, every word is written as texts are folded."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from marsad.reading import dates
from marsad.reading.dates.lexicon import lexicon_of
from marsad.reading.dates.tokens import fold, tokenize

CODE = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(dates.__file__).parent.glob("*.py")))


def table(name: str) -> dict[str, dict[str, int]]:
    return tomllib.loads(files(dates).joinpath("data", name).read_text("utf-8"))


@pytest.mark.parametrize("name", ["english.toml", "arabic.toml"])
def test_every_tag_is_used(name: str) -> None:
    assert [tag for tag in table(name) if f'"{tag}"' not in CODE] == []


@pytest.mark.parametrize("name", ["english.toml", "arabic.toml"])
def test_every_word_is_written_folded(name: str) -> None:
    words = {word for entries in table(name).values() for word in entries}
    assert [word for word in sorted(words) if fold(word) != word] == []


@pytest.mark.parametrize("name", ["english.toml", "arabic.toml"])
def test_every_word_is_found_in_a_text(name: str) -> None:
    lexicon = lexicon_of("und")
    for tag, entries in table(name).items():
        for word, value in entries.items():
            tokens = tokenize(word, lexicon)
            assert [token.tags.get(tag) for token in tokens] == [value], (tag, word)


def test_every_announcement_is_written_folded() -> None:
    tables = tomllib.loads(files(dates).joinpath("data", "stamps.toml").read_text("utf-8"))
    assert [word for entry in tables.values() for word in entry["words"] if fold(word) != word] == []


def test_a_language_without_words_has_none() -> None:
    assert lexicon_of("fr").words == {}
    assert lexicon_of("en-GB") is not None
    assert "march" in lexicon_of("EN-us").words
