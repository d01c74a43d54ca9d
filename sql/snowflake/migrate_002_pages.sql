-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get pages, which is unknown of what they hold. A second run changes nothing.
alter table if exists etl_run
add column if not exists pages bigint comment 'Answers of Spotify with entries in them'
