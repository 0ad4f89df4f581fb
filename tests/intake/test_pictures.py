"""Pictures: what is seen in them, what is left out, and hostile ones."""

import io

import pytest
from PIL import Image
from tests.pictures import drawn, needs_tesseract, picture, png

from marsad.intake import find_recogniser, pages_to_recognise, recognise, thumbnail
from marsad.intake.problems import RefusedError


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "tiff", "webp", "pdf"])
def test_a_thumbnail_is_a_small_upright_picture_of_any_format(tmp_path, ending):
    made = thumbnail(picture(tmp_path / f"shot.{ending}"))
    image = Image.open(io.BytesIO(made))
    assert image.format == "JPEG"
    assert len(made) <= 10_000
    assert max(image.size) == 320
    assert image.width > image.height


def test_a_thumbnail_says_nothing_of_camera_and_place(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Pocket Camera 9"
    exif[0x0112] = 6  # lying on its side
    path = picture(tmp_path / "shot.jpg", exif=exif, comment=b"taken by Samir")
    assert b"Pocket Camera" in path.read_bytes()
    made = thumbnail(path)
    assert b"Pocket" not in made
    assert b"Samir" not in made
    image = Image.open(io.BytesIO(made))
    assert image.height > image.width
    assert not image.getexif()


def test_noise_too_becomes_small(tmp_path):
    import random

    noise = Image.frombytes("RGB", (600, 600), random.Random(3).randbytes(600 * 600 * 3))
    noise.save(tmp_path / "noise.png")
    assert len(thumbnail(tmp_path / "noise.png")) <= 10_000


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", png()[:200], b"GIF89a", b"%PDF-1.4\n%%EOF", b"", b"no picture"])
def test_a_broken_picture_is_refused_with_a_reason(tmp_path, data):
    (tmp_path / "x.png").write_bytes(data)
    for look in (thumbnail, lambda path: list(pages_to_recognise(path))):
        with pytest.raises(RefusedError) as refused:
            look(tmp_path / "x.png")
        assert refused.value.kind == "picture_unreadable"
        assert refused.value.details["why"]


def test_a_picture_that_unpacks_to_too_much_is_refused(tmp_path):
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    assert (tmp_path / "bomb.png").stat().st_size < 100_000
    with pytest.raises(RefusedError):
        thumbnail(tmp_path / "bomb.png")


def test_of_a_pdf_only_pages_without_text_are_recognised(tmp_path):
    scan = picture(tmp_path / "scan.pdf")
    assert len(list(pages_to_recognise(scan))) == 1
    two = tmp_path / "two.pdf"
    drawn().save(two, save_all=True, append_images=[drawn("another page")])
    assert len(list(pages_to_recognise(two))) == 2


@needs_tesseract
def test_the_words_of_a_picture_and_how_sure_they_are():
    found = recognise([png(), png("A second page.")], find_recogniser("ara+eng"))
    assert "31 civilians" in found.text
    assert found.text.endswith("A second page.")
    assert found.confidence > 80
    assert recognise([png("")], find_recogniser("eng")) == type(found)(text="", confidence=None)


def test_what_is_missing_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RefusedError) as refused:
        find_recogniser("eng")
    assert refused.value.kind == "recognition_missing"
    assert refused.value.details["packages"] == "tesseract-ocr"


@needs_tesseract
def test_a_language_that_is_missing_is_named():
    with pytest.raises(RefusedError) as refused:
        find_recogniser("eng+xyz")
    assert refused.value.details["packages"] == "tesseract-ocr-xyz"
