"""Cells of CSV files that no spreadsheet takes for a formula, and back."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_GUARD = "'"


def guarded(text: str) -> str:
    """Return `text` so that a spreadsheet shows it and runs nothing (OWASP ASVS 5.0, 1.2.10).

    An apostrophe goes before a formula's first character, and before an apostrophe, so that `plain` gives the very
    text back.
    """
    return _GUARD + text if text.startswith((*_FORMULA_STARTS, _GUARD)) else text


def plain(cell: str) -> str:
    """Return the text that `guarded` made the cell from."""
    return cell.removeprefix(_GUARD)
