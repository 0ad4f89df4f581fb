"""Numbers in Arabic texts that count nobody: dates, ages, clock times, shares, measures, names of units, things."""

from collections.abc import Sequence

from marsad.reading.arabic.numerals import Numeral
from marsad.reading.arabic.people import Number, person, person_at
from marsad.reading.arabic.words import forms_of
from marsad.reading.dates.lexicon import lexicon_of
from marsad.reading.lexicon import words_of
from marsad.reading.tokens import Kind, Token

_TABLE = "arabic/numbers"
_THINGS = frozenset(words_of(_TABLE, "units_of", "words"))
_NAMED_BY = frozenset(words_of(_TABLE, "named_by", "words"))
_NAMED_BY_WORDS = frozenset({"ساعه", "رقم", "قرار", "مرحله", "اصل"})
_AGE = frozenset(words_of(_TABLE, "age", "words"))
_AGE_LINKS = frozenset(words_of(_TABLE, "age", "links"))
_UNDER = frozenset(words_of(_TABLE, "age", "under"))
_AGE_BEHIND = frozenset(words_of(_TABLE, "age", "behind"))
_ORDINAL = frozenset(words_of(_TABLE, "ordinal", "words"))
_YEARS = frozenset(words_of(_TABLE, "calendar", "years"))
_LONG_MONTHS = frozenset(words_of(_TABLE, "calendar", "months"))
_DATE_WORDS = lexicon_of("ar").words
_OF_THEM = frozenset({"منهم", "منهن", "اخرين", "اخرون"})
_PERCENT = frozenset("%٪")
_HUNDRED = frozenset({"مئه", "مائه", "ميه"})
_ARTICLE = "ال"
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_OLDEST = 110
_REACHED = frozenset(
    {
        "تجاوز",
        "تجاوزت",
        "يتجاوز",
        "تتجاوز",
        "فاق",
        "فاقت",
        "ناهز",
        "يناهز",
        "قارب",
        "قاربت",
        "بلغ",
        "بلغت",
        "فوق",
        "نحو",
        "قرابه",
    }
)
_AGE_REACH = 6
_LARGEST_SHARE = 10


def is_thing(folded: str) -> bool:
    """Tell whether a word is a unit or a thing, so that a number before it counts no people."""
    return any(form.stem in _THINGS for form in forms_of(folded)) and person(folded) is None


def counts_nobody(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether the words around a numeral make it anything but a count of people."""
    return (
        _counts_things(tokens, number)
        or _is_share(tokens, number)
        or _is_date(tokens, number)
        or _is_entry(tokens, number)
        or _is_name(tokens, number)
        or _is_age(tokens, number)
        or _is_ordinal(tokens, number)
        or _is_adjective(tokens, number)
        or (number.digits and _is_year(tokens, number))
    )


def things_follow(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a word for things stands at `index`, "من" before it skipped: "3 صواريخ", "عشرات من القذائف"."""
    if _word(tokens, index) == "من":
        # "ثمانية من فرقة": of a brigade; only "من الصواريخ" tells what is counted.
        return _word(tokens, index + 1).startswith(_ARTICLE) and is_thing(_word(tokens, index + 1))
    return _word(tokens, index) != "" and is_thing(_word(tokens, index))


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def _counts_things(tokens: Sequence[Token], number: Numeral) -> bool:
    if _word(tokens, number.last) in _PERCENT or things_follow(tokens, number.last):
        return True
    # "في المئة" behind a number; "مئة" itself in "بالمئة" never comes here.
    return _word(tokens, number.last) == "في" and _word(tokens, number.last + 1).removeprefix("ال") in _HUNDRED


def _is_share(tokens: Sequence[Token], number: Numeral) -> bool:
    """Read "ثلاثة من كل خمسة", "في المئة" itself."""
    before, after = _word(tokens, number.first - 1), _word(tokens, number.last)
    if number.value == 100 and number.definite and before == "في":
        return True
    each = _word(tokens, number.last + 1)
    if after == "من" and each == "كل":
        return True
    return before == "كل" and not number.definite and _word(tokens, number.first - 2) in ("من", "بين")


def _is_entry(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether digits number a paragraph: "12 - وشرد" at the head of a line."""
    opens = number.first == 0 or tokens[number.first].gap > 0
    ranged = number.last + 1 < len(tokens) and tokens[number.last + 1].kind is Kind.NUMBER
    opens = opens and not ranged  # "12-15 قتيلا"
    return number.digits and opens and _word(tokens, number.last) in ("-", "–", "—", ".", ")")


def _is_date(tokens: Sequence[Token], number: Numeral) -> bool:
    before, after = _word(tokens, number.first - 1), _word(tokens, number.last)
    if (before == "/" and _is_day_part(tokens, number.first - 2)) or (
        after == "/" and _is_day_part(tokens, number.last + 1)
    ):
        return True
    behind = number.last + (after == "من")
    day = number.value <= 31
    month = _is_month(tokens, behind) or (
        _word(tokens, behind) in ("شهر", "الشهر") and (after == "من" or _is_month(tokens, behind + 1))
    )
    if day and month:
        return True
    # "في آذار 15 قتيلا" counts; "آذار 15," is a date.
    return number.digits and day and _is_month(tokens, number.first - 1) and person_at(tokens, number.last) is None


def _is_day_part(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a number or month stands at the other side of a slash: "15/11"; "حمص 8 / درعا 4" is a list."""
    return 0 <= index < len(tokens) and (tokens[index].kind is not Kind.WORD or _is_month(tokens, index))


def _is_month(tokens: Sequence[Token], index: int) -> bool:
    folded = _word(tokens, index)
    if folded in _LONG_MONTHS:
        return True
    tags = _DATE_WORDS.get(folded)
    return tags is not None and ("month" in tags or "hijri" in tags)


def _is_name(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether the word before makes digits a name ("اللواء 76"), or any number a clock time or a resolution."""
    before = number.first - 1 - _article(tokens, number)
    folded = _word(tokens, before)
    noun = person_at(tokens, number.last)
    if not folded or (noun is not None and not noun.definite):
        return False
    if number.digits and folded in ("-", ".") and before and tokens[before].start == tokens[before - 1].end:
        # "إف-16", "c.4"
        return tokens[before - 1].kind is Kind.WORD and tokens[before].end == tokens[number.first].start
    stems = {form.stem for form in forms_of(folded) if not form.after}
    return not stems.isdisjoint(_NAMED_BY if number.digits else _NAMED_BY_WORDS)


def _article(tokens: Sequence[Token], number: Numeral) -> int:
    return int(number.digits and number.definite)


def _is_age(tokens: Sequence[Token], number: Numeral) -> bool:
    if number.value > _OLDEST:
        return False
    at = number.first - 1
    while at >= 0 and number.first - at <= _AGE_REACH:
        token = tokens[at]
        if token.lower in _AGE or token.lower[1:] in _AGE:
            return True
        if token.lower not in _AGE_LINKS and token.kind is not Kind.NUMBER:
            break
        at -= 1
    before = _word(tokens, number.first - 1 - _article(tokens, number))
    if number.definite and before in _UNDER and person_at(tokens, number.last) is None:
        return True
    return _word(tokens, number.last) == "من" and _word(tokens, number.last + 1) in _AGE_BEHIND


def _is_ordinal(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether a number orders: "الثاني عشر", "القرن الحادي والعشرين", "الذكرى العشرين", "العشر الأواخر"."""
    before = _word(tokens, number.first - 1)
    if before.removeprefix("و").removeprefix("ال") in _ORDINAL and (number.definite or number.value == 10):
        return True
    if before in _REACHED:
        return False
    rounded = number.value >= 20 and number.value % 10 == 0
    if number.digits or not (number.definite and (rounded or _is_feminine(tokens, number))):
        return False
    return person_at(tokens, number.last) is None and _word(tokens, number.last) != "الذين"


def _is_adjective(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether the number follows its noun and is told by it: "شخص واحد", "أسرة واحدة", "الأيام الثلاثة"."""
    if number.first == 0 or number.digits or number.last != number.first + 1 or "و" in number.before:
        return False
    before = tokens[number.first - 1]
    if before.kind is not Kind.WORD or number.before not in ((), ("ال",)):
        return False
    noun = person_at(tokens, number.first - 1)
    if number.value == 1:
        return noun is not None or not _one_stands_alone(tokens, number)
    if number.value == 2:
        return noun is not None and noun.number is Number.TWO
    return number.definite and noun is None and is_thing(before.lower)


def _is_feminine(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether the number word stands in the form that goes with feminine nouns ("الثلاث")."""
    return 3 <= number.value <= 10 and not tokens[number.first].lower.endswith("ه")


def _one_stands_alone(tokens: Sequence[Token], number: Numeral) -> bool:
    """Tell whether "واحد" is somebody: "قتل واحد وأصيب اثنان", "واحد منهم"; "في وقت واحد" is nobody."""
    after = _word(tokens, number.last)
    if number.definite:
        return False
    if after in ("من", "منهم", "منهن", "منا", "علي") or after.startswith(("واصيب", "وجرح", "واصابه", "وقتل")):
        return True
    return tokens[number.first - 1].lower in _HARMED


_HARMED = frozenset(words_of(_TABLE, "harmed", "words"))


def _is_year(tokens: Sequence[Token], number: Numeral) -> bool:
    """Four digits that name a year: 1900 to 2099 without a counted noun behind them."""
    if not _FIRST_YEAR <= number.value <= _LAST_YEAR or number.end - number.start != 4:
        return False
    if _word(tokens, number.first - 1) in _YEARS:
        return True
    if _word(tokens, number.last) in _OF_THEM:
        return False
    following = person_at(tokens, number.last)
    return following is None or not (following.number is Number.ONE and not following.definite)
