"""Perpetrators: who a sentence says did it, as worded, alleged ones included."""

from marsad.reading.grammar import AUXILIARIES, BARRIERS, PREPOSITIONS, Line
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind

_ACTS = phrase_set("actors", "acts")
_NAMES = frozenset(words_of("actors", "names"))
_CRAFT = frozenset(words_of("actors", "craft"))
_BEFORE = frozenset(words_of("actors", "before"))
_REACH = 14
_LONGEST = 8
_OPENERS = frozenset({"said", "that", "reported", "added", "says", "told", "when", "after", "while", ".", ";"})
_ACCUSING = frozenset({"accused", "accuses", "accuse", "accusing", "blamed", "blames", "blame", "blaming"})
_VERBAL = AUXILIARIES | BARRIERS
_NO_SIDE = frozenset({"air", "a", "an", "the", "unidentified", "unknown", "two", "three", "four", "several"})
_FIGHTS = frozenset({"clashes", "clash", "battles", "battle", "fighting", "combat"})
_TOWARDS = frozenset(
    {"against", "in", "on", "at", "near", "from", "to", "with", "of", "between", "targeting", "fighting"}
)
Range = tuple[int, int]


def perpetrator(line: Line, statement: Statement) -> Range | None:
    """Return the tokens that name the doer, or None: "by X" after the harm, X's act beside it, X as its subject."""
    end = max(statement.trigger.last, statement.people[-1].last)
    found = _by(line, end) or _owner(line, end, min(len(line), end + _REACH)) or _subject(line, statement)
    return _sided(line, *found) if found is not None else None


def _sided(line: Line, first: int, last: int) -> Range | None:
    """Cut "US-led air" (strikes) down to the side, and "an air" (strike) down to nothing."""
    while last - first > 1 and line.lowers[last - 1] == "air":
        last -= 1
    return (first, last) if any(line.lowers[index] not in _NO_SIDE for index in range(first, last)) else None


def _by(line: Line, start: int) -> Range | None:
    """Read "killed by unknown gunmen", "in strikes conducted by a US-led coalition"."""
    for index in range(start, min(len(line), start + _REACH)):
        if line.lowers[index] in (".", ";") or line.lowers[index] in ("said", "reported"):
            return None
        if line.lowers[index] == "by":
            found = _side(line, index + 1)
            if found is not None:
                return found
    return None


def _side(line: Line, start: int) -> Range | None:
    end = start
    named = False
    while end < len(line) and end - start < _LONGEST:
        token, word = line.tokens[end], line.lowers[end]
        if token.kind is not Kind.WORD or word in AUXILIARIES or (word in PREPOSITIONS and word not in ("of", "at")):
            break
        if word in _NAMES or (token.capital and not line.capitals):
            named = True
        elif word not in _BEFORE and named:
            break
        end += 1
    while end > start and line.lowers[end - 1] in ("of", "at"):
        end -= 1  # "accused the rebels of killing"
    return (start, end) if named and end > start else None


def _owner(line: Line, start: int, end: int) -> Range | None:
    """Read "in regime airstrikes": the words for a side right before an act."""
    found = _ACTS.find(line.lowers, start, end)
    owner = _named_before(line, found[0], start) if found is not None else None
    return owner or _against(line, start, end) or _when(line, start, end)


def _against(line: Line, start: int, end: int) -> Range | None:
    """Read "were killed in clashes with Kurdish troops": the other side of a fight."""
    for index in range(start, min(end, start + _REACH // 2)):
        if line.lowers[index] in _FIGHTS and line.word(index + 1) in ("with", "against"):
            return _side(line, index + 2)
    return None


def _when(line: Line, start: int, end: int) -> Range | None:
    """Read "were killed when gunmen opened fire": the side that a clause of time begins with."""
    for index in range(start, min(end, start + _REACH // 2)):
        if line.lowers[index] in ("when", "after", "as"):
            return _side(line, index + 1) if line.word(index + 1) in _NAMES | _BEFORE else None
    return None


def _named_before(line: Line, index: int, floor: int) -> Range | None:
    first = index
    while first > floor and index - first < 4 and _is_side(line, first - 1):
        first -= 1
    while first < index and line.lowers[first] in _BEFORE and line.lowers[first] not in ("us",):
        first += 1
    if first == index or not any(line.lowers[i] in _NAMES for i in range(first, index)):
        return None
    if line.lowers[index] in _CRAFT:
        return first, index + 1  # "regime warplanes": what flew is named as the doer, a raid is not
    return first, index


def _is_side(line: Line, index: int) -> bool:
    word = line.lowers[index]
    return word in _NAMES or (word in _BEFORE and word not in ("and", "of"))


def _subject(line: Line, statement: Statement) -> Range | None:
    """Return the side that is the subject of an active verb, or whose act is ("Russian air strikes killed")."""
    if not statement.active:
        return None
    end = statement.trigger.first
    start = _clause_start(line, max(0, end - 2 * _REACH), end)
    act = _last_act(line, start, end)
    owner = _named_before(line, act, start) if act is not None else None
    if owner is not None:
        return owner
    for index in range(start, end):
        if act is not None and line.lowers[index] in _VERBAL:
            break  # "a drone hit a Hezbollah position, killing eight": behind the verb stands whom it hit
        if line.lowers[index] in _NAMES and line.word(index - 1) not in _TOWARDS:
            found = _side(line, index)
            if found is not None:
                return _with_words_before(line, found[0], start), min(found[1], end)
    return None


def _clause_start(line: Line, start: int, end: int) -> int:
    """Return where the clause of a verb begins: behind the last "said", "that", "accused" or full stop before it."""
    opened = [
        index
        for index in range(start, end)
        if (line.lowers[index] in _OPENERS and not _goes_on(line, index))
        or (line.lowers[index] in _ACCUSING and line.word(index - 1) not in AUXILIARIES)
    ]
    return opened[-1] + 1 if opened else start


def _goes_on(line: Line, index: int) -> bool:
    """Tell whether "that" only goes on about an act ("air strikes that have killed many")."""
    return line.lowers[index] == "that" and _ACTS.before(line.lowers, index) is not None


def _last_act(line: Line, start: int, end: int) -> int | None:
    """Return where the act right before a verb begins, other words for how and where between."""
    last: int | None = None
    index = max(start, end - _REACH)
    while index < end:
        match = _ACTS.at(line.lowers, index)
        if match is not None and index + match[0] <= end:
            last = index
            index += match[0]
        else:
            index += 1
    return last


def _with_words_before(line: Line, first: int, floor: int) -> int:
    """Take capitalised words of a name before a side along ("Syrian" in "Syrian regime")."""
    while (
        first > floor
        and line.tokens[first - 1].capital
        and not line.capitals
        and line.lowers[first - 1] not in _OPENERS
    ):
        if line.tokens[first - 1].kind is not Kind.WORD or line.lowers[first - 1] in ("on", "in", "the", "a", "an"):
            break
        first -= 1
    return first
