"""Who first said it, and which claims are about the same harm."""

from marsad.linking.incidents import link_incidents
from marsad.linking.independence import decide_origins, origins_named
from marsad.linking.origins import find_origins
from marsad.linking.source import Source, describe
from marsad.linking.tallies import link_tallies

__all__ = ["Source", "decide_origins", "describe", "find_origins", "link_incidents", "link_tallies", "origins_named"]
