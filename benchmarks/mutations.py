"""Texts made worse, by seed: cut off, mixed, shuffled, full of marks nobody sees; never with anything from outside."""

import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

_ROOT = Path(__file__).resolve().parent.parent
_LABELS = _ROOT / "training" / "labels" / "train"
_DEMO = _ROOT / "src" / "marsad" / "demo" / "reports"
_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
_UNSEEN = "\u200b\u200c\u200d\ufeff\u00ad\u2060\ufffd\u0300\u064b\u0651\u0670"
_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"
_MARKS = ".,;:()[]{}«»\"'“”‘’-–—…/\\*#%،؛؟"
_HARM = ["killed", "12", "wounded", "dead", "dozens", "including", "children", "at least", "bodies", "and", "detained"]
_HARM_ARABIC = ["مقتل", "قتلى", "١٢", "جرحى", "وإصابة", "عشرات", "بينهم", "أطفال", "جثث", "و3", "اعتقال", "مدنيين"]


class Source(msgspec.Struct, frozen=True):
    """A text of our own and its language."""

    text: str
    language: str


def sources() -> list[Source]:
    """Return the texts that mutations start from: those written for training, and the demo's."""
    found = []
    for path in sorted(_LABELS.glob("w-*.jsonl")):
        rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        found += [Source(row["text"], row["language"]) for row in rows if row.get("text")]
    for path in sorted(_DEMO.glob("text/*.txt")):
        found.append(Source(path.read_text(encoding="utf-8"), "en"))
    return found


def mutated(number: int, seed: int, texts: Sequence[Source]) -> Source:
    """Return the mutation of a number: the same for the same seed and texts, whatever was made before it."""
    rng = random.Random(f"{seed} {number}")  # noqa: S311  a repeatable choice, no secret
    source = rng.choice(texts)
    text = source.text
    for change in rng.sample(_CHANGES, rng.randint(1, 3)):
        text = change(text, rng, texts)
    return Source(text, source.language)


def endless(language: str, length: int) -> dict[str, str]:
    """Return texts of a length in one line, each of one kind that a reader may stumble over."""
    arabic = language == "ar"
    harm = " ".join(_HARM_ARABIC if arabic else _HARM) + " "
    sentence = (
        "وقتل ١٢ مدنيا وأصيب ثلاثة آخرون في قصف على حلب يوم الجمعة بحسب المرصد "
        if arabic
        else "12 civilians were killed and 3 others injured in shelling of Homs on Friday, a monitor said, "
    )
    pieces = {
        "harm words": harm,
        "sentences without a stop": sentence,
        "sentences": sentence.rstrip(", ") + ". ",
        "numbers": "12 1,200 3.5 14/3/2025 ١٢ ",
        "brackets": "(killed [12 (dead ",
        "one word": "قتل" if arabic else "killed",
        "digits": "9",
    }
    return {name: (piece * (length // len(piece) + 1))[:length] for name, piece in pieces.items()}


def _cut(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    first, last = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:last] if rng.random() < 0.5 else text[first:last]


def _spliced(text: str, rng: random.Random, texts: Sequence[Source]) -> str:
    """Put words of another text, often of another script, between its words."""
    words, others = text.split(" "), rng.choice(texts).text.split(" ")
    for _ in range(rng.randint(1, 20)):
        at, start = rng.randrange(len(words) + 1), rng.randrange(len(others))
        words[at:at] = others[start : start + rng.randint(1, 6)]
    return " ".join(words)


def _strewn(characters: str) -> Callable[[str, random.Random, Sequence[Source]], str]:
    def strew(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
        letters = list(text)
        for _ in range(rng.randint(1, max(2, len(letters) // 10))):
            letters.insert(rng.randrange(len(letters) + 1), rng.choice(characters))
        return "".join(letters)

    return strew


def _glued(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    """Write numbers onto the letters beside them: "12civilians", "Homs3"."""
    share = rng.random()
    return re.sub(r"(?<=\d) +| +(?=\d)", lambda blank: "" if rng.random() < share else blank[0], text)


def _other_digits(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    return text.translate(str.maketrans("0123456789", rng.choice(_DIGITS)))


def _one_line(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    bare = re.sub(r"[\n.!?؟۔]+", " ", text)
    return bare * rng.randint(1, 4)


def _shuffled(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    words = text.split(" ")
    first = rng.randrange(len(words))
    part = words[first : first + rng.randint(2, 60)]
    rng.shuffle(part)
    return " ".join([*words[:first], *part, *words[first + len(part) :]])


def _repeated(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at : at + rng.randint(1, 200)] * rng.randint(2, 40) + text[at:]


def _thrown_in(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    words = text.split(" ")
    for _ in range(rng.randint(1, 40)):
        words.insert(rng.randrange(len(words) + 1), rng.choice(_HARM + _HARM_ARABIC))
    return " ".join(words)


def _shouted(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    return text.upper() if rng.random() < 0.5 else text.title()


def _broken_lines(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    ends = "\n", "\r", "\r\n", "\u2028", "\x0b", "\n\n\n"
    return "".join(rng.choice(ends) if c == " " and rng.random() < 0.2 else c for c in text)


def _huge_numbers(text: str, rng: random.Random, _texts: Sequence[Source]) -> str:
    return re.sub(r"\d+", lambda told: told[0] * rng.randint(1, 30) if rng.random() < 0.3 else told[0], text)


_CHANGES: list[Callable[[str, random.Random, Sequence[Source]], str]] = [
    _cut,
    _spliced,
    _strewn(_BIDI),
    _strewn(_UNSEEN),
    _strewn("\x00\x01\x1b\x7f\x85"),
    _strewn(_MARKS),
    _glued,
    _other_digits,
    _one_line,
    _shuffled,
    _repeated,
    _thrown_in,
    _shouted,
    _broken_lines,
    _huge_numbers,
]
