"""Intake: bytes to documents, one reader a format."""

from marsad.intake.original import SeekableBinary, format_of, read_original
from marsad.intake.pictures import is_pdf, is_picture, thumbnail
from marsad.intake.pictures import pages as pages_to_recognise
from marsad.intake.pictures import tool as thumbnail_tool
from marsad.intake.problems import RefusedError, problem, problem_kinds
from marsad.intake.recognised import RecognisedFile, answers, read_recognised
from marsad.intake.recognition import Recogniser, find_recogniser, recognise
from marsad.intake.settings import DateOrder, IntakeSettings
from marsad.intake.sources import SIDECAR, SourceFile, discover
from marsad.intake.webparts import web_parts

__all__ = [
    "SIDECAR",
    "DateOrder",
    "IntakeSettings",
    "RecognisedFile",
    "Recogniser",
    "RefusedError",
    "SeekableBinary",
    "SourceFile",
    "answers",
    "discover",
    "find_recogniser",
    "format_of",
    "is_pdf",
    "is_picture",
    "pages_to_recognise",
    "problem",
    "problem_kinds",
    "read_original",
    "read_recognised",
    "recognise",
    "thumbnail",
    "thumbnail_tool",
    "web_parts",
]
