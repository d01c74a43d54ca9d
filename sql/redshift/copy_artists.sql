-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of tbl_artists; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_artists (
    artist_id,
    artist_name,
    url,
    extracted_at,
    "snapshot"
)
from :files
iam_role :role
format as parquet
manifest
