"""Writing into the ledger: who writes, by which clock, and how entries become leaves of the tree."""

import datetime as dt
import getpass
from collections.abc import Callable, Sequence

import msgspec

from marsad import __version__
from marsad.pipeline.clock import measured_clock
from marsad.records import Addition, CapturePart, Draft, EntryKind, Nodes, Told
from marsad.vault import Capture, Custody, Kept
from marsad.vault.merkle import Tree, leaf_hash

Clock = Callable[[], dt.datetime]

TOOL = f"marsad {__version__}"
_WHY = "given to marsad run"


class MerkleLog:
    """The tree of RFC 9162, for the archive to grow."""

    def leaf(self, commitment: bytes) -> bytes:
        """Return the leaf's hash of a commitment."""
        return leaf_hash(commitment)

    def grow(self, nodes: Nodes, size: int, leaves: Sequence[bytes]) -> None:
        """Add leaves to a tree of `size` leaves."""
        tree = Tree(nodes, size)
        for leaf in leaves:
            tree.append(leaf)


class Recorder:
    """Stamps what one person writes into the ledger of an archive; also the custodian of the store of originals."""

    def __init__(self, author: str = "", *, why: str = "", clock: Clock | None = None) -> None:
        self.author = typed(author) or login_name()
        self._why = typed(why) or _WHY
        self._now = clock or utc_now
        self.clock = measured_clock()
        self._waiting: dict[tuple[str, str], Capture] = {}

    def now(self) -> str:
        """Return the time (UTC, ISO 8601, microseconds): texts of it sort as times do."""
        return stamp(self._now())

    def addition(self, *drafts: Draft, at: str = "") -> Addition:
        """Return drafts ready to be written down now."""
        return Addition(drafts=drafts, at=at or self.now(), log=MerkleLog())

    def draft(self, kind: EntryKind, subject: str, facts: msgspec.Struct) -> Draft:
        """Return a draft in this author's name."""
        return Draft.of(kind, subject, self.author, facts)

    def custody(self, name: str, told: Told = Told()) -> Custody:  # noqa: B008  it is frozen
        """Return the custody of a file received now under a name, with what its collector tells of it."""
        return Custody(
            who=self.author,
            when=self.now(),
            name=name,
            url=told.url,
            how=TOOL,
            why=told.why or self._why,
            clock=self.clock,
            told=told,
        )

    def received(self, kept: Kept, custody: Custody) -> None:
        """Take note of one file that was kept; `captures` writes it down."""
        capture = Capture(sha256=kept.sha256, size=kept.size, format="", custody=custody)
        self._waiting.setdefault((kept.sha256, custody.name), capture)

    def capture(self, sha256: str, name: str, form: str, parts: tuple[CapturePart, ...] = ()) -> Draft:
        """Return the draft of a capture that the store told of; `form` is the format of the original in words."""
        capture = msgspec.structs.replace(self._waiting.pop((sha256, name)), format=form, parts=parts)
        return self.draft(EntryKind.CAPTURE, sha256, capture)


def typed(words: str) -> str:
    """Return words from a command line without blanks at the ends; bytes that are no text become question marks."""
    return words.strip().encode("utf-8", "replace").decode("utf-8")


def utc_now() -> dt.datetime:
    """Return the time by the clock of this machine."""
    return dt.datetime.now(dt.UTC)


def stamp(moment: dt.datetime) -> str:
    """Return a moment as the ledger writes it."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def login_name() -> str:
    """Return the name of the account that runs this; `unknown` where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account of this number, as in some containers
        return "unknown"
