"""The word tables that mention finding goes by."""

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec

from marsad.places.fold import fold

_DATA = files("marsad.places").joinpath("data")


class Kinds(msgspec.Struct, frozen=True):
    """Words that say what a place is, before ("the town of X") and after its name ("X town"), with the kind meant."""

    before: dict[str, str]
    after: dict[str, str]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """Word sets, lower case."""

    prepositions: frozenset[str]
    strong_prepositions: frozenset[str]
    rural: frozenset[str]
    portions: frozenset[str]
    openers: frozenset[str]
    function_words: frozenset[str]
    borders: frozenset[str]
    between_heads: frozenset[str]
    name_joints: frozenset[str]
    before_coast: frozenset[str]
    not_behind_coast: frozenset[str]
    coastal: frozenset[str]
    striking: frozenset[str]
    articles: frozenset[str]
    bare_articles: frozenset[str]
    phrases: frozenset[str]
    abstract_endings: tuple[str, ...]
    particles: frozenset[str]
    safe_regions: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    directions: frozenset[str]
    parts: frozenset[str]
    control_endings: tuple[str, ...]
    glue: frozenset[str]
    ranks: frozenset[str]
    between: frozenset[str]
    not_places: frozenset[str]
    titles: frozenset[str]
    organisation_after: frozenset[str]
    speech: frozenset[str]
    common: frozenset[str]
    first_names: frozenset[str]
    arabic_prefixes: tuple[str, ...]
    kinds: Kinds

    def arabic(self, word: str) -> tuple[int, str]:
        """Return the folded form of an Arabic word and how many letters of prefix it leaves out (our words only)."""
        whole = fold(word)
        if self._is_ours(whole):
            return 0, whole
        for prefix in self.arabic_prefixes:
            if word.startswith(prefix) and self._is_ours(rest := fold(word[len(prefix) :])):
                return len(prefix), rest
        return 0, whole

    def _is_ours(self, word: str) -> bool:
        return word in self.kinds.before or word in self.near or word in self.around or word in self.directions


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the tables of `data/` once."""
    around = tomllib.loads(_DATA.joinpath("mentions_en.toml").read_text("utf-8"))
    arabic = tomllib.loads(_DATA.joinpath("mentions_ar.toml").read_text("utf-8"))
    nots = tomllib.loads(_DATA.joinpath("not_places_en.toml").read_text("utf-8"))
    kinds = around["kinds"]
    sets = {name: frozenset(around[name]) | _folded(arabic.get(name, [])) for name in _PLAIN_SETS}
    arabic_kinds = {word: kind for kind, row in arabic["kinds"].items() for word in _folded(row)}
    return Lexicon(
        **sets,
        control_endings=tuple(around["control_endings"]),
        between=frozenset(around["between"]["words"]),
        not_places=frozenset(nots["words"]) | frozenset(nots["first_names"]) | _folded(arabic["not_places"]["words"]),
        arabic_prefixes=tuple(arabic["prefixes"]),
        first_names=frozenset(nots["first_names"]),
        phrases=frozenset(nots["phrases"]),
        abstract_endings=tuple(nots["abstract_endings"]),
        titles=frozenset(nots["titles"]),
        organisation_after=frozenset(nots["organisation_after"]),
        speech=frozenset(nots["speech"]),
        common=frozenset(_DATA.joinpath("common_words.txt").read_text("utf-8").split()),
        kinds=Kinds(
            before={word: kind for kind, row in kinds.items() for word in row["before"]} | arabic_kinds,
            after={word: kind for kind, row in kinds.items() for word in row["after"]},
        ),
    )


_PLAIN_SETS = (
    "prepositions", "strong_prepositions", "rural", "portions", "openers", "function_words", "borders", "striking",
    "articles", "bare_articles", "particles", "safe_regions", "near", "around", "directions", "parts", "glue", "ranks",
    "between_heads", "name_joints", "before_coast", "not_behind_coast", "coastal",
)  # fmt: skip


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
