"""Text drawn from printed pages: lines joined to paragraphs, and signs that the drawing order is wrong."""

import re
from collections import Counter
from collections.abc import Sequence

from marsad.records import Mask, MaskReason

_SOFT_BREAK = re.compile(r"(?:\ufffe|\x02|\xad)[ \t]*\n?")
_HYPHEN_BREAK = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_SENTENCE_END = re.compile(r"[.!?؟:…][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"\s*(?:[-•*–]|\(?\d{1,3}[.)])\s")
_FULL_LINE = 0.7
_ARABIC_WORD = re.compile(r"[\u0620-\u064a]{3,}")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a]")
_PRESENTATION = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd]")
_LATIN_TOKEN = re.compile(r"(?<!\S)[A-Za-z]+(?!\S)")
_PAGE_BREAK = "\n\n"
_NUMBER = re.compile(r"\d{1,6}")
_FEWEST_RUNNING = 3
_SAMPLE = 50_000
_FEWEST_WORDS = 20
_FEWEST_LETTERS = 60


def lay_out(drawn: Sequence[str]) -> tuple[str, tuple[Mask, ...]]:
    """Join the text of pages, a blank line between them; running heads and feet are lines of their own and masked."""
    running = _running(drawn)
    texts: list[str] = []
    masks: set[Mask] = set()
    at = 0
    for number, page in enumerate(drawn, start=1):
        text = page_text(page, frozenset(line for line in _edges(page) if _key(line, number) in running))
        if not text:
            continue
        lines = text.split("\n")
        last = at + len(text) - len(lines[-1])
        for line, start in ((lines[0], at), (lines[-1], last)):
            if _key(line, number) in running:
                masks.add(Mask(start, start + len(line), MaskReason.BOILERPLATE))
        texts.append(text)
        at += len(text) + len(_PAGE_BREAK)
    return _PAGE_BREAK.join(texts), tuple(sorted(masks))


def page_text(drawn: str, alone: frozenset[str] = frozenset()) -> str:
    """Return a page's text with the lines of a paragraph joined by blanks and words broken at line ends mended.

    The lines in `alone` are joined with none.
    """
    text = drawn.replace("\r\n", "\n").replace("\r", "\n")
    text = _HYPHEN_BREAK.sub("", _SOFT_BREAK.sub("", text))
    lines = [line.strip() for line in text.split("\n")]
    full = _FULL_LINE * max(map(len, lines), default=0)
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        ends = len(line) < full or not following or _SENTENCE_END.search(line) or _LIST_ITEM.match(following)
        pieces.append(line + ("\n" if ends or {line, following} & alone else " "))
    return "".join(pieces).strip()


def _running(drawn: Sequence[str]) -> frozenset[str]:
    """Return the first and last lines that at least half of the pages, and three, share but for the page's number."""
    counts: Counter[str] = Counter()
    for number, page in enumerate(drawn, start=1):
        counts.update({_key(line, number) for line in _edges(page)})
    fewest = max(_FEWEST_RUNNING, len(drawn) / 2)
    return frozenset(key for key, count in counts.items() if key and count >= fewest)


def _edges(page: str) -> tuple[str, ...]:
    lines = [line.strip() for line in page.strip().splitlines()]
    return (*lines[:1], *lines[-1:])


def _key(line: str, number: int) -> str:
    """Return a line without the number of its page; any other number may be a count, in which lines must not differ."""
    match = next((found for found in _NUMBER.finditer(line) if int(found[0]) == number), None)
    return line if match is None else line[: match.start()] + line[match.end() :]


def shuffled(text: str) -> str:
    """Say what looks wrong with the order of letters in a text drawn from pages, "" where nothing does.

    Arabic words end but never begin with a tied or broken letter (ة ى), and begin but hardly end with the article;
    text in drawing order has it the other way round.
    """
    sample = text[:_SAMPLE]
    if len(_PRIVATE.findall(sample)) > 0.03 * len(sample):
        return "many signs have no meaning outside the PDF's own font"
    words = _ARABIC_WORD.findall(sample)
    letters = len(_ARABIC_LETTER.findall(sample))
    if letters >= _FEWEST_LETTERS and sum(map(len, words)) < 0.6 * letters:
        return "Arabic words are broken into pieces"
    if len(words) >= _FEWEST_WORDS:
        wrong = sum(word[0] in "ةىؤئ" or word.endswith("لا") for word in words)
        right = sum(word[-1] in "ةى" or word.startswith("ال") for word in words)
        if wrong > right:
            return "Arabic words run backwards"
    if len(_PRESENTATION.findall(sample)) > 0.1 * max(1, len(sample)):
        return "Arabic is stored as drawn letter forms"
    tokens = _LATIN_TOKEN.findall(sample)
    if len(tokens) >= _FEWEST_WORDS and sum(len(token) == 1 for token in tokens) > 0.4 * len(tokens):
        return "words are broken into single letters"
    return ""
