-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_load_skipped; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_load_skipped (
    "snapshot",
    reason,
    entries
)
from :files
iam_role :role
format as parquet
manifest
