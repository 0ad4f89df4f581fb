"""Places: gazetteer entries, mentions in texts, and how precisely a place is known."""

from enum import StrEnum

import msgspec

from marsad.records.span import Words


class PlaceKind(StrEnum):
    """What a gazetteer entry is, from wide to narrow."""

    COUNTRY = "country"
    ADM1 = "adm1"
    ADM2 = "adm2"
    ADM3 = "adm3"
    REGION = "region"  # wider than one adm1, or a stretch without borders: a coast, a desert, a river
    LOCALITY = "locality"
    NEIGHBOURHOOD = "neighbourhood"
    SITE = "site"  # an airport, a barracks, a camp


class PlacePrecision(StrEnum):
    """How precisely a place is known (`docs/method/precision.md` maps it to UCDP and ACLED codes)."""

    EXACT = "exact"
    LOCALITY = "locality"
    NEAR_LOCALITY = "near_locality"
    ADM3 = "adm3"
    ADM2 = "adm2"
    ADM1 = "adm1"
    REGION = "region"
    COUNTRY = "country"
    SEA_AIR = "sea_air"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for exact, growing as less is known."""
        return _RANKS[self]


_RANKS = {precision: rank for rank, precision in enumerate(PlacePrecision)}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One gazetteer entry. `admin` lists the ids of the areas that hold it, widest first, itself excluded."""

    id: str
    name: str
    name_ar: str = ""
    kind: PlaceKind
    country: str  # ISO 3166-1 alpha-2
    admin: tuple[str, ...] = ()
    pcode: str = ""
    latitude: float
    longitude: float
    population: int = 0


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a text words it, and what it was resolved to.

    `words` is the whole phrase ("Al-Qusour neighbourhood in Banias" gives two mentions, narrow first). `place` is None
    where the name is not in the gazetteer or stays ambiguous; `candidates` then names the entries it may be.
    `precision` is how precisely the phrase gives it: "near Jableh" is `near_locality`. `within` is the entry that
    the text says holds the place or lies beside it (Banias in the example above).
    """

    words: Words
    place: Place | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    candidates: tuple[str, ...] = ()
    within: Place | None = None
