"""Perpetrators: who a sentence says did it, as worded, alleged ones included."""

from marsad.reading.grammar import AUXILIARIES, BARRIERS, Line
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.sides import ACTS, BEFORE, NAMES, ORIGINS, WEAK, Range, proper, side_before, side_from
from marsad.reading.statements import Statement

_REACH = 14
_OPENERS = frozenset({"said", "that", "reported", "added", "says", "told", "when", "after", "while", ".", ";"})
_ACCUSING = frozenset({"accused", "accuses", "accuse", "accusing", "blamed", "blames", "blame", "blaming"})
_VERBAL = AUXILIARIES | BARRIERS
_FIGHTS = frozenset({"clashes", "clash", "battles", "battle", "fighting", "combat"})
_TOWARDS = frozenset(
    {"against", "in", "on", "at", "near", "from", "to", "with", "of", "between", "targeting", "fighting", "for"}
)
_LAID_ON = phrase_set("actors", "laid_on")
_HELD = frozenset(words_of("actors", "held"))
_LOSSES = frozenset({"lost", "losing", "loses"})
_SAYING = frozenset({"said", "reported", "told", "according", "say", "says"})


def perpetrator(line: Line, statement: Statement) -> Range | None:
    """Return the tokens that name the doer, or None: its subject, "by X" after the harm, X's act beside it."""
    end = max(statement.trigger.last, statement.people[-1].last)
    found = (_by(line, end), _owner(line, end), _against(line, end), _when(line, end))
    behind = [one for one in found if one is not None]
    return min(behind, default=None) or _subject(line, statement)


def _by(line: Line, start: int, end: int | None = None) -> Range | None:
    """Read "killed by unknown gunmen", "in strikes conducted by a US-led coalition", "an attack blamed on X"."""
    for index in range(start, min(len(line), start + _REACH) if end is None else end):
        if line.lowers[index] in (".", ";") or line.lowers[index] in _SAYING:
            return None
        size = 1 if line.lowers[index] == "by" and line.word(index - 1) not in _HELD else 0
        match = _LAID_ON.at(line.lowers, index)
        size = match[0] if match is not None else size
        found = side_from(line, index + size) if size and index + size < len(line) else None
        if found is not None:
            return found
    return None


def _owner(line: Line, start: int) -> Range | None:
    """Read "in regime airstrikes": the words for a side right before an act."""
    index = start
    end = min(len(line), start + _REACH)
    while index < end:
        match = ACTS.at(line.lowers, index)
        if match is None:
            index += 1
            continue
        if line.lowers[index] in NAMES | WEAK:
            found = side_before(line, index + 1, start)
        else:
            found = side_before(line, index, start)
        return found
    return None


def _against(line: Line, start: int) -> Range | None:
    """Read "were killed in clashes with Kurdish troops": the other side of a fight."""
    for index in range(start, min(len(line) - 2, start + _REACH // 2)):
        if line.lowers[index] in _FIGHTS and line.word(index + 1) in ("with", "against"):
            return side_from(line, index + 2)
    return None


def _when(line: Line, start: int) -> Range | None:
    """Read "were killed when gunmen opened fire": the side that a clause of time begins with."""
    for index in range(start, min(len(line), start + _REACH // 2)):
        if line.lowers[index] in (".", ";") or line.lowers[index] in _SAYING:
            return None
        if line.lowers[index] in ("when", "after", "as"):
            return side_from(line, index + 1) if line.word(index + 1) in NAMES | BEFORE | WEAK else None
    return None


def _subject(line: Line, statement: Statement) -> Range | None:
    """Return the side that is the subject of an active verb, or whose act is ("Russian air strikes killed")."""
    if not statement.active or statement.trigger.lemma in _LOSSES:
        return None
    end = statement.trigger.first
    start = _clause_start(line, max(0, end - 2 * _REACH), end)
    act = _last_act(line, start, end)
    owner = (side_before(line, act, start) or _by(line, act + 1, end)) if act is not None else None
    if owner is not None:
        return owner
    for index in range(start, end):
        if act is not None and line.lowers[index] in _VERBAL:
            break  # "a drone hit a Hezbollah position, killing eight": behind the verb stands whom it hit
        if line.lowers[index] not in NAMES or line.word(index - 1) in _TOWARDS:
            continue
        found = side_from(line, index)
        if found is not None and not _only_from(line, found, end):
            return _with_words_before(line, found[0], start), min(found[1], end)
    return None


def _only_from(line: Line, found: Range, end: int) -> bool:
    """Tell whether the words only say where a thing is from ("Syrian towns"): a side or a verb must follow."""
    first, last = found
    if last >= end or any(line.lowers[at] not in ORIGINS for at in range(first, min(last, end))):
        return False
    word = line.lowers[last]
    return not (word in AUXILIARIES or word in (",", "(", "also", "of") or proper(line, last))


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
    return line.lowers[index] == "that" and ACTS.before(line.lowers, index) is not None


def _last_act(line: Line, start: int, end: int) -> int | None:
    """Return where the act right before a verb begins, other words for how and where between."""
    last: int | None = None
    index = max(start, end - _REACH)
    while index < end:
        match = ACTS.at(line.lowers, index)
        if match is not None and index + match[0] <= end:
            last = None if line.lowers[index] in NAMES else index
            index += match[0]
        else:
            index += 1
    return last


def _with_words_before(line: Line, first: int, floor: int) -> int:
    """Take the words of a name before a side along ("Syrian" in "Syrian regime", "suspected Fulani herdsmen")."""
    while first > floor and line.lowers[first - 1] not in _OPENERS:
        word = line.lowers[first - 1]
        listed = word in ("suicide", "motorcycle") or (word in BEFORE and word not in ("and", "of", "the", "a", "an"))
        if not listed and (not proper(line, first - 1) or word in ("on", "in", "the", "a", "an")):
            break
        first -= 1
    return first
