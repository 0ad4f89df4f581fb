"""Originals by hash: write-once, each with how it came here."""
