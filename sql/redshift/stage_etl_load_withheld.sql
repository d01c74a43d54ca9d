-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_load_withheld; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_load_withheld (
    "snapshot",
    playlist_id,
    table_name,
    column_name
)
from :files
iam_role :role
format as parquet
manifest
