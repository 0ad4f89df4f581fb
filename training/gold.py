"""Labels of other makers (`docs.jsonl` and `gold.jsonl`, one folder) as rows of the corpus.

Those labels quote a clause but do not say which of its words carry the number; these are found again here, by the
count the label gives. A claim whose number cannot be pointed at keeps its quote and trains nothing.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from marsad.evaluating import HandLabel, LabelledDocument, read_labelled_set
from marsad.reading import quantities, tokens
from marsad.records import Words
from training.corpus import Mark, Row, Span
from training.worksheet import nearest_span

UNPOINTED: Span = (0, 0)


def rows(folder: Path, languages: frozenset[str] = frozenset({"en"})) -> list[Row]:
    """Read a labelled folder; rows hold their text, and exist only in memory."""
    labelled, _ = read_labelled_set(folder)
    by_document: dict[str, list[HandLabel]] = {}
    for label in labelled.labels:
        by_document.setdefault(label.doc_id, []).append(label)
    return [
        _row(document, by_document.get(document.id, []))
        for document in labelled.documents
        if document.language in languages
    ]


def _row(document: LabelledDocument, labels: Sequence[HandLabel]) -> Row:
    body = len(document.title) + 2 if document.title else 0
    full = f"{document.title}\n\n{document.text}" if document.title else document.text
    numbers = {label.claim_id: at for at, label in enumerate(labels, 1)}
    return Row(
        id=document.id,
        language=document.language,
        genre=document.collection or "news",
        sha256=sha256(full.encode()).hexdigest(),
        claims=tuple(_mark(label, full, body, numbers) for label in labels),
        published=document.published,
        title=document.title,
        text=document.text,
    )


def _mark(label: HandLabel, full: str, body: int, numbers: dict[str, int]) -> Mark:
    quote = (label.char_start + body, label.char_end + body)

    def near(words: str | None) -> Span | None:
        return nearest_span(words, full, quote) if words else None

    group = near(label.group)
    return Mark(
        quote=quote,
        number=_number(full, quote, group, label),
        harm=label.harm,
        low=label.count_low or 0,
        high=label.count_high,
        category=label.category,
        flags=label.flags,
        group=group,
        places=tuple(found for place in label.places if (found := near(place))),
        when=UNPOINTED,
        days=(label.date_start, label.date_end),
        perpetrator=near(label.perpetrator),
        attributed=near(label.attributed_to),
        modality="attributed" if label.attributed_to else "asserted",
        tally="cumulative" if label.is_total else "event",
        role=label.role,
        of=numbers.get(label.repeat_of or label.subset_of or ""),
    )


def _number(full: str, quote: Span, group: Span | None, label: HandLabel) -> Span:
    """Return the words that say the count: a number of that value, else the victims, else nothing."""
    counts = [found for found in _counts(full, quote) if _fits(found[1], label)]
    inside = [span for span, _ in counts if group is None or _touches(span, group)]
    if inside or counts:
        return inside[0] if inside else counts[0][0]
    if group is not None and quote[0] <= group[0] and group[1] <= quote[1]:
        return group
    return UNPOINTED


def _counts(full: str, quote: Span) -> Iterator[tuple[Span, tuple[int, int | None]]]:
    found = tokens.tokenise(full[quote[0] : quote[1]])
    lowers = [token.text.lower() for token in found]
    at = 0
    while at < len(found):
        count = quantities.count_at(found, lowers, at)
        if count is None:
            at += 1
            continue
        span = (quote[0] + found[count.first].start, quote[0] + found[count.last - 1].end)
        value = quantities.quantity(count, Words.at(full, *span))
        yield span, (value.low, value.high)
        at = max(count.last, at + 1)


def _fits(bounds: tuple[int, int | None], label: HandLabel) -> bool:
    low, high = bounds
    told = label.count_low if label.count_low is not None else label.count_high
    near = told is not None and abs(low - told) <= 1 + 0.2 * told
    return near or (high is not None and high == label.count_high)


def _touches(span: Span, group: Span) -> bool:
    return span[0] <= group[1] + 1 and group[0] <= span[1] + 1
