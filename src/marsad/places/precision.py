"""How precisely a phrase gives a place, and the codes other data sets use for it."""

from marsad.places.phrases import Phrase
from marsad.records import Place, PlaceKind, PlacePrecision

_OF_KIND = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.ADM1: PlacePrecision.ADM1,
    PlaceKind.ADM2: PlacePrecision.ADM2,
    PlaceKind.ADM3: PlacePrecision.ADM3,
    PlaceKind.REGION: PlacePrecision.REGION,
    PlaceKind.LOCALITY: PlacePrecision.LOCALITY,
    PlaceKind.NEIGHBOURHOOD: PlacePrecision.LOCALITY,
    PlaceKind.SITE: PlacePrecision.EXACT,
}
_OF_WORD = {
    "country": PlacePrecision.COUNTRY,
    "adm1": PlacePrecision.ADM1,
    "adm2": PlacePrecision.ADM2,
    "adm3": PlacePrecision.ADM3,
    "district": PlacePrecision.LOCALITY,
    "region": PlacePrecision.REGION,
    "around": PlacePrecision.NEAR_LOCALITY,
    "line": PlacePrecision.REGION,
    "locality": PlacePrecision.LOCALITY,
    "area": PlacePrecision.LOCALITY,
    "neighbourhood": PlacePrecision.LOCALITY,
    "site": PlacePrecision.EXACT,
}
_CODES = {
    PlacePrecision.EXACT: (1, 1),
    PlacePrecision.LOCALITY: (1, 1),
    PlacePrecision.NEAR_LOCALITY: (2, 2),
    PlacePrecision.ADM3: (3, 2),
    PlacePrecision.ADM2: (3, 3),
    PlacePrecision.ADM1: (4, 3),
    PlacePrecision.REGION: (5, 3),
    PlacePrecision.COUNTRY: (6, 3),
    PlacePrecision.SEA_AIR: (7, 3),
    PlacePrecision.UNKNOWN: (None, None),
}


def precision_codes(precision: PlacePrecision) -> tuple[int | None, int | None]:
    """Return UCDP GED `where_prec` (1-7) and ACLED `geo_precision` (1-3); None twice where nothing is known."""
    return _CODES[precision]


def precision_of_phrase(phrase: Phrase, place: Place | None) -> PlacePrecision:
    """Say how precisely a phrase gives its place, taking the coarser reading where two are possible."""
    if place is None:
        stated = _OF_WORD.get(phrase.kind, PlacePrecision.LOCALITY)
        loosened = phrase.near or phrase.around
        return PlacePrecision.NEAR_LOCALITY if loosened and stated.rank < PlacePrecision.ADM3.rank else stated
    stated = _OF_KIND[place.kind]
    if place.kind is PlaceKind.COUNTRY:
        whole = not (phrase.near or phrase.part or phrase.around or phrase.kind == "region")
        return stated if whole else PlacePrecision.REGION
    if phrase.near or phrase.around:
        return PlacePrecision.NEAR_LOCALITY if stated.rank <= PlacePrecision.LOCALITY.rank else stated
    if phrase.sided and place.kind is PlaceKind.LOCALITY and not phrase.kind:
        return PlacePrecision.NEAR_LOCALITY
    return stated
