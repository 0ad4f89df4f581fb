"""Plain text and Markdown: the text as it stands."""

from collections.abc import Generator, Iterator

from marsad.intake.cleaning.markup import front_matter, markdown_markup
from marsad.intake.encodings import Decoded, decode
from marsad.intake.item import Item, Job, Piece
from marsad.intake.wording import clean_text
from marsad.records import Finding


def read_text(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read a text file."""
    decoded = yield from decoded_text(piece, job)
    if decoded is not None:
        yield Item(
            identity=piece.identity(),
            position=piece.position,
            body=decoded.text,
            url=piece.facts.url,
            retrieved=piece.facts.retrieved,
            byte_offset=_byte_offset(piece, decoded),
        )


def read_markdown(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read a Markdown file; its signs are masked, title and date come from its front matter where it has one."""
    decoded = yield from decoded_text(piece, job)
    if decoded is None:
        return
    body = clean_text(decoded.text)
    facts = front_matter(body)
    yield Item(
        identity=piece.identity(),
        position=piece.position,
        body=body,
        title=facts.get("title", ""),
        published=facts.get("date", "") or facts.get("published", ""),
        language=facts.get("lang", "") or facts.get("language", ""),
        publisher=facts.get("publisher", "") or facts.get("source", ""),
        url=facts.get("url", "") or piece.facts.url,
        retrieved=piece.facts.retrieved,
        masks=tuple(markdown_markup(body)),
        byte_offset=_byte_offset(piece, decoded),
    )


def decoded_text(piece: Piece, job: Job, declared: str = "") -> Generator[Finding, None, Decoded | None]:
    """Decode a piece; findings are yielded, the text (None where there is none) is returned."""
    settings = job.settings
    data = piece.all_bytes(settings.max_text_bytes, "text", "max_text_chars")
    return (yield from report_decoding(decode(data, declared or piece.facts.charset), piece.position, job))


def report_decoding(decoded: Decoded | None, position: str, job: Job) -> Generator[Finding, None, Decoded | None]:
    """Yield what has to be said about a decoding and return it, None where it failed."""
    if decoded is None:
        yield job.finding("bad_encoding", position)
        return None
    if decoded.guessed:
        yield job.finding("encoding_guessed", position, encoding=decoded.encoding)
    if decoded.bad:
        at = decoded.text.find("\ufffd")
        words = decoded.text[max(0, at - 20) : at + 20]
        yield job.finding("bad_bytes", position, words, count=decoded.bad, encoding=decoded.encoding)
    return decoded


def _byte_offset(piece: Piece, decoded: Decoded) -> int:
    """Return where the text starts in the original, -1 where it is not a literal stretch of its UTF-8."""
    literal = piece.outer and decoded.encoding == "utf-8" and not decoded.bad
    return decoded.mark if literal and clean_text(decoded.text) == decoded.text else -1
