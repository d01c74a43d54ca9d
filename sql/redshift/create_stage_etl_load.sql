-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_load that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_etl_load (
    "snapshot" varchar(65535),
    raw_key varchar(65535),
    raw_sha256 varchar(65535),
    extracted_at timestamp,
    run_id varchar(65535),
    loaded_at timestamp,
    consistent boolean,
    album_rows bigint,
    artists_rows bigint,
    songs_rows bigint,
    song_artists_rows bigint,
    playlist_rows bigint,
    playlist_items_rows bigint,
    seen bigint,
    skipped_null_item bigint,
    skipped_local_file bigint,
    skipped_episode bigint,
    skipped_no_id bigint,
    rejected bigint,
    transform_version integer,
    replay boolean,
    tells_playlists boolean
)
