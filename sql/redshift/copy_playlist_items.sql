-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of tbl_playlist_items; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_playlist_items (
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    "snapshot"
)
from :files
iam_role :role
format as parquet
manifest
