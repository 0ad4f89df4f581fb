"""Where the stages run."""

from marsad.engines.local import LocalEngine

__all__ = ["LocalEngine"]
