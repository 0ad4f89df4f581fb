"""Origins: who first said what a claim says."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from marsad.linking.area import area_of
from marsad.linking.copies import Copies, by_document, near_copies
from marsad.linking.source import Source
from marsad.linking.speakers import AGAIN, NOBODY, Speaker, Unnamed, directory
from marsad.records import Claim, Finding, Origin, OriginKind, Severity, Span, content_id

_TELLING = 3  # smaller numbers are given for one place by chance


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


class _Finder:
    """Names the voices of claims, those of the oldest documents first, since later documents repeat earlier ones."""

    def __init__(self, claims: Sequence[Claim], sources: Mapping[str, Source], copies: Copies) -> None:
        self._sources = sources
        self._copies = copies
        self._said: dict[tuple[str, ...], _Voice] = {}
        self._named: dict[str, list[tuple[Span, _Voice]]] = {}
        self._attributed: dict[tuple[str, ...], _Voice] = {}
        self._of_place: set[tuple[str, ...]] = set()
        for claim in sorted(claims, key=lambda claim: (claim.key, claim.id)):
            voice = _named(claim)
            if voice is not None:
                self._named.setdefault(claim.document, []).append((claim.key, voice))
                self._attributed.setdefault((claim.document, *_statement(claim)), voice)
                self._of_place.add((*voice.key, *_statement(claim), _where(claim)))

    def voice(self, claim: Claim) -> _Voice:
        """Name the voice of the next claim."""
        voice = self._of(claim)
        self._said.setdefault((claim.document, *_statement(claim)), voice)
        return voice

    def _of(self, claim: Claim) -> _Voice:
        voice = _named(claim)
        if voice is not None:
            return voice
        told = _publisher(by_document(self._sources, self._copies.root_of(claim.document)))
        group = _unnamed(claim)
        if group is None:
            return self._repeated(claim) or told
        if group.group == AGAIN:
            return self._named_before(claim) or told
        if group.group == NOBODY:
            return told
        return self._unnamed(claim, group, told)

    def _named_before(self, claim: Claim) -> _Voice | None:
        """Return the speaker named last before a claim, else the only one its document names."""
        named = self._named.get(claim.document, [])
        before = [voice for key, voice in named if key <= claim.key]
        if before:
            return before[-1]
        return named[0][1] if len({voice.key for _, voice in named}) == 1 else None

    def _repeated(self, claim: Claim) -> _Voice | None:
        """Return who makes the same statement: in the same document, a speaker it names, or a text it repeats."""
        if (same := self._attributed.get((claim.document, *_statement(claim)))) is not None:
            return same
        for _, voice in self._named.get(claim.document, ()):
            if _where(claim) and (*voice.key, *_statement(claim), _where(claim)) in self._of_place:
                return voice
        for document in (self._copies.root_of(claim.document), *self._copies.parts.get(claim.document, ())):
            earlier = self._said.get((document, *_statement(claim)))
            if document != claim.document and earlier is not None:
                return earlier
        return None

    def _unnamed(self, claim: Claim, group: Unnamed, told: _Voice) -> _Voice:
        """Name an unnamed speaker: one with who quotes it, unless another outlet has the same number from its like."""
        name = f"{group.name}, as told by {told.name}"
        reason = (
            f"The text names only {group.name}: one voice with who quotes them, and with the same number about the "
            "same place and day that other outlets have from such a speaker."
        )
        voice = _Voice(("unnamed", group.group, *told.key), name, OriginKind.ATTRIBUTED, reason)
        area, when = area_of([claim]), claim.when
        if not area.known or area.wide or when.start is None:
            return voice
        place_and_day = (area.key, when.start.isoformat(), str(when.end))
        return self._said.setdefault(("unnamed", group.group, *place_and_day, *_statement(claim)), voice)


def _voices(claims: Sequence[Claim], sources: Mapping[str, Source], copies: Copies) -> dict[str, _Voice]:
    ages: dict[str, tuple[object, ...]] = {}
    for claim in claims:
        if claim.document not in ages:
            ages[claim.document] = by_document(sources, claim.document).age
    finder = _Finder(claims, sources, copies)
    ordered = sorted(claims, key=lambda c: (ages[c.document], c.key, c.id))
    return {claim.id: finder.voice(claim) for claim in ordered}


def _statement(claim: Claim) -> tuple[str, ...]:
    """Name what a claim says, so that it is known again: measure, kind of count, numbers."""
    quantity = claim.quantity
    return (claim.measure.value, claim.tally.value, str(quantity.low), str(quantity.high), str(quantity.value))


def _where(claim: Claim) -> str:
    """Name the place of a claim where that and its number tell it from others; else nothing."""
    area = area_of([claim])
    telling = area.known and not area.wide and (claim.quantity.value or 0) >= _TELLING
    return area.key if telling else ""


def _named(claim: Claim) -> _Voice | None:
    """Return the speaker a claim is attributed to by name."""
    speaker = _speaker(claim)
    if speaker is None or speaker.unnamed is not None:
        return None
    if speaker.body is not None:
        body = speaker.body
        country = _country(claim) if body.national else ""
        key = ("body", f"{body.id}/{country}" if country else body.id)
        name = f"{body.name} ({country})" if country else body.name
        return _Voice(key, name, OriginKind.ATTRIBUTED, f"The text names who says it: {name}.")
    name = " ".join(claim.attribution.text.split()) if claim.attribution else speaker.name
    return _Voice(("voice", speaker.name), name, OriginKind.ATTRIBUTED, f"The text names who says it: {name}.")


def _unnamed(claim: Claim) -> Unnamed | None:
    speaker = _speaker(claim)
    return speaker.unnamed if speaker is not None else None


def _speaker(claim: Claim) -> Speaker | None:
    if claim.attribution is None or not claim.attribution.text.strip():
        return None
    return directory().speaker(claim.attribution.text)


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
