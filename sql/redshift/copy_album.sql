-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of tbl_album; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_album (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    "snapshot"
)
from :files
iam_role :role
format as parquet
manifest
