"""Reports that name invented witnesses in every way a report can, and a search for them in every byte of a folder."""

import gzip
import json
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import quote

from click.testing import CliRunner, Result

from marsad.cli import main

LATIN = "Zéphyrine Qalbazar"
ARABIC = "زمردة الخيالي"
STORY = (
    f"BANIAS, March 10, 2025 (Harbour Post) - Gunmen shot dead three men in Banias on Friday, said {LATIN}, a "
    "seamstress who hid on a roof.\n\nTwo women were injured in the same street. Qalbazar said she counted their "
    "steps, not their number.\n"
)
# taken in before anybody knows that she is a witness: nothing in it says so
LIST = [
    {"id": "p-1", "title": "Prize for Zephyrine Qalbazar", "published": "2025-02-01", "publisher": "Orchard Weekly",
     "language": "en", "url": "https://orchard.example/zephyrine-qalbazar-wins",
     "text": "A prize for embroidery went to ZEPHYRINE QALBAZAR of Banias. The mayor spoke for an hour."},
    {"id": "p-2", "published": "2025-03-09", "publisher": "Orchard Weekly", "language": "en",
     "text": "JABLEH, 9 March 2025 - Gunmen killed 12 people in Jableh on Saturday, a hospital source said."},
]  # fmt: skip
TESTIMONY = (
    f"I am {ARABIC}. Gunmen killed five people in Al-Qusour in Banias on 7 March 2025. They took my watch, a Zenith, "
    "and they asked me for the names of all my neighbours in the street. I gave them none. They called themselves "
    "المسلحون and left at noon.\n"
)
SECRETS = ("Zéphyrine", "Zephyrine", "Qalbazar", "ZEPHYRINE", "QALBAZAR", "qalbazar", "zephyrine", "زمردة", "الخيالي")
OF_THE_TESTIMONY = ("Zenith", "my watch", "المسلحون")


def write_reports(folder: Path) -> None:
    """Write the story under the witness's name, also decomposed and in a zip, and an older page that names her."""
    folder.mkdir(parents=True)
    (folder / "zephyrine-qalbazar.txt").write_text(STORY, encoding="utf-8")
    (folder / "again.txt").write_text(unicodedata.normalize("NFD", STORY), encoding="utf-8")
    (folder / "utf16.txt").write_bytes(STORY.encode("utf-16"))
    with zipfile.ZipFile(folder / "bundle.zip", "w") as bundle:
        bundle.writestr("inner/Zephyrine_Qalbazar.txt", STORY)


def write_list(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "Qalbazar, Zephyrine Qalbazar and others.jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in LIST), encoding="utf-8"
    )


def write_testimony(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f"{ARABIC}.txt").write_text(TESTIMONY, encoding="utf-8")


def found_in(root: Path, secrets=(*SECRETS, *OF_THE_TESTIMONY)) -> list[tuple[str, str]]:
    """Return (file, secret) for each secret that stands in a byte of a file or in a file's name, in any encoding."""
    forms = {form: word for word in secrets for form in _forms(word)}
    found = []
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        data = path.read_bytes() + b"\n" + str(path.relative_to(root)).encode()
        if path.suffix == ".gz":
            data += gzip.decompress(path.read_bytes())
        found += [(path.name, word) for form, word in forms.items() if form in data]
    return found


def said(text: str) -> list[str]:
    return [word for word in (*SECRETS, *OF_THE_TESTIMONY) if word in unicodedata.normalize("NFC", text)]


def _forms(word: str) -> set[bytes]:
    texts = {unicodedata.normalize(form, word) for form in ("NFC", "NFD", "NFKC")}
    encoded = {text.encode(name) for text in texts for name in ("utf-8", "utf-16-le", "utf-16-be")}
    encoded |= {quote(text).encode() for text in texts}
    return encoded | {json.dumps(text)[1:-1].encode() for text in texts}


class Desk:
    """An archive and the commands on it; every word they print is kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.printed: list[str] = []

    def run(self, *arguments: object, given: str | None = None) -> Result:
        words = ["--archive", str(self.root), *map(str, arguments)]
        result = CliRunner(env={"MARSAD_AUTHOR": "Omar"}).invoke(main, words, input=given)
        self.printed.append(result.output)
        return result

    def done(self, *arguments: object, given: str | None = None) -> str:
        result = self.run(*arguments, given=given)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return result.output

    def json(self, *arguments: object):
        return json.loads(self.done(*arguments, "--json"))
