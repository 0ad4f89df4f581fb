"""Who an Arabic sentence says did it, as worded: "على يد X", "قصف X", X as the subject of the verb."""

from collections.abc import Sequence, Set

from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.harms import Form
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind
from marsad.records import Measure

_SIDES = phrase_set("arabic/actors", "sides")
_ACTS = frozenset(words_of("arabic/actors", "acts"))
_BY = phrase_set("arabic/actors", "by")
_STRIKING = frozenset(
    form
    for word in words_of("arabic/actors", "striking")
    for form in (word, word + "وا", word + "ا", word + "تا", word + "ت")
)
_CLAIMS = phrase_set("arabic/actors", "claims")
_GOES_ON = frozenset(words_of("arabic/actors", "goes_on"))
_STOPS = (
    frozenset(words_of("arabic/grammar", "prepositions"))
    | frozenset(words_of("arabic/grammar", "conjunctions"))
    | frozenset(words_of("arabic/grammar", "barriers"))
    | frozenset(words_of("arabic/sources", "verbs"))
    | frozenset(words_of("arabic/grammar", "adverbs"))
    | frozenset(words_of("arabic/actors", "striking"))
) - _GOES_ON
_ADJECTIVES = frozenset({"انتحاري", "ارهابي", "مسلح", "متطرف", "متشدد", "حوثي", "مجهول"})
_POWERS = frozenset({"شرطه", "قوات", "سلطات", "امن", "وزاره", "داخليه", "جيش", "مخابرات", "حرس", "اجهزه"})
_AIMING = frozenset({"استهدف", "استهدفت"})
_WEAPONS = frozenset(
    {"طيران", "طائرات", "طائره", "مدفعيه", "مقاتلات", "مروحيات", "مروحيه", "قناص", "قناصه", "دبابات", "قوات"}
)
_ARTICLE = "ال"
_LEADS = _STRIKING | frozenset(words_of("arabic/sources", "verbs")) | {"قتل", "خطف", "ان", "من", "نار", "رصاص"}
_MANAGED = frozenset({"تمكن", "تمكنت", "تمكنوا", "نجح", "نجحت"})
_DIRECTED = frozenset({"في", "من", "علي", "ضد", "الي", "بين"})
_CLOSE = 9
_CLAIM_REACH = 4
_ACCUSED_REACH = 9
_ACCUSING = frozenset(words_of("arabic/actors", "accusing"))
_ACCUSERS_ACT = frozenset({"متهما", "متهمه", "متهمين"})
_REACH = 24
_OWNER_REACH = 5
_LONGEST = 7
Range = tuple[int, int]


def doer(line: ArabicLine, statement: Statement, others: Sequence[Statement], source: Range | None) -> Range | None:
    """Return the tokens that name the doer, or None; no victim of `others` in the sentence is one.

    Who announces an arrest without naming who made it has made it ("أعلنت الشرطة اعتقال ثلاثة").
    """
    found = _named(line, statement)
    if found is None and source is not None and statement.form is Form.ACT and statement.measure is Measure.DETAINED:
        found = source if any(line.word(at) in _POWERS for at in range(*source)) else None
    hurt = any(g.first < found[1] and found[0] < g.last for one in others for g in one.people) if found else False
    return None if hurt else found


def _named(line: ArabicLine, statement: Statement) -> Range | None:
    end = max(statement.trigger.last, statement.people[-1].last)
    start = min(statement.trigger.first, statement.people[0].first)
    return (
        _of_subject(line, statement)
        or _right_beside(line, statement)
        or _who_managed(line, statement)
        or _behind_by(line, statement, start)
        or _owner(line, statement, end, min(len(line), end + _REACH))
        or _striker(line, statement, max(0, start - _REACH), min(len(line), end + _REACH))
        or _owner(line, statement, max(0, start - _REACH), start)
        or accused(line)
        or claimant(line)
    )


def _side(line: ArabicLine, index: int, statement: Statement, limit: int) -> Range | None:
    """Return the side named at `index` that is no victim of the statement."""
    hurt = [range(group.first, max(group.last, group.tail)) for group in statement.people]
    at = statement.trigger
    stops = [*(range(group.first, group.last) for group in statement.people), range(at.first, at.last)]
    found = side_at(line, index, limit, {place for stop in stops for place in stop})
    return None if found is None or any(found[0] < one.stop and one.start < found[1] for one in hurt) else found


def side_at(line: ArabicLine, index: int, limit: int, taken: Set[int] = frozenset()) -> Range | None:
    """Return the side named at `index`, quotation marks skipped, with the words that go on in its name."""
    while index < limit and line.word(index) in ('"', "(", "ما", "يعرف", "يسمي"):
        index += 1
    match = _SIDES.at(line.lowers, index) if index < len(line) else None
    if match is None or line.joined(index, "و") or (line.word(index) in _ADJECTIVES and _describes(line, index)):
        return None
    end = index + match[0]
    while end < limit and end - index < _LONGEST and _goes_on(line, end, taken):
        if line.tokens[end].kind is Kind.WORD and not _belongs(line, index, end):
            break
        end += 1
    while end > index + 1 and (line.word(end - 1) == "من" or line.word(end - 1) in ('"', "(")):
        end -= 1
    return index, end


def _describes(line: ArabicLine, index: int) -> bool:
    """Tell whether a word such as "انتحاري" only describes the noun before it ("هجوم انتحاري")."""
    before = line.word(index - 1)
    if not before or line.tokens[index - 1].kind is not Kind.WORD or line.forms[index].before not in ((), (_ARTICLE,)):
        return False
    return before not in _LEADS and _BY.before(line.lowers, index) is None


def _goes_on(line: ArabicLine, index: int, taken: Set[int]) -> bool:
    token, word = line.tokens[index], line.word(index)
    if index in taken:
        return False
    if token.kind is not Kind.WORD:
        return token.text in ('"', "«", "»", "(", ")")
    if word == "من":
        return index + 1 < len(line) and _SIDES.at(line.lowers, index + 1) is not None
    if line.adds(index) or (line.joined(index, "ب", "ف", "ك") and line.raw[index] not in ("بدون",)):
        return False
    return word not in _STOPS


def _belongs(line: ArabicLine, first: int, index: int) -> bool:
    """Tell whether a word goes on in a name: definite, listed, or the one the head governs ("تنظيم داعش")."""
    word = line.word(index)
    if word in _GOES_ON or line.definite(index) or line.word(index - 1) in ("من", '"', "("):
        return True
    governs = index == first + 1 and not line.definite(first) and not line.word(first).endswith(("ون", "ين"))
    return governs and line.word(first) not in _ADJECTIVES and word not in _ACTS and not line.forms[index].before


def _of_subject(line: ArabicLine, statement: Statement) -> Range | None:
    """Return the subject of an active verb: between it and the people, else right before it."""
    if not statement.active or statement.form not in (Form.VERB, Form.TAKE):
        return None
    first, last = statement.trigger.last, statement.people[0].first
    for at in range(first, max(first, last)):
        found = _side(line, at, statement, last)
        if found is not None:
            return found
    nearest: Range | None = None
    at = max(0, statement.trigger.first - 8)
    while at < statement.trigger.first:
        led = line.word(at - 1) in ("في", "من", "علي", "ضد")
        found = None if led else _side(line, at, statement, statement.trigger.first)
        nearest, at = (found, found[1]) if found is not None else (nearest, at + 1)
    return nearest


def _right_beside(line: ArabicLine, statement: Statement) -> Range | None:
    """Read "الجيش احتجز ستة", "اعتقال قوات النظام 22 شخصا": the doer right before the verb or behind its noun."""
    trigger, people = statement.trigger, statement.people[0]
    if people.first < trigger.last or statement.form not in (Form.VERB, Form.ACT):
        return None
    if statement.form is Form.ACT:
        found = _side(line, trigger.last, statement, people.first) if trigger.last < people.first else None
        return found if found is not None and found[1] <= people.first else None
    if line.adds(trigger.first) or line.tokens[trigger.first - 1].kind is not Kind.WORD:
        return None
    for start in range(max(0, trigger.first - _LONGEST), trigger.first):
        if line.word(start - 1) in _DIRECTED:
            continue
        found = _side(line, start, statement, trigger.first)
        if found is not None and found[1] == trigger.first:
            return found
    return None


def _who_managed(line: ArabicLine, statement: Statement) -> Range | None:
    """Read "تمكنت قوات الأمن من قتل ستة"."""
    first = statement.trigger.first
    for at in range(max(0, first - _CLOSE), first):
        if line.word(at) in _MANAGED:
            return _side(line, at + 1, statement, first)
    return None


def _behind_by(line: ArabicLine, statement: Statement, start: int) -> Range | None:
    for at in range(start, min(len(line), start + _REACH)):
        if line.word(at) in (".", ";"):
            return None
        match = _BY.at(line.lowers, at)
        if match is not None:
            found = _side(line, at + match[0], statement, len(line))
            if found is not None:
                return found
    return None


def _owner(line: ArabicLine, statement: Statement, start: int, end: int) -> Range | None:
    """Read "قصف قوات النظام", "برصاص قناص تابع للفصائل", "غارات للتحالف"."""
    for at in range(start, end):
        if line.word(at) not in _ACTS:
            continue
        for near in range(at + 1, min(end, at + 1 + _OWNER_REACH)):
            word = line.word(near)
            if line.tokens[near].kind is not Kind.WORD and word != '"':
                break
            if word in ("علي", "في", "ضد", "بين", "مع", "الي", "استهدف", "استهدفت", "استهدفه", "طال") or line.joined(
                near, "و"
            ):
                break
            found = _side(line, near, statement, len(line))
            if found is not None and not (found[1] - found[0] == 1 and line.word(found[0]) in _ADJECTIVES):
                return found
            if (
                word not in _GOES_ON
                and word not in _ACTS
                and word not in ("نار", "من", '"')
                and word not in _ADJECTIVES
            ):
                break
    return None


def _striker(line: ArabicLine, statement: Statement, start: int, end: int) -> Range | None:
    """Read "أطلقت قوات الأمن الرصاص", "قصفت طائرات حربية القرية"."""
    for at in range(start, end):
        if line.word(at) not in _STRIKING or statement.trigger.first <= at < statement.trigger.last:
            continue
        near = at + 2 if line.word(at + 1) in ("امس", "اليوم", "مساء", "صباح", "فجر") else at + 1
        found = _side(line, near, statement, len(line)) if near < len(line) else None
        if found is None and line.raw[at].endswith(("وا", "ا", "ت")) and not line.adds(at):
            sides = (
                _side(line, back, statement, at)
                for back in range(max(0, at - 5), at)
                if line.word(back - 1) not in _DIRECTED
            )
            found = next((one for one in sides if one is not None), None)
        if found is not None and (line.word(at) not in _AIMING or line.word(found[0]) in _WEAPONS):
            return found
    return None


def accused(line: ArabicLine) -> Range | None:
    """Return whom a sentence accuses: "متهما عناصر من القوات", "اتهمت أسرتها جهاز الأمن", "حمل الحزب المسؤولية"."""
    for at in range(len(line)):
        if line.word(at) not in _ACCUSING:
            continue
        found = None
        index = at + 1
        while index < min(len(line), at + _ACCUSED_REACH):
            side = side_at(line, index, len(line)) if line.word(index - 1) not in _DIRECTED else None
            if side is None:
                index += 1
                continue
            if found is not None or line.word(at) in _ACCUSERS_ACT:
                return side  # the second one named: the first accuses
            found, index = side, side[1]
        if found is not None:
            return found
    return None


def around(line: ArabicLine) -> Range | None:
    """Return the doer that a sentence names without telling whom it harmed."""
    return accused(line) or claimant(line) or _strikes(line)


def _strikes(line: ArabicLine) -> Range | None:
    for at in range(len(line)):
        match = _BY.at(line.lowers, at)
        found = side_at(line, at + match[0], len(line)) if match is not None and at + match[0] < len(line) else None
        if found is None and line.word(at) in _STRIKING and line.word(at) not in _AIMING:
            found = side_at(line, at + 1, len(line)) if at + 1 < len(line) else None
        if found is not None and line.word(found[0]) not in _ADJECTIVES:
            return found
    return None


def claimant(line: ArabicLine) -> Range | None:
    """Return who a sentence says has claimed an attack: "تبنت الهجوم جماعة", "تبنى التنظيم الهجوم"."""
    for at in range(len(line)):
        match = _CLAIMS.at(line.lowers, at)
        if match is not None:
            near = range(at + match[0], min(len(line), at + match[0] + _CLAIM_REACH))
            return next((found for start in near if (found := side_at(line, start, len(line))) is not None), None)
    return None
