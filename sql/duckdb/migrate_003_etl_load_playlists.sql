-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get 3 columns, which are unknown of what they hold. A second run changes nothing.
alter table if exists etl_load_playlists
add column if not exists last_position bigint;
alter table if exists etl_load_playlists
add column if not exists whole boolean;
alter table if exists etl_load_playlists
add column if not exists missing bigint
