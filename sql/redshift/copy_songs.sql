-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of tbl_songs; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_songs (
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    "explicit",
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    "snapshot"
)
from :files
iam_role :role
format as parquet
manifest
