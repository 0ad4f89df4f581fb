"""Origins: who first said what a claim says."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from marsad.linking.copies import Copies, by_document, near_copies
from marsad.linking.source import Source
from marsad.linking.speakers import directory
from marsad.records import Claim, Finding, Origin, OriginKind, Severity, content_id


class _Voice(msgspec.Struct, frozen=True):
    """A name for one independent voice; equal keys are one origin."""

    key: tuple[str, ...]
    name: str
    kind: OriginKind
    reason: str


def find_origins(
    claims: Sequence[Claim], sources: Mapping[str, Source]
) -> tuple[tuple[Origin, ...], tuple[Finding, ...]]:
    """Put every claim behind exactly one origin: its speaker, else the earliest copy of its text, else its publisher.

    The order of claims and sources does not matter. Origins come sorted by id.
    """
    copies = near_copies(sources.values())
    voices = _voices(claims, sources, copies)
    members: dict[tuple[str, ...], list[str]] = {}
    named: dict[tuple[str, ...], _Voice] = {}
    for claim_id in sorted(voices):
        voice = voices[claim_id]
        members.setdefault(voice.key, []).append(claim_id)
        if voice.key not in named or voice.name < named[voice.key].name:
            named[voice.key] = voice
    copied = {document for document in copies.root if copies.root[document] != document}
    of_claim = {claim.id: claim.document for claim in claims}
    origins = [_origin(named[key], ids, copied=any(of_claim[i] in copied for i in ids)) for key, ids in members.items()]
    return tuple(sorted(origins, key=lambda origin: origin.id)), _undated_copies(claims, sources, copies)


def _origin(voice: _Voice, claims: Sequence[str], *, copied: bool) -> Origin:
    reason = voice.reason
    kind = voice.kind
    if copied and kind is not OriginKind.ATTRIBUTED:
        reason += " Near copies of its text in other documents are the same voice."
        if kind is OriginKind.UNKNOWN:
            kind = OriginKind.COPY
    return Origin(id=content_id("org", *voice.key), name=voice.name, kind=kind, claims=tuple(claims), reason=reason)


def _voices(claims: Sequence[Claim], sources: Mapping[str, Source], copies: Copies) -> dict[str, _Voice]:
    """Name the voice of each claim, the claims of the oldest documents first, since later ones may copy theirs."""
    ages: dict[str, tuple[object, ...]] = {}
    for claim in claims:
        if claim.document not in ages:
            ages[claim.document] = by_document(sources, claim.document).age
    said: dict[tuple[str, ...], _Voice] = {}
    voices: dict[str, _Voice] = {}
    for claim in sorted(claims, key=lambda c: (ages[c.document], c.key, c.id)):
        voice = _voice(claim, sources, copies, said)
        voices[claim.id] = voice
        said.setdefault((claim.document, *_statement(claim)), voice)
    return voices


def _statement(claim: Claim) -> tuple[str, ...]:
    quantity = claim.quantity
    return (claim.measure.value, claim.tally.value, str(quantity.low), str(quantity.high), str(quantity.value))


def _voice(
    claim: Claim, sources: Mapping[str, Source], copies: Copies, said: Mapping[tuple[str, ...], _Voice]
) -> _Voice:
    if claim.attribution is not None and claim.attribution.text.strip():
        return _speaker(claim, sources, copies)
    root = copies.root_of(claim.document)
    for document in (root, *copies.parts.get(claim.document, ())):
        earlier = said.get((document, *_statement(claim)))
        if document != claim.document and earlier is not None:
            return earlier
    return _publisher(by_document(sources, root))


def _speaker(claim: Claim, sources: Mapping[str, Source], copies: Copies) -> _Voice:
    words = claim.attribution.text if claim.attribution else ""
    speaker = directory().speaker(words)
    if speaker.body is not None:
        body = speaker.body
        country = _country(claim) if body.national else ""
        key = ("body", f"{body.id}/{country}" if country else body.id)
        name = f"{body.name} ({country})" if country else body.name
        return _Voice(key, name, OriginKind.ATTRIBUTED, f"The text names who says it: {name}.")
    told = _publisher(by_document(sources, copies.root_of(claim.document)))
    if speaker.unnamed is not None:
        if speaker.unnamed.group == "nobody":
            return told
        name = f"{speaker.unnamed.name}, as told by {told.name}"
        reason = f"The text names only {speaker.unnamed.name}; an unnamed speaker is one voice with who quotes it."
        return _Voice(("unnamed", speaker.unnamed.group, *told.key), name, OriginKind.ATTRIBUTED, reason)
    name = " ".join(words.split())
    return _Voice(("voice", speaker.name), name, OriginKind.ATTRIBUTED, f"The text names who says it: {name}.")


def _country(claim: Claim) -> str:
    return next((mention.place.country for mention in claim.places if mention.place is not None), "")


def _publisher(source: Source) -> _Voice:
    """Name who speaks in a document that names no speaker: the agency of its dateline, else its publisher."""
    if source.credit:
        body = directory().publisher(source.credit).body
        if body is not None:
            reason = f"The dateline credits {body.name}."
            return _Voice(("body", body.id), body.name, OriginKind.OWN_REPORT, reason)
    shown = source.publisher.strip() or (urlsplit(source.url).hostname or "").removeprefix("www.")
    if shown:
        speaker = directory().publisher(shown)
        name = speaker.body.name if speaker.body else shown
        key = ("body", speaker.body.id) if speaker.body else ("voice", speaker.name)
        return _Voice(key, name, OriginKind.OWN_REPORT, f"The text names no speaker; {name} reports it.")
    reason = "Neither a speaker nor a publisher is known; the document stands for itself."
    return _Voice(("document", source.document), source.document, OriginKind.UNKNOWN, reason)


def _undated_copies(claims: Sequence[Claim], sources: Mapping[str, Source], copies: Copies) -> tuple[Finding, ...]:
    """Report near copies that carry no date: which of them came first is a guess."""
    used = {claim.document for claim in claims}
    findings = [
        Finding(
            kind="copy_undated",
            severity=Severity.NOTE,
            where=document,
            document=document,
            message=f"This text is a near copy of {root}, and without a date nobody can tell which came first.",
            remedy="Give the document its publication date.",
        )
        for document, root in sorted(copies.root.items())
        if document != root and document in used and by_document(sources, document).published is None
    ]
    return tuple(findings)
