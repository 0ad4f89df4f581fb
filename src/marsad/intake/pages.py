"""Text drawn from printed pages: lines joined to paragraphs, and signs that the drawing order is wrong."""

import re

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
_SAMPLE = 50_000
_FEWEST_WORDS = 20
_FEWEST_LETTERS = 60


def page_text(drawn: str) -> str:
    """Return a page's text with the lines of a paragraph joined by blanks and words broken at line ends mended."""
    text = drawn.replace("\r\n", "\n").replace("\r", "\n")
    text = _HYPHEN_BREAK.sub("", _SOFT_BREAK.sub("", text))
    lines = [line.strip() for line in text.split("\n")]
    full = _FULL_LINE * max(map(len, lines), default=0)
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        runs_on = len(line) >= full and not _SENTENCE_END.search(line) and following and not _LIST_ITEM.match(following)
        pieces.append(line + (" " if runs_on else "\n"))
    return "".join(pieces).strip()


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
