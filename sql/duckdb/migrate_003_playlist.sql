-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get told_by, which is unknown of what they hold. A second run changes nothing.
alter table if exists tbl_playlist
add column if not exists told_by varchar
