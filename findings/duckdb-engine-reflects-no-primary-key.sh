#!/usr/bin/env bash
# One would guess that tools built on SQLAlchemy find the primary key and the references that tables of a DuckDB file declare, as they do in
# other databases, and at worst find none. It is so that duckdb-engine 0.17.0 asks as it would ask PostgreSQL. The primary key has no column
# in any version of SQLAlchemy; references come with 2.0.36 and not with 1.4. With 2.0.58 either question is answered with an error (there
# is no type REGCLASS), and with it fails the reflection of every table and view, those without a key too. Lists of tables, views and
# columns come in all of them. Seen with DuckDB 1.5.5.
# Needs Python 3.9 or later with venv.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >reflect.py <<'PYTHON'
import sys
import warnings
from importlib.metadata import version

import sqlalchemy

warnings.simplefilter("ignore")
engine = sqlalchemy.create_engine("duckdb:///songs.db")
with engine.begin() as connection:
    connection.execute(sqlalchemy.text("create table song (id integer primary key, title varchar)"))
    connection.execute(sqlalchemy.text("create table entry (song_id integer references song (id))"))
    connection.execute(sqlalchemy.text("create view titles as select title from song"))
inspector = sqlalchemy.inspect(engine)


def asked(question):
    try:
        return str(question())
    except Exception as error:
        return "error: " + str(error).splitlines()[0].split(") ", 1)[-1]


said = [
    asked(lambda: (inspector.get_table_names(), inspector.get_view_names())),
    asked(lambda: [column["name"] for column in inspector.get_columns("song")]),
    asked(lambda: inspector.get_pk_constraint("song")["constrained_columns"]),
    asked(lambda: [reference["constrained_columns"] for reference in inspector.get_foreign_keys("entry")]),
    asked(lambda: sqlalchemy.Table("titles", sqlalchemy.MetaData(), autoload_with=engine).columns.keys()),
]
print("SQLAlchemy", version("sqlalchemy"), "duckdb-engine", version("duckdb-engine"), "DuckDB", version("duckdb"))
for what, answer in zip(("tables and views", "columns", "primary key", "references", "a view reflected"), said):
    print(f"  {what}: {answer}")
error = "error: Catalog Error: Type with name REGCLASS does not exist!"
lists = ["(['entry', 'song'], ['titles'])", "['id', 'title']"]
expected = lists + ([error] * 3 if sys.argv[1] == "error" else ["[]", sys.argv[1], "['title']"])
sys.exit(said != expected)
PYTHON
changed=0
for case in "1.4.54:[]" "2.0.36:[['song_id']]" 2.0.58:error; do
    python3 -m venv --clear python
    python/bin/pip install -q --disable-pip-version-check "sqlalchemy==${case%:*}" duckdb-engine==0.17.0 duckdb==1.5.5
    rm -f songs.db
    python/bin/python reflect.py "${case#*:}" || changed=1
done
if [ "$changed" = 1 ]; then
    echo "This has changed." >&2
    exit 1
fi
