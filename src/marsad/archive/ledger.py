"""The ledger: entries are added at its end, each in one transaction with its place in the tree, and never changed."""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Row, func, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.archive.nodes import StoredNodes
from marsad.records import (
    SALT_BYTES,
    Addition,
    Entry,
    EntryKind,
    Finding,
    InputError,
    Severity,
    commitment,
    statement,
)

# changes nothing; but as a statement that may write, it waits for other writers, which reading the size
# alone does not
_RESERVE = "UPDATE meta SET value = value WHERE key IS NULL"


class Ledger:
    """The entries of an archive."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def size(self) -> int:
        """Return how many entries there are; the next one gets this number."""
        with self._engine.connect() as connection:
            return _size(connection)

    def append(self, addition: Addition) -> tuple[Entry, ...]:
        """Write entries down at the end, all or none; for the only writer."""
        with self._engine.begin() as connection:
            return append(connection, addition)

    def entries(self, kinds: Collection[EntryKind] = (), *, subject: str = "", until: int | None = None) -> list[Entry]:
        """Return entries in order: of some kinds (none given: all), about one subject, below number `until`."""
        query = select(tables.ledger).order_by(tables.ledger.c.number)
        if kinds:
            query = query.where(tables.ledger.c.kind.in_(sorted(kind.value for kind in kinds)))
        if subject:
            query = query.where(tables.ledger.c.subject == subject)
        if until is not None:
            query = query.where(tables.ledger.c.number < until)
        with self._engine.connect() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def entry(self, number: int) -> Entry:
        """Return one entry; raises `InputError` where there is none of that number."""
        with self._engine.connect() as connection:
            row = connection.execute(select(tables.ledger).where(tables.ledger.c.number == number)).first()
        if row is None:
            raise InputError(f"The ledger has no entry {number}", next_step="`marsad log` shows all")
        return _entry(row)

    def known_by(self, at: str) -> int:
        """Return how many entries were known at a time (UTC, ISO 8601, as in the entries).

        An entry was not known before those it follows: where a clock was set back, the later time of those before
        counts, so that the entries known at a time are always the first ones.
        """
        columns = tables.ledger.c
        with self._engine.connect() as connection:
            later = connection.execute(select(func.min(columns.number)).where(columns.at > at)).scalar()
            return _size(connection) if later is None else int(later)

    def findings(self) -> tuple[Finding, ...]:
        """Return a finding for each entry that is older, by its clock, than one before it."""
        columns = tables.ledger.c
        found = []
        with self._engine.connect() as connection:
            latest = before = ""
            for number, at in connection.execute(select(columns.number, columns.at).order_by(columns.number)):
                if at < latest and at < before:
                    found.append(_set_back(number, at, latest))
                latest, before = max(latest, at), at
        return tuple(found)

    @contextmanager
    def nodes(self) -> Iterator[StoredNodes]:
        """Give the tree's hashes for reading: to make a proof or a checkpoint."""
        with self._engine.connect() as connection:
            yield StoredNodes(connection)


def append(connection: Connection, addition: Addition) -> tuple[Entry, ...]:
    """Write entries down in the transaction of `connection`, with the nodes of the tree they make.

    Two processes that append at once wait for each other: the number is read only once nobody else can write.
    """
    connection.exec_driver_sql(_RESERVE)
    size = _size(connection)
    entries = []
    for number, draft in enumerate(addition.drafts, start=size):
        payload = statement(draft, addition.at)
        salt = secrets.token_bytes(SALT_BYTES)
        entries.append(
            Entry(
                number=number,
                kind=draft.kind.value,
                subject=draft.subject,
                at=addition.at,
                author=draft.author,
                payload=payload,
                salt=salt,
                leaf=addition.log.leaf(commitment(salt, payload)),
            )
        )
    if entries:
        nodes = StoredNodes(connection)
        addition.log.grow(nodes, size, [entry.leaf for entry in entries])
        nodes.write()
        connection.execute(insert(tables.ledger), [_row(entry) for entry in entries])
    return tuple(entries)


def captured(connection: Connection, originals: Collection[str]) -> set[str]:
    """Return those of some originals that the ledger holds a capture of."""
    columns = tables.ledger.c
    query = select(columns.subject).where(columns.kind == EntryKind.CAPTURE.value)
    return set(connection.execute(query.where(columns.subject.in_(sorted(originals)))).scalars())


def _size(connection: Connection) -> int:
    # not a count: SQLite finds the greatest key at once, so that the last append costs what the first did
    last: int | None = connection.execute(select(func.max(tables.ledger.c.number))).scalar()
    return 0 if last is None else last + 1


def _row(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__struct_fields__}


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(**row._asdict())


def _set_back(number: int, at: str, latest: str) -> Finding:
    return Finding(
        kind="clock_set_back",
        severity=Severity.WARNING,
        where=f"entry {number}",
        words=at,
        message=f"Entry {number} was written down after one of {latest}, but the clock said {at}",
        remedy="set the computer's clock right; entries keep their order, none counts as known before those it follows",
    )
