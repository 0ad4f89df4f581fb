"""Arabic numerals: words and digits to values, against a generator that shares nothing with the reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.reading.arabic.numerals import Numeral, numeral_at
from marsad.reading.arabic.words import tokenise


def read(text: str) -> Numeral | None:
    return numeral_at(tokenise(text), 0)


def value(text: str) -> int | None:
    found = read(text)
    return found.value if found else None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("ثلاثة", 3),
        ("ثَلاثُ نساء", 3),
        ("ثماني نساء", 8),
        ("أحد عشر مسلحا", 11),
        ("إحدى عشرة امرأة", 11),
        ("اثنا عشر", 12),
        ("اثنتي عشرة", 12),
        ("ثمانية عشر حوثيا", 18),
        ("خمسة وعشرون", 25),
        ("خمس وعشرين", 25),
        ("خمسة و عشرون", 25),
        ("واحد وثلاثين", 31),
        ("إحدى وعشرين", 21),
        ("مئة", 100),
        ("مائة وثلاثة", 103),
        ("مية وخمسين", 150),
        ("مئتان", 200),
        ("مائتي شخص", 200),
        ("ثلاثمئة وخمسة عشر", 315),
        ("ثلاث مئة", 300),
        ("خمسمائة", 500),
        ("ثمانمائة وتسعة وتسعين", 899),
        ("ألف", 1000),
        ("ألفان", 2000),
        ("ألفين وثلاثمئة", 2300),
        ("ألفا قتيل", 2000),
        ("ألفًا", 1000),
        ("ألفي مدني", 2000),
        ("ثلاثة آلاف ومئتان", 3200),
        ("خمسة عشر ألفا", 15000),
        ("مئة ألف", 100000),
        ("مئتي ألف", 200000),
        ("مائة وخمسين ألف", 150000),
        ("مليون ونصف", 1500000),
        ("مليون ونصف المليون", 1500000),
        ("مليونين ونصف", 2500000),
        ("نصف مليون", 500000),
        ("ربع مليون", 250000),
        ("مليون ومئتا ألف", 1200000),
        ("3 آلاف", 3000),
        ("٤٠ ألف قتيل", 40000),
        ("1.5 مليون", 1500000),
        ("1,5 مليون", 1500000),
        ("١٫٥ مليون", 1500000),
        ("مليون و200 ألف", 1200000),
        ("ألف و200 قتيل", 1200),
        ("١٬٢٣٤", 1234),
        ("1.200", 1200),
        ("1,200", 1200),
        ("۱۲", 12),
        ("1.234.567", 1234567),
        ("بخمسة", 5),
        ("وخمسين", 50),
        ("الثلاثة", 3),
        ("للخمسة", 5),
        ("اطنعش شخص", 12),
        ("خمسةعشر", 15),
        ("صفر", 0),
    ],
)
def test_values(words: str, number: int) -> None:
    assert value(words) == number


@pytest.mark.parametrize(
    "words",
    ["الثالث", "ثالث", "التسعينيات", "لست", "بالمئة", "أحد", "الأحد", "12.5", "سبت", "العشرات", "نصف", "ثلث", "مئات"],
)
def test_no_numerals(words: str) -> None:
    assert value(words) is None


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("ثلاثة وجرح خمسة", 3, "ثلاثة"),
        ("خمسة وعشرة آخرون", 5, "خمسة"),
        ("ألف و5 جرحى", 1000, "ألف"),
        ("وخَمْسَةٌ وعشرون قتيلا", 25, "خَمْسَةٌ وعشرون"),
        ("بثلاثة آلافٍ ومئتين", 3200, "ثلاثة آلافٍ ومئتين"),
        ("الثلاثة والعشرين", 23, "ثلاثة والعشرين"),
        ("مئة وواحد وعشرون", 121, "مئة وواحد وعشرون"),
        ("عشرون وثلاثة", 20, "عشرون"),
        ("ألف وثلاثة آلاف", 1000, "ألف"),
        ("خمسة ومئة", 5, "خمسة"),
    ],
)
def test_where_a_numeral_ends_and_its_words(text: str, number: int, words: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.value, text[found.start : found.end]) == (number, words)


# The generator: number words as a grammar book gives them, in the nominative or not, for a masculine or feminine noun.
MASCULINE = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
ROUND = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
BUILT = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


class Speller:
    """Writes a number as words; the choices are how people differ."""

    def __init__(self, *, feminine: bool, nominative: bool, older: bool, apart: bool, blank: bool) -> None:
        self.feminine, self.nominative, self.older, self.apart = feminine, nominative, older, apart
        self.joint = " و " if blank else " و"

    def write(self, number: int) -> str:
        if number == 0:
            return "صفر"
        thousands, rest = divmod(number, 1000)
        return self.joint.join(filter(None, [self.thousands(thousands), self.below(rest, feminine=self.feminine)]))

    def thousands(self, number: int) -> str:
        if number < 3:
            return ["", "ألف", "ألفان" if self.nominative else "ألفين"][number]
        noun = "آلاف" if 3 <= number % 100 <= 10 else "ألفاً" if 11 <= number % 100 <= 99 else "ألف"
        if number % 100 in (1, 2) and number > 100:
            noun = "ألف"
        hundreds = number in (200,)
        words = self.below(number, feminine=False)
        return f"{words[:-1] if hundreds else words} {noun}"

    def below(self, number: int, *, feminine: bool) -> str:
        hundreds, rest = divmod(number, 100)
        return self.joint.join(filter(None, [self.hundreds(hundreds), self.small(rest, feminine=feminine)]))

    def hundreds(self, number: int) -> str:
        hundred = "مائة" if self.older else "مئة"
        if number < 2:
            return hundred if number else ""
        if number == 2:
            return hundred[:-1] + ("تان" if self.nominative else "تين")
        return BUILT[number - 3] + (" " if self.apart else "") + hundred

    def small(self, number: int, *, feminine: bool) -> str:
        units = FEMININE if feminine else MASCULINE
        if number <= 10:
            return units[number] if number != 2 or self.nominative else ("اثنتين" if feminine else "اثنين")
        tens, unit = divmod(number, 10)
        if tens == 1:
            ten = "عشرة" if feminine else "عشر"
            if unit == 1:
                return f"{'إحدى' if feminine else 'أحد'} {ten}"
            if unit == 2:
                two = ("اثنتا" if feminine else "اثنا") if self.nominative else ("اثنتي" if feminine else "اثني")
                return f"{two} {ten}"
            return f"{units[unit]} {ten}"
        ending = "ون" if self.nominative else "ين"
        return self.joint.join(filter(None, [self.small(unit, feminine=feminine), ROUND[tens - 2] + ending]))


SPELLERS = st.builds(
    Speller,
    feminine=st.booleans(),
    nominative=st.booleans(),
    older=st.booleans(),
    apart=st.booleans(),
    blank=st.booleans(),
)


@given(st.integers(min_value=0, max_value=999_999), SPELLERS)
@settings(deadline=None, max_examples=600)
def test_number_words_come_back_as_the_number(number: int, speller: Speller) -> None:
    words = speller.write(number)
    found = read(words)
    assert found is not None
    assert (found.value, words[found.start : found.end]) == (number, words)


@given(st.integers(min_value=0, max_value=10**9))
@settings(deadline=None)
def test_digits_of_every_script_and_separator_are_one_number(number: int) -> None:
    grouped = f"{number:,}"
    for written in (str(number), grouped, grouped.replace(",", "٬"), grouped.replace(",", ".")):
        for zero in ("0", "٠", "۰"):
            shifted = "".join(chr(ord(zero) + int(char)) if char.isdigit() else char for char in written)
            assert value(shifted) == number
