-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_artists that are to be merged stand first. A second run empties it.
create or replace temporary table stage_artists (
    artist_id varchar,
    artist_name varchar,
    url varchar,
    extracted_at timestamp,
    snapshot varchar
)
