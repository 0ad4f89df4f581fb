"""Names of persons in an Arabic sentence: words that no table knows, right behind harm words."""

from marsad.reading.arabic.clause import ADVERBS, BARRIERS, CONJUNCTIONS, PREPOSITIONS, ArabicClause
from marsad.reading.arabic.lines import known
from marsad.reading.lexicon import phrase_set
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling
from marsad.records import Population

_SIDES = phrase_set("arabic/actors", "sides")
_LONGEST = 5
_SHORTEST = 2
_ANIMALS = frozenset(
    {"كلب", "كلاب", "قط", "حصان", "بقره", "ابقار", "خروف", "حمار", "جمل", "غنم", "ماعز", "دجاج", "اسد", "نمر"}
)
_JOINTS = frozenset({"ابو", "ام", "بن", "عبد", "ال"})


def name_behind(clause: ArabicClause, index: int) -> Group | None:
    """Return the person named at `index`: two unknown words or more, the first without clitics."""
    line = clause.line
    if clause.line.word(index) in _ANIMALS:
        return None
    end = index
    while end < len(line) and end - index < _LONGEST and _is_name(clause, end, first=end == index):
        end += 1
    if end - index < _SHORTEST:
        return None
    return Group(index, index, end, end, Telling.NAMED, None, Population.UNKNOWN, (), False)


def _is_name(clause: ArabicClause, index: int, *, first: bool) -> bool:
    line = clause.line
    token, form = line.tokens[index], line.forms[index]
    if token.kind is not Kind.WORD or index in clause.inside or (form.before and (first or form.before != ("ال",))):
        return False
    word = line.word(index)
    if word in _JOINTS:
        return True
    if word in ADVERBS or word in PREPOSITIONS or word in CONJUNCTIONS or word in BARRIERS:
        return False
    return word not in known() and line.raw[index] not in known() and _SIDES.at(line.lowers, index) is None
