"""Small whole archives for tests of faults: originals with custody, documents, readings, a derivation, a checkpoint."""

import hashlib
import io
from pathlib import Path

from marsad.archive import Archive, Derivation, Intake, StoredReading
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import Witnesses, key_file
from marsad.pipeline.telling import seal_telling
from marsad.records import (
    Attachment,
    Context,
    DerivativeKind,
    Document,
    EntryKind,
    Finding,
    Incident,
    Reading,
    SealedFile,
    Severity,
    Told,
    document_id,
)
from marsad.settings import FILE_NAME
from marsad.vault import Kept, Originals
from marsad.vault.compartments import Compartments, Note
from marsad.vault.secrets import Secret, write_key_file

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


def seal_in(archive: Archive, recorder: Recorder, folder: Path) -> None:
    """Seal an original with a derivative and what was told of it, and a testimony, as `marsad run` does."""
    witnesses = Witnesses(archive, recorder)
    drafts = []
    for name, testimony in (("sealed.txt", False), ("testimony.txt", True)):
        path = folder / name
        path.write_text(f"{name} of {CANARY}. " * 40, encoding="utf-8")
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        witnesses.put(path, sha256, ("0" * 32,), testimony=testimony)
        recorder.received(Kept(sha256=sha256, size=path.stat().st_size, new=True), recorder.custody(name))
        drafts.append(recorder.capture(sha256, name, "plain text"))
    words = CANARY.encode()
    made = Attachment(
        original=sha256, kind=DerivativeKind.TRANSLATION, sha256=hashlib.sha256(words).hexdigest(), size=len(words),
        tool="by hand", version="by hand", maker="m", who="w", when=recorder.now(), name="n", how="h", why="r",
    )  # fmt: skip
    witnesses.put_made(io.BytesIO(words), made.sha256)
    seal_telling(witnesses, sha256, f"{CANARY}.txt", Told(collector=CANARY))
    drafts.append(recorder.draft(EntryKind.DERIVATIVE, sha256, made))
    archive.ledger.append(recorder.addition(*drafts, *witnesses.drafts()))
    write_key_file(key_file(archive.root, "witnesses"))


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
