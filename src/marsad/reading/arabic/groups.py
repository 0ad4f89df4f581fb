"""Groups of people in an Arabic sentence: counted, in the dual, bare plurals, single and named persons."""

from collections.abc import Sequence

import msgspec

from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.arabic.phrasing import STOPS, population_of_head, tail_of
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
_LONGEST_ADJECTIVES = 2
_SHORTEST = 5
_DUAL = "\u064eين"
_LAST_PLURAL = 10  # behind eleven and more a noun stands in the singular
_NO_THINGS = frozenset({"لا", "لم", "لن", "سوي", "الا", "فقط", "لسا", "لسه", "الله", "جميعا", "قضوا"})
_PEOPLE_ENDINGS = ("ين", "اء", "ه", "ار")
_PART_REACH = 3
_SOMEBODY = Person(Population.UNKNOWN, Size.MANY, open=True)


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
        if found and _shares_number(line, found[-1], group):
            found[-1] = _joined(found[-1], group)
            index = since = group.last
            continue
        if found and _goes_on(line, found[-1], group):
            group = msgspec.structs.replace(group, part=True)
        found.append(group)
        index = since = max(group.last, index + 1)
    return found


def _shares_number(line: ArabicLine, counted: Group, group: Group) -> bool:
    """Tell whether one number counts both nouns: "940 امرأة وطفلا", "47 عنصرا ومقاتلا"."""
    count = counted.count
    many = count is not None and (count.value or 0) > _LAST_PLURAL and counted.telling is Telling.COUNTED
    single = group.telling is Telling.SINGLE and group.count is None and not group.more and group.harm < 0
    alike = bool(counted.flags and group.flags)
    return (
        many and single and alike and group.first == counted.last and line.joined(group.first, "و") and counted.harm < 0
    )


def _joined(counted: Group, group: Group) -> Group:
    flags = tuple(dict.fromkeys((*counted.flags, *group.flags)))
    side = counted.population if counted.population is group.population else Population.UNKNOWN
    return msgspec.structs.replace(
        counted, last=group.last, tail=max(counted.tail, group.tail), flags=flags, population=side
    )


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
    if line.word(count.last) in _THEM:
        return _elliptic(line, count, count.last + 1, part=True)
    if line.word(count.last) in OTHERS:
        return _elliptic(line, msgspec.structs.replace(count, more=True), count.last + 1)
    head, size, noun = _head(line, count, taken)
    if noun is not None:
        none = count.value == 1 and noun.size is Size.MANY
        return None if none else _of_head(line, count, (head, head + size), noun, taken)
    thing = head < len(line) and _is_thing(line, head, taken)
    return None if thing else _elliptic(line, count, count.last)


def _head(line: ArabicLine, count: Count, taken: set[int]) -> tuple[int, int, Person | None]:
    """Return where the noun that a number counts stands, its words and what it is; "من" before it is skipped."""
    at = count.last
    of = line.word(at) in ("من", ":")
    listed = person_at(line.lowers, at + of)
    one_unit = of and listed is not None and listed[1].size is Size.ONE and not line.definite(at + of)
    if listed is not None and at + of not in taken and not one_unit:
        return at + of, *listed
    sided = line.word(at) == "من" and side_of(line.lowers, at + 1, at + 2) is not None and count.upper is None
    unlisted = count.value is not None and at not in taken
    if sided or (unlisted and line.word(at) == "من" and _unlisted(line, at + 1, after_of=True)):
        return at + 1, 1, _SOMEBODY
    if unlisted and _unlisted(line, at, after_of=False):
        return at, 1, _SOMEBODY
    return at, 1, None


def _is_thing(line: ArabicLine, index: int, taken: set[int]) -> bool:
    """Tell whether the word behind a number is a noun that no table knows, so that the number counts no people."""
    token = line.tokens[index]
    if token.kind is not Kind.WORD or index in taken or line.word(index) in STOPS:
        return False
    if line.raw[index].endswith("وا"):
        return False  # a verb: "38 دفنوا"
    return not line.forms[index].before and line.word(index) not in OTHERS and line.word(index) not in _NO_THINGS


def _unlisted(line: ArabicLine, index: int, *, after_of: bool) -> bool:
    """Tell whether an unlisted word is built like one for people: "بريطانيا", "من الشيشانيين"."""
    if index >= len(line) or line.tokens[index].kind is not Kind.WORD or line.word(index) in STOPS:
        return False
    word = line.raw[index]
    if after_of:
        return line.definite(index) and len(word) >= _SHORTEST and word.endswith(_PEOPLE_ENDINGS)
    return len(word) >= _SHORTEST and word.endswith("يا") and not line.forms[index].before


def _of_head(line: ArabicLine, count: Count, words: tuple[int, int], noun: Person, taken: set[int]) -> Group:
    head, last = words
    last = _adjectives(line, last, taken)
    count, last = bounded_behind(line.raw, count, last)
    tail = tail_of(line, last, taken)
    if tail < len(line):
        count, tail = bounded_behind(line.raw, count, tail)
    part = _is_part(line, count.first)
    more = count.more or any(word in OTHERS for word in line.lowers[head : min(last, len(line))])
    return Group(
        count.first, head, last, tail, Telling.COUNTED, count, population_of_head(line, noun, head, last, tail),
        flags_among(line.lowers, head, tail), True, noun.unit, part, more, head if noun.measure else -1,
    )  # fmt: skip


def _elliptic(line: ArabicLine, count: Count, last: int, *, part: bool = False) -> Group:
    count, last = bounded_behind(line.raw, count, last)
    tail = tail_of(line, last, set())
    side = side_of(line.lowers, last, tail)
    return Group(
        count.first, -1, last, tail, Telling.ELLIPTIC, count, side or Population.UNKNOWN, (), True,
        part=part or _is_part(line, count.first), more=count.more,
    )  # fmt: skip


def _is_part(line: ArabicLine, first: int) -> bool:
    """Tell whether the words before a group make it a part; bounding words may stand between ("بينهم على الأقل 4")."""
    if _PART_OF.before(line.lowers, first) is not None:
        return True
    for at in range(first - 1, max(-1, first - 1 - _PART_REACH), -1):
        if line.tokens[at].kind is not Kind.WORD or person_at(line.lowers, at) is not None:
            return False
        if _PART_OF.at(line.lowers, at) is not None:
            return True
    return False


def _adjectives(line: ArabicLine, last: int, taken: set[int]) -> int:
    """Return where the adjectives right behind a noun end: "مدنيين عزل", "رجال مسلحين", "آخرين"."""
    end = last
    while end < len(line) and end - last < _LONGEST_ADJECTIVES and line.word(end) in OTHERS:
        end += 1
    return end


def _uncounted(line: ArabicLine, index: int, taken: set[int]) -> Group | None:
    match = person_at(line.lowers, index)
    if match is None or index in taken or _is_no_person(line, index):
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
    tail = tail_of(line, last, taken)
    telling = _telling(noun, definite=definite, counted=count is not None)
    if telling is Telling.DEFINITE and noun.size is Size.ONE and _is_named(line, last):
        telling = Telling.NAMED
    if count is not None:
        count = msgspec.structs.replace(count, first=min(count.first, index))
    more = any(word in OTHERS for word in line.lowers[index:last])
    return Group(
        index, index, last, tail, telling, count, population_of_head(line, noun, index, last, tail),
        flags_among(line.lowers, index, tail), noun.size is not Size.ONE, noun.unit, _is_part(line, index),
        more, index if noun.measure else -1,
    )  # fmt: skip


def _is_no_person(line: ArabicLine, index: int) -> bool:
    """Tell whether a word is the month of August, or an adjective of a definite noun before it ("الجيش السوري")."""
    if line.word(index) == "اب":
        return line.tokens[index].text.startswith("آ") or "/" in (line.word(index - 1), line.word(index + 1))
    if line.word(index) == "مسلحه" and index and line.tokens[index - 1].end + 1 >= line.tokens[index].start:
        return True  # "جماعات مسلحة": an adjective
    nisba = line.raw[index].endswith(("ي", "يه")) and line.raw[index].startswith("ال")
    before = index > 0 and line.raw[index - 1].startswith("ال") and person_at(line.lowers, index - 1) is None
    return nisba and before and line.tokens[index - 1].end + 1 >= line.tokens[index].start


def _of_something(line: ArabicLine, index: int) -> bool:
    """Tell whether a noun with the article right behind makes a noun definite: "قائد الفرقة", "أبناء القرية"."""
    return index < len(line) and line.forms[index].before == (_ARTICLE,) and line.word(index) not in STOPS


def _two(line: ArabicLine, index: int, noun: Person) -> Count | None:
    """Return the two of a dual ("جنديان", "طفلتين")."""
    spelled = _DUAL in line.tokens[index].text and noun.size is Size.MANY  # "موظفَين", not "موظفِين"
    if noun.size is not Size.TWO and not spelled:
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
    tail = tail_of(line, last, taken)
    return Group(
        index, index + 1, last, tail, Telling.SINGLE, None, population_of_head(line, noun[1], index + 1, last, tail),
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
    return (
        index < len(line)
        and line.tokens[index].kind is Kind.WORD
        and not line.forms[index].before
        and (line.word(index) not in STOPS)
    )
