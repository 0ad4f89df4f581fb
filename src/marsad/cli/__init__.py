"""The command line: one file a command."""

from marsad.cli.app import main

__all__ = ["main"]
