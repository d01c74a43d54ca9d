-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get 11 columns, which are unknown of what they hold. A second run changes nothing.
alter table if exists etl_run
add column if not exists exit_code integer comment 'Exit code of that outcome';
alter table if exists etl_run
add column if not exists duration_ms bigint comment 'From its begin to its end, in milliseconds';
alter table if exists etl_run
add column if not exists playlists_read bigint comment 'Playlists of which a new raw object was written';
alter table if exists etl_run
add column if not exists playlists_unchanged bigint comment 'Playlists that were as they had been';
alter table if exists etl_run
add column if not exists playlists_failed bigint comment 'Playlists that could not be read';
alter table if exists etl_run
add column if not exists pages bigint comment 'Answers of Spotify with entries in them';
alter table if exists etl_run
add column if not exists snapshots_transformed bigint comment 'Raw objects turned into CSV files';
alter table if exists etl_run
add column if not exists snapshots_loaded bigint comment 'Snapshots that a load added to the warehouse';
alter table if exists etl_run
add column if not exists dead_letters bigint comment 'Objects set aside';
alter table if exists etl_run
add column if not exists seen bigint comment 'Entries in the transformed raw objects';
alter table if exists etl_run
add column if not exists rejected bigint comment 'Entries whose values do not fit'
