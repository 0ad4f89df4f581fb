"""What is made of an original and what is told of it names nobody either: recognised text, thumbnails, custody."""

import pytest
from tests.pictures import needs_tesseract, picture
from tests.scenarios.witnesses import LATIN, STORY, TESTIMONY, Desk, found_in, said, write_reports, write_testimony

from marsad.archive import Archive
from marsad.records import EntryKind

BY_HAND = ("--tool", "by hand", "--by", "Lina", "--language", "en", "--why", "heard")
PLAIN = "JABLEH, 9 March 2025 - Gunmen killed 12 people in Jableh on Saturday, the mayor said."
TOLD = f"""
collector = "S. Nahar"
[files."zephyrine-qalbazar.txt"]
kind = "web"
url = "https://harbour.example/zephyrine-qalbazar"
collected = "2025-03-12T14:05:00+02:00"
uploader = "an account called Zephyrine Qalbazar"
context = "below it, her cousin thanks {LATIN}"
[[files."zephyrine-qalbazar.txt".holders]]
who = "QALBAZAR, Zephyrine Qalbazar herself"
[[files."zephyrine-qalbazar.txt".checks]]
kind = "source"
result = "Zephyrine Qalbazar was called"
by = "S. Nahar"
at = "2025-03-13T09:00:00+02:00"
"""
OF_TESTIMONY = """
kind = "testimony"
collector = "Qalbazar's brother"
place = "the house of Qalbazar"
consent = "in writing, kept by Zephyrine"
warned = true
interviewed_before = "a Zenith broadcaster"
collected = "2025-03-12T14:05:00+02:00"
"""


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "archive")


@pytest.fixture
def shot(desk, tmp_path):
    """A picture that was taken in, with a thumbnail, when nobody knew whom it shows."""
    picture(tmp_path / "r" / "shot.png")
    (tmp_path / "r" / "plain.txt").write_text(PLAIN, encoding="utf-8")
    desk.done("run", tmp_path / "r", "--thumbnails")
    return original(desk, "shot.png")


def original(desk, name):
    with Archive.open(desk.root) as archive:
        return next(sha256 for sha256, names in archive.intakes.names().items() if name in names)


def attach(desk, sha256, text, kind, tmp_path, *more, name="made.txt"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return desk.run("attach", sha256, tmp_path / name, "--kind", kind, *BY_HAND, *more)


def clear_files(desk):
    folders = (desk.root / "originals", desk.root / "derivatives")
    return sorted(path.name for folder in folders for path in folder.rglob("*") if path.is_file())


def sealed_kinds(desk):
    return sorted(path.name.partition("-")[0] for path in (desk.root / "sealed").rglob("*.box"))


def whole(desk):
    desk.done("verify", desk.root, "--all", "--derive")
    desk.done("seal", "check")
    assert "Equal" in desk.done("rebuild")
    assert found_in(desk.root) == []


def test_a_transcript_that_names_a_witness_is_sealed_with_its_original_and_its_thumbnail(desk, shot, tmp_path):
    assert len(clear_files(desk)) == 3
    made = attach(desk, shot, STORY, "transcript", tmp_path, name="Zephyrine Qalbazar.txt")
    assert made.exit_code == 0, made.output
    assert sealed_kinds(desk) == ["derivative", "derivative", "original"]
    assert len(clear_files(desk)) == 1
    assert "three" in desk.done("list", "claims")
    whole(desk)
    with Archive.open(desk.root) as archive:
        document = next(d for d in archive.snapshot().documents if d.original == shot)
        assert document.recognition
        assert len(document.text) == len(STORY.strip()) or len(document.text) == len(STORY)
    desk.done("list", "derivatives")
    desk.done("log", shot)
    desk.done("custody", shot)
    desk.done("explain", document.id)
    assert said("".join(desk.printed)) == []
    assert LATIN in desk.done("seal", "words", document.id, "--why", "to call her")
    assert found_in(desk.root) == []


def test_a_text_for_a_sealed_original_needs_the_key_and_a_thumbnail_does_not(desk, shot, tmp_path):
    attach(desk, shot, STORY, "transcript", tmp_path)
    key = (desk.root / "keys" / "witnesses.key").rename(tmp_path / "key")
    before = clear_files(desk)
    refused = attach(desk, shot, STORY.replace("three", "four"), "transcript", tmp_path)
    assert refused.exit_code == 1
    (tmp_path / "small.png").write_bytes(picture(tmp_path / "p" / "small.png", "other").read_bytes())
    wanted = ("--kind", "thumbnail", *BY_HAND)
    desk.done("attach", shot, tmp_path / "small.png", *wanted)
    better = attach(desk, shot, STORY.replace("three", "four"), "transcript", tmp_path, "--key-file", key)
    assert better.exit_code == 0, better.output
    assert clear_files(desk) == before
    assert sealed_kinds(desk) == ["derivative"] * 4 + ["original"]
    assert "four" in desk.done("list", "claims")
    assert found_in(desk.root) == []
    assert "Equal" in desk.done("rebuild", "--key-file", key)
    desk.done("verify", desk.root, "--all")


def test_a_text_that_came_before_the_witness_was_known_is_sealed_when_she_is(desk, shot, tmp_path):
    early = "A prize for embroidery went to Zephyrine Qalbazar. Gunmen killed 31 people in Banias on 8 March 2025."
    for kind in ("ocr", "translation"):
        made = attach(desk, shot, f"{early} ({kind})", kind, tmp_path, name="Qalbazar, Zephyrine Qalbazar.txt")
        assert made.exit_code == 0, made.output
    assert found_in(desk.root)
    write_reports(tmp_path / "later")
    desk.done("run", tmp_path / "later")
    assert found_in(desk.root) == []
    assert "derivative" in sealed_kinds(desk)
    assert len(clear_files(desk)) == 1
    whole(desk)


def test_a_translation_that_names_a_witness_is_sealed_alone(desk, shot, tmp_path):
    assert attach(desk, shot, STORY, "translation", tmp_path).exit_code == 0
    assert sealed_kinds(desk) == ["derivative"]
    assert shot in clear_files(desk)
    whole(desk)


@needs_tesseract
def test_recognised_text_is_read_before_it_is_kept(desk, shot, tmp_path):
    words = "BANIAS, 8 March 2025 - Gunmen killed 31 men\nin Banias on Friday, said Nadira"
    picture(tmp_path / "r" / "her.png", f"{words}\nQalbazar, a seamstress who hid on a roof.")
    desk.done("run", tmp_path / "r", "--ocr", "--thumbnails")
    with Archive.open(desk.root) as archive:
        (hers,) = (d for d in archive.snapshot().documents if d.sealed)
    assert hers.recognition
    assert sealed_kinds(desk) == ["derivative", "original"]  # no thumbnail: the text came first
    assert "derivative_not_made" in desk.done("run", tmp_path / "r", "--thumbnails", "--json")
    assert found_in(desk.root, ("Qalbazar",)) == []
    assert "31" in desk.done("list", "claims")
    whole(desk)


def test_what_is_attached_to_a_testimony_is_masked_whole(desk, tmp_path):
    write_testimony(tmp_path / "t")
    picture(tmp_path / "t" / "زمردة.png")
    desk.done("run", tmp_path / "t", "--testimony", "--thumbnails")
    with Archive.open(desk.root) as archive:
        (sha256,) = (s for s, names in archive.intakes.names().items() if names[0].endswith(".png"))
    assert attach(desk, sha256, TESTIMONY, "transcript", tmp_path, name="زمردة الخيالي.txt").exit_code == 0
    with Archive.open(desk.root) as archive:
        documents = [d for d in archive.snapshot().documents if d.original == sha256]
    assert [d.testimony for d in documents] == [True]
    assert clear_files(desk) == []
    whole(desk)


def test_what_a_collector_tells_names_nobody_and_is_shown_to_who_holds_the_key(desk, tmp_path):
    write_reports(tmp_path / "r")
    (tmp_path / "r" / "custody.toml").write_text(TOLD, encoding="utf-8")
    desk.done("run", tmp_path / "r")
    assert found_in(desk.root) == []
    with Archive.open(desk.root) as archive:
        captures = archive.ledger.entries([EntryKind.CAPTURE])
        sha256 = next(entry.subject for entry in captures if entry.payload and b'"web"' in entry.payload)
    shown = desk.done("custody", sha256)
    assert "S. Nahar" in shown
    assert "an account called Xxxxxxxxx Xxxxxxxx" in shown
    assert "2025-03-12T14:05:00+02:00" in shown
    assert said("".join(desk.printed)) == []
    clear = desk.done("seal", "told", sha256, "--why", "to find the cousin")
    assert "zephyrine-qalbazar.txt" in clear
    assert f"her cousin thanks {LATIN}" in clear
    assert "to find the cousin" in desk.done("log")
    # what is told again is nothing new; what is told anew is masked as well
    boxes = sealed_kinds(desk)
    desk.done("run", tmp_path / "r")
    assert sealed_kinds(desk) == boxes
    (tmp_path / "r" / "custody.toml").write_text(TOLD.replace("her cousin", "her aunt"), encoding="utf-8")
    desk.done("run", tmp_path / "r")
    assert f"her aunt thanks {LATIN}" in desk.done("seal", "told", sha256, "--why", "to find the aunt")
    (tmp_path / "more.toml").write_text(f'context = "{LATIN} moved"\n', encoding="utf-8")
    desk.done("custody", sha256, "--tell", tmp_path / "more.toml")
    assert f"{LATIN} moved" in desk.done("seal", "told", sha256, "--why", "to find her")
    desk.done("erase", sha256, "--ground", "her wish", "--yes")
    assert "Nothing that was told of this is sealed" in desk.run("seal", "told", sha256, "--why", "x").output
    assert not list((desk.root / "sealed").rglob(f"*{sha256}*"))
    desk.done("rebuild")
    whole(desk)


def test_what_was_told_before_the_witness_was_known_is_written_anew_when_she_is(desk, tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "zephyrine-qalbazar.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "r" / "plain.txt").write_text(PLAIN.replace("12", "13"), encoding="utf-8")
    (tmp_path / "r" / "custody.toml").write_text(
        f'{TOLD}[files."plain.txt"]\ninterviewed_before = "a friend of {LATIN}"\n', encoding="utf-8"
    )
    desk.done("run", tmp_path / "r")
    plain = original(desk, "plain.txt")
    (tmp_path / "more.toml").write_text(f'context = "{LATIN} moved"\n', encoding="utf-8")
    desk.done("custody", plain, "--tell", tmp_path / "more.toml")
    assert found_in(desk.root)
    write_reports(tmp_path / "later")
    desk.done("run", tmp_path / "later")
    assert found_in(desk.root) == []
    assert plain in clear_files(desk)  # its bytes name nobody
    assert f"{LATIN} moved" in desk.done("seal", "told", plain, "--why", "to find her")
    desk.done("run", tmp_path / "r")
    assert found_in(desk.root) == []
    whole(desk)


def test_what_is_told_of_a_testimony_is_masked_whole_and_kind_testimony_seals_it(desk, tmp_path):
    write_testimony(tmp_path / "t")
    (tmp_path / "t" / "custody.toml").write_text(OF_TESTIMONY, encoding="utf-8")
    desk.done("run", tmp_path / "t")  # without --testimony: custody.toml says what it is
    assert found_in(desk.root) == []
    assert sealed_kinds(desk) == ["testimony", "told"]
    with Archive.open(desk.root) as archive:
        (sha256,) = archive.intakes.names()
    shown = desk.done("custody", sha256)
    assert "kind = testimony" in shown
    assert "2025-03-12T14:05:00+02:00" in shown
    assert "provenance_missing" not in desk.done("list", "findings")
    assert "the house of Qalbazar" in desk.done("seal", "told", sha256, "--why", "her wish")
    whole(desk)


def test_a_custody_file_that_cannot_be_read_says_nothing_of_a_testimony(desk, tmp_path):
    write_testimony(tmp_path / "t" / "Qalbazar")
    (tmp_path / "t" / "Qalbazar" / "custody.toml").write_text('kind = "Zephyrine"\n', encoding="utf-8")
    desk.run("run", tmp_path / "t", "--testimony")
    assert "custody_unreadable" in desk.done("list", "findings", "--json")
    assert found_in(desk.root) == []


def test_a_flipped_bit_in_a_sealed_derivative_and_one_put_back_in_clear_are_found(desk, shot, tmp_path):
    attach(desk, shot, STORY, "transcript", tmp_path)
    sha256 = next((desk.root / "sealed").rglob("derivative-*.box")).name.split("-")[1].split(".")[0]
    clear = desk.root / "derivatives" / sha256[:2] / sha256
    clear.parent.mkdir(parents=True, exist_ok=True)
    clear.write_text("her name", encoding="utf-8")
    assert "A derivative that is sealed stands here in clear" in desk.run("verify", desk.root).output
    desk.done("seal", "mend")
    assert not clear.exists()
    desk.done("verify", desk.root)
    box = next((desk.root / "sealed").rglob("derivative-*.box"))
    data = bytearray(box.read_bytes())
    data[-1] ^= 1
    box.write_bytes(bytes(data))
    assert "A sealed file is not what was written" in desk.run("verify", desk.root).output
    assert desk.run("seal", "check").exit_code == 1
    assert "changed or damaged" in desk.run("rebuild").output


def test_an_erased_derivative_and_an_erased_original_leave_no_box(desk, shot, tmp_path):
    attach(desk, shot, STORY, "transcript", tmp_path)
    with Archive.open(desk.root) as archive:
        made = next(one.sha256 for one in archive.snapshot().attachments if one.kind.is_read)
    desk.done("erase", made, "--ground", "her wish", "--yes")
    assert sealed_kinds(desk) == ["derivative", "original"]
    desk.done("verify", desk.root, "--all")
    desk.done("rebuild")
    whole(desk)
    desk.done("erase", shot, "--ground", "her wish", "--yes")
    assert sealed_kinds(desk) == []
    desk.done("verify", desk.root, "--all")
    desk.done("rebuild")
    whole(desk)


def test_a_backup_carries_what_is_sealed_and_nobody_elses_name(desk, shot, tmp_path):
    attach(desk, shot, STORY, "transcript", tmp_path)
    desk.done("seal", "key", tmp_path / "key")
    desk.done("backup", tmp_path / "b" / "whole", "--with-keys", "--key-file", tmp_path / "key")
    assert found_in(tmp_path / "b") == []
    desk.done("restore", tmp_path / "b" / "whole", tmp_path / "back", "--key-file", tmp_path / "key")
    back = Desk(tmp_path / "back")
    assert sealed_kinds(back) == sealed_kinds(desk)
    whole(back)
