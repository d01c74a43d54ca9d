-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of tbl_playlist_content; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_playlist_content (
    playlist_id,
    "snapshot",
    first_position,
    last_position,
    extracted_at
)
from :files
iam_role :role
format as parquet
manifest
