"""Passphrases and key files: asked for at a prompt that shows nothing, never taken from the command line."""

from pathlib import Path

import click

from marsad.pipeline.checkpointing import needs_passphrase
from marsad.pipeline.sealing import SEALED, own_secret
from marsad.vault.compartments import Compartments
from marsad.vault.sealing import Compartment
from marsad.vault.secrets import Secret

KEY_FILE = click.option(
    "--key-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Use a key file (see `marsad seal key`) instead of a passphrase.",
)


def ask_secret(key_file: Path | None, what: str, *, new: bool = False) -> Secret:
    """Return the key file's secret or a passphrase typed at the prompt, twice for a new one."""
    if key_file is not None:
        return Secret.of_file(key_file)
    secret = Secret.of_passphrase(click.prompt(what, hide_input=True, confirmation_prompt=new, err=True))
    if new:
        secret.check_strength()
    return secret


def open_compartment(root: Path, compartment: str, key_file: Path | None) -> Compartment:
    """Open a compartment: with the key file given, else the archive's own where it fits, else a typed passphrase.

    Raises `SealError`.
    """
    ring = Compartments(root / SEALED).ring(compartment)
    own = own_secret(root, compartment) if key_file is None else None
    if own is not None and ring.takes(own):
        return ring.unlock(own)
    return ring.unlock(ask_secret(key_file, f"Passphrase of the compartment {compartment}"))


def ask_key_passphrase(root: Path, key_file: Path | None = None) -> bytes | None:
    """Return what opens an archive's signing key, typed or from a key file; None where the key is not guarded."""
    if not needs_passphrase(root):
        return None
    return ask_secret(key_file, "Passphrase of the signing key").passphrase()
