"""What the stored results of each stage depend on, so that a change makes them anew and nothing else does."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from marsad import reading
from marsad.places import Gazetteer

# a change of what these stages do needs a new number here, so that archives are read and linked again
INTAKE = "intake/3"
LINKING = "linking/3"


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer, opened once in each process."""
    return Gazetteer.shipped()


@lru_cache(maxsize=1)
def reading_version() -> str:
    """Name everything a reading depends on besides its document."""
    readers = ",".join(reader.name for reader in reading.shipped_readers())
    return f"{INTAKE} {readers} {gazetteer().version} {LINKING}"


def digest(parts: Iterable[bytes]) -> str:
    """Return 128 bits of SHA-256 over the parts."""
    running = hashlib.sha256()
    for part in parts:
        running.update(part)
        running.update(b"\n")
    return running.hexdigest()[:32]
