"""Arabic counts: what the words allow, which rule says so, which words they are; and what counts nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.reading import lexicon
from marsad.reading.arabic.numbers import number_at
from marsad.reading.arabic.quantities import ArabicCount, count_at, single_at
from marsad.reading.arabic.words import fold, tokenise
from marsad.reading.lexicon import rows_of, strings, words_of
from marsad.reading.quantities import quantity
from marsad.records import Operator, Quantity, Words


def counts(text: str) -> list[ArabicCount]:
    tokens = tokenise(text)
    lowers = [token.lower for token in tokens]
    found: list[ArabicCount] = []
    at = since = 0
    while at < len(tokens):
        count = count_at(tokens, lowers, at, since)
        if count is None:
            at += 1
            continue
        found.append(count)
        at = since = max(count.last, at + 1)
    return found


def read(text: str) -> Quantity | None:
    found = counts(text)
    if not found:
        return None
    return quantity(found[0], Words.at(text, found[0].start, found[0].end))


def shown(found: Quantity | None) -> str:
    if found is None:
        return "-"
    return f"{found.rule} {found.operator} {found.low}..{'' if found.high is None else found.high} floor {found.floor}"


CASES = [
    ("مقتل 31 مدنيا", "V1 eq 31..31 floor 31", "31"),
    ("مقتل ٣١ مدنيا", "V1 eq 31..31 floor 31", "٣١"),
    ("مقتل ۳۱ نفر", "V1 eq 31..31 floor 31", "۳۱"),
    ("وأُصيبَ خَمْسَةٌ آخرون", "V1 eq 5..5 floor 5", "خَمْسَةٌ"),
    ("قتل ثمانية عشر مسلحا", "V1 eq 18..18 floor 18", "ثمانية عشر"),
    ("ومائة جريح", "V1 eq 100..100 floor 100", "مائة"),
    ("سقط ألف قتيل", "V1 eq 1000..1000 floor 1000", "ألف"),
    ("مقتل ألفي مدني", "V1 eq 2000..2000 floor 2000", "ألفي"),
    ("وجرح تسعة آلاف آخرين", "V1 eq 9000..9000 floor 9000", "تسعة آلاف"),
    ("قتل مئتان وخمسون شخصا", "V1 eq 250..250 floor 250", "مئتان وخمسون"),
    ("تعرض (7) سبعة من رجال الحرس", "V1 eq 7..7 floor 7", "7) سبعة"),
    ("إصابة سبعة (7) مدنيين", "V1 eq 7..7 floor 7", "سبعة (7)"),
    ("واعتقل الثلاثة", "V1 eq 3..3 floor 3", "ثلاثة"),
    ("قتلى بينهم الـ15 مسلحا", "V1 eq 15..15 floor 15", "15"),
    ("إصابة20 مدنيا", "V1 eq 20..20 floor 20", "20"),
    ("مقتل 1,234 شخصا", "V1 eq 1234..1234 floor 1234", "1,234"),
    ("مقتل ١٬٢٣٤ شخصا", "V1 eq 1234..1234 floor 1234", "١٬٢٣٤"),
    ("مقتل 1.200 شخص", "V1 eq 1200..1200 floor 1200", "1.200"),
    ("ارتفع إلى 1916 قتيلا", "V1 eq 1916..1916 floor 1916", "1916"),
    ("قتل واحد وأصيب خمسة", "V1 eq 1..1 floor 1", "واحد"),
    ("قتل واحد منهم", "V1 eq 1..1 floor 1", "واحد"),
    ("جرح اتنين من الشباب", "V1 eq 2..2 floor 2", "اتنين"),
    ("ماتوا خمستعش واحد", "V1 eq 15..15 floor 15", "خمستعش"),
    # wrong agreement as people write it
    ("قتل ثلاث مدنيين وخمس جنود", "V1 eq 3..3 floor 3", "ثلاث"),
    ("قتلت خمسة نساء", "V1 eq 5..5 floor 5", "خمسة"),
    ("قتل احدى عشر شخص", "V1 eq 11..11 floor 11", "احدى عشر"),
    ("نزوح مليونا شخص", "V1 eq 2000000..2000000 floor 2000000", "مليونا"),
    ("خمسة عشر مليونا من السكان", "V1 eq 15000000..15000000 floor 15000000", "خمسة عشر مليونا"),
    # bounds
    ("اكتر من خمسين واحد", "V3 gt 51.. floor 50", "اكتر من خمسين"),
    ("فوق الـ100 شهيد", "V3 gt 101.. floor 100", "فوق الـ100"),
    ("مقتل ما لا يقل عن 260 مقاتلا", "V2 ge 260.. floor 260", "ما لا يقل عن 260"),
    ("مقتل 57 مدنيا", "V1 eq 57..57 floor 57", "57"),
    ("مقتل 57 على الأقل", "V2 ge 57.. floor 57", "57 على الأقل"),
    ("على الأقل 12 قتيلا", "V2 ge 12.. floor 12", "على الأقل 12"),
    ("وأصيب أكثر من 200 آخرين", "V3 gt 201.. floor 200", "أكثر من 200"),
    ("ولأكثر من عشرة مسلحين", "V3 gt 11.. floor 10", "أكثر من عشرة"),
    ("بمقتل اكثر من 230 الف شخص", "V3 gt 230001.. floor 230000", "اكثر من 230 الف"),
    ("ما يزيد على مئة قتيل", "V3 gt 101.. floor 100", "ما يزيد على مئة"),
    ("تجاوز عدد القتلى 100 قتيل", "V3 gt 101.. floor 100", "100"),
    ("مئة ونيف من القتلى", "V3 gt 101.. floor 100", "مئة ونيف"),
    ("ما يصل إلى 30 قتيلا", "V4 le 1..30 floor 1", "ما يصل إلى 30"),
    ("لا يزيد عن 30 قتيلا", "V4 le 1..30 floor 1", "لا يزيد عن 30"),
    ("أقل من 10 قتلى", "V5 lt 1..9 floor 1", "أقل من 10"),
    ("حوالي 1400 شخص", "V7 approx 1350..1449 floor 1350", "حوالي 1400"),
    ("بنحو 150 شخصًا", "V7 approx 145..154 floor 145", "نحو 150"),
    ("قرابة 30 آخرين", "V7 approx 25..34 floor 25", "قرابة 30"),
    ("ما يقرب من ألفي مدني", "V7 approx 1500..2499 floor 1500", "ما يقرب من ألفي"),
    ("زهاء أربعين قتيلا", "V7 approx 35..44 floor 35", "زهاء أربعين"),
    ("50 تقريبا من السكان", "V7 approx 45..54 floor 45", "50 تقريبا"),
    # ranges
    ("بين 12 و15 قتيلا", "V6 range 12..15 floor 12", "بين 12 و15"),
    ("ما بين عشرة وخمسة عشر قتيلا", "V6 range 10..15 floor 10", "ما بين عشرة وخمسة عشر"),
    ("من 12 إلى 15 قتيلا", "V6 range 12..15 floor 12", "من 12 إلى 15"),
    ("12-15 قتيلا", "V6 range 12..15 floor 12", "12-15"),
    ("ثلاثة أو أربعة جرحى", "V6 range 3..4 floor 3", "ثلاثة أو أربعة"),
    ("بين 10 و12 ألف نازح", "V6 range 10000..12000 floor 10000", "بين 10 و12 ألف"),
    ("ارتفع عدد القتلى من 10 إلى 15 شخصا", "V1 eq 15..15 floor 15", "15"),
    # duals
    ("قتل جنديان تركيان", "V8 eq 2..2 floor 2", "جنديان"),
    ("وطفلتان", "V8 eq 2..2 floor 2", "طفلتان"),
    ("مقتل شرطيين قرب الحدود", "V8 eq 2..2 floor 2", "شرطيين"),
    ("إصابة عسكريين اثنين", "V8 eq 2..2 floor 2", "عسكريين"),
    ("اثنين من مرافقيه", "V1 eq 2..2 floor 2", "اثنين"),
    # vague words
    ("مقتل بضعة أشخاص", "V9 vague 3..9 floor 3", "بضعة"),
    ("عدة مدنيين", "V9 vague 3..9 floor 3", "عدة"),
    ("وعدداً من المصابين", "V10 vague 2.. floor 2", "عدداً من"),
    ("عدد كبير من القيادات", "V10 vague 2.. floor 2", "عدد كبير من"),
    ("وإصابة العشرات منهم", "V11 vague 20..99 floor 10", "العشرات"),
    ("عشرات من السياح", "V11 vague 20..99 floor 10", "عشرات من"),
    ("مقتل مئات الشرطيين", "V14 vague 200..999 floor 100", "مئات"),
    ("آلاف النازحين", "V15 vague 2000..9999 floor 1000", "آلاف"),
    ("قتل عشرات الالاف", "V15 vague 20000..99999 floor 10000", "عشرات الالاف"),
    ("أكثر من عشرات القتلى", "V11 vague 20..99 floor 10", "أكثر من عشرات"),
    ("عدد غير معروف من الضحايا", "V20 none 0.. floor 1", "عدد غير معروف من"),
]


@pytest.mark.parametrize(("text", "bounds", "words"), CASES, ids=[case[0] for case in CASES])
def test_what_words_allow(text: str, bounds: str, words: str) -> None:
    found = read(text)
    assert shown(found) == bounds
    assert found is not None
    assert found.words.text == words
    assert text[found.words.start : found.words.end] == words


NOBODY = [
    "في عام 2014", "سنة 1990", "منذ 2011", "خلال 2015", "في 7 آذار", "7 آذار/مارس 2025", "في ١٥ كانون الثاني",
    "في السابع من نيسان", "في العشرين من آذار", "بتاريخ 7/3/2025", "عند الساعة 5 مساء", "الساعة الخامسة",
    "في الساعة 12:30", "5 فجرا", "قبل ثلاثة أيام", "خلال الـ24 ساعة الماضية", "خلال الأيام الثلاثة الماضية",
    "قبل يومين", "طفل عمره 15 عاما", "يبلغ من العمر 15 سنة", "عمره خمسة أعوام",
    "تتراوح أعمارهم بين 5 و12 عاما", "أعمارهم بين 18 و25", "دون سن الـ18", "في الـ15 من عمره", "دون الـ18",
    "اللواء 76", "الفرقة 25", "القرار 2254", "القرار رقم 2254", "المادة 7", "الطريق الدولي M5",
    "40% من السكان", "٤٠٪", "30 في المئة", "20 بالمئة من", "خمسة بالمائة", "100 دولار", "ثلاثة ملايين ليرة",
    "5 صواريخ", "عشرات القذائف", "مئات الغارات", "12 غارة", "ثلاث سيارات", "7 منازل", "50 كيلومترا", "15 كم",
    "عشرة أطنان", "هاتف 0933123456", "+963933123456", "الثاني عشر", "القرن الحادي والعشرين", "القرن 21",
    "الذكرى العشرين", "القرن العشرين", "يوم الاثنين", "مساء الاثنين", "الاثنين الماضي", "في وقت واحد", "من أسرة واحدة",
    "دفعة واحدة", "أحد الشوارع", "لست أدري", "مرات عدة", "عدة مرات", "عدة مناطق", "عدد من القرى",
    "الثالث من الشهر", "المرتبة الثالثة", "3.5", "ثلاثة من كل خمسة", "إف-16", "عيار 12.7 ملم", "الدول السبع",
    "لم يصب أحد", "25 من الشهر الماضي", "صاروخين وقذيفتين", "أول ثلاثة أيام",
]  # fmt: skip


@pytest.mark.parametrize("text", NOBODY)
def test_what_counts_nobody(text: str) -> None:
    assert [text[count.start : count.end] for count in counts(text)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("قتل 5 وأصيب 12 بجروح", [5, 12]),
        ("ستة قتلى وثلاثون جريحا", [6, 30]),
        ("رجل و3 آخرين", [3]),
        ("12 طفلا وست نساء", [12, 6]),
        ("قتل 15 مدنياً في 7 آذار بينهم طفلتان", [15, 2]),
        ("مقتل عنصرين وإصابة ثلاثة", [2, 3]),
        ("في 6 آذار 2025 قتل 2014 شخصا", [2014]),
        ("مقتل 13، بينهم 10 طلاب و3 عمال", [13, 10, 3]),
        ("عدد القتلى المدنيين ارتفع من 1900 إلى 1916 قتيلا وأصيب 4186 آخرون", [1916, 4186]),
        ("113 قتيلا وعلى الأقل تسعة جرحى", [113, 9]),
        ("«قتل 3 مدنيين»، قال", [3]),
        ("بينهم 3 عاملين بالموقع", [3]),
        ("مئات الشرطيين", [None]),
        ("قتل طفلان شقيقان", [2]),
        ("ثمانية من فرقة محلية", [8]),
        ("مجموعة من 54 مقاتلا", [54]),
        ("قائد الفرقة 30 العقيد فلان برفقة سبعة عناصر", [7]),
        ("تم تحرير 2014 منهم", [2014]),
        ("أغلق 15 من أصل 20", [15]),
        ("العشر الأواخر من رمضان", []),
        ("الشخصية والإرهابيين والعاملين", []),
        ("كميات من الذخيرة ومدفع بي 10 ومادة c.4", []),
        ("إيقاف 6 عناصر عمرهم بين 20 و30 عاما", [6]),
        ("قتل 16 مسلحا بينهم 3 في آذار 15", [16, 3]),
    ],
)
def test_several_counts_of_one_sentence(text: str, values: list[int]) -> None:
    assert [count.value for count in counts(text)] == values


def test_others_are_told() -> None:
    assert [count.more for count in counts("رجل و3 آخرين وثلاثة جنود آخرين و5 مدنيين وجرح آخرون")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("قتل شاب", "شاب"), ("مقتل طفلة", "طفلة"), ("وامرأة", "امرأة"), ("12 شخصا", None), ("القتيل", None)],
)
def test_one_person_without_a_number(text: str, words: str | None) -> None:
    tokens = tokenise(text)
    found = [text[slice(*span)] for at in range(len(tokens)) if (span := single_at(tokens, at))]
    assert found == ([words] if words else [])


BOUNDS = [
    words for row in rows_of("arabic/quantities", "bound") for words in strings(row, "before") if row["as"] != "between"
]


@given(st.sampled_from(BOUNDS), st.integers(min_value=1, max_value=10**7), st.sampled_from(["", "و", "ب", "ل", "ول"]))
@settings(deadline=None)
def test_bounds_hold_and_their_words_are_found_behind_any_clitic(words: str, number: int, clitic: str) -> None:
    text = f"قتل {clitic}{words} {number} شخصا"
    found = read(text)
    assert found is not None
    assert found.words.text == f"{words} {number}"
    assert found.rule != "V1"
    high = found.high if found.high is not None else max(found.low, found.floor)
    assert 0 <= found.low <= high
    assert found.floor <= high
    assert found.point is None or found.low <= found.point <= high


@given(st.integers(min_value=0, max_value=10**9))
@settings(deadline=None)
def test_digits_of_any_script_give_the_same_quantity(number: int) -> None:
    texts = [f"مقتل {number} شخصا"]
    for zero in "٠۰":
        texts.append("".join(chr(ord(zero) + int(char)) if char.isdigit() else char for char in texts[0]))
    results = {shown(read(text)) for text in texts}
    assert results == {f"V1 eq {number}..{number} floor {number}"}


WORDS = [
    "قتل", "مقتل", "3", "٣", "12", "1,200", "خمسة", "وعشرون", "ألف", "آلاف", "مئة", "و", "ال", "الـ24", "بين",
    "من", "إلى", "أو", "-", "(", ")", "%", "آذار", "عاما", "شخصا", "جنديين", "مدنيين", "أكثر", "على", "الأقل",
    "عشرات", "عدد", "كبير", "واحد", "اثنين", "الاثنين", "،", ".", "العمر", "نصف", "مليون", "ونصف", "حتى",
    "دون", "٪", "/", "2014", "أحد", "إحدى", "عشر", "عمره", "لأكثر", "نحو",
]  # fmt: skip
PIECES = st.sampled_from(WORDS)


@given(st.lists(PIECES, max_size=14), st.sampled_from([" ", "  ", "\n", " \u200f"]))
@settings(deadline=None, max_examples=400)
def test_nothing_fails_and_offsets_slice_to_the_words(words: list[str], blank: str) -> None:
    text = blank.join(words)
    tokens = tokenise(text)
    lowers = [token.lower for token in tokens]
    for count in counts(text):
        assert 0 <= count.start < count.end <= len(text)
        assert count.first <= count.number <= count.last
        found = quantity(count, Words.at(text, count.start, count.end))
        assert found.operator in Operator
        assert found.low <= (found.high if found.high is not None else found.low)
        number = number_at(tokens, lowers, count.number)
        assert number is not None
        assert count.start <= number.start < number.end <= count.end


@pytest.mark.parametrize("table", ["arabic/quantities", "arabic/numbers", "arabic/people"])
def test_every_word_of_the_tables_is_folded(table: str) -> None:
    def words(value: object) -> list[str]:
        if isinstance(value, dict):
            return [word for key, part in value.items() for word in ([key] if not key.isascii() else []) + words(part)]
        if isinstance(value, list):
            return [word for part in value for word in words(part)]
        return [value] if isinstance(value, str) and not value.isascii() else []

    wrong = [word for phrase in words(lexicon.table(table)) for word in phrase.split() if fold(word) != word]
    assert wrong == []
    assert words_of("arabic/people", "sound", "words")
