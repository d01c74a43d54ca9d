-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_playlist_items that are to be merged stand first. A second run empties it.
create or replace temporary table stage_playlist_items (
    playlist_id varchar,
    position integer,
    song_id varchar,
    added_at timestamp_ntz,
    added_by varchar,
    popularity integer,
    extracted_at timestamp_ntz,
    snapshot varchar
)
