"""Protected names in Arabic texts: witnesses, survivors, relatives and private persons who speak."""

from collections.abc import Sequence

from marsad.reading.arabic.lines import ArabicLine
from marsad.records import Span


def protected(lines: Sequence[ArabicLine]) -> tuple[Span, ...]:
    return ()
