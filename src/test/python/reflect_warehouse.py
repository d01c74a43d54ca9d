"""Reads a warehouse as tools do that are built on SQLAlchemy: reflects tables and views, and asks each for its rows. Prints name, kind, number of columns and rows a line."""

import sys

import sqlalchemy

engine = sqlalchemy.create_engine("duckdb:///" + sys.argv[1], connect_args={"read_only": True})
inspector = sqlalchemy.inspect(engine)
with engine.connect() as connection:
    for kind, names in (("table", inspector.get_table_names()), ("view", inspector.get_view_names())):
        for name in sorted(names):
            table = sqlalchemy.Table(name, sqlalchemy.MetaData(), autoload_with=engine)
            rows = connection.execute(sqlalchemy.select(sqlalchemy.func.count()).select_from(table)).scalar()
            connection.execute(sqlalchemy.select(table).limit(3)).fetchall()
            print(name, kind, len(table.columns), rows)
