"""How an archive stands to a checkpoint that somebody kept."""

from pathlib import Path

import msgspec

from marsad.archive.contents import load_contents
from marsad.archive.opening import DATABASE
from marsad.pipeline.succeeding import KEYS
from marsad.records import ArchiveError, MarsadError
from marsad.vault.checkpoints import Checkpoint, Standing, compare, parse_checkpoint, standing, verify_checkpoint
from marsad.vault.merkle import MemoryNodes, Tree
from marsad.vault.succession import load_succession


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """How an archive, or a newer checkpoint, stands to a kept one.

    `kept` and `size` are the entries of both, `newer` tells that a checkpoint was compared and not the archive, and
    `signed` that a key of this archive signed the kept one.
    """

    standing: Standing
    kept: int
    size: int
    newer: bool = False
    signed: bool


def compare_with(root: Path, kept: bytes, newer: bytes | None = None) -> Compared:
    """Compare the log in `root` with a kept checkpoint, or two kept ones as the log shows them; changes nothing.

    Roots are computed from the entries' leaves, not from what the archive says of itself. Raises `ProofError` for
    what is no checkpoint, `ArchiveError` where there is no archive.
    """
    if not (root / DATABASE).is_file():
        raise ArchiveError("There is no archive here", where=str(root), next_step="name one with --archive")
    # from the leaves alone: the kept nodes are part of what is questioned
    log = Tree(MemoryNodes(), 0)
    for entry in load_contents(root).entries:
        log.append(entry.leaf)
    shown = [parse_checkpoint(text) for text in (kept, newer) if text is not None]
    origin = load_succession(root / KEYS).current.name
    return Compared(
        standing=standing(shown[0], log, origin) if newer is None else _between(shown[0], shown[1], log, origin),
        kept=shown[0].size,
        size=shown[-1].size if newer is not None else log.size,
        newer=newer is not None,
        signed=_signed(root, kept),
    )


def _between(older: Checkpoint, newer: Checkpoint, log: Tree, origin: str) -> Standing:
    return Standing.OTHER if origin != newer.origin else compare(older, newer, log)


def _signed(root: Path, text: bytes) -> bool:
    try:
        verify_checkpoint(text, *load_succession(root / KEYS).tenures)
    except MarsadError:
        return False
    return True
