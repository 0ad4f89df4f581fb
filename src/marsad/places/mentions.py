"""Every place a document mentions, as worded and resolved with the document's own context."""

import msgspec

from marsad.places.called import Caller
from marsad.places.capitals import capital_names
from marsad.places.coasts import coast_names
from marsad.places.context import Context, context_of
from marsad.places.fold import loose
from marsad.places.gazetteer import Gazetteer
from marsad.places.links import linked_place, only_town
from marsad.places.names import Name, known_names
from marsad.places.phrases import Phrase, phrase_of
from marsad.places.precision import precision_of_phrase
from marsad.places.rejection import is_somebody
from marsad.places.resolution import Resolved, accepted, resolve
from marsad.places.stretches import joined_stretches
from marsad.places.tokens import Token, tokenise
from marsad.records import Document, Place, PlaceKind, PlaceMention, Words

_PARTS_OF_TOWNS = frozenset({"neighbourhood", "district", "area", "site", "line"})
_QUARTERS = frozenset({"neighbourhood", "district"})
_WIDE = frozenset({PlaceKind.ADM1, PlaceKind.ADM2, PlaceKind.ADM3})
_NARROW = frozenset({PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE, PlaceKind.REGION})


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase with what it was resolved to, before it is told as a mention."""

    phrase: Phrase
    resolved: Resolved
    within: Place | None = None

    @property
    def place(self) -> Place | None:
        """The entry meant; None where the words name only a part of the town they resolve to."""
        place = self.resolved.place
        part = self.phrase.kind in _PARTS_OF_TOWNS and self.phrase.kind_after
        wide = place is not None and place.kind in _WIDE and self.phrase.kind == "district"
        return None if place and part and not wide and place.kind not in _NARROW else place


def find_places(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Return every place mention of the readable text, in order and without overlaps.

    Names of persons, organisations and ordinary words that are also towns are left out. A name that the gazetteer lacks
    is a mention without place where the words around it call it one; `within` then is the town or area it lies in, if
    the text says so.
    """
    text = document.readable()
    tokens = tokenise(text)
    adjectives = frozenset(gazetteer.adjectives)
    known = known_names(text, tokens, gazetteer)
    context = context_of(tokens, known, gazetteer)
    known = _merged(known, capital_names(tokens, known, context.main, gazetteer))
    known = _merged(known, coast_names(tokens, known, context.main, gazetteer))
    called = Caller(tokens, known, adjectives, context.main).names()
    phrases = [_whole_name(p, text, tokens, gazetteer) for p in _phrases(_merged(known, called), tokens, adjectives)]
    sightings = _sightings(text, phrases, tokens, context, adjectives)
    mentions = [_mention(text, tokens, sighting) for sighting in _with_parts(sightings, tokens, context)]
    return joined_stretches(text, mentions)


def _merged(names: list[Name], more: list[Name]) -> list[Name]:
    """Put two lists of names in order; where they overlap the second list wins."""
    covered = {index for name in more for index in range(name.first, name.last + 1)}
    kept = [name for name in names if not covered & set(range(name.first, name.last + 1))]
    return sorted([*kept, *more], key=lambda name: name.first)


def _phrases(names: list[Name], tokens: list[Token], adjectives: frozenset[str]) -> list[Phrase]:
    phrases: list[Phrase] = []
    floor = 0
    for at, name in enumerate(names):
        ceiling = names[at + 1].first - 1 if at + 1 < len(names) else len(tokens) - 1
        phrase = phrase_of(name, tokens, floor, ceiling, adjectives)
        if phrases and not phrase.kind and phrase.listed and phrases[-1].kind in _QUARTERS:
            phrase = msgspec.structs.replace(phrase, kind=phrases[-1].kind)  # "the neighbourhoods of X and Y"
        phrases.append(phrase)
        floor = phrase.last + 1
    return phrases


def _whole_name(phrase: Phrase, text: str, tokens: list[Token], gazetteer: Gazetteer) -> Phrase:
    """Prefer the entry of the name with its kind word ("Yarmouk camp") to that of the name alone."""
    if not phrase.kind_after:
        return phrase
    name = phrase.name
    end, last = tokens[phrase.last].end, tokens[phrase.last].low
    for words in (text[name.start : end], f"{text[name.start : name.end]} {last}"):
        matches = tuple(match for match in gazetteer.matches(words) if match.grade < 2)
        if matches:
            return msgspec.structs.replace(phrase, name=msgspec.structs.replace(name, matches=matches), kind="")
    return phrase


def _sightings(
    text: str, phrases: list[Phrase], tokens: list[Token], context: Context, adjectives: frozenset[str]
) -> list[Sighting]:
    """Resolve each phrase by itself, then with the place it is linked to, and drop what is no place."""
    alone = [resolve(phrase, context, None) for phrase in phrases]
    first = [r.place if accepted(p, r, context) else None for p, r in zip(phrases, alone, strict=True)]
    sure = [p.name for p, place in zip(phrases, first, strict=True) if place and _is_near(place, context)]
    places = {index for name in sure for index in range(name.first, name.last + 1)}
    sightings: list[Sighting] = []
    for at, phrase in enumerate(phrases):
        within = linked_place(at, text, phrases, first, tokens)
        resolved = resolve(phrase, context, within)
        near = resolved.place is not None and _is_near(resolved.place, context)
        if is_somebody(phrase, tokens, places, adjectives, near):
            continue
        if phrase.name.known and not accepted(phrase, resolved, context):
            if not phrase.kind_after and not (phrase.kind and phrase.first < phrase.name.first):
                continue
            resolved = Resolved()
        if phrase.kind in _QUARTERS and within is None and _only_sounds_like(phrase, resolved.place):
            resolved = Resolved()
        sightings.append(Sighting(phrase=phrase, resolved=resolved, within=within))
    return sightings


def _only_sounds_like(phrase: Phrase, place: Place | None) -> bool:
    """Tell whether an entry has only the loose key of a quarter's name: most likely a village elsewhere."""
    return any(match.place == place and match.grade == 2 for match in phrase.name.matches)


def _is_near(place: Place, context: Context) -> bool:
    return place.country == context.main or place.kind is PlaceKind.COUNTRY


def _with_parts(sightings: list[Sighting], tokens: list[Token], context: Context) -> list[Sighting]:
    """Say which town a neighbourhood, street or site lies in, and know its name where it stands alone."""
    town = only_town([sighting.place for sighting in sightings], context.main)
    parts: dict[str, Place | None] = {}
    for sighting in sightings:
        of_town = sighting.resolved.place is not None and _is_here(sighting.resolved.place, context)
        if sighting.place is None and not of_town and sighting.phrase.kind in _QUARTERS:
            key = _key(sighting, tokens)
            parts[key] = parts.get(key) or _holder(sighting, town)
    told: list[Sighting] = []
    for sighting in sightings:
        key = _key(sighting, tokens)
        if sighting.place is None:
            within = _holder(sighting, town) or parts.get(key)
            told.append(msgspec.structs.replace(sighting, within=within))
        elif key in parts and not sighting.phrase.kind and not _is_here(sighting.place, context):
            told.append(msgspec.structs.replace(sighting, resolved=Resolved(), within=parts[key]))
        else:
            told.append(sighting)
    return told


def _is_here(place: Place, context: Context) -> bool:
    """Tell whether the place lies in a country much of the document is about."""
    return place.country == context.main or context.share(place.country) >= _MUCH


_MUCH = 0.25  # of a document's hints


def _holder(sighting: Sighting, town: Place | None) -> Place | None:
    return sighting.within or sighting.resolved.place or town


def _key(sighting: Sighting, tokens: list[Token]) -> str:
    name = sighting.phrase.name
    return loose(" ".join(token.text for token in tokens[name.first : name.last + 1]))


def _mention(text: str, tokens: list[Token], sighting: Sighting) -> PlaceMention:
    phrase, place = sighting.phrase, sighting.place
    start = tokens[phrase.first].start if phrase.first < phrase.name.first else phrase.name.start
    end = tokens[phrase.last].end if phrase.last > phrase.name.last else phrase.name.end
    return PlaceMention(
        words=Words.at(text, start, end),
        place=place,
        precision=precision_of_phrase(phrase, place),
        candidates=() if place or phrase.kind_after else sighting.resolved.candidates,
        within=sighting.within if sighting.within != place else None,
    )
