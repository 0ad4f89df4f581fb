"""Which parts of a web page a capture holds: its address, its source, pictures of the whole, media, metadata.

Of what a capture tells of the machine that made it only the program is taken: addresses, names of hosts and of people
stay in the original.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from marsad.intake.budget import Budget
from marsad.intake.formats import Format
from marsad.intake.readers.capture import open_records
from marsad.intake.settings import IntakeSettings
from marsad.records import CapturePart, WebPart

_PAGE = ("text/html", "application/xhtml+xml")
_MEDIA = ("image/", "video/", "audio/")
_PICTURE = ("image/", "application/pdf")
_WARC = (".warc", ".warc.gz")
_LONGEST = 200
_OWN = "SHA-256 of the whole original"


def web_parts(path: Path, name: str, form: str, settings: IntakeSettings) -> tuple[CapturePart, ...]:
    """Return what a stored original holds of each part of a web capture; nothing where it is none.

    A damaged or hostile capture has the parts before the break: reading it says what is wrong.
    """
    if form == Format.HTML.value:
        found = {WebPart.HTML_SOURCE: "the file itself"}
    elif form == Format.WARC.value or name.casefold().endswith(".wacz"):
        found = _captured(path, settings)
    else:
        return ()
    found[WebPart.HASHES] = _OWN
    return tuple(
        CapturePart(part=part, obtained=part in found, what=found.get(part, "not in the capture")) for part in WebPart
    )


def _captured(path: Path, settings: IntakeSettings) -> dict[WebPart, str]:
    counts: Counter[WebPart] = Counter()
    told: dict[WebPart, str] = {}
    try:
        with path.open("rb") as file:
            for kind, url, media, program in _records(file, Budget(settings, path.stat().st_size)):
                if program:
                    told.setdefault(WebPart.COLLECTION_DATA, f"made by {program}")
                if (part := _part(kind, url, media)) is not None:
                    counts[part] += 1
                    if part is WebPart.HTML_SOURCE:
                        told.setdefault(WebPart.TARGET_URL, url[:_LONGEST])
    except Exception:  # noqa: S110  parsers of hostile captures raise anything; reading it will say what is wrong
        pass
    return {**{part: f"{count} in the capture" for part, count in counts.items()}, **told}


def _part(kind: str, url: str, media: str) -> WebPart | None:
    if kind == "metadata" or url.startswith(("urn:pageinfo:", "urn:metadata:")):
        return WebPart.EMBEDDED_METADATA
    if kind == "resource" and media.startswith(_PICTURE):
        return WebPart.FULL_PAGE
    if kind == "response" and media.startswith(_PAGE):
        return WebPart.HTML_SOURCE
    return WebPart.EMBEDDED_MEDIA if kind == "response" and media.startswith(_MEDIA) else None


def _records(file: BinaryIO, budget: Budget) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, address, media type and program (of the record that names it) of every record."""
    if not zipfile.is_zipfile(file):
        file.seek(0)
        yield from open_records(file, budget)
        return
    with zipfile.ZipFile(file) as members:
        for member in sorted(members.namelist()):
            if member.casefold().endswith(_WARC):
                with members.open(member) as stream:
                    store, _ = budget.unpack(stream.read)
                    with store:
                        yield from open_records(store, budget)
