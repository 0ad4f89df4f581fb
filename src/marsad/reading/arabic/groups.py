"""Groups of people in an Arabic sentence: counted, in the dual, bare plurals, single and named persons."""

from collections.abc import Sequence

import msgspec

from marsad.reading.arabic.harmwords import DYING
from marsad.reading.arabic.lines import ArabicLine, known
from marsad.reading.arabic.populations import Person, Size, flags_among, person_at, side_of
from marsad.reading.arabic.quantities import bounded_behind, count_at
from marsad.reading.harms import Trigger
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.quantities import Count
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling
from marsad.records import Operator, Population

OTHERS = frozenset({"اخرين", "اخرون", "اخر", "اخري", "اخران", "اخريات", "غير"})
_MANY_OTHERS = frozenset({"اخرين", "اخرون", "اخريات"})
_NEXT = frozenset({"خامس", "ثالث", "رابع", "سادس", "ثان", "ثاني", "سابع", "اخر", "اخري"})
_ARTICLE = "ال"
_ONE_OF = frozenset(words_of("arabic/grammar", "one_of"))
_PART_OF = phrase_set("arabic/grammar", "part_of")
_THEM = frozenset({"منهم", "منها", "منهن"})
_PREPOSITIONS = frozenset(words_of("arabic/grammar", "prepositions"))
_STOPS = (
    _PREPOSITIONS
    | frozenset(words_of("arabic/grammar", "conjunctions"))
    | frozenset(words_of("arabic/grammar", "barriers"))
    | frozenset(words_of("arabic/grammar", "adverbs"))
    | frozenset(words_of("arabic/sources", "verbs"))
    | frozenset(words_of("arabic/grammar", "part_of"))
    | DYING
)
_INSIDE = frozenset({"صفوف", "عناصر", "قوات", "اوساط", "بين", "افراد", "ابناء", "منسوبي", "مقاتلي", "مسلحي", "اهالي", "سكان"})
_ARMED = frozenset({"مسلحات", "مسلحين", "مسلحون", "مسلحه", "مسلحا"})
_BY = frozenset({"يد", "قبل", "ايدي"})
_BACK = 12
_SIDE_REACH = 9
_LONGEST_TAIL = 9
_LONGEST_ADJECTIVES = 2
_NISBA = ("يا", "ين", "ون", "يين", "يون", "ات")
_SHORTEST = 5
_PART_REACH = 3


def groups_of(line: ArabicLine, triggers: Sequence[Trigger]) -> list[Group]:
    """Return the groups of people of a sentence, left to right, none overlapping."""
    taken = {index for trigger in triggers for index in range(trigger.first, trigger.last)}
    found: list[Group] = []
    index = since = 0
    while index < len(line):
        group = _counted(line, index, since, taken) or _uncounted(line, index, taken)
        if group is None or (group.count is None and not group.part and found and group.first < found[-1].tail):
            index += 1
            continue
        if found and _goes_on(line, found[-1], group):
            group = msgspec.structs.replace(group, part=True)
        found.append(group)
        index = since = max(group.last, index + 1)
    return found


def _goes_on(line: ArabicLine, part: Group, group: Group) -> bool:
    """Tell whether a list of parts goes on: "بينهم 3 نساء و5 أطفال"."""
    listed = part.part and group.first - part.last <= 2 and line.adds(group.first)
    return listed and not group.more and group.harm < 0 and bool(group.flags or group.count is None)


def _counted(line: ArabicLine, index: int, since: int, taken: set[int]) -> Group | None:
    if index in taken:
        return None
    count = count_at(line.tokens, line.raw, index, since)
    if count is None:
        return None
    at = count.last
    if line.word(at) in ("من", ":") and person_at(line.lowers, at + 1) is not None:
        at += 1
    elif line.word(at) == "من" and side_of(line.lowers, at + 1, at + 2) is not None and count.upper is None:
        return _of_head(line, count, at + 1, at + 2, Person(Population.UNKNOWN, Size.MANY, open=True), taken)
    elif line.word(at) == "من" and count.value is not None and _unlisted(line, at + 1, after_of=True):
        return _of_head(line, count, at + 1, at + 2, Person(Population.UNKNOWN, Size.MANY, open=True), taken)
    if line.word(at) in _THEM:
        return _elliptic(line, count, at + 1, part=True)
    if line.word(at) in OTHERS:
        return _elliptic(line, msgspec.structs.replace(count, more=True), at + 1)
    noun = person_at(line.lowers, at)
    if noun is None or at in taken:
        if count.value is not None and at not in taken and _unlisted(line, at, after_of=False):
            return _of_head(line, count, at, at + 1, Person(Population.UNKNOWN, Size.MANY, open=True), taken)
        if at < len(line) and _is_thing(line, at, taken):
            return None
        return _elliptic(line, count, count.last)
    if count.value is not None and count.value == 1 and noun[1].size is Size.MANY:
        return None
    return _of_head(line, count, at, at + noun[0], noun[1], taken)


def _is_thing(line: ArabicLine, index: int, taken: set[int]) -> bool:
    """Tell whether the word behind a number is a noun that no table knows, so that the number counts no people."""
    token = line.tokens[index]
    if token.kind is not Kind.WORD or index in taken or line.word(index) in _STOPS:
        return False
    return not line.forms[index].before and not (line.word(index) in OTHERS)


def _unlisted(line: ArabicLine, index: int, *, after_of: bool) -> bool:
    """Tell whether an unlisted word is built like one for people: "بريطانيا", "من الشيشانيين"."""
    if index >= len(line) or line.tokens[index].kind is not Kind.WORD or line.word(index) in _STOPS:
        return False
    word = line.raw[index]
    if after_of:
        return line.definite(index) and len(word) >= _SHORTEST and (word.endswith(("ين", "اء", "ه")) or word.endswith("ار"))
    return len(word) >= _SHORTEST and word.endswith("يا") and not line.forms[index].before


def _of_head(line: ArabicLine, count: Count, head: int, last: int, noun: Person, taken: set[int]) -> Group:
    last = _adjectives(line, last, taken)
    count, last = bounded_behind(line.raw, count, last)
    tail = _tail(line, last, taken)
    if tail < len(line):
        count, tail = bounded_behind(line.raw, count, tail)
    part = _is_part(line, count.first)
    more = count.more or any(word in OTHERS for word in line.lowers[head : min(last, len(line))])
    return Group(
        count.first, head, last, tail, Telling.COUNTED, count, _population(line, noun, head, last, tail),
        flags_among(line.lowers, head, tail), True, noun.unit, part, more, head if noun.measure else -1,
    )  # fmt: skip


def _elliptic(line: ArabicLine, count: Count, last: int, *, part: bool = False) -> Group:
    count, last = bounded_behind(line.raw, count, last)
    tail = _tail(line, last, set())
    side = side_of(line.lowers, last, tail)
    return Group(
        count.first, -1, last, tail, Telling.ELLIPTIC, count, side or Population.UNKNOWN, (), True,
        part=part or _is_part(line, count.first), more=count.more,
    )  # fmt: skip


def _is_part(line: ArabicLine, first: int) -> bool:
    if _PART_OF.before(line.lowers, first) is not None:
        return True
    # "بينهم على الأقل 4 أطفال", "بينهم نحو 4"
    return any(_PART_OF.at(line.lowers, at) is not None for at in range(max(0, first - _PART_REACH), first)) and all(
        line.tokens[at].kind is Kind.WORD for at in range(max(0, first - _PART_REACH), first)
    )


def _adjectives(line: ArabicLine, last: int, taken: set[int]) -> int:
    """Return where the adjectives right behind a noun end: "مدنيين عزل", "رجال مسلحين", "آخرين"."""
    end = last
    while end < len(line) and end - last < _LONGEST_ADJECTIVES and line.word(end) in OTHERS:
        end += 1
    return end


def _tail(line: ArabicLine, last: int, taken: set[int]) -> int:
    """Return where the words that say who a group is end: adjectives, "من", "في صفوف", "تابعين لـ"."""
    end = last
    while end < len(line) and end - last < _LONGEST_TAIL:
        word = line.word(end)
        token = line.tokens[end]
        if token.kind is not Kind.WORD:
            if token.text in ('"', "«", "»", "“", "”", "(", ")") :
                end += 1
                continue
            break
        if end in taken or line.raw[end] == "و" or _unknown_and(line, end) or line.adds(end):
            break
        if word in ("من", "في") and end + 1 < len(line):
            inside = line.word(end + 1)
            goes = inside in _INSIDE or side_of(line.lowers, end + 1, end + 2) is not None or (
                word == "من" and person_at(line.lowers, end + 1) is not None
            )
            if not goes or end + 1 in taken:
                break
            end += 2
            continue
        if word in _STOPS:
            break
        if line.joined(end, "ب", "ك") and not line.joined(end, "ال"):
            break
        end += 1
    while end > last and line.tokens[end - 1].kind is not Kind.WORD:
        end -= 1
    return end


def _unknown_and(line: ArabicLine, index: int) -> bool:
    """Tell whether an unlisted word begins with "و": most likely "and" with a verb or noun that no table knows."""
    return line.raw[index].startswith("و") and line.raw[index] not in known()


def _population(line: ArabicLine, noun: Person, head: int, last: int, tail: int) -> Population:
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
        if line.word(at) in ("صفوف", "وسط", "اوساط") or (line.word(at) == "من" and line.word(at + 1) in ("طرفين", "جانبين")):
            return side_of(line.lowers, at + 1, min(len(line), at + 4))
        if line.word(at) == "من" and line.word(at - 1) not in ("اكثر",) and at + 1 < len(line):
            side = side_of(line.lowers, at + 1, at + 2)
            if side is not None:
                return side
    return None


def _uncounted(line: ArabicLine, index: int, taken: set[int]) -> Group | None:
    match = person_at(line.lowers, index)
    if match is None or index in taken:
        return _one_of(line, index, taken) or _another(line, index, taken)
    size, noun = match
    last = index + size
    if line.lowers[index : index + 1] == ["احد"]:
        return None
    count = _counted_behind(line, last) or _two(line, index, noun)
    definite = line.definite(index) or _of_something(line, last)
    if count is not None:
        last = max(last, count.last)
    last = _adjectives(line, last, taken)
    tail = _tail(line, last, taken)
    telling = _telling(noun, definite=definite, counted=count is not None)
    if telling is Telling.DEFINITE and noun.size is Size.ONE and _is_named(line, last):
        telling = Telling.NAMED
    if count is not None:
        count = msgspec.structs.replace(count, first=min(count.first, index))
    more = any(word in OTHERS for word in line.lowers[index:last])
    return Group(
        index, index, last, tail, telling, count, _population(line, noun, index, last, tail),
        flags_among(line.lowers, index, tail), noun.size is not Size.ONE, noun.unit, _is_part(line, index),
        more, index if noun.measure else -1,
    )  # fmt: skip


def _of_something(line: ArabicLine, index: int) -> bool:
    """Tell whether a noun with the article right behind makes a noun definite: "قائد الفرقة", "أبناء القرية"."""
    return index < len(line) and line.forms[index].before == (_ARTICLE,) and line.word(index) not in _STOPS


def _two(line: ArabicLine, index: int, noun: Person) -> Count | None:
    """Return the two of a dual ("جنديان", "طفلتين")."""
    if noun.size is not Size.TWO:
        return None
    return Count(index, index, index + 1, 2, None, None, "V8", Operator.EQ, definite=line.definite(index))


def _counted_behind(line: ArabicLine, index: int) -> Count | None:
    """Return the number behind its noun: "الشهداء السبعة", "عسكريين اثنين"."""
    if index >= len(line) or line.tokens[index].kind is not Kind.WORD or line.joined(index, "و", "ف", "ب", "ل"):
        return None
    count = count_at(line.tokens, line.raw, index, index)
    if count is None or count.value is None or count.value > 20 or count.first != index or count.last > index + 2:
        return None
    if person_at(line.lowers, count.last) is not None:
        return None
    return count if line.definite(index) or count.value <= 2 else None


def _one_of(line: ArabicLine, index: int, taken: set[int]) -> Group | None:
    """Read "أحد أفرادها", "إحدى الممرضات"; "أحد" before a noun of no people is the Sunday."""
    if line.word(index) not in _ONE_OF or index in taken or line.definite(index):
        return None
    noun = person_at(line.lowers, index + 1)
    if noun is None or noun[1].size is not Size.MANY or line.word(index - 1) in ("يوم", "لم", "لا"):
        return None
    last = index + 1 + noun[0]
    tail = _tail(line, last, taken)
    return Group(
        index, index + 1, last, tail, Telling.SINGLE, None, _population(line, noun[1], index + 1, last, tail),
        flags_among(line.lowers, index + 1, tail), False, noun[1].unit, _is_part(line, index), False,
        index + 1 if noun[1].measure else -1,
    )  # fmt: skip


def _another(line: ArabicLine, index: int, taken: set[int]) -> Group | None:
    """Read "وأصيب آخر", "وجرح خامس", "وإصابة آخرين"."""
    word = line.word(index)
    if index in taken or line.definite(index) or (index > 0 and index - 1 not in taken):
        return None
    if word == "عدد" and line.word(index + 1) in ("كبير", "قليل") and line.word(index + 2) in _THEM:
        return Group(index, -1, index + 3, index + 3, Telling.PLURAL, None, Population.UNKNOWN, (), True, more=True)
    if word == "عدد" and line.word(index + 1) in OTHERS:
        return Group(index, -1, index + 2, index + 2, Telling.PLURAL, None, Population.UNKNOWN, (), True, more=True)
    if word in _MANY_OTHERS:
        return Group(index, -1, index + 1, index + 1, Telling.PLURAL, None, Population.UNKNOWN, (), True, more=True)
    if word in _NEXT:
        return Group(index, -1, index + 1, index + 1, Telling.SINGLE, None, Population.UNKNOWN, (), False, more=True)
    return None


def _telling(noun: Person, *, definite: bool, counted: bool) -> Telling:
    if counted:
        return Telling.COUNTED
    if noun.size is Size.MANY:
        return Telling.DEFINITE if definite else Telling.PLURAL
    return Telling.DEFINITE if definite else Telling.SINGLE


def _is_named(line: ArabicLine, index: int) -> bool:
    """Tell whether words no table knows, as a name has them, follow."""
    return index < len(line) and line.tokens[index].kind is Kind.WORD and not line.forms[index].before and (
        line.word(index) not in _STOPS
    )


