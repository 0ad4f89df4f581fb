"""One place while the gazetteer is being built."""

import math
from dataclasses import dataclass, field

from marsad.places.fold import loose
from marsad.records import PlaceKind

_KM_PER_DEGREE = 111.2


@dataclass
class Entry:
    """What a source says of a place; `parent` is the id of the narrowest area that holds it, empty if none is known.

    `events` is how many events UCDP has coded there: how often reports mean this place when they use its name.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str
    latitude: float
    longitude: float
    name_ar: str = ""
    parent: str = ""
    pcode: str = ""
    population: int = 0
    events: int = 0
    spellings: set[str] = field(default_factory=set)

    def names(self) -> set[str]:
        """All names and spellings of the place."""
        return {name for name in (self.name, self.name_ar, *self.spellings) if name}

    def loose_keys(self) -> set[str]:
        """The loose keys of all its names."""
        return {key for name in self.names() if (key := loose(name))}


def distance_km(one: Entry, other: Entry) -> float:
    """Distance between two places, good to 1 % below 100 km."""
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return math.hypot(north, east) * _KM_PER_DEGREE
