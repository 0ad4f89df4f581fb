"""Words, numbers and marks of a text, each with its offsets."""

import re
from enum import Enum

import msgspec


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"  # digits that may be a count
    CODE = "code"  # digits that are a date, a clock time, a phone or plate number, an ordinal
    COMPOUND = "compound"  # digits tied to words: "39-man", "17-year-old"
    MARK = "mark"


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token: characters `start` to `end` of the text, as written and in lower case.

    `gap` tells what white space stands before it: 0 none or blanks, 1 a line break, 2 an empty line.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: Kind
    gap: int

    @property
    def capital(self) -> bool:
        """True where the first letter is a capital."""
        return self.text[:1].isupper()


# One alternative a kind, tried in this order; none nests a quantifier in another over the same characters.
_TOKEN = re.compile(
    r"""(?P<code>\d{1,4}(?:[-/.]\d{1,4}){2,}(?![\d%])|\d{1,2}:\d{2}(?::\d{2})?|\d+(?:st|nd|rd|th|ST|ND|RD|TH)\b|\+\d{6,}
        |(?:No\.|NO\.|[#№§])\s?\d+|[$€£]\s?\d[\d,.]*)
    |(?P<compound>\d+(?:[.,]\d+)?-[^\W\d_]+(?:-[^\W\d_]+)*)
    |(?P<number>\d{1,3}(?:[,٬’]\d{3})+(?!\d)(?:[.٫]\d+)?|\d+(?:[.٫]\d+)?)
    |(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_][^\W_]*(?:['’`\-‐‑][^\W_]+)*['’]?)
    |(?P<mark>\.{2,}|--+|[^\w\s]|_)""",
    re.VERBOSE,
)
_KINDS = {
    "code": Kind.CODE,
    "compound": Kind.COMPOUND,
    "number": Kind.NUMBER,
    "word": Kind.WORD,
    "mark": Kind.MARK,
}
_LONGEST_DIGITS = 12


def tokenise(text: str) -> list[Token]:
    """Return the tokens of `text` in order; a run of more than 12 digits is a code, never a number."""
    tokens: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        kind = _KINDS[match.lastgroup or "mark"]
        start, end = match.span()
        words = match.group()
        if kind is Kind.NUMBER and len(words) > _LONGEST_DIGITS and sum(map(str.isdigit, words)) > _LONGEST_DIGITS:
            kind = Kind.CODE
        lower = words.lower().replace("’", "'")
        tokens.append(Token(start, end, words, lower, kind, _gap(text, at, start)))
        at = end
    return tokens


def _gap(text: str, start: int, end: int) -> int:
    if end - start < 1:
        return 0
    breaks = text.count("\n", start, end)
    return min(breaks, 2)
