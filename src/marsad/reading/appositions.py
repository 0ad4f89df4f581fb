"""Appositions: a person and the phrase that says who it is are one ("Carlos Perez, mayor of Achi, was killed")."""

from collections.abc import Sequence

import msgspec

from marsad.reading.grammar import Line
from marsad.reading.victims import Group, Telling
from marsad.records import Population

_OWNERS = frozenset({"his", "her", "their", "its"})
_INSIDE = frozenset({"for", "of", "the", "to", "and", "as"})
_BRACKETS = {"[": "]", "(": ")"}
_LONGEST_BRACKET = 8


def joined(line: Line, groups: Sequence[Group]) -> list[Group]:
    """Return the groups with each person and its apposition as one group, whose tail ends where the apposition does."""
    found: list[Group] = []
    for group in groups:
        if found and _heads_names(found[-1], group):
            found[-1] = msgspec.structs.replace(group, first=found[-1].first, population=found[-1].population)
            continue
        if found and _is_person(found[-1]) and _is_person(group):
            one = _one(line, found[-1], group)
            one = one or _longer(line, found[-1], group)
            if one is not None:
                found[-1] = one
                continue
        found.append(group)
    return found


def _heads_names(first: Group, second: Group) -> bool:
    """Tell whether a plural only heads a list of names: "the priests Carlos Perez and Juan Lopez"."""
    uncounted = first.count is None and first.plural and first.unit == "person" and not first.part
    return uncounted and second.telling is Telling.NAMED and second.first == first.last


def _is_person(group: Group) -> bool:
    return group.count is None and not group.plural and group.unit == "person" and group.harm < 0


def _one(line: Line, first: Group, second: Group) -> Group | None:
    """Join a name and what says who it is, in either order; two names are two people, "his wife" is another."""
    named = [group for group in (first, second) if group.telling is Telling.NAMED]
    if len(named) != 1 or line.word(second.first) in _OWNERS or second.part:
        return None
    if second.more and line.word(second.tail) != ",":
        return (
            None  # "Perez, another reporter, was hurt" is one person, "Perez, another reporter and a guard" are three
        )
    start = _past_bracket(line, first.tail)
    between = line.lowers[start : second.first]
    if between == [","] and second.telling is Telling.SINGLE and _is_listed(line, first, second):
        return None
    if between == [","]:
        described = first.telling is Telling.NAMED or first.telling is Telling.DEFINITE
    else:
        # "senator and presidential candidate Haddad": two offices without an article, one person
        bare = first.telling is Telling.DEFINITE and line.word(first.first) not in ("the", "this", "that")
        described = between == ["and"] and bare and second.head < second.last - 1
    return _merged(first, second, named[0]) if described else None


def _is_listed(line: Line, first: Group, second: Group) -> bool:
    """Tell whether "a clerk" is the next of a list ("Judge X, a clerk, and Y") and not who the person is."""
    after = line.lowers[second.tail : second.tail + 2]
    titled = first.telling is Telling.NAMED and first.head < first.last - 1
    return titled and after == [",", "and"]


def _longer(line: Line, person: Group, office: Group) -> Group | None:
    """Take a further office into the phrase behind a name ("X, candidate for mayor of Y and secretary of Z")."""
    described = person.telling is Telling.NAMED and person.tail > person.last
    between = line.lowers[person.tail : office.first]
    if not described or office.telling is not Telling.DEFINITE or office.first != office.head or not between:
        return None
    if len(between) > 2 or not _INSIDE.issuperset(between):
        return None
    return msgspec.structs.replace(person, tail=max(office.tail, office.last))


def _past_bracket(line: Line, at: int) -> int:
    """Skip "[name as received]" behind a name."""
    closing = _BRACKETS.get(line.word(at))
    if closing is None:
        return at
    ends = [end for end in range(at + 1, min(at + _LONGEST_BRACKET, len(line))) if line.lowers[end] == closing]
    return ends[0] + 1 if ends else at


def _merged(first: Group, second: Group, named: Group) -> Group:
    sides = [group.population for group in (first, second) if group.population is not Population.UNKNOWN]
    ahead = named is first
    return msgspec.structs.replace(
        named,
        first=first.first,
        last=first.last if ahead else second.last,
        tail=max(second.tail, second.last),
        population=sides[-1] if sides else Population.UNKNOWN,
        flags=first.flags or second.flags,
        part=first.part,
    )
