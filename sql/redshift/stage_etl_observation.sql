-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_observation; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_observation (
    playlist_id,
    observed_at,
    outcome,
    run_id
)
from :files
iam_role :role
format as parquet
manifest
