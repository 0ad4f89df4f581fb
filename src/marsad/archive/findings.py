"""Findings in the database, kept by the stage that met them."""

from collections.abc import Iterable, Sequence, Set
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.records import Finding


class Stage(StrEnum):
    """Which part of the way met a finding."""

    DISCOVERY = "discovery"
    INTAKE = "intake"
    LINKING = "linking"


def replace_findings(connection: Connection, stage: Stage, subject: str, findings: Sequence[Finding]) -> None:
    """Store the findings of one stage about one subject in place of the earlier ones."""
    columns = tables.findings.c
    connection.execute(delete(tables.findings).where(columns.stage == stage, columns.subject == subject))
    if findings:
        rows = [{"stage": stage.value, "subject": subject, "payload": msgspec.json.encode(f)} for f in findings]
        connection.execute(insert(tables.findings), rows)


def load_findings(
    connection: Connection, stages: Iterable[Stage], subjects: Set[str] | None = None
) -> tuple[Finding, ...]:
    """Return the findings of some stages, sorted and each once; with `subjects` only those about one of them."""
    columns = tables.findings.c
    query = select(columns.subject, columns.payload).where(columns.stage.in_([stage.value for stage in stages]))
    payloads = (row.payload for row in connection.execute(query) if subjects is None or row.subject in subjects)
    return tuple(sorted({msgspec.json.decode(payload, type=Finding) for payload in payloads}))
