-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get 11 columns, which are unknown of what they hold. A second run changes nothing.
alter table if exists etl_run
add column if not exists exit_code integer;
alter table if exists etl_run
add column if not exists duration_ms bigint;
alter table if exists etl_run
add column if not exists playlists_read bigint;
alter table if exists etl_run
add column if not exists playlists_unchanged bigint;
alter table if exists etl_run
add column if not exists playlists_failed bigint;
alter table if exists etl_run
add column if not exists pages bigint;
alter table if exists etl_run
add column if not exists snapshots_transformed bigint;
alter table if exists etl_run
add column if not exists snapshots_loaded bigint;
alter table if exists etl_run
add column if not exists dead_letters bigint;
alter table if exists etl_run
add column if not exists seen bigint;
alter table if exists etl_run
add column if not exists rejected bigint
