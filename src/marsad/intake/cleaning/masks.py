"""All masks of a document, from the finders of this folder."""

from collections.abc import Iterable

from marsad.intake.cleaning.boilerplate import boilerplate_lines, boilerplate_stretches
from marsad.intake.cleaning.lines import lines_of
from marsad.intake.cleaning.markup import stray_markup
from marsad.intake.cleaning.repetition import repeated_headlines, repeated_paragraphs, repeated_stretches
from marsad.records import Mask


def find_masks(text: str, title: str, known: Iterable[Mask] = ()) -> tuple[Mask, ...]:
    """Return the stretches of `text` not to be read, sorted and without overlaps.

    `known` are masks that the item's format already gave (Markdown signs, menus of a page).
    """
    lines = lines_of(text)
    found = [
        *known,
        *repeated_headlines(text, lines, title),
        *repeated_paragraphs(lines),
        *repeated_stretches(text),
        *boilerplate_lines(lines),
        *boilerplate_stretches(text),
        *stray_markup(text),
    ]
    return _apart(found, len(text))


def _apart(masks: list[Mask], length: int) -> tuple[Mask, ...]:
    """Sort masks and cut them so that none overlaps the one before."""
    apart: list[Mask] = []
    at = 0
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end, mask.reason)):
        start, end = max(mask.start, at, 0), min(mask.end, length)
        if start >= end:
            continue
        apart.append(Mask(start, end, mask.reason))
        at = end
    return tuple(apart)
