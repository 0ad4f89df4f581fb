"""What follows from all readings together: stored and replaced as one whole."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.archive.findings import Stage, load_findings, replace_findings
from marsad.records import Claim, Figure, Finding, Incident, Mark, Origin, Tally

_NAMES = ("key", "ruleset", "gazetteer")
_Derived = TypeVar("_Derived", Origin, Incident, Tally, Figure, Claim, Mark)


class Derivation(msgspec.Struct, frozen=True, kw_only=True):
    """Origins, incidents, tallies and figures, sorted by id, with the findings met on the way.

    `key` names all inputs (readings, rule set, versions): an equal key means an equal derivation. `ruleset` and
    `gazetteer` name the counting conventions and the place file behind it. `edited` are the claims that judgements
    changed, as changed; `marks` say which claims people judged.
    """

    key: str = ""
    ruleset: str = ""
    gazetteer: str = ""
    origins: tuple[Origin, ...] = ()
    incidents: tuple[Incident, ...] = ()
    tallies: tuple[Tally, ...] = ()
    figures: tuple[Figure, ...] = ()
    edited: tuple[Claim, ...] = ()
    marks: tuple[Mark, ...] = ()
    findings: tuple[Finding, ...] = ()


class Derivations:
    """The one derivation an archive holds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def key(self) -> str:
        """Return the key of the stored derivation, empty where there is none."""
        with self._engine.connect() as connection:
            return _names(connection)["key"]

    def incidents(self) -> tuple[Incident, ...]:
        """Return the recorded incidents, by id."""
        with self._engine.connect() as connection:
            return _load(connection, Incident)

    def load(self) -> Derivation:
        """Return the stored derivation; an empty one where nothing was derived yet."""
        with self._engine.connect() as connection:
            return Derivation(
                **_names(connection),
                origins=_load(connection, Origin),
                incidents=_load(connection, Incident),
                tallies=_load(connection, Tally),
                figures=_load(connection, Figure),
                edited=_load(connection, Claim),
                marks=_load(connection, Mark),
                findings=load_findings(connection, [Stage.LINKING]),
            )

    def replace(self, derivation: Derivation) -> None:
        """Store a derivation in place of the last one, whole or not at all."""
        with self._engine.begin() as connection:
            connection.execute(delete(tables.derived))
            _store(connection, derivation.origins)
            _store(connection, derivation.incidents)
            _store(connection, derivation.tallies)
            _store(connection, derivation.figures)
            _store(connection, derivation.edited)
            _store(connection, derivation.marks)
            replace_findings(connection, Stage.LINKING, "", derivation.findings)
            for name in _NAMES:
                value = getattr(derivation, name)
                row = insert(tables.meta).values(key=f"derivation.{name}", value=value)
                connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def _names(connection: Connection) -> dict[str, str]:
    rows = {row.key: row.value for row in connection.execute(select(tables.meta))}
    return {name: rows.get(f"derivation.{name}", "") for name in _NAMES}


def _load(connection: Connection, kind: type[_Derived]) -> tuple[_Derived, ...]:
    columns = tables.derived.c
    query = select(columns.payload).where(columns.kind == kind.__name__.lower()).order_by(columns.id)
    return tuple(msgspec.json.decode(payload, type=kind) for payload in connection.execute(query).scalars())


def _store(connection: Connection, records: Sequence[_Derived]) -> None:
    if records:
        rows = [
            {"kind": type(record).__name__.lower(), "id": record.id, "payload": msgspec.json.encode(record)}
            for record in records
        ]
        connection.execute(insert(tables.derived), rows)
