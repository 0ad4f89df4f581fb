"""How well a reader reads, against labels made by hand."""

from marsad.evaluating.labelled import HandLabel, LabelledDocument, LabelledSet, read_labelled_set
from marsad.evaluating.labels import Label, project
from marsad.evaluating.matching import DocumentScore, Match
from marsad.evaluating.printing import error_lines, report_lines
from marsad.evaluating.scoring import HarmScore, Report, TrapScore, score
from marsad.evaluating.section import Section, Share

__all__ = [
    "DocumentScore",
    "HandLabel",
    "HarmScore",
    "Label",
    "LabelledDocument",
    "LabelledSet",
    "Match",
    "Report",
    "Section",
    "Share",
    "TrapScore",
    "error_lines",
    "project",
    "read_labelled_set",
    "report_lines",
    "score",
]
