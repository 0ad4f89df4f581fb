"""Every place a document mentions, as worded and resolved with the document's own context."""

from marsad.places.context import Context, context_of
from marsad.places.gazetteer import Gazetteer
from marsad.places.names import Name, called_places, known_names
from marsad.places.phrases import Phrase, phrase_of
from marsad.places.precision import precision_of_phrase
from marsad.places.resolution import Resolved, accepted, resolve
from marsad.places.tokens import Token, tokenise
from marsad.records import Document, Place, PlaceKind, PlaceMention, Words

_UNPLACED_KINDS = frozenset({"neighbourhood", "site", "line"})


def find_places(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Return every place mention of the readable text, in order and without overlaps.

    Names of persons, organisations and ordinary words that are also towns are left out. A name that the gazetteer lacks
    is a mention without place where the words around it call it one.
    """
    text = document.readable()
    tokens = tokenise(text)
    known = known_names(text, tokens, gazetteer)
    context = context_of(tokens, known, gazetteer)
    names = sorted([*known, *called_places(text, tokens, known)], key=lambda name: name.first)
    phrases = _phrases(names, tokens, frozenset(gazetteer.adjectives))
    mentions: list[PlaceMention] = []
    for phrase in phrases:
        mention = _mention(text, phrase, tokens, context)
        if mention is not None:
            mentions.append(mention)
    return tuple(mentions)


def _phrases(names: list[Name], tokens: list[Token], adjectives: frozenset[str]) -> list[Phrase]:
    phrases: list[Phrase] = []
    floor = 0
    for at, name in enumerate(names):
        ceiling = names[at + 1].first - 1 if at + 1 < len(names) else len(tokens) - 1
        phrase = phrase_of(name, tokens, floor, ceiling, adjectives)
        phrases.append(phrase)
        floor = phrase.last + 1
    return phrases


def _mention(text: str, phrase: Phrase, tokens: list[Token], context: Context) -> PlaceMention | None:
    resolved = resolve(phrase, context, None) if phrase.name.known else Resolved()
    if phrase.name.known and not accepted(phrase, resolved):
        return None
    place = None if _only_a_part(phrase, resolved.place) else resolved.place
    within = resolved.place if place is None else None
    start = tokens[phrase.first].start if phrase.first < phrase.name.first else phrase.name.start
    end = tokens[phrase.last].end if phrase.last > phrase.name.last else phrase.name.end
    return PlaceMention(
        words=Words.at(text, start, end),
        place=place,
        precision=precision_of_phrase(phrase, place),
        candidates=resolved.candidates,
        within=within,
    )


def _only_a_part(phrase: Phrase, place: Place | None) -> bool:
    """Tell whether the words name a street, a site or a neighbourhood by the town's name, not the town."""
    town = place is not None and place.kind not in {PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE, PlaceKind.REGION}
    return town and phrase.kind in _UNPLACED_KINDS and phrase.kind_after
