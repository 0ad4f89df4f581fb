"""Bringing an archive of an older layout to the present one."""

from sqlalchemy import Connection, update

from marsad.archive import rowsums, tables

# what the older layout could not know is written into the ledger by the next command that writes
PENDING = "ledger.pending"


def migrate(connection: Connection, found: str | None) -> str | None:
    """Bring the tables of layout 1 to layout 2 (ledger, nodes, derivatives); return the layout that is there then.

    Any other layout is left as it is.
    """
    if found != "1":
        return found
    connection.exec_driver_sql("SAVEPOINT migration")  # Python begins no transaction for CREATE; whole or not at all
    tables.metadata.create_all(connection)
    present = str(tables.SCHEMA_VERSION)
    connection.execute(update(tables.meta).where(tables.meta.c.key == "schema").values(value=present))
    connection.execute(tables.meta.insert().prefix_with("OR REPLACE").values(key=PENDING, value="1"))
    rowsums.create_triggers(connection)
    for table in rowsums.summed_tables():
        for row, total in connection.exec_driver_sql(rowsums.row_query(table)).all():
            values = {"tbl": table.name, "row": row, "sum": total}
            connection.execute(rowsums.rowsums.insert().prefix_with("OR REPLACE").values(values))
    return present
