"""What intake may be told: limits against hostile input, and conventions that a file cannot state itself."""

from typing import Literal

import msgspec

DateOrder = Literal["DMY", "MDY", "YMD", ""]


class IntakeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits and conventions of intake.

    `date_order` is the order of numeric dates such as 03/04/2025; empty means that it was not declared, and such a
    date is then a finding instead of a guess. `columns` maps a header of the user's tables to one of id, title, text,
    published, publisher, language, url, and goes before the built-in names. Sizes are in bytes, texts in characters.
    `max_ratio` is how many times its packed size an archive may unpack to, once it passes `ratio_from` bytes.
    `max_findings` is how many findings of one kind an original may list before the rest is only counted.
    """

    date_order: DateOrder = ""
    columns: dict[str, str] = {}
    max_text_chars: int = 20_000_000
    max_markup_bytes: int = 20_000_000
    max_json_bytes: int = 500_000_000
    max_members: int = 100_000
    max_unpacked_bytes: int = 8_000_000_000
    max_ratio: int = 150
    ratio_from: int = 20_000_000
    max_depth: int = 4
    max_pdf_bytes: int = 500_000_000
    max_pdf_pages: int = 3_000
    max_rows: int = 1_000_000
    max_findings: int = 1_000

    @property
    def max_text_bytes(self) -> int:
        """The largest file or line that can still hold `max_text_chars` characters."""
        return 4 * self.max_text_chars
