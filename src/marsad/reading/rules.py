"""The English rule reader: documents to claims, by word tables and the grammar of clauses."""

from marsad.places import Gazetteer, find_places
from marsad.reading import events, grammar, locating, mentions, protecting, sentences, timing, tokens
from marsad.reading.clause import Clause
from marsad.reading.dates import effective_date, find_dates
from marsad.reading.drafts import drafts
from marsad.reading.mentions import Told
from marsad.reading.reader import Reading
from marsad.records import Claim, Document, Mention, claim_id, content_id

_LANGUAGES = frozenset({"en", "eng"})


class EnglishRules:
    """Reads English by rule. Holds nothing but the word tables, so one instance serves any number of processes."""

    @property
    def name(self) -> str:
        """Reader and version."""
        return "rules-en/1"

    def takes(self, document: Document) -> bool:
        """Tell whether the document is in English, regional tags included ("en-GB")."""
        return document.language.lower().replace("_", "-").split("-")[0] in _LANGUAGES

    def read(self, document: Document, gazetteer: Gazetteer) -> Reading:
        """Return the claims of a document in order of their words, with findings for what could not be understood."""
        text = document.readable()
        effective = effective_date(document)
        all_tokens = tokens.tokenise(text)
        lines = grammar.lines(all_tokens, sentences.split(all_tokens, document.title)) if all_tokens else []
        clauses = [Clause(line) for line in lines]
        if not any(clause.triggers for clause in clauses):
            return Reading(
                document=document.id, reader=self.name, effective=effective.date,
                dateline=effective.words.span if effective.words else None, findings=effective.findings,
            )  # fmt: skip
        found = drafts(text, lines, clauses, effective.date)
        dates = find_dates(text, effective.date, document.language)
        told = self._tell(document, found, lines, dates, gazetteer, effective.date)
        return Reading(
            document=document.id,
            reader=self.name,
            effective=effective.date,
            dateline=effective.words.span if effective.words else None,
            claims=self._claims(document, told, effective.date),
            protected=protecting.protected(lines),
            findings=(*effective.findings, *_findings(document, clauses, found, dates, effective.date)),
        )

    def _tell(self, document, found, lines, dates, gazetteer, effective) -> list[Told]:
        places = find_places(document, gazetteer)
        locating.locate(found, lines, places)
        timing.date(found, lines, dates, effective)
        told = mentions.merge(found)
        best = [one.best for one in told]
        events.group(best, lines)
        locating.inherit(best, lines, places)
        timing.inherit(best, effective)
        return told

    def _claims(self, document, told, effective) -> tuple[Claim, ...]:
        ids = {
            id(one): claim_id(document.id, told_.best.measure, told_.best.key)
            for told_ in told
            for one in (told_.best, *told_.others)
        }
        claims: dict[str, Claim] = {}
        for one in told:
            claim = _claim(document, one, ids, effective, self.name)
            claims.setdefault(claim.id, claim)
        return tuple(sorted(claims.values(), key=lambda claim: (claim.key, claim.measure.value)))


def _claim(document, told, ids, effective, reader) -> Claim:
    best = told.best
    return Claim(
        id=ids[id(best)],
        document=document.id,
        measure=best.measure,
        quantity=best.quantity,
        key=best.key,
        quote=best.quote,
        mentions=tuple(
            Mention(quote=other.quote, quantity=other.quantity)
            for other in sorted(told.others, key=lambda draft: draft.quote)
        ),
        group=best.group,
        population=best.population,
        flags=best.flags,
        places=best.places,
        when=best.when,
        reported=effective,
        perpetrator=best.perpetrator,
        attribution=best.attribution,
        tally=best.tally,
        modality=best.modality,
        context=best.context,
        event_type=best.event_type,
        event=content_id("evt", document.id, best.event) if best.event >= 0 else "",
        subset_of=ids.get(id(best.whole), "") if best.whole is not None else "",
        reader=reader,
    )


def _findings(document, clauses, found, dates, effective):
    return ()
