"""Items to documents: title and body put together, date and language read, noise masked."""

import re
from collections.abc import Iterator

from marsad.intake.cleaning import find_masks
from marsad.intake.dates import AMBIGUOUS, read_date
from marsad.intake.item import Item, Job
from marsad.intake.language import declared_language, detect_language
from marsad.intake.wording import begins_with, clean_line, clean_text, folded
from marsad.records import Document, Finding, Mask, document_id

_SPACE = re.compile(r"\s")
_EARLY = 250
_ADVICE = {
    AMBIGUOUS: "Declare the order of day, month and year with date_order in marsad.toml.",
    "": "Write it as YYYY-MM-DD, or declare its order with date_order in marsad.toml.",
}


def compose(item: Item, job: Job) -> Iterator[Document | Finding]:
    """Make the document of an item, or say why there is none."""
    title = clean_line(item.title)
    body = item.body if item.literal else clean_text(item.body)
    if not body.strip():
        if not title:
            yield job.finding("empty", item.position)
            return
        body, title = title, ""
    if len(body) > job.settings.max_text_chars:
        size, limit = f"{len(body):,} characters", f"{job.settings.max_text_chars:,}"
        yield job.finding("too_large", item.position, what="text", size=size, limit=limit, setting="max_text_chars")
        return
    apart = bool(title) and not _says(body, title)
    start = len(title) + 2 if apart else 0
    text = f"{title}\n\n{body}" if apart else body
    published = read_date(item.published, job.settings.date_order)
    if published.trouble:
        why = f" ({published.trouble})"
        advice = _ADVICE.get(published.trouble, _ADVICE[""])
        yield job.finding("date_not_understood", item.position, str(item.published), why=why, advice=advice)
    yield Document(
        id=document_id(item.identity),
        original=job.sha256,
        position=item.position,
        source_id=clean_line(item.source_id),
        kind=item.kind,
        title=clean_line(item.title),
        text=text,
        body_start=start,
        language=declared_language(item.language) or detect_language(body),
        published=published.day,
        published_time=published.time,
        retrieved=clean_line(item.retrieved),
        publisher=clean_line(item.publisher),
        url=_address(item.url),
        masks=find_masks(text, title, (Mask(m.start + start, m.end + start, m.reason) for m in item.masks)),
        byte_offset=-1 if apart else item.byte_offset,
    )


def _says(body: str, title: str) -> bool:
    """Tell whether the body opens with the title, or gives it right after a dateline ("Fri 7 Mar 2025 TITLE. ...").

    A title set before such a body would make every claim of the headline stand twice.
    """
    if begins_with(body, title):
        return True
    opening = f" {folded(body[: _EARLY + 2 * len(title)])} "
    wanted = folded(title)
    at = opening.find(wanted)
    return 0 <= at <= _EARLY and not opening[at - 1].isalnum() and not opening[at + len(wanted)].isalnum()


def _address(url: str) -> str:
    """Return a web address as it stands, or nothing where it is no such address (a script, a local path)."""
    address = _SPACE.sub("", clean_line(url))
    return address if address.startswith(("http://", "https://")) else ""
