-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_load_withheld that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_etl_load_withheld (
    "snapshot" varchar(65535),
    playlist_id varchar(65535),
    table_name varchar(65535),
    column_name varchar(65535)
)
