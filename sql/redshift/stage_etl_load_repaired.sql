-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_load_repaired; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_load_repaired (
    "snapshot",
    field,
    value_count
)
from :files
iam_role :role
format as parquet
manifest
