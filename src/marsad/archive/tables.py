"""The tables of an archive: what was received, what was read in it, and what follows."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table

SCHEMA_VERSION = 1

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("intake", String, nullable=False),  # version and settings of the intake that read it
)

# One row for each way an original came in: the name it was given under and when (UTC).
receipts = Table(
    "receipts",
    metadata,
    Column("sha256", String(64), ForeignKey("originals.sha256"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("received", String, nullable=False),
)

# The same item may stand in several originals (a zip and a loose file): one row for each standing.
documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("original", String(64), ForeignKey("originals.sha256"), primary_key=True),
    Column("position", String, primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)
Index("documents_by_original", documents.c.original)

readings = Table(
    "readings",
    metadata,
    Column("document", String, primary_key=True),
    Column("version", String, nullable=False),  # reader, gazetteer and describer that made it
    Column("payload", LargeBinary, nullable=False),
    Column("source", LargeBinary, nullable=False),
)

# Origins, incidents, tallies and figures, one row each; they are replaced together.
derived = Table(
    "derived",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

# `stage` is discovery, intake or linking; `subject` is the original for intake, else empty.
findings = Table(
    "findings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("stage", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
Index("findings_by_subject", findings.c.stage, findings.c.subject)
