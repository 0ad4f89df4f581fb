"""UCDP's headlines: whether the floor of the killed is the figure that UCDP's coders took for best."""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from marsad.records import Claim, Context, Document, Measure

_NUMBER = re.compile(r"\d[\d,]*")
_FEARED = re.compile(r"\b(?:feared|presumed|believed|may have|might have|could have)\b", re.IGNORECASE)
_DEATHS = (Measure.KILLED, Measure.BODIES_FOUND)


class Headline(msgspec.Struct, frozen=True):
    """One headline that names UCDP's best figure; `office` published it."""

    id: int
    headline: str
    office: str | None
    best: int
    best_in_headline: bool

    @property
    def alone(self) -> bool:
        """True for one headline with one number."""
        return ";" not in self.headline and len(_NUMBER.findall(self.headline)) == 1

    @property
    def feared(self) -> bool:
        """True where the headline does not say that it happened."""
        return _FEARED.search(self.headline) is not None

    def document(self) -> Document:
        return Document(id=str(self.id), original="", text=self.headline, language="en", publisher=self.office or "")


def read(path: Path) -> list[Headline]:
    """Read the headlines with one number that hold UCDP's best figure."""
    rows = (msgspec.json.decode(line, type=Headline) for line in path.read_bytes().splitlines())
    return [row for row in rows if row.best_in_headline and row.alone]


def floor(claims: Sequence[Claim], headline: Headline) -> int | None:
    """Return the floor of the killed: of the claim that carries the headline's number, else the largest."""
    killed = [
        claim for claim in claims if claim.measure in _DEATHS and claim.counts and claim.context is Context.CONFLICT
    ]
    stated = [claim for claim in killed if _NUMBER.search(claim.quantity.words.text)]
    return max((claim.quantity.floor for claim in stated or killed), default=None)
