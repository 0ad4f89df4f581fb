"""Names of things: derived from content, so that the same thing has the same name everywhere."""

import hashlib

_SEPARATOR = "\x1f"
_HEX_DIGITS = 32


def content_id(prefix: str, *parts: str | int) -> str:
    """Return `prefix` and 128 bits of SHA-256 over `parts`, as in `clm-3f2a...` (32 hex digits).

    Python's `hash` would change between processes; a counter would depend on order of arrival.
    """
    text = _SEPARATOR.join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_HEX_DIGITS]}"
