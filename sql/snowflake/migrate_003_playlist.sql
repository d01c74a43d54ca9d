-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get told_by, which is unknown of what they hold. A second run changes nothing.
alter table if exists tbl_playlist
add column if not exists told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
