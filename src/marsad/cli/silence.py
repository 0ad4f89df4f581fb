"""The progress of short work: not shown."""


class Silence:
    """Takes the pipeline's progress and says nothing."""

    def start(self, label: str, total: int | None) -> None:
        """Begin a stage."""

    def advance(self, steps: int) -> None:
        """Move on."""
