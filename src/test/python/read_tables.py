"""Reads the lake's tables as their users do and prints a line a table and day: rows, and the sum of a hash of each row.

    read_tables.py pyiceberg <catalogue's URI> <endpoint of S3>
    read_tables.py duckdb <file of the SQLite catalogue> <endpoint of S3>
    read_tables.py csv <folder of the lake>

The third reads what the tables were made from, the CSV files, by a parser of its own: what the first two have to print. A row
counts where the ledger names its commit for its snapshot; the ledger is read first.
"""

import collections
import datetime
import hashlib
import pathlib
import sqlite3
import sys

NAMESPACE = "caravan"
LAKE_ONLY = {"commit_id"}


def text(value):
    """The value as the CSV files have it; None for null."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.") + "%03d" % (value.microsecond // 1000)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def row_hash(row):
    joined = "\x1f".join("\x00" if value is None else "=" + value for value in row)
    return int.from_bytes(hashlib.md5(joined.encode()).digest()[:8], "big")


class Sums:
    def __init__(self):
        self.rows = collections.Counter()
        self.hashes = collections.Counter()

    def add(self, table, names, row):
        values = dict(zip(names, row))
        day = text(values["extracted_at"])[:10]
        told = [values[name] for name in sorted(names) if name not in LAKE_ONLY]
        self.rows[table, day] += 1
        self.hashes[table, day] += row_hash([text(value) for value in told])

    def print(self):
        for table, day in sorted(self.rows):
            print(table, day, self.rows[table, day], "%016x" % (self.hashes[table, day] % 2**64))


def counted(tables, read):
    """Adds the rows of these tables that count; read gives column names and rows."""
    sums = Sums()
    names, rows = read("etl_load")
    at = names.index("snapshot"), names.index("commit_id")
    counting = {(row[at[0]], row[at[1]]) for row in rows}
    for table in tables:
        names, rows = read(table)
        at = names.index("snapshot"), names.index("commit_id")
        for row in rows:
            if (row[at[0]], row[at[1]]) in counting:
                sums.add(table, names, row)
    sums.print()


def by_pyiceberg(uri, endpoint):
    from pyiceberg.catalog.sql import SqlCatalog

    catalog = SqlCatalog(
        NAMESPACE,
        **{
            "uri": uri,
            "s3.endpoint": endpoint,
            "s3.access-key-id": "local",
            "s3.secret-access-key": "local-secret",
            "s3.region": "us-east-1",
        },
    )

    def read(table):
        arrow = catalog.load_table((NAMESPACE, table)).scan().to_arrow()
        return arrow.column_names, list(zip(*(column.to_pylist() for column in arrow.columns)))

    counted([name for _, name in catalog.list_tables(NAMESPACE) if name.startswith("tbl_")], read)


def by_duckdb(sqlite, endpoint):
    import duckdb

    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    for name in ("avro", "httpfs", "iceberg"):
        package = pathlib.Path(__import__("duckdb_extension_" + name).__file__).parent
        connection.load_extension(str(next(package.rglob("*.duckdb_extension"))))
    connection.execute(
        "create secret (type s3, endpoint '%s', url_style path, use_ssl false, region 'us-east-1',"
        " key_id 'local', secret 'local-secret')" % endpoint.removeprefix("http://")
    )
    metadata = dict(
        sqlite3.connect(sqlite).execute(
            "select table_name, metadata_location from iceberg_tables where table_namespace = ?", (NAMESPACE,)
        )
    )

    def read(table):
        found = connection.execute("select * from iceberg_scan('%s')" % metadata[table])
        return [column[0] for column in found.description], found.fetchall()

    counted([name for name in metadata if name.startswith("tbl_")], read)


def csv_rows(content):
    """Every value is quoted, and nothing at all is null."""
    row, position = [], 0
    while position < len(content):
        if content[position] == '"':
            end = content.index('"', position + 1)
            while content[end + 1 : end + 2] == '"':
                end = content.index('"', end + 2)
            row.append(content[position + 1 : end].replace('""', '"'))
            position = end + 1
        else:
            row.append(None)
        if content[position] == "\n":
            yield row
            row = []
        position += 1


def by_csv(lake):
    sums = Sums()
    folders = {
        "album": "album", "artist": "artists", "songs": "songs", "song_artists": "song_artists",
        "playlist": "playlist", "playlist_items": "playlist_items",
    }
    for folder, label in folders.items():
        for path in pathlib.Path(lake, "transformed_data", folder + "_data").glob("*.csv"):
            rows = csv_rows(path.read_bytes().decode())
            names = next(rows)
            for row in rows:
                sums.add("tbl_" + label, names, row)
    sums.print()


if __name__ == "__main__":
    # Times as they are, whatever the machine's zone and output's encoding.
    {"pyiceberg": by_pyiceberg, "duckdb": by_duckdb, "csv": by_csv}[sys.argv[1]](*sys.argv[2:])
