import re

from marsad.intake import problem_kinds
from marsad.intake.problems import problem, shorten
from marsad.records import Severity


def test_every_kind_has_a_severity_a_message_and_a_remedy():
    for kind, row in problem_kinds().items():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind)
        assert Severity(row["severity"])
        assert row["message"].endswith(".")
        assert row["remedy"].endswith((".", "}"))


def test_words_are_short_and_show_as_what_they_are():
    assert shorten("a\u202eb\x00c\n d") == "ab\ufffdc d"
    assert len(shorten("x" * 5000)) == 80
    assert problem("empty", "a.txt", "y" * 100).words == "y" * 79 + "…"


def test_a_limit_names_the_setting_that_users_can_raise():
    details = {"what": "text", "size": "9", "limit": "5"}
    assert problem("too_large", "a", **details, setting="max_text_chars").remedy.endswith(
        "or raise max_text_chars under [intake] in marsad.toml."
    )
    assert problem("too_large", "a", **details, setting="nothing").remedy == "Split it into smaller files."
