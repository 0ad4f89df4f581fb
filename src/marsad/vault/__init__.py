"""Originals by hash: write-once, each under the name of its bytes."""

from marsad.vault.custody import Capture, Custodian, Custody, Kept
from marsad.vault.originals import Originals

__all__ = ["Capture", "Custodian", "Custody", "Kept", "Originals"]
