"""Numbers in a text: digits, words, and the words that stand for a vague number."""

from collections.abc import Mapping, Sequence

import msgspec

from marsad.reading.lexicon import Phrases, rows_of, strings, table, words_of
from marsad.reading.tokens import Kind, Token


class Vague(msgspec.Struct, frozen=True):
    """A word such as "dozens": the rule of the word table with the interval and the floor it gives."""

    rule: str
    low: int
    high: int | None
    floor: int


class Number(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` (excluded) say `value`, or `vague` where they name no number; `upper` ends a range."""

    first: int
    last: int
    value: int | None
    vague: Vague | None = None
    upper: int | None = None
    digits: bool = False


def _values(name: str) -> dict[str, int]:
    section = table("numbers")[name]
    return {str(key): int(value) for key, value in section.items()} if isinstance(section, Mapping) else {}


def vague_rows() -> list[tuple[str, Vague]]:
    """Return the vague words of the table and what each means."""
    entries: list[tuple[str, Vague]] = []
    for row in rows_of("quantities", "vague"):
        high = row.get("high")
        vague = Vague(
            str(row["rule"]), int(str(row["low"])), None if high is None else int(str(high)), int(str(row["floor"]))
        )
        entries.extend((words, vague) for words in strings(row, "words"))
    return entries


_UNITS = _values("units")
_TENS = _values("tens")
_SCALES = _values("scales")
_PHRASES = Phrases(_values("phrases").items())
_VAGUE = Phrases(vague_rows())
_NOT_PEOPLE = frozenset(words_of("numbers", "units_of", "words"))
_NAMED_BY = frozenset(words_of("numbers", "count_nouns", "words"))
_MONTHS = frozenset(words_of("numbers", "calendar", "months"))
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_LARGEST = 10**11
_LARGEST_SHARE = 10
_OLDEST = 110
_CHAPTERS = frozenset(words_of("numbers", "count_nouns", "spelled"))
_AGE_LINKS = frozenset({"and", "to", ",", "between", "from", "or", "-"})
_RANGE_MARKS = frozenset({"to", "-", "–", "—"})


def number_at(tokens: Sequence[Token], lowers: Sequence[str], index: int) -> Number | None:
    """Return the longest number that begins at `index`, or None: dates, ages, codes and measures are no numbers."""
    found = _vague(lowers, index) or _exact(tokens, lowers, index)
    if found is None or _is_name(tokens, lowers, found):
        return None
    if found.value is not None:
        found = _range(tokens, lowers, found)
    return found


def _vague(lowers: Sequence[str], index: int) -> Number | None:
    match = _VAGUE.at(lowers, index)
    if lowers[index] == "some" and match is not None and (match[0] > 1 or _begins_number(lowers, index + 1)):
        return None
    if match is None or (
        lowers[index] in ("many", "few") and index and lowers[index - 1] in ("as", "how", "so", "too", "that")
    ):
        return None
    size, vague = match
    return Number(index, index + size, None, vague)


def _begins_number(lowers: Sequence[str], index: int) -> bool:
    """Tell whether a number follows, which "some" then only blurs ("some 80 people")."""
    if index >= len(lowers):
        return False
    return lowers[index][:1].isdigit() or _small(lowers[index]) is not None or _VAGUE.at(lowers, index) is not None


def _exact(tokens: Sequence[Token], lowers: Sequence[str], index: int) -> Number | None:
    phrase = _PHRASES.at(lowers, index)
    if phrase is not None:
        return Number(index, index + phrase[0], phrase[1])
    if tokens[index].kind is Kind.NUMBER:
        return _digits(tokens, lowers, index)
    if tokens[index].kind is Kind.WORD:
        return _spelled(lowers, index)
    return None


def _digits(tokens: Sequence[Token], lowers: Sequence[str], index: int) -> Number | None:
    if _spaced(tokens, index):
        return Number(index, index + 2, int(tokens[index].text + tokens[index + 1].text), digits=True)
    words = tokens[index].text.replace("’", "").replace("٬", "").replace("٫", ".")
    whole, _, part = words.replace(",", "").partition(".")
    scale = _SCALES.get(lowers[index + 1]) if index + 1 < len(lowers) else None
    if scale is None:
        if part and len(part) == 3 and "," not in words and not whole.startswith("0"):
            return Number(index, index + 1, int(whole + part), digits=True)  # 1.400 as some agencies write it
        return None if part else Number(index, index + 1, int(whole), digits=True)
    value = int(whole) * scale
    if part:
        value += int(part) * scale // 10 ** len(part)
    if value > _LARGEST:
        return None
    return Number(index, index + 2, value)


def _spaced(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a blank separates the thousands: "12 043", where the zero shows that no second number begins."""
    if index + 1 >= len(tokens) or tokens[index + 1].kind is not Kind.NUMBER:
        return False
    first, second = tokens[index].text, tokens[index + 1].text
    joined = tokens[index + 1].start - tokens[index].end == 1
    return joined and first.isdigit() and len(first) <= 3 and len(second) == 3 and second.isdigit() and second[0] == "0"


def _spelled(lowers: Sequence[str], index: int) -> Number | None:
    """Read "two hundred and fifty-one", "sixty nine", "forty thousand"."""
    total, group, at = 0, 0, index
    while at < len(lowers):
        word = lowers[at]
        value = _small(word)
        if value is not None and _fits(group, value):
            group += value
        elif word in _SCALES and at > index:
            scale = _SCALES[word]
            if scale == 100:
                group = max(1, group) * 100
            else:
                total, group = total + max(1, group) * scale, 0
        elif (
            word == "and" and group % 100 == 0 and (group or total) and at + 1 < len(lowers) and _joins(lowers, at + 1)
        ):
            pass
        else:
            break
        at += 1
    return Number(index, at, total + group) if at > index and total + group <= _LARGEST else None


def _joins(lowers: Sequence[str], index: int) -> bool:
    """Tell whether a small number at `index` goes on after "hundred and": not where a counted noun stood between."""
    return _small(lowers[index]) is not None


def _fits(group: int, value: int) -> bool:
    if group == 0:
        return True
    tail = group % 100
    return tail == 0 or (tail >= 20 and tail % 10 == 0 and value < 10)


def _small(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    tens, dash, unit = word.partition("-")
    if dash and tens in _TENS and 0 < _UNITS.get(unit, 0) < 10:
        return _TENS[tens] + _UNITS[unit]
    return None


def _range(tokens: Sequence[Token], lowers: Sequence[str], low: Number) -> Number:
    """Join "12 to 15", "12-15" and "12 or 13"."""
    mark = low.last
    if mark + 1 >= len(lowers) or (lowers[mark] not in _RANGE_MARKS and lowers[mark] != "or"):
        return low
    high = _exact(tokens, lowers, mark + 1)
    if high is None or high.value is None or low.value is None or high.value <= low.value:
        return low
    if lowers[mark] == "or" and high.value > 2 * low.value + 2:
        return low
    value = low.value
    scaled = high.value
    if scaled >= 1000 and value < 1000 and value * 1000 < scaled * 1000 and high.last - high.first == 2:
        # "10 to 12 thousand" shares its scale
        scale = _SCALES[lowers[high.last - 1]]
        value = value * scale if value * scale < scaled else value
    return msgspec.structs.replace(low, last=high.last, value=value, upper=scaled)


def _is_name(tokens: Sequence[Token], lowers: Sequence[str], number: Number) -> bool:
    """Tell whether the words are a date, an age, a unit's number, a price, a measure, and not a count of people."""
    after = lowers[number.last] if number.last < len(lowers) else ""
    before = lowers[number.first - 1] if number.first else ""
    if number.vague is not None:
        return after in _NOT_PEOPLE
    small = (number.value or 0) <= _OLDEST
    return (
        after in _NOT_PEOPLE
        or _is_share(tokens, lowers, number)
        or _is_age(lowers, number)
        or (small and (before in _CHAPTERS or (before == "," and after == ",")))
        or (after in (":", "o'clock") and before in ("at", "by", "past"))
        or _is_compound(tokens, lowers, number, after)
        or (number.digits and (_is_named(tokens, number, before, after) or _is_year(tokens, lowers, number)))
    )


def _is_compound(tokens: Sequence[Token], lowers: Sequence[str], number: Number, after: str) -> bool:
    """Tell whether a mark behind the number makes it an ordinal, a date or half of a compound."""
    if after == "-":
        return not _counts_after_dash(tokens, number)
    return after in ("st", "nd", "rd", "th", "/") or (after == "," and _day_and_year(tokens, lowers, number))


def _is_named(tokens: Sequence[Token], number: Number, before: str, after: str) -> bool:
    """Tell whether the words around digits make them a name or a day: "Brigade 76", "14 March"; "may 12" is none."""
    if before == "may" and not tokens[number.first - 1].capital:
        return False
    return before in _NAMED_BY or before in _MONTHS or after in _MONTHS or before == "/"


def _counts_after_dash(tokens: Sequence[Token], number: Number) -> bool:
    return number.last + 1 < len(tokens) and tokens[number.last + 1].kind in (Kind.NUMBER, Kind.WORD)


def _day_and_year(tokens: Sequence[Token], lowers: Sequence[str], number: Number) -> bool:
    """Tell whether the day before the comma belongs to a date, as in "March 8, 2025"."""
    return number.first > 0 and lowers[number.first - 1] in _MONTHS and tokens[number.first].kind is Kind.NUMBER


def _is_age(lowers: Sequence[str], number: Number) -> bool:
    """Tell whether "aged" leads up to the number ("aged 9 and 14", "aged from four to 10")."""
    at = number.first - 1
    while (
        at >= 0
        and number.first - at < 6
        and (lowers[at] in _AGE_LINKS or lowers[at].isdigit() or _small(lowers[at]) is not None)
    ):
        at -= 1
    return at >= 0 and lowers[at] in ("aged", "age", "ages")


def _is_share(tokens: Sequence[Token], lowers: Sequence[str], number: Number) -> bool:
    """Tell whether the words say a share: "four in ten", "nine out of 10", "one in three"."""
    after = tuple(lowers[number.last : number.last + 3])
    for words in (("in",), ("out", "of"), ("of", "every"), ("in", "every")):
        if after[: len(words)] == words and number.last + len(words) < len(lowers):
            share = _exact(tokens, lowers, number.last + len(words))
            if (
                share is not None
                and share.value is not None
                and number.value is not None
                and number.value < share.value <= _LARGEST_SHARE
            ):
                follower = lowers[share.last] if share.last < len(lowers) else ""
                return follower not in _NOT_PEOPLE and follower not in _MONTHS
    if number.first >= 2 and lowers[number.first - 1] in ("in", "of", "every"):
        earlier = _exact(tokens, lowers, number.first - 2)
        if earlier is None and lowers[number.first - 2] == "out" and number.first >= 3:
            earlier = _exact(tokens, lowers, number.first - 3)
        return (
            earlier is not None and earlier.value is not None and number.value is not None
            and earlier.value < number.value <= _LARGEST_SHARE
        )  # fmt: skip
    return False


def _is_year(tokens: Sequence[Token], lowers: Sequence[str], number: Number) -> bool:
    """Four digits that name a year: 1900 to 2099 and not followed by a word that is counted."""
    if number.value is None or not _FIRST_YEAR <= number.value <= _LAST_YEAR or len(tokens[number.first].text) != 4:
        return False
    before = lowers[number.first - 1] if number.first else ""
    return before not in ("killed", "killing", "least", "than", "over", "some", "about", "around", "nearly", "almost")
