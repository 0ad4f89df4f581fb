"""Cleaning: which stretches of a text are kept but not read. The text itself never changes."""

from marsad.intake.cleaning.masks import find_masks

__all__ = ["find_masks"]
