"""Where: gazetteer, mentions, resolution, precision, map outlines."""

from marsad.places.gazetteer import Gazetteer, Match
from marsad.places.mentions import find_places
from marsad.places.outlines import Outline, Outlines, outlines
from marsad.places.precision import precision_codes

__all__ = ["Gazetteer", "Match", "Outline", "Outlines", "find_places", "outlines", "precision_codes"]
