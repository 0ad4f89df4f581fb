"""How much unpacking one original may ask for."""

import io
import tempfile
from collections.abc import Callable
from typing import BinaryIO, cast

from marsad.intake.problems import RefusedError
from marsad.intake.settings import IntakeSettings

_CHUNK = 1 << 20
_IN_MEMORY = 1 << 24


class Budget:
    """Members and bytes unpacked so far from one original, over all nested archives together."""

    def __init__(self, settings: IntakeSettings, packed: int) -> None:
        self._settings = settings
        self._packed = max(1, packed)
        self._members = 0
        self._bytes = 0

    def member(self) -> None:
        """Count one more member; raise `RefusedError` past the limit."""
        self._members += 1
        limit = self._settings.max_members
        if self._members > limit:
            raise RefusedError("zip_bomb", why=f"holds more than {limit:,} members", setting="max_members")

    def unpack(self, read: Callable[[int], bytes]) -> tuple[BinaryIO, int]:
        """Unpack one member to a temporary store; return it with its size. Raises `RefusedError` past a limit."""
        store = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115  the caller reads it later
        size = 0
        try:
            while chunk := read(_CHUNK):
                size += len(chunk)
                self.count(len(chunk))
                _store(store, chunk)
        except BaseException:
            store.close()
            raise
        store.seek(0)
        return store, size

    def count(self, size: int) -> None:
        """Count bytes that were unpacked elsewhere."""
        self._bytes += size
        self._check()

    def _check(self) -> None:
        settings = self._settings
        if self._bytes > settings.max_unpacked_bytes:
            why = f"unpacks to more than {settings.max_unpacked_bytes:,} bytes"
            raise RefusedError("zip_bomb", why=why, setting="max_unpacked_bytes")
        if self._bytes > settings.ratio_from and self._bytes > settings.max_ratio * self._packed:
            why = f"unpacks to more than {settings.max_ratio} times its size"
            raise RefusedError("zip_bomb", why=why, setting="max_ratio")


def _store(store: BinaryIO, chunk: bytes) -> None:
    try:
        store.write(chunk)
    except OSError as error:
        why = f"there is no room to unpack it ({error.strerror})"
        raise RefusedError("unreadable", why=why) from None


def in_memory(data: bytes) -> BinaryIO:
    """Return bytes as a stream."""
    return io.BytesIO(data)
