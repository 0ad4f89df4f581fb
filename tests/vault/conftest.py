"""What several tests of the vault need."""

import shutil
import subprocess

import pytest


@pytest.fixture(scope="session")
def openssl():
    """Run openssl and return what it prints; skip where it is not installed."""
    program = shutil.which("openssl")
    if not program:
        pytest.skip("openssl is not installed")

    def run(*arguments, **options):
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False, **options)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run
