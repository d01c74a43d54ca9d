"""Starts moto (S3) and fakesnow (Snowflake) on free ports of 127.0.0.1, prints where they listen, ends when stdin closes.

fakesnow does not do all that Caravan's SQL says. What is missing is put in here, by name, so that the SQL that runs against it
is the SQL that ships. A name that is gone, or a value that is not known here, is an error and never passed over.
"""

import functools
import logging
import pathlib
import re
import sys
import tempfile
import threading
import time
import uuid
import warnings
from urllib.parse import unquote

import boto3
import botocore.exceptions
import duckdb
import fakesnow.copy_into
import fakesnow.cursor
import fakesnow.dialect
import fakesnow.info_schema
import fakesnow.server
import moto.backends
import sqlglot
import uvicorn
from fakesnow.copy_into import ReadCSV
from moto.s3.exceptions import PreconditionFailed
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer
from snowflake.connector.errors import ProgrammingError
from sqlglot import exp, parse_one

# What a COPY may say of its files, beside what fakesnow reads itself: the only values that the reader below can follow.
READ_AS_SAID = {
    "ENCODING": "UTF8",
    "RECORD_DELIMITER": ["\n", "\\n"],
    "PARSE_HEADER": False,
    "MULTI_LINE": True,
    "SKIP_BLANK_LINES": False,
    "ESCAPE": "NONE",
    "TRIM_SPACE": False,
    "ERROR_ON_COLUMN_COUNT_MISMATCH": True,
    "REPLACE_INVALID_CHARACTERS": False,
    "DATE_FORMAT": "YYYY-MM-DD",
    "TIMESTAMP_FORMAT": "YYYY-MM-DD HH24:MI:SS.FF3",
}

# What an administrator says to end a transaction; here it ends those of all other sessions that were idle for so many seconds.
ABORT = re.compile(r"system\$abort_transaction\((\d+)\)")

# SQLState and error code of Snowflake for the errors that fakesnow lets through as a failure of the server.
ERRORS = {
    duckdb.ConversionException: (100038, "22018"),
    duckdb.InvalidInputException: (100080, "22000"),
    duckdb.OutOfRangeException: (100039, "22003"),
    duckdb.ConstraintException: (100072, "22000"),
    duckdb.TransactionException: (625, "57014"),
    duckdb.Error: (604, "XX000"),
}


def patched(module, name):
    """Replaces a function of an emulator, which has to be there; the new one gets the old one as its first argument."""

    def replace(function):
        original = getattr(module, name)
        setattr(module, name, lambda *args, **kwargs: function(original, *args, **kwargs))
        return function

    return replace


@patched(moto.backends, "list_of_moto_modules")
@functools.cache
def list_of_moto_modules(original):
    """Looks into the folder of moto once; moto does so at each request."""
    return list(original())


@patched(S3Response, "copy_object")
def copy_object(original, self):
    """Copies only the object that the caller has seen, as S3 does; moto knows the opposite condition alone."""
    wanted = self.headers.get("x-amz-copy-source-if-match")
    if wanted:
        bucket, key = unquote(self.headers["x-amz-copy-source"]).lstrip("/").split("/", 1)
        source = self.backend.get_object(bucket, key)
        if source is not None and wanted.strip('"') != source.etag.strip('"'):
            raise PreconditionFailed("x-amz-copy-source-If-Match")
    return original(self)


@patched(fakesnow.copy_into, "handle_csv")
def handle_csv(original, options):
    """Takes the options that are left at their only value known here; fakesnow raises for each of them."""
    rest = {}
    for name, value in options.items():
        if name not in READ_AS_SAID:
            rest[name] = value
            continue
        known = READ_AS_SAID[name]
        said = value.upper() if isinstance(value, str) and isinstance(known, str) else value
        if said != known and not (isinstance(known, list) and said in known):
            raise NotImplementedError(f"{name} = {value!r}")
    if set(READ_AS_SAID) - set(options):
        raise NotImplementedError(f"a COPY that does not say {sorted(set(READ_AS_SAID) - set(options))}")
    return original(rest)


@patched(fakesnow.copy_into, "_inserts")
def inserts(original, expr, params, urls, parquet_info=None):
    """Reads CSV as Snowflake does: "" is the empty string, an empty field is null, and nothing is guessed."""
    query = expr.args["files"][0]
    selected = query.this.expressions if isinstance(query, exp.Subquery) else []
    if not isinstance(params.file_format, ReadCSV) or not (expr.this.expressions or selected):
        return original(expr, params, urls, parquet_info)
    csv = params.file_format
    if [null for null in csv.null_if if null != ""]:
        raise NotImplementedError(f"NULL_IF = {csv.null_if}")
    texts = [text.sql("snowflake").lower() for text in selected]
    count = len(expr.this.expressions) or sum(text.startswith("$") for text in texts)
    columns = [f"column{i}" for i in range(count)]
    types = ", ".join(f"'{column}': 'varchar'" for column in columns)
    return [
        exp.Insert(
            this=expr.this,
            expression=parse_one(
                f"""
                select {", ".join(of_a_pipe(text, url) for text in texts) or ", ".join(columns)} from read_csv(
                    '{download(url)}', columns = {{{types}}}, auto_detect = false, header = false,
                    skip = {csv.skip_header}, delim = '{csv.sep}', quote = '{csv.quote}', escape = '{csv.quote}',
                    new_line = '\\n', nullstr = '', allow_quoted_nulls = false, strict_mode = true,
                    null_padding = false, ignore_errors = false, max_line_size = 67108864, parallel = false)
                """,
                read="duckdb",
            ),
            by_name=False,
        )
        for url in urls
    ]


def of_a_pipe(text, url):
    """What a COPY by a query selects: a field by its place, or what Snowflake tells of the file."""
    if re.fullmatch(r"\$\d+", text):
        return f"column{int(text[1:]) - 1}"
    return {
        "metadata$filename": f"'{url.removeprefix('s3://').partition('/')[2]}'",
        "metadata$file_row_number": "row_number() over ()",
        "metadata$start_scan_time": "current_timestamp",
    }[text]


def download(url):
    """Fetches an object, since DuckDB reads S3 only through an extension that it would have to download."""
    bucket, _, key = url.removeprefix("s3://").partition("/")
    file = folder / f"{uuid.uuid4()}.csv"
    try:
        s3.download_file(bucket, key, str(file))
    except botocore.exceptions.ClientError:
        raise ProgrammingError(
            msg=f"Remote file '{url}' was not found. There are several potential causes. The file might not exist.",
            errno=91016,
            sqlstate="22000",
        ) from None
    return file


@patched(fakesnow.info_schema, "insert_table_comment_sql")
def insert_table_comment_sql(original, catalog, schema, table, comment):
    """Keeps no comment of the table that stands for a MERGE: it is in another database, which a transaction may not write to too."""
    return "select 0" if table == "MERGE_CANDIDATES" else original(catalog, schema, table, comment)


# Statements come again and again, and what fakesnow makes of one takes longer than DuckDB takes to run it. What these become is
# made of their text alone: neither the database, nor what was said before, nor bound values get into it.
MADE_OF_THE_TEXT = (exp.Select, exp.Union, exp.Insert, exp.Update, exp.Delete, exp.Create)
MADE_OF_MORE = ("identifier(", "result_scan", "random", "nextval", "$")
CURSOR = fakesnow.cursor.FakeSnowflakeCursor
parts = {}
transformed = {}
descriptions = {}


def written_once(expression):
    """Makes a statement that nobody changes any more keep its text."""
    expression.sql = functools.cache(expression.sql)
    return expression


@functools.cache
def described(sql):
    return written_once(sqlglot.parse_one(f"DESCRIBE {sql}", read="duckdb"))


@functools.cache
def parsed(command):
    """Parses a text once, and remembers with the result what it was made of."""
    expression = fakesnow.dialect.parse_one(command)
    expression.meta["text"] = command
    return expression


@patched(fakesnow.server, "parse_one")
def parse_in_server(_, command):
    return parsed(command)


@patched(fakesnow.cursor, "parse_one")
def parse_in_cursor(_, command):
    return parsed(command)


@patched(CURSOR, "_transform_explode")
def transform_explode(original, self, expression):
    """Takes a statement apart once."""
    text = expression.meta["text"]
    if text not in parts:
        statements = original(self, expression.copy())
        for number, statement in enumerate(statements):
            statement.meta["part"] = (text, number)
        parts[text] = statements
    return parts[text]


@patched(CURSOR, "_transform")
def transform(original, self, expression, params):
    """Turns a statement into one of DuckDB once for all databases and sessions."""
    text, number = expression.meta["part"]
    if (
        not isinstance(expression, MADE_OF_THE_TEXT)
        or expression.args.get("kind") not in (None, "TABLE", "VIEW")
        or (isinstance(expression, exp.Create) and isinstance(expression.this, exp.Schema) and expression.expression)
        or any(word in text.lower() for word in MADE_OF_MORE)
    ):
        return original(self, expression.copy(), params)
    key = (text, number, self._conn.schema)
    if key not in transformed:
        transformed[key] = written_once(original(self, expression.copy(), params))
    return transformed[key]


@patched(CURSOR, "_describe_last_sql")
def describe_last_sql(_, self):
    """Describes a result once where it is of no table, as are those of all statements that only do something."""
    sql = self._last_sql
    if sql in descriptions:
        return descriptions[sql]
    with self._conn.cursor() as cursor:
        cursor._execute(described(sql), self._last_params)
        rows = cursor.fetchall()
    if "from" not in sql.lower() and not self._last_params:
        descriptions[sql] = rows
    return rows


@patched(CURSOR, "_execute")
def execute(original, self, statement, *args, **kwargs):
    """Turns errors of DuckDB into Snowflake's; the driver would repeat a request that fails with status 500 for minutes."""
    abort = isinstance(statement, exp.Select) and ABORT.search(statement.sql().lower())
    if abort:
        abort_others(self._conn, int(abort.group(1)))
        statement = parse_one("select 1 as aborted", read="duckdb")
    if getattr(self._conn, "gone", False):
        raise ProgrammingError(msg="The session is gone", errno=390111, sqlstate="08001")
    self._conn.last_used = time.monotonic()
    try:
        return original(self, statement, *args, **kwargs)
    except duckdb.Error as e:
        errno, sqlstate = next(known for kind, known in ERRORS.items() if isinstance(e, kind))
        raise ProgrammingError(msg=str(e), errno=errno, sqlstate=sqlstate) from e


def abort_others(connection, seconds):
    """Rolls back what other sessions began: Snowflake does so five minutes after a session is gone whose lock another waits for."""
    for other in list(fakesnow.server.sessions.values()):
        if other is not connection and time.monotonic() - getattr(other, "last_used", 0) >= seconds:
            try:
                other._duck_conn.rollback()
                other.gone = seconds > 0
            except duckdb.Error:
                pass  # It had begun nothing.


def main():
    global folder, s3
    for name in ("werkzeug", "fakesnow.server", "sqlglot"):
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    # Tags are for the history of queries, which fakesnow does not keep; and where another has a lock it fails at once.
    fakesnow.server.shared_fs.nop_regexes = [r"\s*alter\s+session\s+set\s+(query_tag|lock_timeout|timestamp_ntz_output_format)\s*="]
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, s3_port = moto.get_host_and_port()
    s3 = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{s3_port}",
        region_name="us-east-1",
        aws_access_key_id="emulator",
        aws_secret_access_key="emulator",
    )
    server = uvicorn.Server(uvicorn.Config(fakesnow.server.app, host="127.0.0.1", port=0, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    snowflake_port = server.servers[0].sockets[0].getsockname()[1]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        print(f"s3={s3_port}\nsnowflake={snowflake_port}\nready=true", flush=True)
        sys.stdin.read()
    server.should_exit = True
    moto.stop()


if __name__ == "__main__":
    main()
