-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_load_playlists; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_load_playlists (
    "snapshot",
    playlist_id,
    playlist_name,
    first_position,
    entries,
    total,
    last_position,
    whole,
    missing,
    items_removed_at
)
from :files
iam_role :role
format as parquet
manifest
