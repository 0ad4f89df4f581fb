"""Readers: one module a format, each from a piece of bytes to items, nested pieces and findings."""
