-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_etl_load as
select
    snapshot,
    raw_key,
    raw_sha256,
    extracted_at,
    run_id,
    loaded_at,
    consistent,
    album_rows,
    artists_rows,
    songs_rows,
    song_artists_rows,
    playlist_rows,
    playlist_items_rows,
    seen,
    skipped_null_item,
    skipped_local_file,
    skipped_episode,
    skipped_no_id,
    rejected,
    transform_version
from stage_etl_load
where 1 = 0
