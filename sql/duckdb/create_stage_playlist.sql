-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_playlist that are to be merged stand first. A second run empties it.
create or replace temporary table stage_playlist (
    playlist_id varchar,
    playlist_name varchar,
    owner_id varchar,
    snapshot_id varchar,
    total_items integer,
    url varchar,
    items_extracted_at timestamp,
    extracted_at timestamp,
    snapshot varchar
)
