"""The database of an archive: tables and queries."""

from marsad.archive.archive import Archive, Past
from marsad.archive.derivations import Derivation, Derivations
from marsad.archive.intakes import Intake, Intakes
from marsad.archive.ledger import Ledger
from marsad.archive.readings import Readings, StoredReading

__all__ = ["Archive", "Derivation", "Derivations", "Intake", "Intakes", "Ledger", "Past", "Readings", "StoredReading"]
