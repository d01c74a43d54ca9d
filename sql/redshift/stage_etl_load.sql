-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_load; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_load (
    "snapshot",
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
    transform_version,
    replay,
    tells_playlists
)
from :files
iam_role :role
format as parquet
manifest
