"""Marsad: from conflicting reports of violence to figures that answer for themselves."""

__version__ = "0.1.0"
