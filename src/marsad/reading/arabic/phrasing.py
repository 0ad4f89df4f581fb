"""Where an Arabic noun phrase ends, and which side the people in it are of."""

from marsad.reading.arabic.harmwords import DYING
from marsad.reading.arabic.lines import ArabicLine, known
from marsad.reading.arabic.numberwords import opening
from marsad.reading.arabic.populations import Person, Size, person_at, side_of
from marsad.reading.lexicon import words_of
from marsad.reading.tokens import Kind
from marsad.records import Population

_PREPOSITIONS = frozenset(words_of("arabic/grammar", "prepositions"))
STOPS = (
    _PREPOSITIONS
    | frozenset(words_of("arabic/grammar", "conjunctions"))
    | frozenset(words_of("arabic/grammar", "barriers"))
    | frozenset(words_of("arabic/grammar", "adverbs"))
    | frozenset(words_of("arabic/sources", "verbs"))
    | frozenset(words_of("arabic/grammar", "part_of"))
    | DYING
)
_INSIDE = frozenset(
    {"صفوف", "عناصر", "قوات", "اوساط", "بين", "افراد", "ابناء", "منسوبي", "مقاتلي", "مسلحي", "اهالي", "سكان"}
)
_ARMED = frozenset({"مسلحات", "مسلحين", "مسلحون", "مسلحه", "مسلحا"})
_BY = frozenset({"يد", "قبل", "ايدي"})
_BACK = 12
_SIDE_REACH = 9
_LONGEST_TAIL = 9


def tail_of(line: ArabicLine, last: int, taken: set[int]) -> int:
    """Return where the words that say who a group is end: adjectives, "من", "في صفوف", "تابعين لـ"."""
    end = last
    while end < len(line) and end - last < _LONGEST_TAIL:
        word = line.word(end)
        token = line.tokens[end]
        if token.kind is not Kind.WORD:
            if token.text in ('"', "«", "»", "“", "”", "(", ")"):
                end += 1
                continue
            break
        if end > last and opening(line.raw[end]) is not None and not line.definite(end):
            break  # "عناصر الأمن ثلاثة شبان": the number opens the people behind
        if end in taken or line.raw[end] == "و" or _unknown_and(line, end) or line.adds(end):
            break
        if word in ("من", "في") and end + 1 < len(line):
            inside = line.word(end + 1)
            goes = (
                inside in _INSIDE
                or side_of(line.lowers, end + 1, end + 2) is not None
                or (word == "من" and person_at(line.lowers, end + 1) is not None)
            )
            if not goes or end + 1 in taken:
                break
            end += 2
            continue
        if _is_object(line, last, end) or word in STOPS or (end > last and _is_somebody_else(line, end)):
            break
        if line.joined(end, "ب", "ك") and not line.joined(end, "ال"):
            break
        end += 1
    while end > last and line.tokens[end - 1].kind is not Kind.WORD:
        end -= 1
    return end


def _is_object(line: ArabicLine, last: int, index: int) -> bool:
    """Tell whether a noun for people stands in another case: in "مسلحون مجهولون موظفين" the staff are the object."""
    if not line.raw[last - 1].endswith("ون") or line.raw[index].startswith("ال") or line.raw[index].endswith("ون"):
        return False
    return person_at(line.lowers, index) is not None


def _is_somebody_else(line: ArabicLine, index: int) -> bool:
    """Tell whether a bare noun for one person follows a definite word: "عناصر من التنظيم قائد الفصيل" are two."""
    if line.definite(index) or not line.definite(index - 1):
        return False
    noun = person_at(line.lowers, index)
    return noun is not None and noun[1].size is Size.ONE and noun[1].measure is None


def _unknown_and(line: ArabicLine, index: int) -> bool:
    """Tell whether an unlisted word begins with "و": most likely "and" with a verb or noun that no table knows."""
    return line.raw[index].startswith("و") and line.raw[index] not in known()


def population_of_head(line: ArabicLine, noun: Person, head: int, last: int, tail: int) -> Population:
    """Return the side of the people a noun names: its own, or that of the words around an open one ("عناصر")."""
    if any(word in _ARMED for word in line.lowers[head + 1 : min(head + 3, tail)]):
        return Population.COMBATANT
    if noun.population is not Population.UNKNOWN and not noun.open:
        return noun.population
    side = side_of(line.lowers, head + (line.word(head - 1) != "من"), tail)
    if side is None and noun.measure is not None:
        side = _side_behind(line, last)
    if side is None and line.forms[head].after:
        side = side_of(line.lowers, max(0, head - _BACK), head)  # "أحد أفرادها": of the force told before
    return side or noun.population


def _side_behind(line: ArabicLine, start: int) -> Population | None:
    """Return the side of dead or wounded told a few words on: "قتلى وجرحى في صفوف الحوثيين"."""
    for at in range(start, min(len(line), start + _SIDE_REACH)):
        if line.word(at) in (",", ".", ";") or line.word(at) in _BY:
            return None
        if line.word(at) in ("صفوف", "وسط", "اوساط") or (
            line.word(at) == "من" and line.word(at + 1) in ("طرفين", "جانبين")
        ):
            return side_of(line.lowers, at + 1, min(len(line), at + 4))
        if line.word(at) == "من" and line.word(at - 1) not in ("اكثر",) and at + 1 < len(line):
            side = side_of(line.lowers, at + 1, at + 2)
            if side is not None:
                return side
    return None
