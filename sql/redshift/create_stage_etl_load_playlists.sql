-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_load_playlists that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_etl_load_playlists (
    "snapshot" varchar(65535),
    playlist_id varchar(65535),
    playlist_name varchar(65535),
    first_position bigint,
    entries bigint,
    total bigint,
    last_position bigint,
    whole boolean,
    missing bigint,
    items_removed_at timestamp
)
