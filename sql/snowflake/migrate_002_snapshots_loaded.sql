-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get snapshots_loaded, which is unknown of what they hold. A second run changes nothing.
alter table if exists etl_run
add column if not exists snapshots_loaded bigint comment 'Snapshots that a load added to the warehouse'
