"""Intake: bytes to documents, one reader a format."""

from marsad.intake.original import SeekableBinary, format_of, read_original
from marsad.intake.problems import problem_kinds
from marsad.intake.settings import DateOrder, IntakeSettings
from marsad.intake.sources import SIDECAR, SourceFile, discover
from marsad.intake.webparts import web_parts

__all__ = [
    "SIDECAR",
    "DateOrder",
    "IntakeSettings",
    "SeekableBinary",
    "SourceFile",
    "discover",
    "format_of",
    "problem_kinds",
    "read_original",
    "web_parts",
]
