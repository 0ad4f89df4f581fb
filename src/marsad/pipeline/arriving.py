"""Originals on their way in: read into documents by any process, and masked before anything of them is stored."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from marsad import intake
from marsad.archive import Intake
from marsad.pipeline.protecting import Protected, protect
from marsad.pipeline.versions import INTAKE, digest
from marsad.records import Document, Finding
from marsad.settings import Settings
from marsad.vault.blinding import Blind
from marsad.vault.strongroom import Box, open_box


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One original that waits to be read into documents; `name` is the one it first came in under.

    `path` is the file it is read from: the one that was given, or the stored one. A sealed one is read from its `box`
    with the box's `key`, in memory. `recognised` are the texts that were recognised in it. `names_key` and `names` are
    what `Blind` is made of; `reader` is the way documents are read.
    """

    path: str = ""
    box: Box | None = None
    key: bytes = b""
    sha256: str
    size: int
    version: str
    name: str
    received: str
    settings: intake.IntakeSettings
    testimony: bool
    names_key: bytes
    names: frozenset[str]
    recognised: tuple[intake.RecognisedFile, ...] = ()
    reader: str


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What was read in one arrival, masked, and from which file."""

    path: str
    testimony: bool
    protected: Protected

    @property
    def intake(self) -> Intake:
        """The intake as it may be stored."""
        return self.protected.intake


def intake_version(settings: Settings) -> str:
    """Name everything that the documents of an original depend on besides its bytes and its first name."""
    return f"{INTAKE} {digest([msgspec.json.encode(settings.intake)])}"


def read_originals(arrivals: Sequence[Arrival]) -> list[Read]:
    """Read originals into documents and findings, protected names masked."""
    return [_read(arrival) for arrival in arrivals]


def items(arrival: Arrival) -> Iterator[Document | Finding]:
    """Yield what an original holds itself, then what was recognised in it; nothing of it is masked."""
    told = arrival.name, arrival.sha256, arrival.settings
    data = Path(arrival.path) if arrival.box is None else io.BytesIO(open_box(arrival.box, arrival.key))
    for item in intake.read_original(data, *told):
        if not (arrival.recognised and isinstance(item, Finding) and intake.answers(item, arrival.name)):
            yield item
    for file in arrival.recognised:
        yield from intake.read_recognised(file, *told)


def _read(arrival: Arrival) -> Read:
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    for item in items(arrival):
        if isinstance(item, Finding):
            findings.append(item)
        else:
            documents.setdefault(item.id, item)
    found = Intake(
        sha256=arrival.sha256,
        size=arrival.size,
        version=arrival.version,
        name=arrival.name,
        received=arrival.received,
        documents=tuple(documents.values()),
        findings=tuple(findings),
    )
    blind = Blind(arrival.names_key, arrival.names)
    return Read(
        path=arrival.path,
        testimony=arrival.testimony,
        protected=protect(found, blind, arrival.reader, testimony=arrival.testimony),
    )
