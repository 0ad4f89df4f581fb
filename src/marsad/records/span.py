"""Places in a text: half-open character ranges, and ranges with the words they hold."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters `start` to `end` (end excluded) of a document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the words of `text` in this span."""
        return text[self.start : self.end]


class Words(msgspec.Struct, frozen=True, order=True):
    """Literal words of a document and where they stand: `text == document.text[start:end]`."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The range of the words."""
        return Span(self.start, self.end)

    @classmethod
    def at(cls, text: str, start: int, end: int) -> "Words":
        """Take the words `start` to `end` of `text`."""
        return cls(start, end, text[start:end])
