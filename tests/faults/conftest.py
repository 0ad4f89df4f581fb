"""Fixtures of the vault's tests that tests of faults need, too."""

from tests.vault.conftest import openssl

__all__ = ["openssl"]
