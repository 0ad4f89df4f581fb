"""Places of an Arabic text that can be places: a word for a place and the verb behind it name none."""

from collections.abc import Iterator, Sequence

from marsad.reading.arabic.clause import ADVERBS, BARRIERS, CONJUNCTIONS, PREPOSITIONS
from marsad.reading.arabic.harmwords import verb_forms
from marsad.reading.arabic.lines import ArabicLine, known
from marsad.reading.lexicon import words_of
from marsad.reading.scenes import by_line
from marsad.records import PlaceKind, PlaceMention

_TOWNS = frozenset(words_of("arabic/scenes", "towns"))
_NO_NAMES = ADVERBS | BARRIERS | CONJUNCTIONS | PREPOSITIONS | frozenset(words_of("arabic/harms", "toll", "links"))


def spots(lines: Sequence[ArabicLine], places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the mentions that the gazetteer knows, and those whose name is no verb, preposition or "and"."""
    return tuple(one for line, mentions in by_line(lines, places) for one in _of_line(line, mentions))


def _of_line(line: ArabicLine, mentions: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    for mention in mentions:
        at = line.at(mention.words.start)
        named = at + 1
        if _is_word(line, at, mention):
            continue
        if mention.place is not None or " " not in mention.words.text or named >= len(line) or _names(line, named):
            yield mention


def _is_word(line: ArabicLine, index: int, mention: PlaceMention) -> bool:
    """Tell whether a single word is one of the language that is also a village's name, or begins like "ل" and one."""
    token = line.tokens[index]
    if " " in mention.words.text or mention.words.end < token.end:
        return False
    if mention.words.start > token.start and line.raw[index] in known():
        return True
    town = mention.place is not None and mention.place.kind is PlaceKind.LOCALITY
    return town and line.word(index) in known() and line.word(index) not in _TOWNS


def _names(line: ArabicLine, index: int) -> bool:
    word, raw = line.word(index), line.raw[index]
    joined = any(clitic != "ال" for clitic in line.forms[index].before)
    unlisted = raw.startswith("و") and raw not in known()
    return not (joined or unlisted or word in _NO_NAMES or word in verb_forms())
