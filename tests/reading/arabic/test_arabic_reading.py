"""What the Arabic reader makes of constructions that look alike, and what must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading import ArabicRules, shipped_readers
from marsad.reading.arabic.rules import _lines
from marsad.records import Document, Measure, Modality, Population, TallyKind

_WORDS = (
    "قتل وقتل أصيب وإصابة مقتل ثلاثة 12 ١٥ مدنيين جنديان الجيش قتلى وجرحى في حلب بينهم أطفال قال المرصد إن "
    "عدد القتلى إلى ، . « » منهم آخرين و منذ لم لقي مصرعه"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قتل مسلح 38 سائحا على الشاطئ.", [("killed", 38, 38)]),
        ("قتل مسلح على الشاطئ برصاص الشرطة.", [("killed", 1, 1)]),
        ("قتلت غارة جوية خمسة مدنيين في البلدة.", [("killed", 5, 5)]),
        ("قتلت طفلة برصاص قناص في البلدة.", [("killed", 1, 1)]),
        ("قتل ضابط وثلاثة جنود في هجوم على الحاجز.", [("killed", 4, 4)]),
        ("مقتل عشرة جنود وثلاثة عمال في القصف.", [("killed", 10, 10), ("killed", 3, 3)]),
        ("أسفر القصف عن سقوط قتلى وجرحى.", [("killed", 2, None), ("injured", 2, None)]),
        ("سقط عشرات القتلى والجرحى في القصف.", []),
        ("مقتل وإصابة العشرات في القصف.", []),
        ("57 مدنيا بينهم 12 طفلا وست نساء قتلوا في القصف.", [("killed", 57, 57)]),
        ("وقال إن 173 مدنيا قتلوا وأصيب العشرات في الغارات.", [("killed", 173, 173), ("injured", 20, 99)]),
        ("أما في عدن، فقد قتل سبعة مسلحين في الاشتباكات.", [("killed", 7, 7)]),
        ("قضى ثلاثة مقاتلين في المعارك.", [("killed", 3, 3)]),
        ("لقي العشرات ترحيبا في المدينة بعد المعارك.", []),
        ("سقط صاروخان على البلدة بعد منتصف الليل.", []),
        ("ضبط خلية إرهابية تضم خمسة مواطنين.", [("detained", 5, 5)]),
        ("خطف عناصر من التنظيم قائد الفصيل برفقة سبعة عناصر.", [("abducted", 8, 8)]),
        ("ارتفع عدد القتلى من 10 إلى 15 بعد القصف.", [("killed", 15, 15)]),
    ],
)
def test_constructions_that_look_alike(counted, text, wanted):
    assert counted(text) == wanted


@pytest.mark.parametrize("verb", ["قتل", "استشهد", "قضى", "ارتقى"])
def test_words_that_judge_are_read_for_the_harm_alone(read_arabic, verb):
    (claim,) = read_arabic(f"{verb} ثلاثة مدنيين في قصف على البلدة.").claims
    assert (claim.measure, claim.quantity.value, claim.population) == (Measure.KILLED, 3, Population.CIVILIAN)


@pytest.mark.parametrize("word", ["إرهابيين", "مسلحين", "متمردين", "ثوار"])
def test_a_side_by_any_name_is_that_side(read_arabic, word):
    (claim,) = read_arabic(f"قتل خمسة {word} في اشتباكات قرب المدينة.").claims
    assert claim.population is Population.COMBATANT


def test_a_part_belongs_to_its_whole_and_is_not_counted(read_arabic):
    whole, *parts = read_arabic("قتل 57 مدنيا بينهم 12 طفلا وست نساء في القصف.").claims
    assert [(part.quantity.value, part.subset_of) for part in parts] == [(12, whole.id), (6, whole.id)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("نفى الجيش مقتل ثلاثة جنود في الكمين.", Modality.DENIED),
        ("لم يقتل ثلاثة جنود في الكمين كما أشيع.", Modality.DENIED),
        ("هدد التنظيم بقتل عشرة رهائن لديه.", Modality.SPECULATIVE),
        ("قد يقتل مئات المدنيين إذا استمر القصف.", Modality.SPECULATIVE),
        ("وكان قد قتل ثلاثة جنود في الكمين.", Modality.ASSERTED),
    ],
)
def test_stances(read_arabic, text, stance):
    (claim,) = read_arabic(text).claims
    assert claim.modality is stance


def test_source_doer_place_and_day_are_words_of_the_text(read_arabic):
    text = "قال المرصد السوري لحقوق الإنسان إن تسعة مدنيين قتلوا أمس بقصف لقوات النظام على مدينة حلب."
    (claim,) = read_arabic(text).claims
    assert claim.attribution.text == "المرصد السوري لحقوق الإنسان"
    assert claim.perpetrator.text == "قوات النظام"
    assert [place.words.text for place in claim.places] == ["مدينة حلب"]
    assert (claim.when.start.isoformat(), claim.when.end.isoformat()) == ("2025-03-09", "2025-03-09")


def test_a_running_count_is_told_from_what_a_day_adds(read_arabic):
    text = "وثق المركز مقتل 1383 مدنيا منذ السادس من آذار، وأنه وثق في ذلك اليوم مقتل 158 مدنيا."
    assert [claim.tally for claim in read_arabic(text).claims] == [TallyKind.CUMULATIVE, TallyKind.INCREMENTAL]


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("قالت منى العلي، وهي ممرضة في المشفى، إن القصف قتل ثلاثة.", "منى العلي"),
        ("قال الشاهد سمير الخطيب إن مسلحين قتلوا أربعة رجال.", "سمير الخطيب"),
        ("قال أبو محمد (55 عاما) من سكان الحي إن القصف قتل جاره.", "أبو محمد"),
    ],
)
def test_names_of_private_persons_are_withheld(read_arabic, text, withheld):
    reading = read_arabic(text)
    assert withheld in [span.of(text) for span in reading.protected]
    assert all(claim.attribution is None or withheld not in claim.attribution.text for claim in reading.claims)


def test_officials_are_named(read_arabic):
    assert read_arabic("قال وزير الدفاع سمير الخطيب إن جنديين قتلا.").protected == ()


@pytest.mark.parametrize(
    ("language", "taken"), [("ar", True), ("ar-SY", True), ("apc", True), ("en", False), ("fr", False)]
)
def test_languages(language, taken):
    document = Document(id="d", original="0" * 64, title="", text="", language=language)
    assert ArabicRules().takes(document) is taken
    assert any(reader.takes(document) for reader in shipped_readers()) is (language != "fr")


@given(st.lists(st.sampled_from(_WORDS.split(" ")), max_size=60).map(" ".join))
def test_every_quote_lies_in_the_text_and_parts_have_a_whole(read_arabic, text):
    reading = read_arabic(text)
    ids = {claim.id for claim in reading.claims}
    for claim in reading.claims:
        assert 0 <= claim.quote.start <= claim.key.start < claim.key.end <= len(text)
        assert claim.quantity.words.text == text[claim.quantity.words.start : claim.quantity.words.end]
        assert not claim.subset_of or claim.subset_of in ids
    assert reading == read_arabic(text)


@given(st.text(alphabet="قتلوجريح مدني12٣ًـ\u200f.،\n«»()", max_size=120))
def test_any_text_gives_a_reading(read_arabic, text):
    assert read_arabic(text).reader == "rules-ar/1"


def test_vowel_signs_change_nothing(counted):
    assert counted("قُتِلَ ثَلاثةُ مَدنيّينَ في القَصفِ.") == counted("قتل ثلاثة مدنيين في القصف.") == [("killed", 3, 3)]


def test_lines_keep_offsets_into_the_text():
    text = "وقُتل ٣ مدنيين؛ ثم أُصيب آخرون."
    for line in _lines(text, ""):
        assert all(text[token.start : token.end] == token.text for token in line.tokens)


@pytest.mark.parametrize("text", ["مقتل 12 من", "قتل ثلاثة من", "وإصابة 5 من ."])
def test_a_number_that_breaks_off_before_its_people_is_read(read_arabic, text):
    assert all(claim.quote.end <= len(text) for claim in read_arabic(text).claims)
