"""Pictures of text, made for the test that needs one."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

TEXT = "BANIAS, 8 March 2025 (Coast Wire)\nGunmen killed 31 civilians in Banias on Friday,\nthe mayor said."

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract on this machine")


def drawn(text: str = TEXT) -> Image.Image:
    image = Image.new("RGB", (1400, 400), "white")
    font = ImageFont.load_default(size=44)
    ImageDraw.Draw(image).multiline_text((40, 40), text, font=font, fill="black", spacing=20)
    return image


def picture(path: Path, text: str = TEXT, **more: object) -> Path:
    """Write a picture of text in the format of the path's ending."""
    path.parent.mkdir(exist_ok=True)
    drawn(text).save(path, **more)
    return path


def png(text: str = TEXT) -> bytes:
    made = io.BytesIO()
    drawn(text).save(made, "PNG")
    return made.getvalue()
