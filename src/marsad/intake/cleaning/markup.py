"""Markup that strayed into a text, and the markup of Markdown: masked, the words around it kept."""

import re
from collections.abc import Iterator

from marsad.records import Mask, MaskReason

_STRAY = re.compile(
    r"\*{2,}|_{3,}"
    r"|(?:^|(?<=\n))[ \t]{0,3}#{1,6}(?=[ \t])"
    r"|\|(?:[ :]{0,9}-{3,}[ :]{0,9}\|)+"
    r"|&(?:nbsp|amp|quot|lt|gt|#\d{1,5});"
    r"|</?(?:p|br|b|i|u|em|strong|a|div|span|ul|ol|li|h[1-6]|img|blockquote|font|center|hr)(?:\s[^<>\n]{0,500})?/?>"
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?=\n|$)")
# Addresses are cut at 2,000 characters, and no repeat is nested, so that hostile text costs linear time.
_MARKDOWN = re.compile(
    r"(?P<comment><!--[^<>]{0,500}-->)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,15}(?: [^<>\n]{0,500})?/?>)"
    r"|(?P<fence>(?:^|(?<=\n))[ \t]{0,3}(?:```|~~~)[^\n]{0,80})"
    r"|(?P<rule>(?:^|(?<=\n))[ \t]{0,3}(?:-{3,}|={3,}|\*{3,})[ \t]*(?=\n|$))"
    r"|(?P<quote>(?:^|(?<=\n))[ \t]{0,3}>{1,5})"
    r"|(?P<bullet>(?:^|(?<=\n))[ \t]{0,8}[*+\-](?=[ \t]))"
    r"|(?P<open>!?\[(?=[^\[\]\n]{1,500}\]\())"
    r"|(?P<close>(?<=[^\s\[])\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,200}\")?\))"
    r"|(?P<code>`+)"
    r"|(?P<emphasis>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_]))"
)


def stray_markup(text: str) -> Iterator[Mask]:
    """Mask rows of asterisks, heading signs, rules of tables, and tags and entities that were never decoded."""
    for match in _STRAY.finditer(text):
        yield Mask(match.start(), match.end(), MaskReason.MARKUP)


def markdown_markup(text: str) -> Iterator[Mask]:
    """Mask the signs of Markdown: front matter, links' addresses, emphasis, quote signs, bullets, tags."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    if front:
        yield Mask(0, start, MaskReason.MARKUP)
    for match in _MARKDOWN.finditer(text, start):
        yield Mask(match.start(), match.end(), MaskReason.MARKUP)


def front_matter(text: str) -> dict[str, str]:
    """Return the plain `key: value` lines at the head of a Markdown file."""
    front = _FRONT_MATTER.match(text)
    if front is None:
        return {}
    pairs = (line.partition(":") for line in front[0].splitlines())
    return {key.strip().casefold(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
