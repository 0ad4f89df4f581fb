"""How the pipeline says how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Where the pipeline says how far it is."""

    def start(self, label: str, total: int | None) -> None:
        """Begin a stage of `total` steps (None: not known)."""
        ...

    def advance(self, steps: int) -> None:
        """Say that so many more steps of the stage are done."""
        ...
