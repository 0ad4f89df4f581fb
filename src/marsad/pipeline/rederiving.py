"""Whether the figures an archive shows are those that follow from its claims and judgements."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.archive import Archive, Derivation
from marsad.pipeline.deriving import derivation_key, derive_archive
from marsad.pipeline.judging import judgements_of
from marsad.records import Finding, Severity
from marsad.settings import FILE_NAME, load_settings

_RECORDS = ("origins", "incidents", "tallies", "figures", "edited", "marks")


def check_derived(root: Path) -> Iterator[Finding]:
    """Derive again from claims and judgements on, storing nothing, and yield every record that differs."""
    settings = load_settings(root / FILE_NAME)
    with Archive.open(root) as archive:
        stored = archive.derivations.load()
        if stored.key != derivation_key(archive, settings):
            yield Finding(
                kind="derivation_stale",
                severity=Severity.WARNING,
                where="derived",
                message="Figures are of other claims, judgements, settings or another version of Marsad",
                remedy="run `marsad run` over any report, which derives them again, then verify",
            )
            return
        yield from _differences(stored, derive_archive(archive, settings, judgements_of(archive)))


def _differences(stored: Derivation, again: Derivation) -> Iterator[Finding]:
    for name in _RECORDS:
        kept = {record.id: msgspec.json.encode(record) for record in getattr(stored, name)}
        made = {record.id: msgspec.json.encode(record) for record in getattr(again, name)}
        for record in sorted({*kept, *made}):
            if kept.get(record) != made.get(record):
                yield _differs(name, record)
    if stored.findings != again.findings:
        yield _differs("findings", "of linking and counting")


def _differs(name: str, record: str) -> Finding:
    return Finding(
        kind="derived_differs",
        severity=Severity.ERROR,
        where=f"{name} {record}",
        message="What is stored does not follow from the claims and judgements",
        remedy="run `marsad rebuild`; keep a copy of archive.db first, it may be evidence of tampering",
    )
