"""The Arabic rule reader: documents to claims, by word tables and the grammar of Arabic clauses."""

from collections.abc import Sequence

from marsad.places import Gazetteer, find_places
from marsad.reading import findings, sentences
from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.drafts import arabic_drafts
from marsad.reading.arabic.lines import ArabicLine, arabic_lines
from marsad.reading.arabic.protecting import protected
from marsad.reading.arabic.spots import spots
from marsad.reading.arabic.words import tokenise
from marsad.reading.composing import claims_of, dates_told, future, reading_of, tell
from marsad.reading.dates import effective_date
from marsad.reading.learned import Advisor, arabic_counted, named
from marsad.reading.reader import Reading
from marsad.reading.scenes import scenes
from marsad.records import Document, Span

_LANGUAGES = frozenset({"ar", "ara", "arb", "apc", "ary", "arz", "acm", "afb", "ayl", "apd", "ajp"})
_NAME = "rules-ar/1"


class ArabicRules:
    """Reads Arabic by rule, with an advisor's help where one is given.

    Holds nothing but the word tables, so one instance serves any number of processes.
    """

    def __init__(self, advisor: Advisor | None = None) -> None:
        self._advisor = advisor

    @property
    def name(self) -> str:
        """Reader and version."""
        return named(_NAME, self._advisor)

    def takes(self, document: Document) -> bool:
        """Tell whether the document is in Arabic, regional tags ("ar-SY") and spoken varieties included."""
        return document.language.lower().replace("_", "-").split("-")[0] in _LANGUAGES

    def protected(self, document: Document) -> tuple[Span, ...]:
        """Return the spans of names to seal."""
        return protected(_lines(document.readable(), document.title))

    def read(self, document: Document, gazetteer: Gazetteer) -> Reading:
        """Return the claims of a document in order of their words, with findings for what could not be understood.

        Masked text is not read. Words that judge ("martyrs", "terrorists") are read for harm and side alone.
        """
        text = document.readable()
        effective = effective_date(document)
        lines = _lines(text, document.title)
        clauses = [ArabicClause(line) for line in lines]
        found = arabic_drafts(text, clauses, effective.date)
        if self._advisor is not None:
            found = self._advisor.advise(found, lines, text, arabic_counted)
        withheld = protected(lines)
        problems = list(findings.undivided(document, text, clauses))
        if not found:
            return reading_of(document, effective, (), withheld, problems, reader=_NAME)
        dates = dates_told(text, effective, document.language)
        told = tell(found, lines, dates, scenes(lines, spots(lines, find_places(document, gazetteer))), effective.date)
        claims = claims_of(document, told, effective.date, withheld, self.name)
        problems += findings.not_understood(document, [one.best for one in told])
        problems += future(document, told, dates, effective.date)
        return reading_of(document, effective, claims, withheld, problems, reader=_NAME)


def _lines(text: str, title: str) -> Sequence[ArabicLine]:
    found = tokenise(text)
    return arabic_lines(found, sentences.split(found, " ".join(token.lower for token in tokenise(title))))
