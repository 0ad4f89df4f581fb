"""Words of grammar, as sets and phrases read from `data/grammar.toml`, and one sentence as the reader sees it."""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.sentences import Sentence
from marsad.reading.tokens import Token
from marsad.records import Span, Words

PREPOSITIONS = frozenset(words_of("grammar", "prepositions"))
AUXILIARIES = frozenset(words_of("grammar", "auxiliaries"))
BEING = frozenset(words_of("grammar", "being"))
HAVING = frozenset(words_of("grammar", "having"))
DETERMINERS = frozenset(words_of("grammar", "determiners"))
PRONOUNS = frozenset(words_of("grammar", "pronouns"))
CONJUNCTIONS = frozenset(words_of("grammar", "conjunctions"))
ADVERBS = frozenset(words_of("grammar", "adverbs"))
BARRIERS = frozenset(words_of("grammar", "barriers"))
LINKS = frozenset(words_of("grammar", "links"))
LOCATIVES = frozenset(words_of("grammar", "locatives"))
OPENERS = frozenset(words_of("grammar", "clause_openers"))
DOERS = frozenset(words_of("grammar", "doers"))
TOLL_LINKS = frozenset(words_of("grammar", "toll_links"))
PERSONAL = frozenset(words_of("grammar", "personal"))
RELATIVES = frozenset({"who", "which", "that", "whom"})
QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "(", "[", ",", "-", "–", "—", "--", ")", "]", "*"})
_QUOTED = 6
PART_OF = phrase_set("grammar", "part_of")


class Line(msgspec.Struct, frozen=True):
    """One sentence: its tokens and their lower-case words, indexed from 0."""

    tokens: Sequence[Token]
    lowers: Sequence[str]
    capitals: bool
    head: bool
    number: int

    def __len__(self) -> int:
        return len(self.tokens)

    def span(self, first: int, last: int) -> Span:
        """Return the characters that tokens `first` to `last` (excluded) take up."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, text: str, first: int, last: int) -> Words:
        """Return tokens `first` to `last` (excluded) as words of the document."""
        span = self.span(first, last)
        return Words.at(text, span.start, span.end)

    def at(self, start: int) -> int:
        """Return the token that holds character `start` of the text: Arabic names stand inside words ("بدمشق")."""
        return max(0, bisect_right(self.tokens, start, key=_start) - 1)

    def word(self, index: int) -> str:
        """Return the lower-case word at `index`, empty outside the sentence."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""


def _start(token: Token) -> int:
    return token.start


def _lowers(tokens: Sequence[Token]) -> list[str]:
    """Return the lower-case words; "IS" among lower-case words is the armed group, never the verb."""
    lowers = [token.lower for token in tokens]
    for index, word in enumerate(lowers):
        # The apostrophe of a plural's owner, unless a quotation mark opened shortly before: 'terrorists'.
        if word.endswith("'") and any(one in ("'", "‘") for one in lowers[max(0, index - _QUOTED) : index]):
            lowers[index] = word.rstrip("'")
    if "is" in lowers and any(token.text.islower() for token in tokens):
        return ["isis" if token.text == "IS" else word for token, word in zip(tokens, lowers, strict=True)]
    return lowers


def lines(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Line]:
    """Return the sentences as lines of their own."""
    return [
        Line(
            tokens[sentence.first : sentence.last],
            _lowers(tokens[sentence.first : sentence.last]),
            sentence.capitals,
            sentence.head,
            number,
        )
        for number, sentence in enumerate(sentences)
    ]
