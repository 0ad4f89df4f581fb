"""Consulting: every document without a recorded answer is shown to the endpoint, where somebody asked for that."""

from marsad.archive import Archive
from marsad.endpoint import Endpoint
from marsad.pipeline.answers import answers_in_use, record_answer
from marsad.pipeline.progress import Progress
from marsad.pipeline.recording import Recorder
from marsad.pipeline.versions import readers_of
from marsad.reading.opinions import (
    MOST,
    PROMPT,
    Answer,
    Passage,
    exchange_of,
    input_hash,
    messages,
    questions,
    schema,
)
from marsad.records import Document, EndpointError, Finding, Severity, Span
from marsad.settings import Settings

_GIVE_UP = 3  # documents in a row without an answer
# names are told by rule whatever reads the claims: a network that is or is not there must not decide who is masked
_RULES = "rules"


def open_endpoint(archive: Archive, settings: Settings) -> Endpoint | None:
    """Return the endpoint of the settings, None where it is off; raises `SettingsError` where it may not be used."""
    return Endpoint(settings.endpoint, archive.root) if settings.endpoint.url else None


def consult(
    archive: Archive, settings: Settings, endpoint: Endpoint, progress: Progress, recorder: Recorder
) -> tuple[Finding, ...]:
    """Ask about every document that may hold claims and has no answer yet; return what went wrong.

    Each answer is kept before the next is asked for. An endpoint that is dead or slow costs a few tries and no more:
    what it did not answer is read without it, and asked by the next run.
    """
    answered = answers_in_use(archive, settings)
    waiting = [d.id for d in archive.intakes.documents() if d.id not in answered and _questions(d)[1]]
    progress.start("Asking the endpoint", len(waiting))
    findings: list[Finding] = []
    failed = 0
    for document in archive.intakes.each(set(waiting)):
        try:
            record_answer(archive, document, _ask(document, endpoint, settings.endpoint.model), recorder)
            failed = 0
        except EndpointError as error:
            findings.append(_unanswered(document, error))
            failed += 1
        progress.advance(1)
        if failed == _GIVE_UP:
            findings.append(_given_up(len(waiting)))
            break
    return tuple(findings)


def _questions(document: Document) -> tuple[tuple[Span, ...], list[Passage]]:
    """Return the protected names of a document and its passages without them; none of a testimony, or unreadable."""
    reader = next((reader for reader in readers_of(_RULES) if reader.takes(document)), None)
    if document.testimony or reader is None or not questions(document, ()):  # most of a newspaper tells of no harm
        return (), []
    names = reader.protected(document)
    return names, questions(document, names)


def _ask(document: Document, endpoint: Endpoint, model: str) -> Answer:
    names, passages = _questions(document)
    exchanges = []
    served = ""
    for passage in passages[:MOST]:
        reply = endpoint.ask(messages(passage.text), schema())
        served = reply.served or served
        exchanges.append(exchange_of(passage, reply.text, reply.problem))
    return Answer(
        document=document.id,
        model=model,
        served=served,
        prompt=PROMPT,
        input=input_hash(document, model),
        names=names,
        whole=len(passages) <= MOST,
        exchanges=tuple(exchanges),
    )


def _unanswered(document: Document, error: EndpointError) -> Finding:
    return Finding(
        kind="endpoint_unanswered",
        severity=Severity.WARNING,
        where=document.name,
        document=document.id,
        message=f"{error.what}; the document is read without it",
        remedy=error.next_step,
    )


def _given_up(waiting: int) -> Finding:
    return Finding(
        kind="endpoint_given_up",
        severity=Severity.WARNING,
        where="endpoint.url",
        message=f"The endpoint gave no answer {_GIVE_UP} times in a row; {waiting:,} documents were to be shown",
        remedy="see that the server runs and has the model, then run again; what was read by rule stays",
    )
