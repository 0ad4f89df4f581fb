"""Objects: the people right behind harm words ("killed 12 villagers and 3 soldiers")."""

import msgspec

from marsad.reading.clause import Clause
from marsad.reading.grammar import ADVERBS, AUXILIARIES, BARRIERS, PREPOSITIONS, QUOTES
from marsad.reading.harms import Form, Inflection
from marsad.reading.names import name_after
from marsad.reading.victims import Group, Telling
from marsad.records import Flag, Population

_MARKS = frozenset({'"', "“", "”", "(", ")"})
_LONGEST_DESCRIPTION = 16
_THEIRS = frozenset({"his", "her", "their", "its"})
_ADVERBIAL = frozenset({"on", "during", "according", "in", "overnight"})
_ADVERBIAL_REACH = 7
_CLOSING = frozenset({"said", "that", ".", ";", ":", "who", "which", "when", "while", "after", "and"}) | AUXILIARIES
_JOINING = frozenset({",", "and", "or", "between", "with"})
SKIPS = ADVERBS | frozenset({"of", "up", "the", "a", "an", "or", "some", "off", '"', "“", "”", "'", "‘", "(", "["})


def objects(clause: Clause, start: int, *, counted: bool = False) -> list[tuple[Group, ...]]:
    """Return the people told right behind `start`, one tuple a figure; `counted` asks for a number."""
    first = object_group(clause, start) or _beyond(clause, start)
    if first is None:
        named = None if counted else name_after(clause.line, start, clause.inside)
        return [(named,)] if named is not None else []
    if counted and first.count is None:
        return []
    return _coordinated(clause, first)


def object_group(clause: Clause, start: int) -> Group | None:
    """Return the group that begins right behind `start`, adverbs and articles skipped."""
    for group in clause.groups:
        if group.first < start or (group.part and not (group.first == start and group.telling is Telling.ELLIPTIC)):
            continue
        between = clause.line.lowers[start : group.first]
        if between[:1] == ["and"] and between[1:2] and between[1].endswith("ed"):
            between = between[2:]  # "executed and crucified nine men"
        if len(between) > 5 or any(word not in SKIPS for word in between):
            return None
        if group.telling is Telling.ELLIPTIC and not _bare_number_ok(clause, group):
            return None
        return group
    return None


def _beyond(clause: Clause, start: int) -> Group | None:
    """Return the object behind words for when, where or who says so: "killing, on Monday alone, 12 villagers"."""
    if clause.line.word(start) not in _ADVERBIAL:
        return None
    for group in clause.groups:
        if group.first < start + 2:
            continue
        between = range(start, group.first)
        if len(between) > _ADVERBIAL_REACH or any(at in clause.inside and at > start + 4 for at in between):
            return None
        if any(clause.line.lowers[at] in _CLOSING for at in between) or _has_own_harm(clause, group):
            return None
        told = group.telling is Telling.COUNTED and group.population is not Population.UNKNOWN
        before = clause.line.word(group.first - 1)
        return group if told and not group.part and before not in PREPOSITIONS and before not in _JOINING else None
    return None


def _bare_number_ok(clause: Clause, group: Group) -> bool:
    """A number without a noun is people only where nothing else can be counted behind it."""
    return group.part or clause.line.word(group.last) != "of" or clause.line.word(group.last + 1) in ("both", "each")


def _coordinated(clause: Clause, first: Group) -> list[tuple[Group, ...]]:
    """Gather "A and B" behind the harm words: one figure where they are one party, else one each."""
    parties: list[list[Group]] = [[first]]
    last = first
    for group in clause.groups:
        if group.first < last.tail or group is first:
            continue
        joined = link(clause, last.tail, group) or past_description(clause, last, group)
        if joined is None or _has_own_harm(clause, group):
            break
        if group.part:
            last = group
            continue
        if joined == "and" and last.telling is Telling.COUNTED and group.telling is Telling.PLURAL and not group.more:
            parties[-1][-1] = mixed(parties[-1][-1], group)
            last = group
            continue
        if is_theirs(clause, group):
            parties[-1].append(group)  # "a cameraman and his driver"
            last = group
            continue
        if group.count is None and not _joins(clause, last, joined, group):
            break
        if joined in ("and", "as well as", ",", "with", "&", "plus") and one_party(parties[-1][-1], group):
            parties[-1].append(group)
        else:
            parties.append([group])
        last = group
    return [tuple(people) for people in parties]


def _joins(clause: Clause, last: Group, joined: str, group: Group) -> bool:
    """Tell whether a further single person goes on with the list; a comma alone does only between names."""
    if group.telling is Telling.NAMED:
        return joined != "," or last.telling is Telling.NAMED
    if group.telling is not Telling.SINGLE:
        return False
    return joined != "," or (last.telling in (Telling.SINGLE, Telling.NAMED) and _closes(clause, group))


def _closes(clause: Clause, group: Group) -> bool:
    """Tell whether a list of single persons comes to its "and": "a mayor, a clerk and a guard"."""
    after = clause.line.lowers[group.tail : group.tail + 2]
    return after[:1] == ["and"] or after == [",", "and"]


def is_theirs(clause: Clause, group: Group) -> bool:
    """Tell whether the group is one person told of by another: "his driver"."""
    return clause.line.lowers[group.first] in _THEIRS and not group.plural and group.telling is Telling.DEFINITE


def past_description(clause: Clause, last: Group, group: Group) -> str | None:
    """Return the words that add a name behind what is said of the name before ("A, who led the union, and B")."""
    if last.telling is not Telling.NAMED or group.part:
        return None
    if group.telling is not Telling.NAMED and not is_theirs(clause, group):
        return None
    words = clause.line.lowers[last.tail : group.first]
    if len(words) > _LONGEST_DESCRIPTION or words[:1] not in ([","], ["of"], ["and"], ["for"]):
        return None
    if any(word in BARRIERS or word in AUXILIARIES or word in "[:" for word in words):
        return None
    if any(last.tail <= start < group.first for start in clause.starts):
        return None
    return {"and": "and", ",": ","}.get(words[-1]) if "," in words else None


def link(clause: Clause, start: int, group: Group) -> str | None:
    """Return the words that add `group` to what ends at `start`: a conjunction, or "part" before a part."""
    between = [i for i in range(start, group.first) if i not in clause.asides or group.first in clause.asides]
    words = [clause.line.lowers[i] for i in between if clause.line.lowers[i] not in _MARKS]
    if group.part and len(words) <= 4 and not any(word in BARRIERS for word in words):
        return "part"
    while words and words[0] == ",":
        words = words[1:] or ["and"]
        if words == ["and"]:
            return ","
    phrase = " ".join(words)
    if phrase in ("and", "as well as", "with", "&", "plus", "and a", "or", "and another", "and of"):
        return "and" if phrase.startswith("and") else phrase
    return phrase if phrase in ("along with", "together with", "in addition to", "besides", "and also") else None


def _has_own_harm(clause: Clause, group: Group) -> bool:
    """Tell whether harm words of its own follow the group ("... and five others were wounded")."""
    at = clause.skip(group.tail, ADVERBS | AUXILIARIES | QUOTES)
    trigger = clause.starts.get(at)
    if trigger is None:
        return False
    sense = trigger.senses[0]
    if at > group.tail and any(word in AUXILIARIES for word in clause.line.lowers[group.tail : at]):
        return True
    return sense.inflection not in (Inflection.ING, Inflection.BASE, Inflection.PRESENT) and sense.form is not Form.TAKE


def followed(clause: Clause, group: Group) -> bool:
    """Tell whether harm words of its own follow a group, adverbs and auxiliaries between."""
    return group.first not in clause.asides and _has_own_harm(clause, group)


def mixed(counted: Group, other: Group) -> Group:
    """Return the one group that "30 civilians and soldiers" counts: of no single population where the two differ."""
    same = counted.population is other.population
    return msgspec.structs.replace(
        counted,
        last=other.last,
        tail=max(other.tail, other.last),
        population=counted.population if same else Population.UNKNOWN,
        flags=tuple(flag for flag in Flag if flag in (*counted.flags, *other.flags)),
    )


def one_party(first: Group, second: Group) -> bool:
    """Tell whether one figure adds two groups up: children, women and men of one side, "X and 7 others"."""
    if first.telling is Telling.ELLIPTIC and not second.more:
        return False
    if second.more and (
        second.telling is Telling.ELLIPTIC or second.population in (first.population, Population.UNKNOWN)
    ):
        return True
    sides = {first.population, second.population}
    if sides <= {Population.CIVILIAN, Population.UNKNOWN} and Population.CIVILIAN in sides:
        return True
    return first.telling in (Telling.SINGLE, Telling.NAMED) and second.population is first.population
