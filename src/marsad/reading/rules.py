"""The English rule reader: documents to claims, by word tables and the grammar of clauses."""

from marsad.places import Gazetteer, find_places
from marsad.reading import doers, findings, grammar, protecting, sentences, sharing, tokens
from marsad.reading.clause import Clause
from marsad.reading.composing import claims_of, dates_told, future, reading_of, tell
from marsad.reading.dates import effective_date
from marsad.reading.drafts import drafts
from marsad.reading.grammar import Line
from marsad.reading.learned import Advisor, Panel, english_counted, named
from marsad.reading.reader import Reading
from marsad.reading.scenes import scenes
from marsad.records import Document, Span

_LANGUAGES = frozenset({"en", "eng"})
_NAME = "rules-en/2"


class EnglishRules:
    """Reads English by rule, with an advisor's help where one is given.

    Holds nothing but the word tables, so one instance serves any number of processes.
    """

    def __init__(self, advisor: Advisor | Panel | None = None) -> None:
        self._advisor = advisor

    @property
    def name(self) -> str:
        """Reader and version."""
        return named(_NAME, self._advisor)

    def takes(self, document: Document) -> bool:
        """Tell whether the document is in English, regional tags included ("en-GB")."""
        return document.language.lower().replace("_", "-").split("-")[0] in _LANGUAGES

    def protected(self, document: Document) -> tuple[Span, ...]:
        """Return the spans of names to seal."""
        return protecting.protected(_lines(document.readable(), document.title))

    def read(self, document: Document, gazetteer: Gazetteer) -> Reading:
        """Return the claims of a document in order of their words, with findings for what could not be understood.

        Masked text is not read. Any text gives a reading: one without harm words has no claims.
        """
        text = document.readable()
        effective = effective_date(document)
        lines = _lines(text, document.title)
        clauses = [Clause(line) for line in lines]
        found = (
            drafts(text, lines, clauses, effective.date)
            if any(clause.triggers or clause.groups for clause in clauses)
            else []
        )
        sharing.share_people(found, lines)
        if self._advisor is not None:
            found = self._advisor.advise(found, lines, text, english_counted)
        if not found:
            withheld, problems = protecting.protected(lines), findings.undivided(document, text, clauses)
            return reading_of(document, effective, (), withheld, problems, reader=_NAME)
        dates = dates_told(text, effective, document.language)
        told = tell(found, lines, dates, scenes(lines, find_places(document, gazetteer)), effective.date)
        doers.settle(told, lines, text)
        doers.share_sources(told)
        withheld = protecting.protected(lines)
        claims = claims_of(document, told, effective.date, withheld, self.name)
        found_out = [
            *findings.undivided(document, text, clauses),
            *findings.not_understood(document, [one.best for one in told]),
            *future(document, told, dates, effective.date),
        ]
        return reading_of(document, effective, claims, withheld, found_out, reader=_NAME)


def _lines(text: str, title: str) -> list[Line]:
    found = tokens.tokenise(text)
    return grammar.lines(found, sentences.split(found, title))
