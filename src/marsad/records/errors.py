"""The one family of exceptions: what is wrong, where, and the next step."""


class MarsadError(Exception):
    """An error a user can act on; `str()` is one line that names all three parts."""

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        super().__init__(what, where, next_step)

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        step = f" Next: {self.next_step}" if self.next_step else ""
        return f"{self.what}{place}.{step}"


class SettingsError(MarsadError):
    """Settings that cannot be used; names every wrong setting at once."""


class ArchiveError(MarsadError):
    """The archive cannot be opened, read or written."""


class StoreError(MarsadError):
    """An original cannot be stored or no longer matches its name."""


class InputError(MarsadError):
    """What the user asked for does not exist or cannot be used."""


class SealError(MarsadError):
    """A sealed compartment cannot be opened or written; never says what is sealed in it."""


class ProofError(MarsadError):
    """A checkpoint, proof, signature or time stamp is malformed, or does not hold."""


class EndpointError(MarsadError):
    """A server that was asked gave no answer; never says what was sent to it, nor the key."""
