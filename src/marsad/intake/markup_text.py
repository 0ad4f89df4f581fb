"""Markup to plain text without judging what is the article: for mail, feeds, and pages where no article is found."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, html

from marsad.intake.wording import clean_text
from marsad.records import Mask, MaskReason

_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    )
)
_SILENT = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "select",
        "textarea",
        "button",
    )
)
_MENUS = frozenset(("nav", "footer", "menu"))
_SHORTEST_MENU = 3


class Plain(NamedTuple):
    """The text of a piece of markup, with its menus as masks."""

    text: str
    masks: tuple[Mask, ...] = ()


class _Line(NamedTuple):
    text: str
    linked: bool
    menu: bool


def parse_markup(source: str) -> html.HtmlElement | None:
    """Parse HTML; None where there is nothing to parse. Never loads anything."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        # lxml refuses text that declares an encoding of its own; bytes with the parser's encoding are always taken.
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if isinstance(root, html.HtmlElement) else None


def plain_text(source: str) -> Plain:
    """Return the words of some markup, a line a block; menus and rows of links are masked as navigation."""
    if "<" not in source and "&" not in source:
        return Plain(clean_text(source).strip())
    root = parse_markup(source)
    if root is None:
        return Plain("")
    lines = list(_lines(root))
    return _joined(lines)


def _lines(root: html.HtmlElement) -> Iterator[_Line]:
    words: list[tuple[str, bool]] = []
    in_link, in_menu, silent = 0, 0, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        start = event == "start"
        if tag in _BLOCKS:
            yield from _flush(words, menu=bool(in_menu))
        step = 1 if start else -1
        in_link += step * (tag == "a")
        in_menu += step * (tag in _MENUS)
        silent += step * (tag in _SILENT)
        if start and not silent and element.text:
            words.append((element.text, bool(in_link)))
        if not start and not silent and element.tail:
            words.append((element.tail, bool(in_link)))
    yield from _flush(words, menu=False)


def _flush(words: list[tuple[str, bool]], *, menu: bool) -> Iterator[_Line]:
    text = " ".join("".join(word for word, _ in words).split())
    if text:
        yield _Line(text, all(linked for word, linked in words if word.strip()), menu)
    words.clear()


def _joined(lines: list[_Line]) -> Plain:
    """Join lines and mask menus: blocks marked as such, and runs of three or more lines that are nothing but links."""
    masks: list[Mask] = []
    at = 0
    run: list[tuple[int, int]] = []
    for line in [*lines, _Line("", linked=False, menu=False)]:
        span = (at, at + len(line.text))
        at = span[1] + 1
        if line.linked and not line.menu:
            run.append(span)
            continue
        if len(run) >= _SHORTEST_MENU:
            masks.extend(Mask(start, end, MaskReason.NAVIGATION) for start, end in run)
        run = []
        if line.menu:
            masks.append(Mask(*span, MaskReason.NAVIGATION))
    return Plain(clean_text("\n".join(line.text for line in lines)), tuple(sorted(masks)))
