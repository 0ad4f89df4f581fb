"""Certificates of a time-stamp response in the order that DER asks for."""

from typing import NamedTuple

_CERTIFICATES = 0xA0
_MOST_LENGTH_BYTES = 4
_LONG = 0x80


class _Part(NamedTuple):
    tag: int
    start: int
    content: int
    end: int


def with_sorted_certificates(response: bytes) -> bytes:
    """Return a TimeStampResp whose set of certificates stands in the order of DER; nothing else is touched.

    `openssl ts`, and the authorities built on it, write that set as it comes, which a strict reader refuses. No
    signature covers the set, and sorting keeps every length. What is no TimeStampResp comes back as it is.
    """
    try:
        place = _certificates(response)
        if place is None:
            return response
        found = _parts(response, place.content, place.end)
    except (IndexError, ValueError):
        return response
    ordered = b"".join(sorted(response[part.start : part.end] for part in found))
    return response[: place.content] + ordered + response[place.end :]


def _certificates(data: bytes) -> _Part | None:
    [outer] = _parts(data, 0, len(data))
    [_status, token] = _parts(data, outer.content, outer.end)
    [_kind, explicit] = _parts(data, token.content, token.end)
    [signed] = _parts(data, explicit.content, explicit.end)
    fields = _parts(data, signed.content, signed.end)
    return next((part for part in fields if part.tag == _CERTIFICATES), None)


def _parts(data: bytes, start: int, end: int) -> list[_Part]:
    found = []
    while start < end:
        tag, length, content = data[start], data[start + 1], start + 2
        if length & _LONG:
            digits = length & ~_LONG
            if not 0 < digits <= _MOST_LENGTH_BYTES:
                raise ValueError("no definite length")
            length, content = int.from_bytes(data[content : content + digits]), content + digits
        if content + length > end:
            raise ValueError("longer than what holds it")
        found.append(_Part(tag, start, content, content + length))
        start = content + length
    return found
