"""The hashes of the ledger's tree in the database."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.records import ArchiveError


class StoredNodes:
    """Nodes of the tree over one connection; new ones wait in memory until `write`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[tuple[int, int], bytes] = {}

    def get(self, level: int, index: int) -> bytes:
        """Return one hash; raises `ArchiveError` where it is missing."""
        waiting = self._waiting.get((level, index))
        if waiting is not None:
            return waiting
        columns = tables.nodes.c
        query = select(columns.hash).where(columns.level == level, columns.index == index)
        found: bytes | None = self._connection.execute(query).scalar()
        if found is None:
            raise ArchiveError(
                "A hash of the ledger's tree is missing",
                where=f"level {level}, index {index}",
                next_step="run `marsad verify`, and restore a backup where it says so",
            )
        return found

    def put(self, level: int, index: int, node: bytes, /) -> None:
        """Keep one hash."""
        self._waiting[level, index] = node

    def write(self) -> None:
        """Write what waits, in the transaction of the connection."""
        if self._waiting:
            rows = [{"level": key[0], "index": key[1], "hash": node} for key, node in self._waiting.items()]
            self._connection.execute(insert(tables.nodes).prefix_with("OR REPLACE"), rows)
            self._waiting.clear()
