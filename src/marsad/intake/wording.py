"""Plain text out of whatever a format gives: line ends, control characters, titles."""

import re

BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS: dict[int, str] = {
    **dict.fromkeys((*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x2028: "\n",
    0x2029: "\n",
}
_NEEDS_WORK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_NOISE = {**dict.fromkeys(BIDI), **dict.fromkeys((0xFEFF, 0x200B, 0x00AD))}
_STRAY_MARKUP = re.compile(r"^(?:#{1,6}\s+|\*\*+|__+)|(?:\*\*+|__+)$")
_MAX_LINE = 500


def clean_text(text: str) -> str:
    """Return the text with line ends as a line feed and control characters (save line feed, tab) as blanks."""
    if not _NEEDS_WORK.search(text):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def clean_line(text: str) -> str:
    """Return a title, name or address on one line, without direction controls, invisible characters and stray markup.

    A title with direction controls can show as something else than it says.
    """
    line = " ".join(clean_text(text[: 4 * _MAX_LINE]).translate(_LINE_NOISE).split())
    line = _STRAY_MARKUP.sub("", _STRAY_MARKUP.sub("", line)).strip()
    return line[:_MAX_LINE]


def has_surrogates(text: str) -> bool:
    """Tell whether the text holds half characters, which no encoding can write."""
    return _SURROGATES.search(text) is not None


def folded(text: str) -> str:
    """Return the text for comparison: no case, one blank between words."""
    return " ".join(text.casefold().split())


def begins_with(body: str, title: str) -> bool:
    """Tell whether the body begins with the title, whatever its blanks and case."""
    wanted = folded(title)
    start = folded(body[: 2 * len(title) + 200]).lstrip("#*_ ")
    if not wanted or not start.startswith(wanted):
        return False
    return not start[len(wanted) : len(wanted) + 1].isalnum()
