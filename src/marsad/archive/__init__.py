"""The database of an archive: tables and queries."""
