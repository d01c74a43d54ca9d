-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of tbl_playlist; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_playlist (
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    "snapshot"
)
from :files
iam_role :role
format as parquet
manifest
