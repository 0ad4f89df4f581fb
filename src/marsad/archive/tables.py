"""The tables of an archive: the ledger, what was received, what was read in it, and what follows."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table

SCHEMA_VERSION = 2

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

# The one table that is not made again from others: captures, judgements and all else that people did, numbered from 0.
ledger = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", String, nullable=False),  # UTC, ISO 8601
    Column("author", String, nullable=False),
    Column("payload", LargeBinary),  # canonical JSON of all this and the facts; NULL after an erasure
    Column("salt", LargeBinary),  # NULL after an erasure
    Column("leaf", LargeBinary, nullable=False),
)
Index("ledger_by_subject", ledger.c.subject)
Index("ledger_by_kind", ledger.c.kind)

# The hashes of the complete nodes of the ledger's tree.
nodes = Table(
    "nodes",
    metadata,
    Column("level", Integer, primary_key=True),
    Column("index", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
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

# What tools made of originals: one row for each, beside its original and never in its place.
derivatives = Table(
    "derivatives",
    metadata,
    Column("original", String(64), ForeignKey("originals.sha256"), primary_key=True),
    Column("position", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("document", String, primary_key=True),
    Column("tool", String, nullable=False),
    Column("version", String, nullable=False),
    Column("sha256", String(64), nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("document", String, primary_key=True),
    Column("version", String, nullable=False),  # reader, gazetteer and describer that made it
    Column("payload", LargeBinary, nullable=False),
    Column("source", LargeBinary, nullable=False),
)

# Origins, incidents, tallies, figures, marks and the claims that judgements changed, one row each; they are replaced
# together.
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
