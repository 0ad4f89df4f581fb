"""Small whole archives for tests of faults: originals with custody, documents, readings, a derivation, a checkpoint."""

import io
from pathlib import Path

from marsad.archive import Archive, Derivation, Intake, StoredReading
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.recording import Recorder
from marsad.records import Context, Document, EntryKind, Finding, Incident, Reading, SealedFile, Severity, document_id
from marsad.settings import FILE_NAME
from marsad.vault import Originals
from marsad.vault.compartments import Compartments, Note
from marsad.vault.secrets import Secret

FINDING = Finding(kind="empty", severity=Severity.ERROR, where="a.txt", message="a finding of some length", remedy="r")
KEY_FILE = Secret(bytes(range(32)), from_file=True)
CANARY = "Umm Canary of Quail Street"


def take_in(archive: Archive, recorder: Recorder, name: str, data: bytes) -> str:
    """Take one original in as `marsad run` does; return its SHA-256 once it is acknowledged."""
    originals = Originals(archive.root / "originals", recorder)
    custody = recorder.custody(name)
    kept = originals.keep(io.BytesIO(data), custody)
    originals.flush()
    document = Document(
        id=document_id(name), original=kept.sha256, position=f"the whole of {name}", text=f"Text of {name}. " * 30
    )
    intake = Intake(
        sha256=kept.sha256, size=kept.size, version="intake of some version", name=name, received=custody.when,
        documents=(document,), findings=(FINDING,),
    )  # fmt: skip
    archive.intakes.add([intake], recorder.addition(recorder.capture(kept.sha256, name, "plain text")))
    reading = Reading(document=document.id, reader="a reader of some version")
    archive.readings.add([StoredReading(version="r1", reading=reading, source=b"source " * 30)])
    return kept.sha256


def sealed_in(archive: Archive, recorder: Recorder) -> Compartments:
    """Return the compartments of an archive, recording into its log."""

    def record(path: str, sha256: str) -> None:
        draft = recorder.draft(EntryKind.SEAL, path, SealedFile(sha256=sha256))
        archive.ledger.append(recorder.addition(draft))

    return Compartments(archive.root / "sealed", record)


def whole_archive(root: Path, *, originals: int = 12) -> None:
    """Make an archive of every kind of file."""
    recorder = Recorder("the tester")
    with Archive.create(root) as archive:
        (root / FILE_NAME).write_text("workers = 1\n", encoding="utf-8")
        for number in range(originals):
            data = f"Report {number} \u0645\u0631\u0635\u062f ".encode() * 50
            take_in(archive, recorder, f"report-{number}.txt", data)
            if number == originals // 2:
                checkpoint_after_run(archive)
        incident = Incident(id="inc-1", context=Context.CONFLICT, claims=("c",), documents=("d",))
        archive.derivations.replace(Derivation(key="the key of this derivation", incidents=(incident,)))
        store = sealed_in(archive, recorder)
        opened = store.create("witnesses", "me", KEY_FILE)
        store.add(opened, Note(about="doc-1", text=CANARY, author="the tester", at=recorder.now()))
        checkpoint_after_run(archive)
