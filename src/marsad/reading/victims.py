"""Groups of people in a sentence: counted, bare plurals, single and named persons."""

from enum import Enum

import msgspec

from marsad.reading import harms
from marsad.reading.grammar import AUXILIARIES, DETERMINERS, PART_OF, Line
from marsad.reading.lexicon import words_of
from marsad.reading.nounphrases import head_of, is_rate, left_edge, name_end, tail_of
from marsad.reading.persons import described, person_end
from marsad.reading.populations import Noun, flags_of, is_side, noun_at, population_of
from marsad.reading.quantities import Count, bounded_behind, count_at
from marsad.records import Flag, Operator, Population


class Telling(Enum):
    """How a sentence tells who and how many."""

    COUNTED = "counted"  # "12 villagers"
    ELLIPTIC = "elliptic"  # "12", "six more"
    PLURAL = "plural"  # "villagers"
    SINGLE = "single"  # "a villager"
    DEFINITE = "definite"  # "the villager", "the villagers": told of before, or known
    NAMED = "named"  # "Judge Haddad"


class Group(msgspec.Struct, frozen=True):
    """Some people: tokens `first` to `last` with the head noun ending there, and `tail` where its complement ends.

    `part` tells that they are part of people told of before ("including 4 children", "three of them").
    """

    first: int
    head: int
    last: int
    tail: int
    telling: Telling
    count: Count | None
    population: Population
    flags: tuple[Flag, ...]
    plural: bool
    unit: str = "person"
    part: bool = False
    more: bool = False
    harm: int = -1  # a harm word inside the group: "115 wounded persons"


_THOSE = frozenset({"them", "whom", "which", "these", "those"})
_VICTIM_WORDS = frozenset(words_of("grammar", "harmed"))
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"})
_EMPTY = frozenset({"more", "others", "other", "additional", '"', "“", "”", "'"})
_ARMED = (Population.COMBATANT, Population.SECURITY_FORCE)
_INDEFINITE = frozenset({"a", "an", "another", "one", "any"})


def groups(line: Line, harmed: list[harms.Trigger]) -> list[Group]:
    """Return the groups of people of a sentence, left to right, none overlapping."""
    taken = {index for trigger in harmed for index in range(trigger.first, trigger.last)}
    found: list[Group] = []
    index = since = 0
    while index < len(line):
        group = (
            _counted(line, index, since, taken) or _person(line, index, taken) or _uncounted(line, index, since, taken)
        )
        if group is None or (group.count is None and found and group.last <= found[-1].tail):
            index += 1
            continue
        if found and found[-1].part and (_goes_on(line, found[-1], group) or _says_who(line, found[-1], group)):
            group = msgspec.structs.replace(group, part=True)
        found.append(group)
        index = since = max(group.last, index + 1)
    return found


def _goes_on(line: Line, part: Group, group: Group) -> bool:
    """Tell whether a list of parts goes on ("including women and children", "including 3 women and 5 children")."""
    between = line.lowers[part.last : group.first]
    listed = len(between) == 1 and between[0] in ("and", ",")
    return (
        listed
        and not group.more
        and (group.count is None or bool(group.flags))
        and part.telling is not Telling.ELLIPTIC
    )


def _says_who(line: Line, part: Group, group: Group) -> bool:
    """Tell whether the group only says who a part is ("nine of whom were children")."""
    between = line.lowers[part.tail : group.first]
    return (
        part.telling is Telling.ELLIPTIC
        and group.count is None
        and len(between) <= 2
        and all(word in AUXILIARIES for word in between)
    )


def _counted(line: Line, index: int, since: int, taken: set[int]) -> Group | None:
    if index in taken and line.lowers[index] != "missing":
        return None
    count = count_at(line.tokens, line.lowers, index, since)
    if count is None:
        one = line.lowers[index] in ("a", "an", "another", "one") and index + 1 < len(line)
        return _single(line, index, taken) if one else None
    if (
        count.vague is not None
        and line.lowers[count.last - 1] == "of"
        and line.word(count.last) in (*_DEFINITE, "them")
    ):
        return _vague_of(line, count, taken)
    head, last, noun, harm = head_of(line, count.last, taken)
    if is_rate(line, last) or (line.lowers[count.last - 1] == "both" and _correlates(line, last)):
        return None
    if noun is None:
        return _without_noun(line, count, last)
    tail = tail_of(line, last, taken)
    part = PART_OF.before(line.lowers, count.first) is not None
    count, behind = bounded_behind(line.lowers, count, last)
    last, tail = behind, max(tail, behind)
    return Group(
        count.first, head, last, tail, Telling.COUNTED, count, population_of(line.lowers, count.last, head, tail, noun),
        flags_of(line.lowers, count.last, tail), noun.plural, noun.unit, part, count.more, harm,
    )  # fmt: skip


def _correlates(line: Line, last: int) -> bool:
    """Tell whether "both" belongs to "both civilians and fighters": it joins two kinds and counts nobody."""
    if line.word(last) != "and":
        return False
    start = last + 1
    return any(noun_at(line.lowers, at) is not None for at in range(start, min(start + 3, len(line)))) and (
        count_at(line.tokens, line.lowers, start, start) is None
    )


def _without_noun(line: Line, count: Count, last: int) -> Group | None:
    part = PART_OF.before(line.lowers, count.first) is not None
    if last == count.last and line.word(last) == "of":
        return _of_group(line, count, part=part)
    if last > count.last and not _elliptic_run(line, count.last, last):
        return None
    return _elliptic(line, count, part=part)


def _vague_of(line: Line, count: Count, taken: set[int]) -> Group:
    """Read "scores of the fighters" and "dozens of them"."""
    start = count.last + (line.word(count.last) != "them")
    head, last, noun, harm = head_of(line, start, taken)
    if noun is None:
        return _elliptic(line, count, part=False)
    tail = tail_of(line, last, taken)
    part = PART_OF.before(line.lowers, count.first) is not None
    return Group(
        count.first, head, last, tail, Telling.COUNTED, count, population_of(line.lowers, start, head, tail, noun),
        flags_of(line.lowers, start, tail), True, noun.unit, part, harm=harm,
    )  # fmt: skip


def _elliptic_run(line: Line, first: int, last: int) -> bool:
    return all(word in _EMPTY for word in line.lowers[first:last])


def _elliptic(line: Line, count: Count, *, part: bool) -> Group:
    last = count.last
    more = count.more
    while line.word(last) in ("more", "others", "other"):
        last, more = last + 1, True
    return Group(
        count.first, -1, last, last, Telling.ELLIPTIC, count, Population.UNKNOWN, (), True, part=part, more=more
    )  # fmt: skip


def _of_group(line: Line, count: Count, *, part: bool) -> Group | None:
    """Read "three of them", "five of the dead", "four of her children", "five of his entourage"."""
    at = count.last + 1
    word = line.word(at)
    if word in _THOSE:
        last = at + 1
        if line.word(last) in _VICTIM_WORDS:
            last += 1
        return Group(count.first, -1, at + 1, last, Telling.ELLIPTIC, count, Population.UNKNOWN, (), True, part=True)
    named = at < len(line) and is_side(line.lowers, at, at + 1)
    if named:
        return Group(
            count.first, at, at + 1, at + 1, Telling.COUNTED, count, Population.COMBATANT, (), True, part=part,
            more=count.more,
        )  # fmt: skip
    if word not in DETERMINERS and not line.word(at).endswith("'s"):
        return None
    if line.word(at + 1) in _VICTIM_WORDS:
        return Group(count.first, -1, at + 2, at + 2, Telling.ELLIPTIC, count, Population.UNKNOWN, (), True, part=True)
    head, last, noun, _ = head_of(line, at + 1, set())
    if noun is None:
        return None
    return Group(
        count.first, head, last, tail_of(line, last, set()), Telling.COUNTED, count,
        population_of(line.lowers, at, head, last, noun), flags_of(line.lowers, at, last), True, noun.unit, part,
        count.more or word in ("his", "her", "their"),
    )  # fmt: skip


def _single(line: Line, index: int, taken: set[int]) -> Group | None:
    """Read "a woman", "another child": one person."""
    head, last, noun, harm = head_of(line, index + 1, taken)
    if noun is None or (noun.plural and noun.unit != "family"):
        return None
    if noun.unit == "family" and line.word(last) == "of" and last + 1 < len(line):
        size = count_at(line.tokens, line.lowers, last + 1, last + 1)
        if size is not None and size.value is not None:
            return Group(
                index, head, size.last, size.last, Telling.COUNTED, size, Population.UNKNOWN, (), True,
                part=PART_OF.before(line.lowers, index) is not None,
            )  # fmt: skip
    tail = tail_of(line, last, taken)
    last = name_end(line, last, taken)
    first = index - 1 if line.word(index - 1) in ("yet", "only", "least") else index
    if line.word(first) == "least":
        first -= 1
    return Group(
        first, head, last, max(tail, last), Telling.SINGLE, None,
        population_of(line.lowers, index + 1, head, max(tail, last), noun), flags_of(line.lowers, index, last), False,
        noun.unit, PART_OF.before(line.lowers, index) is not None, line.lowers[index] == "another", harm,
    )  # fmt: skip


def _person(line: Line, index: int, taken: set[int]) -> Group | None:
    """Read "Carlos Perez": a person whom no title announces."""
    last = person_end(line, index, taken)
    if last == index:
        return None
    part = PART_OF.before(line.lowers, index) is not None
    return Group(index, last - 1, last, last, Telling.NAMED, None, described(line, last), (), False, part=part)


def _uncounted(line: Line, index: int, since: int, taken: set[int]) -> Group | None:
    match = noun_at(line.lowers, index)
    if match is None or index in taken:
        return None
    size, noun = match
    last = index + size
    if is_rate(line, last):
        return None
    further = noun_at(line.lowers, last) if last < len(line) and last not in taken else None
    if further is not None and (not noun.plural or further[1].plural):
        # The last noun of a compound is its head ("student leaders", "police chief").
        later = _uncounted(line, last, since, taken)
        if later is not None:
            return later
    first, determiner = left_edge(line, index, since, taken)
    if line.word(first - 1) == "many" and line.word(first - 2) in ("how", "however"):
        return None  # "how many soldiers were killed" is a question
    tail = tail_of(line, last, taken)
    end = name_end(line, last, taken) if not noun.plural else last
    telling = _telling(noun, determiner, named=end > last)
    if line.head and first == 0 and not determiner and telling is Telling.DEFINITE and noun.population not in _ARMED:
        telling = Telling.SINGLE  # a title drops the article: "Child killed in shelling"
    return Group(
        first, index, end, max(tail, end), telling, None,
        population_of(line.lowers, first, index, max(tail, end), noun), flags_of(line.lowers, first, end), noun.plural,
        noun.unit, PART_OF.before(line.lowers, first) is not None,
        more=any(word in ("other", "another", "more", "others") for word in line.lowers[first : index + 1]),
    )  # fmt: skip


def _telling(noun: Noun, determiner: str, *, named: bool) -> Telling:
    if determiner in _DEFINITE or determiner.endswith(("'s", "'")):
        return Telling.DEFINITE
    if noun.plural:
        return Telling.PLURAL
    if determiner in _INDEFINITE:
        return Telling.SINGLE
    return Telling.NAMED if named else Telling.DEFINITE


def value_of(group: Group) -> int | None:
    """Return the number a group states, 1 for one person, None where it names no number."""
    if group.count is not None:
        return group.count.value
    return None if group.plural else 1


def bounded(group: Group) -> bool:
    """Tell whether the group's number is bounded by words such as "at least"."""
    return group.count is not None and group.count.operator is not Operator.EQ
