"""Originals by hash: write-once, each under the name of its bytes."""

from marsad.vault.originals import Kept, Originals

__all__ = ["Kept", "Originals"]
