"""How far this machine's clock may be off, as its kernel knows: asked for without a network and without a right."""

import ctypes
import sys

from marsad.records import Clock, Finding, Severity

_UNSYNCHRONISED = 0x40
_ERROR = 5


class _Timex(ctypes.Structure):
    """`struct timex` of Linux, as far as it is read; the rest is room."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("room", ctypes.c_byte * 256),
    )


def measured_clock() -> Clock:
    """Return what the kernel says: kept in step by a time service or not, and the most that it is off.

    The kernel's bound holds only while a service keeps the clock; without one the error is not known.
    """
    if not sys.platform.startswith("linux"):
        return Clock(source="not asked: only Linux tells", synchronised=False)
    timex = _Timex()
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.byref(timex))
    except (OSError, AttributeError):
        state = -1
    if state < 0:
        return Clock(source="the kernel did not say", synchronised=False)
    kept = state != _ERROR and not timex.status & _UNSYNCHRONISED
    return Clock(source="kernel (adjtimex)", synchronised=kept, error_ms=-(-timex.maxerror // 1000) if kept else None)


def too_unsure(clock: Clock, limit_ms: int) -> bool:
    """Tell whether a clock is further off than allowed, or nobody knows how far; 0 allows everything."""
    return bool(limit_ms) and (clock.error_ms is None or clock.error_ms > limit_ms)


def unsure_finding(clock: Clock, limit_ms: int) -> Finding:
    """Return the finding that nothing is signed while the clock may be further off than the settings allow."""
    off = "nobody knows how far the clock is off" if clock.error_ms is None else f"off by up to {clock.error_ms} ms"
    return Finding(
        kind="clock_unsure",
        severity=Severity.WARNING,
        where="this machine",
        message=f"No checkpoint is signed: {off}, and {limit_ms} ms are allowed ({clock.source})",
        remedy="let a time service keep the clock, then run `marsad checkpoint`; or raise largest_clock_error_ms",
    )
