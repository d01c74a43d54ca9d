-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of tbl_song_artists; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_song_artists (
    song_id,
    position,
    artist_id,
    extracted_at,
    "snapshot"
)
from :files
iam_role :role
format as parquet
manifest
