"""A bar of bytes on the terminal; nothing in a pipe."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn


class Gauge:
    """Shows how many bytes are done; `expect` starts the bar, `advance` moves it."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._bar.add_task("", visible=False)
        self.what = ""
        self.size = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def expect(self, what: str, size: int) -> None:
        """Begin a bar of `size` bytes."""
        self.what, self.size = what, size
        self._task = self._bar.add_task(what, total=size)

    def advance(self, size: int) -> None:
        """Say that so many more bytes are done."""
        self._bar.advance(self._task, size)
