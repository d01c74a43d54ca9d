-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_playlist_content that are to be merged stand first. A second run empties it.
create or replace temporary table stage_playlist_content (
    playlist_id varchar,
    snapshot varchar,
    first_position bigint,
    last_position bigint,
    extracted_at timestamp
)
