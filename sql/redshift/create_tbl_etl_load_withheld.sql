-- Generated from the table model; CONTRIBUTING.md says how.
-- Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null. A second run changes nothing.
create table if not exists etl_load_withheld (
    "snapshot" varchar(65535) not null,
    playlist_id varchar(65535) not null,
    table_name varchar(65535) not null,
    column_name varchar(65535) not null
)
