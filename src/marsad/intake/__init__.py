"""Bytes to documents: one reader a format."""
