"""Answers: what a model said of a document, as it said it, with all that is needed to understand it again."""

import hashlib

import msgspec

from marsad.reading.opinions.passages import Passage, passages, veiled
from marsad.reading.opinions.prompt import PROMPT
from marsad.reading.opinions.said import parse
from marsad.records import Document, Span


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One passage and its answer. `sha256` is of the passage as sent; `problem` says why there is no reply to read."""

    start: int
    end: int
    sha256: str
    reply: str = ""
    problem: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one model said of one document, when asked with one prompt.

    `input` is `input_hash` of the document; `names` are the spans that were masked in what was sent; `served` is what
    the server called the model, `whole` says whether the whole document was asked about.
    """

    document: str
    model: str
    served: str
    prompt: str
    input: str
    names: tuple[Span, ...]
    whole: bool
    exchanges: tuple[Exchange, ...]

    def sent(self, document: Document) -> list[tuple[Passage, Exchange]]:
        """Return the passages as they were sent; those are left out that the document no longer reads like."""
        text = veiled(document.readable(), self.names)
        found = []
        for exchange in self.exchanges:
            passage = Passage(exchange.start, exchange.end, text[exchange.start : exchange.end])
            if passage_hash(passage) == exchange.sha256:
                found.append((passage, exchange))
        return found


def exchange_of(passage: Passage, reply: str, problem: str = "") -> Exchange:
    """Return what is kept of a reply: its claims as they were given; of anything else only that it was of no form.

    So a name that must be masked later is found by its letters in what is kept, and never behind escapes or in rubbish.
    """
    told = parse(reply) if not problem else None
    return Exchange(
        start=passage.start,
        end=passage.end,
        sha256=passage_hash(passage),
        reply=msgspec.json.encode(told).decode("utf-8") if told is not None else "",
        problem=problem or ("" if told is not None else "it is not of the form asked for"),
    )


def questions(document: Document, names: tuple[Span, ...]) -> list[Passage]:
    """Return what a model is to be asked about a document, protected names masked."""
    return passages(veiled(document.readable(), names))


def input_hash(document: Document, model: str) -> str:
    """Name everything that an answer depends on: the prompt, the model, and the text that may be read."""
    running = hashlib.sha256(f"{PROMPT}\n{model}\n".encode())
    running.update(document.readable().encode("utf-8", "surrogatepass"))
    return running.hexdigest()


def passage_hash(passage: Passage) -> str:
    """Return SHA-256 of a passage as sent."""
    return hashlib.sha256(passage.text.encode("utf-8", "surrogatepass")).hexdigest()
