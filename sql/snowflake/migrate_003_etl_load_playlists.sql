-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get 3 columns, which are unknown of what they hold. A second run changes nothing.
alter table if exists etl_load_playlists
add column if not exists last_position bigint comment 'Position of its last entry; null where it has none or nobody noted it';
alter table if exists etl_load_playlists
add column if not exists whole boolean comment 'Whether this is all of the playlist and not a part; null where nobody noted it, which counts as yes';
alter table if exists etl_load_playlists
add column if not exists missing bigint comment 'Places of a whole read that Spotify told of and gave no entry for'
