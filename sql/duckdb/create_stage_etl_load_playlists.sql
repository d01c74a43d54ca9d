-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_load_playlists that are to be merged stand first. A second run empties it.
create or replace temporary table stage_etl_load_playlists (
    snapshot varchar,
    playlist_id varchar,
    playlist_name varchar,
    first_position bigint,
    entries bigint,
    total bigint,
    last_position bigint,
    whole boolean,
    missing bigint,
    items_removed_at timestamp
)
