"""Recognition: text in pictures, read by the machine's own Tesseract; nothing leaves the machine."""

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from marsad.intake.problems import RefusedError

PROGRAM = "tesseract"
_SECONDS = 300
_WORD_LEVEL = "5"


class Recogniser(msgspec.Struct, frozen=True, kw_only=True):
    """The program that is there, its version, and the languages it is asked for (`ara+eng`)."""

    program: str
    version: str
    languages: str


class RecognisedText(msgspec.Struct, frozen=True, kw_only=True):
    """The text of all pages, parted by blank lines, and the mean confidence of its words (None: no word)."""

    text: str
    confidence: int | None


def find_recogniser(languages: str) -> Recogniser:
    """Return the recogniser of this machine; raises `RefusedError` where it, or one of the languages, is missing."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise RefusedError("recognition_missing", what="Tesseract is", packages="tesseract-ocr")
    known = set(_run([program, "--list-langs"]).split("\n")[1:])
    missing = [code for code in languages.split("+") if code not in known]
    if missing:
        packages = " ".join(f"tesseract-ocr-{code.replace('_', '-')}" for code in missing)
        raise RefusedError(
            "recognition_missing", what=f"Tesseract's language {', '.join(missing)} is", packages=packages
        )
    told = _run([program, "--version"]).split("\n", 1)[0]
    return Recogniser(program=program, version=told.removeprefix(PROGRAM).strip(), languages=languages)


def recognise(pages: Iterable[bytes], recogniser: Recogniser) -> RecognisedText:
    """Read the text in pictures (PNG); raises `RefusedError` where the program fails."""
    texts: list[str] = []
    weights = total = 0.0
    for page in pages:
        with tempfile.TemporaryDirectory(prefix="marsad-ocr-") as name:
            folder = Path(name)
            (folder / "page.png").write_bytes(page)
            command = [recogniser.program, str(folder / "page.png"), str(folder / "out"), "-l", recogniser.languages]
            _run([*command, "txt", "tsv"])
            texts.append((folder / "out.txt").read_text("utf-8", "replace").replace("\f", "").strip())
            for length, confidence in _words(folder / "out.tsv"):
                weights += length
                total += length * confidence
    text = "\n\n".join(one for one in texts if one)
    return RecognisedText(text=text, confidence=round(total / weights) if weights else None)


def _words(table: Path) -> Iterable[tuple[int, float]]:
    """Yield length and confidence of each word."""
    with table.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            word = (row.get("text") or "").strip()
            if row.get("level") == _WORD_LEVEL and word:
                yield len(word), max(0.0, float(row.get("conf") or 0))


def _run(command: list[str]) -> str:
    # one thread: the same words whatever the machine, and several originals may be read at once
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603  a list of arguments, no shell; paths are our own
            command, capture_output=True, timeout=_SECONDS, check=True, env=environment, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise RefusedError("recognition_failed", why=f"it took more than {_SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RefusedError("recognition_failed", why=words[-1][:120] if words else "it gives no reason") from None
    except OSError as error:
        raise RefusedError("recognition_failed", why=error.strerror or str(error)) from None
    out: str = done.stdout.decode("utf-8", "replace").strip()
    return out
