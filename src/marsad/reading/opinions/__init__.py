"""Opinions of a language model, recorded and checked against the words: another reader, by choice."""

from marsad.reading.opinions.answer import Answer, Exchange, exchange_of, input_hash, questions
from marsad.reading.opinions.opinion import Opinion, opinion_of
from marsad.reading.opinions.passages import MOST, Passage
from marsad.reading.opinions.prompt import PROMPT, messages
from marsad.reading.opinions.said import schema

__all__ = [
    "MOST",
    "PROMPT",
    "Answer",
    "Exchange",
    "Opinion",
    "Passage",
    "exchange_of",
    "input_hash",
    "messages",
    "opinion_of",
    "questions",
    "schema",
]
