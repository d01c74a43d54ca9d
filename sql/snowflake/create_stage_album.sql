-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_album that are to be merged stand first. A second run empties it.
create or replace temporary table stage_album (
    album_id varchar,
    album_name varchar,
    release_date date,
    release_date_precision varchar,
    total_tracks integer,
    url varchar,
    extracted_at timestamp_ntz,
    snapshot varchar
)
