"""From a phrase to the entry it means, or to several it may mean, or to none."""

import math

import msgspec

from marsad.places.context import Context
from marsad.places.gazetteer import Match
from marsad.places.phrases import Phrase
from marsad.records import Place, PlaceKind

_HOME = 3.0  # credit of an entry in the document's main country
_NAMED = 1.5  # credit of an entry in another country the document names
_FOREIGN = 1.0  # debit of an entry in a country the document does not name
_FOREIGN_AREA = 1.0  # debit of a first-level area abroad, whose weight says little of how well it is known
_AREA = 1.5  # credit of an entry inside an area the document names
_KIND = 3.0  # credit of an entry of the kind the words say, and debit of another
_LOOSE = 2  # grade of a match by the loose key
_CLEAR = 0.7  # lead from which on the first candidate is meant
_ONE_PLACE_KM = 25.0
_AREA_KINDS = {
    "adm1": PlaceKind.ADM1,
    "district": PlaceKind.ADM2,
    "adm2": PlaceKind.ADM2,
    "adm3": PlaceKind.ADM3,
    "region": PlaceKind.REGION,
}
_NEEDED_HOME = {True: 1.2, False: 3.2}  # score that makes a name a place, with and without a cue
_NEEDED_NAMED = {True: 3.0, False: 4.4}  # the same in a country the document names
_NEEDED_FAR = {True: 4.0, False: 5.2}  # the same in any other
_UNSURE = 1.5  # asked on top of a name abroad that several towns bear
_SHOUTING = 1.5  # asked on top where all is in capitals, so that capitals mark no names


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """The entry meant (None: none or several), the entries it may be, how sure the best one is, and its country."""

    place: Place | None = None
    candidates: tuple[str, ...] = ()
    score: float = 0.0
    country: str = ""


def resolve(phrase: Phrase, context: Context, within: Place | None) -> Resolved:
    """Choose among the entries of a name by what the document and the phrase say."""
    if within is not None and not any(lies_in(match.place, within) for match in phrase.name.matches):
        return resolve(phrase, context, None)
    scored = [(score_of(match, phrase, context, within), match.place) for match in phrase.name.matches]
    scored = sorted((s for s in scored if s[0] > 0), key=lambda pair: (-pair[0], pair[1].id))
    if not scored:
        return Resolved()
    best, place = scored[0]
    rivals = [other for score, other in scored[1:] if best - score < _CLEAR and not _one_place(place, other)]
    if rivals:
        return Resolved(candidates=(place.id, *(other.id for other in rivals)), score=best, country=place.country)
    return Resolved(place=place, score=best, country=place.country)


def accepted(phrase: Phrase, resolved: Resolved, context: Context) -> bool:
    """Tell whether the evidence makes the name a place in this text; a name of a far country needs more of it."""
    at_home = bool(context.main) and resolved.country == context.main
    named = not context.main or context.share(resolved.country) > 0
    needed = _NEEDED_HOME if at_home else _NEEDED_NAMED if named else _NEEDED_FAR
    unsure = _UNSURE if resolved.candidates and not at_home and not phrase.kind else 0.0
    shouted = _SHOUTING if phrase.shout and not phrase.kind else 0.0
    return resolved.score >= needed[bool(phrase.cues)] + shouted + unsure


def score_of(match: Match, phrase: Phrase, context: Context, within: Place | None) -> float:
    """Add up what speaks for one entry: its weight, the document's countries and areas, the kind the words say."""
    place = match.place
    score = match.weight
    if place.country == context.main and place.country:
        score += _HOME
    elif context.share(place.country) > 0 or not place.country:
        score += _NAMED
    elif context.main and place.kind is not PlaceKind.COUNTRY:
        score -= _FOREIGN
    if match.grade == _LOOSE and context.share(place.country) == 0:
        score -= _FOREIGN
    if place.kind is PlaceKind.ADM1 and place.country != context.main and phrase.kind != "adm1":
        score -= _FOREIGN_AREA
    if any(area in context.areas for area in place.admin if not area.startswith("iso-")):
        score += _AREA
    if within is not None:
        score += _HOME if lies_in(place, within) else -_HOME
    return score + _kind_credit(place, phrase)


def lies_in(place: Place, within: Place) -> bool:
    """Tell whether `within` holds the place, or is the town it is close to."""
    if within.id in place.admin or within.id == place.id:
        return True
    towns = within.kind in {PlaceKind.LOCALITY, PlaceKind.NEIGHBOURHOOD}
    return towns and within.country == place.country and kilometres(place, within) <= _ONE_PLACE_KM


def kilometres(one: Place, other: Place) -> float:
    """Great-circle distance of two places."""
    north, east = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(one.longitude - other.longitude)
    cosine = math.sin(north) * math.sin(east) + math.cos(north) * math.cos(east) * math.cos(turn)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def _one_place(place: Place, other: Place) -> bool:
    """Tell whether the two are one place on any map: a town and the district named after it, or close neighbours."""
    nested = place.id in other.admin or other.id in place.admin
    return nested or (place.country == other.country and kilometres(place, other) <= _ONE_PLACE_KM)


def _kind_credit(place: Place, phrase: Phrase) -> float:
    wanted = phrase.kind
    if wanted in _AREA_KINDS and not (wanted == "region" and phrase.rural):
        return _KIND if place.kind is _AREA_KINDS[wanted] else -0.5
    if wanted in {"", "region", "around"}:
        wide = phrase.rural or phrase.sided
        return _KIND if wide and place.kind is PlaceKind.ADM1 else 0.0
    if wanted == "locality":
        return _KIND / 2 if place.kind is PlaceKind.LOCALITY else -_KIND
    if wanted == "neighbourhood" and place.kind is PlaceKind.NEIGHBOURHOOD:
        return _KIND
    return 0.0
