-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_load_rows; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_load_rows (
    "snapshot",
    table_name,
    row_count
)
from :files
iam_role :role
format as parquet
manifest
