"""Recorded answers: what a language model said of documents, kept beside their originals, and which of it counts."""

import io

import msgspec

from marsad.archive import Archive
from marsad.pipeline.attachments import attachments, derivative_store
from marsad.pipeline.recording import TOOL, Recorder
from marsad.reading.opinions import Answer, input_hash
from marsad.records import Attachment, DerivativeKind, Document, EntryKind, canonical
from marsad.settings import Settings
from marsad.vault import Custody

_WHY = "asked for by endpoint"


def answers_in_use(archive: Archive, settings: Settings) -> dict[str, str]:
    """Return the recorded answers that documents are read with, as SHA-256 by document id; none while it is off.

    An answer counts for the model that the settings name, the prompt of this version and the text it was asked about:
    where one of them is another, the answer stays in the archive and is not read.
    """
    if not settings.endpoint.url:
        return {}
    model = settings.endpoint.model
    store = derivative_store(archive.root)
    recorded: dict[tuple[str, str], str] = {}
    for made in attachments(archive).values():
        for one in made:
            if one.kind is DerivativeKind.ANSWER and one.tool == model and store.path(one.sha256).is_file():
                recorded.setdefault((one.name, one.version), one.sha256)  # the first: asked again, another may come
    if not recorded:
        return {}
    found = ((d.id, recorded.get((d.id, input_hash(d, model)))) for d in archive.intakes.documents())
    return {document: sha256 for document, sha256 in found if sha256 is not None}


def load_answer(archive: Archive, sha256: str) -> Answer | None:
    """Return a recorded answer; None where its file is damaged or gone, which `marsad verify` reports."""
    try:
        return msgspec.json.decode(derivative_store(archive.root).path(sha256).read_bytes(), type=Answer)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def record_answer(archive: Archive, document: Document, answer: Answer, recorder: Recorder) -> None:
    """Keep an answer as a derivative of its document's original, with its custody in the ledger; for the only writer.

    It holds words of the document where the model copied them, never those of a name that was masked.
    """
    data = canonical(answer)
    store = derivative_store(archive.root)
    when = recorder.now()
    custody = Custody(who=recorder.author, when=when, name=document.id, how=TOOL, why=_WHY)
    kept = store.keep(io.BytesIO(data), custody)
    store.flush()
    made = Attachment(
        original=document.original,
        kind=DerivativeKind.ANSWER,
        sha256=kept.sha256,
        size=kept.size,
        tool=answer.model,
        version=answer.input,
        maker=TOOL,
        who=custody.who,
        when=custody.when,
        name=custody.name,
        how=custody.how,
        why=custody.why,
    )
    archive.ledger.append(recorder.addition(recorder.draft(EntryKind.DERIVATIVE, document.original, made)))
