"""Constructions of the Arabic reader told apart from what looks like them; every sentence is made up."""

import datetime as dt

import pytest

from marsad.records import Modality, Population


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # people told far behind their verb, over places, times and asides
        ("قتل في المدينة أمس، حسب ناشطين، ستون شخصا في القصف.", [("killed", 60, 60)]),
        ("نزح من الحي، على ما قال المجلس المحلي، ألف شخص بعد القصف.", [("displaced", 1000, 1000)]),
        ("اعتقلت قوات الأمن، الليلة الماضية وفجر اليوم، 28 شابا.", [("detained", 28, 28)]),
        # the doer between the noun and the people; the object told from the subject by its case
        ("اعتقال قوات النظام 22 شخصا على الحاجز.", [("detained", 22, 22)]),
        ("احتجاز الشرطة العسكرية لتسعة متظاهرين في البلدة.", [("detained", 9, 9)]),
        ("أوقف عناصر المخابرات العسكرية سبعة عشر موظفا في الغارة.", [("detained", 17, 17)]),
        ("اختطف مسلحون مجهولون موظفَين في منظمة دولية.", [("abducted", 2, 2)]),
        ("ألقت القبض، بحسب بيان لها، على تسعة مسلحين.", [("detained", 9, 9)]),
        # missing
        ("لا يزال 29 منهم مفقودين بعد المعركة.", [("missing", 29, 29)]),
        ("انقطع الاتصال بعشرين جنديا بعد المعركة.", [("missing", 20, 20)]),
        ("فقدت 13 فتاة على الأقل.", [("missing", 13, None)]),
        ("ستة جنود لا يعرف لهم أثر منذ المعركة.", [("missing", 6, 6)]),
        ("لا يزال مصير 16 مزارعا مجهولا بعد الهجوم.", [("missing", 16, 16)]),
        ("وثقت المنظمة 47 حالة اختفاء قسري في المعتقلات.", [("missing", 47, 47)]),
        # held, taken, treated
        ("خمسة من عناصر الشرطة ما زالوا رهائن لدى التنظيم.", [("abducted", 5, 5)]),
        ("اقتاد مسلحو التنظيم عشرين رجلا إلى جهة مجهولة.", [("abducted", 20, 20)]),
        ("أصيبت حافلة في القصف ونقل خمسة أشخاص إلى المستشفى.", [("injured", 5, 5)]),
        # flight told by other words
        ("عبر إلى البلد المجاور 7300 لاجئ بعد المعارك.", [("displaced", 7300, 7300)]),
        ("غادرت 43 عائلة الحي خوفا من القصف.", [("displaced", 43, 43)]),
        ("يضم المخيم 900 نازح من المعارك.", []),
        # running counts
        ("عدد القتلى في القصف صار ستة عشر.", [("killed", 16, 16)]),
        ("قال الأهالي إن المعتقلين ثلاثة فقط.", [("detained", 3, 3)]),
        ("شهداء الغارة الذين بلغ عددهم 38 دفنوا أمس.", [("killed", 38, 38)]),
        ("الاعتقالات في البلدة بعد المداهمة فاقت 60.", [("detained", 61, None)]),
        ("عدد من اغتيلوا في المخيم ارتفع إلى تسعة.", [("killed", 9, 9)]),
        # losses by death
        ("فقدت القرية أربعين من شبابها في الحرب.", [("killed", 40, 40)]),
        ("خسر التنظيم اثني عشر من مقاتليه في المعارك.", [("killed", 12, 12)]),
        # one person joined to a figure
        ("خطف مسلحون مدير شركة و18 من موظفيها.", [("abducted", 19, 19)]),
        ("استشهد مواطن وزوجته في القصف.", [("killed", 2, 2)]),
        ("خطف التنظيم 64 امرأة وفتاة.", [("abducted", 64, 64)]),
    ],
)
def test_constructions(counted, text, wanted):
    assert counted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "تؤكد الوزارة أن ما يشاع عن مقتل تسعة متظاهرين عار عن الصحة.",
        "هدد قائد الفصيل المعروف في البلدة أمس بقتل خمسة ضباط أسرى لديه.",
        "تتوقع الخطة، في أسوأ الأحوال، نزوح 500 ألف شخص بسبب الحرب.",
        "يعني ذلك في المتوسط مقتل 59 مدنيا كل يوم في الحرب.",
        "نحو مئة قتيل في القصف؟",
        "في عام 1925 قتل الجيش سبعة رجال من القرية.",
        "ومات كلب التفتيش في القصف.",
        "يباع الخبز في فرن الحي قرب لجان التنسيق بعد القصف.",
        "أسر المفقودين تطالب بالكشف عنهم بعد المعركة.",
        "شملت القضية نحو 50 شخصا بعد الهجوم.",
    ],
)
def test_traps(counted, text):
    assert counted(text, published=dt.date(2020, 3, 10)) == []


@pytest.mark.parametrize(
    "text",
    [
        "أحصى المرصد 52 قتيلا في المعركة: 30 من التنظيم و16 من القوات وستة مدنيين.",
        "لجان التنسيق: 52 شهيدا بالقصف / حمص 30 / درعا 16 / حماة 6",
        "أحصى المرصد 52 قتيلا في القصف وفق التالي:\n- حمص: 30 بالقصف.\n- درعا: 16 برصاص القناصة.\n- حماة: ستة مدنيين.",
    ],
)
def test_a_total_is_shared_out_by_numbers_that_add_up_to_it(counted, text):
    assert [low for _, low, _ in counted(text)] == [52, 30, 16, 6]


def test_numbers_that_do_not_add_up_share_out_nothing(counted):
    assert counted("أحصى المرصد 52 قتيلا في المعركة: 30 من التنظيم و16 من القوات.")[0] == ("killed", 52, 52)
    assert len(counted("قتل 52 مدنيا في القصف. سافر 30 في حافلة و16 في أخرى.")) == 1


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("نزحت 43 عائلة من البلدة بعد القصف.", Population.CIVILIAN),
        ("قتل متطوعان في الدفاع المدني بالقصف.", Population.CIVILIAN),
        ("قتل ثلاثة من لواء النور في المعركة.", Population.COMBATANT),
        ("قتل خمسة عشر جنديا من الفرقة الثانية في الهجوم.", Population.SECURITY_FORCE),
    ],
)
def test_sides(read_arabic, text, side):
    (claim,) = read_arabic(text).claims
    assert claim.population is side


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("قال ناشط إن الجيش احتجز ستة مسعفين.", "الجيش"),
        ("اعتقال قوات النظام 22 شخصا على الحاجز.", "قوات النظام"),
        ("خطف ثلاثة عمال من القرية، واتهم الأهالي قوات النظام.", "قوات النظام"),
    ],
)
def test_doers(read_arabic, text, doer):
    (claim,) = read_arabic(text).claims
    assert claim.perpetrator.text == doer


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قالت «سنا» إن القصف قتل ثلاثة مدنيين.", "سنا"),
        ("أما المرصد فقال إن القصف قتل ثلاثة مدنيين.", "المرصد"),
        ("محافظة حمص: قتل ثلاثة مدنيين في القصف.", None),
    ],
)
def test_speakers(read_arabic, text, source):
    (claim,) = read_arabic(text).claims
    assert (claim.attribution.text if claim.attribution else None) == source


def test_thousands_may_be_written_apart(counted):
    assert counted("شرد أكثر من 70 000 شخص بسبب المعارك.") == [("displaced", 70001, None)]
    assert counted("12 - وقتل 3 مدنيين في القصف.") == [("killed", 3, 3)]
    assert counted("12-15 قتيلا في القصف.") == [("killed", 12, 15)]


def test_a_rumour_is_denied(read_arabic):
    (claim,) = read_arabic("ما يتم تداوله عن مقتل تسعة جنود في المعركة غير صحيح.").claims
    assert claim.modality is Modality.DENIED
