-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get items_removed_at, which is unknown of what they hold. A second run changes nothing.
alter table if exists etl_load_playlists
add column if not exists items_removed_at timestamp_ntz comment 'When its items were removed as warehouse.history-days says, UTC; null where they are there'
