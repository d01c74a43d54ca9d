-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_withheld is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_etl_load_withheld (
    "snapshot" varchar(65535),
    playlist_id varchar(65535),
    table_name varchar(65535),
    column_name varchar(65535)
)
