"""Findings as lines on the terminal."""

from marsad.records import Finding
from marsad.release.cleaning import one_line


def finding_line(finding: Finding) -> str:
    """Return a finding as one line; names of files cannot write over the terminal."""
    words = f"{finding.severity.value}: {finding.message} ({finding.where}). Next: {finding.remedy}"
    return one_line(words)
