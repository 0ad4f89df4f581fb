"""Masking what must not stand in clear: names in the documents of an original, or all of a testimony."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec

from marsad import linking
from marsad.archive import Intake, StoredReading
from marsad.pipeline.reading_all import read_document
from marsad.pipeline.versions import readers_of, reading_version
from marsad.records import Claim, Document, Finding, Mention, Quantity, Reading, Span, Words
from marsad.vault.blinding import Blind, apart, whole_words, words_of
from marsad.vault.masking import masked

LEAST_PART = 4
# names are told by rule whatever reads the claims: a network that is or is not there must not decide who is masked
_RULES = "rules"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_NUMBERED = re.compile(r"[a-z]+ [0-9]+")
_FIELDS = ("title", "source_id", "publisher", "url", "position")


class Protected(msgspec.Struct, frozen=True, kw_only=True):
    """An original as it may be stored: its intake masked, and hashes of the names; none and unsealed: as it was."""

    intake: Intake
    names: tuple[str, ...] = ()
    sealed: bool = False


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """The protected names in a document, and its claims where it has such names."""

    names: tuple[Span, ...]
    claims: tuple[Claim, ...]


def protect(intake: Intake, blind: Blind, way: str, *, testimony: bool) -> Protected:
    """Mask the protected names in an original's documents, or all of a testimony; the same again for what is masked.

    `way` is how a testimony is read before it is masked.
    """
    if testimony:
        return Protected(intake=_testimony(intake, way), sealed=True)
    told = {document.id: _told(document, blind) for document in intake.documents}
    known = blind
    for document in intake.documents:
        known |= _names_of(document, told[document.id], blind)
    spans = {
        document.id: apart((*told[document.id].names, *known.spans(document.text, document.id)))
        for document in intake.documents
    }
    documents = tuple(_masked(document, spans[document.id], known) for document in intake.documents)
    name = shown(intake.name, known, intake.sha256)
    if documents == intake.documents and name == intake.name:
        return Protected(intake=intake)
    met = (blind.name(span.of(d.text), d.id) for d in intake.documents for span in spans[d.id])
    findings = tuple(_finding(finding, known, intake) for finding in intake.findings)
    return Protected(
        intake=msgspec.structs.replace(intake, name=name, documents=documents, findings=findings),
        names=tuple(sorted((known.digests - blind.digests) | (frozenset[str]().union(*met) & known.digests))),
        sealed=True,
    )


def names_somebody(document: Document, blind: Blind) -> bool:
    """Tell whether a known name stands in a document as it is, in its text or in what is told of it."""
    if blind.spans(document.text, document.id):
        return True
    told = (getattr(document, name) for name in _FIELDS)
    return any(shown(text, blind, document.id, document.original) != text for text in told)


def shown(text: str, blind: Blind, *scopes: str) -> str:
    """Return a short text (a file's name, an address) with known names masked, however blanks are written in it."""
    if spans := blind.spans(text, *scopes):
        return masked(text, spans)
    plain = unquote(text) if "%" in text else text
    return masked(plain, spans) if (spans := blind.spans(plain, *scopes)) else text


def testimony_name(sha256: str, name: str) -> str:
    """Return the name a testimony is kept under: people name such files after who speaks."""
    suffix = PurePosixPath(name).suffix.lower()
    return f"testimony-{sha256[:12]}{suffix if _SUFFIX.fullmatch(suffix) else ''}"


def _told(document: Document, blind: Blind) -> _Told:
    """Return the names that the reader of a document's language protects in it, and those known from elsewhere.

    What the reader counts by ("dozens of the killed") is no name, whatever stands around it: masked, the number would
    be lost, here and wherever else the same words stand.
    """
    read = _protected(document)
    known = blind.spans(document.text, document.id)
    claims = read_document(document, _RULES).claims if read or known else ()
    counted = [Span(claim.quantity.words.start, claim.quantity.words.end) for claim in claims]
    names = (span for span in read if not any(span.overlaps(number) for number in counted))
    return _Told(names=whole_words(document.text, (*names, *known)), claims=claims)


def _protected(document: Document) -> tuple[Span, ...]:
    """Return the names that the reader of the document's language protects in it."""
    reader = next((reader for reader in readers_of(_RULES) if reader.takes(document)), None)
    return reader.protected(document) if reader else ()


def _names_of(document: Document, told: _Told, blind: Blind) -> frozenset[str]:
    """Return the hashes of protected names, and in their document of their parts that name no place of its claims."""
    places = {word for claim in told.claims for mention in claim.places for word in words_of(mention.words.text)}
    scopes = document.id, document.original
    found: set[str] = set()
    for name in {span.of(document.text) for span in told.names}:
        words = words_of(name)
        own = [word for word in words if word not in places]
        # without capitals, "in the region of Asir" passes for a name: such words are withheld in their document only
        if len(words) == 1 or len(own) > 1 or name != name.lower():
            found |= blind.name(name, *scopes)
        for word in own:
            if len(word) >= LEAST_PART:
                found |= blind.name(word, *scopes)
    return frozenset(found)


def _masked(document: Document, spans: tuple[Span, ...], blind: Blind) -> Document:
    fields = {name: shown(getattr(document, name), blind, document.id, document.original) for name in _FIELDS}
    return msgspec.structs.replace(document, text=masked(document.text, spans), sealed=spans, **fields)


def _finding(finding: Finding, blind: Blind, intake: Intake) -> Finding:
    scopes = (intake.sha256, *(document.id for document in intake.documents))
    texts = {name: shown(getattr(finding, name), blind, *scopes) for name in ("where", "words", "message", "remedy")}
    return msgspec.structs.replace(finding, **texts)


def _testimony(intake: Intake, way: str) -> Intake:
    """Read a testimony while it is clear, then mask all of it; numbers, harms, resolved places and days stay."""
    name = testimony_name(intake.sha256, intake.name)
    documents, readings = [], []
    for number, document in enumerate(intake.documents, start=1):
        hidden = _hidden(document, number)
        documents.append(hidden)
        # names first: somebody who is called like a town would be taken for the place, and the gazetteer's name stays
        nameless = msgspec.structs.replace(document, text=masked(document.text, _protected(document)))
        readings.append(_hidden_reading(read_document(nameless, way), hidden, name, way))
    findings = tuple(_of_testimony(finding, name) for finding in intake.findings)
    return msgspec.structs.replace(
        intake, name=name, documents=tuple(documents), findings=findings, readings=tuple(readings)
    )


def _hidden(document: Document, number: int) -> Document:
    whole = (Span(0, len(document.text)),)
    position = document.position
    return msgspec.structs.replace(
        document,
        text=masked(document.text, whole),
        title=masked(document.title, [Span(0, len(document.title))]),
        position=position if not position or _NUMBERED.fullmatch(position) else f"part {number}",
        source_id="",
        publisher="",
        url="",
        sealed=whole,
        testimony=True,
    )


def _hidden_reading(found: Reading, document: Document, name: str, way: str) -> StoredReading:
    kept = msgspec.structs.replace(
        found,
        claims=tuple(_hidden_claim(claim, document.text) for claim in found.claims),
        protected=document.sealed,
        findings=tuple(_of_testimony(finding, name) for finding in found.findings),
    )
    # without its words: masked texts are alike and would pass for copies of each other
    silent = msgspec.structs.replace(document, text="", masks=(), body_start=0)
    source = linking.describe(silent, found.effective or document.published)
    return StoredReading(version=reading_version(way), reading=kept, source=msgspec.json.encode(source))


def _hidden_claim(claim: Claim, text: str) -> Claim:
    return msgspec.structs.replace(
        claim,
        quantity=_hidden_quantity(claim.quantity, text),
        mentions=tuple(
            Mention(quote=mention.quote, quantity=_hidden_quantity(mention.quantity, text))
            for mention in claim.mentions
        ),
        group=None,
        places=tuple(
            msgspec.structs.replace(mention, words=_again(mention.words, text))
            for mention in claim.places
            if mention.place is not None  # a name that no gazetteer has is only words
        ),
        when=msgspec.structs.replace(claim.when, words=None),
        perpetrator=None,
        attribution=None,
    )


def _hidden_quantity(quantity: Quantity, text: str) -> Quantity:
    return msgspec.structs.replace(quantity, words=_again(quantity.words, text))


def _again(words: Words, text: str) -> Words:
    return Words.at(text, words.start, words.end)


def _of_testimony(finding: Finding, name: str) -> Finding:
    return msgspec.structs.replace(
        finding,
        where=name,
        words="",
        message="Something in this testimony needs a look; its words are sealed",
        remedy="see the kind of this finding in docs/guide/findings.md, and `marsad seal words` for the words",
    )
