"""Origins: who first said what a claim says."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from marsad.linking.area import area_of
from marsad.linking.copies import Copies, by_document, near_copies
from marsad.linking.source import Source
from marsad.linking.speakers import AGAIN, MONITOR, NOBODY, PEOPLE, Speaker, Unnamed, directory
from marsad.linking.words import fold
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
        self._attributions: dict[str, list[tuple[str, _Voice]]] = {}
        for claim in sorted(claims, key=lambda claim: (claim.key, claim.id)):
            if claim.attribution is not None and (voice := _named(claim)) is not None:
                self._attributions.setdefault(claim.document, []).append((claim.attribution.text, voice))
        self._publishers: dict[str, _Voice] = {}
        self._monitors: dict[str, set[str]] = {}
        for document, source in sources.items():
            self._monitors.setdefault(copies.root_of(document), set()).update(source.monitors)
        self._tellers: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for claim in sorted(claims, key=lambda claim: (claim.key, claim.id)):
            voice = self._speaking(claim)
            group = _unnamed(claim)
            if group is not None and (said := _said_where(claim, group)):
                self._tellers.setdefault(said, set()).add(self._told(claim).key)
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
        voice = self._speaking(claim)
        if voice is not None:
            return voice
        told = self._told(claim)
        group = _unnamed(claim)
        if group is None:
            return self._repeated(claim) or told
        if group.group == AGAIN:
            return self._named_before(claim) or told
        if group.group in {NOBODY, MONITOR}:
            return told
        return self._unnamed(claim, group, told)

    def _told(self, claim: Claim) -> _Voice:
        root = self._copies.root_of(claim.document)
        if root not in self._publishers:
            self._publishers[root] = _publisher(by_document(self._sources, root))
        return self._publishers[root]

    def _speaking(self, claim: Claim) -> _Voice | None:
        """Return the speaker a claim names, but for the publisher's own reporter, or the one monitor it can mean."""
        voice = _named(claim)
        if voice is not None:
            told = self._told(claim)
            return told if _own_reporter(voice, told) else self._full_name(claim, voice)
        group = _unnamed(claim)
        if group is None or group.group != MONITOR:
            return None
        own = by_document(self._sources, claim.document).monitors
        copied = self._monitors.get(self._copies.root_of(claim.document), set())
        for monitors in (set(own), copied):
            if len(monitors) == 1:
                body = directory().body(next(iter(monitors)))
                reason = f"The text names who says it: {body.name}."
                return _Voice(("body", body.id), body.name, OriginKind.ATTRIBUTED, reason)
        return None

    def _full_name(self, claim: Claim, voice: _Voice) -> _Voice:
        """Return the speaker whose fuller name stands elsewhere in the document: "Doe" is "monitor head John Doe"."""
        if voice.key[0] != "voice":
            return voice
        name = set(voice.key[1].split())
        fuller = {
            other.key: other
            for text, other in self._attributions.get(claim.document, ())
            if name < set(fold(text)) and other.key != voice.key
        }
        return next(iter(fuller.values())) if len(fuller) == 1 else voice

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
        """Name an unnamed speaker: the publisher who quotes them, unless other outlets have the same from their like.

        An office without a name ("the police", "the army") is a voice of its own in each outlet.
        """
        said = _said_where(claim, group)
        shared = len(self._tellers.get(said, ())) > 1
        if group.group in PEOPLE and not shared:
            return told
        name = f"{group.name}, as told by {told.name}"
        reason = (
            f"The text names only {group.name}: one voice with who quotes them, and with the same number about the "
            "same place and day that other outlets have from such a speaker."
        )
        voice = _Voice(("unnamed", group.group, *told.key), name, OriginKind.ATTRIBUTED, reason)
        return self._said.setdefault(("unnamed", *said), voice) if said else voice


def _said_where(claim: Claim, group: Unnamed) -> tuple[str, ...]:
    """Name what an unnamed speaker says, about which place and day; nothing where those are not known closely."""
    area, when = area_of([claim]), claim.when
    if not area.known or area.wide or when.start is None:
        return ()
    return (group.group, area.key, when.start.isoformat(), str(when.end), *_statement(claim))


def _own_reporter(voice: _Voice, told: _Voice) -> bool:
    """Tell whether a speaker is the publisher under another wording ("the Harbour Post's man in Hilltown")."""
    return voice.key[0] == told.key[0] == "voice" and set(told.key[1].split()) <= set(voice.key[1].split())


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
        country = _country(claim) if speaker.body.national else ""
        body = directory().national(speaker.body, country) or speaker.body
        country = "" if body is not speaker.body else country
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
        return _Voice(
            key, name, OriginKind.OWN_REPORT, f"{name} reports it itself, or quotes people without a name or office."
        )
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
