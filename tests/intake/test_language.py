import pytest

from marsad.intake.language import declared_language, detect_language


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-GB", "en"),
        ("AR_sy", "ar"),
        ("English", "en"),
        ("العربية", "ar"),
        ("eng", "en"),
        ("", ""),
        ("und", ""),
        ("<x>", ""),
    ],
)
def test_declared_tags_and_names(tag, code):
    assert declared_language(tag) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Seven people were killed in the town of Jableh on Friday, a monitor said.", "en"),
        ("قتل سبعة أشخاص في مدينة جبلة يوم الجمعة، بحسب المرصد.", "ar"),
        ("Sept personnes ont été tuées vendredi dans la ville de Jablé, selon l'observatoire.", "fr"),
        ("Cuma günü Ceble kasabasında yedi kişi öldürüldü, gözlemevi açıkladı.", "tr"),
        ("به گفته ناظران هفت نفر روز جمعه در شهر جبله کشته شدند و چندین نفر دیگر زخمی شدند.", "fa"),
        ("7 dead.", "und"),
        ("2025 - 03 - 08 // 12 / 44", "und"),
        ("", "und"),
    ],
)
def test_languages_are_told(text, code):
    assert detect_language(text) == code
