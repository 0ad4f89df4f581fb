"""Where: gazetteer, mentions, resolution, precision."""

from marsad.places.gazetteer import Gazetteer, Match
from marsad.places.mentions import find_places
from marsad.places.precision import precision_codes

__all__ = ["Gazetteer", "Match", "find_places", "precision_codes"]
