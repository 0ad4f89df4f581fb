"""Groups of people in a sentence: counted, bare plurals, single and named persons."""

from enum import Enum

import msgspec

from marsad.reading import harms
from marsad.reading.grammar import (
    ADVERBS,
    AUXILIARIES,
    BARRIERS,
    CONJUNCTIONS,
    DETERMINERS,
    PART_OF,
    PREPOSITIONS,
    PRONOUNS,
    Line,
)
from marsad.reading.lexicon import words_of
from marsad.reading.populations import Noun, flags_of, is_side, looks_like_people, noun_at, population_of
from marsad.reading.quantities import Count, bounded_behind, count_at
from marsad.reading.tokens import Kind
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


_NOBODY = Noun(Population.UNKNOWN, True, "person")
_STOPS = PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | PRONOUNS | BARRIERS | frozenset({"most", "mostly", "many", "who"})
_MODIFIER_LIMIT = 10
_COMPLEMENT_LIMIT = 11
_THOSE = frozenset({"them", "whom", "which", "these", "those"})
_VICTIM_WORDS = frozenset(
    {
        "dead",
        "killed",
        "victims",
        "wounded",
        "injured",
        "slain",
        "deceased",
        "casualties",
        "fatalities",
        "missing",
        "detainees",
    }
)
_BELONGING = frozenset({"of", "from", "loyal", "belonging", "affiliated", "linked", "allied", "serving"})
_PARTICLES = frozenset(words_of("names", "particles"))
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"})
_EMPTY = frozenset({"more", "others", "other", "additional", '"', "“", "”", "'"})
_PERIODS = frozenset({"day", "week", "month", "year", "hour", "minute", "night"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "any"})


def groups(line: Line, harmed: list[harms.Trigger]) -> list[Group]:
    """Return the groups of people of a sentence, left to right, none overlapping."""
    taken = {index for trigger in harmed for index in range(trigger.first, trigger.last)}
    found: list[Group] = []
    index = since = 0
    while index < len(line):
        group = _counted(line, index, since, taken) or _uncounted(line, index, since, taken)
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
    if index in taken and line.lowers[index] not in ("missing",):
        return None
    count = count_at(line.tokens, line.lowers, index, since)
    if count is None and line.lowers[index] in ("a", "an", "another", "one") and index + 1 < len(line):
        return _single(line, index, taken)
    if count is None:
        return None
    if (
        count.vague is not None
        and line.lowers[count.last - 1] == "of"
        and line.word(count.last) in (*_DEFINITE, "them")
    ):
        return _vague_of(line, count, taken)
    head, last, noun, harm = _head(line, count.last, taken)
    if _is_rate(line, last):
        return None
    part = PART_OF.before(line.lowers, count.first) is not None
    if noun is None:
        if last == count.last and line.word(last) == "of":
            return _of_group(line, count, part=part)
        if last > count.last and not _elliptic_run(line, count.last, last):
            return None
        return _elliptic(line, count, part=part)
    tail = _tail(line, last, taken)
    count = bounded_behind(line.lowers, count, last)
    return Group(
        count.first, head, last, tail, Telling.COUNTED, count, population_of(line.lowers, count.last, head, tail, noun),
        flags_of(line.lowers, count.last, tail), noun.plural, noun.unit, part, count.more, harm,
    )  # fmt: skip


def _is_rate(line: Line, last: int) -> bool:
    """Tell whether "a day" or "every week" follows: a rate counts nobody."""
    return line.word(last) in ("a", "per", "every", "each") and line.word(last + 1) in _PERIODS


def _vague_of(line: Line, count: Count, taken: set[int]) -> Group:
    """Read "scores of the fighters" and "dozens of them"."""
    start = count.last + (line.word(count.last) != "them")
    head, last, noun, harm = _head(line, start, taken)
    if noun is None:
        return _elliptic(line, count, part=False)
    tail = _tail(line, last, taken)
    return Group(
        count.first, head, last, tail, Telling.COUNTED, count, population_of(line.lowers, start, head, tail, noun),
        flags_of(line.lowers, start, tail), True, noun.unit, PART_OF.before(line.lowers, count.first) is not None, harm=harm,
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
    if word not in DETERMINERS and not line.word(at).endswith("'s"):
        return None
    if line.word(at + 1) in _VICTIM_WORDS:
        return Group(count.first, -1, at + 2, at + 2, Telling.ELLIPTIC, count, Population.UNKNOWN, (), True, part=True)
    head, last, noun, _ = _head(line, at + 1, set())
    if noun is None:
        return None
    return Group(
        count.first, head, last, _tail(line, last, set()), Telling.COUNTED, count,
        population_of(line.lowers, at, head, last, noun), flags_of(line.lowers, at, last), True, noun.unit, part,
        count.more or word in ("his", "her", "their"),
    )  # fmt: skip


def _head(line: Line, start: int, taken: set[int]) -> tuple[int, int, Noun | None, int]:
    """Return head, end and noun of the words for people that begin at `start`, and a harm word inside them."""
    index, head, last, noun, harm = start, start, start, None, -1
    while index < len(line) and index - start < _MODIFIER_LIMIT:
        skip = _bracket(line, index)
        if skip:
            index = skip
            continue
        word = line.lowers[index]
        match = noun_at(line.lowers, index)
        if noun is None and word == "and" and start < index and _names_two(line, start, index):
            index += 1
            continue
        if match is None and (_stops(line, index) or (index in taken and not _adjective(line, index, taken))):
            break
        if (
            noun is None
            and match is None
            and word.endswith("ed")
            and line.word(index - 1).endswith("s")
            and index > start
        ):
            break  # "two armies exchanged prisoners": a verb, not one more adjective
        if index in taken:
            harm = index if harm < 0 and match is None else harm
        if match is not None and noun is not None and noun.plural and not match[1].plural:
            break
        if match is not None:
            head, noun = index, match[1]
            index += match[0]
            last = index
            continue
        index += 1
    if noun is None and index > start:
        return _unlisted(line, start, index, harm)
    return head, last, noun, harm


def _names_two(line: Line, start: int, index: int) -> bool:
    """Tell whether "and" joins two words before one head ("30 regime and allied fighters")."""
    ahead = range(index + 1, min(index + 4, len(line)))
    head = next((at for at in ahead if noun_at(line.lowers, at) is not None), -1)
    return head > 0 and index - start <= 2 and not any(_stops(line, at) for at in range(index + 1, head))


def _unlisted(line: Line, start: int, end: int, harm: int) -> tuple[int, int, Noun | None, int]:
    """Accept an unlisted plural that is built like a word for people, or an armed group's name."""
    head = end - 1
    word, token = line.lowers[head], line.tokens[head]
    named = (
        token.capital
        and not line.capitals
        and word.endswith("s")
        and token.kind is Kind.WORD
        and not word.endswith("'s")
    )
    if is_side(line.lowers, head) or looks_like_people(word) or named:
        population = Population.COMBATANT if is_side(line.lowers, head) else Population.UNKNOWN
        return head, end, Noun(population, True, "person"), harm
    return start, end, None, harm


def _bracket(line: Line, index: int) -> int:
    """Return where a short bracket that begins at `index` ends ("(FMLN)"), 0 where there is none."""
    if line.lowers[index] not in ("(", "["):
        return 1 + index if line.lowers[index] in ('"', "“", "”", "'") else 0
    for end in range(index + 1, min(index + 7, len(line))):
        if line.lowers[end] in (")", "]"):
            return end + 1 if end + 1 < len(line) and line.tokens[end + 1].kind is Kind.WORD else 0
    return 0


def _stops(line: Line, index: int) -> bool:
    token, word = line.tokens[index], line.lowers[index]
    if word in _STOPS or token.kind in (Kind.MARK, Kind.NUMBER, Kind.CODE):
        return True
    if word in DETERMINERS or (
        word in ADVERBS and word not in ("internally", "seriously", "critically", "severely", "more")
    ):
        return True
    return count_at(line.tokens, line.lowers, index, index) is not None


def _adjective(line: Line, index: int, taken: set[int]) -> bool:
    """Tell whether a harm word stands before the people it is about ("wounded soldiers", "dead bodies")."""
    after = index + 1
    while after in taken and after < len(line):
        after += 1
    return (
        after < len(line)
        and line.lowers[index].endswith(("ed", "d", "g", "t"))
        and noun_at(line.lowers, after) is not None
    )


def _tail(line: Line, last: int, taken: set[int]) -> int:
    """Return where a complement of the head ends: "members of the police", "fighters loyal to the government"."""
    if line.word(last) not in _BELONGING:
        return last
    index = last + 1
    while index < len(line) and index - last < _COMPLEMENT_LIMIT:
        skip = _bracket(line, index)
        word = line.lowers[index]
        if skip:
            index = skip
        elif index in taken or (
            word not in ("of", "to", "the", "his", "her", "their", "its", "a", "an", "with") and _stops(line, index)
        ):
            break
        else:
            index += 1
    while index - 1 > last and line.lowers[index - 1] in (
        "of",
        "to",
        "the",
        "a",
        "an",
        "with",
        "his",
        "her",
        "their",
        "its",
    ):
        index -= 1
    return index if index > last + 1 else last


def _single(line: Line, index: int, taken: set[int]) -> Group | None:
    """Read "a woman", "another child": one person."""
    head, last, noun, harm = _head(line, index + 1, taken)
    if noun is None or (noun.plural and noun.unit != "family"):
        return None
    if noun.unit == "family" and line.word(last) == "of" and last + 1 < len(line):
        size = count_at(line.tokens, line.lowers, last + 1, last + 1)
        if size is not None and size.value is not None:
            return Group(
                index, head, size.last, size.last, Telling.COUNTED, size, Population.UNKNOWN, (), True,
                part=PART_OF.before(line.lowers, index) is not None,
            )  # fmt: skip
    tail = _tail(line, last, taken)
    last = _name_end(line, last, taken)
    first = index - 1 if line.word(index - 1) in ("yet", "only", "least") else index
    if line.word(first) == "least":
        first -= 1
    return Group(
        first, head, last, max(tail, last), Telling.SINGLE, None,
        population_of(line.lowers, index + 1, head, max(tail, last), noun), flags_of(line.lowers, index, last), False,
        noun.unit, PART_OF.before(line.lowers, index) is not None, line.lowers[index] == "another", harm,
    )  # fmt: skip


def _uncounted(line: Line, index: int, since: int, taken: set[int]) -> Group | None:
    match = noun_at(line.lowers, index)
    if match is None or index in taken:
        return None
    size, noun = match
    last = index + size
    if _is_rate(line, last):
        return None
    further = noun_at(line.lowers, last) if last < len(line) and last not in taken else None
    if further is not None and (not noun.plural or further[1].plural):
        # The last noun of a compound is its head ("student leaders", "police chief").
        later = _uncounted(line, last, since, taken)
        if later is not None:
            return later
    first, determiner = _left_edge(line, index, since, taken)
    tail = _tail(line, last, taken)
    end = _name_end(line, last, taken) if not noun.plural else last
    telling = _telling(noun, determiner, named=end > last)
    return Group(
        first, index, end, max(tail, end), telling, None,
        population_of(line.lowers, first, index, max(tail, end), noun), flags_of(line.lowers, first, end), noun.plural,
        noun.unit, PART_OF.before(line.lowers, first) is not None,
        more=any(word in ("other", "another", "more") for word in line.lowers[first:index]) or line.lowers[index] == "others",
    )  # fmt: skip


def _telling(noun: Noun, determiner: str, *, named: bool) -> Telling:
    if determiner in _DEFINITE or determiner.endswith(("'s", "'")):
        return Telling.DEFINITE
    if noun.plural:
        return Telling.PLURAL
    if determiner in _INDEFINITE:
        return Telling.SINGLE
    return Telling.NAMED if named else Telling.DEFINITE


def _left_edge(line: Line, index: int, since: int, taken: set[int]) -> tuple[int, str]:
    """Return where the words before a head begin, and the determiner they begin with."""
    first = index
    while first > since and index - first < _MODIFIER_LIMIT:
        word = line.lowers[first - 1]
        if word in DETERMINERS or word.endswith(("'s", "s'")):
            return first - 1, word
        if _stops(line, first - 1) or first - 1 in taken:
            break
        first -= 1
    return first, ""


def _name_end(line: Line, last: int, taken: set[int]) -> int:
    """Return where a person's name that follows a title ends."""
    index = last
    while index < len(line) and index - last < 6 and index not in taken:
        token = line.tokens[index]
        if token.kind is not Kind.WORD or _stops(line, index):
            break
        if not token.capital and not (
            token.lower.startswith(("al-", "el-", "ul-", "as-", "ar-", "ad-")) or token.lower in _PARTICLES
        ):
            break
        index += 1
    while index > last and line.lowers[index - 1] in _PARTICLES:
        index -= 1
    return index


def value_of(group: Group) -> int | None:
    """Return the number a group states, 1 for one person, None where it names no number."""
    if group.count is not None:
        return group.count.value
    return None if group.plural else 1


def bounded(group: Group) -> bool:
    """Tell whether the group's number is bounded by words such as "at least"."""
    return group.count is not None and group.count.operator is not Operator.EQ
