"""Web pages: the article's text, title, publisher and day of publication."""

import logging
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec
from lxml import html

from marsad.intake.encodings import decode
from marsad.intake.item import Item, Job, Piece
from marsad.intake.markup_text import parse_markup, plain_text
from marsad.intake.readers.plain import report_decoding
from marsad.intake.wording import clean_text, folded
from marsad.records import DocumentKind, Finding, Mask

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-:.]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_\-:.]{2,40})")
_FEWEST_CHARS = 80
_MOST_TAGS = 20_000
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "pubdate", "publishdate", "publish_date", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "publication_date", "article.published",
)  # fmt: skip
_PUBLISHER_META = ("og:site_name", "application-name", "publisher", "dc.publisher")
_TITLE_META = ("og:title", "twitter:title", "dc.title", "headline")
_URL_META = ("og:url",)
_DATED_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/\-]|$)")
_TITLE_PARTS = re.compile(r"\s+[|\u2013\u2014\u00bb-]\s+")


class _Facts(NamedTuple):
    title: str
    publisher: str
    published: str
    url: str
    language: str


def read_page(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read an HTML page: the article where one can be told apart, else all of its text with menus masked."""
    data = piece.all_bytes(job.settings.max_markup_bytes, "page", "max_markup_bytes")
    match = _CHARSET.search(data[:4096]) or _XML_ENCODING.match(data)
    declared = piece.facts.charset or (match[1].decode("ascii") if match else "")
    decoded = yield from report_decoding(decode(data, declared), piece.position, job)
    if decoded is None:
        return
    source = clean_text(decoded.text)
    facts = _facts(source)
    text, masks, whole = _words(source)
    if whole and text.strip():
        yield job.finding("markup_only", piece.position)
    yield Item(
        identity=piece.identity(),
        position=piece.position,
        body=text,
        kind=DocumentKind.ARTICLE,
        title=facts.title if text else "",
        published=facts.published or _dated(facts.url or piece.facts.url),
        language=facts.language,
        publisher=facts.publisher or _host(facts.url or piece.facts.url),
        url=facts.url or piece.facts.url,
        retrieved=piece.facts.retrieved,
        masks=masks,
    )


def _words(source: str) -> tuple[str, tuple[Mask, ...], bool]:
    """Return the article's text, or the whole page's with its menus as masks (and True) where none is found."""
    # Telling the article apart takes seconds from here on; such a page is a dump or an attack.
    text = _article(source) if source.count("<") <= _MOST_TAGS else ""
    if len(text) < _FEWEST_CHARS:
        plain = plain_text(source)
        if len(plain.text) >= len(text):
            return plain.text, plain.masks, True
    return text, (), False


def _article(source: str) -> str:
    """Return the article's paragraphs as trafilatura tells them; it never loads anything when given a page."""
    import trafilatura  # noqa: PLC0415  a third of a second to load, needed for pages only

    # It logs what it cannot read; that is said in findings here, and must not reach the terminal.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    text = trafilatura.extract(
        source, output_format="txt", include_comments=False, include_tables=True, deduplicate=False, fast=False
    )
    return str(text or "")


def _facts(source: str) -> _Facts:
    """Read what the page says about itself, in the head and in JSON-LD; the day is never guessed from the text."""
    root = parse_markup(source)
    if root is None:
        return _Facts("", "", "", "", "")
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        meta.setdefault(name.strip().casefold(), (element.get("content") or "").strip())
    linked = _linked_data([script.text or "" for script in root.iter("script") if _is_linked_data(script.get("type"))])
    publisher = linked.get("publisher", "") or _first(meta, _PUBLISHER_META)
    heading = next((" ".join(h1.text_content().split()) for h1 in root.iter("h1")), "")
    title = next((element.text or "" for element in root.iter("title")), "")
    canonical = next((e.get("href") or "" for e in root.iter("link") if (e.get("rel") or "") == "canonical"), "")
    return _Facts(
        title=linked.get("headline", "") or _first(meta, _TITLE_META) or heading or _bare_title(title, publisher),
        publisher=publisher,
        published=linked.get("datePublished", "") or _first(meta, _PUBLISHED_META) or _time(root),
        url=canonical or _first(meta, _URL_META),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    )


def _time(root: html.HtmlElement) -> str:
    """Return the page's own time element: marked as the publication, or the only one (others date other stories)."""
    times = [element for element in root.iter("time") if element.get("datetime")]
    marked = [element for element in times if (element.get("itemprop") or "").casefold() == "datepublished"]
    chosen = marked[:1] or (times if len({element.get("datetime") for element in times}) == 1 else [])
    return (chosen[0].get("datetime") or "") if chosen else ""


def _is_linked_data(kind: str | None) -> bool:
    return (kind or "").strip().casefold() == "application/ld+json"


def _linked_data(scripts: list[str]) -> dict[str, str]:
    """Return headline, datePublished and publisher's name of the first article in JSON-LD."""
    for script in scripts:
        try:
            found = msgspec.json.decode(script.encode("utf-8", "replace"))
        except (msgspec.MsgspecError, RecursionError):
            continue
        nodes = found if isinstance(found, list) else [found]
        graph = [node.get("@graph") for node in nodes if isinstance(node, dict)]
        for node in [*nodes, *(inner for part in graph if isinstance(part, list) for inner in part)]:
            if isinstance(node, dict) and isinstance(node.get("datePublished"), str):
                return _named_facts(node)
    return {}


def _named_facts(node: dict[object, object]) -> dict[str, str]:
    facts = {str(key): value for key, value in node.items() if key in ("headline", "datePublished")}
    publisher = node.get("publisher")
    if isinstance(publisher, dict):
        facts["publisher"] = publisher.get("name")
    return {key: value for key, value in facts.items() if isinstance(value, str)}


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _bare_title(title: str, publisher: str) -> str:
    """Return a page's title without the publisher's name at its end ("Headline | The Paper")."""
    parts = _TITLE_PARTS.split(" ".join(title.split()))
    if len(parts) > 1 and publisher and folded(parts[-1]) == folded(publisher):
        return title[: title.rfind(parts[-1])].rstrip(" |\u2013\u2014\u00bb-")
    return title


def _dated(url: str) -> str:
    """Return the day that a news address holds (".../2025/03/08/..."), as ISO."""
    match = _DATED_PATH.search(url)
    return "-".join(match.groups()) if match else ""


def _host(url: str) -> str:
    """Return the site's name from an address, without `www.`."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
