"""Reads the lake's tables as their users do and prints a line a table and day: rows, and the sum of a hash of each row.

    read_tables.py pyiceberg <catalogue's URI> <endpoint of S3>
    read_tables.py duckdb <file of the SQLite catalogue> <endpoint of S3>
    read_tables.py trino <server's URL>
    read_tables.py spark <catalogue's URI> <endpoint of S3> <folder of jars>
    read_tables.py csv <folder of the lake>
    read_tables.py warehouse <folder of the warehouse's tables as Parquet>

The last two read what the tables were made from, the CSV files by a parser of its own, and what else was made of these: what all
others have to print. A row counts where the ledger names its commit for its snapshot; the ledger is read first. Lines that begin
with "files" are of all rows, as the CSV files have them; those with "warehouse" of the rows of which the warehouse is made.
Those that tell how much they have read print it too, for the second day and for a song that there is not.
"""

import collections
import datetime
import hashlib
import json
import pathlib
import sqlite3
import sys
import urllib.request

NAMESPACE = "caravan"
KEYS = {"tbl_album": "album_id", "tbl_artists": "artist_id", "tbl_playlist": "playlist_id", "tbl_songs": "song_id"}
FOLDERS = {
    "tbl_album": "album_data",
    "tbl_artists": "artist_data",
    "tbl_playlist": "playlist_data",
    "tbl_playlist_items": "playlist_items_data",
    "tbl_song_artists": "song_artists_data",
    "tbl_songs": "songs_data",
}
TOLD_WITH = {"release_date_precision": "release_date"}
LAKE_ONLY = {"commit_id"}
# When each of both took it, and what the load decides by all that it has.
OF_EACH = {"loaded_at", "told_by", "items_extracted_at"}
RUNS = {"etl_run", "etl_observation"}
COUNTING = (
    "select told.* from {} as ledger join {} as told"
    " on told.snapshot = ledger.snapshot and told.commit_id = ledger.commit_id"
)
OF_DAYS = (
    "select sum(position) from tbl_playlist_items"
    " where extracted_at >= timestamp '{} 00:00:00' and extracted_at < timestamp '{} 00:00:00'"
)
OF_NO_SONG = "select sum(position) from tbl_playlist_items where song_id = '~'"


def text(value):
    """The value as the CSV files have it; None for null."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.isoformat(" ", "microseconds" if value.microsecond % 1000 else "milliseconds")
    if isinstance(value, int) or type(value) is datetime.date:
        return str(value)
    raise TypeError("%r is of no type that a table has" % (value,))


def row_hash(row, typed):
    """Lengths stand before values, so that no text can pass for the border between two of them."""
    told = ""
    for name in sorted(row):
        value = text(row[name])
        kind = type(row[name]).__name__ if typed else ""
        told += name + ("-" if value is None else "=%s%d:%s" % (kind, len(value), value))
    return int.from_bytes(hashlib.md5(told.encode()).digest()[:8], "big")


def lines(part, table, rows, left_out=()):
    """Rows in any order; one that is there twice counts twice. CSV files have no types."""
    counts, hashes = collections.Counter(), collections.Counter()
    for row in rows:
        day = text(row.get("extracted_at") or row.get("started_at") or row.get("observed_at"))[:10]
        counts[day] += 1
        hashes[day] += row_hash({name: row[name] for name in row if name not in left_out}, part != "files")
    return ["%s %s %s %d %016x" % (part, table, day, counts[day], hashes[day] % 2**64) for day in counts]


def newest(table, rows, is_told):
    """One row a key, each column from the newest row that tells it."""
    versions = collections.defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["extracted_at"], row["snapshot"])):
        versions[row[KEYS[table]]].append(row)
    for of_key in versions.values():
        found = dict(of_key[-1])
        for column in found.keys() - {"extracted_at", "snapshot", "song_added"}:
            telling = [row for row in of_key if is_told(table, TOLD_WITH.get(column, column), row)]
            found[column] = telling[-1][column] if telling else None
        if "song_added" in found:
            found["song_added"] = min((row["song_added"] for row in of_key if row["song_added"]), default=None)
        yield found


def in_warehouse(tables):
    """What the warehouse has, of what the lake has: of songs and the like the newest form alone."""
    withheld = {
        (row["snapshot"], row["playlist_id"], "tbl_" + row["table_name"], row["column_name"])
        for row in tables.get("etl_load_withheld", [])
    }

    def is_told(table, column, row):
        playlist = row["playlist_id"] if table == "tbl_playlist" else ""
        return (row["snapshot"], playlist, table, column) not in withheld

    found = dict(tables)
    for table in KEYS:
        found[table] = list(newest(table, tables[table], is_told))
    tells_artists = {}
    for song in sorted(tables["tbl_songs"], key=lambda row: (row["extracted_at"], row["snapshot"])):
        if is_told("tbl_songs", "artist_id", song):
            tells_artists[song["song_id"]] = song["snapshot"]
    found["tbl_song_artists"] = [
        row for row in tables["tbl_song_artists"] if tells_artists.get(row["song_id"]) == row["snapshot"]
    ]
    return found


def print_lines(found):
    print(*sorted(found), sep="\n")


def print_lake(names, read):
    """Prints what is in the tables of these names; read gives the columns' names and the rows that count."""
    tables = {}
    for name in names:
        columns, rows = read(name)
        tables[name] = [dict(zip(columns, row)) for row in rows]
    found = [line for name in FOLDERS for line in lines("files", name, tables[name], LAKE_ONLY)]
    for name, rows in in_warehouse(tables).items():
        found += lines("warehouse", name, rows, LAKE_ONLY | OF_EACH)
    print_lines(found)


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

    def whole(table):
        arrow = catalog.load_table((NAMESPACE, table)).scan().to_arrow()
        return arrow.column_names, list(zip(*(column.to_pylist() for column in arrow.columns)))

    def commits(columns, rows):
        at = columns.index("snapshot"), columns.index("commit_id")
        return [(row[at[0]], row[at[1]]) for row in rows]

    counting = set(commits(*whole("etl_load")))

    def read(table):
        columns, rows = whole(table)
        if table in RUNS:
            return columns, rows
        return columns, [row for row, commit in zip(rows, commits(columns, rows)) if commit in counting]

    print_lake([name for _, name in catalog.list_tables(NAMESPACE)], read)


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

    def scan(table):
        return "iceberg_scan('%s')" % metadata[table]

    def read(table):
        found = connection.execute(statement(table, scan))
        return [column[0] for column in found.description], found.fetchall()

    print_lake(metadata, read)


def statement(table, scan):
    return "select * from " + scan(table) if table in RUNS else COUNTING.format(scan("etl_load"), scan(table))


def days_two_and_three(times):
    return sorted({time.date() for time in times})[1:3]


def by_trino(url):
    kinds = {"timestamp(6)": datetime.datetime.fromisoformat, "date": datetime.date.fromisoformat}
    # Times have no zone, so that the session's does not matter.
    headers = {
        "X-Trino-User": "reader",
        "X-Trino-Catalog": "lake",
        "X-Trino-Schema": NAMESPACE,
        "X-Trino-Time-Zone": "America/New_York",
        # Without it microseconds are cut off.
        "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
    }

    def ask(sql):
        columns, rows = [], []
        request = urllib.request.Request(url + "/v1/statement", sql.encode(), headers)
        while True:
            answer = json.load(urllib.request.urlopen(request))
            if "error" in answer:
                raise RuntimeError(sql + ": " + answer["error"]["message"])
            columns = answer.get("columns", columns)
            for row in answer.get("data", []):
                rows.append(
                    [
                        value if value is None else kinds.get(column["type"], lambda same: same)(value)
                        for value, column in zip(row, columns)
                    ]
                )
            if "nextUri" not in answer:
                return [column["name"] for column in columns], rows, answer["stats"]
            request = urllib.request.Request(answer["nextUri"], headers=headers)

    names = [row[0] for row in ask("show tables")[1]]
    print_lake(names, lambda table: ask(statement(table, str))[:2])
    second, third = days_two_and_three(row[0] for row in ask("select extracted_at from etl_load")[1])
    print("read of the second day:", ask(OF_DAYS.format(second, third))[2]["processedRows"], "rows")
    print("read of a song that there is not:", ask(OF_NO_SONG)[2]["processedRows"], "rows")


def by_spark(uri, endpoint, jars):
    from pyspark.sql import SparkSession

    # Times have no zone, so that the session's does not matter.
    settings = {
        "spark.jars": ",".join(str(jar) for jar in pathlib.Path(jars).glob("*.jar")),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "America/New_York",
        "spark.sql.shuffle.partitions": "2",
        # What a statement has read stands in its plan as it was made.
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.catalog.caravan": "org.apache.iceberg.spark.SparkCatalog",
        "spark.sql.catalog.caravan.catalog-impl": "org.apache.iceberg.jdbc.JdbcCatalog",
        "spark.sql.catalog.caravan.uri": uri,
        "spark.sql.catalog.caravan.jdbc.user": "postgres",
        "spark.sql.catalog.caravan.jdbc.password": "postgres",
        "spark.sql.catalog.caravan.jdbc.schema-version": "V1",
        "spark.sql.catalog.caravan.warehouse": "s3://lake/lake/",
        "spark.sql.catalog.caravan.io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
        "spark.sql.catalog.caravan.s3.endpoint": endpoint,
        "spark.sql.catalog.caravan.s3.path-style-access": "true",
        "spark.sql.catalog.caravan.s3.access-key-id": "local",
        "spark.sql.catalog.caravan.s3.secret-access-key": "local-secret",
        "spark.sql.catalog.caravan.client.region": "us-east-1",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sql("use caravan." + NAMESPACE)

    def read(table):
        found = spark.sql(statement(table, str))
        return found.columns, [tuple(row) for row in found.collect()]

    def files_read(sql):
        found = spark.sql(sql)
        found.collect()
        scan = found._jdf.queryExecution().executedPlan().collectLeaves().head()
        return scan.metrics().apply("resultDataFiles").value()

    print_lake([row["tableName"] for row in spark.sql("show tables").collect()], read)
    second, third = days_two_and_three(row[0] for row in spark.sql("select extracted_at from etl_load").collect())
    print("read of the second day:", files_read(OF_DAYS.format(second, third)), "files")
    print("read of a song that there is not:", files_read(OF_NO_SONG), "files")


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
    found = []
    for table, folder in FOLDERS.items():
        rows = []
        # A replay's files stand beside the first ones, and behind them by their names.
        files = sorted(pathlib.Path(lake, "transformed_data", folder).glob("*.csv"))
        for path in {path.name.split(".")[0]: path for path in files}.values():
            names, *values = csv_rows(path.read_bytes().decode())
            rows += [dict(zip(names, row)) for row in values]
        found += lines("files", table, rows)
    print_lines(found)


def by_warehouse(folder):
    import pyarrow.parquet

    tables = {path.stem: pyarrow.parquet.read_table(path).to_pylist() for path in pathlib.Path(folder).glob("*.parquet")}
    extracted_at = {row["snapshot"]: row["extracted_at"] for row in tables["etl_load"]}
    found = []
    for table, rows in tables.items():
        if table.startswith("etl_load"):
            rows = [row | {"extracted_at": extracted_at[row["snapshot"]]} for row in rows]
        if table not in ("tbl_playlist_content", "etl_migration", "etl_lock"):
            found += lines("warehouse", table, rows, OF_EACH)
    print_lines(found)


if __name__ == "__main__":
    # Times as they are, whatever the machine's zone and output's encoding.
    readers = {
        "pyiceberg": by_pyiceberg,
        "duckdb": by_duckdb,
        "trino": by_trino,
        "spark": by_spark,
        "csv": by_csv,
        "warehouse": by_warehouse,
    }
    readers[sys.argv[1]](*sys.argv[2:])
