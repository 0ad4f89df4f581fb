"""What the stored results of each stage depend on, so that a change makes them anew and nothing else does."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from marsad import reading
from marsad.places import Gazetteer

# a change of what these stages do needs a new number here, so that archives are read and linked again
INTAKE = "intake/4"
LINKING = "linking/3"


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer, opened once in each process."""
    return Gazetteer.shipped()


@lru_cache(maxsize=4)
def reading_version(way: str) -> str:
    """Name everything a reading depends on besides its document; `way` is the setting `reader`."""
    readers = ",".join(reader.name for reader in readers_of(way))
    return f"{INTAKE} {readers} {gazetteer().version} {LINKING}"


@lru_cache(maxsize=4)
def readers_of(way: str) -> tuple[reading.Reader, ...]:
    """Return the readers of one way of reading, made once in each process."""
    return reading.shipped_readers(reading.Way(way))


def digest(parts: Iterable[bytes]) -> str:
    """Return 128 bits of SHA-256 over the parts."""
    running = hashlib.sha256()
    for part in parts:
        running.update(part)
        running.update(b"\n")
    return running.hexdigest()[:32]
